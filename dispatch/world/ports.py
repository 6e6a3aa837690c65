"""What is asked of the outside: ports that a disk fulfils, or a test, or what a letter carries."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol


class Reader(Protocol):
    """What reading a letter with its configs needs from outside."""

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, or refuse."""

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder, sorted; none if it is not there."""

    def today(self) -> date:
        """Return the day on the calendar of whoever asks."""


class CachingReader(Reader, Protocol):
    """What making a letter needs from outside.

    To read, and to find again what an earlier run has prepared.
    """

    def recall(self, key: str) -> str:
        """Return what an earlier run left under a key, or nothing."""

    def remember(self, key: str, text: str) -> None:
        """Leave something for a later run; never fails, for nothing depends on it."""


class WatchingReader(CachingReader, Protocol):
    """What watching needs from outside: to see that a file is no longer what it was."""

    def stamp(self, name: str) -> object:
        """Return what differs once a file has been written anew, replaced or taken away."""


class World(WatchingReader, Protocol):
    """What the jobs need from outside."""

    def write(self, name: str, data: bytes) -> None:
        """Put bytes in a file, whole or not at all and safe from a power cut, or refuse."""

    def stream(self, name: str, pieces: Iterable[bytes]) -> None:
        """Put pieces in a file, whole or not at all and safe from a power cut, or refuse."""

    def put(self, name: str, data: bytes) -> None:
        """Put bytes in a file, whole or not at all, safe once the world has settled, or refuse."""

    def place(self, draft: str, name: str) -> None:
        """Move a draft over its target, or refuse."""

    def sweep(self, folder: str) -> None:
        """Take away the drafts that were left in a folder."""

    def settle(self) -> None:
        """Wait until all that was put is safe from a power cut."""

    def exists(self, name: str) -> bool:
        """Say whether something of that name is there."""

    def files_below(self, folder: str) -> list[str]:
        """Return the names of all files in a folder and in those below it, sorted; no link is followed."""

    def is_folder(self, name: str) -> bool:
        """Say whether the name is a folder."""

    def is_link(self, name: str) -> bool:
        """Say whether the name leads to something else, whether that is there or not."""

    def append(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file, or refuse."""

    def claimed(self, name: str) -> AbstractContextManager[bool]:
        """Hold a lock, and say whether it is ours; it ends with the process, however that ends."""

    def discard(self, name: str) -> None:
        """Take a file away, if it is there."""
