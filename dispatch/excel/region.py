"""Where the table of a returned form stands now, and how large it is now.

Its heading is locked and has lines around every cell, so lines tell where it begins; lines, or where
those were lost in pasting, the distance to the small print at the foot, tell where it ends.
"""

from typing import NamedTuple

from dispatch.excel.cells import CellRef, Sheet, SheetCell
from dispatch.excel.hidden_sheet import HiddenSheet


class Region(NamedTuple):
    """The table on its page: its first cell, and how many rows and columns it has, heading included."""

    top: int
    left: int
    rows: int
    columns: int


def find_table(page: Sheet, kept: HiddenSheet) -> Region:
    """Return where the table stands, whatever was inserted or deleted."""
    top, left = _start(page, kept)
    rows = _rows(page, kept, top)
    inside = [at.column for at, seen in page.cells.items() if top <= at.row < top + rows and _marked(seen)]
    return Region(top, left, rows, max(inside, default=left - 1) - left + 1)


def _start(page: Sheet, kept: HiddenSheet) -> CellRef:
    """Return the first cell of the table: where it was written, unless the heading agrees better with its lines."""
    boxed = [at for at, seen in page.cells.items() if seen.boxed]
    if not boxed:
        return kept.table
    found = CellRef(min(at.row for at in boxed), min(at.column for at in boxed))
    return max(kept.table, found, key=lambda start: _agreeing(page, kept, start))


def _agreeing(page: Sheet, kept: HiddenSheet, start: CellRef) -> int:
    """Return how many titles stand where they should if the table begins at a cell."""
    return sum(
        page.cells.get(CellRef(start.row + row, start.column + column), SheetCell()).text.split() == text.split()
        for text, row, column, _, _ in kept.structure.heading
        if text
    )


def _rows(page: Sheet, kept: HiddenSheet, top: int) -> int:
    """Return how many rows the table has now."""
    expected = kept.structure.heading_rows + len(kept.structure.rows)
    bottom = max((at.row for at, seen in page.cells.items() if seen.boxed), default=top - 1)
    texts = {at.row for at, seen in page.cells.items() if _said(seen)}
    while bottom + 1 in texts:
        bottom += 1
    rows = bottom - top + 1
    foot = next((at.row for at, seen in page.cells.items() if seen.text == kept.identity.line), None)
    if rows >= expected or foot is None:
        return rows
    moved = (foot - top) - (kept.foot.row - kept.table.row)
    return max(rows, min(expected, expected + moved))


def _marked(seen: SheetCell) -> bool:
    return seen.boxed or _said(seen)


def _said(seen: SheetCell) -> bool:
    return bool(seen.text or seen.formula)
