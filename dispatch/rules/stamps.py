"""Dấu phạm vi lưu hành, ký hiệu người soạn thảo: what may stand there, and what has a law of its own."""

from collections.abc import Iterator

from dispatch import decree
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, Severity
from dispatch.rules.book import INFO, rule

SECRET = lazy_pattern(r"(?<!\w)(?:TUYỆT|TỐI)?\s?MẬT(?!\w)|(?<!\w)THU HỒI(?!\w)")
URGENT = lazy_pattern(rf"(?:{'|'.join(text for text, _ in decree.URGENCY.values())}|HOẢ TỐC)(?:\s+HẸN GIỜ)?")
CODE_OF_DRAFTER = lazy_pattern(r"[A-ZĂÂĐÊÔƠƯ]+\.?(?:\s?\(\d+\))?\.?|\(\d+\)\.?")


@rule(
    "CV289",
    "PL I.III.2.a",
    N_("'{text}' là dấu độ mật: không soạn văn bản mật bằng công cụ này"),
    N_("theo Luật Bảo vệ bí mật nhà nước; dấu lưu hành chỉ như LƯU HÀNH NỘI BỘ, XEM XONG TRẢ LẠI"),
    Severity.ERROR,
)
def _no_secrets(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dấu độ mật và dấu thu hồi theo pháp luật về bí mật nhà nước, không phải phạm vi lưu hành."""
    if SECRET.search(letter_data.luu_hanh.upper()):
        yield fault.at(path=("luu_hanh",), text=letter_data.luu_hanh)


@rule(
    "CV290",
    "PL I.III.2.b",
    N_("'{text}' là độ khẩn, không phải phạm vi lưu hành"),
    N_("ghi ở độ khẩn (`do_khan`): hỏa tốc, thượng khẩn hoặc khẩn"),
)
def _urgency_has_its_own_stamp(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dấu độ khẩn màu đỏ, ở ô 10b, chỉ có ba mức: hỏa tốc, thượng khẩn, khẩn."""
    if URGENT.search(letter_data.luu_hanh.upper()):
        yield fault.at(path=("luu_hanh",), text=letter_data.luu_hanh)


@rule(
    "CV291",
    "PL I.III.2.c",
    N_("'{text}' không phải phạm vi lưu hành"),
    N_("nghị định không có dấu dự thảo; bỏ trước khi phát hành"),
    INFO,
)
def _no_draft_mark(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dấu phạm vi lưu hành nói văn bản được xem, được giữ ở đâu; 'dự thảo' là tình trạng của bản đang soạn."""
    if "DỰ THẢO" in letter_data.luu_hanh.upper():
        yield fault.at(path=("luu_hanh",), text=letter_data.luu_hanh)


@rule(
    "CV292",
    "PL I.III.3",
    N_("ký hiệu người soạn thảo '{text}' viết không đúng"),
    N_("viết hoa chữ viết tắt, số bản trong ngoặc đơn, ví dụ PL.(300)"),
)
def _code_of_the_drafter(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký hiệu người soạn thảo bằng chữ in hoa, số lượng bản phát hành bằng chữ số Ả Rập."""
    text = letter_data.ma_soan_thao
    if text and not CODE_OF_DRAFTER.fullmatch(text):
        yield fault.at(path=("ma_soan_thao",), text=text)
