"""A form that comes back as an Excel workbook: what it says of itself, what stands in its table now."""

from collections.abc import Container, Iterator

from dispatch.excel.cells import read_sheets
from dispatch.excel.form_page import choose_page
from dispatch.excel.hidden_sheet import HIDDEN, read_hidden_sheet
from dispatch.excel.limits import CELLS_MOST, FORM, TOO_LARGE, refusal
from dispatch.excel.opening import Parts, open_workbook
from dispatch.excel.references import CellRef
from dispatch.excel.region import find_table
from dispatch.excel.returned_cells import found_cell
from dispatch.excel.returned_remarks import merged_cells, remarks_on_page
from dispatch.excel.returned_table import ReturnedTable
from dispatch.excel.shifted_cells import shifted_cells
from dispatch.forms.returned import MERGED, SHAPE, FoundCell, ReturnedForm, unreadable
from dispatch.model.column_kinds import COLUMN_KINDS, ColumnKind
from dispatch.problem import N_, Fault, Problem, Severity

HAS_MACRO = Fault(
    "F043",
    N_("tệp có macro; không chạy, chỉ đọc số liệu"),
    N_("gửi dạng .xlsx"),
    Severity.WARNING,
)
TYPES, MACRO_TYPE = "[Content_Types].xml", b"macroEnabled"
SPANS = "{} × {}"
HIDDEN_LINE = N_("dòng hoặc cột bị ẩn")


def read_excel_form(data: bytes, file: str) -> ReturnedForm:
    """Return a form as it came back, or refuse what is none; what changed in it is for others to judge."""
    return read_form_parts(open_workbook(data, file, FORM), file)[0]


def read_form_parts(parts: Parts, file: str) -> tuple[ReturnedForm, ReturnedTable]:
    """Return a form whose parts were looked over, and its table on its page."""
    armed = (HAS_MACRO.at(),) if has_macros(parts) else ()
    found = read_sheets(parts, file)
    kept = read_hidden_sheet(found, file)
    page, remarks = choose_page([page for name, page in found.items() if name != HIDDEN], kept, file)
    region = find_table(page, kept)
    now = kept.structure.with_rows(region.rows - kept.structure.heading_rows)
    seat = ReturnedTable(page, kept._replace(structure=now), region)
    if seat.region.rows * seat.region.columns > CELLS_MOST:
        raise refusal(FORM, file, TOO_LARGE)
    merged = merged_cells(seat)
    form = ReturnedForm(
        file=file,
        identity=kept.identity,
        structure=kept.structure,
        heading=tuple(_heading(seat)),
        rows=tuple(
            _row(seat, index, merged) for index in range(seat.region.rows - kept.structure.heading_rows)
        ),
        shape=(*_merged(seat, merged), *shifted_cells(seat)),
        remarks=(*armed, *remarks, *remarks_on_page(seat)),
    )
    return form, seat


def has_macros(parts: Parts) -> bool:
    """Say whether a workbook is of a kind that may run something."""
    return MACRO_TYPE in parts.get(TYPES, b"")


def _heading(seat: ReturnedTable) -> Iterator[tuple[FoundCell, int, int, int, int]]:
    """Yield the cells of the heading with the spans they have now; what a merge covers is no cell."""
    top, left, _, columns = seat.region
    covered: set[CellRef] = set()
    for row in range(top, seat.first):
        for column in range(left, left + columns):
            if CellRef(row, column) in covered:
                continue
            tall, wide = seat.page.merges.get(CellRef(row, column), (1, 1))
            across = range(column, min(column + wide, left + columns))
            covered |= {
                CellRef(below, beside)
                for below in range(row, min(row + tall, seat.first))
                for beside in across
            }
            found = FoundCell(seat.at(row, column).text, seat.place(row, column))
            yield found, row - top, column - left, tall, wide


def _row(seat: ReturnedTable, index: int, merged: Container[CellRef]) -> tuple[FoundCell, ...]:
    """Return the cells of a row of the body; the name of a group is one cell."""
    rows = seat.kept.structure.rows
    kind, fixed = rows[index] if index < len(rows) else ("o", ())
    row, left = seat.first + index, seat.region.left
    columns = range(1 if kind == "nhom" else seat.region.columns)
    texts = zip(columns, (*fixed, *[None] * len(columns)), strict=False)
    cells = ((CellRef(row, left + at), text, _kind(seat, at)) for at, text in texts)
    return tuple(
        _doubted(_cell(seat, at, kind, text, column), MERGED if at in merged and text is None else "")
        for at, text, column in cells
    )


def _doubted(cell: FoundCell, why: str) -> FoundCell:
    """Return a cell with one doubt more, if it says anything."""
    doubts = unreadable(cell.text, cell.place, why) if cell.text else ()
    return cell._replace(doubts=(*cell.doubts, *doubts)) if doubts else cell


def _cell(
    seat: ReturnedTable, at: CellRef, row: str, fixed: str | None, kind: ColumnKind | None
) -> FoundCell:
    """Return a cell of the body, with all doubts about it."""
    cell = found_cell(seat.at(*at), row, fixed, kind, seat.place(*at))
    return cell._replace(doubts=(*cell.doubts, *unreadable(cell.text, cell.place, _unread(seat, *at))))


def _unread(seat: ReturnedTable, row: int, column: int) -> str:
    """Return why a cell is not read: nobody sees what it says, or not as it stands."""
    return seat.at(row, column).dress or (HIDDEN_LINE if seat.page.hides(CellRef(row, column)) else "")


def _kind(seat: ReturnedTable, column: int) -> ColumnKind | None:
    leaves = seat.kept.structure.leaves
    return COLUMN_KINDS[leaves[column].kind] if column < len(leaves) else None


def _merged(seat: ReturnedTable, of_cells: Container[CellRef]) -> Iterator[Problem]:
    """Yield every merge of the body that is new or gone; a changed count of rows is told by itself."""
    structure = seat.kept.structure
    columns = len(structure.leaves)
    if (seat.region.rows, seat.region.columns) != (structure.heading_rows + len(structure.rows), columns):
        return
    groups = [
        seat.first + at for at, (kind, _) in enumerate(structure.rows) if kind == "nhom" and columns > 1
    ]
    asked = {CellRef(row, seat.region.left): (1, columns) for row in groups} | seat.merged_from_the_start
    last = seat.region.top + seat.region.rows
    outside = range(seat.region.top, seat.first)  # a merge that begins in the heading is judged there
    found = {
        at: span
        for at, span in seat.page.merges.items()
        if seat.first - span[0] < at.row < last
        and at.row not in outside
        and at.column < seat.region.left + columns
    }
    for at in sorted({*asked, *found}):
        if at in of_cells and at not in asked:
            continue  # told by its cells, so that the others are read
        now, then = found.get(at, (1, 1)), asked.get(at, (1, 1))
        if now != then:
            yield SHAPE.at(what=seat.place(*at), found=SPANS.format(*now), expected=SPANS.format(*then))
