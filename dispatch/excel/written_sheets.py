"""Sheets written to be read: cells with a look, formulas beside their results, links, titles on each page.

Written as XML at once: a summary of a province has half a million cells, for which openpyxl takes as many
objects. Every text is a text, whatever it begins with.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from openpyxl.utils import get_column_letter as column_letter

from dispatch import decree
from dispatch.excel.look import styles_part
from dispatch.excel.packed_parts import archive_of, pack_pieces
from dispatch.excel.page_setup import A4, LANDSCAPE_SIDES, MM_PER_INCH
from dispatch.excel.sheet_writer import SheetWriter, WrittenCell, as_markup, letters_in_cell

PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

__all__ = ["SheetWriter", "WrittenCell", "WrittenSheet", "column_letter", "quoted", "write_sheets"]


class WrittenSheet(NamedTuple):
    """A sheet: its rows, how wide its columns are, what is merged, which rows are its heading."""

    name: str
    rows: "Iterable[Sequence[WrittenCell]] | DrawnRows"
    widths: Sequence[float] = ()
    merges: Sequence[tuple[int, int, int, int]] = ()
    """Row and column from 0, rows, columns."""
    heading: range = range(0)
    landscape: bool = False
    heights: Mapping[int, float] = {}


DrawnRows = Callable[[SheetWriter], Iterator[str]]
"""Rows that are drawn at once, where there are so many that a cell of each value would be too much."""


def write_sheets(sheets: Sequence[WrittenSheet]) -> bytes:
    """Return a workbook; the same sheets have the same bytes at any time."""
    writer, parts = SheetWriter(), []
    for number, sheet in enumerate(sheets, 1):
        writer.links = []
        parts.append(pack_pieces(f"xl/worksheets/sheet{number}.xml", _sheet_xml(sheet, writer)))
        if writer.links:
            relations = _link_relations(writer.links)
            parts.append(pack_pieces(f"xl/worksheets/_rels/sheet{number}.xml.rels", [relations]))
    parts += [pack_pieces(name, [text]) for name, text in _frame(sheets).items()]
    parts.append(pack_pieces("xl/styles.xml", [styles_part(writer.looks)]))
    parts.append(pack_pieces("xl/sharedStrings.xml", _shared_texts(writer.texts)))
    return archive_of(parts)


def _shared_texts(texts: Iterable[str]) -> Iterator[str]:
    yield f'{PROLOG}<sst xmlns="{MAIN}">'
    for text in texts:
        yield f'<si><t xml:space="preserve">{letters_in_cell(text)}</t></si>'
    yield "</sst>"


def _sheet_xml(sheet: WrittenSheet, writer: SheetWriter) -> Iterator[str]:
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
    yield from sheet.rows(writer) if callable(sheet.rows) else _rows(sheet.rows, sheet.heights, writer)
    yield "</sheetData>"
    yield from _merges(sheet.merges)
    yield from _links(writer.links)
    yield from _page(landscape=sheet.landscape)
    yield "</worksheet>"


def _rows(
    rows: Iterable[Sequence[WrittenCell]], heights: Mapping[int, float], writer: SheetWriter
) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        yield writer.row(number, row, heights.get(number - 1))


def _column(at: int, wide: float) -> str:
    return f'<col min="{at}" max="{at}" width="{wide:.2f}" customWidth="1"/>'


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
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{PROLOG}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{PROLOG}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{_titles(sheets)}</workbook>',
        "xl/_rels/workbook.xml.rels": f'{PROLOG}<Relationships xmlns="{PACKAGE}/relationships">{related}'
        f'<Relationship Id="rIdStyles" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdTexts" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
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
