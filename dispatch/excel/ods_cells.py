"""The cells of a row of an .ods: what each says, and how often it is repeated."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from lxml import etree

from dispatch.excel import limits
from dispatch.excel.values import show_value

NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, OFFICE, TEXT = (NAMESPACE % name for name in ("table", "office", "text"))
CELL, COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
ROWS_REPEATED, COLUMNS_REPEATED = f"{TABLE}number-rows-repeated", f"{TABLE}number-columns-repeated"
FORMULA, KIND, NUMBER, LETTERS = (
    f"{TABLE}formula",
    f"{OFFICE}value-type",
    f"{OFFICE}value",
    f"{OFFICE}string-value",
)
PARAGRAPH, SPACES, SPACE_COUNT = f"{TEXT}p", f"{TEXT}s", f"{TEXT}c"
ERROR_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
ERROR = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3}")
DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M.*")
NUMBERS = ("float", "percentage", "currency")
MARKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
ASIDE = (f"{OFFICE}annotation", f"{TEXT}note")


class OdsCell(NamedTuple):
    """A cell that says something: its column, how often it is repeated to the right, its text, its error."""

    column: int
    repeat: int
    text: str
    failure: str | None


def row_cells(row: etree._Element) -> Iterator[OdsCell]:
    """Yield the cells of a row that say something; what a merge covers says nothing.

    Raises:
        ValueError: for what no program writes.
    """
    column = 1
    for cell in row.iterchildren(CELL, COVERED):
        count = repeat_count(cell, COLUMNS_REPEATED)
        if cell.tag == CELL:
            failure = _failure(cell)
            text = _text(cell) if failure is None else ""
            if text or failure is not None:
                yield OdsCell(column, count, text, failure)
        column += count


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
    if ERROR.fullmatch(letters):
        return letters
    return None if letters or cell.get(KIND) else ""


def _text(cell: etree._Element) -> str:
    """Return what a cell says: its value where that is a number, a day, an hour; else its letters."""
    kind = cell.get(KIND)
    if kind in NUMBERS:
        return show_value(float(cell.get(NUMBER, "")))
    if kind == "boolean":
        return show_value(cell.get(f"{OFFICE}boolean-value") == "true")
    if kind == "date":
        return _day(cell.get(f"{OFFICE}date-value", "")) or _letters(cell)
    if kind == "time":
        return _hour(cell.get(f"{OFFICE}time-value", "")) or _letters(cell)
    return cell.get(LETTERS) or _letters(cell)


def _day(value: str) -> str:
    try:
        return show_value(date.fromisoformat(value[:10]))
    except ValueError:
        return ""


def _hour(value: str) -> str:
    match = DURATION.fullmatch(value)
    return show_value(timedelta(hours=int(match[1]), minutes=int(match[2]))) if match else ""


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
