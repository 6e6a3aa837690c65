"""A table of a Word file as one of a manuscript: of fixed columns, with the same line around all cells or none."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from lxml import etree

from dispatch.pages.manuscript import Block, CannotLayOut, Cell, Edge, Row, Table
from dispatch.problem import N_
from dispatch.word.manuscript.marks import ALIGNS, read_edge, unknown, whole_number
from dispatch.word.package.names import W
from dispatch.word.package.styles import VAL, switched_on

UNEVEN = N_("bảng có đường kẻ không đều")
HIDDEN = N_("có chữ trong ô bị gộp")
LOOSE = N_("bảng tự giãn cột")
BAD_GRID = N_("có dòng của bảng không khớp các cột")
CLOSE = 2  # twips: widths are rounded each by itself
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
TABLE_MARKS = frozenset(W + name for name in ("tblW", "tblLook", "tblLayout", "tblCaption", "tblDescription"))
CELL_MARKS = frozenset(W + name for name in ("tcW", "gridSpan", "vMerge", "vAlign"))
ROW_MARKS = frozenset(W + name for name in ("cantSplit", "tblHeader"))
PARTS = frozenset(W + name for name in ("tblPr", "tblGrid", "trPr", "tcPr"))


class ReadBlocks(Protocol):
    """How what stands in a cell is read."""

    def __call__(self, element: etree._Element, /) -> tuple[Block, ...]:
        """Return it."""


def read_table(element: etree._Element, read_blocks: ReadBlocks) -> Table:
    """Return a table with all that stands in its cells."""
    widths = tuple([whole_number(column, "w") for column in element.iterfind(f"{W}tblGrid/{W}gridCol")])
    rows = tuple([_row(row, widths, read_blocks) for row in _children(element, W + "tr")])
    table = Table(widths, rows)
    properties = element.find(W + "tblPr")
    if properties is None:
        raise CannotLayOut(LOOSE)
    return _with_properties(table, properties)


def _with_properties(table: Table, properties: etree._Element) -> Table:
    marks = {mark.tag: mark for mark in properties}
    _refuse_unknown(properties, TABLE_MARKS | READ_MARKS.keys())
    layout = marks.get(W + "tblLayout")
    if layout is None or layout.get(W + "type") != "fixed":
        raise CannotLayOut(LOOSE)
    for tag, mark in marks.items():
        if tag in READ_MARKS:
            field, read = READ_MARKS[tag]
            table = table._replace(**{field: read(mark)})
    return table


def _align(mark: etree._Element) -> str:
    align = ALIGNS.get(mark.get(VAL, ""), "both")
    if align not in ("left", "center"):
        raise unknown(mark)
    return align


def _padding(mark: etree._Element) -> tuple[int, int]:
    """Return the room left and right of the text of a cell; room above and below it is not known here."""
    rooms = {str(side.tag).rpartition("}")[2]: whole_number(side, "w") for side in mark}
    if rooms.get("top") or rooms.get("bottom"):
        raise unknown(mark)
    return rooms.get("left", rooms.get("start", 0)), rooms.get("right", rooms.get("end", 0))


def _line(mark: etree._Element) -> Edge | None:
    """Return the line around all cells."""
    lines = {str(side.tag).rpartition("}")[2]: read_edge(side) for side in mark}
    if len({lines.get(side) for side in SIDES}) > 1:
        raise CannotLayOut(UNEVEN)
    return lines.get("top")


READ_MARKS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    W + "jc": ("align", _align),
    W + "tblInd": ("indent", lambda mark: whole_number(mark, "w")),
    W + "tblCellMar": ("padding", _padding),
    W + "tblBorders": ("line", _line),
}


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in PARTS:
            raise unknown(child)


def _row(element: etree._Element, widths: tuple[int, ...], read_blocks: ReadBlocks) -> Row:
    properties = element.find(W + "trPr")
    marks = {mark.tag: mark for mark in properties} if properties is not None else {}
    _refuse_unknown(marks.values(), ROW_MARKS)
    cells: list[Cell] = []
    column = 0
    for child in _children(element, W + "tc"):
        cells.append(_cell(child, column, read_blocks))
        own = child.find(f"{W}tcPr/{W}tcW")
        wide = sum(widths[column : column + cells[-1].columns])
        if own is not None and abs(whole_number(own, "w") - wide) > CLOSE:
            raise CannotLayOut(BAD_GRID)
        column += cells[-1].columns
    if column != len(widths) or not cells:
        raise CannotLayOut(BAD_GRID)
    heading, whole = marks.get(W + "tblHeader"), marks.get(W + "cantSplit")
    return Row(
        tuple(cells),
        heading=heading is not None and switched_on(heading),
        whole=whole is not None and switched_on(whole),
    )


def _cell(element: etree._Element, column: int, read_blocks: ReadBlocks) -> Cell:
    properties = element.find(W + "tcPr")
    marks = {mark.tag: mark for mark in properties} if properties is not None else {}
    _refuse_unknown(marks.values(), CELL_MARKS)
    span, merge, align = (marks.get(W + name) for name in ("gridSpan", "vMerge", "vAlign"))
    goes_on = merge is not None and merge.get(VAL, "continue") == "continue"
    if goes_on and next(element.iter(W + "t"), None) is not None:
        raise CannotLayOut(HIDDEN)
    return Cell(
        column,
        columns=whole_number(span, "val", 1) if span is not None else 1,
        inside=read_blocks(element),
        align=align.get(VAL, "top") if align is not None else "top",
        merged=merge is not None,
        goes_on=goes_on,
    )


def _refuse_unknown(marks: Iterable[etree._Element], known: frozenset[str]) -> None:
    for mark in marks:
        if mark.tag not in known:
            raise unknown(mark)
