"""The cells of a row of an .ods: what each says, and how often it is repeated."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from lxml import etree

from dispatch.excel import limits
from dispatch.excel.doubts import Doubt
from dispatch.excel.number_cells import NumberCell, iso_cell, number_cell, unshortened_cell
from dispatch.excel.ods_formats import OdsFormats
from dispatch.excel.sheet_rows import SHOWN_ERROR
from dispatch.excel.shown_days import DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS
from dispatch.excel.values import show_value
from dispatch.patterns import lazy_pattern

NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, OFFICE, TEXT = (NAMESPACE % name for name in ("table", "office", "text"))
CELL, COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
ROWS_REPEATED, COLUMNS_REPEATED = f"{TABLE}number-rows-repeated", f"{TABLE}number-columns-repeated"
ROWS_SPANNED, COLUMNS_SPANNED = f"{TABLE}number-rows-spanned", f"{TABLE}number-columns-spanned"
FORMULA, KIND, NUMBER, LETTERS = (
    f"{TABLE}formula",
    f"{OFFICE}value-type",
    f"{OFFICE}value",
    f"{OFFICE}string-value",
)
PARAGRAPH, SPACES, SPACE_COUNT = f"{TEXT}p", f"{TEXT}s", f"{TEXT}c"
ERROR_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
DURATION = lazy_pattern(r"PT(\d{1,8})H(\d{1,2})M(?:(\d{1,2}(?:\.\d{1,12})?)S)?")
NUMBERS, MOMENTS = ("float", "percentage", "currency"), ("date", "time")
UNSHORTENED = ("General", "@")
USUAL = {"float": "General", "percentage": "0.##########%", "currency": "General"}  # without a style
MARKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
ASIDE = (f"{OFFICE}annotation", f"{TEXT}note")


class OdsCell(NamedTuple):
    """A cell that says something: its column, its repetitions, its text, its error, its doubt, its spans."""

    column: int
    repeat: int
    text: str
    failure: str | None
    doubt: Doubt | None = None
    spans: tuple[int, int] | None = None


def row_cells(row: etree._Element, formats: OdsFormats) -> Iterator[OdsCell]:
    """Yield the cells of a row that say something; what a merge covers says nothing.

    Raises:
        ValueError: for what no program writes.
    """
    column = 1
    for cell in row.iterchildren(CELL, COVERED):
        count = repeat_count(cell, COLUMNS_REPEATED)
        if cell.tag == CELL:
            failure = _failure(cell)
            number = _number(cell, formats, column) if failure is None else None
            if number is not None:
                yield OdsCell(column, count, number.shown, failure, number.shown_doubt, _spans(cell))
            elif failure is not None or (text := _text(cell)):
                yield OdsCell(column, count, "" if failure is not None else text, failure, None, _spans(cell))
        column += count


def _spans(cell: etree._Element) -> tuple[int, int] | None:
    """Return how high and how wide a merged cell is."""
    if cell.get(ROWS_SPANNED) is None and cell.get(COLUMNS_SPANNED) is None:
        return None
    return repeat_count(cell, ROWS_SPANNED), repeat_count(cell, COLUMNS_SPANNED)


def repeat_count(element: etree._Element, key: str) -> int:
    """Return how often a row or a cell is there; ValueError for more digits than any sheet needs."""
    count = element.get(key)
    if count is None:
        return 1
    if len(count) > len("16777216"):
        raise ValueError(count)
    return max(1, int(count))


def _failure(cell: etree._Element) -> str | None:
    """Return the error a cell shows, nothing for a formula without a result, None for any other cell."""
    if cell.get(ERROR_KIND) == "error":
        return _letters(cell) or "?"
    if not cell.get(FORMULA):
        return None
    letters = _letters(cell)
    if SHOWN_ERROR.fullmatch(letters):
        return letters
    return None if letters or cell.get(KIND) else ""


def _number(cell: etree._Element, formats: OdsFormats, column: int) -> NumberCell | None:
    """Return the number, day or hour of a cell as its style shows it; None where it holds none of them."""
    kind = cell.get(KIND)
    if kind not in (*NUMBERS, *MOMENTS):
        return None
    code = formats.code(cell, column)
    if kind in NUMBERS:
        raw, code = cell.get(NUMBER, ""), code or USUAL[kind]
        return unshortened_cell(raw) if code in UNSHORTENED else number_cell(raw, code)
    try:
        if kind == "date":
            return iso_cell(cell.get(f"{OFFICE}date-value", ""), code or "General")
        return _hour(cell.get(f"{OFFICE}time-value", ""), code)
    except ValueError:
        return None  # a day before our era, a duration of months: its letters say it


def _hour(value: str, code: str | None) -> NumberCell:
    match = DURATION.fullmatch(value)
    if match is None:
        raise ValueError(value)
    seconds = Decimal(match[3] or 0)
    whole = int(match[1]) * HOUR_SECONDS + int(match[2]) * MINUTE_SECONDS + seconds
    return number_cell(str(whole / DAY_SECONDS), code or ("[hh]:mm:ss" if seconds else "[hh]:mm"))


def _text(cell: etree._Element) -> str:
    """Return the letters of a cell, as its reader sees them."""
    if cell.get(KIND) == "boolean":
        return show_value(cell.get(f"{OFFICE}boolean-value") == "true")
    return cell.get(LETTERS) or _letters(cell)


def _letters(cell: etree._Element) -> str:
    return "\n".join(_paragraph(paragraph) for paragraph in cell.iterchildren(PARAGRAPH))


def _paragraph(element: etree._Element) -> str:
    """Return the letters of a paragraph, without the comments and notes in it."""
    if not len(element):
        return element.text or ""
    pieces = [element.text or ""]
    for below in element.iterchildren("*"):
        if below.tag == SPACES:
            pieces.append(" " * _spaces(below.get(SPACE_COUNT, "1")))
        elif below.tag not in ASIDE:
            pieces.append(MARKS.get(str(below.tag)) or _paragraph(below))
        pieces.append(below.tail or "")
    return "".join(pieces)


def _spaces(count: str) -> int:
    if not 0 <= int(count) <= limits.SPACES_MOST:
        raise ValueError(count)
    return int(count)
