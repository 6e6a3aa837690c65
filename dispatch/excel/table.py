"""The table of a form on its sheet: what is fixed is locked, what is to be filled takes only its kind."""

from collections.abc import Sequence
from decimal import Decimal

from openpyxl.cell.cell import Cell as Box
from openpyxl.styles import Protection
from openpyxl.worksheet.worksheet import Worksheet

from dispatch.excel.columns import heading_heights
from dispatch.excel.styles import (
    BOX,
    cell_alignment,
    cell_font,
    merge_cells,
    text_height,
    writable_cell,
    write_text,
)
from dispatch.forms import GridCell, GridRow, LeafColumn, Table
from dispatch.forms.grid import GROUP
from dispatch.model.column_kinds import COLUMN_KINDS, parse_value
from dispatch.text.marks import bare

TEXT = "@"
DIGITS = 15  # Excel keeps no more
OPEN = Protection(locked=False)


def draw_table(sheet: Worksheet, table: Table, top: int, widths: Sequence[float]) -> int:
    """Draw a table from a row on and return the row below it."""
    for cell in table.heading:
        box = _write_box(sheet, cell, top)
        box.alignment = cell_alignment("center")
        merge_cells(sheet, box.row, box.column, cell.rows, cell.columns)
    for offset, high in enumerate(heading_heights(table, widths)):
        sheet.row_dimensions[top + offset].height = high
    first = top + table.heading_rows
    for row in table.body:
        for cell in row.cells:
            box = _write_box(sheet, cell, first)
            _dress(box, cell, row, table)
            if row.kind != GROUP:
                merge_cells(sheet, box.row, box.column, cell.rows, cell.columns)
        if row.kind == GROUP:
            _merge_group(sheet, row, first, widths)
    return first + len(table.body)


def _write_box(sheet: Worksheet, cell: GridCell, top: int) -> Box:
    """Write the text and the lines of a cell and return it; what is to be filled stands blank."""
    box = writable_cell(sheet, top + cell.row, 1 + cell.column)
    write_text(box, () if cell.fill else cell.text)
    box.border = BOX
    return box


def _dress(box: Box, cell: GridCell, row: GridRow, table: Table) -> None:
    """Give a cell of the body what its column and its row ask for."""
    leaf = table.leaves[cell.column]
    number_format = COLUMN_KINDS[leaf.kind].excel_format
    total = _total(cell, row, table)
    number = _number(cell, leaf, row)
    shrink = number_format is not None and (cell.fill or number is not None)
    box.number_format = number_format or TEXT if cell.fill else TEXT
    across = cell.columns > 1 and cell.columns == table.columns
    box.alignment = cell_alignment("left" if across else table.align(cell.column), shrink=shrink)
    if total:
        first, last = (f"{box.column_letter}{box.row - cell.row + at}" for at in total)
        box.value = f"=SUM({first}:{last})"
        box.font = cell_font("b")
    elif number is not None:
        box.value = number
        box.number_format = _format_as_typed(bare(cell.text))
    elif cell.fill:
        box.value = None
        box.protection = OPEN


def _merge_group(sheet: Worksheet, row: GridRow, first: int, widths: Sequence[float]) -> None:
    """Let the name of a group run across the table, high enough to be seen whole."""
    name = row.cells[0]
    high = text_height(name.text, sum(widths))
    if high > text_height((), 1.0):
        sheet.row_dimensions[first + name.row].height = high
    merge_cells(sheet, first + name.row, 1, 1, name.columns)


def _number(cell: GridCell, leaf: LeafColumn, row: GridRow) -> int | Decimal | None:
    """Return the number that a fixed cell says, so that totals count it; a code such as 007 is none."""
    text = bare(cell.text)
    code = len(text) > DIGITS or (text[:1] == "0" and text[1:2].isdigit())
    if cell.fill or code or row.kind != "o" or not COLUMN_KINDS[leaf.kind].numeric:
        return None
    try:
        value = parse_value(text, leaf.kind)
    except ValueError:
        return None
    return value if isinstance(value, int | Decimal) else None


def _format_as_typed(text: str) -> str:
    """Return the format in which a number looks as it was typed: 2026, 1.000, 0,125 or 12,5%."""
    integer, _, decimals = text.rstrip("% ").partition(",")
    code = "#,##0" if "." in integer else "0"
    return code + ("." + "0" * len(decimals) if decimals else "") + ('"%"' if text.endswith("%") else "")


def _total(cell: GridCell, row: GridRow, table: Table) -> tuple[int, int] | None:
    """Return the first and the last row of the body that a cell adds up, or None if it adds up nothing."""
    leaf = table.leaves[cell.column]
    if row.kind != "tong" or not (cell.fill and leaf.totals and COLUMN_KINDS[leaf.kind].numeric):
        return None
    column = [(above, above.cell_at(cell.column)) for above in table.body if above.kind == "o"]
    rows = [summand.row for above, summand in column if summand and _counts(summand, leaf, above)]
    return (rows[0], rows[-1]) if rows else None


def _counts(cell: GridCell, leaf: LeafColumn, row: GridRow) -> bool:
    return cell.fill or _number(cell, leaf, row) is not None
