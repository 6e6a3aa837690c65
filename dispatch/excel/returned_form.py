"""A form that comes back as an Excel workbook: what it says of itself, what stands in its table now."""

from collections.abc import Container, Iterator

from dispatch.excel.cells import SheetCell, read_sheets
from dispatch.excel.doubts import Doubt, Reason
from dispatch.excel.form_page import choose_page
from dispatch.excel.hidden_sheet import HIDDEN, read_hidden_sheet
from dispatch.excel.limits import CELLS_MOST, FORM, TOO_LARGE, refusal
from dispatch.excel.opening import open_workbook
from dispatch.excel.references import CellRef
from dispatch.excel.region import find_table
from dispatch.excel.returned_remarks import merged_cells, remarks_on_page
from dispatch.excel.returned_table import ReturnedTable
from dispatch.excel.shifted_cells import shifted_cells
from dispatch.forms.returned import MERGED, SHAPE, TWO_NUMBERS, FoundCell, ReturnedForm, unreadable
from dispatch.model.column_kinds import COLUMN_KINDS, ColumnKind, parse_value
from dispatch.problem import N_, Fault, Problem, Severity, shorten
from dispatch.text.numbers import readings

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
    parts = open_workbook(data, file, FORM)
    armed = (HAS_MACRO.at(),) if MACRO_TYPE in parts.get(TYPES, b"") else ()
    found = read_sheets(parts, file)
    kept = read_hidden_sheet(found, file)
    page, remarks = choose_page([page for name, page in found.items() if name != HIDDEN], kept, file)
    region = find_table(page, kept)
    now = kept.structure.with_rows(region.rows - kept.structure.heading_rows)
    seat = ReturnedTable(page, kept._replace(structure=now), region)
    if seat.region.rows * seat.region.columns > CELLS_MOST:
        raise refusal(FORM, file, TOO_LARGE)
    merged = merged_cells(seat)
    return ReturnedForm(
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
        text = seen.text or ("" if row == "tong" else seen.formula)
        return FoundCell(text, place, tuple(_two_numbers(text, kind, place)) if fixed is None else ())
    is_value = kind is not None and kind.excel_format is not None
    text = seen.number.value if is_value else seen.number.shown
    doubt = seen.number.value_doubt if is_value else seen.number.shown_doubt
    if fixed is not None and _same_number(text, fixed, kind):
        return FoundCell(fixed, place)
    return FoundCell(text, place, (_problem(doubt, place),) if doubt else ())


def _two_numbers(text: str, kind: ColumnKind | None, place: str) -> Iterator[Problem]:
    """Yield the doubt about a number typed as text that would be another if it were typed as a number.

    `1.234` is read as a thousand and more here; a cell of numbers that shows it holds one and some.
    """
    if kind is None or not kind.numeric or text.count(".") != 1 or "," in text:
        return
    try:
        read, other = parse_value(text, kind.key), parse_value(text.replace(".", ","), kind.key)
    except ValueError:
        return
    if read != other:
        problem = TWO_NUMBERS.at(None, at=place, found=shorten(text))
        yield problem._replace(values=(*problem.values, ("meant", readings(text))))


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
