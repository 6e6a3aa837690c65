"""Tables of a letter in a terminal: drawn where there is room, told as a list where not."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dispatch.forms import GridCell, GridRow, Table
from dispatch.preview.terminal.grids import columns_of, grid_lines
from dispatch.preview.terminal.lines import Line
from dispatch.preview.terminal.lists import list_lines
from dispatch.text.marks import Run, bare

BLANK_DRAWN, BLANK_TOLD = 3, 0  # how many blank rows on end are shown before the others are only counted


def table_lines(table: Table, room: int) -> list[Line]:
    """Return a table as wide as its room."""
    columns = columns_of(table, room)
    if columns:
        return list(grid_lines(_condense(table, BLANK_DRAWN), columns))
    return list(list_lines(_condense(table, BLANK_TOLD), room))


def _condense(table: Table, most: int) -> Table:
    """Return a table with only so many blank rows on end, and the number of the others in their place."""
    return table._replace(body=tuple(_rows(table.body, most)))


def _rows(rows: Iterable[GridRow], most: int) -> Iterator[GridRow]:
    for said, group in groupby(rows, key=_says_something):
        found = list(group)
        kept = len(found) if said else most
        yield from found[:kept]
        if found[kept:]:
            yield _counting_row(found[kept:])


def _says_something(row: GridRow) -> bool:
    return any(bare(cell.text).strip() for cell in row.cells)


def _counting_row(rows: Sequence[GridRow]) -> GridRow:
    """Return one row that stands for several blank ones."""
    text = f"(thêm {len(rows)} dòng trống)"
    first = rows[0].cells[0]
    columns = sum(cell.columns for cell in rows[0].cells)
    return GridRow("o", (GridCell((Run(text, "di"),), first.row, 0, columns=columns),))
