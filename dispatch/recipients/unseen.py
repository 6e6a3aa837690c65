"""What a table says in another way than it is seen: hidden, under a merge, struck out, below its end.

Each is told where it stands, and none is guessed at: neither that it counts, nor that it does not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Protocol

from dispatch.excel.limits import DAMAGED, NO_BOOK
from dispatch.excel.sheet_rows import STRUCK, Merge, Unseen
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity, shorten

HIDDEN_ROWS = Fault(
    "B027",
    N_("{count} dòng bị ẩn hoặc bị lọc: {rows}"),
    N_("bỏ lọc, hiện lại các dòng đó nếu cũng là nơi nhận; xóa hẳn nếu không"),
)
HIDDEN_COLUMN = Fault(
    "B028", N_("cột '{name}' bị ẩn mà có dữ liệu"), N_("hiện lại cột đó, hoặc xóa hẳn nếu không dùng")
)
STRAY_BELOW = Fault(
    "B029",
    N_("dưới dòng trống còn chữ, không rõ có phải nơi nhận: '{text}'"),
    N_("cùng một bảng thì xóa dòng trống và điền đủ ô; không thì chuyển sang trang khác"),
)
GAP = Fault(
    "B030",
    N_("trên dòng này có dòng trống; các dòng dưới vẫn là nơi nhận"),
    N_("xóa dòng trống, hoặc xóa các dòng dưới nếu không phải nơi nhận"),
    Severity.WARNING,
)
COVERED = Fault(
    "B034", N_("ô của cột '{name}' nằm trong ô gộp {merge}"), N_("bỏ gộp ô, rồi điền đủ cho từng dòng")
)
DRESSED = Fault("B035", N_("ô có {what}"), N_("sửa ô đó cho đúng chữ cần đọc, bỏ định dạng ấy"))
NOTE = Fault(
    "B036",
    N_("dòng chỉ có một ô '{text}', không rõ là nơi nhận hay ghi chú"),
    N_("điền đủ ô, hoặc xóa dòng đó"),
)
HEADING_AGAIN = Fault("B037", N_("dòng lặp lại tên cột, như bảng dán hai lần"), N_("xóa phần dán thừa"))
SHOWN_MOST = 10  # row numbers in one message
COLUMNS_LEAST = 2  # a row that fills fewer where all others fill these may be a note

Texts = Sequence[str]


class Origin(Protocol):
    """Where a table stands."""

    @property
    def first(self) -> int:
        """The first column of its sheet."""

    def at(self, number: int, column: int) -> Place:
        """Return the place of a cell."""


def hidden_problems(
    unseen: Unseen, origin: Origin, names: Sequence[str], lines: Sequence[tuple[int, Texts]]
) -> list[Problem]:
    """Return what is hidden of a table and says something; its first line is the heading."""
    hidden = [number for number, _ in lines if number in unseen.rows]
    problems = [_hidden_rows(origin, hidden)] if hidden else []
    for column, name in enumerate(names):
        if not any(column + origin.first in columns for columns in unseen.columns):
            continue
        if number := next((at for at, line in lines if column < len(line) and line[column]), None):
            problems.append(HIDDEN_COLUMN.at(origin.at(number, column + 1), name=name))
    return problems


def _hidden_rows(origin: Origin, hidden: Sequence[int]) -> Problem:
    rows = ", ".join(map(str, hidden[:SHOWN_MOST])) + ("…" if len(hidden) > SHOWN_MOST else "")
    return HIDDEN_ROWS.at(origin.at(hidden[0], 1), count=len(hidden), rows=rows)


def covered_cells(
    merges: Iterable[Merge], origin: Origin, names: Sequence[str], rows: range, file: str
) -> dict[int, list[tuple[str, Problem]]]:
    """Return the cells of the rows that a merge covers: the name of the column, and the problem, by row.

    Raises:
        Refused: B001 where merges lie over one another, which no program writes.
    """
    covered: dict[int, list[tuple[str, Problem]]] = {}
    seen: set[tuple[int, int]] = set()
    for merge in merges:
        columns = range(
            max(0, merge.first.column - origin.first),
            min(len(names), merge.last.column - origin.first + 1),
        )
        for number in range(max(rows.start, merge.first.row), min(rows.stop, merge.last.row + 1)):
            for column in columns:
                if (number, column) in seen:
                    raise Refused([NO_BOOK.at(Place(file), why=DAMAGED)])
                seen.add((number, column))
                if names[column] and (number, column + origin.first) != merge.first:
                    problem = COVERED.at(origin.at(number, column + 1), name=names[column], merge=merge)
                    covered.setdefault(number, []).append((names[column], problem))
    return covered


def dress_problems(unseen: Unseen, origin: Origin) -> dict[int, list[Problem]]:
    """Return the cells whose dress changes what they say, by row."""
    dressed: dict[int, list[Problem]] = {}
    for at, what in unseen.dresses.items():
        problem = DRESSED.at(origin.at(at.row, at.column - origin.first + 1), what=what)
        dressed.setdefault(at.row, []).append(problem)
    return dressed


def struck_heading(dressed: Mapping[int, Sequence[Problem]], top: int) -> list[Problem]:
    """Return the names of columns that somebody struck out; raised letters change nothing in a name."""
    return [problem for problem in dressed.get(top, ()) if ("what", STRUCK) in problem.values]


def gap_problem(line: Texts, above: Sequence[Texts], place: Place, least: int) -> Problem:
    """Return what is to be said of a row below a blank one: a row of the table, or who knows what."""
    needed = _always_filled(above)
    alike = all(column < len(line) and line[column] for column in needed)
    alone = sum(map(bool, line)) == 1 and max(sum(map(bool, row)) for row in above) > 1
    if len(above) < least or (alike and not alone):
        return GAP.at(place)
    return STRAY_BELOW.at(place, text=shorten(" ".join(filter(None, line))))


def notes_at_the_end(lines: Sequence[Texts], least: int) -> list[int]:
    """Return which of the last rows say one thing only where all above them say more: notes, it may be."""
    last = len(list(takewhile(lambda line: sum(map(bool, line)) == 1, reversed(lines))))
    above = lines[: len(lines) - last]
    if not last or len(above) < least or len(_always_filled(above)) < COLUMNS_LEAST:
        return []
    return list(range(len(above), len(lines)))


def _always_filled(lines: Sequence[Texts]) -> set[int]:
    """Return the columns that every line fills."""
    filled: Iterator[set[int]] = ({at for at, text in enumerate(line) if text} for line in lines)
    return set.intersection(*filled)
