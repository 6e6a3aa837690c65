"""Paragraphs where they stand: read from a file in order, with their letters, their section and their cell."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from dispatch.problem import N_, Place, Spot
from dispatch.rules.measures import Cell, MeasuredLine, MeasuredPage, MeasuredRun, MeasuredTable
from dispatch.word.measure.looks import Looks, ParagraphLook
from dispatch.word.measure.numbers import millimetres
from dispatch.word.measure.runs import PrintedRuns
from dispatch.word.package.names import W

P, P_PR, TABLE, ROW, CELL, SECTION = (W + name for name in ("p", "pPr", "tbl", "tr", "tc", "sectPr"))
AROUND = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
NO_BORDER = frozenset(("none", "nil"))
ROOM = 165.0  # mm, where no section says how wide its text is
IN_TEXT = N_("đoạn {paragraph}")
IN_CELL = N_("đoạn {paragraph} (bảng {table}, dòng {row}, ô {column})")
AT_TABLE = N_("bảng {table}")


class Standing(NamedTuple):
    """A paragraph: its letters, its look, where it stands and how a reader finds it; `number` counts those that print.

    Inside tables in tables, `cell` is the innermost one, and `outermost` the one by which a reader counts.
    """

    element: etree._Element
    runs: tuple[MeasuredRun, ...]
    look: ParagraphLook
    page: int
    room: float
    cell: Cell | None
    number: int
    prints: bool
    outermost: Cell | None

    @property
    def spot(self) -> Spot:
        """Return where a reader finds it."""
        if self.outermost is None:
            return Spot(IN_TEXT, (("paragraph", self.number),))
        where = zip(self.outermost._fields, self.outermost, strict=True)
        return Spot(IN_CELL, (("paragraph", self.number), *where))


StandingLine = tuple[Standing, MeasuredLine | None]  # a paragraph, and its line if it prints


class Story:
    """A body, header, footer or note, read from its beginning to its end."""

    def __init__(self, looks: Looks, pages: tuple[MeasuredPage, ...], file: str) -> None:
        self.looks = looks
        self.pages = pages
        self.file = file
        self.page = 0
        self.printed = 0
        self.numbered = False
        self.has_white_letters = False
        self.inner = 0  # tables inside of others, counted below 0
        self.tables: list[MeasuredTable] = []

    def read(self, element: etree._Element) -> Iterator[Standing]:
        """Yield the paragraphs outside and inside of tables."""
        for child in element:
            tag = child.tag
            if tag == P:
                yield self._paragraph(child, self._room, None, None)
                self.page += child.find(f"{P_PR}/{SECTION}") is not None
            elif tag == TABLE:
                yield from self._table(child)
            elif tag in AROUND:
                yield from self.read(child)

    @property
    def _room(self) -> float:
        """Return how wide the text of the section is that is being read."""
        return self.pages[self.page].room if self.page < len(self.pages) else ROOM

    def _paragraph(
        self, element: etree._Element, room: float, cell: Cell | None, outermost: Cell | None
    ) -> Standing:
        look = self.looks.paragraph(element.find(P_PR))
        letters = PrintedRuns(self.looks, look.style)
        runs = letters.of(element)
        self.has_white_letters = self.has_white_letters or letters.is_white
        prints = any(run.text.strip() for run in runs)
        number = self.printed + 1
        self.printed += prints
        self.numbered = self.numbered or (prints and look.is_on("numbered"))
        return Standing(element, runs, look, self.page, room, cell, number, prints, outermost)

    def _table(self, table: etree._Element) -> Iterator[Standing]:
        """Yield the paragraphs of a table outside of others, and note how wide it is."""
        order = len(self.tables) + 1
        place = Place(self.file, self.printed + 1, 1, Spot(AT_TABLE, (("table", order),)))
        width = sum(columns_of(table))
        self.tables.append(MeasuredTable(width, self._room, is_ruled(table), place, order))
        for cell, element, room in self._cells_of(table, order):
            yield from self._cell(element, room, cell, cell)

    def _cells_of(self, table: etree._Element, order: int) -> Iterator[tuple[Cell, etree._Element, float]]:
        """Yield the cells of a table with their places, and how wide their text is."""
        margins = margins_of(table)
        for row, line in enumerate(table.iterfind(ROW), 1):
            for column, cell in enumerate(_cells(line), 1):
                yield Cell(order, row, column), cell, (width_of(cell) or self._room) - margins

    def _cell(self, element: etree._Element, room: float, cell: Cell, outermost: Cell) -> Iterator[Standing]:
        """Yield the paragraphs of a cell, those of tables in it too; what hangs on one in a text box is no line of it."""
        for child in _standing(element):
            if child.tag == P:
                yield self._paragraph(child, room, cell, outermost)
                continue
            self.inner -= 1
            for inner, inside, narrower in self._cells_of(child, self.inner):
                yield from self._cell(inside, narrower, inner, outermost)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row, those in content controls too."""
    for child in row:
        if child.tag == CELL:
            yield child
        elif child.tag in AROUND:
            yield from _cells(child)


def _standing(cell: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a cell, through what is only wrapped around them."""
    for child in cell:
        if child.tag in (P, TABLE):
            yield child
        elif child.tag in AROUND:
            yield from _standing(child)


def columns_of(table: etree._Element) -> list[float]:
    """Return the widths of the columns of a table in millimetres."""
    return [millimetres(column.get(W + "w", "0")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]


def is_ruled(table: etree._Element) -> bool:
    """Say whether lines are drawn in a table: by its cells, by itself, or else by a style that somebody chose."""
    edges = (edge for borders in table.iter(W + "tblBorders", W + "tcBorders") for edge in borders)
    if any(edge.get(W + "val", "none") not in NO_BORDER for edge in edges):
        return True
    properties = table.find(W + "tblPr")
    told = (
        [properties.find(W + name) for name in ("tblStyle", "tblBorders")] if properties is not None else []
    )
    return bool(told) and told[0] is not None and told[1] is None


def width_of(cell: etree._Element) -> float:
    """Return how wide a cell is; nothing where it does not say."""
    width = cell.find(f"{W}tcPr/{W}tcW")
    if width is None or width.get(W + "type", "dxa") != "dxa":
        return 0.0
    return millimetres(width.get(W + "w", "0"))


def margins_of(table: etree._Element) -> float:
    """Return how much of each cell of a table is left blank at its two sides."""
    told = table.find(f"{W}tblPr/{W}tblCellMar")
    sides = [told.find(W + side) for side in ("left", "right", "start", "end")] if told is not None else []
    return sum(millimetres(side.get(W + "w", "0")) for side in sides if side is not None)
