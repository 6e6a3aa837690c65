"""Căn cứ, viện dẫn: a number that is one, a whole day, and no day after the letter's own."""

import re
from collections.abc import Iterator

from dispatch.letter.bases import kind_of
from dispatch.model import CongVan, NgayThang
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.body import bases
from dispatch.rules.book import rule
from dispatch.rules.days import latest_day
from dispatch.text import citation, wording

BLANK = lazy_pattern(r"\.{2,}|…|_")  # room that is left to be filled by hand
DAY_OF_NUMBER = lazy_pattern(
    r"số\s\S+\sngày\s(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\stháng\s\d{1,2}\snăm\s\d{4})"
)


@rule(
    "CV187",
    "PL I.II.6.b",
    N_("viện dẫn '{text}' chỉ có ký hiệu, không có số"),
    N_("ghi cả số; chưa biết thì để chấm, ví dụ …../UBND-VX"),
)
def _number_before_symbol(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Viện dẫn ghi số và ký hiệu; chỉ có ký hiệu thì không tìm được văn bản."""
    for path, act, _ in bases(letter_data):
        number = act.so.partition("/")[0]
        if act.so and not re.search(r"\d", number) and not BLANK.search(number):
            yield fault.at(path=(*path, "so"), text=shorten(act.so))


@rule(
    "CV188",
    "PL I.II.6.b",
    N_("ngày của văn bản được viện dẫn, '{text}', không có ngày"),
    N_("ghi đủ ngày, tháng, năm; chưa biết ngày thì để chấm, ví dụ …../7/2026"),
)
def _whole_day(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Lần đầu viện dẫn ghi ngày, tháng, năm ban hành; riêng luật, pháp lệnh không cần."""
    for path, act, group in bases(letter_data):
        day = _day_parts(act.ngay)
        by_title = kind_of(act, group).casefold().startswith(citation.NAMED_BY_TITLE)
        if day and day.ngay is None and not by_title:
            yield fault.at(path=(*path, "ngay"), text=act.ngay)


@rule(
    "CV189",
    "PL I.II.6.a",
    N_("văn bản làm căn cứ đề ngày {day}, sau ngày của văn bản này"),
    N_("xem lại ngày của căn cứ và ngày ban hành (`ngay`)"),
)
def _not_after_the_letter(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Căn cứ là văn bản đã ban hành, nên không thể đề ngày sau văn bản dựa vào nó."""
    latest = latest_day(letter_data.ngay)
    for path, act, _ in bases(letter_data):
        typed = act.ngay
        if match := DAY_OF_NUMBER.search(act.ten):
            typed = match[1]
        day = _day_parts(typed)
        if day and latest and day.earliest and day.earliest > latest:
            yield fault.at(path=(*path, "ngay") if act.ngay else path, day=typed)


def _day_parts(typed: str) -> NgayThang | None:
    """Return a typed day as far as it is known; none where it was left open."""
    try:
        return NgayThang(*wording.day_parts(typed))
    except ValueError:
        return None
