"""When a typed deadline falls: on a day, on a day that comes again, or nobody can say for sure.

The day is the last one on which the task is still in time. "Trước ngày 13" is before that
day begins, so the last day is the 12th, as the letters themselves reckon ("số liệu từ 13 tháng
trước đến 12 tháng báo cáo"); "chậm nhất ngày 13", "đến hết ngày 13" or a bare day is the 13th
itself, and so is "trước 17 giờ ngày 13". Words that are not understood whole are not guessed at.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.text.marks import bare, runs

MONTHS = tuple(range(1, 13))
QUARTERS = {"đầu": (1, 4, 7, 10), "giữa": (2, 5, 8, 11), "cuối": (3, 6, 9, 12)}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
ALWAYS = 28  # the last day that every month has
DAY = timedelta(days=1)


class Recurring(NamedTuple):
    """A day that comes again in each of some months; a month that lacks it has it on its last day."""

    day: int
    months: tuple[int, ...] = MONTHS

    @property
    def monthly(self) -> bool:
        """Whether every month has one."""
        return self.months == MONTHS

    @property
    def rule(self) -> str:
        """The recurrence as calendars know it (RFC 5545, RRULE)."""
        months = "" if self.monthly else f";BYMONTH={','.join(map(str, self.months))}"
        days = ",".join(map(str, range(min(self.day, ALWAYS), self.day + 1)))
        return f"FREQ=MONTHLY{months};BYMONTHDAY={days}{';BYSETPOS=-1' if self.day > ALWAYS else ''}"

    def first(self, since: date) -> date:
        """Return the first of these days that is not before a day."""
        months = (
            (since.year + (since.month - 1 + n) // 12, (since.month - 1 + n) % 12 + 1) for n in range(13)
        )
        days = (date(y, m, min(self.day, monthrange(y, m)[1])) for y, m in months if m in self.months)
        return next(day for day in days if day >= since)

    def before(self) -> "Recurring":
        """Return the days before these."""
        if self.day > 1:
            return self._replace(day=self.day - 1)
        return Recurring(31, tuple(sorted((month - 2) % 12 + 1 for month in self.months)))


Due = date | Recurring

EACH = r"(?:định kỳ )?(?:hàng|hằng|mỗi)"
LEAD = (
    r"(?:(?:hoàn thành|xong|gửi|nộp|báo cáo) )*"
    r"(?:(?P<before>trước)|(?:chậm|muộn) nhất(?: là| đến| vào| trong)*|không quá|đến|vào|trong)? ?(?:hết )?"
    r"(?P<hour>\d{1,2}(?: giờ| ?h|:)(?: ?\d{1,2})?(?: phút)? (?=ngày))?(?:ngày )?"
)
TAIL = r"(?: (?:để|gửi|về|qua) (?:(?!ngày|tháng|quý|năm|tuần|hàng|hằng|mỗi)[^\d])+)?"
D, M, Y = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>(?:19|20)\d\d)"
NEXT = r"(?: (?:của )?tháng (?:sau|kế tiếp|tiếp theo))?"
QUARTER = rf"tháng (?P<part>đầu|giữa|cuối)(?: của)?(?: {EACH})? quý(?: sau| kế tiếp| tiếp theo)?"
Reader = Callable[[re.Match[str]], Due]


def _day(phrase: re.Match[str]) -> Due:
    return _in_time(date(int(phrase["y"]), int(phrase["m"]), int(phrase["d"])), phrase)


def _month(phrase: re.Match[str]) -> Due:
    return _span(int(phrase["y"]), int(phrase["m"]), 1, phrase)


def _quarter(phrase: re.Match[str]) -> Due:
    return _span(int(phrase["y"]), ROMAN[phrase["q"]] * 3 - 2, 3, phrase)


def _year(phrase: re.Match[str]) -> Due:
    return _span(int(phrase["y"]), 1, 12, phrase)


def _span(year: int, month: int, months: int, phrase: re.Match[str]) -> date:
    """Return the last day of a span of months, or the day before it begins."""
    if phrase["before"]:
        return date(year, month, 1) - DAY
    return date(year, month + months - 1, monthrange(year, month + months - 1)[1])


def _monthly(phrase: re.Match[str]) -> Due:
    return _again(int(phrase["d"]), MONTHS, phrase)


def _quarterly(phrase: re.Match[str]) -> Due:
    return _again(int(phrase["d"]), QUARTERS[phrase["part"]], phrase)


def _yearly(phrase: re.Match[str]) -> Due:
    return _again(int(phrase["d"]), (int(phrase["m"]),), phrase)


def _again(day: int, months: tuple[int, ...], phrase: re.Match[str]) -> Recurring:
    date(2000, months[0] if len(months) == 1 else 1, day)
    again = Recurring(day, months)
    return again.before() if phrase["before"] and not phrase["hour"] else again


def _in_time(day: date, phrase: re.Match[str]) -> date:
    return day - DAY if phrase["before"] and not phrase["hour"] else day


FORMS: tuple[tuple[str, Reader], ...] = (
    (rf"{LEAD}{D}[/.-]{M}[/.-]{Y}", _day),
    (rf"{LEAD}{D} tháng {M} năm {Y}", _day),
    (rf"{LEAD}{Y}-{M}-{D}", _day),
    (rf"{LEAD}tháng {M}(?:/| năm ){Y}", _month),
    (rf"{LEAD}quý (?P<q>iv|i{{1,3}}|[1-4])(?:/| năm ){Y}", _quarter),
    (rf"{LEAD}năm {Y}", _year),
    (rf"{LEAD}{D} (?:của )?{EACH} tháng", _monthly),
    (rf"{EACH} tháng {LEAD}{D}{NEXT}", _monthly),
    (rf"(?:{EACH} quý )?{LEAD}{D} (?:của )?{QUARTER}", _quarterly),
    (rf"{LEAD}{D}(?:/| tháng ){M} {EACH} năm", _yearly),
    (rf"{EACH} năm {LEAD}{D}(?:/| tháng ){M}", _yearly),
)

PERIOD = rf"({EACH} (?:tháng|quý|năm))"
BESIDE = lazy_pattern(rf"{PERIOD}[\s,:(*_]*{{han}}|{{han}}[\s,)*_]*{PERIOD}", re.IGNORECASE)


def read_deadline(text: str, sentence: str = "") -> Due | None:
    """Return when a deadline falls; a period that stands right beside it in its sentence belongs to it."""
    alone = _read(text)
    if alone:
        return alone
    beside = BESIDE.search(sentence)
    return _read(f"{beside[1] or beside[2]} {text}") if beside else None


def _read(text: str) -> Due | None:
    words = " ".join(re.sub(r"[(),;:]+(?=\s|$)|(?<!\S)\(", " ", bare(runs(text)).lower()).split()).rstrip(".")
    for form, reader in FORMS:
        if phrase := re.fullmatch(form + TAIL, words):
            try:
                return reader(phrase)
            except ValueError:
                return None
    return None
