"""Where the table of a returned form stands now, and how large it is now.

Its heading is locked and has lines around every cell, so lines tell where it begins; lines, or where
those were lost in pasting, the distance to the small print at the foot, tell where it ends.
"""

from typing import NamedTuple

from dispatch.excel.cells import Sheet, SheetCell
from dispatch.excel.hidden_sheet import HiddenSheet
from dispatch.excel.references import CellRef


class Region(NamedTuple):
    """The table on its page: its first cell, and how many rows and columns it has, heading included."""

    top: int
    left: int
    rows: int
    columns: int


def find_table(page: Sheet, hidden: HiddenSheet) -> Region:
    """Return where the table stands, whatever was inserted or deleted."""
    top, left = _start(page, hidden)
    rows = _row_count(page, hidden, top)
    inside = [(at, cell) for at, cell in page.cells.items() if top <= at.row < top + rows]
    last = max((at.column for at, cell in inside if cell.boxed or _has_content(cell)), default=left - 1)
    framed = max((at.column for at, cell in inside if cell.boxed), default=last)
    width = len(hidden.structure.leaves)
    return Region(top, left, rows, width if framed - left + 1 == width else last - left + 1)


def _start(page: Sheet, hidden: HiddenSheet) -> CellRef:
    """Return the first cell of the table: where it was written, or where the lines begin if titles say so."""
    boxes = [at for at, cell in page.cells.items() if cell.boxed]
    if not boxes:
        return hidden.table
    corner = CellRef(min(at.row for at in boxes), min(at.column for at in boxes))
    return max(hidden.table, corner, key=lambda start: _agreement(page, hidden, start))


def _agreement(page: Sheet, hidden: HiddenSheet, start: CellRef) -> int:
    """Return how many titles stand where they should if the table begins at a cell."""
    count = 0
    for text, row, column, _, _ in hidden.structure.heading:
        cell = page.cells.get(CellRef(start.row + row, start.column + column), SheetCell())
        count += bool(text) and cell.text.split() == text.split()
    return count


def _row_count(page: Sheet, hidden: HiddenSheet, top: int) -> int:
    """Return how many rows the table has now."""
    expected = hidden.structure.heading_rows + len(hidden.structure.rows)
    bottom = max((at.row for at, cell in page.cells.items() if cell.boxed), default=top - 1)
    texts = {at.row for at, cell in page.cells.items() if _has_content(cell)}
    while bottom + 1 in texts:
        bottom += 1
    rows = bottom - top + 1
    foot = next((at.row for at, cell in page.cells.items() if cell.text == hidden.identity.line), None)
    if rows >= expected or foot is None:
        return rows
    shift = (foot - top) - (hidden.foot.row - hidden.table.row)
    return max(rows, min(expected, expected + shift))


def _has_content(cell: SheetCell) -> bool:
    return bool(cell.text or cell.formula or cell.number)
