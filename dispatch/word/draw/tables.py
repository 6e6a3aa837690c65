"""Tables of a letter as WordprocessingML: grids with spans, blocks to be signed, cells to be filled."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from dispatch.forms import GROUPS, GridCell, LeafColumn, Table
from dispatch.forms.widths import CELL_MARGIN
from dispatch.letter import Signatures
from dispatch.model.column_kinds import COLUMN_KINDS
from dispatch.text.marks import Run, Text
from dispatch.word.draw.columns import body_rows, fit_columns, heading_rows, twips
from dispatch.word.draw.fragments import Fragment, escape_attribute, paragraph_xml

Draw = Callable[[Text], Fragment]
GAP = '<w:p><w:pPr><w:pStyle w:val="SauBang"/></w:pPr></w:p>'
KEPT_GAP = GAP.replace("</w:pPr>", "<w:keepNext/></w:pPr>")
ROWS_KEPT = 2  # rows at the end of a table that go on with a signature
BLANK = "     "
TEXT_CONTROL = "<w:text/>"
DATE_FORMAT = '<w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="vi-VN"/>'
DATE_CONTROL = f'<w:date>{DATE_FORMAT}<w:storeMappedDataAs w:val="date"/></w:date>'


class Grid(NamedTuple):
    """What every cell of one table needs to know."""

    leaves: tuple[LeafColumn, ...]
    aligns: tuple[str, ...]
    widths: tuple[int, ...]
    role: str
    draw: Draw
    fillable: bool


def table_xml(
    table: Table,
    room: float,
    draw: Draw,
    *,
    fillable: bool = False,
    keep: bool = False,
) -> Fragment:
    """Return a table as wide as its room; its blank cells are controls if it is to be filled."""
    role, widths = fit_columns(table, room)
    grid = Grid(table.leaves, tuple(map(table.align, range(table.columns))), widths, role, draw, fillable)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [_keep(_row(cells, grid, "<w:tblHeader/>")) for cells in heading_rows(table)]
    for row, cells in zip(table.body, body_rows(table), strict=True):
        drawn = _row(cells, grid, "")
        rows.append(_keep(drawn) if row.kind in GROUPS else drawn)
    if keep:
        rows[-ROWS_KEPT:] = [_keep(row) for row in rows[-ROWS_KEPT:]]
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="{twips(CELL_MARGIN)}" w:type="dxa"/>' for side in ("left", "right"))
    return Fragment(
        f'{KEPT_GAP}<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>{KEPT_GAP if keep else GAP}"
    )


def _keep(row: str) -> str:
    """Return a row that stays on the page of the next."""
    return row if "<w:keepNext/>" in row else row.replace("<w:jc ", "<w:keepNext/><w:jc ")


def _row(cells: Iterable[tuple[GridCell, bool]], grid: Grid, repeat: str) -> str:
    inside = "".join(_cell(cell, grid, again=again) for cell, again in cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{inside}</w:tr>"


def _cell(cell: GridCell, grid: Grid, *, again: bool) -> str:
    wide = sum(grid.widths[cell.column : cell.column + cell.columns])
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = "" if cell.rows == 1 else "<w:vMerge/>" if again else '<w:vMerge w:val="restart"/>'
    leaf = grid.leaves[cell.column]
    align = "center" if cell.heading else _align(cell, grid)
    text = "" if again else grid.draw(cell.text)
    properties = f'<w:pPr><w:pStyle w:val="{grid.role}"/><w:jc w:val="{align}"/></w:pPr>'
    inside = f"<w:p>{properties}{text}</w:p>"
    if grid.fillable and cell.fill and not again:
        inside = _control(cell, leaf, properties, text)
    width = f'<w:tcW w:w="{wide}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{width}{span}{merge}<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'


def _align(cell: GridCell, grid: Grid) -> str:
    """Return where the text of a cell stands: that across the whole table on the left, else as its column says."""
    across = cell.columns > 1 and cell.columns == len(grid.leaves)
    return "left" if across else grid.aligns[cell.column]


def control_tag(row: int, key: str) -> str:
    """Return the tag of the control in a row and column."""
    return f"d{row + 1}.{key}"


def _control(cell: GridCell, leaf: LeafColumn, properties: str, text: str) -> str:
    """Return a cell's content control: typed, tagged, not to be deleted; blank or dotted until it is filled."""
    alias = escape_attribute(leaf.title[:60])
    tag = escape_attribute(control_tag(cell.row, leaf.key)[:64])
    number = cell.row * 1000 + cell.column + 1
    blank = text or f'<w:r><w:t xml:space="preserve">{BLANK}</w:t></w:r>'
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{tag}"/>'
        f'<w:id w:val="{number}"/><w:lock w:val="sdtLocked"/>{_control_type(leaf)}</w:sdtPr>'
        f"<w:sdtContent><w:p>{properties}{blank}</w:p></w:sdtContent></w:sdt>"
    )


def control_xml(blank: tuple[int, LeafColumn], inside: str) -> str:
    """Return the control of a blank in a sentence, by its number and its column."""
    at, leaf = blank
    alias = escape_attribute(leaf.title[:60])
    tag = escape_attribute(control_tag(0, leaf.key)[:64])
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{tag}"/>'
        f'<w:id w:val="{at + 1}"/><w:lock w:val="sdtLocked"/>{_control_type(leaf)}</w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def _control_type(leaf: LeafColumn) -> str:
    """Return what Word lets a person put into a cell of a column."""
    match COLUMN_KINDS[leaf.kind].word_control:
        case "text":
            return TEXT_CONTROL
        case "date":
            return DATE_CONTROL
        case "drop_down":
            values = map(escape_attribute, leaf.choices)
            items = (f'<w:listItem w:displayText="{value}" w:value="{value}"/>' for value in values)
            return f"<w:dropDownList>{''.join(items)}</w:dropDownList>"


def signatures_xml(signatures: Signatures, room: float) -> Fragment:
    """Return two blocks to be signed, side by side."""
    half = twips(room / 2)
    left = _signature(("", *signatures.left) if signatures.day else signatures.left, signatures.left_name)
    day = paragraph_xml("KemTheo", (Run(signatures.day),)) if signatures.day else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{half}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'
        for inside in (left, day + _signature(signatures.right, signatures.right_name))
    )
    return Fragment(
        f'{KEPT_GAP}<w:tbl><w:tblPr><w:tblW w:w="{half * 2}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{half}"/><w:gridCol w:w="{half}"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>{GAP}"
    )


def _signature(titles: Sequence[str], name: str) -> str:
    lines = "".join(paragraph_xml("ChucVu", (Run(title),) if title else ()) for title in titles)
    return lines + paragraph_xml("HoTen", (Run(name),) if name else ())
