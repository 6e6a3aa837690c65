"""Report forms and tables: a tree of columns becomes a grid of cells with spans.

The grid is what stands on paper and in a sheet alike; nothing here knows Word or Excel.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch.marks import Run, Text, runs
from dispatch.model import Bang, Cot


class Cell(NamedTuple):
    """One cell: its text, where it begins, and how many rows and columns it covers."""

    text: Text
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    heading: bool = False


class Table(NamedTuple):
    """A table ready to be drawn: column weights, heading rows, body rows."""

    weights: tuple[float, ...]
    aligns: tuple[str, ...]
    heading: tuple[Cell, ...]
    heading_rows: int
    body: tuple[tuple[Cell, ...], ...]

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return len(self.weights)


NUMERIC = ("so_nguyen", "so_thap_phan", "phan_tram")


def table(said: Bang) -> Table:
    """Return the grid of a table as described."""
    leaves = [leaf for column in said.cot for leaf in _leaves(column)]
    depth = max(_depth(column) for column in said.cot)
    heading = tuple(_heading(said.cot, depth))
    count = len(leaves)
    if said.so_cot:
        heading += tuple(Cell(runs(f"*({i + 1})*"), depth, i, heading=True) for i in range(count))
    rows = [_row(row, at, count) for at, row in enumerate(said.dong)]
    rows += [_row(("",) * count, len(rows) + at, count) for at in range(said.dong_trong)]
    return Table(
        weights=tuple(_weight(leaf) for leaf in leaves),
        aligns=tuple("center" if leaf.kieu in NUMERIC or leaf.kieu == "ngay" else "left" for leaf in leaves),
        heading=heading,
        heading_rows=depth + said.so_cot,
        body=tuple(rows),
    )


def _leaves(column: Cot) -> Iterator[Cot]:
    if not column.con:
        yield column
    for below in column.con:
        yield from _leaves(below)


def _depth(column: Cot) -> int:
    return 1 + max((_depth(below) for below in column.con), default=0)


def _heading(columns: Sequence[Cot], depth: int, row: int = 0, start: int = 0) -> Iterator[Cell]:
    for column in columns:
        wide = sum(1 for _ in _leaves(column))
        tall = 1 if column.con else depth - row
        yield Cell(_title(column), row, start, tall, wide, heading=True)
        yield from _heading(column.con, depth, row + 1, start)
        start += wide


def _title(column: Cot) -> Text:
    """Return the bold title of a column with its italic note behind it."""
    title = runs(column.ten, "b")
    if not column.ghi_chu:
        return title
    gap = (Run(" "),) if title else ()
    return title + gap + runs(column.ghi_chu, "i")


def _row(row: Sequence[str], at: int, count: int) -> tuple[Cell, ...]:
    """Return the cells of a row; a row of one cell goes across the whole table."""
    if len(row) == 1 and count > 1:
        return (Cell(runs(row[0], "b"), at, 0, columns=count),)
    filled = [*row, *[""] * (count - len(row))][:count]
    return tuple(Cell(runs(text), at, column) for column, text in enumerate(filled))


LEAST, MOST = 0.6, 6.0


def _weight(leaf: Cot) -> float:
    """Return how wide a column wants to be: as told, else by the longest word of its title."""
    try:
        told = float(leaf.rong.replace(",", ".")) if leaf.rong else 0.0
    except ValueError:
        told = 0.0
    if told > 0:
        return told
    longest = max((len(word) for word in f"{leaf.ten} {leaf.ghi_chu}".split()), default=1)
    area = len(leaf.ten) + len(leaf.ghi_chu)
    return min(MOST, max(LEAST, longest * 0.14, math.sqrt(area) * 0.28))
