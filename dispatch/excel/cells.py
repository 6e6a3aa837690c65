"""The cells of a returned form as they stand in its XML: texts, lines, merges.

Read without openpyxl's workbook: that one makes a cell of every place that a merge covers, so
that a file of two kilobytes can fill the memory, and it stops at styles of other programs.
"""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from dispatch.excel.dress import cell_dress, style_dresses, text_dresses
from dispatch.excel.limits import CELLS_MOST, DAMAGED, FORM, TOO_LARGE, refusal
from dispatch.excel.number_cells import NumberCell, iso_cell, number_cell, show_text, shows_texts_alone
from dispatch.excel.number_formats import CellFormat, cell_formats
from dispatch.excel.opening import Parts
from dispatch.excel.references import CellRef, cell_ref
from dispatch.excel.shown_days import EPOCH_1900, EPOCH_1904
from dispatch.excel.values import show_value
from dispatch.excel.workbook_parts import (
    ODD,
    WorkbookParts,
    drop_element,
    iterate_rows,
    join_runs,
    parse_part,
    row_cells,
    shared_texts,
    unescape,
    workbook_parts,
)
from dispatch.excel.xlsx_unseen import hidden_lines


class SheetCell(NamedTuple):
    """A cell as it stands in the file.

    What it shows, a formula without a result, whether lines surround it, its number, what is odd about its
    dress, its format.
    """

    text: str = ""
    formula: str = ""
    boxed: bool = False
    number: NumberCell | None = None
    dress: str = ""
    code: str = ""

    @property
    def filled(self) -> bool:
        """Whether it says anything."""
        return bool(self.text or self.formula or self.number is not None)


class Sheet(NamedTuple):
    """A sheet: the cells that say something or have lines, what is merged, what is hidden."""

    name: str
    cells: Mapping[CellRef, SheetCell]
    merges: Mapping[CellRef, tuple[int, int]]
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[range, ...] = ()

    def hides(self, at: CellRef) -> bool:
        """Say whether a cell stands in a hidden row or column."""
        return at.row in self.hidden_rows or any(at.column in columns for columns in self.hidden_columns)


class SharedTables(NamedTuple):
    """What the cells of all sheets share: texts, formats, dresses, the day from which days are counted."""

    texts: list[str]
    style_dresses: list[str]
    text_dresses: Mapping[int, str]
    formats: list[CellFormat]
    epoch: date


def read_sheets(parts: Parts, file: str) -> dict[str, Sheet]:
    """Return the sheets of a returned form by their names.

    Raises:
        Refused: F001, for what is damaged or has more cells or letters than any form.
    """
    try:
        book = workbook_parts(parts)
        shared = shared_tables(book)
        sheets = {
            name: _sheet(name, part, shared)._replace(visible=name not in book.hidden)
            for name, part in book.sheets.items()
        }
    except ODD as error:
        raise refusal(FORM, file, DAMAGED) from error
    letters = sum(len(cell.text) for sheet in sheets.values() for cell in sheet.cells.values())
    if letters > FORM.unpacked or any(len(sheet.cells) > CELLS_MOST for sheet in sheets.values()):
        raise refusal(FORM, file, TOO_LARGE)
    return sheets


def shared_tables(book: WorkbookParts) -> SharedTables:
    """Return what the cells of a workbook share; one of ODD is raised where it does not add up."""
    return SharedTables(
        texts=shared_texts(book.texts),
        style_dresses=style_dresses(book.styles),
        text_dresses=text_dresses(book.texts),
        formats=cell_formats(parse_part(book.styles) if book.styles else None),
        epoch=EPOCH_1904 if book.from_1904 else EPOCH_1900,
    )


def _sheet(name: str, part: bytes, shared: SharedTables) -> Sheet:
    """Return a sheet, or as much of it as shows that it has too many cells."""
    cells: dict[CellRef, SheetCell] = {}
    for number, row in iterate_rows(part):
        all_cells = ((at, read_cell(element, shared)) for at, element in row_cells(number, row))
        cells |= {at: cell for at, cell in all_cells if cell.filled or cell.boxed}
        if len(cells) > CELLS_MOST:
            break
    rows, columns = hidden_lines(part)
    return Sheet(name, cells, _merges(part), hidden_rows=rows, hidden_columns=columns)


def _merges(part: bytes) -> dict[CellRef, tuple[int, int]]:
    """Return how high and how wide each merge is, by its first cell."""
    merges = {}
    for _, element in etree.iterparse(
        BytesIO(part), tag="{*}mergeCell", resolve_entities=False, no_network=True
    ):
        start, _, end = element.get("ref", "").partition(":")
        first, last = cell_ref(start), cell_ref(end or start)
        merges[first] = (last.row - first.row + 1, last.column - first.column + 1)
        drop_element(element)
    return merges


def read_cell(element: etree._Element, shared: SharedTables) -> SheetCell:
    """Return a cell as it stands in its sheet."""
    style = int(element.get("s", "0"))
    look = shared.formats[style] if style < len(shared.formats) else CellFormat()
    number = _number(element, look.code, shared)
    text = number.shown if number is not None else _text(element, look.code, shared)
    formula = "" if text or number is not None else element.findtext("{*}f") or ""
    dress = cell_dress(element, shared.style_dresses, shared.text_dresses) if text else ""
    return SheetCell(text, f"={formula}" if formula else "", look.boxed, number, dress, look.code)


def _number(cell: etree._Element, code: str, shared: SharedTables) -> NumberCell | None:
    """Return the number of a cell, or the result of its formula; None where it holds none."""
    raw, kind = (cell.findtext("{*}v") or "").strip(), cell.get("t", "n")
    if not raw or cell.find("{*}is") is not None:
        return None
    if kind == "d":
        return iso_cell(raw, code)
    return number_cell(raw, code, shared.epoch) if kind == "n" else None


def _text(cell: etree._Element, code: str, shared: SharedTables) -> str:
    """Return what a cell without a number says."""
    inside = cell.find("{*}is")
    raw, kind = cell.findtext("{*}v") or "", cell.get("t", "n")
    if inside is None and not raw:
        return ""
    if inside is None and kind == "b":
        return show_value(raw == "1")
    text = (
        join_runs(inside) if inside is not None else shared.texts[int(raw)] if kind == "s" else unescape(raw)
    )
    return text if shows_texts_alone(code) else show_text(text, code)
