"""The paper of a form: A4 with the decree's margins, one page wide, locked but for what is to be filled."""

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dispatch import decree
from dispatch.excel.styles import SMALL
from dispatch.forms import Table
from dispatch.problem import shorten

A4 = 9
MM_PER_INCH = 25.4
FOOTER_MOST = 180  # Excel takes 255 characters with its codes and no more
FOOTER_DISTANCE = 8.0  # mm, ours
WIDE = 8  # from so many columns on, the first one stays in sight
LANDSCAPE_SIDES = {"left": "top", "right": "bottom", "top": "left", "bottom": "right"}  # a turn to the right


def printable_width(*, landscape: bool) -> float:
    """Return how wide the paper is between its margins, in millimetres."""
    return decree.LANDSCAPE_WIDTH if landscape else decree.TEXT_WIDTH


def set_up_page(sheet: Worksheet, line: str, last_row: int, *, landscape: bool) -> None:
    """Put a sheet on paper up to a row, with a line of small print at the foot of each page."""
    sheet.print_area = f"A1:{get_column_letter(sheet.max_column)}{last_row}"
    margins = decree.MARGIN_DEFAULT
    if landscape:
        margins = {side: margins[upright] for side, upright in LANDSCAPE_SIDES.items()}
    inches = {side: wide / MM_PER_INCH for side, wide in margins.items()}
    sheet.page_margins = PageMargins(**inches, header=0.3, footer=FOOTER_DISTANCE / MM_PER_INCH)
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter.left  # type: ignore[union-attr] # every sheet has one
    footer.text = footer_text(line)
    footer.font, footer.size = f"{decree.FONT},Regular", round(SMALL)


def footer_text(line: str) -> str:
    """Return a line as the foot of a page takes it."""
    return shorten(line, FOOTER_MOST).replace("&", "&&")


def protect_sheet(sheet: Worksheet, table: Table) -> None:
    """Lock what is fixed, without a password; rows may be made higher and columns wider, some inserted."""
    sheet.protection.sheet = True
    sheet.protection.insertRows = not table.repeats
    sheet.protection.formatRows = sheet.protection.formatColumns = False


def freeze_heading(sheet: Worksheet, table: Table, top: int) -> None:
    """Keep the heading in sight on the screen, and on every page."""
    first = top + table.heading_rows
    sheet.freeze_panes = f"{'B' if table.columns >= WIDE else 'A'}{first}"
    sheet.print_title_rows = f"{top}:{first - 1}"
    sheet.sheet_view.showGridLines = False
