"""A form that comes back as an Excel workbook: what it says of itself, what stands in its table now."""

from collections.abc import Iterator

from dispatch.excel.cells import SheetCell, read_sheets
from dispatch.excel.doubts import Doubt, Reason
from dispatch.excel.form_page import choose_page
from dispatch.excel.hidden_sheet import HIDDEN, read_hidden_sheet
from dispatch.excel.limits import CELLS_MOST, FORM, TOO_LARGE, refusal
from dispatch.excel.opening import open_workbook
from dispatch.excel.references import CellRef
from dispatch.excel.region import find_table
from dispatch.excel.returned_table import ReturnedTable
from dispatch.excel.shifted_cells import shifted_cells
from dispatch.forms.returned import SHAPE, FoundCell, ReturnedForm, unreadable
from dispatch.model.column_kinds import COLUMN_KINDS, ColumnKind, parse_value
from dispatch.problem import N_, Fault, Problem, shorten

OTHER_NUMBER = Fault(
    "F011",
    N_("{at}: ô hiện '{shown}' mà giá trị là '{held}'"),
    N_("sửa giá trị hoặc định dạng của ô cho khớp nhau"),
)
LONG_NUMBER = Fault(
    "F012",
    N_("{at}: số '{held}' có hơn 15 chữ số, Excel không giữ đủ"),
    N_("định dạng ô là Văn bản rồi ghi lại số đó"),
)
EARLY_DAY = Fault(
    "F013",
    N_("{at}: ô kiểu ngày hiện '{shown}' vì giá trị là '{held}'"),
    N_("ghi đủ ngày, ví dụ 05/6/2026; năm hay số đếm thì định dạng ô là Số rồi ghi lại"),
)
UNSEEN_NUMBER = Fault(
    "F014",
    N_("{at}: ô hiện '{shown}', không biết ghi giá trị '{held}' thế nào"),
    N_("định dạng lại ô là Số, Ngày hoặc Văn bản"),
)
DOUBTS = {
    Reason.OTHER: OTHER_NUMBER,
    Reason.LONG: LONG_NUMBER,
    Reason.EARLY: EARLY_DAY,
    Reason.UNSEEN: UNSEEN_NUMBER,
}
SPANS = "{} × {}"
HIDDEN_LINE = N_("dòng hoặc cột bị ẩn")


def read_excel_form(data: bytes, file: str) -> ReturnedForm:
    """Return a form as it came back, or refuse what is none; what changed in it is for others to judge."""
    found = read_sheets(open_workbook(data, file, FORM), file)
    kept = read_hidden_sheet(found, file)
    page, remarks = choose_page([page for name, page in found.items() if name != HIDDEN], kept, file)
    seat = ReturnedTable(page, kept, find_table(page, kept))
    if seat.region.rows * seat.region.columns > CELLS_MOST:
        raise refusal(FORM, file, TOO_LARGE)
    return ReturnedForm(
        file=file,
        identity=kept.identity,
        structure=kept.structure,
        heading=tuple(_heading(seat)),
        rows=tuple(_row(seat, index) for index in range(seat.region.rows - kept.structure.heading_rows)),
        shape=(*_merged(seat), *shifted_cells(seat)),
        remarks=remarks,
    )


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


def _row(seat: ReturnedTable, index: int) -> tuple[FoundCell, ...]:
    """Return the cells of a row of the body; the name of a group is one cell."""
    rows = seat.kept.structure.rows
    kind, fixed = rows[index] if index < len(rows) else ("o", ())
    row, left = seat.first + index, seat.region.left
    columns = range(1 if kind == "nhom" else seat.region.columns)
    texts = zip(columns, (*fixed, *[None] * len(columns)), strict=False)
    return tuple(_cell(seat, CellRef(row, left + at), kind, text, _kind(seat, at)) for at, text in texts)


def _cell(
    seat: ReturnedTable, at: CellRef, row: str, fixed: str | None, kind: ColumnKind | None
) -> FoundCell:
    """Return a cell of the body, with all doubts about it."""
    cell = _found(seat.at(*at), row, fixed, kind, seat.place(*at))
    return cell._replace(doubts=(*cell.doubts, *unreadable(cell.text, cell.place, _unread(seat, *at))))


def _unread(seat: ReturnedTable, row: int, column: int) -> str:
    """Return why a cell is not read: nobody sees what it says, or not as it stands."""
    return seat.at(row, column).dress or (HIDDEN_LINE if seat.page.hides(CellRef(row, column)) else "")


def _kind(seat: ReturnedTable, column: int) -> ColumnKind | None:
    leaves = seat.kept.structure.leaves
    return COLUMN_KINDS[leaves[column].kind] if column < len(leaves) else None


def _found(seen: SheetCell, row: str, fixed: str | None, kind: ColumnKind | None, place: str) -> FoundCell:
    """Return what a cell says: its value where that is a number or a day, else what it shows.

    A formula of ours without a result says nothing, a foreign one is named.
    """
    if seen.number is None:
        return FoundCell(seen.text or ("" if row == "tong" else seen.formula), place)
    is_value = kind is not None and kind.excel_format is not None
    text = seen.number.value if is_value else seen.number.shown
    doubt = seen.number.value_doubt if is_value else seen.number.shown_doubt
    if fixed is not None and _same_number(text, fixed, kind):
        return FoundCell(fixed, place)
    return FoundCell(text, place, (_problem(doubt, place),) if doubt else ())


def _problem(doubt: Doubt, place: str) -> Problem:
    return DOUBTS[doubt.reason].at(None, at=place, shown=shorten(doubt.shown), held=shorten(doubt.held))


def _same_number(text: str, fixed: str, kind: ColumnKind | None) -> bool:
    """Say whether a fixed number is the one that was written: 1.000 came back as 1000."""
    if kind is None or not kind.numeric:
        return False
    try:
        return parse_value(text, kind.key) == parse_value(fixed, kind.key)
    except ValueError:
        return False


def _merged(seat: ReturnedTable) -> Iterator[Problem]:
    """Yield every merge of the body that is new or gone; a changed count of rows is told by itself."""
    structure = seat.kept.structure
    columns = len(structure.leaves)
    if (seat.region.rows, seat.region.columns) != (structure.heading_rows + len(structure.rows), columns):
        return
    groups = [
        seat.first + at for at, (kind, _) in enumerate(structure.rows) if kind == "nhom" and columns > 1
    ]
    asked = {CellRef(row, seat.region.left): (1, columns) for row in groups}
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
        now, then = found.get(at, (1, 1)), asked.get(at, (1, 1))
        if now != then:
            yield SHAPE.at(what=seat.place(*at), found=SPANS.format(*now), expected=SPANS.format(*then))
