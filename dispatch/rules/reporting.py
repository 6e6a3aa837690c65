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
    N_("lùi hạn (`han`), hoặc chốt số liệu (`chot`) sớm hơn"),
)
def _time_after_closing(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Báo cáo định kỳ cần ít nhất 01 ngày làm việc từ khi chốt số liệu đến hạn gửi, để đơn vị kịp làm."""
    for index, form in enumerate(letter_data.bieu_mau):
        closing, due = form.closing, read_deadline(form.han) if form.han else None
        if closing is None or due is None:
            continue
        day = due if isinstance(due, date) else due.first(closing.last)
        if not _has_working_day(closing.last, day):
            yield fault.at(
                path=("bieu_mau", index, "han"), deadline=form.han, closing=wording.short_date(closing.last)
            )


def _has_working_day(after: date, until: date) -> bool:
    days = ((until - DAY * back) for back in range(min(7, max(0, (until - after).days))))
    return any(day.weekday() < WORKING_DAYS for day in days)
