"""A sheet of an .xlsx as lines, read by calamine, ten times as fast as openpyxl.

Calamine trusts what it reads. So it is never handed the file, but a small one made here of the parts
that were looked over.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import python_calamine as calamine
from lxml import etree

from dispatch.excel import limits
from dispatch.excel.choose_sheet import SheetLook, choose_sheet
from dispatch.excel.dress import xlsx_dresses
from dispatch.excel.number_cells import show_text
from dispatch.excel.number_formats import cell_formats
from dispatch.excel.opening import Parts
from dispatch.excel.references import CellRef
from dispatch.excel.sheet_rows import SheetRows, Unseen
from dispatch.excel.shown_cells import Formats, ShownCells, shown_cells
from dispatch.excel.shown_days import EPOCH_1900, EPOCH_1904
from dispatch.excel.stray_cells import refuse_stray_cells, unusual_cells
from dispatch.excel.values import show_value
from dispatch.excel.workbook_parts import (
    ODD,
    WorkbookParts,
    iterate_rows,
    parse_part,
    row_cells,
    workbook_parts,
)
from dispatch.excel.xlsx_unseen import hidden_lines, merges
from dispatch.patterns import lazy_pattern

SCHEMA = "http://schemas.openxmlformats.org"
OFFICE = f"{SCHEMA}/officeDocument/2006/relationships"
RELATIONS = (
    f'<Relationships xmlns="{SCHEMA}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/%s" Target="%s"/></Relationships>'
)
BOOK = (
    f'<workbook xmlns="{SCHEMA}/spreadsheetml/2006/main" xmlns:r="{OFFICE}"><workbookPr date1904="%d"/>'
    '<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
PANIC = "PanicException"
COUNT = lazy_pattern(rb"""uniqueCount\s*=\s*["']\s*\+?(\d+)""")
FORMAT = lazy_pattern(rb"""formatCode\s*=\s*(?:"([^"]*)|'([^']*))""")
FILLED = lazy_pattern(rb"<(?:\w+:)?(?:v|f|t)(?:\s[^>]*)?>[^<]|<(?:\w+:)?f[\s>]")
ERRORS = etree.XPath('.//*[@t="e"]')


def xlsx_rows(parts: Parts, file: str, asked: str = "") -> SheetRows:
    """Return the sheet that is the table.

    Raises:
        Refused: B001, for a workbook that is damaged, or larger than it looks; B023, B024 where it is not
            clear which sheet is meant.
    """
    with _refuse_damage(file):
        book = workbook_parts(parts)
        name, notes = choose_sheet(_looks(book), file, asked)
        sheet = book.sheets[name]
        _refuse_boasts(book)
        unusual = unusual_cells(sheet)
        refuse_stray_cells(sheet, unusual, book.texts, file, name)
        grid = calamine.CalamineWorkbook.from_filelike(_package(book, sheet)).get_sheet_by_index(0)
        failures = dict(_failures(sheet)) if unusual else {}
        looks = cell_formats(parse_part(book.styles) if book.styles else None)
        formats = Formats.of(looks, EPOCH_1904 if book.from_1904 else EPOCH_1900)
        shown = shown_cells(sheet, formats, unusual=bool(unusual))
        dresses = xlsx_dresses(book, sheet, inline=bool(unusual))
        unseen = Unseen(*hidden_lines(sheet), tuple(merges(sheet)), dresses)
    column = (grid.start or (0, 0))[1] + 1
    failing_rows = sorted({at.row for at in failures})
    lines = _lines(_laid_over(grid.iter_rows(), shown, column), failing_rows, file)
    return SheetRows(name, column, lines, failures, shown.doubts, unseen, notes)


def _laid_over(rows: Iterable[list[Any]], shown: ShownCells, first: int) -> Iterator[list[Any]]:
    """Yield the values of each row, with what their cells show in place of them."""
    if not (shown.numbers or shown.texts):
        yield from rows
        return
    nothing: dict[int, str] = {}
    for number, line in enumerate(rows, 1):
        for column, text in shown.numbers.get(number, nothing).items():
            line[column - first] = text
        for column, code in shown.texts.get(number, nothing).items():
            line[column - first] = show_text(line[column - first], code)
        yield line


def _looks(book: WorkbookParts) -> list[SheetLook]:
    """Return what is seen of each sheet; one that stands alone is not looked at for what it says."""
    alone = len(book.sheets) == 1
    tables = [
        SheetLook(name, name not in book.hidden, alone or bool(FILLED.search(sheet)))
        for name, sheet in book.sheets.items()
    ]
    return [*tables, *(SheetLook(name, chart=True) for name in book.charts)]


def _lines(
    rows: Iterable[list[Any]], failing_rows: Iterable[int], file: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines from the first row of the sheet on; rows below them that only fail are lines too."""
    number = 0
    with _refuse_damage(file):
        for number, line in enumerate(rows, 1):
            yield number, [value if type(value) is str else show_value(value) for value in line]
    yield from ((row, []) for row in failing_rows if row > number)


@contextmanager
def _refuse_damage(file: str) -> Iterator[None]:
    """Refuse what calamine stumbles over; a panic of it is an exception that no module names."""
    try:
        yield
    except (calamine.CalamineError, *ODD) as error:
        raise limits.refusal(limits.TABLE, file, limits.DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise limits.refusal(limits.TABLE, file, limits.DAMAGED) from error


def _package(book: WorkbookParts, sheet: bytes) -> BytesIO:
    """Return a workbook of one sheet, under the names that calamine looks for."""
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        archive.writestr("_rels/.rels", RELATIONS % ("officeDocument", limits.XLSX))
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS % ("worksheet", "sheet.xml"))
        archive.writestr(limits.XLSX, BOOK % book.from_1904)
        with archive.open("xl/sheet.xml", "w") as member:
            data = max(0, sheet.find(b"<sheetData"))
            # calamine reads a sheet a second time for its merges, up to where they end
            member.write(sheet[:data] + b"<mergeCells/>" * (data > 0))
            member.write(memoryview(sheet)[data:])
        for name, part in (("sharedStrings", book.texts), ("styles", book.styles)):
            if part is not None:
                archive.writestr(f"xl/{name}.xml", part)
    package.seek(0)
    return package


def _refuse_boasts(book: WorkbookParts) -> None:
    """Raise ValueError for counts and formats on which calamine would spend room or time without end."""
    texts, styles = book.texts or b"", book.styles or b""
    if any(int(count) > len(texts) for count in COUNT.findall(texts)):
        raise ValueError(COUNT)
    if any(len(single or double) > limits.FORMAT_MOST for single, double in FORMAT.findall(styles)):
        raise ValueError(FORMAT)


def _failures(sheet: bytes) -> Iterator[tuple[CellRef, str]]:
    """Yield the cells that read as blank because a formula failed or was never worked out."""
    for number, row in iterate_rows(sheet):
        failures = _row_failures(row)
        for at, cell in row_cells(number, row) if failures else ():
            if cell in failures:
                yield at, failures[cell]


def _row_failures(row: etree._Element) -> dict[etree._Element, str]:
    errors: Any = ERRORS(row)
    failures = {cell: cell.findtext("{*}v") or "?" for cell in errors}
    for formula in row.iter("{*}f"):
        cell = formula.getparent()
        if cell is not None and cell.get("t") not in ("e", "str") and not cell.findtext("{*}v"):
            failures[cell] = ""
    return failures
