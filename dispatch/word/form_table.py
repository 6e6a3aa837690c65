"""The table of a returned form: which one it is, its rows and cells, whether each stands in its column.

A cell is taken for what it stands under. So whatever could have moved it is told by place: another
count of columns, a gap, a merge, other widths than the heading, a control of another row or column.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from dispatch.forms import Structure
from dispatch.forms.returned import SHAPE, SHIFTED
from dispatch.problem import N_, Problem
from dispatch.word.draw.tables import control_tag
from dispatch.word.package.names import W
from dispatch.word.package.styles import OFF, VAL
from dispatch.word.seen.elements import MARKS

GAP, WIDTH = N_("dòng thụt vào so với bảng"), N_("độ rộng ô không khớp cột của bảng")
CONTROL = N_("ô điền của dòng hay cột khác")
TRACKED = N_("ô chèn, xóa hay gộp còn ở chế độ theo dõi thay đổi")
HIDDEN_ROW, MERGED = N_("dòng bị ẩn"), N_("ô gộp ngang")
PARTED = N_("ô không còn gộp với ô phía trên")
SPAN, STRANGE = N_("số cột của ô ghi sai"), N_("thành phần lạ trong bảng")
BODY, TBL, TR, TC, SDT = (W + name for name in ("body", "tbl", "tr", "tc", "sdt"))
TABLE_ROOM = frozenset(W + name for name in ("tblPr", "tblGrid", "tblPrEx", "trPr", "sdtPr", "sdtEndPr"))
WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
PASSED = MARKS | frozenset(W + name for name in ("customXmlPr", "del", "moveFrom"))
COLUMNS_MOST = 63  # Word has no more
TC_MARKS = f"{W}tcPr/*"
GRID_SPAN, V_MERGE, CELL_WIDTH = (W + name for name in ("gridSpan", "vMerge", "tcW"))
CELL_MARKS = {
    W + "hMerge": MERGED,
    W + "cellIns": TRACKED,
    W + "cellDel": TRACKED,
    W + "cellMerge": TRACKED,
}
GAPS = (("gridBefore", VAL), ("gridAfter", VAL), ("wBefore", W + "w"), ("wAfter", W + "w"))
LEAST_ROOM, SHARE = 40, 0.05  # twips, and of a column: widths that differ by less are the same
LOWEST = 60  # twips: a row of exactly less is not seen
TAG_MOST = 64


class FormCell(NamedTuple):
    """A cell of a row: its first column, how many it covers, its own width, whether it goes on from above."""

    element: etree._Element
    column: int
    wide: int
    width: int
    goes_on: bool


class FormRow(NamedTuple):
    """A row that is seen, its cells, and what keeps them from being taken for their columns."""

    element: etree._Element
    cells: tuple[FormCell, ...]
    problems: tuple[Problem, ...]


class FormTable(NamedTuple):
    """The table of a form: where it stands, the rows that are seen, and what stands between them."""

    element: etree._Element
    rows: tuple[FormRow, ...]
    problems: tuple[Problem, ...] = ()


def place_of(row: int, column: int) -> str:
    """Return how a cell of a Word table is called."""
    return f"dòng {row + 1} cột {column + 1}"


def row_place(row: int) -> str:
    """Return how a row of a Word table is called."""
    return f"dòng {row + 1}"


def blocks_of(document: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs, tables and whatever else stands right in a document."""
    body = document.find(BODY)
    if body is not None:
        yield from _unwrapped(body)


def _unwrapped(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what an element holds; what only wraps is no thing of its own."""
    for child in element:
        if child.tag in WRAPPERS:
            yield from _unwrapped(child)
        elif child.tag not in PASSED and child.tag not in TABLE_ROOM:
            yield child


def read_rows(table: etree._Element) -> FormTable:
    """Return a table with its rows; those whose deletion is tracked are none."""
    rows: list[FormRow] = []
    problems: list[Problem] = []
    for element in _unwrapped(table):
        if element.tag != TR:
            problems.append(SHIFTED.at(at=row_place(len(rows)), why=STRANGE))
        elif element.find(f"{W}trPr/{W}del") is None:
            rows.append(_row(element, len(rows)))
    return FormTable(table, tuple(rows), tuple(problems))


def _row(row: etree._Element, index: int) -> FormRow:
    cells: list[FormCell] = []
    problems = [SHIFTED.at(at=row_place(index), why=why) for why in _row_objections(row)]
    column = 0
    for element in _unwrapped(row):
        if element.tag != TC:
            problems.append(SHIFTED.at(at=place_of(index, column), why=STRANGE))
            continue
        properties = {mark.tag: mark for mark in element.iterfind(TC_MARKS)}
        cell = FormCell(
            element,
            column,
            wide=_span(properties.get(GRID_SPAN)),
            width=_cell_width(properties.get(CELL_WIDTH)),
            goes_on=V_MERGE in properties and properties[V_MERGE].get(VAL) != "restart",
        )
        whys = [why for name, why in CELL_MARKS.items() if name in properties] + [SPAN] * (not cell.wide)
        problems += [SHIFTED.at(at=place_of(index, column), why=why) for why in whys]
        cells.append(cell._replace(wide=cell.wide or 1))
        column += cell.wide or 1
    return FormRow(row, tuple(cells), tuple(problems))


def _row_objections(row: etree._Element) -> Iterator[str]:
    """Yield why the cells of a row may stand under other columns than they seem to, or are not seen."""
    properties = row.find(W + "trPr")
    if properties is not None:
        gaps = (_value(properties, name, attribute, "0") for name, attribute in GAPS)
        if any(gap.strip() not in ("", "0") for gap in gaps):
            yield GAP
        hidden = properties.find(W + "hidden")
        height = properties.find(W + "trHeight")
        flat = height is not None and height.get(W + "hRule") == "exact" and _width(height, VAL) < LOWEST
        if flat or (hidden is not None and hidden.get(VAL, "1") not in OFF):
            yield HIDDEN_ROW
    exception = row.find(f"{W}tblPrEx/{W}tblInd")
    if exception is not None and _width(exception, W + "w"):
        yield GAP


def _span(mark: etree._Element | None) -> int:
    """Return how many columns a cell covers; 0 where that is no number that Word would write."""
    text = mark.get(VAL, "1") if mark is not None else "1"
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(COLUMNS_MOST))
    return int(text) if is_number and int(text) <= COLUMNS_MOST else 0


def _cell_width(mark: etree._Element | None) -> int:
    """Return the width of a cell in twips; 0 where it has none of its own."""
    return _width(mark, W + "w") if mark is not None and mark.get(W + "type", "dxa") == "dxa" else 0


def _value(properties: etree._Element, name: str, attribute: str, default: str) -> str:
    mark = properties.find(W + name)
    return mark.get(attribute, default) if mark is not None else default


def _width(element: etree._Element, attribute: str) -> int:
    text = element.get(attribute, "0")
    return int(text) if text.isascii() and text.lstrip("-").isdigit() and len(text) < len("1000000") else 0


def shape_problems(table: FormTable, structure: Structure) -> Iterator[Problem]:
    """Yield every place where the table is not built as it was handed out."""
    yield from table.problems
    columns = len(structure.leaves)
    grid = table.element.findall(f"{W}tblGrid/{W}gridCol")
    if grid and len(grid) != columns:
        yield SHAPE.at(what=N_("số cột"), found=len(grid), expected=columns)
    for row in table.rows[: structure.heading_rows]:
        yield from row.problems
    widths = _heading_widths(table.rows[: structure.heading_rows])
    body = table.rows[structure.heading_rows :]
    for index, (row, (_, fixed)) in enumerate(zip(body, structure.rows, strict=False)):
        at = structure.heading_rows + index
        yield from row.problems or _row_problems(row, at, structure.layout(index))
        yield from _width_problems(row, at, widths)
        yield from _control_problems(row, at, _tags(structure, index, fixed))


def _row_problems(row: FormRow, at: int, layout: Sequence[tuple[int, int, bool]]) -> Iterator[Problem]:
    """Yield every merge of a row that was not there or is gone, or that it has more or fewer columns."""
    covered, columns = sum(cell.wide for cell in row.cells), sum(wide for _, wide, _ in layout)
    if covered != columns:
        yield SHAPE.at(what=row_place(at), found=f"1 × {covered}", expected=f"1 × {columns}")
        return
    expected = {column: (wide, goes_on) for column, wide, goes_on in layout}
    for cell in row.cells:
        wide, goes_on = expected.get(cell.column, (1, False))
        if cell.wide != wide or (cell.goes_on and not goes_on):
            yield SHAPE.at(what=place_of(at, cell.column), found=f"1 × {cell.wide}", expected=f"1 × {wide}")
        elif goes_on and not cell.goes_on:
            yield SHIFTED.at(at=place_of(at, cell.column), why=PARTED)


def _heading_widths(rows: Sequence[FormRow]) -> dict[int, int]:
    """Return how wide the columns are by the cells of the heading that cover just one."""
    cells = (cell for row in rows for cell in row.cells)
    return {cell.column: cell.width for cell in cells if cell.wide == 1 and cell.width}


def _width_problems(row: FormRow, at: int, widths: dict[int, int]) -> Iterator[Problem]:
    """Yield the first cell of a row that is not as wide as its column: from there on all are shifted."""
    for cell in row.cells:
        due = widths.get(cell.column, 0)
        is_known = cell.wide == 1 and cell.width and due
        if is_known and abs(cell.width - due) > max(LEAST_ROOM, SHARE * due):
            yield SHIFTED.at(at=place_of(at, cell.column), why=WIDTH)
            return


def _tags(structure: Structure, index: int, fixed: Sequence[str | None]) -> tuple[str, ...]:
    """Return the tags of the controls in a row, none where its text is fixed."""
    cells = zip(structure.leaves, fixed, strict=False)
    return tuple("" if text is not None else control_tag(index, leaf.key)[:TAG_MOST] for leaf, text in cells)


def _control_problems(row: FormRow, at: int, tags: tuple[str, ...]) -> Iterator[Problem]:
    """Yield the cells that hold a control of another cell: office programs may drop them, never move them."""
    for cell in row.cells:
        own = tags[cell.column] if cell.column < len(tags) else ""
        controls = [*cell.element.iter(SDT)]
        if cell.element.getparent() is not row.element:
            controls += cell.element.iterancestors(SDT)
        if any(_is_ours(tag) and tag != own for tag in map(_tag, controls)):
            yield SHIFTED.at(at=place_of(at, cell.column), why=CONTROL)


def _tag(control: etree._Element) -> str:
    properties = control.find(W + "sdtPr")
    return _value(properties, "tag", VAL, "") if properties is not None else ""


def _is_ours(tag: str) -> bool:
    row, dot, _ = tag.partition(".")
    return bool(dot) and row[:1] == "d" and row[1:].isdigit()
