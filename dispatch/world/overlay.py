"""A world in which one file more is there."""

from datetime import date

from dispatch.world.io_errors import refuse_large
from dispatch.world.ports import CachingReader


class OverlayWorld:
    """A world in which one file more is there, so that it can be looked at before it is written."""

    def __init__(self, world: CachingReader, name: str, data: bytes) -> None:
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

    def recall(self, key: str) -> str:
        """Return what an earlier run left under a key, or nothing."""
        return self.world.recall(key)

    def remember(self, key: str, text: str) -> None:
        """Leave something for a later run."""
        self.world.remember(key, text)
