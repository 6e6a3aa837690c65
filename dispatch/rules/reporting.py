"""What a letter that asks for reports says of them: when figures close, and when they are due."""

from collections.abc import Iterator
from datetime import date, timedelta

from dispatch.model import CongVan
from dispatch.problem import N_, Fault, Problem
from dispatch.rules.book import rule
from dispatch.text import wording
from dispatch.text.deadlines import read_deadline

WORKING_DAYS = 5  # of a week, from Monday on; holidays are not reckoned
DAY = timedelta(days=1)


@rule(
    "CV370",
    "NĐ 09/2019/NĐ-CP",
    N_("hạn gửi '{deadline}' không sau ngày chốt số liệu {closing} ít nhất một ngày làm việc"),
    N_("lùi hạn gửi về (`han`), hoặc lùi sớm thời gian chốt số liệu (`chot`)"),
)
def _time_after_closing(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Báo cáo định kỳ cần ít nhất 01 ngày làm việc từ khi chốt số liệu đến hạn gửi, để đơn vị kịp làm."""
    for index, form in enumerate(letter_data.bieu_mau):
        closing = form.closing
        day = _due_day(form.han, closing.last) if closing else None
        if closing and day and not _has_working_day(closing.last, day):
            last = wording.short_date(closing.last)
            yield fault.at(path=("bieu_mau", index, "han"), deadline=form.han, closing=last)


def _due_day(deadline: str, closing: date) -> date | None:
    """Return the day of a deadline: of one that comes again the first that is not before figures close."""
    due = read_deadline(deadline) if deadline else None
    return due if due is None or isinstance(due, date) else due.first(closing)


def _has_working_day(after: date, until: date) -> bool:
    days = ((until - DAY * back) for back in range(min(7, max(0, (until - after).days))))
    return any(day.weekday() < WORKING_DAYS for day in days)
