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
    dress_problems,
    gap_problem,
    hidden_problems,
    notes_at_the_end,
    struck_heading,
)
from dispatch.text.invisible import is_plain, turning_letters, without_invisible
from dispatch.units import LIST_COLUMNS
from dispatch.yaml_tree import fold

NO_HEADING = Fault("B003", N_("cột thứ {column} có dữ liệu mà không có tên"), N_("ghi tên cột ở dòng đầu"))
SAME_HEADING = Fault("B004", N_("hai cột cùng tên '{name}'"), N_("mỗi cột một tên"))
CONTROL = Fault("B007", N_("có ký tự điều khiển {character}"), N_("xóa ký tự đó"))
# how many rows above show what a row fills in: more of text, where lines are easily lost, than of a sheet
LEAST_ABOVE_IN_TEXT, LEAST_ABOVE_IN_A_SHEET = 2, 1
KIND_OF_UNIT = "loai_don_vi"
Line = tuple[int, Sequence[str]]


class Recipients(NamedTuple):
    """The rows of a table, and what else is to be said of it."""

    rows: list[Row]
    notes: tuple[Problem, ...] = ()


class Heading(NamedTuple):
    """The line at the top of a table: its number, its texts, and the name of each column."""

    number: int
    texts: Sequence[str]
    names: Sequence[str]


def gather_rows(
    lines: Iterable[Line],
    origin: Origin,
    stray: Fault,
    unsaid: Mapping[int, Sequence[Problem]] = MappingProxyType({}),
    unseen: Unseen = NOTHING_UNSEEN,
) -> Recipients:
    """Return the rows under the heading of the first line that says something."""
    filled = _filled(((number, *_clean(line)) for number, line in lines), unsaid, origin)
    top, texts, _, _ = next(filled, (0, [], True, False))
    heading = Heading(top, texts, _column_names(texts))
    columns = {name: column for column, name in enumerate(heading.names) if name}
    problems: list[Problem] = []
    rows: list[Row] = []
    gaps: list[int] = []
    for number, line, plain, below_blank in filled:
        wrong = tuple(unsaid.get(number, ()))
        if not plain or len(line) > len(texts):
            wrong = (*wrong, *_strange(number, line, len(texts), origin, stray))
        if below_blank and rows:
            gaps.append(len(rows))
        if line == texts and rows:
            problems.append(HEADING_AGAIN.at(origin.at(number, 1)))
        rows.append(Row(Cells(columns, number, line, origin), wrong))
    least = LEAST_ABOVE_IN_A_SHEET if origin.sheet else LEAST_ABOVE_IN_TEXT
    notes = _gap_problems(rows, gaps, least)
    problems += [*_heading_problems(heading, rows, origin), *errors(notes)]
    if any(unseen):
        problems += _unseen_problems(rows, unseen, origin, heading)
    if problems:
        raise Refused(problems)
    return Recipients(_with_notes(rows, least), tuple(notes))


def _heading_problems(heading: Heading, rows: Sequence[Row], origin: Origin) -> Iterator[Problem]:
    """Yield the names that stand twice, and the first cell of each column that has none."""
    for column, text in enumerate(heading.texts, 1):
        if text and fold(text) in heading.names[: column - 1]:
            yield SAME_HEADING.at(origin.at(heading.number, column), name=text)
    for at in (at for at, name in enumerate(heading.names) if not name):
        number = next((_number(row) for row in rows if at < len(texts := _texts(row)) and texts[at]), None)
        if number is not None:
            yield NO_HEADING.at(origin.at(number, at + 1), column=at + 1)


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
    gap_notes = [gap_problem(_texts(rows[at]), above, rows[at].place, least) for at in gaps]
    return [
        *errors(gap_notes),
        *[problem for problem in gap_notes if problem.severity is Severity.WARNING][:1],
    ]


def _unseen_problems(rows: list[Row], unseen: Unseen, origin: Origin, heading: Heading) -> list[Problem]:
    """Tell each row what of it is not seen as it stands; return what is wrong with the whole table."""
    lines = [(heading.number, heading.texts), *((_number(row), _texts(row)) for row in rows)]
    dressed = dress_problems(unseen, origin)
    span = range(heading.number + 1, lines[-1][0] + 1)
    covered = covered_cells(unseen.merges, origin, heading.names, span, origin.file)
    for at, row in enumerate(rows):
        number = _number(row)
        if number in dressed or number in covered:
            wrong, unclear = (*row.wrong, *dressed.get(number, ())), tuple(covered.get(number, ()))
            rows[at] = row._replace(wrong=wrong, unclear=unclear)
    return [
        *hidden_problems(unseen, origin, heading.names, lines),
        *struck_heading(dressed, heading.number),
    ]


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
    joined = "".join(line)
    plain = is_plain(joined)
    if not plain or not unicodedata.is_normalized("NFC", joined):
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
