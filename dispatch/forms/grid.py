"""A tree of columns becomes a grid of cells with spans.

The grid is what stands on paper and in a sheet alike; nothing here knows Word or Excel.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dispatch.forms.blanks import is_room_to_write
from dispatch.identity_cache import identity_cache
from dispatch.model import Bang, BieuMau, Cot, Dong, leaves
from dispatch.model.column_kinds import COLUMN_KINDS, DEFAULT_KIND
from dispatch.model.merges import Span, merged_cells
from dispatch.model.tables import ALIGNS, BY_THEMSELVES, LOCKED
from dispatch.text.marks import Run, Text, runs

GROUP, GROUP_OF_CELLS = GROUPS = ("nhom", "nhom_o")


class GridCell(NamedTuple):
    """One cell: its text, where it begins, and how many rows and columns it covers."""

    text: Text
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    heading: bool = False
    fill: bool = False


class LeafColumn(NamedTuple):
    """A column that holds cells: its short name, its title, what may be written in it."""

    key: str
    title: str
    kind: str = DEFAULT_KIND
    choices: tuple[str, ...] = ()
    totals: bool = False
    weight: float = 1.0

    @property
    def align(self) -> str:
        """Where the cells of this column stand."""
        return COLUMN_KINDS[self.kind].align


class GridRow(NamedTuple):
    """A row of the body: what kind of row it is, and its cells."""

    kind: str
    cells: tuple[GridCell, ...]

    def cell_at(self, column: int) -> GridCell | None:
        """Return the cell that begins in a column, if one does."""
        return next((cell for cell in self.cells if cell.column == column), None)


class Table(NamedTuple):
    """A table ready to be drawn: its columns, its heading, its body."""

    leaves: tuple[LeafColumn, ...]
    heading: tuple[GridCell, ...]
    heading_rows: int
    body: tuple[GridRow, ...]
    sides: tuple[str, ...]
    """Where the cells of each column are asked to stand; nothing where its kind says it."""
    exact: bool = False
    """Whether every column says how wide it is."""
    beside: "tuple[Table, ...]" = ()
    """Tables of the same columns in the same text: all get the same widths."""
    repeats: bool = False
    """Whether rows may be added to those that are blank."""
    words: tuple[str, ...] = ()
    """What is fixed around the blanks of a form of text, whose table this is."""

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return len(self.leaves)

    def align(self, column: int) -> str:
        """Return where the cells of a column stand."""
        return self.sides[column] or self.leaves[column].align


@identity_cache
def build_grid(table: Bang) -> Table:
    """Return the grid of a table as described."""
    columns = [leaf for column in table.cot for leaf in leaves(column)]
    depth = max(_depth(column) for column in table.cot)
    heading = tuple(_heading(table.cot, depth))
    numbers = _column_numbers(table.so_cot, len(columns))
    heading += tuple(GridCell(runs(text, "i"), depth, at, heading=True) for at, text in enumerate(numbers))
    return Table(
        leaves=tuple(leaf_of(column, at) for at, column in enumerate(columns)),
        heading=heading,
        heading_rows=depth + bool(numbers),
        body=_merged(tuple(_body(table, len(columns))), merged_cells(table.dong, len(columns))),
        sides=tuple(ALIGNS[column.can] if column.can else "" for column in columns),
        exact=all(column.rong for column in columns),
        repeats=isinstance(table, BieuMau) and table.lap,
    )


def _merged(body: tuple[GridRow, ...], spans: Mapping[tuple[int, int], Span]) -> tuple[GridRow, ...]:
    """Return the rows with their merged cells; rows below those that were typed stay as they are."""
    if not spans:
        return body
    typed = max(row for row, _ in spans) + 1
    rows = [_merged_row(row, spans) if at < typed else row for at, row in enumerate(body)]
    return tuple(rows)


def _merged_row(row: GridRow, spans: Mapping[tuple[int, int], Span]) -> GridRow:
    if len(row.cells) == 1:
        return row
    cells = ((cell, spans.get((cell.row, cell.column))) for cell in row.cells)
    return row._replace(
        cells=tuple(cell._replace(rows=span.rows, columns=span.columns) for cell, span in cells if span)
    )


def _column_numbers(labels: tuple[str, ...], count: int) -> tuple[str, ...]:
    if labels == (BY_THEMSELVES,):
        return tuple(f"({at + 1})" for at in range(count))
    return (*labels, *[""] * count)[:count] if labels else ()


def leaf_of(column: Cot, at: int = 0) -> LeafColumn:
    """Return the column that holds cells, as it was described."""
    return LeafColumn(
        key=column.khoa or f"cot_{at + 1}",
        title=" ".join(f"{column.ten} {column.ghi_chu}".split()),
        kind=column.kieu,
        choices=column.lua_chon,
        totals=column.tong,
        weight=column.rong or _weight(column),
    )


def _depth(column: Cot) -> int:
    return 1 + max((_depth(below) for below in column.con), default=0)


def _heading(columns: Sequence[Cot], depth: int, row: int = 0, start: int = 0) -> Iterator[GridCell]:
    for column in columns:
        wide = len(leaves(column))
        tall = 1 if column.con else depth - row
        yield GridCell(_title(column), row, start, tall, wide, heading=True)
        yield from _heading(column.con, depth, row + 1, start)
        start += wide


def _title(column: Cot) -> Text:
    """Return the bold title of a column with its italic note behind it."""
    title = runs(column.ten, "b")
    if not column.ghi_chu:
        return title
    gap = (Run(" "),) if title else ()
    return title + gap + runs(column.ghi_chu, "i")


def _body(table: Bang, count: int) -> Iterator[GridRow]:
    at = 0
    for line in table.dong:
        for row in _rows(line, at, count):
            yield row
            at += 1
    for _ in range(table.dong_trong):
        yield GridRow("o", _cells((), at, count))
        at += 1
    if table.tong_cong:
        yield _total_row(table, at, count)


def _total_row(table: Bang, at: int, count: int) -> GridRow:
    """Return the row of totals, its name over the columns before them; a form keeps all its cells."""
    cells = _cells((f"**{table.tong_cong}**",), at, count, fixed=True)
    totals = [leaf.tong for column in table.cot for leaf in leaves(column)]
    pairs = zip(cells, totals, strict=True)
    filled = [cell._replace(fill=total and not cell.text) for cell, total in pairs]
    before = totals.index(True) if True in totals and not isinstance(table, BieuMau) else 1
    return GridRow("tong", (filled[0]._replace(columns=max(1, before)), *filled[max(1, before) :]))


def _rows(row: Dong, at: int, count: int) -> Iterator[GridRow]:
    if len(row.nhom) == 1:
        yield GridRow(GROUP, (GridCell(runs(row.nhom[0], "b"), at, 0, columns=count),))
    elif row.nhom:
        cells = _cells(row.nhom, at, count, fixed=True)
        bold = (cell._replace(text=tuple(_in_bold(run) for run in cell.text)) for cell in cells)
        yield GridRow(GROUP_OF_CELLS, tuple(bold))
    elif row.o:
        yield GridRow("vi_du" if row.vi_du else "o", _cells(row.o, at, count, fixed=row.vi_du))
    for offset, unit in enumerate(row.don_vi):
        yield GridRow("o", _cells((unit,), at + offset, count))
    for offset in range(row.trong):
        yield GridRow("o", _cells((), at + offset, count))


def _in_bold(run: Run) -> Run:
    return run if "b" in run.dress else run._replace(dress="b" + run.dress)


def _cells(texts: Sequence[str], at: int, count: int, *, fixed: bool = False) -> tuple[GridCell, ...]:
    """Return the cells of a row; what is blank or dotted is there to be filled, unless it is locked."""
    across = (*texts, *[""] * count)[:count]
    return tuple(_cell(text, at, column, fixed=fixed) for column, text in enumerate(across))


def _cell(text: str, row: int, column: int, *, fixed: bool) -> GridCell:
    if text == LOCKED:
        return GridCell((), row, column)
    return GridCell(runs(text), row, column, fill=not fixed and is_room_to_write(text))


LEAST, MOST = 0.6, 6.0


def _weight(column: Cot) -> float:
    """Return how wide a column wants to be, by the longest word and the length of its title."""
    longest = max((len(word) for word in f"{column.ten} {column.ghi_chu}".split()), default=1)
    area = len(column.ten) + len(column.ghi_chu)
    return min(MOST, max(LEAST, longest * 0.14, math.sqrt(area) * 0.28))
