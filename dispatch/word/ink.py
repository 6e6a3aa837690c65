"""The ready pieces that a template is filled with: runs, paragraphs, rules, tables, pictures.

What varies in form, not only in words, reaches the template as finished WordprocessingML.
A piece carries `__html__`, so that autoescaping leaves it alone and escapes all else.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from dispatch import decree, metrics
from dispatch.forms import Cell, Table
from dispatch.letter import Block, Figure, Paragraph, Sheet
from dispatch.marks import Run, Text

TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36000
FIRST_PICTURE = 1000


class Ink(str):
    """Finished markup, to be put into the template as it is."""

    __slots__ = ()

    def __html__(self) -> "Ink":
        """Tell the template engine that nothing is left to escape."""
        return self


def twips(mm: float) -> int:
    """Return millimetres in twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def escaped(text: str) -> str:
    """Return a text as XML carries it."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


DRESS = {
    "b": "<w:b/>",
    "i": "<w:i/>",
    "u": '<w:u w:val="single"/>',
    "v": '<w:vertAlign w:val="subscript"/>',
    "^": '<w:vertAlign w:val="superscript"/>',
}


@lru_cache(maxsize=64)
def _dress(letters: str) -> str:
    inside = "".join(mark for letter, mark in DRESS.items() if letter in letters)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


BREAKS = re.compile("([\t\n])")
BREAK = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def _letters(text: str) -> str:
    if "\t" not in text and "\n" not in text:
        return f'<w:t xml:space="preserve">{escaped(text)}</w:t>'
    parts = (part for part in BREAKS.split(text) if part)
    return "".join(BREAK.get(part) or f'<w:t xml:space="preserve">{escaped(part)}</w:t>' for part in parts)


def _linked(address: str, inside: str) -> str:
    """Make a link of a field, which needs no relationship and stays black (PL I.I.4)."""
    code = escaped(address.replace('"', "%22"))
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{code}" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{inside}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def rule(length: float, room: float) -> Ink:
    """Return a solid line of a length, centred in a room; both in millimetres."""
    side = twips(max(0.0, (room - length) / 2))
    eighths = round(decree.RULE_THICKNESS * 8)
    return Ink(
        '<w:p><w:pPr><w:pStyle w:val="Vach"/><w:pBdr>'
        f'<w:top w:val="single" w:sz="{eighths}" w:space="0" w:color="auto"/></w:pBdr>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def stamp(role: str, text: str, wide: float, room: float, colour: str) -> Ink:
    """Return a word in a single-line frame of a width, centred in a room."""
    side = twips(max(0.0, (room - wide) / 2))
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="8" w:space="1" w:color="{colour}"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    return Ink(
        f'<w:p><w:pPr><w:pStyle w:val="{role}"/><w:pBdr>{edges}</w:pBdr>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr><w:r>{_letters(text)}</w:r></w:p>'
    )


CELL_MARGIN = 1.0  # mm
TABLE_STYLES = (("OBang", 12.0), ("OBangVua", 10.5), ("OBangNho", 9.0), ("OBangRatNho", 8.0))


class Pen:
    """Draws the pieces of one letter, and remembers its footnotes and pictures."""

    def __init__(self, text_width: float, landscape_width: float) -> None:
        self.text_width = text_width
        self.landscape_width = landscape_width
        self.notes: list[Text] = []
        self.pictures: list[str] = []

    def runs(self, text: Text) -> Ink:
        """Return runs, one after the other."""
        return Ink("".join([self._run(run) for run in text]))

    def _run(self, run: Run) -> str:
        if run.note:
            self.notes.append(run.note)
            return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
        inside = f"<w:r>{_dress(run.dress)}{_letters(run.text)}</w:r>"
        return _linked(run.link, inside) if run.link else inside

    def paragraph(self, role: str, text: Text, *, keep: bool = False) -> Ink:
        """Return a paragraph in one of the template's styles."""
        hold = "<w:keepNext/>" if keep else ""
        return Ink(f'<w:p><w:pPr><w:pStyle w:val="{role}"/>{hold}</w:pPr>{self.runs(text)}</w:p>')

    def block(self, block: Block, sizes: dict[str, tuple[float, float]] | None = None) -> Ink:
        """Return one block of a body."""
        if isinstance(block, Paragraph):
            return self.paragraph(block.role, block.text, keep=block.keep)
        if isinstance(block, Figure):
            return self._figure(block, (sizes or {}).get(block.file, (4, 3)))
        return self._table(block)

    def footnotes(self) -> str:
        """Return the notes gathered so far, as the footnotes part holds them."""
        return "".join(
            f'<w:footnote w:id="{index}"><w:p><w:pPr><w:pStyle w:val="ChuThich"/></w:pPr>'
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{self.runs(note)}</w:p></w:footnote>'
            for index, note in enumerate(tuple(self.notes), 1)
        )

    def _figure(self, figure: Figure, size: tuple[float, float]) -> Ink:
        self.pictures.append(figure.file)
        index = len(self.pictures)
        cx = round(figure.width * EMU_PER_MM)
        cy = round(cx * size[1] / size[0])
        return Ink(
            '<w:p><w:pPr><w:pStyle w:val="Hinh"/></w:pPr><w:r><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
            f'<wp:docPr id="{FIRST_PICTURE + index}" name="Hình {index}"/>'
            '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:nvPicPr><pic:cNvPr id="{index}" name="Hình {index}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{picture_id(index)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )

    def _table(self, sheet: Sheet) -> Ink:
        table = sheet.table
        room = self.landscape_width if sheet.landscape else self.text_width
        role, widths = fitted(table, room)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [self._row(cells, widths, role, table.aligns, "<w:tblHeader/>") for cells in heading_rows(table)]
        body = ([(cell, False) for cell in cells] for cells in table.body)
        rows += [self._row(cells, widths, role, table.aligns, "") for cells in body]
        edges = "".join(
            f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        margin = twips(CELL_MARGIN)
        return Ink(
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            f'<w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl><w:p><w:pPr><w:pStyle w:val="SauBang"/></w:pPr></w:p>'
        )

    def _row(
        self,
        cells: Sequence[tuple[Cell, bool]],
        widths: Sequence[int],
        role: str,
        aligns: Sequence[str],
        repeat: str,
    ) -> str:
        inside = "".join(self._cell(cell, widths, role, aligns, again=again) for cell, again in cells)
        return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{inside}</w:tr>"

    def _cell(self, cell: Cell, widths: Sequence[int], role: str, aligns: Sequence[str], *, again: bool) -> str:
        wide = sum(widths[cell.column : cell.column + cell.columns])
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        merge = "" if cell.rows == 1 else "<w:vMerge/>" if again else '<w:vMerge w:val="restart"/>'
        align = "center" if cell.heading else "left" if cell.columns > 1 else aligns[cell.column]
        text = "" if again else self.runs(cell.text)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{role}"/><w:jc w:val="{align}"/></w:pPr>{text}</w:p></w:tc>'
        )


def picture_id(index: int) -> str:
    """Return the relationship id of the n-th picture of a letter."""
    return f"rIdHinh{index}"


def heading_rows(table: Table) -> list[list[tuple[Cell, bool]]]:
    """Return the heading row by row; a cell that covers several rows comes again in each."""
    rows: list[list[tuple[Cell, bool]]] = [[] for _ in range(table.heading_rows)]
    for cell in table.heading:
        for offset in range(cell.rows):
            rows[cell.row + offset].append((cell, offset > 0))
    return [sorted(row, key=lambda pair: pair[0].column) for row in rows]


def fitted(table: Table, room: float) -> tuple[str, list[int]]:
    """Return the largest cell style whose longest words fit their columns, and the column widths in twips."""
    tries = [(role, [need + 2 * CELL_MARGIN + 0.5 for need in _needs(table, size)]) for role, size in TABLE_STYLES]
    role, needs = next((fit for fit in tries if sum(fit[1]) <= room), tries[-1])
    spare = max(0.0, room - sum(needs))
    share = sum(table.weights)
    squeeze = min(1.0, room / sum(needs))
    return role, [
        twips(need * squeeze + spare * weight / share) for need, weight in zip(needs, table.weights, strict=True)
    ]


def _needs(table: Table, size: float) -> list[float]:
    """Return for each column the width of its longest unbreakable word, in millimetres."""
    needs = [4.0] * table.columns
    cells = [cell for cell in table.heading if cell.columns == 1]
    cells += [cell for row in table.body for cell in row if cell.columns == 1]
    for cell in cells:
        for run in cell.text:
            for word in run.text.split():
                wide = metrics.width(word, size, bold="b" in run.dress)
                needs[cell.column] = max(needs[cell.column], wide)
    return needs
