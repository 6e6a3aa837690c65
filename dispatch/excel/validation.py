"""What Excel itself refuses while a form is filled in, and what it says then."""

from collections.abc import Mapping

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dispatch.forms import GridRow, LeafColumn, Table
from dispatch.model.column_kinds import COLUMN_KINDS
from dispatch.problem import N_

TITLE = N_("Giá trị không hợp lệ")


def add_validation(sheet: Worksheet, table: Table, top: int, choices: Mapping[str, str]) -> None:
    """Let each cell to be filled take only values of its column; choices are known by where they stand."""
    first = top + table.heading_rows
    for column, leaf in enumerate(table.leaves):
        validation = _validation(leaf, choices)
        rows = [at for at, row in enumerate(table.body) if row.kind == "o" and _is_open(row, column)]
        if not validation or not rows:
            continue
        letter = get_column_letter(column + 1)
        for start, end in _blocks(rows):
            validation.add(f"{letter}{first + start}:{letter}{first + end}")
        sheet.add_data_validation(validation)


def _is_open(row: GridRow, column: int) -> bool:
    cell = row.cell_at(column)
    return cell is not None and cell.fill


def _validation(leaf: LeafColumn, choices: Mapping[str, str]) -> DataValidation | None:
    """Return what Excel is to take in a column, or None if it takes all."""
    kind = COLUMN_KINDS[leaf.kind]
    check = kind.excel_check
    if check is None:
        return None
    return DataValidation(
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


def _blocks(rows: list[int]) -> list[tuple[int, int]]:
    """Return the rows as unbroken blocks, first and last of each."""
    starts = [row for row in rows if row - 1 not in rows]
    ends = [row for row in rows if row + 1 not in rows]
    return list(zip(starts, ends, strict=True))
