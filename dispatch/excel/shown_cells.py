"""What the cells of a sheet show where their format decides it: numbers, days, texts with words around them.

Most sheets have no such cell, or only cells that are written as office programs write them: these are found
by a search. A sheet with any other cell is read cell by cell.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from lxml import etree

from dispatch.excel.doubts import Doubt
from dispatch.excel.number_cells import iso_cell, number_cell, shows_texts_alone
from dispatch.excel.number_formats import CellFormat
from dispatch.excel.quick_formats import quick_show
from dispatch.excel.references import CellRef, column_number
from dispatch.excel.workbook_parts import iterate_rows, row_cells
from dispatch.patterns import lazy_pattern

PLAIN = ("general", "@", "")
NUMBER = rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(%s)"(?: t="n")?>(?:<f[^>]*>(?:[^<]*</f>)?)?<v>([^<]*)<'
LONG = lazy_pattern(rb"<v>-?(?:\d{12}|[^<]*E\+)")  # what Excel shows shortened where no format says otherwise
LONG_NUMBER = lazy_pattern(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="n")?>(?:<f[^>]*>(?:[^<]*</f>)?)?'
    rb"<v>(-?\d{12,}[^<]*|[^<]*E\+[^<]*)<"
)
FEW_STYLES = 20  # so many are looked for by name; more are found together and looked up
TEXT = rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(%s)" t="(?:s|str|inlineStr)">'
TEXT_KINDS = ("s", "str", "inlineStr")
ShownNumber = tuple[int, int, str, Doubt | None]  # row, column, what is seen there, why it is asked back
Overlay = Mapping[int, Mapping[int, str]]


class ShownCells(NamedTuple):
    """Cells by row and column: what numbers show, the formats of texts, which cells are to be asked back."""

    numbers: Overlay
    texts: Overlay
    doubts: Mapping[CellRef, Doubt]


class Formats(NamedTuple):
    """The formats of a workbook that decide what is seen, by the number of their style."""

    numbers: Mapping[str, str]
    texts: Mapping[str, str]
    epoch: date

    @classmethod
    def of(cls, looks: Sequence[CellFormat], epoch: date) -> "Formats":
        """Return those of all styles that show a number or a text otherwise than it was typed."""
        codes = {str(at): look.code for at, look in enumerate(looks)}
        return cls(
            {at: code for at, code in codes.items() if code.lower() not in PLAIN},
            {at: code for at, code in codes.items() if not shows_texts_alone(code)},
            epoch,
        )


def shown_cells(sheet: bytes, formats: Formats, *, unusual: bool) -> ShownCells:
    """Return what formats make of the cells of a sheet.

    Raises:
        ValueError, XMLSyntaxError: where the sheet does not add up.
    """
    numbers: dict[int, dict[int, str]] = defaultdict(dict)
    texts: dict[int, dict[int, str]] = defaultdict(dict)
    doubts: dict[CellRef, Doubt] = {}
    careful = unusual or "0" in formats.numbers or "0" in formats.texts
    usual = itertools.chain(_usual_numbers(sheet, formats), _long_numbers(sheet, formats))
    for row, column, shown, doubt in _each_number(sheet, formats) if careful else usual:
        numbers[row][column] = shown
        if doubt:
            doubts[CellRef(row, column)] = doubt
    for at, code in (_each_text if careful else _usual_texts)(sheet, formats):
        texts[at.row][at.column] = code
    return ShownCells(numbers, texts, doubts)


def _usual_numbers(sheet: bytes, formats: Formats) -> Iterator[ShownNumber]:
    """Yield the numbers of cells that are written as office programs write them."""
    if not formats.numbers:
        return
    codes = {style.encode(): code for style, code in formats.numbers.items()}
    quick = {style: quick_show(code, formats.epoch) for style, code in codes.items()}
    columns: dict[bytes, int] = {}
    for letters, row, style, raw in re.findall(NUMBER % _styles(codes), sheet):
        if style not in codes:
            continue
        column = columns.get(letters) or columns.setdefault(letters, column_number(letters.decode()))
        text = raw.decode()
        shown = quick[style](text)
        if shown is not None:
            yield int(row), column, shown, None
        else:
            cell = number_cell(text, codes[style], formats.epoch)
            yield int(row), column, cell.shown, cell.shown_doubt


def _styles(codes: Mapping[bytes, str]) -> bytes:
    """Return the pattern of the numbers of some styles."""
    return b"|".join(codes) if len(codes) <= FEW_STYLES else rb"\d+"


def _long_numbers(sheet: bytes, formats: Formats) -> Iterator[ShownNumber]:
    """Yield the numbers that Excel shows shortened for want of a format."""
    if not LONG.search(sheet):
        return
    for letters, row, style, raw in LONG_NUMBER.findall(sheet):
        cell = number_cell(raw.decode(), "General")
        if (style or b"0").decode() not in formats.numbers and cell.shown_doubt:
            yield int(row), column_number(letters.decode()), cell.shown, cell.shown_doubt


def _usual_texts(sheet: bytes, formats: Formats) -> Iterator[tuple[CellRef, str]]:
    if not formats.texts:
        return
    codes = {style.encode(): code for style, code in formats.texts.items()}
    for letters, row, style in re.findall(TEXT % _styles(codes), sheet):
        if style in codes:
            yield CellRef(int(row), column_number(letters.decode())), codes[style]


def _each_number(sheet: bytes, formats: Formats) -> Iterator[ShownNumber]:
    """Yield every number that is not shown as it was typed, whatever its cell looks like in the file."""
    for at, element in _all_cells(sheet):
        raw, kind = element.findtext("{*}v"), element.get("t", "n")
        code = formats.numbers.get(_style(element))
        if not raw or kind not in ("d", "n"):
            continue
        if kind == "d":
            cell = iso_cell(raw, code or "General")
        else:
            cell = number_cell(raw.strip(), code or "General", formats.epoch)
        if code or cell.shown_doubt or kind == "d":
            yield at.row, at.column, cell.shown, cell.shown_doubt


def _each_text(sheet: bytes, formats: Formats) -> Iterator[tuple[CellRef, str]]:
    for at, cell in _all_cells(sheet) if formats.texts else ():
        code = formats.texts.get(_style(cell))
        if code and cell.get("t") in TEXT_KINDS:
            yield at, code


def _style(cell: etree._Element) -> str:
    return str(int(cell.get("s", "0")))


def _all_cells(sheet: bytes) -> Iterator[tuple[CellRef, etree._Element]]:
    return (pair for number, row in iterate_rows(sheet) for pair in row_cells(number, row))
