"""The sheet of a workbook that is the table, and what is wrong with its failed formulas and odd numbers."""

from dispatch.excel.doubts import Reason
from dispatch.excel.references import cell_place
from dispatch.excel.sheet_rows import SheetRows
from dispatch.excel.table_sheet import read_table_sheet
from dispatch.problem import N_, Fault, Problem, shorten

BAD_FORMULA = Fault("B008", N_("ô báo lỗi {text}"), N_("sửa công thức của ô đó"))
UNRECKONED = Fault(
    "B009", N_("công thức chưa được tính"), N_("mở bảng bằng Excel hoặc LibreOffice rồi lưu lại")
)
OTHER_NUMBER = Fault(
    "B015",
    N_("ô hiện '{shown}' mà giá trị là '{held}'"),
    N_("định dạng ô là Số cho hiện đủ, hoặc là Văn bản rồi ghi lại"),
)
LONG_NUMBER = Fault(
    "B016",
    N_("số '{held}' có hơn 15 chữ số, Excel không giữ đủ"),
    N_("định dạng ô là Văn bản rồi ghi lại số đó"),
)
EARLY_DAY = Fault(
    "B017",
    N_("ô kiểu ngày hiện '{shown}' vì giá trị là '{held}'"),
    N_("ghi đủ ngày, ví dụ 05/6/2026; năm hay số đếm thì định dạng ô là Số rồi ghi lại"),
)
UNSEEN_NUMBER = Fault(
    "B018",
    N_("ô hiện '{shown}', không biết ghi giá trị '{held}' thế nào"),
    N_("định dạng lại ô là Số, Ngày hoặc Văn bản"),
)
DOUBTS = {
    Reason.OTHER: OTHER_NUMBER,
    Reason.LONG: LONG_NUMBER,
    Reason.EARLY: EARLY_DAY,
    Reason.UNSEEN: UNSEEN_NUMBER,
}
Problems = dict[int, list[Problem]]


def read_sheet(data: bytes, file: str, asked: str = "") -> tuple[SheetRows, Problems]:
    """Return the sheet that is the table, and the problems of its cells by the number of their line.

    Raises:
        Refused: B001, for what is no workbook or not safe to open; B023, B024 where it is not clear which
            sheet is meant.
    """
    sheet = read_table_sheet(data, file, asked)
    problems: Problems = {}
    for at, text in sorted(sheet.failures.items()):
        place = cell_place(file, sheet.name, at)
        problem = BAD_FORMULA.at(place, text=text) if text else UNRECKONED.at(place)
        problems.setdefault(at.row, []).append(problem)
    for at, doubt in sorted(sheet.doubts.items()):
        shown, held = shorten(doubt.shown), shorten(doubt.held)
        problem = DOUBTS[doubt.reason].at(cell_place(file, sheet.name, at), shown=shown, held=held)
        problems.setdefault(at.row, []).append(problem)
    return sheet, problems
