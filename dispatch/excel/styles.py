"""How a sheet looks: its type, its lines, and how much room a text wants."""

import math
from functools import cache
from typing import Literal, cast

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.text import metrics
from dispatch.text.marks import Text, bare

SIZE = 12.0
SMALL = 8.0
PADDING = 2.6  # mm, what Excel keeps free inside a cell
LINE = 1.32  # the height of a line of Times New Roman, as a share of its size
ROW_MOST = 409.0  # pt, the highest row of Excel
PIXELS_PER_MM = 96 / 25.4
PIXELS_PER_DIGIT = 7  # in Excel's own default type, by which it counts the width of columns
ESCAPED = lazy_pattern(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read _x0041_ as an escaped letter
FORMULA_SIGNS = ("=", "+", "-", "@")
SIDE = Side(style="thin")
BOX = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)


def writable_cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell that may be written: one that no merge covers."""
    return cast("Cell", sheet.cell(row, column))


def write_text(cell: Cell, text: Text, size: float = SIZE) -> None:
    """Write a text into a cell as letters, whatever it begins with; runs of several dresses stay apart."""
    spans = [run for run in text if run.text]
    dresses = {run.dress for run in spans}
    letters = bare(text)
    if len(dresses) > 1:
        blocks = [TextBlock(_inline_font(run.dress, size), _plain(run.text)) for run in spans]
        cell.value = CellRichText(blocks)
    else:
        write_letters(cell, letters)
    cell.font = cell_font(dresses.pop() if len(dresses) == 1 else "", size)
    if letters.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True  # so that it stays a text when somebody edits it


def write_letters(cell: Cell, text: str) -> None:
    """Write a text as letters, never as a formula, a number or an error."""
    cell.value = _plain(text) or None
    if text:
        cell.data_type = "s"


@cache
def cell_font(dress: str = "", size: float = SIZE) -> Font:
    """Return the type of a dress: bold, italic, underlined, above or below the line."""
    return Font(
        name=decree.FONT,
        size=size,
        bold="b" in dress,
        italic="i" in dress,
        underline="single" if "u" in dress else None,
        vertAlign=_script(dress),
    )


@cache
def cell_alignment(align: str, *, shrink: bool = False) -> Alignment:
    """Return how a text stands in its cell: a number shrinks where a text is wrapped."""
    return Alignment(horizontal=align, vertical="center", wrap_text=not shrink, shrink_to_fit=shrink)


def merge_cells(sheet: Worksheet, row: int, column: int, rows: int, columns: int) -> None:
    """Merge a cell with those under and right of it; the top-left one is dressed before."""
    if rows > 1 or columns > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + rows - 1,
            end_column=column + columns - 1,
        )


def text_height(text: Text, room: float, size: float = SIZE) -> float:
    """Return how high a text stands, in points, when it is wrapped to a room in millimetres."""
    bold = any("b" in run.dress for run in text)
    lines = sum(_lines(line, room - PADDING, size, bold=bold) for line in bare(text).split("\n"))
    return min(ROW_MOST, lines * size * LINE)


def column_units(mm: float) -> float:
    """Return the width of a column as Excel counts it: in digits of its default type."""
    return mm * PIXELS_PER_MM / PIXELS_PER_DIGIT


def _lines(text: str, room: float, size: float, *, bold: bool) -> int:
    return sum(
        max(1, math.ceil(metrics.text_width(line, size, bold=bold) / room))
        for line in metrics.break_lines(text, size, room, bold=bold)
    )


def _plain(text: str) -> str:
    return ESCAPED.sub("_x005F_", text)


def _script(dress: str) -> Literal["subscript", "superscript"] | None:
    return "subscript" if "v" in dress else "superscript" if "^" in dress else None


def _inline_font(dress: str, size: float) -> InlineFont:
    return InlineFont(
        rFont=decree.FONT,
        sz=size,
        b="b" in dress or None,
        i="i" in dress or None,
        u="single" if "u" in dress else None,
        vertAlign=_script(dress),
    )
