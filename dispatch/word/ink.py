"""The ready pieces that a template is filled with: runs, paragraphs, rules, tables, pictures.

What varies in form, not only in words, reaches the template as finished WordprocessingML.
A piece carries `__html__`, so that autoescaping leaves it alone and escapes all else.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from dispatch import decree
from dispatch.forms import Cell
from dispatch.letter import Block, Figure, Paragraph, Sheet
from dispatch.marks import Run, Text
from dispatch.word.columns import CELL_MARGIN, fitted, heading_rows, twips

EMU_PER_MM = 36000
FIRST_PICTURE = 1000


class Ink(str):
    """Finished markup, to be put into the template as it is."""

    __slots__ = ()

    def __html__(self) -> "Ink":
        """Tell the template engine that nothing is left to escape."""
        return self


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


def _run(run: Run) -> str:
    inside = f"<w:r>{_dress(run.dress)}{_letters(run.text)}</w:r>"
    return _linked(run.link, inside) if run.link else inside


def _paragraph(role: str, inside: str, *, keep: bool) -> Ink:
    hold = "<w:keepNext/>" if keep else ""
    return Ink(f'<w:p><w:pPr><w:pStyle w:val="{role}"/>{hold}</w:pPr>{inside}</w:p>')


@lru_cache(maxsize=1024)
def _plain_paragraph(role: str, text: Text, *, keep: bool) -> Ink:
    """Return a paragraph without footnotes; most stand alike in every letter of a batch."""
    return _paragraph(role, "".join([_run(run) for run in text]), keep=keep)


class Pen:
    """Draws the pieces of one letter, and remembers its footnotes and pictures."""

    def __init__(self, text_width: float, landscape_width: float) -> None:
        self.text_width = text_width
        self.landscape_width = landscape_width
        self.notes: list[Text] = []
        self.pictures: list[str] = []

    def runs(self, text: Text) -> Ink:
        """Return runs, one after the other."""
        return Ink("".join([self._noted(run) if run.note else _run(run) for run in text]))

    def _noted(self, run: Run) -> str:
        self.notes.append(run.note)
        mark = f'<w:footnoteReference w:id="{len(self.notes)}"/>'
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{mark}</w:r>'

    def paragraph(self, role: str, text: Text, *, keep: bool = False) -> Ink:
        """Return a paragraph in one of the template's styles."""
        if any(run.note for run in text):
            return _paragraph(role, self.runs(text), keep=keep)
        return _plain_paragraph(role, text, keep=keep)

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
        gap = '<w:p><w:pPr><w:pStyle w:val="SauBang"/></w:pPr></w:p>'
        return Ink(
            f'{gap}<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
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
