"""Who must do what by when, as a letter says it: its assignments, and the forms it wants back."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dispatch.letter import symbol
from dispatch.letter.bases import short_citations, spell_out
from dispatch.model import BieuMau, CongVan
from dispatch.model.shares import tasks_in
from dispatch.problem import Path
from dispatch.text import wording
from dispatch.text.deadlines import Due, read_deadline
from dispatch.text.marks import bare, runs


class Task(NamedTuple):
    """One task: whose, what, until when in the letter's words, when that is; and what it is known by."""

    unit: str
    what: str
    deadline: str
    due: Due | None
    path: Path
    key: str


class Directive(NamedTuple):
    """A letter as those see it who must act on it."""

    symbol: str
    since: date | None
    agency: str
    subject: str
    tasks: tuple[Task, ...]


def directive_of(letter_data: CongVan) -> Directive:
    """Return what a letter asks of whom."""
    return Directive(
        symbol=f"{letter_data.so.strip() or '…'}/{symbol(letter_data)}",
        since=letter_data.ngay.earliest,
        agency=letter_data.co_quan.called,
        subject=bare(runs(letter_data.trich_yeu)),
        tasks=(*_assigned_tasks(letter_data), *_reports(letter_data)),
    )


def _assigned_tasks(letter_data: CongVan) -> Iterator[Task]:
    citations = short_citations(letter_data.can_cu)
    for path, share, task in tasks_in(letter_data):
        what = spell_out(task.noi_dung.replace("{han}", task.han), citations)
        yield Task(
            unit=share.don_vi,
            what=_flat(what),
            deadline=_flat(task.han),
            due=read_deadline(task.han, task.noi_dung) if task.han else None,
            path=(*path, "han"),
            key=task.noi_dung,
        )


def _reports(letter_data: CongVan) -> Iterator[Task]:
    """Yield the forms: whoever the letter is sent to owes them, unless the form names its unit."""
    for index, form in enumerate(letter_data.bieu_mau):
        yield Task(
            unit=form.don_vi_bao_cao or "; ".join(letter_data.kinh_gui),
            what=_flat(_report(form)),
            deadline=_flat(form.han),
            due=read_deadline(form.han) if form.han else None,
            path=("bieu_mau", index, "han"),
            key=f"{form.ma} {form.ky}",
        )


def _report(form: BieuMau) -> str:
    title = wording.join_filled((*form.tieu_de, form.phu_de)) or form.ten or form.ma
    return wording.join_filled((f"Gửi {title}", form.ky and f"kỳ {form.ky}"), ", ")


def _flat(text: str) -> str:
    return " ".join(bare(runs(text)).split())
