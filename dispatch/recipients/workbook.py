"""The first sheet of a workbook, and what is wrong with cells whose formulas say nothing."""

from dispatch.excel.first_sheet import read_first_sheet
from dispatch.excel.references import cell_place
from dispatch.excel.sheet_rows import SheetRows
from dispatch.problem import N_, Fault, Problem

BAD_FORMULA = Fault("B008", N_("ô báo lỗi {text}"), N_("sửa công thức của ô đó"))
UNRECKONED = Fault(
    "B009", N_("công thức chưa được tính"), N_("mở bảng bằng Excel hoặc LibreOffice rồi lưu lại")
)
Problems = dict[int, list[Problem]]


def read_sheet(data: bytes, file: str) -> tuple[SheetRows, Problems]:
    """Return the first sheet, and the problems of its cells by the number of their line.

    Raises:
        Refused: B001, for what is no workbook or not safe to open.
    """
    sheet = read_first_sheet(data, file)
    problems: Problems = {}
    for at, text in sorted(sheet.failures.items()):
        place = cell_place(file, sheet.name, at)
        problem = BAD_FORMULA.at(place, text=text) if text else UNRECKONED.at(place)
        problems.setdefault(at.row, []).append(problem)
    return sheet, problems
