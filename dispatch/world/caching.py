"""A world that keeps what it reads: to be read again, also in another process."""

from datetime import date
from typing import NamedTuple

from dispatch.world.ports import CachingReader

# bytes taken along; what is more is read from the disk each time: pictures of each unit, say
ROOM = 20_000_000


class CachedReads(NamedTuple):
    """The day, the bytes of files, the names in folders, and what was recalled."""

    day: date
    files: dict[str, bytes]
    folders: dict[tuple[str, str], list[str]]
    texts: dict[str, str]


class CachingWorld:
    """A world that reads from what it has kept, else from another world, and keeps what it reads."""

    def __init__(self, world: CachingReader, kept: CachedReads | None = None) -> None:
        self.world = world
        self.kept = kept or CachedReads(world.today(), {}, {}, {})
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
