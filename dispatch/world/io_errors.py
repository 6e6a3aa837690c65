"""What the outside may answer instead: why a file cannot be read or written, in our words."""

from dispatch.problem import N_, Fault, Place, Refused

UNREADABLE = Fault("W001", N_("không đọc được tệp: {why}"), N_("kiểm tra đường dẫn và quyền đọc"))
TOO_LARGE = Fault("W002", N_("tệp quá lớn (nhiều nhất {most} MB)"))
UNWRITABLE = Fault("W003", N_("không ghi được tệp: {why}"), N_("kiểm tra thư mục, quyền ghi và chỗ trống trên đĩa"))
SOURCE = Fault("W008", N_("đó là tệp nguồn của chính công văn, không ghi đè"), N_("chọn tên khác"))
EXISTS = Fault("W004", N_("tệp đã có, không ghi đè"), N_("thêm --force nếu muốn ghi đè"))

LETTER_MOST = 2_000_000
TEMPLATE_MOST = 20_000_000

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


def refuse_large(data: bytes, name: str, most: int) -> bytes:
    """Return the bytes of a file, or refuse too many."""
    if len(data) > most:
        raise Refused([TOO_LARGE.at(Place(name), most=most // 1_000_000)])
    return data
