"""How wide the columns of a table are, and in which size its cells are set."""

from dispatch.forms import GridCell, Table
from dispatch.forms.widths import CELL_SIZES, fit_table

TWIPS_PER_MM = 1440 / 25.4
TABLE_STYLES = tuple(zip(("OBang", "OBangVua", "OBangNho", "OBangRatNho"), CELL_SIZES, strict=True))
STYLE_OF_SIZE = {size: style for style, size in TABLE_STYLES}


def twips(mm: float) -> int:
    """Return millimetres in twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def heading_rows(table: Table) -> list[list[tuple[GridCell, bool]]]:
    """Return the heading row by row; a cell that covers several rows comes again in each."""
    rows: list[list[tuple[GridCell, bool]]] = [[] for _ in range(table.heading_rows)]
    for cell in table.heading:
        for offset in range(cell.rows):
            rows[cell.row + offset].append((cell, offset > 0))
    return [sorted(row, key=lambda pair: pair[0].column) for row in rows]


def body_rows(table: Table) -> list[list[tuple[GridCell, bool]]]:
    """Return the body row by row; a cell that covers several rows comes again in each."""
    rows = [[(cell, False) for cell in row.cells] for row in table.body]
    for row in table.body:
        for cell in row.cells:
            for offset in range(1, cell.rows):
                rows[cell.row + offset].append((cell, True))
                rows[cell.row + offset].sort(key=lambda pair: pair[0].column)
    return rows


def fit_columns(table: Table, room: float) -> tuple[str, tuple[int, ...]]:
    """Return the largest cell style whose longest words fit their columns, and the column widths in twips."""
    fit = fit_table(table, room)
    return STYLE_OF_SIZE[fit.size], tuple(map(twips, fit.widths))
