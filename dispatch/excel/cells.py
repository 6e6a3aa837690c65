"""The cells of a workbook as they stand in its XML: texts, lines, merges.

Read without openpyxl's workbook: that one makes a cell of every place that a merge covers, so
that a file of two kilobytes can fill the memory, and it stops at styles of other programs.
"""

import posixpath
import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from dispatch.excel.number_formats import EPOCH_1900, EPOCH_1904, CellFormat, cell_formats, show_number
from dispatch.excel.package import DAMAGED, TOO_LARGE, Parts, refusal

CELLS_MOST = 300_000
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class CellRef(NamedTuple):
    """Where a cell stands, counted from one."""

    row: int
    column: int

    def __str__(self) -> str:
        """Render as Excel names it: C7."""
        return f"{get_column_letter(self.column)}{self.row}"


class SheetCell(NamedTuple):
    """A cell as it stands in the file: its text, a formula that has no result yet, whether lines surround it."""

    text: str = ""
    formula: str = ""
    boxed: bool = False


class Sheet(NamedTuple):
    """A sheet: the cells that say something or have lines; what is merged, how high and how wide."""

    name: str
    cells: Mapping[CellRef, SheetCell]
    merges: Mapping[CellRef, tuple[int, int]]


class SharedTables(NamedTuple):
    """What the cells of all sheets share: texts, formats, the day from which days are counted."""

    texts: list[str]
    formats: list[CellFormat]
    epoch: datetime


def cell_ref(reference: str) -> CellRef:
    """Return where a cell stands; ValueError if nowhere."""
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError(reference)
    return CellRef(int(match[2]), column_index_from_string(match[1]))


def read_sheets(parts: Parts, file: str) -> dict[str, Sheet]:
    """Return the sheets of a workbook by their names, or refuse what is damaged or too large."""
    try:
        workbook = _tree(parts["xl/workbook.xml"])
        targets = _targets(parts)
        shared = [parts[name] for name in targets.values() if name.endswith("sharedStrings.xml") and name in parts]
        styles = parts.get("xl/styles.xml")
        counted = next(workbook.iter("{*}workbookPr"), None)
        book = SharedTables(
            texts=[_letters(text) for part in shared for text in _tree(part).iterfind("{*}si")],
            formats=cell_formats(_tree(styles) if styles else None),
            epoch=EPOCH_1904 if counted is not None and counted.get("date1904") in ("1", "true") else EPOCH_1900,
        )
        sheets = {sheet.get("name", ""): targets[sheet.get(RELATION, "")] for sheet in workbook.iter("{*}sheet")}
        found = {name: _page(name, parts[target], book) for name, target in sheets.items() if target in parts}
    except (etree.XMLSyntaxError, KeyError, ValueError, IndexError) as error:
        raise refusal(file, DAMAGED) from error
    if any(len(page.cells) > CELLS_MOST for page in found.values()):
        raise refusal(file, TOO_LARGE)
    return found


def _tree(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _targets(parts: Parts) -> dict[str, str]:
    """Return the names of the parts of a workbook by the numbers it knows them under."""
    listed = _tree(parts["xl/_rels/workbook.xml.rels"])
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))).lstrip("/")
        for one in listed.iter("{*}Relationship")
    }


def _page(name: str, part: bytes, book: SharedTables) -> Sheet:
    cells: dict[CellRef, SheetCell] = {}
    merges: dict[CellRef, tuple[int, int]] = {}
    tags = ("{*}c", "{*}mergeCell")
    for _, element in etree.iterparse(BytesIO(part), tag=tags, resolve_entities=False, no_network=True):
        if element.tag.endswith("mergeCell"):
            start, _, end = element.get("ref", "").partition(":")
            first, last = cell_ref(start), cell_ref(end or start)
            merges[first] = (last.row - first.row + 1, last.column - first.column + 1)
        else:
            seen = _seen(element, book)
            if seen != SheetCell():
                cells[cell_ref(element.get("r", ""))] = seen
            element.clear()
        if len(cells) > CELLS_MOST:
            break
    return Sheet(name, cells, merges)


def _seen(cell: etree._Element, book: SharedTables) -> SheetCell:
    style = int(cell.get("s", "0"))
    dressed = book.formats[style] if style < len(book.formats) else CellFormat()
    text = _text(cell, dressed.code, book)
    formula = cell.findtext("{*}f") or ""
    return SheetCell(text, f"={formula}" if formula and not text else "", dressed.boxed)


def _text(cell: etree._Element, code: str, book: SharedTables) -> str:
    """Return what a cell says; the result of a formula where Excel has worked it out."""
    inside = cell.find("{*}is")
    if inside is not None:
        return _letters(inside)
    raw, kind = cell.findtext("{*}v") or "", cell.get("t", "n")
    if not raw:
        return ""
    if kind == "s":
        return book.texts[int(raw)]
    if kind == "b":
        return "TRUE" if raw == "1" else "FALSE"
    if kind == "d":
        return f"{datetime.fromisoformat(raw):%d/%m/%Y}"
    return show_number(raw, code, book.epoch) if kind == "n" else _unescaped(raw)


def _letters(text: etree._Element) -> str:
    """Return the letters of a text, all its runs together, without the reading aids of Japanese."""
    runs = text.iterfind("{*}t"), text.iterfind("{*}r/{*}t")
    return _unescaped("".join(run.text or "" for found in runs for run in found))


def _unescaped(text: str) -> str:
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
