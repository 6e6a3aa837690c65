"""A table becomes strips, one a row; cells that are merged downwards share the rows they cover."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from dispatch.pages.manuscript import Block, Cell, Edge, Paragraph, Row, Table
from dispatch.pages.stacks import Stack, stack_strips
from dispatch.pages.strips import (
    Drawing,
    PlacedFrame,
    PlacedRule,
    Share,
    Strip,
    TallCell,
    join_drawings,
    paragraph_strips,
)

NO_EDGE = Edge(0)
GRID = "OBang"
SHARES = 10_000
LOW = 600  # twips: a row of one line is not parted, whatever it says


class _Laid(NamedTuple):
    """A cell, what stands in it, where it begins, and the first and last row that it covers."""

    cell: Cell
    strips: tuple[Strip, ...]
    stack: Stack
    left: int
    width: int
    first: int
    last: int


class _RowLook(NamedTuple):
    """What the strip of a row needs to know beside its cells."""

    left: int
    inner: int
    line: Edge
    ends: bool


def block_strips(block: Block, room: int) -> list[Strip]:
    """Return a paragraph or a table as strips."""
    return paragraph_strips(block, room) if isinstance(block, Paragraph) else table_strips(block, room)


def table_strips(table: Table, room: int) -> list[Strip]:
    """Return the rows of a table as strips."""
    line = table.line or NO_EDGE
    left, starts = _columns(table, room)
    laid = list(_laid_cells(table, starts))
    heights = _row_heights(laid, len(table.rows), line.thickness)
    tall = {
        (cell.first, cell.left): _tall_cell(cell, left, table.padding[0], line)
        for cell in laid
        if cell.last > cell.first
    }
    strips = []
    for index, row in enumerate(table.rows):
        look = _RowLook(left, table.padding[0], line, index == len(table.rows) - 1)
        own = [cell for cell in laid if cell.first == index == cell.last]
        shared = [
            Share(tall[cell.first, cell.left], heights[index], cell.last == index)
            for cell in laid
            if cell.first <= index <= cell.last and cell.last > cell.first
        ]
        notes = [note for cell in laid if cell.first == index for note in cell.stack.notes]
        strip = _row_strip(own, look, heights[index])._replace(
            notes=tuple(notes),
            stays=_row_stays(row),
            rows_above=index if look.ends else 0,
            shared=tuple(shared),
        )
        may_part = heights[index] > line.thickness + LOW and not shared and not row.heading
        if may_part and not row.whole:
            strip = strip._replace(divide=partial(_divide, own, look))
        strips.append(strip)
    return _with_heads(strips, table.rows)


def _row_strip(cells: Sequence[_Laid], look: _RowLook, height: int) -> Strip:
    """Return a row of some cells, each of that row alone."""
    texts = [_cell_text(cell, height, look) for cell in cells]
    lines = [_cell_lines(cell, height, look) for cell in cells]
    return Strip(
        before=0,
        height=height + (look.line.thickness if look.ends else 0),
        after=0,
        drawing=join_drawings([*texts, *lines]).moved(look.left, 0),
        closing=0 if look.ends else look.line.thickness,
    )


def _tall_cell(cell: _Laid, left: int, padding: int, line: Edge) -> TallCell:
    inner = left + cell.left + padding
    return TallCell(left + cell.left, cell.width, inner, cell.cell.align, line, GRID, cell.strips)


def _divide(cells: Sequence[_Laid], look: _RowLook, height: int) -> tuple[Strip, Strip] | None:
    """Return a row of as many lines as stand within a height, and one of the rest."""
    room = height - look.line.thickness
    above = [_first_lines(cell, room) for cell in cells]
    below = [_lines_behind(cell, part) for cell, part in zip(cells, above, strict=True)]
    stuck = any(rest.strips and not part.strips for part, rest in zip(above, below, strict=True))
    if stuck or not any(rest.strips for rest in below):
        return None
    first = _part_strip(above, look._replace(ends=False))
    return first, _part_strip(below, look)._replace(divide=partial(_divide, below, look))


def _part_strip(cells: Sequence[_Laid], look: _RowLook) -> Strip:
    """Return a part of a row as a strip of its own."""
    height = max([cell.stack.height for cell in cells]) + look.line.thickness
    notes = tuple([note for cell in cells for note in cell.stack.notes])
    return _row_strip(cells, look, height)._replace(notes=notes)


def _first_lines(cell: _Laid, room: int) -> _Laid:
    """Return a cell with as many of its lines as stand in a room, none parted from what it stays with."""
    for count in range(len(cell.strips), 0, -1):
        part = _cut_cell(cell, cell.strips[:count])
        whole = count == len(cell.strips) or not cell.strips[count - 1].stays
        if whole and part.stack.height <= room:
            return part
    return _cut_cell(cell, ())


def _lines_behind(cell: _Laid, part: _Laid) -> _Laid:
    return _cut_cell(cell, cell.strips[len(part.strips) :])


def _cut_cell(cell: _Laid, strips: tuple[Strip, ...]) -> _Laid:
    return cell._replace(strips=strips, stack=stack_strips(strips))


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
            strips = tuple([strip for block in cell.inside for strip in block_strips(block, room)])
            last = _last_row(table.rows, index, cell)
            yield _Laid(cell, strips, stack_strips(strips), left, right - left, index, last)


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


def _cell_text(cell: _Laid, height: int, look: _RowLook) -> Drawing:
    """Return what stands in a cell, where its height lets it stand."""
    free = height - look.line.thickness - cell.stack.height
    down = {"center": free // 2, "bottom": free}.get(cell.cell.align, 0)
    return cell.stack.drawing.moved(cell.left + look.inner, look.line.thickness + down)


def _cell_lines(cell: _Laid, height: int, look: _RowLook) -> Drawing:
    """Return the lines around a cell; those below close it, for it may be the last on its page."""
    frame = PlacedFrame(cell.left, 0, cell.width, height)
    thick = look.line.thickness
    if not thick:
        return Drawing(frames=(frame,))
    left, colour = cell.left - thick // 2, look.line.colour
    across, low = cell.width + thick, height + (thick if look.ends else 0)
    return Drawing(
        rules=(
            PlacedRule(left, 0, thick, low, GRID, colour),
            PlacedRule(left + cell.width, 0, thick, low, GRID, colour),
            PlacedRule(left, 0, across, thick, GRID, colour),
            PlacedRule(left, height, across, thick, GRID, colour),
        ),
        frames=(frame,),
    )


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
