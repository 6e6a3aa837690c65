"""The sheet of a workbook that is the table, whichever program saved it."""

from dispatch.excel import limits
from dispatch.excel.opening import open_workbook
from dispatch.excel.sheet_rows import SheetRows


def read_table_sheet(data: bytes, file: str, asked: str = "") -> SheetRows:
    """Return the sheet of an .xlsx or .ods that is the table; a formula counts as what was last worked out.

    Raises:
        Refused: B001, for what is no workbook, is not safe to open, or has a cell too far from the others;
            B023, B024 where it is not clear which sheet is meant.
    """
    parts = open_workbook(data, file, limits.TABLE)
    if limits.XLSX in parts:
        from dispatch.excel.xlsx_rows import xlsx_rows

        return xlsx_rows(parts, file, asked)
    from dispatch.excel.ods_rows import ods_rows

    return ods_rows(parts[limits.ODS], parts.get(limits.ODS_STYLES), file, asked)
