"""A table becomes strips, one a row; cells that are merged downwards share the rows they cover."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from dispatch.pages.manuscript import Block, Cell, Edge, Paragraph, Row, Table
from dispatch.pages.strips import (
    Drawing,
    PlacedFrame,
    PlacedRule,
    Stack,
    Strip,
    join_drawings,
    paragraph_strips,
    stack_strips,
)

NO_EDGE = Edge(0)
GRID = "OBang"
SHARES = 10_000
LOW = 600  # twips: a row of one line is not parted, whatever it says


class _Laid(NamedTuple):
    """A cell, what stands in it, where it begins, and the first and last row that it covers."""

    cell: Cell
    stack: Stack
    left: int
    width: int
    first: int
    last: int


def block_strips(block: Block, room: int) -> list[Strip]:
    """Return a paragraph or a table as strips."""
    return paragraph_strips(block, room) if isinstance(block, Paragraph) else table_strips(block, room)


def table_strips(table: Table, room: int) -> list[Strip]:
    """Return the rows of a table as strips."""
    line = table.line or NO_EDGE
    left, starts = _columns(table, room)
    laid = list(_laid_cells(table, starts))
    heights = _row_heights(laid, len(table.rows), line.thickness)
    tops = [0, *accumulate(heights)]
    strips = []
    for index, row in enumerate(table.rows):
        here = [cell for cell in laid if cell.first <= index <= cell.last]
        ends = index == len(table.rows) - 1
        drawing = join_drawings(
            [_cell_text(cell, tops, line) for cell in here if cell.first == index]
            + [_cell_lines(cell, index, heights[index], line, ends=ends) for cell in here]
        )
        strips.append(
            Strip(
                before=0,
                height=heights[index] + (line.thickness if ends else 0),
                after=0,
                drawing=drawing.moved(left, 0),
                notes=tuple([note for cell in here if cell.first == index for note in cell.stack.notes]),
                stays=_row_stays(row) and not ends,
                divisible=not row.whole and heights[index] > line.thickness + LOW,
                goes_on=any(cell.last > index for cell in here),
            )
        )
    return _with_heads(strips, table.rows)


def _columns(table: Table, room: int) -> tuple[int, list[int]]:
    """Return where a table begins, and against that its columns, which end on whole twips.

    LibreOffice keeps the ends of columns as ten thousandths of the table, and leaves a table in the middle
    the same room on both sides.
    """
    ends = list(accumulate(table.widths))
    wide = drawn = ends[-1]
    beside = 0
    if table.align == "center":
        beside = int((room - wide) / 2)
        drawn = room - 2 * beside
    shares = [round(end * SHARES / wide) for end in ends]
    starts = [share * wide // SHARES * drawn // wide for share in shares]
    return table.indent + beside, [0, *starts]


def _laid_cells(table: Table, starts: Sequence[int]) -> Iterator[_Laid]:
    """Yield the cells that begin somewhere, each with all rows that it covers."""
    for index, row in enumerate(table.rows):
        for cell in row.cells:
            if cell.goes_on:
                continue
            left, right = starts[cell.column], starts[cell.column + cell.columns]
            room = right - left - sum(table.padding)
            strips = [strip for block in cell.inside for strip in block_strips(block, room)]
            stack = stack_strips(strips)
            inside = stack.drawing.moved(left + table.padding[0], 0)
            yield _Laid(
                cell,
                stack._replace(drawing=inside),
                left,
                right - left,
                index,
                _last_row(table.rows, index, cell),
            )


def _last_row(rows: Sequence[Row], index: int, cell: Cell) -> int:
    """Return the last row that a cell covers."""
    last = index
    while cell.merged and last + 1 < len(rows) and _goes_on(rows[last + 1], cell.column):
        last += 1
    return last


def _goes_on(row: Row, column: int) -> bool:
    return any(cell.goes_on and cell.column == column for cell in row.cells)


def _row_heights(laid: Sequence[_Laid], rows: int, line: int) -> list[int]:
    """Return how high each row is: what a cell of several rows lacks is given by the last of them."""
    heights = [0] * rows
    for cell in sorted(laid, key=lambda one: one.last - one.first):
        lacks = cell.stack.height + line - sum(heights[cell.first : cell.last + 1])
        heights[cell.last] += max(0, lacks)
    return heights


def _cell_text(cell: _Laid, tops: Sequence[int], line: Edge) -> Drawing:
    """Return what stands in a cell, where its height lets it stand."""
    free = tops[cell.last + 1] - tops[cell.first] - line.thickness - cell.stack.height
    down = {"center": free // 2, "bottom": free}.get(cell.cell.align, 0)
    return cell.stack.drawing.moved(0, line.thickness + down)


def _cell_lines(cell: _Laid, index: int, height: int, line: Edge, *, ends: bool) -> Drawing:
    """Return the lines that a row draws around one of its cells: above, on both sides, below the last."""
    frame = PlacedFrame(cell.left, 0, cell.width, height)
    thick = line.thickness
    if not thick:
        return Drawing(frames=(frame,))
    half = thick // 2
    role = GRID
    across, low = cell.width + thick, height + (thick if ends else 0)
    rules = [
        PlacedRule(cell.left - half, 0, thick, low, role, line.colour),
        PlacedRule(cell.left + cell.width - half, 0, thick, low, role, line.colour),
    ]
    if cell.first == index:
        rules.append(PlacedRule(cell.left - half, 0, across, thick, role, line.colour))
    if cell.last == index:
        rules.append(PlacedRule(cell.left - half, height, across, thick, role, line.colour))
    return Drawing(rules=tuple(rules), frames=(frame,))


def _row_stays(row: Row) -> bool:
    """Say whether a row stays on the page of the next: its first cell says so for all."""
    if row.heading:
        return True
    inside = row.cells[0].inside
    first = inside[0] if inside else None
    return isinstance(first, Paragraph) and first.look.keeps_next


def _with_heads(strips: list[Strip], rows: Sequence[Row]) -> list[Strip]:
    """Return the rows, each with the rows of the heading that come again above it."""
    count = next((index for index, row in enumerate(rows) if not row.heading), len(rows))
    heads = tuple(strips[:count])
    return [*strips[:count], *[strip._replace(heads=heads) for strip in strips[count:]]]
