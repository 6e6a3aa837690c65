"""What the outside may answer instead: why a file cannot be read or written, in our words."""

import errno

from dispatch.problem import N_, Fault, Place, Refused

UNREADABLE = Fault("W001", N_("không đọc được tệp: {why}"), N_("kiểm tra đường dẫn và quyền đọc"))
TOO_LARGE = Fault("W002", N_("tệp quá lớn (nhiều nhất {most} MB)"))
UNWRITABLE = Fault("W003", N_("không ghi được tệp: {why}"), N_("kiểm tra thư mục, quyền ghi và chỗ trống trên đĩa"))

LETTER_MOST = 2_000_000
TEMPLATE_MOST = 20_000_000

NO_FILE = N_("không có tệp này")
OPEN_ELSEWHERE = N_("tệp đang mở trong Word, Excel hay chương trình khác")
REASONS = {
    errno.ENOENT: NO_FILE,
    errno.EACCES: N_("không có quyền"),
    errno.EPERM: N_("không có quyền"),
    errno.EEXIST: N_("đã có tệp cùng tên"),
    errno.ENOTDIR: N_("một phần của đường dẫn không phải thư mục"),
    errno.EISDIR: N_("đó là thư mục"),
    errno.EFBIG: N_("tệp lớn quá mức hệ thống cho phép"),
    errno.ENOSPC: N_("đĩa đầy"),
    errno.EROFS: N_("ổ đĩa chỉ cho đọc"),
    errno.ENAMETOOLONG: N_("tên tệp quá dài"),
}
WINDOWS_REASONS = {32: OPEN_ELSEWHERE, 33: OPEN_ELSEWHERE}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def reason_of(error: OSError | ValueError | NotImplementedError) -> str:
    """Return why the system said no: in our words where we have them, else in its own."""
    windows = WINDOWS_REASONS.get(getattr(error, "winerror", None) or 0)
    number, text = getattr(error, "errno", None), getattr(error, "strerror", None)
    return windows or REASONS.get(number or 0) or text or str(error) or N_("hệ thống từ chối")


def refuse_large(data: bytes, name: str, most: int) -> bytes:
    """Return the bytes of a file, or refuse too many."""
    if len(data) > most:
        raise Refused([TOO_LARGE.at(Place(name), most=most // 1_000_000)])
    return data
