"""The lines of a table as rows: named by the line at the top, each with what is wrong with it."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from dispatch import yaml_tree
from dispatch.excel.sheet_rows import NOTHING_UNSEEN, Unseen
from dispatch.problem import N_, Fault, Problem, Refused, Severity, errors, shorten
from dispatch.recipients.row import Cells, Origin, Row
from dispatch.recipients.unseen import (
    HEADING_AGAIN,
    NOTE,
    covered_cells,
    dressed_cells,
    gap_problem,
    hidden_problems,
    notes_at_the_end,
    struck_heading,
)
from dispatch.text.invisible import turning_letters, without_invisible
from dispatch.units import LIST_COLUMNS
from dispatch.yaml_tree import fold

NO_HEADING = Fault("B003", N_("cột thứ {column} có dữ liệu mà không có tên"), N_("ghi tên cột ở dòng đầu"))
SAME_HEADING = Fault("B004", N_("hai cột cùng tên '{name}'"), N_("mỗi cột một tên"))
CONTROL = Fault("B007", N_("có ký tự điều khiển {character}"), N_("xóa ký tự đó"))
LEAST_ABOVE = (
    2,
    1,
)  # rows above that show what a row fills in: of text, where lines are easily lost, of sheets
KIND_OF_UNIT = "loai_don_vi"
Line = tuple[int, Sequence[str]]


class Recipients(NamedTuple):
    """The rows of a table, and what else is to be said of it."""

    rows: list[Row]
    notes: tuple[Problem, ...] = ()


def gather_rows(
    lines: Iterable[Line],
    origin: Origin,
    stray: Fault,
    unsaid: Mapping[int, Sequence[Problem]] = MappingProxyType({}),
    unseen: Unseen = NOTHING_UNSEEN,
) -> Recipients:
    """Return the rows under the heading of the first line that says something."""
    clean = ((number, *_clean(line)) for number, line in lines)
    filled = _filled(clean, unsaid, origin)
    top, heading, _, _ = next(filled, (0, [], True, False))
    names = _column_names(heading)
    problems = [
        SAME_HEADING.at(origin.at(top, column), name=text)
        for column, text in enumerate(heading, 1)
        if text and fold(text) in names[: column - 1]
    ]
    columns = {name: column for column, name in enumerate(names) if name}
    found: list[Row] = []
    headless = {column for column, name in enumerate(names) if not name}
    gaps: list[int] = []
    for number, line, plain, below_blank in filled:
        wrong = tuple(unsaid.get(number, ()))
        if not plain or len(line) > len(names):
            wrong = (*wrong, *_strange(number, line, len(names), origin, stray))
        if below_blank and found:
            gaps.append(len(found))
        if line == heading and found:
            problems.append(HEADING_AGAIN.at(origin.at(number, 1)))
        found.append(Row(Cells(columns, number, line, origin), wrong))
        for column in [c for c in headless if c < len(line) and line[c]]:
            headless.discard(column)
            problems.append(NO_HEADING.at(origin.at(number, column + 1), column=column + 1))
    least = LEAST_ABOVE[origin.sheet != ""]
    notes = _gap_problems(found, gaps, least)
    problems += errors(notes)
    if any(unseen):
        problems += _unseen_problems(found, unseen, origin, names, (top, heading))
    if problems:
        raise Refused(problems)
    return Recipients(_with_notes(found, least), tuple(notes))


def _filled(
    lines: Iterable[tuple[int, list[str], bool]], unsaid: Mapping[int, Sequence[Problem]], origin: Origin
) -> Iterator[tuple[int, list[str], bool, bool]]:
    """Yield the lines that say something, and whether there is a blank one above each."""
    blank, due = False, 0
    for number, line, plain in lines:
        if any(line) or number in unsaid:
            yield number, line, plain, blank or (number > due and origin.sheet != "")
            blank, due = False, number + 1
        else:
            blank = True


def _texts(row: Row) -> Sequence[str]:
    return row.cells.texts if isinstance(row.cells, Cells) else ()


def _gap_problems(rows: Sequence[Row], gaps: Sequence[int], least: int) -> list[Problem]:
    """Return what is to be said of the rows below blank ones; that they are rows, once."""
    if not gaps:
        return []
    above = [_texts(row) for row in rows[: gaps[0]]]
    told = [gap_problem(_texts(rows[at]), above, rows[at].place, least) for at in gaps]
    return [*errors(told), *[problem for problem in told if problem.severity is Severity.WARNING][:1]]


def _unseen_problems(
    rows: list[Row], unseen: Unseen, origin: Origin, names: Sequence[str], heading: Line
) -> list[Problem]:
    """Tell each row what of it is not seen as it stands; return what is wrong with the whole table."""
    lines = [heading, *((_number(row), _texts(row)) for row in rows)]
    dressed = dressed_cells(unseen, origin)
    span = range(heading[0] + 1, lines[-1][0] + 1)
    covered = covered_cells(unseen.merges, origin, names, span, origin.file)
    for at, row in enumerate(rows):
        number = _number(row)
        if number in dressed or number in covered:
            wrong, unclear = (*row.wrong, *dressed.get(number, ())), tuple(covered.get(number, ()))
            rows[at] = row._replace(wrong=wrong, unclear=unclear)
    return [*hidden_problems(unseen, origin, names, lines), *struck_heading(dressed, heading[0])]


def _with_notes(rows: list[Row], least: int) -> list[Row]:
    """Return the rows, those at the end that may be no recipients but notes told as such."""
    if not rows or sum(map(bool, _texts(rows[-1]))) != 1:
        return rows
    ends = notes_at_the_end([_texts(row) for row in rows], least)
    for at in (at for at in ends if not rows[at].wrong):
        problem = NOTE.at(rows[at].place, text=shorten("".join(_texts(rows[at]))))
        rows[at] = rows[at]._replace(wrong=(*rows[at].wrong, problem))
    return rows


def _number(row: Row) -> int:
    return row.cells.number if isinstance(row.cells, Cells) else 0


def _column_names(heading: Sequence[str]) -> list[str]:
    """Return the names of columns; in a list of units of ours `loai` is the kind of unit, not of letter."""
    names = [fold(text) for text in heading]
    ours = tuple(names[: len(LIST_COLUMNS)]) == LIST_COLUMNS
    return [KIND_OF_UNIT if ours and name == "loai" else name for name in names]


def _clean(line: Sequence[str]) -> tuple[list[str], bool]:
    """Return the texts of a line in NFC, their line ends alike, and whether any letter can hold all of them.

    Letters without width are left out, for nobody sees them. A line is looked at as one: most are clean.
    """
    whole = "".join(line)
    plain = whole.isprintable()
    if not plain or not unicodedata.is_normalized("NFC", whole):
        line = [without_invisible(_plain_lines(unicodedata.normalize("NFC", text))) for text in line]
    return [text.strip() for text in line], plain


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _strange(number: int, line: Sequence[str], known: int, origin: Origin, stray: Fault) -> Iterator[Problem]:
    """Yield what is wrong with one row alone: more cells than columns, letters that no letter can hold."""
    for column in range(known, len(line)):
        if line[column]:
            yield stray.at(origin.at(number, column + 1), column=column + 1)
    for column, text in enumerate(line):
        for character in (*yaml_tree.unprintable(text), *turning_letters(text)):
            yield CONTROL.at(origin.at(number, column + 1), character=f"U+{ord(character):04X}")
