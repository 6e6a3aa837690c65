"""Cells of a returned form that no longer stand where they stood: somebody deleted or inserted single cells.

What is left or pushed aside by that has lost its lines, or bears the format of the column beside it. Rows
that lost all their lines were pasted over; that is no sign.
"""

from collections.abc import Iterator

from dispatch.excel.cells import SheetCell
from dispatch.excel.returned_table import ReturnedTable
from dispatch.forms.returned import SHIFTED
from dispatch.model.column_kinds import COLUMN_KINDS
from dispatch.problem import N_, Problem

GROUP = "nhom"
TEXT = "@"
LOST = N_("ô trống và mất khung")
MOVED = N_("ô mang định dạng của cột bên cạnh")
BEYOND = N_("có ô nằm ngoài khung của biểu")
SIGNS_LEAST = 2  # so many cells of a row with the format of the next column are no accident


def shifted_cells(seat: ReturnedTable) -> Iterator[Problem]:
    """Yield the cells of a table that do not agree with its grid."""
    if not seat.same_size:
        yield from _beyond(seat)
        return
    for index, (kind, fixed) in enumerate(seat.kept.structure.rows):
        if kind != GROUP:
            row = seat.first + index
            cells = [seat.at(row, seat.region.left + at) for at in range(seat.region.columns)]
            shown = {at for at, _, goes_on in seat.kept.structure.layout(index) if not goes_on}
            signs = [(at, LOST) for at in _vacated(cells) if at in shown]
            for at, why in signs or [(at, MOVED) for at in _moved(seat, cells, fixed)]:
                yield SHIFTED.at(at=seat.place(row, seat.region.left + at), why=why)


def _vacated(cells: list[SheetCell]) -> list[int]:
    """Return the cells of a row that say nothing and have no lines, where others have some."""
    if not any(cell.boxed for cell in cells):
        return []
    return [at for at, cell in enumerate(cells) if not (cell.boxed or cell.filled)]


def _moved(seat: ReturnedTable, cells: list[SheetCell], fixed: tuple[str | None, ...]) -> list[int]:
    """Return the first cell of a row whose cells have the formats of the columns beside them."""
    leaves = seat.kept.structure.leaves
    codes = [(COLUMN_KINDS[leaf.kind].excel_format or TEXT).casefold() for leaf in leaves]
    for step in (1, -1):
        moved = [
            at
            for at, (cell, text) in enumerate(zip(cells, fixed, strict=False))
            if text is None
            and cell.boxed
            and cell.code.casefold() != codes[at]
            and 0 <= at + step < len(codes)
            and cell.code.casefold() == codes[at + step]
        ]
        if len(moved) >= SIGNS_LEAST or (moved and not cells[-1].boxed):
            return moved[:1]
    return []


def _beyond(seat: ReturnedTable) -> Iterator[Problem]:
    """Yield the first cell beside or below a table whose heading is as wide as it was."""
    structure, left = seat.kept.structure, seat.region.left
    columns, rows = len(structure.leaves), structure.heading_rows + len(structure.rows)
    above = [at for at, cell in seat.page.cells.items() if seat.region.top <= at.row < seat.first]
    if any(at.column >= left + columns for at in above):
        return
    last = seat.region.top + rows
    inside = range(seat.first, seat.region.top + seat.region.rows)
    stray = sorted(
        at
        for at, cell in seat.page.cells.items()
        if at.row in inside and (at.column >= left + columns or at.row >= last)
    )
    partly = [at for at in stray if at.row < last or not seat.at(at.row, left).boxed]
    yield from (SHIFTED.at(at=seat.place(*at), why=BEYOND) for at in partly[:1])
