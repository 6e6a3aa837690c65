"""Everything outside the program, behind a few verbs."""

import contextlib
import os
from datetime import date
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


class World(Protocol):
    """What the jobs need from outside."""

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, or refuse."""

    def write(self, name: str, data: bytes) -> None:
        """Put bytes in a file, whole or not at all, or refuse."""

    def exists(self, name: str) -> bool:
        """Say whether something of that name is there."""

    def is_folder(self, name: str) -> bool:
        """Say whether the name is a folder."""

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder, sorted; none if it is not there."""

    def append(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file, or refuse."""

    def claim(self, name: str, text: str) -> bool:
        """Make a file that must not be there yet; say whether it could be made."""

    def discard(self, name: str) -> None:
        """Take a file away, if it is there."""

    def today(self) -> date:
        """Return the day on the calendar of whoever asks."""

    def recall(self, key: str) -> str:
        """Return what an earlier run left under a key, or nothing."""

    def remember(self, key: str, text: str) -> None:
        """Leave something for a later run; never fails, for nothing depends on it."""


class Disk:
    """The world of real files."""

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file; a file too large is refused before it is read."""
        try:
            with Path(name).open("rb") as file:
                data = file.read(most + 1)
        except (OSError, ValueError) as error:
            raise Refused([UNREADABLE.at(Place(name), why=reason(error))]) from error
        if len(data) > most:
            raise Refused([TOO_LARGE.at(Place(name), most=most // 1_000_000)])
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write beside the target, then move over it: no reader sees half a letter."""
        target = Path(name)
        draft = target.parent / f".congvan-{os.urandom(6).hex()}.tmp"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except BaseException as error:
            with contextlib.suppress(OSError, ValueError):
                draft.unlink()
            if isinstance(error, (OSError, ValueError)):
                raise Refused([UNWRITABLE.at(Place(name), why=reason(error))]) from error
            raise

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

    def claim(self, name: str, text: str) -> bool:
        """Make a file that must not be there yet; say whether it could be made."""
        try:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused([UNWRITABLE.at(Place(name), why=reason(error))]) from error
        try:
            with Path(name).open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            return False
        except OSError as error:
            self.discard(name)
            raise Refused([UNWRITABLE.at(Place(name), why=reason(error))]) from error
        return True

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
            return (_memory() / key).read_text("utf-8")
        except (OSError, ValueError):
            return ""

    def remember(self, key: str, text: str) -> None:
        """Leave something for a later run; never fails, for nothing depends on it."""
        with contextlib.suppress(Refused, RuntimeError):
            self.write(str(_memory() / key), text.encode())


def _memory() -> Path:
    """Return the folder of this user's caches."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(base) / "congvan"


def home() -> str:
    """Return the folder of what this user keeps, or nothing where the system knows no home."""
    own = os.environ.get("CONGVAN_HOME")
    if own:
        return own
    base = os.environ.get("APPDATA") if os.name == "nt" else os.environ.get("XDG_CONFIG_HOME")
    try:
        return str(Path(base or Path.home() / ".config") / "congvan")
    except RuntimeError:
        return ""


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


def reason(error: OSError | ValueError) -> str:
    """Return why the system said no: in our words where we have them, else in its own."""
    number, text = getattr(error, "errno", None), getattr(error, "strerror", None)
    return REASONS.get(number or 0) or text or str(error) or N_("hệ thống từ chối")


def spot(name: str) -> str:
    """Return where a name leads, the same however it is written."""
    return os.path.normcase(os.path.realpath(name))
