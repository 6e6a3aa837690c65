"""The table of a form on its sheet: what is fixed is locked, what is to be filled takes only what it asks for."""

from collections.abc import Sequence
from decimal import Decimal

from openpyxl.cell.cell import Cell as Box
from openpyxl.styles import Protection
from openpyxl.worksheet.worksheet import Worksheet

from dispatch.excel.columns import heading_heights
from dispatch.excel.styles import BOX, cell_alignment, cell_font, merge_cells, text_height, writable_cell, write_text
from dispatch.forms import GridCell, GridRow, LeafColumn, Table
from dispatch.forms.grid import NUMERIC
from dispatch.forms.values import parse_value
from dispatch.text.marks import bare

FORMATS = {
    "so_nguyen": "#,##0",
    "so_thap_phan": "#,##0.0##",  # "#,##0.##" would show 12 as "12,"
    "phan_tram": '0.00"%"',  # the number as it is said: 12,5 is 12,5 %
    "ngay": "DD/MM/YYYY",
}
TEXT = "@"
DIGITS = 15  # Excel keeps no more
OPEN = Protection(locked=False)


def draw_table(sheet: Worksheet, table: Table, top: int, widths: Sequence[float]) -> int:
    """Draw a table from a row on and return the row below it."""
    for cell in table.heading:
        made = _boxed(sheet, cell, top)
        made.alignment = cell_alignment("center")
        merge_cells(sheet, made.row, made.column, cell.rows, cell.columns)
    for offset, high in enumerate(heading_heights(table, widths)):
        sheet.row_dimensions[top + offset].height = high
    first = top + table.heading_rows
    for row in table.body:
        for cell in row.cells:
            _fill(_boxed(sheet, cell, first), cell, row, table)
        if row.kind == "nhom":
            _group(sheet, row, first, widths)
    return first + len(table.body)


def _boxed(sheet: Worksheet, cell: GridCell, top: int) -> Box:
    """Return the cell of the sheet with its text and its lines; what is to be filled stands blank."""
    made = writable_cell(sheet, top + cell.row, 1 + cell.column)
    write_text(made, () if cell.fill else cell.text)
    made.border = BOX
    return made


def _fill(made: Box, cell: GridCell, row: GridRow, table: Table) -> None:
    """Give a cell of the body what its column and its row ask for."""
    leaf = table.leaves[cell.column]
    total = _total(cell, row, table)
    number = _number(cell, leaf, row)
    typed = cell.fill or number is not None
    made.number_format = FORMATS.get(leaf.kind, TEXT) if cell.fill else TEXT
    made.alignment = cell_alignment("left" if cell.columns > 1 else leaf.align, shrink=typed and leaf.kind in FORMATS)
    if total:
        first, last = (f"{made.column_letter}{made.row - cell.row + at}" for at in total)
        made.value = f"=SUM({first}:{last})"
        made.font = cell_font("b")
    elif number is not None:
        made.value = number
        made.number_format = _as_typed(bare(cell.text))
    elif cell.fill:
        made.value = None
        made.protection = OPEN


def _group(sheet: Worksheet, row: GridRow, first: int, widths: Sequence[float]) -> None:
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
    if cell.fill or code or row.kind != "o" or leaf.kind not in NUMERIC:
        return None
    try:
        said = parse_value(text, leaf.kind)
    except ValueError:
        return None
    return said if isinstance(said, int | Decimal) else None


def _as_typed(text: str) -> str:
    """Return the format in which a number looks as it was typed: 2026, 1.000, 0,125 or 12,5%."""
    whole, _, part = text.rstrip("% ").partition(",")
    code = "#,##0" if "." in whole else "0"
    return code + ("." + "0" * len(part) if part else "") + ('"%"' if text.endswith("%") else "")


def _total(cell: GridCell, row: GridRow, table: Table) -> tuple[int, int] | None:
    """Return the first and the last row of the body that a cell adds up, or None if it adds up nothing."""
    leaf = table.leaves[cell.column]
    if row.kind != "tong" or not (cell.fill and leaf.totals and leaf.kind in NUMERIC):
        return None
    counted = [
        above.cells[cell.column].row
        for above in table.body
        if above.kind == "o" and _counts(above.cells[cell.column], leaf, above)
    ]
    return (counted[0], counted[-1]) if counted else None


def _counts(cell: GridCell, leaf: LeafColumn, row: GridRow) -> bool:
    return cell.fill or _number(cell, leaf, row) is not None
