"""`congvan tasks`: who must do what by when."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from dispatch.cli.base import REFUSED, TranslatedCommand
from dispatch.cli.language import translator
from dispatch.cli.screen import write_data, write_problems
from dispatch.plain_text import as_csv, as_json, one_line
from dispatch.problem import N_

if TYPE_CHECKING:
    from dispatch.jobs.tasks import FileTasks
    from dispatch.tasks import Due, Task

KEYS = ("tep", "so_ky_hieu", "co_quan", "trich_yeu", "don_vi", "viec", "han", "den_ngay", "lap_lai")
NARROW, GAP, SIDE = 48, 2, 4
UNCLEAR = N_("không rõ ngày")
AGAIN = {  # every month? its last day?
    (True, False): N_("đến hết ngày {day} hằng tháng"),
    (True, True): N_("đến hết tháng, hằng tháng"),
    (False, False): N_("đến hết ngày {day} các tháng {months}"),
    (False, True): N_("đến hết các tháng {months}"),
}
ONCE = N_("đến hết ngày {day}")
NOTHING = N_("không có việc nào ghi ở phan_cong, bieu_mau")
LAST = 31


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Ai làm việc gì, đến ngày nào: từ tệp YAML, hoặc tệp Word do công cụ này làm.\n\n"
        "Ví dụ: congvan tasks thu.yaml\n\n"
        "Ví dụ: congvan tasks thu.docx --format ics > han.ics"
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json", "ics"]),
    default="text",
    help=N_("Dạng kết quả; ics là lịch các thời hạn."),
)
def tasks(files: tuple[str, ...], form: str) -> None:
    """Tell who must do what by when."""
    from dispatch.jobs.tasks import list_tasks
    from dispatch.world import Disk

    letters, refused = list_tasks(Disk(), files)
    write_problems(refused)
    if letters:
        text = FORMS[form](letters)
        write_data(text.encode() if form == "ics" else text)  # a calendar keeps its own line ends
    sys.exit(REFUSED if refused else 0)


def _as_text(letters: "Sequence[FileTasks]") -> str:
    import shutil

    width = max(shutil.get_terminal_size().columns, NARROW)
    return "\n".join("".join(f"{one_line(line)}\n" for line in _lines(letter, width)) for letter in letters)


def _lines(letter: "FileTasks", width: int) -> Iterator[str]:
    """Yield a letter's heading, then unit, task and deadline side by side; a unit is named once."""
    from textwrap import wrap

    directive = letter.directive
    yield from wrap(f"{letter.file} · {directive.symbol} · {directive.subject}", width)
    rows = [(task.unit, task.what, _deadline_text(task)) for task in directive.tasks]
    if not rows:
        yield "  " + translator()(NOTHING)
        return
    unit, when = (min(max(len(row[at]) for row in rows), width // SIDE) for at in (0, 2))
    widths = (unit, width - 2 - unit - when - GAP * bool(unit) - GAP * bool(when), when)
    before = ""
    for row in rows:
        yield from _row(("" if row[0] == before else row[0], *row[1:]), widths)
        before = row[0]


def _row(cells: tuple[str, ...], widths: tuple[int, ...]) -> Iterator[str]:
    from itertools import zip_longest
    from textwrap import wrap

    shown = [(wrap(cell, width), width) for cell, width in zip(cells, widths, strict=True) if width]
    for pieces in zip_longest(*(lines for lines, _ in shown), fillvalue=""):
        line = (" " * GAP).join(f"{piece:<{width}}" for piece, (_, width) in zip(pieces, shown, strict=True))
        yield f"  {line}".rstrip()


def _deadline_text(task: "Task") -> str:
    """Return a deadline in the letter's words, and the last day that they mean."""
    return f"{task.deadline} ({_meant(task.due)})" if task.deadline else ""


def _meant(due: "Due | None") -> str:
    from datetime import date

    if due is None:
        return translator()(UNCLEAR)
    if isinstance(due, date):
        return translator()(ONCE).format(day=f"{due:%d/%m/%Y}")
    text = AGAIN[due.monthly, due.day == LAST]
    return translator()(text).format(day=due.day, months=", ".join(map(str, due.months)))


def _cells(letters: "Sequence[FileTasks]") -> list[tuple[str, ...]]:
    from datetime import date

    return [
        (
            *(letter.file, letter.directive.symbol, letter.directive.agency, letter.directive.subject),
            *(task.unit, task.what, task.deadline),
            task.due.isoformat() if isinstance(task.due, date) else "",
            "" if task.due is None or isinstance(task.due, date) else task.due.rule,
        )
        for letter in letters
        for task in letter.directive.tasks
    ]


def _as_csv(letters: "Sequence[FileTasks]") -> str:
    return as_csv([KEYS, *_cells(letters)])


def _as_json(letters: "Sequence[FileTasks]") -> str:
    rows = [dict(zip(KEYS, row, strict=True)) for row in _cells(letters)]
    return as_json(rows) + "\n"


def _as_calendar(letters: "Sequence[FileTasks]") -> str:
    from dispatch.jobs.tasks import as_calendar

    text, problems = as_calendar(letters)
    write_problems(problems)
    return text


FORMS = {"text": _as_text, "csv": _as_csv, "json": _as_json, "ics": _as_calendar}
