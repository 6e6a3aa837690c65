"""What a batch has read, kept so that another process, or another machine, can read it again."""

from typing import NamedTuple

from dispatch.world import Readable

LETTERS_MOST = 20_000_000  # more than that is read from the disk each time: pictures of each unit, say


class Kept(NamedTuple):
    """The bytes of files, the names in folders, and what was recalled."""

    files: dict[str, bytes]
    folders: dict[tuple[str, str], list[str]]
    texts: dict[str, str]


class Luggage:
    """Reads from what was taken along, else from the world, and keeps what it reads."""

    def __init__(self, world: Readable, kept: Kept | None = None) -> None:
        self.world = world
        self.kept = kept or Kept({}, {}, {})
        self.room = LETTERS_MOST

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
