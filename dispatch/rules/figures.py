"""Số, đơn vị đo, ngày tháng in the running text: written as the law and the decree's own pages write them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem
from dispatch.rules.book import INFO, rule
from dispatch.rules.texts import matches

DIGITS: Final = tuple("0123456789")
UNITS: Final = "mm|cm|dm|m|km|m2|m3|km2|ha|kg|g|mg|tấn|tạ|lít|ml|MW|kW|kV|Mbps|Gbps|kbps|GB|MB|TB|Hz|MHz|GHz"
COUNTED: Final = "đồng|triệu|tỷ|tỉ|nghìn|người|hộ|học sinh|lượt|trường hợp|văn bản|hồ sơ"
DECIMAL_POINT = lazy_pattern(rf"(?<![\d.,/-])\d+\.\d{{1,2}} ?(?:%|(?:{UNITS}|{COUNTED})(?!\w))")
THOUSANDS_COMMA = lazy_pattern(
    rf"(?<![\d.,/-])\d{{1,3}}(?:(?:,\d{{3}}){{2,}}(?![\d,])|,\d{{3}} (?:{COUNTED}|VND|VNĐ)(?!\w))"
)
LONG_SUM = lazy_pattern(r"(?<![\d.,/-])\d{5,} (?:đồng|VNĐ|VND)(?!\w)")
UNSPACED_UNIT = lazy_pattern(
    r"(?<![\w.,/-])\d+(?:[.,]\d+)?(?:mm|cm|km|kg|ha|km2|m2|m3|Mbps|Gbps|kbps|GB|MB|kW|kV|MW|MHz|GHz)\b"
)
DAY_IN_FIGURES = lazy_pattern(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/]|-)")
DAY_IN_WORDS = lazy_pattern(r"\bngày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?")
LEAP: Final = 2024  # a year with a 29 February: what is no day in it is none in any year


@rule(
    "CV316",
    "NĐ 86/2012/NĐ-CP",
    N_("số thập phân '{text}' dùng dấu chấm"),
    N_("phần thập phân sau dấu phẩy"),
    INFO,
)
def _decimal_comma(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dấu thập phân là dấu phẩy: 245,12 mm; dấu chấm ngăn hàng nghìn."""
    for path, match in matches(letter_data, tuple(f"{digit}." for digit in DIGITS), DECIMAL_POINT):
        yield fault.at(path=path, text=match[0])


@rule(
    "CV317",
    "Luật Kế toán",
    N_("số '{text}' ngăn hàng nghìn bằng dấu phẩy"),
    N_("ngăn bằng dấu chấm: 1.200.000"),
    INFO,
)
def _thousands_dot(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Sau chữ số hàng nghìn, triệu, tỷ đặt dấu chấm; dấu phẩy là của phần thập phân."""
    for path, match in matches(letter_data, tuple(f"{digit}," for digit in DIGITS), THOUSANDS_COMMA):
        yield fault.at(path=path, text=match[0])


@rule(
    "CV356",
    "Luật Kế toán",
    N_("số tiền '{text}' không ngăn hàng nghìn"),
    N_("đặt dấu chấm sau hàng nghìn, triệu, tỷ: 15.000.000 đồng"),
    INFO,
)
def _thousands_are_set_off(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Sau chữ số hàng nghìn, triệu, tỷ đặt dấu chấm; số tiền dài viết liền thì dễ đọc nhầm."""
    for path, match in matches(letter_data, (" đồng", " vnđ", " vnd"), LONG_SUM):
        yield fault.at(path=path, text=match[0])


@rule(
    "CV318",
    "NĐ 86/2012/NĐ-CP",
    N_("'{text}': số và ký hiệu đơn vị viết liền"),
    N_("cách một khoảng trắng: 5 km"),
    INFO,
)
def _space_before_the_unit(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Giữa trị số và ký hiệu đơn vị đo có một khoảng trắng."""
    for path, match in matches(letter_data, DIGITS, UNSPACED_UNIT):
        yield fault.at(path=path, text=match[0])


@rule("CV319", "PL I.II.4.b", N_("'{text}' không phải ngày có thật"), N_("xem lại ngày, tháng, năm"))
def _days_that_are(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ngày ghi trong văn bản phải là ngày có thật, kể cả thời hạn."""
    for words, pattern in ((("/",), DAY_IN_FIGURES), (("tháng",), DAY_IN_WORDS)):
        for path, match in matches(letter_data, words, pattern):
            if not _is_a_day(match):
                yield fault.at(path=path, text=match[0])


def _is_a_day(match: re.Match[str]) -> bool:
    try:
        date(int(match[3] or LEAP), int(match[2]), int(match[1]))
    except ValueError:
        return False
    return True


@rule(
    "CV320",
    "PL I.II.4.b",
    N_("'{text}': số 0 không như nghị định viết"),
    N_("thêm số 0 trước ngày dưới 10 và tháng 1, 2; tháng 3 đến 9 không có"),
    INFO,
)
def _zeros_of_a_day(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ngày dưới 10, tháng 1 và 2 ghi thêm số 0 phía trước; lời văn của nghị định cũng viết như dòng ngày tháng."""
    for path, match in matches(letter_data, ("tháng",), DAY_IN_WORDS):
        day, month = match[1], match[2]
        if len(day) == 1 or month in ("1", "2") or re.fullmatch("0[3-9]", month):
            yield fault.at(path=path, text=match[0])
