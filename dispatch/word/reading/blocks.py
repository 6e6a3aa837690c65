"""Paragraphs, tables and text boxes of a Word file as blocks, in the order in which they are read."""

from collections.abc import Iterable, Iterator

from lxml import etree

from dispatch.foreign import document
from dispatch.foreign.document import (
    BOX,
    BOXED,
    CELL,
    FULL,
    PARAGRAPH,
    ROW,
    TABLE,
    Block,
    BlockSpot,
    Cell,
    LeftOut,
    split_at,
)
from dispatch.text.marks import Run, Text, bare
from dispatch.word.package.names import W
from dispatch.word.package.styles import OFF, VAL
from dispatch.word.reading.dress import HALVES, Dress, Styles, number_of
from dispatch.word.reading.numbers import AutomaticNumbers
from dispatch.word.reading.pieces import NEW_LINE, NEW_PAGE, Piece, as_run, composed, is_translated, pieces_of
from dispatch.word.seen.elements import ALTERNATE

P, TBL, TR, TC = (W + name for name in ("p", "tbl", "tr", "tc"))
AROUND = frozenset(W + name for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"))
SIDES = frozenset(W + name for name in ("left", "right", "start", "end", "insideV", "insideH", "top"))
GRIDS = ("grid", "rid", "lưới")


def holding(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables that stand in something, through what is only wrapped around them."""
    for child in element:
        if child.tag in (P, TBL):
            yield child
        elif child.tag == W + "sdt":
            for content in child.iterfind(W + "sdtContent"):
                yield from holding(content)
        elif child.tag in AROUND:
            yield from holding(child)
        elif child.tag == ALTERNATE:
            for branch in [*child][:1]:
                yield from holding(branch)


class BlockReader:
    """One walk through a Word file: lists are counted on, and what is left out is noted."""

    def __init__(self, styles: Styles, numbers: AutomaticNumbers, notes: dict[tuple[str, str], Text]) -> None:
        self.styles = styles
        self.numbers = numbers
        self.notes = notes
        self.left_out: list[LeftOut] = []
        self.paragraphs: dict[BlockSpot, etree._Element] = {}
        self.has_old_letters = False
        self._boxes = 0
        self._apart = False

    def blocks(self, element: etree._Element, spot: BlockSpot, column: str = FULL) -> Iterator[Block]:
        """Yield the blocks that stand in something."""
        paragraphs = tables = 0
        for child in holding(element):
            if child.tag == P:
                paragraphs += 1
                yield from self._paragraph(child, spot.inside(PARAGRAPH, paragraphs), column)
            else:
                tables += 1
                yield from self._table(child, spot.inside(TABLE, tables), column)

    def _paragraph(self, paragraph: etree._Element, spot: BlockSpot, column: str) -> Iterator[Block]:
        """Yield the lines of a paragraph, then the text boxes that hang on it."""
        self.paragraphs[spot] = paragraph
        dress = self.styles.of_paragraph(paragraph.find(W + "pPr"))
        found = [*pieces_of(paragraph, dress.letters, self.styles)]
        self._note_unseen(found, spot)
        yield from self._lines([piece for piece in found if not piece.unseen], dress, spot, column)
        for piece in found:
            if piece.box is not None:
                self._boxes += 1
                yield from self.blocks(piece.box, BlockSpot().inside(BOX, self._boxes), BOXED)

    def _note_unseen(self, pieces: Iterable[Piece], spot: BlockSpot) -> None:
        for piece in pieces:
            if piece.unseen and piece.text.strip():
                self.left_out.append(LeftOut(spot, piece.text, piece.unseen))

    def _lines(self, pieces: list[Piece], dress: Dress, spot: BlockSpot, column: str) -> Iterator[Block]:
        """Yield a block for each line that was broken by hand; a list numbers only the first."""
        self.has_old_letters = self.has_old_letters or any(map(is_translated, pieces))
        text = composed(tuple(self._run(piece) for piece in pieces if piece.box is None))
        self._apart = self._apart or dress.starts_page
        if not bare(text).strip():
            self._apart = True
            return
        number = self.numbers.next_sign(dress.paragraph)
        size = _size(pieces)
        for line in split_at(text, NEW_LINE + NEW_PAGE):
            if bare(line).strip() or any(run.note for run in line):
                yield Block(spot, line, column, dress.align, dress.indent, size, number, apart=self._apart)
                number = ""
                self._apart = False

    def _run(self, piece: Piece) -> Run:
        kind, name = piece.note
        return Run("", note=self.notes.get((kind, name), ())) if kind else as_run(piece)

    def _table(self, table: etree._Element, spot: BlockSpot, column: str) -> Iterator[Block]:
        """Yield a table as a block."""
        rows = []
        for at, row in enumerate(_inside(table, TR), 1):
            rows.append(tuple(self._cells(row, spot.inside(ROW, at))))
        self._apart = True
        yield Block(spot, column=column, table=document.Table(tuple(rows), _is_ruled(table)))

    def _cells(self, row: etree._Element, spot: BlockSpot) -> Iterator[Cell]:
        column = _skipped(row)
        for at, cell in enumerate(_inside(row, TC), 1):
            properties = cell.find(W + "tcPr")
            span = max(1, int(number_of(_said(properties, "gridSpan"))))
            merge = properties.find(W + "vMerge") if properties is not None else None
            continues = merge is not None and merge.get(VAL, "continue") != "restart"
            blocks = tuple(self.blocks(cell, spot.inside(CELL, at)))
            yield Cell(blocks, column, span, continues)
            column += span


def _size(pieces: Iterable[Piece]) -> float:
    """Return the size of most letters, in points."""
    counts: dict[str, int] = {}
    for piece in pieces:
        size = piece.marks.get("sz", "20")
        counts[size] = counts.get(size, 0) + len(piece.text.strip())
    return number_of(max(counts, key=lambda size: counts[size], default="0")) / HALVES


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table, or the cells of a row, also those in controls and around changes."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == W + "sdt":
            for content in child.iterfind(W + "sdtContent"):
                yield from _inside(content, tag)
        elif child.tag in AROUND:
            yield from _inside(child, tag)


def _skipped(row: etree._Element) -> int:
    return max(0, int(number_of(_said(row.find(W + "trPr"), "gridBefore"))))


def _said(properties: etree._Element | None, name: str) -> str | None:
    part = properties.find(W + name) if properties is not None else None
    return part.get(VAL) if part is not None else None


def _is_ruled(table: etree._Element) -> bool:
    """Say whether lines are drawn between the cells: by the table, by its style or by most of its cells."""
    properties = table.find(W + "tblPr")
    borders = properties.find(W + "tblBorders") if properties is not None else None
    if borders is not None:
        return _draws(borders)
    style = (_said(properties, "tblStyle") or "").lower()
    if any(name in style for name in GRIDS):
        return True
    cells = [*table.iter(W + "tcBorders")]
    return 2 * sum(map(_draws, cells)) > len(cells)


def _draws(borders: etree._Element) -> bool:
    return any(side.tag in SIDES and side.get(VAL, "nil") not in (*OFF, "nil") for side in borders)
