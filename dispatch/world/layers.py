"""Worlds that keep what is read: to be carried in a letter, to be read again elsewhere, or to be read from alone."""

from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from dispatch.problem import Place, Refused
from dispatch.world import REASONS, UNREADABLE, Reader, Recaller, refuse_large

ROOM = 20_000_000  # bytes taken along; what is more is read from the disk each time: pictures of each unit, say


class Noting:
    """A world that notes what is read through it, so that a letter can carry what it was made from."""

    def __init__(self, world: Reader) -> None:
        self.world = world
        self.files: dict[str, bytes] = {}

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, and keep them."""
        self.files[name] = self.world.read(name, most)
        return self.files[name]

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder."""
        return self.world.names(folder, suffix)

    def today(self) -> date:
        """Return the day on the calendar."""
        return self.world.today()


class Held:
    """A world of files that are held in memory, and no others."""

    def __init__(self, files: Mapping[str, bytes], day: date) -> None:
        self.day = day
        self.files = {str(PurePath(name)): data for name, data in files.items()}

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, or refuse."""
        if (data := self.files.get(str(PurePath(name)))) is None:
            raise Refused([UNREADABLE.at(Place(name), why=REASONS[2])])
        return refuse_large(data, name, most)

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder, sorted."""
        inside = (PurePath(name) for name in self.files)
        return sorted(file.name for file in inside if file.parent == PurePath(folder) and file.suffix == suffix)

    def today(self) -> date:
        """Return the day on which the files were put together."""
        return self.day


class Kept(NamedTuple):
    """The day, the bytes of files, the names in folders, and what was recalled."""

    day: date
    files: dict[str, bytes]
    folders: dict[tuple[str, str], list[str]]
    texts: dict[str, str]


class Luggage:
    """A world that reads from what was taken along, else from another world, and keeps what it reads."""

    def __init__(self, world: Recaller, kept: Kept | None = None) -> None:
        self.world = world
        self.kept = kept or Kept(world.today(), {}, {}, {})
        self.room = ROOM

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, or refuse."""
        if name in self.kept.files:
            return self.kept.files[name]
        data = self.world.read(name, most)
        if len(data) <= self.room:
            self.kept.files[name] = data
            self.room -= len(data)
        return data

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder."""
        asked = (folder, suffix)
        if asked not in self.kept.folders:
            self.kept.folders[asked] = self.world.names(folder, suffix)
        return self.kept.folders[asked]

    def recall(self, key: str) -> str:
        """Return what an earlier run left under a key, or nothing."""
        if key not in self.kept.texts:
            self.kept.texts[key] = self.world.recall(key)
        return self.kept.texts[key]

    def remember(self, key: str, text: str) -> None:
        """Leave something for a later run."""
        self.kept.texts[key] = text
        self.world.remember(key, text)

    def today(self) -> date:
        """Return the day on which the batch was begun, wherever its letters are made."""
        return self.kept.day


class With:
    """A world in which one file more is there, so that it can be looked at before it is written."""

    def __init__(self, world: Reader, name: str, data: bytes) -> None:
        self.world = world
        self.name = name
        self.data = data

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, or refuse."""
        return refuse_large(self.data, name, most) if name == self.name else self.world.read(name, most)

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder."""
        return self.world.names(folder, suffix)

    def today(self) -> date:
        """Return the day on the calendar."""
        return self.world.today()
