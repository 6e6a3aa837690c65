"""Everything outside the program, behind a few verbs."""

import contextlib
import functools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from dispatch.problem import N_, Fault, Place, Refused

UNREADABLE = Fault("W001", N_("không đọc được tệp: {why}"), N_("kiểm tra đường dẫn và quyền đọc"))
TOO_LARGE = Fault("W002", N_("tệp quá lớn (nhiều nhất {most} MB)"))
UNWRITABLE = Fault("W003", N_("không ghi được tệp: {why}"), N_("kiểm tra thư mục, quyền ghi và chỗ trống trên đĩa"))
SOURCE = Fault("W008", N_("đó là tệp nguồn của chính công văn, không ghi đè"), N_("chọn tên khác"))
EXISTS = Fault("W004", N_("tệp đã có, không ghi đè"), N_("thêm --force nếu muốn ghi đè"))

LETTER_MOST = 2_000_000
TEMPLATE_MOST = 20_000_000


class Reader(Protocol):
    """What reading a letter with its configs needs from outside."""

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, or refuse."""

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder, sorted; none if it is not there."""


class Recaller(Reader, Protocol):
    """What making a letter needs from outside: to read, and to find again what an earlier run has prepared."""

    def recall(self, key: str) -> str:
        """Return what an earlier run left under a key, or nothing."""

    def remember(self, key: str, text: str) -> None:
        """Leave something for a later run; never fails, for nothing depends on it."""


class World(Recaller, Protocol):
    """What the jobs need from outside."""

    def write(self, name: str, data: bytes) -> None:
        """Put bytes in a file, whole or not at all and safe from a power cut, or refuse."""

    def stream(self, name: str, pieces: Iterable[bytes]) -> None:
        """Put pieces one after the other in a file, whole or not at all and safe from a power cut, or refuse."""

    def put(self, name: str, data: bytes) -> None:
        """Put bytes in a file, whole or not at all, safe from a power cut once the world has settled, or refuse."""

    def settle(self) -> None:
        """Wait until all that was put is safe from a power cut."""

    def exists(self, name: str) -> bool:
        """Say whether something of that name is there."""

    def is_folder(self, name: str) -> bool:
        """Say whether the name is a folder."""

    def append(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file, or refuse."""

    def claimed(self, name: str) -> AbstractContextManager[bool]:
        """Hold a lock, and say whether it is ours; it ends with the process, however that ends."""

    def discard(self, name: str) -> None:
        """Take a file away, if it is there."""


class Disk:
    """The world of real files."""

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file; a file too large is refused before it is read."""
        try:
            with Path(name).open("rb") as file:
                data = file.read(most + 1)
        except (OSError, ValueError) as error:
            raise Refused([UNREADABLE.at(Place(name), why=reason(error))]) from error
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

    def append(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file, or refuse."""
        try:
            with Path(name).open("ab") as file:
                file.write(data)
        except OSError as error:
            raise Refused([UNWRITABLE.at(Place(name), why=reason(error))]) from error

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
            raise Refused([UNWRITABLE.at(Place(name), why=reason(error))]) from error
        try:
            yield True
        finally:
            lock.release()

    def discard(self, name: str) -> None:
        """Take a file away, if it is there."""
        with contextlib.suppress(OSError):
            Path(name).unlink()

    def recall(self, key: str) -> str:
        """Return what an earlier run left under a key, or nothing."""
        try:
            return (_memory() / key).read_text("utf-8")
        except (OSError, ValueError):
            return ""

    def remember(self, key: str, text: str) -> None:
        """Leave something for a later run; never fails, for nothing depends on it."""
        with contextlib.suppress(Refused, RuntimeError):
            self.write(str(_memory() / key), text.encode())


def _replaced(name: str, pieces: Iterable[bytes], wait: Callable[[int], None]) -> None:
    """Write a draft beside the target and move it over; whatever happens, no draft is left."""
    folder = os.path.dirname(name)  # noqa: PTH120 - a batch comes here a hundred thousand times
    draft = os.path.join(folder, f".congvan-{os.urandom(6).hex()}.tmp")  # noqa: PTH118
    try:
        _drafted(draft, folder, pieces, wait)
        os.replace(draft, name)  # noqa: PTH105
    except BaseException as error:
        with contextlib.suppress(OSError, ValueError):
            os.unlink(draft)  # noqa: PTH108
        if isinstance(error, (OSError, ValueError)):
            raise Refused([UNWRITABLE.at(Place(name), why=reason(error))]) from error
        raise


def _drafted(draft: str, folder: str, pieces: Iterable[bytes], wait: Callable[[int], None]) -> None:
    """Write a file that must not be there yet, its folder made if it is missing."""
    how = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    try:
        number = os.open(draft, how, 0o666)
    except FileNotFoundError:
        Path(folder).mkdir(parents=True, exist_ok=True)
        number = os.open(draft, how, 0o666)
    try:
        for piece in pieces:
            left = memoryview(piece)
            while left:
                left = left[os.write(number, left) :]
        wait(number)
    finally:
        os.close(number)


def refuse_large(data: bytes, name: str, most: int) -> bytes:
    """Return the bytes of a file, or refuse too many."""
    if len(data) > most:
        raise Refused([TOO_LARGE.at(Place(name), most=most // 1_000_000)])
    return data


def _memory() -> Path:
    """Return the folder of this user's caches."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(base) / "congvan"


@functools.cache
def shipped(kind: str) -> str:
    """Return the folder of the templates or configs that come with the program."""
    room = Path(__file__).parent
    inside = room / "shipped" / kind
    return str(inside if inside.is_dir() else room.parent / kind)


REASONS = {
    2: N_("không có tệp này"),
    13: N_("không có quyền"),
    1: N_("không có quyền"),
    17: N_("đã có tệp cùng tên"),
    20: N_("một phần của đường dẫn không phải thư mục"),
    21: N_("đó là thư mục"),
    27: N_("tệp lớn quá mức hệ thống cho phép"),
    28: N_("đĩa đầy"),
    30: N_("ổ đĩa chỉ cho đọc"),
    36: N_("tên tệp quá dài"),
}


def reason(error: OSError | ValueError | NotImplementedError) -> str:
    """Return why the system said no: in our words where we have them, else in its own."""
    number, text = getattr(error, "errno", None), getattr(error, "strerror", None)
    return REASONS.get(number or 0) or text or str(error) or N_("hệ thống từ chối")


def spot(name: str) -> str:
    """Return where a name leads, the same however it is written."""
    return os.path.normcase(os.path.realpath(name))
