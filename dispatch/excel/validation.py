"""What Excel itself refuses while a form is filled in, and what it says then."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dispatch.forms import LeafColumn, Table
from dispatch.problem import N_

TITLE = N_("Giá trị không hợp lệ")
MOST = "999999999999999"  # Excel keeps fifteen digits
FIRST_DAY, LAST_DAY = "3654", "2958465"  # 01/01/1910 and 31/12/9999: a year typed alone is no day


class Check(NamedTuple):
    """What a kind of column takes: Excel's name for it, the least and the most, and what to say otherwise."""

    type: Literal["whole", "decimal", "date"]
    least: str
    most: str
    error: str
    prompt: str = ""


CHECKS = {
    "so_nguyen": Check("whole", f"-{MOST}", MOST, N_("Ô này chỉ ghi số nguyên, ví dụ 1234, không ghi thêm chữ.")),
    "so_thap_phan": Check("decimal", f"-{MOST}", MOST, N_("Ô này chỉ ghi số, ví dụ 12,5, không ghi thêm chữ.")),
    "phan_tram": Check(
        "decimal",
        f"-{MOST}",
        MOST,
        N_("Ô này chỉ ghi số phần trăm, ví dụ 12,5, không ghi thêm chữ."),
        N_("Ghi số phần trăm, không gõ dấu %: 12,5 là 12,5 %."),
    ),
    "ngay": Check("date", FIRST_DAY, LAST_DAY, N_("Ô này chỉ ghi ngày, ví dụ 31/12/2026.")),
}
CHOOSE = N_("Chọn một giá trị trong danh sách.")


def add_validation(sheet: Worksheet, table: Table, top: int, choices: Mapping[str, str]) -> None:
    """Let each cell to be filled take only values of its column; lists of choices are known by where they stand."""
    for column, leaf in enumerate(table.leaves):
        check = _check(leaf, choices)
        rows = [at for at, row in enumerate(table.body) if row.kind == "o" and row.cells[column].fill]
        if not check or not rows:
            continue
        letter = get_column_letter(column + 1)
        for first, last in _blocks(rows):
            check.add(f"{letter}{top + table.heading_rows + first}:{letter}{top + table.heading_rows + last}")
        sheet.add_data_validation(check)


def _check(leaf: LeafColumn, choices: Mapping[str, str]) -> DataValidation | None:
    if leaf.key in choices:
        return _told(DataValidation(type="list", formula1=choices[leaf.key], allow_blank=True), CHOOSE)
    if leaf.kind not in CHECKS:
        return None
    asked = CHECKS[leaf.kind]
    check = DataValidation(
        type=asked.type, operator="between", formula1=asked.least, formula2=asked.most, allow_blank=True
    )
    return _told(check, asked.error, asked.prompt)


def _told(check: DataValidation, error: str, prompt: str = "") -> DataValidation:
    check.showErrorMessage, check.errorTitle, check.error = True, TITLE, error
    check.showInputMessage, check.prompt = bool(prompt), prompt or None
    return check


def _blocks(rows: list[int]) -> list[tuple[int, int]]:
    """Return the rows as unbroken blocks, first and last of each."""
    starts = [row for row in rows if row - 1 not in rows]
    ends = [row for row in rows if row + 1 not in rows]
    return list(zip(starts, ends, strict=True))
