"""Text of an .ods that is not what it looks like: struck out, hidden, raised or lowered."""

from collections.abc import Iterator, Mapping

from lxml import etree

from dispatch.excel.dress import HIDDEN_TEXT, RAISED
from dispatch.excel.ods_cells import (
    CELL,
    COLUMNS_REPEATED,
    KIND,
    ROWS_REPEATED,
    TABLE,
    TEXT,
    repeat_count,
)
from dispatch.excel.ods_sheets import STYLE, STYLES, sheet_columns, sheet_rows
from dispatch.excel.references import CellRef
from dispatch.excel.sheet_rows import STRUCK
from dispatch.excel.workbook_parts import parse_part
from dispatch.patterns import lazy_pattern

MAY_DRESS = lazy_pattern(
    rb"""line-through-(?:style|type)\s*=\s*["'](?!none)|text-position\s*=\s*["'](?!0%)|:display\s*=\s*["']none"""
)
DEFAULT_STYLE = f"{TABLE}default-cell-style-name"
SPAN, SPAN_STYLE = f"{TEXT}span", f"{TEXT}style-name"
LINES = (f"{STYLES}text-line-through-style", f"{STYLES}text-line-through-type")
POSITION = f"{STYLES}text-position"
INHERITS = ""  # the dress of a style that says nothing of it
PLAIN = "plain"  # of one that says it has none
ROWS_MOST = 100_000  # repeated ones; what says the same more often is told for so many


def ods_dresses(content: bytes, common: bytes, at: int) -> dict[CellRef, str]:
    """Return the cells of a sheet, by its place among the sheets, that do not look like what they say."""
    if not (MAY_DRESS.search(content) or MAY_DRESS.search(common)):
        return {}
    dresses = _style_dresses(content, common)
    return dict(_dresses(content, at, dresses)) if dresses else {}


def _style_dresses(content: bytes, common: bytes) -> dict[str, str]:
    """Return what is odd about each style by its name; those that are not are left out."""
    styles = {
        style.get(f"{STYLES}name", ""): style
        for part in filter(None, (common, content))
        for style in parse_part(part).iter(f"{STYLES}style")
    }
    dresses = {name: _inherited_dress(name, styles) for name in styles}
    return {name: dress for name, dress in dresses.items() if dress not in (INHERITS, PLAIN)}


def _inherited_dress(name: str, styles: Mapping[str, etree._Element]) -> str:
    """Return the dress of a style, or of the nearest above it that says any."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        if dress := _own_dress(styles[name]):
            return dress
        name = styles[name].get(f"{STYLES}parent-style-name", "")
    return INHERITS


def _own_dress(style: etree._Element) -> str:
    look = style.find(f"{STYLES}text-properties")
    if look is None:
        return INHERITS
    lines = [line for line in map(look.get, LINES) if line is not None]
    if any(line != "none" for line in lines):
        return STRUCK
    if look.get(f"{TEXT}display") == "none":
        return HIDDEN_TEXT
    position = look.get(POSITION)
    if position is not None and not position.startswith("0%"):
        return RAISED
    return PLAIN if lines or position is not None else INHERITS


def _dresses(content: bytes, at: int, dresses: Mapping[str, str]) -> Iterator[tuple[CellRef, str]]:
    columns = list(_column_styles(content, at))
    for number, row in sheet_rows(content, at):
        column, row_style = 1, row.get(DEFAULT_STYLE)
        for cell in row.iterchildren(f"{TABLE}*"):
            count = repeat_count(cell, COLUMNS_REPEATED)
            style = cell.get(STYLE) or row_style or _style_of(columns, column)
            if cell.tag == CELL and (dress := _dress(cell, style, dresses)):
                for down in range(min(repeat_count(row, ROWS_REPEATED), ROWS_MOST)):
                    yield CellRef(number + down, column), dress
            column += count


def _dress(cell: etree._Element, style: str, dresses: Mapping[str, str]) -> str:
    """Return what is odd about a cell that says something: its own style, or that of a run."""
    if cell.get(KIND) is None and not "".join(map(str, cell.itertext())).strip():
        return ""
    if style in dresses:
        return dresses[style]
    runs = (run for run in cell.iter(SPAN) if "".join(map(str, run.itertext())).strip())
    return next((dresses[s] for run in runs if (s := run.get(SPAN_STYLE, "")) in dresses), "")


def _column_styles(content: bytes, at: int) -> Iterator[tuple[int, str]]:
    """Yield the column behind each stretch of columns, and the style of cells that say none."""
    column = 1
    for element in sheet_columns(content, at):
        column += repeat_count(element, COLUMNS_REPEATED)
        yield column, element.get(DEFAULT_STYLE, "")


def _style_of(columns: list[tuple[int, str]], column: int) -> str:
    return next((style for behind, style in columns if column < behind), "")
