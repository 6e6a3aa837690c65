"""Which line of our summary goes into which row of the form that the level above has handed out. Pure.

A row with a name takes the line of that name. A single blank row takes the total; several blank rows, and
those that may be repeated, take one line after the other.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from dispatch.forms.returned import ReturnedForm
from dispatch.problem import N_, Fault, Problem, Refused, Severity, shorten
from dispatch.returns.summary import Summary
from dispatch.returns.summary_lines import SummaryLine, row_label
from dispatch.returns.summary_ways import BY_ROW
from dispatch.returns.upper_columns import OPEN_ROW

NO_LINE = Fault(
    "R062",
    N_("biểu của cấp trên: dòng '{row}' không có trong bảng tổng hợp, để trống"),
    N_("điền tay dòng đó"),
    Severity.WARNING,
)
NO_ROW = Fault(
    "R063",
    N_("bảng tổng hợp: dòng '{line}' không có chỗ trong biểu của cấp trên"),
    N_("xem số liệu dòng đó phải cộng vào dòng nào"),
    Severity.WARNING,
)
FEW_ROWS = Fault(
    "R064",
    N_("biểu của cấp trên có {rows} dòng trống, bảng tổng hợp có {lines} dòng"),
    N_("xin biểu có đủ dòng, hoặc biểu cho thêm dòng (`lap`)"),
)


class PlacedLine(NamedTuple):
    """A line of the summary, the row it goes into, its name and number there; a total has neither."""

    row: int
    line: SummaryLine
    name: str = ""
    number: str = ""


class Placement(NamedTuple):
    """The lines in their rows, how many rows they need more below which one, what had no counterpart."""

    lines: tuple[PlacedLine, ...]
    more_rows: int = 0
    below: int = 0
    problems: tuple[Problem, ...] = ()


def place_lines(form: ReturnedForm, summary: Summary) -> Placement:
    """Return where the lines of a summary go.

    Raises:
        Refused: R064 where there are more lines than rows.
    """
    open_rows = [at for at, (kind, texts) in enumerate(form.now.rows) if kind == OPEN_ROW and None in texts]
    names = {at: name for at in open_rows if (name := _name(form.now.rows[at][1]))}
    if names:
        return _by_name(names, summary)
    if len(open_rows) == 1 and not form.structure.repeats:
        return Placement((PlacedLine(open_rows[0], summary.total),))
    return _one_by_one(open_rows, summary, repeats=form.structure.repeats)


def _name(texts: Sequence[str | None]) -> str:
    label = row_label(texts)
    return "" if label.strip(" .").isdecimal() else label


def _by_name(names: dict[int, str], summary: Summary) -> Placement:
    """Return the lines in the rows of their names; of several with one name, in their order."""
    waiting: dict[str, list[tuple[SummaryLine, str]]] = {}
    for line, name in _named_lines(summary):
        waiting.setdefault(_folded(name), []).append((line, name))
    placed: list[PlacedLine] = []
    problems = []
    for at, name in names.items():
        if lines := waiting.get(_folded(name)):
            placed.append(PlacedLine(at, *lines.pop(0), str(len(placed) + 1)))
        else:
            problems.append(NO_LINE.at(row=shorten(name)))
    problems += [NO_ROW.at(line=shorten(name)) for lines in waiting.values() for _, name in lines]
    return Placement(tuple(placed), problems=tuple(problems))


def _one_by_one(open_rows: Sequence[int], summary: Summary, *, repeats: bool) -> Placement:
    lines = _all_lines(summary)
    more = len(lines) - len(open_rows)
    if more > 0 and not repeats:
        raise Refused([FEW_ROWS.at(rows=len(open_rows), lines=len(lines))])
    added = range(open_rows[-1] + 1, open_rows[-1] + 1 + max(0, more))
    rows = [*open_rows, *added]
    pairs = zip(rows, lines, strict=False)
    placed = (PlacedLine(at, *each, str(number)) for number, (at, each) in enumerate(pairs, 1))
    return Placement(tuple(placed), len(added), open_rows[-1])


def _named_lines(summary: Summary) -> list[tuple[SummaryLine, str]]:
    """Return the lines that have a name of their own, but for the total."""
    named = ((line, line.name or (line.row[1] if line.row else "")) for line in summary.lines[:-1])
    return [(line, name) for line, name in named if name]


def _all_lines(summary: Summary) -> list[tuple[SummaryLine, str]]:
    """Return every line but sums; where each unit has rows of its own, these under its name."""
    if summary.way != BY_ROW:
        return [(line, line.name) for line in summary.lines[:-1] if line.sums is None]
    found, unit = [], ""
    for line in summary.lines[:-1]:
        unit = line.name or unit
        if not line.name:
            found.append((line, unit))
    return found


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
