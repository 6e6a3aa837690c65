"""Acts that a text names without their whole symbol, and laws by other capitals than their own."""

from collections.abc import Iterator
from typing import Final

from dispatch import decree
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.book import rule
from dispatch.rules.texts import matches, spelt_otherwise

NUMBERED: Final = (
    *(name for name, short in decree.TYPES.values() if short and name not in ("Dự án", "Đề án", "Hợp đồng")),
    *("Nghị định", "Thông tư liên tịch", "Thông tư", "Công văn"),
)
WORDS: Final = tuple(f"{name.casefold()} " for name in NUMBERED)
KIND: Final = rf"(?:{'|'.join(sorted(NUMBERED, key=len, reverse=True))})"
NUMBER_ALONE = lazy_pattern(
    rf"(?<!\w){KIND} (?:số \d+(?:/\d{{4}})?(?![\w/.…-]|-)|\d+(?:/\d{{4}})?(?= ngày \d| của (?:[A-ZĐ]|Ủ)))"
)
SYMBOL_WITHOUT_HYPHEN = lazy_pattern(
    r"(?<!\w)\d+(?:/\d{4})?/(?:NĐ|QĐ|NQ|TT|CT|KH|TB|BC)(?:CP|TTg|UBND|HĐND|UBTVQH\d*|SGDĐT|B[A-ZĐ]{1,6})(?![\w-])"
)
LAWS: Final = tuple(
    f"Luật {name}"
    for name in (
        *(
            "An ninh mạng",
            "An toàn thông tin mạng",
            "An toàn, vệ sinh lao động",
            "Báo chí",
            "Bảo hiểm xã hội",
        ),
        *("Bảo hiểm y tế", "Bảo vệ môi trường", "Bảo vệ bí mật nhà nước", "Bưu chính", "Cán bộ, công chức"),
        *(
            "Công nghệ thông tin",
            "Cư trú",
            "Di sản văn hóa",
            "Doanh nghiệp",
            "Du lịch",
            "Đấu thầu",
            "Đất đai",
        ),
        *(
            "Đầu tư công",
            "Đường bộ",
            "Giao dịch điện tử",
            "Giáo dục nghề nghiệp",
            "Giáo dục đại học",
            "Hộ tịch",
        ),
        *("Khiếu nại", "Khoáng sản", "Kế toán", "Lâm nghiệp", "Lưu trữ", "Ngân sách nhà nước", "Nhà giáo"),
        *("Nhà ở", "Phòng, chống thiên tai", "Phòng, chống tham nhũng", "Quản lý thuế", "Tài nguyên nước"),
        *("Thanh tra", "Thi đua, khen thưởng", "Thủ đô", "Tiếp công dân", "Tiếp cận thông tin", "Tố cáo"),
        *(
            "Tần số vô tuyến điện",
            "Trẻ em",
            "Viễn thông",
            "Viên chức",
            "Xây dựng",
            "Xử lý vi phạm hành chính",
        ),
        *("Tổ chức chính quyền địa phương", "Tổ chức Chính phủ", "Tổ chức Quốc hội", "Chuyển đổi số"),
        *("Ban hành văn bản quy phạm pháp luật", "Quản lý, sử dụng tài sản công", "Nghĩa vụ quân sự"),
    )
)
"""Laws by the names that they have; what they treat is spoken of in small letters, a law is not."""
NOT_A_LAW: Final = ("pháp ", "kỷ ", "quy ", "định ", "dự ")


@rule(
    "CV350",
    "PL I.II.6.b",
    N_("viện dẫn '{text}' không có ký hiệu"),
    N_("ghi đủ số và ký hiệu, ví dụ Nghị định số 30/2020/NĐ-CP"),
)
def _number_with_its_symbol(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Viện dẫn ghi số và ký hiệu: chỉ số thì không biết văn bản của cơ quan nào, năm nào."""
    for path, match in matches(letter_data, WORDS, NUMBER_ALONE):
        if "van_ban" not in path:
            yield fault.at(path=path, text=shorten(match[0]))


@rule(
    "CV351",
    "PL I.II.3.c",
    N_("ký hiệu '{text}' thiếu gạch nối"),
    N_("giữa các chữ viết tắt trong ký hiệu có gạch nối: 30/2020/NĐ-CP"),
)
def _symbol_with_its_hyphen(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Giữa các nhóm chữ viết tắt trong ký hiệu văn bản có dấu gạch nối."""
    for path, match in matches(letter_data, ("/",), SYMBOL_WITHOUT_HYPHEN):
        yield fault.at(path=path, text=match[0])


@rule("CV355", "PL II.V", N_("tên luật '{text}' viết hoa không đúng"), N_("viết '{right}'"))
def _law_in_its_capitals(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên luật cụ thể viết hoa chữ 'Luật' và chữ đầu của tên: Luật Viễn thông."""
    for wrong in spelt_otherwise(letter_data, LAWS):
        named = any(map(str.isupper, wrong.typed))
        if named and not wrong.text[: wrong.start].casefold().endswith(NOT_A_LAW):
            yield fault.at(path=wrong.path, text=wrong.typed, right=wrong.name)
