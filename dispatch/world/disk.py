"""The disk: every file whole or not at all."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from dispatch.problem import Place, Refused
from dispatch.world.io_errors import UNREADABLE, UNWRITABLE, reason_of, refuse_large
from dispatch.world.paths import cache_folder

DRAFT, DRAFT_END = ".congvan-", ".tmp"
ELSEWHERE = (errno.ENOENT, errno.EXDEV)  # no folder there yet, or one on another disk


class Disk:
    """The world of real files."""

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file; a file too large is refused before it is read."""
        try:
            with Path(name).open("rb") as file:
                data = file.read(most + 1)
        except (OSError, ValueError) as error:
            raise Refused([UNREADABLE.at(Place(name), why=reason_of(error))]) from error
        return refuse_large(data, name, most)

    def write(self, name: str, data: bytes) -> None:
        """Write beside the target, then move over it: no reader sees half a letter."""
        _replaced(name, (data,), os.fsync)

    def stream(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write piece by piece what is too large for memory, whole or not at all."""
        _replaced(name, pieces, os.fsync)

    def put(self, name: str, data: bytes) -> None:
        """Write as `write` does, without waiting for the disk."""
        _replaced(name, (data,), lambda _: None)

    @contextlib.contextmanager
    def drafts(self, folder: str) -> Iterator[str]:
        """Hold a folder for drafts inside another; what is left in it goes with it."""
        inside = _new_draft(folder)
        try:
            Path(inside).mkdir(parents=True)
        except OSError as error:
            raise Refused([UNWRITABLE.at(Place(folder), why=reason_of(error))]) from error
        try:
            yield inside
        finally:
            _cleared(Path(inside))

    def draft(self, name: str, data: bytes, target: str) -> None:
        """Write a draft into a folder of drafts, without waiting; a problem bears the name of its target."""
        try:
            _filled(_begun(name), (data,), lambda _: None)
        except OSError as error:
            raise Refused([UNWRITABLE.at(Place(target), why=reason_of(error))]) from error

    def place(self, draft: str, name: str) -> None:
        """Move a draft over its target, whose folder is made if it is missing, and may be on another disk."""
        try:
            os.replace(draft, name)  # noqa: PTH105
        except (OSError, ValueError) as error:
            if getattr(error, "errno", 0) not in ELSEWHERE or not self.exists(draft):
                raise Refused([UNWRITABLE.at(Place(name), why=reason_of(error))]) from error
            _replaced(name, map(Path.read_bytes, [Path(draft)]), lambda _: None)
            self.discard(draft)

    def sweep(self, folder: str) -> None:
        """Take away the drafts that a process left in a folder when it was killed."""
        for name in self.names(folder, DRAFT_END):
            if name.startswith(DRAFT):
                _cleared(Path(folder) / name)

    def settle(self) -> None:
        """Wait for the disk once, for all that was put; a system that cannot do so writes in its own time."""
        getattr(os, "sync", lambda: None)()

    def exists(self, name: str) -> bool:
        """Say whether something of that name is there."""
        return os.path.lexists(name)

    def is_folder(self, name: str) -> bool:
        """Say whether the name is a folder."""
        return os.path.isdir(name)  # noqa: PTH112 - pathlib's raises where a name is too long

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder, sorted; none if it is not there."""
        try:
            return sorted(p.name for p in Path(folder).iterdir() if p.name.endswith(suffix))
        except OSError:
            return []

    def stamp(self, name: str) -> object:
        """Return which file it is, how large, and when it was written; nothing if it is not there."""
        try:
            seen = os.stat(name)  # noqa: PTH116 - asked for every file, five times a second
        except (OSError, ValueError):
            return None
        return seen.st_ino, seen.st_size, seen.st_mtime_ns

    def append(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file, or refuse."""
        try:
            with Path(name).open("ab") as file:
                file.write(data)
        except OSError as error:
            raise Refused([UNWRITABLE.at(Place(name), why=reason_of(error))]) from error

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
        try:
            return (cache_folder() / key).read_text("utf-8")
        except (OSError, ValueError):
            return ""

    def remember(self, key: str, text: str) -> None:
        """Leave something for a later run; never fails, for nothing depends on it."""
        with contextlib.suppress(Refused, RuntimeError):
            self.write(str(cache_folder() / key), text.encode())


def _replaced(name: str, pieces: Iterable[bytes], wait: Callable[[int], None]) -> None:
    """Write a draft beside the target and move it over; whatever happens, no draft is left."""
    folder = os.path.dirname(name)  # noqa: PTH120 - a batch comes here a hundred thousand times
    draft = _new_draft(folder)
    try:
        _drafted(draft, folder, pieces, wait)
        os.replace(draft, name)  # noqa: PTH105
    except BaseException as error:
        with contextlib.suppress(OSError, ValueError):
            os.unlink(draft)  # noqa: PTH108
        if isinstance(error, (OSError, ValueError)):
            raise Refused([UNWRITABLE.at(Place(name), why=reason_of(error))]) from error
        raise


def _new_draft(folder: str) -> str:
    return os.path.join(folder, f"{DRAFT}{os.urandom(6).hex()}{DRAFT_END}")  # noqa: PTH118


def _cleared(draft: Path) -> None:
    """Take away a draft, or a folder of drafts under another name: whoever still writes to it must not find it."""
    with contextlib.suppress(OSError):
        if not draft.is_dir() or draft.is_symlink():
            draft.unlink()
            return
        import shutil

        gone = Path(_new_draft(str(draft.parent)))
        draft.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _drafted(draft: str, folder: str, pieces: Iterable[bytes], wait: Callable[[int], None]) -> None:
    """Write a draft, its folder made if it is missing."""
    try:
        number = _begun(draft)
    except FileNotFoundError:
        Path(folder).mkdir(parents=True, exist_ok=True)
        number = _begun(draft)
    _filled(number, pieces, wait)


def _begun(name: str) -> int:
    """Open a file that must not be there yet."""
    return os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)


def _filled(number: int, pieces: Iterable[bytes], wait: Callable[[int], None]) -> None:
    """Write an open file and close it."""
    try:
        for piece in pieces:
            left = memoryview(piece)
            while left:
                left = left[os.write(number, left) :]
        wait(number)
    finally:
        os.close(number)
