"""The disk: every file whole or not at all."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from dispatch.problem import Place, Refused
from dispatch.world.drafts import (
    DRAFT,
    DRAFT_END,
    begin_draft,
    clear_draft,
    fill_draft,
    new_draft,
    replace_file,
)
from dispatch.world.io_errors import UNREADABLE, UNWRITABLE, reason_of, refuse_large
from dispatch.world.paths import cache_folder

JUNCTIONS = (0xA0000003, 0xA000000C)  # mount points and links, as Windows marks them
ELSEWHERE = (errno.ENOENT, errno.EXDEV)  # no folder there yet, or one on another disk


class Disk:
    """The world of real files."""

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file; a file too large is refused before it is read."""
        try:
            with Path(name).open("rb") as file:
                data = file.read(most + 1)
        except (OSError, ValueError) as error:
            raise Refused([UNREADABLE.at(Place(name), why=reason_of(error, opening=True))]) from error
        return refuse_large(data, name, most)

    def write(self, name: str, data: bytes) -> None:
        """Write beside the target, then move over it.

        No reader sees half a letter, no power cut takes it away.
        """
        replace_file(name, (data,), wait=True)

    def stream(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write piece by piece what is too large for memory, whole or not at all."""
        replace_file(name, pieces, wait=True)

    def put(self, name: str, data: bytes) -> None:
        """Write as `write` does, without waiting for the disk."""
        replace_file(name, (data,), wait=False)

    @contextlib.contextmanager
    def drafts(self, folder: str) -> Iterator[str]:
        """Hold a folder for drafts inside another; what is left in it goes with it."""
        inside = new_draft(folder)
        try:
            Path(inside).mkdir(parents=True)
        except OSError as error:
            raise Refused([UNWRITABLE.at(Place(folder), why=reason_of(error))]) from error
        try:
            yield inside
        finally:
            clear_draft(Path(inside))

    def draft(self, name: str, data: bytes, target: str) -> None:
        """Write a draft into a folder of drafts, without waiting; a problem bears the name of its target."""
        try:
            fill_draft(begin_draft(name), (data,), wait=False)
        except OSError as error:
            raise Refused([UNWRITABLE.at(Place(target), why=reason_of(error))]) from error

    def place(self, draft: str, name: str) -> None:
        """Move a draft over its target, whose folder is made if it is missing, and may be on another disk."""
        try:
            os.replace(draft, name)  # noqa: PTH105
        except (OSError, ValueError) as error:
            if getattr(error, "errno", 0) not in ELSEWHERE or not self.exists(draft):
                raise Refused([UNWRITABLE.at(Place(name), why=reason_of(error))]) from error
            replace_file(name, map(Path.read_bytes, [Path(draft)]), wait=False)
            self.discard(draft)

    def sweep(self, folder: str) -> None:
        """Take away the drafts that a process left in a folder when it was killed."""
        for name in self.names(folder, DRAFT_END):
            if name.startswith(DRAFT):
                clear_draft(Path(folder) / name)

    def settle(self) -> None:
        """Wait for the disk once, for all that was put; a system that cannot do so writes in its own time."""
        getattr(os, "sync", lambda: None)()

    def exists(self, name: str) -> bool:
        """Say whether something of that name is there."""
        return os.path.lexists(name)

    def is_folder(self, name: str) -> bool:
        """Say whether the name is a folder."""
        return os.path.isdir(name)  # noqa: PTH112 - pathlib's raises where a name is too long

    def is_link(self, name: str) -> bool:
        """Say whether the name leads to something else: a link, or what Windows calls a junction."""
        try:
            seen = os.lstat(name)
        except (OSError, ValueError):
            return False
        return stat.S_ISLNK(seen.st_mode) or getattr(seen, "st_reparse_tag", 0) in JUNCTIONS

    def _refuse_link(self, name: str) -> None:
        if self.is_link(name):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder, sorted; none if it is not there."""
        try:
            return sorted(p.name for p in Path(folder).iterdir() if p.name.endswith(suffix))
        except OSError:
            return []

    def files_below(self, folder: str) -> list[str]:
        """Return the names of all files in a folder and in those below it, sorted; no link is followed."""
        return sorted(os.path.join(where, name) for where, _, names in os.walk(folder) for name in names)  # noqa: PTH118

    def stamp(self, name: str) -> object:
        """Return which file it is, how large, and when it was written; nothing if it is not there."""
        try:
            seen = os.stat(name)  # noqa: PTH116 - asked for every file, five times a second
        except (OSError, ValueError):
            return None
        return seen.st_ino, seen.st_size, seen.st_mtime_ns

    def append(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file, or refuse; a link is not followed."""
        try:
            self._refuse_link(name)
            with Path(name).open("ab") as file:
                file.write(data)
        except OSError as error:
            raise Refused([UNWRITABLE.at(Place(name), why=reason_of(error, opening=True))]) from error

    @contextlib.contextmanager
    def claimed(self, name: str) -> Iterator[bool]:
        """Hold a lock of the system's on a file, which stays there and means nothing by itself."""
        from filelock import FileLock, Timeout

        try:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(name, timeout=0)
            lock.acquire()
        except Timeout:
            yield False
            return
        except (OSError, NotImplementedError) as error:
            raise Refused([UNWRITABLE.at(Place(name), why=reason_of(error))]) from error
        try:
            yield True
        finally:
            lock.release()

    def discard(self, name: str) -> None:
        """Take a file away, if it is there."""
        with contextlib.suppress(OSError):
            Path(name).unlink()

    def today(self) -> date:
        """Return the day on the calendar of whoever asks."""
        return date.today()  # noqa: DTZ011 - the clerk's own day

    def recall(self, key: str) -> str:
        """Return what an earlier run left under a key, or nothing."""
        folder = cache_folder()
        try:
            return (folder / key).read_text("utf-8") if folder else ""
        except (OSError, ValueError):
            return ""

    def remember(self, key: str, text: str) -> None:
        """Leave something for a later run; never fails, for nothing depends on it."""
        if folder := cache_folder():
            with contextlib.suppress(Refused):
                self.write(str(folder / key), text.encode())
