"""A table drawn in a terminal as it stands on paper, its merged cells merged."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch.forms import GridCell, Table
from dispatch.preview.terminal.lines import Line, longest_word, pad_line, place_lines, wrap
from dispatch.text.marks import Run

Owners = list[GridCell]
JOINTS = " ╵╷│╴┘┐┤╶└┌├─┴┬┼"  # by the arms that meet: 1 up, 2 down, 4 left, 8 right
PADDINGS = (1, 0)
LONGEST = 12  # a longer word may be cut where it would take more than a third of the page


class Columns(NamedTuple):
    """How many cells each column takes, and how many of them stay free on either side."""

    widths: tuple[int, ...]
    padding: int

    def room(self, cell: GridCell) -> int:
        """Return how wide the text of a cell may be."""
        return self.whole(cell) - 2 * self.padding

    def whole(self, cell: GridCell) -> int:
        """Return how wide a cell is between its borders."""
        return sum(self.widths[cell.column : cell.column + cell.columns]) + cell.columns - 1


def columns_of(table: Table, room: int) -> Columns | None:
    """Return the columns of a table, none where its longest words find no room."""
    needs = _needs(table, max(LONGEST, room // 3))
    for padding in PADDINGS:
        spare = room - 1 - sum(need + 2 * padding + 1 for need in needs)
        if spare >= 0:
            shares = _share_out(spare, [leaf.weight for leaf in table.leaves])
            return Columns(tuple(n + 2 * padding + s for n, s in zip(needs, shares, strict=True)), padding)
    return None


def _needs(table: Table, most: int) -> list[int]:
    """Return how wide each column must be for the longest word in it.

    A merged cell widens its last column.
    """
    needs = [1] * table.columns
    cells = [*table.heading, *(cell for row in table.body for cell in row.cells)]
    for cell in sorted(cells, key=lambda cell: cell.columns):
        last = cell.column + cell.columns - 1
        needs[last] += max(
            0, min(longest_word(cell.text), most) - sum(needs[cell.column : last + 1]) - cell.columns + 1
        )
    return needs


def _share_out(spare: int, weights: Sequence[float]) -> list[int]:
    """Return spare cells shared out by weight, none of them lost to rounding."""
    whole, shares, given = sum(weights), [], 0
    for at in range(len(weights)):
        upto = round(spare * sum(weights[: at + 1]) / whole)
        shares.append(upto - given)
        given = upto
    return shares


def grid_lines(table: Table, columns: Columns) -> Iterator[Line]:
    """Yield a table line by line; each cell hands out its own lines, also across the rules that it covers."""
    rows = [*_heading(table), *_body(table)]
    heights = _heights(rows, columns)
    inside = {}
    for at, row in enumerate(rows):
        for cell in _distinct(row):
            if id(cell) not in inside:
                tall = sum(heights[at : at + cell.rows]) + cell.rows - 1
                inside[id(cell)] = _inside(cell, tall, table, columns)
    for at, row in enumerate(rows):
        yield _border(rows[at - 1] if at else [], row, columns, inside)
        for _ in range(heights[at]):
            yield _across(row, inside)
    yield _border(rows[-1], [], columns, inside)


def _heading(table: Table) -> list[Owners]:
    """Return for each row of the heading the cell that covers each column."""
    grid = [[table.heading[0]] * table.columns for _ in range(table.heading_rows)]
    for cell in table.heading:
        for row in range(cell.row, cell.row + cell.rows):
            grid[row][cell.column : cell.column + cell.columns] = [cell] * cell.columns
    return grid


def _body(table: Table) -> list[Owners]:
    """Return for each row of the body the cell that covers each column, counted on from the heading."""
    rows: list[list[GridCell | None]] = [[None] * table.columns for _ in table.body]
    for at, row in enumerate(table.body):
        for cell in row.cells:
            counted = cell._replace(row=at + table.heading_rows) if cell.rows > 1 else cell
            for below in range(at, at + cell.rows):
                rows[below][cell.column : cell.column + cell.columns] = [counted] * cell.columns
    return [[cell for cell in row if cell is not None] for row in rows]


def _distinct(row: Owners) -> list[GridCell]:
    return list({id(cell): cell for cell in row}.values())


def _heights(rows: Sequence[Owners], columns: Columns) -> list[int]:
    """Return how many lines each row takes.

    A cell over several rows makes the last of them taller if it must.
    """
    heights = [1] * len(rows)
    for at, row in enumerate(rows):
        for cell in _distinct(row):
            if cell.rows == 1 or at == cell.row + cell.rows - 1:
                above = sum(heights[at - cell.rows + 1 : at]) + cell.rows - 1
                heights[at] = max(heights[at], len(wrap(cell.text, columns.room(cell))) - above)
    return heights


def _inside(cell: GridCell, tall: int, table: Table, columns: Columns) -> Iterator[Line]:
    """Yield the lines of a cell, as many as it is tall, its text in the middle."""
    lines = wrap(cell.text, columns.room(cell))
    across = cell.columns > 1 and cell.columns == table.columns
    side = "center" if cell.heading else "left" if across else table.align(cell.column)
    placed = place_lines(lines, side, columns.room(cell))
    above = (tall - len(lines)) // 2
    for at in range(tall):
        line = placed[at - above] if 0 <= at - above < len(lines) else ()
        yield pad_line((Run(" " * columns.padding), *line), columns.whole(cell))


def _across(row: Owners, inside: dict[int, Iterator[Line]]) -> Line:
    side = Run("│", "d")
    return (side, *(run for cell in _distinct(row) for run in (*next(inside[id(cell)]), side)))


def _border(above: Owners, below: Owners, columns: Columns, inside: dict[int, Iterator[Line]]) -> Line:
    """Return the line between two rows: a rule, broken where a cell goes on."""
    line: list[Run] = []
    count = len(columns.widths)
    for at in range(count + 1):
        goes_on = 0 < at < count and above and below and above[at - 1] is above[at] is below[at]
        if not goes_on:
            line.append(Run(JOINTS[_arms(above, below, at, count)], "d"))
        if at < count and not _same(above, below, at):
            line.append(Run("─" * columns.widths[at], "d"))
        elif at < count and not goes_on:
            line += next(inside[id(below[at])])
    return tuple(line)


def _arms(above: Owners, below: Owners, at: int, count: int) -> int:
    """Return which arms meet at the left end of a column."""
    up, down = (bool(row) and not (0 < at < count and row[at - 1] is row[at]) for row in (above, below))
    left = at > 0 and not _same(above, below, at - 1)
    right = at < count and not _same(above, below, at)
    return up + 2 * down + 4 * left + 8 * right


def _same(above: Owners, below: Owners, at: int) -> bool:
    return bool(above) and bool(below) and above[at] is below[at]
