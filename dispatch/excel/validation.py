"""What Excel itself refuses while a form is filled in, and what it says then."""

from collections.abc import Mapping
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dispatch.excel.stated_sums import StatedSum, mark_other_sums, stated_sums
from dispatch.forms import GridRow, LeafColumn, Table
from dispatch.forms.no_value import SPELLINGS
from dispatch.model.column_kinds import COLUMN_KINDS, ExcelCheck
from dispatch.problem import N_

TITLE = N_("Giá trị không hợp lệ")
SUM_TITLE = N_("Xem lại số liệu")
SUM_ERROR = N_("Theo dòng số cột ({rule}) ô này phải là số khác. Vẫn giữ số vừa ghi?")
BOUNDS = {"between": "{0}>={1},{0}<={2}", "greaterThanOrEqual": "{0}>={1}", "lessThanOrEqual": "{0}<={1}"}
FORMULA_MOST, ERROR_MOST = 255, 225  # letters that Excel takes of a formula, of a message
COUNTED = ("whole", "decimal", "date")  # what is a number to Excel


class OpenCells(NamedTuple):
    """The cells of a column that are to be filled: their blocks on the sheet, the first of them."""

    spans: tuple[str, ...]
    first: str


def add_validation(sheet: Worksheet, table: Table, top: int, choices: Mapping[str, str]) -> None:
    """Let each cell to be filled take only values of its column; choices are known by where they stand."""
    sums = stated_sums(table)
    for column, leaf in enumerate(table.leaves):
        cells = _open_cells(table, column, top + table.heading_rows)
        if not cells.spans:
            continue
        stated = sums.get(leaf.key)
        if validation := _validation(leaf, choices, cells.first, stated):
            for span in cells.spans:
                validation.add(span)
            sheet.add_data_validation(validation)
        if stated:
            mark_other_sums(sheet, stated, cells.spans)


def _open_cells(table: Table, column: int, first: int) -> OpenCells:
    rows = [at for at, row in enumerate(table.body) if row.kind == "o" and _is_open(row, column)]
    letter = get_column_letter(column + 1)
    spans = (f"{letter}{first + start}:{letter}{first + end}" for start, end in _blocks(rows))
    return OpenCells(tuple(spans), f"{letter}{first + min(rows, default=0)}")


def _is_open(row: GridRow, column: int) -> bool:
    cell = row.cell_at(column)
    return cell is not None and cell.fill


def _validation(
    leaf: LeafColumn, choices: Mapping[str, str], cell: str, stated: StatedSum | None
) -> DataValidation | None:
    """Return what Excel is to take in a column, or None if it takes all."""
    kind = COLUMN_KINDS[leaf.kind]
    check = kind.excel_check
    if check is None:
        return None
    validation = DataValidation(
        type=check.type,
        operator=check.operator,
        formula1=choices[leaf.key] if kind.has_choices else check.least,
        formula2=check.most,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=TITLE,
        error=check.error,
        showInputMessage=bool(check.prompt),
        prompt=check.prompt or None,
    )
    if check.type in COUNTED:
        _take_words_too(validation, check, cell, stated)
    return validation


def _take_words_too(
    validation: DataValidation, check: ExcelCheck, cell: str, stated: StatedSum | None
) -> None:
    """Let a cell of numbers take what is said instead of one, and ask twice about a sum that is another.

    It is asked, not refused: what the form states is the form's, and what is so may be sent.
    """
    validation.type, validation.operator, validation.formula2 = "custom", None, None
    validation.formula1 = _value_or_none(check, cell)
    asked = f"AND({validation.formula1},{stated.holds(cell)})" if stated else ""
    if stated and len(asked) <= FORMULA_MOST:
        validation.formula1, validation.errorStyle, validation.errorTitle = asked, "warning", SUM_TITLE
        validation.error = f"{check.error} {SUM_ERROR.format(rule=stated.rule)}"[:ERROR_MOST]


def _value_or_none(check: ExcelCheck, cell: str) -> str:
    """Return the formula of a cell that holds a value in its bounds, or says that there is none."""
    bounds = BOUNDS[check.operator or "between"].format(cell, check.least, check.most)
    whole = f"{cell}=INT({cell})," if check.type == "whole" else ""
    words = ",".join(f'{cell}="{word}"' for word in SPELLINGS)
    return f"IF(ISNUMBER({cell}),AND({whole}{bounds}),OR({words}))"


def _blocks(rows: list[int]) -> list[tuple[int, int]]:
    """Return the rows as unbroken blocks, first and last of each."""
    starts = [row for row in rows if row - 1 not in rows]
    ends = [row for row in rows if row + 1 not in rows]
    return list(zip(starts, ends, strict=True))
