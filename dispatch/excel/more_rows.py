"""Blank rows put into a sheet below one of its own, as Excel does it: all that stands below moves down.

What spans that row grows: a sum over it counts the new rows, and what a cell of it takes, theirs take.
"""

import copy
import re

from lxml import etree

from dispatch.excel.sheet_tree import number_rows, place_row
from dispatch.excel.written_sheets import quoted
from dispatch.patterns import lazy_pattern

REFERENCE = lazy_pattern(  # of the sheet itself: none behind a `!`
    r"(?<![!$\w:])(\$?[A-Z]{1,3}\$?)([1-9]\d{0,6})(?::(\$?[A-Z]{1,3}\$?)([1-9]\d{0,6}))?(?![\w(])"
)
SPANS = ("{*}mergeCell", "{*}dataValidation", "{*}conditionalFormatting", "{*}hyperlink")


def insert_rows(sheet: etree._Element, below: int, count: int) -> None:
    """Insert rows like the one below which they come, without what was filled in there."""
    rows = number_rows(sheet)
    for number, row in rows.items():
        if number > below:
            place_row(row, number + count)
    for at in range(count, 0, -1):
        rows[below].addnext(_blank_copy(rows[below], below + at))
    _move_spans(sheet, below, count)
    for formula in sheet.iter("{*}f", "{*}formula", "{*}formula1", "{*}formula2"):
        formula.text = moved(formula.text or "", below, count)


def _blank_copy(model: etree._Element, number: int) -> etree._Element:
    row = copy.deepcopy(model)
    place_row(row, number)
    for cell in row:
        for child in [*cell]:
            cell.remove(child)
        cell.attrib.pop("t", "")
    return row


def _move_spans(sheet: etree._Element, below: int, count: int) -> None:
    for element in sheet.iter(*SPANS, "{*}dimension", "{*}selection"):
        for name in ("ref", "activeCell"):
            if said := element.get(name):
                element.set(name, moved(said, below, count))
        if said := element.get("sqref"):
            spans = (span if ":" in span else f"{span}:{span}" for span in said.split())  # so that it grows
            element.set("sqref", moved(" ".join(spans), below, count))


def moved(text: str, below: int, count: int) -> str:
    """Return a text whose references are what they are after rows came in below a row."""

    def move(match: re.Match[str]) -> str:
        column, row, last_column, last_row = match.groups()
        start = int(row) + count * (int(row) > below)
        if not last_row:
            return f"{column}{start}"
        return f"{column}{start}:{last_column}{int(last_row) + count * (int(last_row) >= below)}"

    return REFERENCE.sub(move, text)


def move_names(book: etree._Element, sheet: str, below: int, count: int) -> None:
    """Move what the names of a workbook stand for on a sheet: the area that is printed."""
    for name in book.iter("{*}definedName"):
        of, mark, span = (name.text or "").rpartition("!")
        if of in (sheet, quoted(sheet)):
            name.text = of + mark + moved(span, below, count)
