"""Worlds that record what is read through them: bytes to be carried along, names never to be written over."""

from datetime import date

from dispatch.world.ports import CachingReader, Reader


class RecordingWorld:
    """A world that keeps the bytes of what is read through it.

    So that a letter can carry what it was made from.
    """

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


class SourceWorld:
    """A world that knows the names of all that was read through it: the sources of a run."""

    def __init__(self, world: CachingReader) -> None:
        self.world = world
        self.sources: set[str] = set()

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, and note its name even where it cannot be read."""
        self.sources.add(name)
        return self.world.read(name, most)

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder."""
        return self.world.names(folder, suffix)

    def today(self) -> date:
        """Return the day on the calendar."""
        return self.world.today()

    def recall(self, key: str) -> str:
        """Return what an earlier run left under a key, or nothing."""
        return self.world.recall(key)

    def remember(self, key: str, text: str) -> None:
        """Leave something for a later run."""
        self.world.remember(key, text)
