"""The sheets of an .ods, and what of them is hidden."""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from dispatch.excel.choose_sheet import SheetLook
from dispatch.excel.ods_cells import (
    CELL,
    COLUMNS_REPEATED,
    KIND,
    PARAGRAPH,
    ROWS_REPEATED,
    TABLE,
    repeat_count,
)
from dispatch.excel.workbook_parts import drop_element
from dispatch.patterns import lazy_pattern

SHEET, ROW, COLUMN = f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}table-column"
ROW_GROUP, COLUMN_GROUP = f"{TABLE}table-row-group", f"{TABLE}table-column-group"
STYLE, NAME, DISPLAY, VISIBILITY = (
    f"{TABLE}style-name",
    f"{TABLE}name",
    f"{TABLE}display",
    f"{TABLE}visibility",
)
STYLES = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
SPREADSHEET = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}spreadsheet"
MAY_HIDE = lazy_pattern(rb"""(?:visibility|display)\s*=\s*["'](?:collapse|filter|false)""")
ONE_SHEET = b"<table:table "


def sheet_looks(content: bytes) -> list[SheetLook]:
    """Return what is seen of each sheet; where there is only one, it is not read for that."""
    hides = MAY_HIDE.search(content) is not None
    if content.count(ONE_SHEET) == 1 and not hides:
        name = next(
            (element.get(NAME, "") for _, element in _events(content, SHEET) if is_sheet(element)), None
        )
        return [] if name is None else [SheetLook(name)]
    hidden = _hidden_styles(content) if hides else frozenset()
    return list(_looks(content, hidden))


def _looks(content: bytes, hidden: frozenset[str]) -> Iterator[SheetLook]:
    filled = False
    for event, element in _events(content, SHEET, CELL):
        if element.tag == CELL:
            filled = filled or (event == "end" and _says_something(element))
            if event == "end":
                drop_element(element)
        elif is_sheet(element):
            if event == "end":
                visible = element.get(STYLE) not in hidden
                yield SheetLook(element.get(NAME, ""), visible, filled)
            filled = False


def _says_something(cell: etree._Element) -> bool:
    return cell.get(KIND) is not None or any(
        text for paragraph in cell.iterchildren(PARAGRAPH) for text in paragraph.itertext()
    )


def _hidden_styles(content: bytes) -> frozenset[str]:
    """Return the styles of sheets that are not shown."""
    properties = _events(content, f"{STYLES}table-properties", SHEET)
    hidden = set()
    for event, element in properties:
        if element.tag == SHEET:
            break
        style = element.getparent()
        if event == "start" and style is not None and element.get(DISPLAY) == "false":
            hidden.add(style.get(f"{STYLES}name", ""))
    return frozenset(hidden)


def sheet_rows(content: bytes, at: int) -> Iterator[tuple[int, etree._Element]]:
    """Yield the rows of a sheet, by its place among the sheets, with their numbers."""
    number, sheet, count = 1, None, -1
    for event, element in _events(content, SHEET, ROW):
        if sheet is None:
            count += event == "start" and is_sheet(element)
            sheet = element if count == at else None
            if sheet is None and event == "end":
                drop_element(element)
        elif element is sheet:
            return
        elif event == "end" and element.tag == ROW and next(element.iterancestors(SHEET)) is sheet:
            yield number, element
            number += repeat_count(element, ROWS_REPEATED)
            drop_element(element)


def hidden_columns(content: bytes, at: int) -> tuple[range, ...]:
    """Return the hidden columns of a sheet, by its place among the sheets."""
    if not MAY_HIDE.search(content):
        return ()
    column, hidden = 1, []
    for element in sheet_columns(content, at):
        count = repeat_count(element, COLUMNS_REPEATED)
        if is_hidden(element):
            hidden.append(range(column, column + count))
        column += count
    return tuple(hidden)


def sheet_columns(content: bytes, at: int) -> Iterator[etree._Element]:
    """Yield what a sheet says of its columns, which stands before its rows."""
    place = -1
    for event, element in _events(content, SHEET, COLUMN, ROW):
        if event == "end":
            if element.tag == ROW:
                drop_element(element)
            continue
        place += is_sheet(element)
        if place == at and element.tag == ROW:
            return
        if place == at and element.tag == COLUMN:
            yield element


def is_hidden(line: etree._Element) -> bool:
    """Say whether a row or a column is hidden, filtered out, or in a group that is folded up."""
    if line.get(VISIBILITY, "visible") != "visible":
        return True
    return any(group.get(DISPLAY) == "false" for group in line.iterancestors(ROW_GROUP, COLUMN_GROUP))


def is_sheet(element: etree._Element) -> bool:
    """Say whether an element is a sheet, and no table inside a cell."""
    parent = element.getparent()
    return element.tag == SHEET and parent is not None and parent.tag == SPREADSHEET


def _events(content: bytes, *tags: str) -> Iterator[tuple[str, etree._Element]]:
    yield from etree.iterparse(
        BytesIO(content), events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
    )
