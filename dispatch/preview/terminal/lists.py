"""A table told as a list, where a terminal has no room to draw it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from dispatch.forms import GridCell, GridRow, Table
from dispatch.preview.terminal.lines import Line, indent_lines, wrap
from dispatch.text.marks import Run, Text

Entry = tuple[int, Text]
SIDE = "│ "


def list_lines(table: Table, room: int) -> Iterator[Line]:
    """Yield the columns as an outline, then for each row what stands in which column."""
    columns = [_covering(table, column) for column in range(table.columns)]
    entries = [list(_outline(table)), *(list(_entries(row, columns)) for row in table.body)]
    for at, entry in enumerate(entries):
        yield (Run(("├" if at else "┌") + "─" * (room - 1), "d"),)
        for depth, text in entry:
            yield from _beside(text, min(2 * depth, room // 3), room - len(SIDE))
    yield (Run("└" + "─" * (room - 1), "d"),)


def _beside(text: Text, indent: int, room: int) -> Iterator[Line]:
    for line in indent_lines(wrap(text, room - indent), indent):
        yield (Run(SIDE, "d"), *line)


def _outline(table: Table) -> Iterator[Entry]:
    """Yield the titles of the columns with how deep they stand.

    What stands under one alone joins its line.
    """
    cells = sorted(table.heading, key=lambda cell: (cell.column, cell.row))
    for (_, alone), group in groupby(cells, key=lambda cell: (cell.column, cell.columns == 1)):
        found = list(group)
        if alone:
            yield found[0].row, tuple(run for cell in found for run in (*cell.text, Run(" ")))
        else:
            yield from ((cell.row, cell.text) for cell in found)


def _covering(table: Table, column: int) -> list[GridCell]:
    """Return the titles of the groups that a column belongs to, and its own."""
    above = [cell for cell in table.heading if cell.column <= column < cell.column + cell.columns]
    above.sort(key=lambda cell: cell.row)
    groups = [cell for cell in above if cell.columns > 1]
    return [*groups, next(cell for cell in above if cell.columns == 1)]


def _entries(row: GridRow, columns: Sequence[Sequence[GridCell]]) -> Iterator[Entry]:
    """Yield what the cells of a row say, after the titles of their columns, under those of the groups."""
    told: list[GridCell] = []
    for cell in row.cells:
        *groups, title = columns[cell.column]
        if cell.columns > 1:
            yield 0, cell.text
        elif cell.text:
            yield from (
                (depth, _faint(group.text)) for depth, group in enumerate(groups) if group not in told
            )
            told += groups
            yield len(groups), (*_faint(title.text), Run(": " if title.text else ""), *cell.text)


def _faint(text: Text) -> Text:
    return tuple(run._replace(dress=run.dress.replace("b", "") + "d") for run in text)
