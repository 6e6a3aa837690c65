"""What a form carries of itself, read back field by field: whatever was never in a form is refused."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from dispatch.forms.grid import GROUP, GROUPS, LeafColumn
from dispatch.model.column_kinds import COLUMN_KINDS
from dispatch.patterns import lazy_pattern

ROW_KINDS = frozenset(("o", *GROUPS, "vi_du", "tong"))
STRUCTURE_MOST = 2_000_000  # letters; a form of 1,000 rows and 60 columns has a fifth of it
COUNT_MOST = 1_000_000  # of rows and columns, more than any program has
STEERING = lazy_pattern(  # controls but for tabs and breaks, signs that turn the writing, no letters at all
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


Heading = tuple[str, int, int, int, int]
Row = tuple[str, tuple[str | None, ...]]
Merge = tuple[int, int, int, int]


def heading_cell(fields: Sequence[Any]) -> Heading:
    """Return a cell of the heading: its text, where it begins, how many rows and columns it covers."""
    text, *place = fields
    row, column, rows, columns = map(carried_count, place)
    return carried_text(text), row, column, rows, columns


def leaf_column(fields: Sequence[Any]) -> LeafColumn:
    """Return a column from the fields that `kept` wrote; a kind that nobody knows is never read as text."""
    key, title, kind, choices, totals, weight = fields
    if kind not in COLUMN_KINDS or not isinstance(totals, bool) or not isinstance(weight, int | float):
        raise ValueError(kind)
    said = tuple(map(carried_text, choices))
    return LeafColumn(carried_text(key), carried_text(title), kind, said, totals, weight)


def body_row(kind: object, texts: object, columns: int) -> Row:
    """Return the fixed texts of a row: one for the name of a group, else one for each column."""
    if (
        kind not in ROW_KINDS
        or not isinstance(texts, list)
        or len(texts) != (1 if kind == GROUP else columns)
    ):
        raise ValueError(kind)
    return str(kind), tuple(None if text is None else carried_text(text) for text in texts)


def carried_text(value: object) -> str:
    """Return a text of a form; what steers a screen or turns the writing was never in one."""
    if not isinstance(value, str) or STEERING.search(value):
        raise ValueError(value)
    return value


def carried_count(value: object) -> int:
    """Return a number of rows or columns; ValueError if it is none that a form ever had."""
    if type(value) is not int or not 0 <= value <= COUNT_MOST:
        raise ValueError(value)
    return value


def merges_of(merged: Sequence[Any], rows: int, columns: int) -> tuple[Merge, ...]:
    """Return the merged cells of a form; each lies inside its rows, and no two overlap."""
    merges = tuple(map(_merge, merged))
    areas = [tall * wide for _, _, tall, wide in merges]
    inside = all(
        row + tall <= rows and column + wide <= columns and tall * wide > 1
        for row, column, tall, wide in merges
    )
    if not inside or sum(areas) > rows * columns or len(set(_covered(merges))) != sum(areas):
        raise ValueError(merged)
    return merges


def _covered(merges: Sequence[Merge]) -> Iterator[tuple[int, int]]:
    for row, column, tall, wide in merges:
        yield from product(range(row, row + tall), range(column, column + wide))


def _merge(fields: Sequence[Any]) -> Merge:
    row, column, rows, columns = map(carried_count, fields)
    return row, column, rows, columns
