"""The first sheet of an .ods as lines.

An .ods says of a row or a cell how often it is repeated; of blank ones, a million times. What is
blank is stepped over here, and what is not is counted before it is repeated.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from dispatch.excel import limits
from dispatch.excel.doubts import Doubt
from dispatch.excel.ods_cells import ROWS_REPEATED, TABLE, OdsCell, repeat_count, row_cells
from dispatch.excel.ods_formats import OdsFormats, column_styles, ods_formats
from dispatch.excel.references import CellRef, cell_place
from dispatch.excel.sheet_rows import SheetRows
from dispatch.excel.workbook_parts import ODD, drop_element

SHEET, ROW = f"{TABLE}table", f"{TABLE}table-row"
SPREADSHEET = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}spreadsheet"


class OdsRow(NamedTuple):
    """A row that says something: its number, how often it is repeated below, its cells that say something."""

    number: int
    repeat: int
    cells: list[OdsCell]

    @property
    def last(self) -> CellRef:
        """Where the last of its cells stands, repeated as often as it says."""
        return CellRef(self.number + self.repeat - 1, self.cells[-1].column + self.cells[-1].repeat - 1)

    @property
    def letters(self) -> int:
        """How many letters its cells have together, repeated as often as it says."""
        return self.repeat * sum(len(cell.text) * cell.repeat for cell in self.cells)


def ods_rows(content: bytes, styles: bytes | None, file: str) -> SheetRows:
    """Return the first sheet.

    Raises:
        Refused: B001, for what is no spreadsheet, is damaged, or larger than it looks.
    """
    try:
        name = _sheet_name(content)
        if name is None:
            raise limits.refusal(limits.TABLE, file, limits.NOT_ODS)
        formats = ods_formats(content, styles)
        rows = list(_within_limits(_rows(content, formats), file, name))
    except ODD as error:
        raise limits.refusal(limits.TABLE, file, limits.DAMAGED) from error
    return SheetRows(name, 1, _lines(rows), dict(_failures(rows)), dict(_doubts(rows)))


def _within_limits(rows: Iterator[OdsRow], file: str, name: str) -> Iterator[OdsRow]:
    """Yield the rows of a sheet, or refuse it at the first that is too much; none is repeated before that."""
    columns = letters = 0
    for row in rows:
        columns, letters = max(columns, row.last.column), letters + row.letters
        if row.last.row * columns > limits.GRID_MOST:
            raise limits.refusal(limits.TABLE, cell_place(file, name, row.last), limits.STRAY)
        if letters > limits.TABLE.unpacked:
            raise limits.refusal(limits.TABLE, file, limits.TOO_LARGE)
        yield row


def _sheet_name(content: bytes) -> str | None:
    """Return the name of the first sheet; None where there is no sheet, as in another kind of document."""
    sheet = next((element for _, element in _events(content) if _is_sheet(element)), None)
    return None if sheet is None else sheet.get(f"{TABLE}name", "")


def _rows(content: bytes, formats: OdsFormats) -> Iterator[OdsRow]:
    """Yield the rows of the first sheet that say something."""
    number, sheet = 1, None
    for event, element in _events(content):
        if sheet is None:
            sheet = element if _is_sheet(element) else None
        elif element is sheet:
            return
        elif event == "end" and element.tag == ROW and next(element.iterancestors(SHEET)) is sheet:
            if number == 1:
                formats = formats._replace(columns=column_styles(sheet))
            count, cells = repeat_count(element, ROWS_REPEATED), list(row_cells(element, formats))
            if cells:
                yield OdsRow(number, count, cells)
            number += count
            drop_element(element)


def _events(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    tags = (SHEET, ROW)
    yield from etree.iterparse(
        BytesIO(content), events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
    )


def _is_sheet(element: etree._Element) -> bool:
    parent = element.getparent()
    return element.tag == SHEET and parent is not None and parent.tag == SPREADSHEET


def _lines(rows: list[OdsRow]) -> Iterator[tuple[int, list[str]]]:
    for row in rows:
        line = [""] * row.last.column
        for cell in row.cells:
            line[cell.column - 1 : cell.column - 1 + cell.repeat] = [cell.text] * cell.repeat
        for at in range(row.repeat):
            yield row.number + at, line


def _failures(rows: list[OdsRow]) -> Iterator[tuple[CellRef, str]]:
    """Yield the cells that read as blank because a formula failed or was never worked out."""
    for row in rows:
        for cell in row.cells:
            if cell.failure is not None:
                yield from ((at, cell.failure) for at in _places(row, cell))


def _doubts(rows: list[OdsRow]) -> Iterator[tuple[CellRef, Doubt]]:
    """Yield the cells whose number is asked back."""
    for row in rows:
        for cell in row.cells:
            if cell.doubt is not None:
                yield from ((at, cell.doubt) for at in _places(row, cell))


def _places(row: OdsRow, cell: OdsCell) -> Iterator[CellRef]:
    """Yield every place where a cell stands, repeated as often as it says."""
    for number in range(row.number, row.number + row.repeat):
        for column in range(cell.column, cell.column + cell.repeat):
            yield CellRef(number, column)
