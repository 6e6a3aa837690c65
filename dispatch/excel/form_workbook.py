"""A form as an Excel workbook: what stands around the table is written here, line by line."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dispatch import decree
from dispatch.excel.columns import column_widths
from dispatch.excel.hidden_sheet import VISIBLE, write_hidden_sheet
from dispatch.excel.package import pack_workbook
from dispatch.excel.page_setup import freeze_heading, printable_width, protect_sheet, set_up_page
from dispatch.excel.styles import (
    SIZE,
    SMALL,
    cell_alignment,
    column_units,
    merge_cells,
    text_height,
    writable_cell,
    write_text,
)
from dispatch.excel.table import draw_table
from dispatch.excel.validation import add_validation
from dispatch.forms import Identity
from dispatch.letter import Form, Signatures
from dispatch.text.marks import Run, Text, bare, runs


class SheetLine(NamedTuple):
    """A text across some columns, all of them if none are named."""

    text: Text
    align: str = "center"
    size: float = SIZE
    first: int = 0
    last: int | None = None
    high: float = 0.0
    open: bool = False


def form_workbook(form: Form) -> bytes:
    """Return the workbook of a form; the same form has the same bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = VISIBLE
    book.properties.title = " ".join(bare(title) for title in form.titles)
    book.properties.creator = "congvan"
    widths = column_widths(form.table, printable_width(landscape=form.landscape))
    for column, wide in enumerate(widths):
        sheet.column_dimensions[get_column_letter(column + 1)].width = column_units(wide)
    top = _write_lines(sheet, 1, _head(form), widths)
    below = draw_table(sheet, form.table, top, widths)
    foot = _write_lines(sheet, below, _foot(form, widths), widths) - 1
    choices = write_hidden_sheet(book, form.identity, form.table, top, foot)
    add_validation(sheet, form.table, top, choices)
    freeze_heading(sheet, form.table, top)
    set_up_page(sheet, form.identity.line, foot - 1, landscape=form.landscape)
    protect_sheet(sheet, form.table)
    return pack_workbook(book)


def unit_line(identity: Identity) -> str:
    """Return the line that names the unit a form is for."""
    return f"Đơn vị: {identity.unit_name}"


def _head(form: Form) -> Iterator[tuple[SheetLine, ...]]:
    """Yield what stands above the table; where no unit of measure is said, its line stands blank."""
    for title in form.titles:
        yield (SheetLine(title),)
    if form.period:
        yield (SheetLine((Run(f"{decree.KY_BAO_CAO} {form.period}", "i"),)),)
    if form.closing:
        yield (SheetLine((Run(form.closing, "i"),)),)
    if form.reference:
        yield (SheetLine(form.reference),)
    if form.identity.unit_name:
        yield (SheetLine((Run(unit_line(form.identity)),), "left"),)
    yield (SheetLine(runs(f"{decree.DON_VI_TINH} {form.unit}", "i") if form.unit else (), "right"),)
    if form.name:
        yield (SheetLine(form.name),)


def _foot(form: Form, widths: Sequence[float]) -> Iterator[tuple[SheetLine, ...]]:
    """Yield what stands below the table, after an empty line by which its end is known.

    The line that tells the form from others is the last: on paper it stands at the foot of each page instead.
    """
    yield ()
    for note in (*form.notes, *_footnotes(form)):
        yield (SheetLine(note, "left"),)
    if form.signatures:
        yield ()
        yield from _signature_lines(form.signatures, widths)
    yield ()
    yield (SheetLine((Run(form.identity.line),), "left", SMALL),)


def _footnotes(form: Form) -> Iterator[Text]:
    """Yield the footnotes of titles and cells: a sheet has no foot of its own for them."""
    heading = (cell.text for cell in form.table.heading)
    body = (cell.text for row in form.table.body for cell in row.cells)
    for text in (*form.titles, form.reference, form.name, *heading, *body, *form.notes):
        yield from ((Run("* "), *run.note) for run in text if run.note)


def _signature_lines(signatures: Signatures, widths: Sequence[float]) -> Iterator[tuple[SheetLine, ...]]:
    """Yield two blocks side by side: the day, who signs, room for a signature, an open cell for the name."""
    middle = _middle(widths)
    left = SheetLine((), first=0, last=middle)
    right = SheetLine((), first=middle, last=max(middle + 1, len(widths)))
    if signatures.day:
        yield (right._replace(text=(Run(signatures.day, "i"),), open=True),)
    for left_title, right_title in zip_longest(signatures.left, signatures.right, fillvalue=""):
        yield (
            left._replace(text=(Run(left_title, "b"),)),
            right._replace(text=(Run(right_title, "b"),)),
        )
    yield (SheetLine((), high=decree.SIGNATURE_SPACE),)
    sides = ((left, signatures.left), (right, signatures.right))
    yield tuple(side._replace(open=True) for side, titles in sides if titles)


def _middle(widths: Sequence[float]) -> int:
    """Return the column at which the right half of the sheet begins."""
    half = sum(widths) / 2
    return min(range(1, len(widths)), key=lambda at: abs(sum(widths[:at]) - half), default=1)


def _write_lines(
    sheet: Worksheet,
    row: int,
    lines: Iterable[tuple[SheetLine, ...]],
    widths: Sequence[float],
) -> int:
    """Write lines from a row on and return the row below them."""
    for line in lines:
        for part in line:
            _write_line(sheet, row, part, widths)
        row += 1
    return row


def _write_line(sheet: Worksheet, row: int, line: SheetLine, widths: Sequence[float]) -> None:
    last = len(widths) if line.last is None else line.last
    cell = writable_cell(sheet, row, line.first + 1)
    write_text(cell, line.text, line.size)
    cell.alignment = cell_alignment(line.align)
    cell.protection = Protection(locked=not line.open)
    high = line.high or text_height(line.text, sum(widths[line.first : last]) or widths[-1], line.size)
    dimension = sheet.row_dimensions[row]
    dimension.height = max(dimension.height or 0.0, high)
    merge_cells(sheet, row, line.first + 1, 1, last - line.first)
