"""From which day to which day the figures of a period are: as regimes of reporting have it.

They count from the middle of a month to the middle of another, so that reports are there when the period
ends (NĐ 09/2019/NĐ-CP and the regimes under it). Statistics count whole months, and some sectors other days,
so nothing is reckoned where nobody asks for it.
"""

from datetime import date
from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.text import wording

FIRST_DAY, LAST_DAY = 15, 14
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
YEAR = r"(?P<y>(?:19|20)\d\d)"
MONTH = lazy_pattern(rf"tháng (?P<m>0?[1-9]|1[0-2])(?:/| năm ){YEAR}")
QUARTER = lazy_pattern(rf"quý (?P<q>iv|i{{1,3}}|[1-4])(?:/| năm ){YEAR}")
HALF = lazy_pattern(rf"(?:6|06|sáu) tháng (?P<half>đầu|cuối) năm {YEAR}")
WHOLE_YEAR = lazy_pattern(rf"(?:cả )?năm {YEAR}")


class Closing(NamedTuple):
    """The first and the last day of which a period's figures are; the first where it is known."""

    first: date | None
    last: date

    @property
    def line(self) -> str:
        """The line that a form prints."""
        since = f"từ ngày {wording.short_date(self.first)} " if self.first else ""
        return f"Số liệu {since}đến ngày {wording.short_date(self.last)}"


def usual_closing(period: str) -> Closing | None:
    """Return the days of a period; none where nobody can say it: nine months, a week, what is unknown."""
    words = " ".join(period.lower().split())
    if found := MONTH.fullmatch(words):
        return _closing(int(found["y"]), int(found["m"]), 1)
    if found := QUARTER.fullmatch(words):
        return _closing(int(found["y"]), 3 * QUARTERS[found["q"]] - 2, 3)
    if found := HALF.fullmatch(words):
        return _closing(int(found["y"]), 1 if found["half"] == "đầu" else 7, 6)
    if found := WHOLE_YEAR.fullmatch(words):
        return _closing(int(found["y"]), 1, 12)
    return None


def _closing(year: int, month: int, months: int) -> Closing:
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    return Closing(date(*before, FIRST_DAY), date(year, month + months - 1, LAST_DAY))
