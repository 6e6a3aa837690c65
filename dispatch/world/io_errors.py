"""What the outside may answer instead: why a file cannot be read or written, in our words."""

import errno

from dispatch.problem import N_, Fault, Place, Refused

UNREADABLE = Fault("W001", N_("không đọc được tệp: {why}"), N_("kiểm tra đường dẫn và quyền đọc"))
TOO_LARGE = Fault("W002", N_("tệp quá lớn (nhiều nhất {most} MB)"))
UNWRITABLE = Fault(
    "W003", N_("không ghi được tệp: {why}"), N_("kiểm tra thư mục, quyền ghi và chỗ trống trên đĩa")
)

LETTER_MOST = 2_000_000
TEMPLATE_MOST = 20_000_000

NO_FILE = N_("không có tệp này")
NO_RIGHT = N_("không có quyền")
OPEN_ELSEWHERE = N_("tệp đang mở trong Word, Excel hay chương trình khác")
NO_RIGHT_OR_OPEN = N_("không có quyền, hoặc tệp đang mở trong Word, Excel hay chương trình khác")
REASONS = {
    errno.ENOENT: NO_FILE,
    errno.EACCES: NO_RIGHT,
    errno.EPERM: NO_RIGHT,
    errno.EEXIST: N_("đã có tệp cùng tên"),
    errno.ENOTDIR: N_("một phần của đường dẫn không phải thư mục"),
    errno.EISDIR: N_("đó là thư mục"),
    errno.EFBIG: N_("tệp lớn quá mức hệ thống cho phép"),
    errno.ELOOP: N_("đó là liên kết (link)"),
    errno.ENOSPC: N_("đĩa đầy"),
    errno.EROFS: N_("ổ đĩa chỉ cho đọc"),
    errno.ENAMETOOLONG: N_("tên tệp quá dài"),
}
WINDOWS_REASONS = {32: OPEN_ELSEWHERE, 33: OPEN_ELSEWHERE}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def reason_of(error: OSError | ValueError | NotImplementedError, *, opening: bool = False) -> str:
    """Return why the system said no, to opening a file or to something else.

    In our words where we have them.
    """
    number, text = getattr(error, "errno", None), getattr(error, "strerror", None)
    known = _windows_reason(error, opening=opening) or REASONS.get(number or 0)
    return known or text or str(error) or N_("hệ thống từ chối")


def _windows_reason(error: Exception, *, opening: bool) -> str:
    """Return what only Windows refuses: to open or to replace a file that another program has open.

    It answers the two as it answers whoever has no right; what is moved over has a second name.
    """
    if not hasattr(error, "winerror"):
        return ""
    may_be_open = opening or getattr(error, "filename2", None)
    denied = NO_RIGHT_OR_OPEN if may_be_open and getattr(error, "errno", 0) == errno.EACCES else ""
    return WINDOWS_REASONS.get(error.winerror or 0, denied)


def refuse_large(data: bytes, name: str, most: int) -> bytes:
    """Return the bytes of a file, or refuse too many."""
    if len(data) > most:
        raise Refused([TOO_LARGE.at(Place(name), most=most // 1_000_000)])
    return data
