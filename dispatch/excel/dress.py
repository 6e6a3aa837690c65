"""Text of an .xlsx that is not what it looks like: struck out, hidden, raised or lowered.

Most workbooks have none of it, which one look at the bytes shows; only the others are read for it.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from dispatch.excel.references import CellRef
from dispatch.excel.sheet_rows import STRUCK
from dispatch.excel.workbook_parts import WorkbookParts, iterate_rows, parse_part, row_cells
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_

HIDDEN_TEXT = N_("chữ bị ẩn, hoặc trắng trên nền trắng")
RAISED = N_("chữ nâng lên hoặc hạ xuống như số mũ")
SIGNS = (b"strike", b"vertAlign", b"FFFFFF", b'theme="0"')
RUN_LOOK = b"rPr"  # a text without it is of one dress
NO = ("0", "false")
WHITE = lazy_pattern(r"(?:..)?FFFFFF", re.IGNORECASE)
WHITE_THEME = "0"


def style_dresses(styles: bytes | None) -> list[str]:
    """Return what is odd about each style of a workbook, by its number; nothing at all where none is odd."""
    if styles is None or not any(sign in styles for sign in SIGNS):
        return []
    root = parse_part(styles)
    fonts = list(root.iterfind("{*}fonts/{*}font"))
    filled = [_is_filled(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    dresses = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        font, fill = int(style.get("fontId", "0")), int(style.get("fillId", "0"))
        dress = _font_dress(fonts[font]) if font < len(fonts) else ""
        paper = not (fill < len(filled) and filled[fill])
        white = font < len(fonts) and paper and _is_white(fonts[font])
        dresses.append(dress or (HIDDEN_TEXT if white else ""))
    return dresses if any(dresses) else []


def _font_dress(font: etree._Element) -> str:
    strike, raised = font.find("{*}strike"), font.find("{*}vertAlign")
    if strike is not None and strike.get("val", "1") not in NO:
        return STRUCK
    return RAISED if raised is not None and raised.get("val", "baseline") != "baseline" else ""


def _is_white(font: etree._Element) -> bool:
    color = font.find("{*}color")
    if color is None or float(color.get("tint", "0")):
        return False
    return color.get("theme") == WHITE_THEME or WHITE.fullmatch(color.get("rgb", "")) is not None


def _is_filled(fill: etree._Element) -> bool:
    """Say whether a fill is anything but white paper."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return True
    front = pattern.find("{*}fgColor")
    white = front is not None and WHITE.fullmatch(front.get("rgb", "")) is not None
    return pattern.get("patternType", "none") != "none" and not white


def text_dresses(texts: bytes | None) -> Mapping[int, str]:
    """Return what is odd about the texts that cells share, by their numbers."""
    if texts is None or RUN_LOOK not in texts:
        return {}
    dresses = enumerate(map(run_dress, parse_part(texts).iterfind("{*}si")))
    return {number: dress for number, dress in dresses if dress}


def run_dress(text: etree._Element) -> str:
    """Return what is odd about the first odd run of a text; a run of blanks alone says nothing."""
    for run in text.iterfind("{*}r"):
        look = run.find("{*}rPr")
        if look is not None and (run.findtext("{*}t") or "").strip() and (dress := _font_dress(look)):
            return dress
    return ""


def cell_dress(cell: etree._Element, styles: list[str], texts: Mapping[int, str]) -> str:
    """Return what is odd about a cell."""
    style, inside = int(cell.get("s", "0")), cell.find("{*}is")
    if style < len(styles) and styles[style]:
        return styles[style]
    if inside is not None:
        return run_dress(inside)
    return texts.get(int(cell.findtext("{*}v") or -1), "") if texts and cell.get("t") == "s" else ""


def xlsx_dresses(book: WorkbookParts, sheet: bytes, *, inline: bool) -> dict[CellRef, str]:
    """Return the cells of a sheet that say something and do not look like it.

    Runs of texts that stand in their cells are looked for only where there may be some.
    """
    styles, texts = style_dresses(book.styles), text_dresses(book.texts)
    if not (styles or texts or (inline and RUN_LOOK in sheet)):
        return {}
    return dict(_dresses(sheet, styles, texts))


def _dresses(sheet: bytes, styles: list[str], texts: Mapping[int, str]) -> Iterator[tuple[CellRef, str]]:
    for number, row in iterate_rows(sheet):
        for at, cell in row_cells(number, row):
            if len(cell) and (dress := cell_dress(cell, styles, texts)):
                yield at, dress
