"""The rows and cells of a sheet as elements that can be changed; what was left out is put in its place."""

from lxml import etree

from dispatch.excel.references import CellRef
from dispatch.excel.workbook_parts import row_cells


def number_rows(sheet: etree._Element) -> dict[int, etree._Element]:
    """Return the rows of a sheet by their numbers; all rows and cells say from now on where they stand."""
    rows: dict[int, etree._Element] = {}
    number = 0
    for row in sheet.iter("{*}row"):
        number = int(row.get("r") or number + 1)
        place_row(row, number)
        rows[number] = row
    return rows


def place_row(row: etree._Element, number: int) -> None:
    """Let a row and its cells say that they stand at a number."""
    row.set("r", str(number))
    for at, cell in row_cells(number, row):
        cell.set("r", str(CellRef(number, at.column)))


def cell_at(rows: dict[int, etree._Element], data: etree._Element, at: CellRef) -> etree._Element:
    """Return the cell at a place."""
    if at.row not in rows:
        rows[at.row] = _put_in(data, "row", sum(number < at.row for number in rows))
        rows[at.row].set("r", str(at.row))
    row = rows[at.row]
    before = 0
    for place, cell in row_cells(at.row, row):
        if place.column == at.column:
            return cell
        before += place.column < at.column
    cell = _put_in(row, "c", before)
    cell.set("r", str(at))
    return cell


def _put_in(parent: etree._Element, name: str, index: int) -> etree._Element:
    element = etree.Element(f"{{{etree.QName(parent).namespace}}}{name}")
    parent.insert(index, element)
    return element
