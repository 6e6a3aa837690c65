"""Sheets written to be read: cells with a look, formulas beside their results, links, titles on each page.

Written as XML at once: a summary of a province has half a million cells, for which openpyxl takes as many
objects. Every text is a text, whatever it begins with.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.utils import get_column_letter as column_letter

from dispatch import decree
from dispatch.excel.look import Look, styles_part
from dispatch.excel.page_setup import A4, LANDSCAPE_SIDES, MM_PER_INCH
from dispatch.excel.shown_days import EPOCH_1900
from dispatch.patterns import lazy_pattern
from dispatch.plain_text import one_line

EPOCH = (1980, 1, 1, 0, 0, 0)
PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ESCAPED = lazy_pattern(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read _x0041_ as an escaped letter
MARKUP = lazy_pattern('[&<>"]')
MARKED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
TEXT_MOST = 32_767  # letters of a cell of Excel
FAST = 1  # how hard to pack: a summary is opened at once and rarely sent

__all__ = ["WrittenCell", "WrittenSheet", "column_letter", "quoted", "write_sheets"]

CellValue = str | int | Decimal | date | None


class WrittenCell(NamedTuple):
    """A cell: what it holds, its look, a formula that makes the same value, where it leads."""

    value: CellValue = None
    look: Look = Look()
    formula: str = ""
    link: str = ""


class WrittenSheet(NamedTuple):
    """A sheet: its rows, how wide its columns are, what is merged, which rows are its heading."""

    name: str
    rows: Iterable[Sequence[WrittenCell]]
    widths: Sequence[float] = ()
    merges: Sequence[tuple[int, int, int, int]] = ()
    """Row and column from 0, rows, columns."""
    heading: range = range(0)
    landscape: bool = False
    heights: Mapping[int, float] = {}


def write_sheets(sheets: Sequence[WrittenSheet]) -> bytes:
    """Return a workbook; the same sheets have the same bytes at any time."""
    looks: dict[Look, int] = {Look(): 0}
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for number, sheet in enumerate(sheets, 1):
            links: list[tuple[str, str]] = []
            body = "".join(_sheet_xml(sheet, looks, links))
            _put(archive, f"xl/worksheets/sheet{number}.xml", body)
            if links:
                _put(archive, f"xl/worksheets/_rels/sheet{number}.xml.rels", _link_relations(links))
        for name, text in _frame(sheets).items():
            _put(archive, name, text)
        _put(archive, "xl/styles.xml", styles_part(looks))
    return buffer.getvalue()


def _put(archive: ZipFile, name: str, text: str) -> None:
    archive.writestr(ZipInfo(name, EPOCH), text.encode(), ZIP_DEFLATED, FAST)


def _sheet_xml(sheet: WrittenSheet, looks: dict[Look, int], links: list[tuple[str, str]]) -> Iterator[str]:
    yield f'{PROLOG}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    yield '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    yield '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
    if sheet.heading:
        below = sheet.heading.stop
        yield f'<pane ySplit="{below}" topLeftCell="A{below + 1}" activePane="bottomLeft" state="frozen"/>'
    yield '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="16.5"/>'
    if sheet.widths:
        yield "<cols>" + "".join(_column(at, wide) for at, wide in enumerate(sheet.widths, 1)) + "</cols>"
    yield "<sheetData>"
    letters: list[str] = []
    for number, row in enumerate(sheet.rows, 1):
        letters += [column_letter(at + 1) for at in range(len(letters), len(row))]
        high = sheet.heights.get(number - 1)
        yield f'<row r="{number}" ht="{high:.1f}" customHeight="1">' if high else f'<row r="{number}">'
        for letter, cell in zip(letters, row, strict=False):
            yield _cell_xml(f"{letter}{number}", cell, looks, links)
        yield "</row>"
    yield "</sheetData>"
    yield from _merges(sheet.merges)
    yield from _links(links)
    yield from _page(landscape=sheet.landscape)
    yield "</worksheet>"


def _column(at: int, wide: float) -> str:
    return f'<col min="{at}" max="{at}" width="{wide:.2f}" customWidth="1"/>'


def _cell_xml(at: str, cell: WrittenCell, looks: dict[Look, int], links: list[tuple[str, str]]) -> str:
    value, look, formula, link = cell
    if look not in looks:
        looks[look] = len(looks)
    style = f' s="{looks[look]}"' if looks[look] else ""
    if link:
        links.append((at, link))
    if value is None and not formula:
        return f'<c r="{at}"{style}/>' if style else ""
    reckoned = f"<f>{as_markup(formula)}</f>" if formula else ""
    if isinstance(value, str):
        return f'<c r="{at}"{style} t="inlineStr"><is><t xml:space="preserve">{_letters(value)}</t></is></c>'
    number = (value - EPOCH_1900).days if isinstance(value, date) else value
    return f'<c r="{at}"{style}>{reckoned}<v>{number}</v></c>'


@lru_cache(maxsize=20_000)
def _letters(text: str) -> str:
    """Return the letters of a text as a cell holds them; most texts of a large sheet stand in many cells."""
    return as_markup(ESCAPED.sub("_x005F_", _plain(text)[:TEXT_MOST]))


def _plain(text: str) -> str:
    return text if text.isprintable() else "\n".join(map(one_line, text.split("\n")))


def as_markup(text: str) -> str:
    """Return a text as XML holds it."""
    return MARKUP.sub(lambda sign: MARKED[sign[0]], text) if MARKUP.search(text) else text


def _merges(merges: Sequence[tuple[int, int, int, int]]) -> Iterator[str]:
    wide = [merge for merge in merges if merge[2] > 1 or merge[3] > 1]
    if wide:
        yield f'<mergeCells count="{len(wide)}">'
        for row, column, rows, columns in wide:
            first = f"{column_letter(column + 1)}{row + 1}"
            yield f'<mergeCell ref="{first}:{column_letter(column + columns)}{row + rows}"/>'
        yield "</mergeCells>"


def _links(links: Sequence[tuple[str, str]]) -> Iterator[str]:
    if links:
        yield "<hyperlinks>"
        yield from (f'<hyperlink ref="{at}" r:id="rId{number}"/>' for number, (at, _) in enumerate(links, 1))
        yield "</hyperlinks>"


def _link_relations(links: Sequence[tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{OFFICE}/hyperlink" Target="{as_markup(link)}" TargetMode="External"/>'
        for number, (_, link) in enumerate(links, 1)
    )
    return f'{PROLOG}<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _page(*, landscape: bool) -> Iterator[str]:
    """Yield the paper: A4 with the decree's margins, one page wide."""
    margins = decree.MARGIN_DEFAULT
    if landscape:
        margins = {side: margins[upright] for side, upright in LANDSCAPE_SIDES.items()}
    sides = "".join(f' {side}="{wide / MM_PER_INCH:.4f}"' for side, wide in margins.items())
    yield f'<printOptions horizontalCentered="1"/><pageMargins{sides} header="0.3" footer="0.3"/>'
    turned = "landscape" if landscape else "portrait"
    yield f'<pageSetup paperSize="{A4}" orientation="{turned}" fitToWidth="1" fitToHeight="0"/>'
    yield f'<headerFooter differentFirst="1"><oddHeader>&amp;C&amp;"{decree.FONT},Regular"&amp;13&amp;P</oddHeader></headerFooter>'


def _frame(sheets: Sequence[WrittenSheet]) -> dict[str, str]:
    """Return the parts that hold a workbook together."""
    count = range(1, len(sheets) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in count
    )
    listed = "".join(
        f'<sheet name="{as_markup(sheet.name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in count
    )
    return {
        "[Content_Types].xml": f'{PROLOG}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{PROLOG}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{PROLOG}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{_titles(sheets)}</workbook>',
        "xl/_rels/workbook.xml.rels": f'{PROLOG}<Relationships xmlns="{PACKAGE}/relationships">{related}'
        f'<Relationship Id="rIdStyles" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    }


def _titles(sheets: Sequence[WrittenSheet]) -> str:
    """Return which rows stand on each page."""
    names = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">{as_markup(quoted(sheet.name))}'
        f"!${sheet.heading.start + 1}:${sheet.heading.stop}</definedName>"
        for at, sheet in enumerate(sheets)
        if sheet.heading
    )
    return f"<definedNames>{names}</definedNames>" if names else ""


def quoted(name: str) -> str:
    """Return the name of a sheet as a formula calls it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"
