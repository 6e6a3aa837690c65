"""A PDF of any office: each page flattened in memory, so that what a signing system stamped is read too."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from dispatch.archive import PASSWORD
from dispatch.foreign.document import LINE, PAGE, PAGE_NUMBER, BlockSpot, Document, LeftOut
from dispatch.pdf.blocks import PlacedRow, blocks_of, margins
from dispatch.pdf.grid import grids_of, table_of
from dispatch.pdf.rows import Row, rows_of
from dispatch.pdf.words import PageText, page_text
from dispatch.problem import N_

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

PAGES_MOST = 300
DAMAGED, TOO_LONG = N_("tệp PDF hỏng"), N_("tệp PDF quá dài")
NO_TEXT = N_("tệp PDF chỉ có ảnh chụp, không có chữ")
UNTOLD = N_("phông chữ trong tệp PDF không cho biết chữ nào là chữ nào")
UNTOLD_MOST = 0.02  # of the letters
NUMBER_EDGE = 0.12  # of the height of a page: page numbers stand no further in
FOR_PRINT = 1


class UnreadablePdfError(Exception):
    """Why a PDF cannot be read, in a word of ours."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def read_pdf_document(data: bytes) -> Document:
    """Return a PDF as a document.

    Raises:
        UnreadablePdfError: for what is damaged, locked, too long, only pictures, or has fonts that
            do not tell their letters.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        opened = PdfDocument(data)
    except PdfiumError as error:
        raise UnreadablePdfError(PASSWORD if "assword" in str(error) else DAMAGED) from error
    with closing(opened) as pdf:
        if len(pdf) > PAGES_MOST:
            raise UnreadablePdfError(TOO_LONG)
        with suppress(PdfiumError):
            pdf.init_forms()
        try:
            return _document(pdf)
        except PdfiumError as error:
            raise UnreadablePdfError(DAMAGED) from error


def _document(pdf: "PdfDocument") -> Document:
    placed: list[PlacedRow] = []
    left_out: list[LeftOut] = []
    texts = []
    for number in range(1, len(pdf) + 1):
        page = _flattened(pdf, number - 1)
        text = page_text(page)
        texts.append(text)
        rows = list(_rows(page, text, number))
        kept = [row for row in rows if not _is_page_number(row, page.get_height())]
        left_out += [LeftOut(row.spot, row.row.letters, PAGE_NUMBER) for row in rows if row not in kept]
        placed += kept
    _refuse_what_cannot_be_trusted(texts)
    return Document(tuple(blocks_of(placed)), tuple(left_out))


def _refuse_what_cannot_be_trusted(texts: Sequence[PageText]) -> None:
    letters = sum(text.letters for text in texts)
    if not any(text.words for text in texts):
        raise UnreadablePdfError(NO_TEXT)
    if sum(text.untold for text in texts) > UNTOLD_MOST * letters:
        raise UnreadablePdfError(UNTOLD)


def _flattened(pdf: "PdfDocument", index: int) -> "PdfPage":
    """Return a page with its annotations drawn into it, in memory alone."""
    from pypdfium2 import raw

    page = pdf[index]
    if raw.FPDFPage_GetAnnotCount(page) > 0 and raw.FPDFPage_Flatten(page, FOR_PRINT) >= 0:
        page = pdf[index]
    return page


def _rows(page: "PdfPage", text: PageText, number: int) -> Iterator[PlacedRow]:
    """Yield the rows and the tables of a page from the top down."""
    width = page.get_width()
    grids = grids_of(page)
    free = [word for word in text.words if not any(grid.holds(word) for grid in grids)]
    rows = rows_of(free)
    left, right = margins(rows, width)
    found = [(row.line, PlacedRow(row, number, at, width, left, right)) for at, row in enumerate(rows, 1)]
    for at, grid in enumerate(grids, 1):
        words = [word for word in text.words if grid.holds(word)]
        if words:
            spot = BlockSpot(((PAGE, number), (LINE, at)))
            outline = Row(grid.rows[0], rows_of(words)[0].pieces)
            table = table_of(grid, words, spot)
            found.append((grid.rows[0], PlacedRow(outline, number, at, width, left, right, table=table)))
    in_order = [placed for _, placed in sorted(found, key=lambda pair: -pair[0])]
    yield from (placed._replace(is_first=at == 0 and number > 1) for at, placed in enumerate(in_order))


def _is_page_number(placed: PlacedRow, height: float) -> bool:
    if placed.table or not re.fullmatch(r"[-–\s]*\d{1,3}[-–\s]*", placed.row.letters):
        return False
    edge = NUMBER_EDGE * height
    return placed.row.line > height - edge or placed.row.line < edge
