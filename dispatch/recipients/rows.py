"""Read a table of recipients: .csv, .xlsx, .ods or .yaml; cells keep their places, values stay texts."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from dispatch import yaml_tree
from dispatch.excel.limits import NO_BOOK
from dispatch.excel.sheet_rows import SHOWN_ERROR
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.recipients.gather import NO_HEADING, Line, Recipients, gather_rows
from dispatch.recipients.row import Origin, Row

NO_ROWS = Fault("B002", N_("bảng không có dòng nào"))
LONG_ROW = Fault(
    "B005", N_("dòng có nhiều ô hơn số cột"), N_("ô có dấu phân cách thì đặt trong dấu nháy kép")
)
NOT_ROWS = Fault("B006", N_("bảng .yaml phải là danh sách, mỗi phần tử một nhóm 'tên: giá trị'"))

LONG_CELL = N_("một ô dài quá 131.072 ký tự; có thể dấu nháy kép mở mà không đóng")  # as much as `csv` takes
BAD_QUOTES = N_("dấu nháy kép không đóng đúng chỗ")
DELIMITERS = ";\t,"
SHEETS = (".xlsx", ".xlsm", ".xls", ".ods")  # which of these cannot be read, and why, is told by their reader
ERROR_SIGN = lazy_pattern(rb"#[A-Z]|Err:\d")


def read_rows(data: bytes, file: str) -> list[Row]:
    """Return the rows of a table, or refuse it with everything that is wrong."""
    return parse_table(data, file).rows


def parse_table(data: bytes, file: str, sheet: str = "") -> Recipients:
    """Return the rows of a table, or of one of its sheets, or refuse it with everything that is wrong."""
    lower = file.lower()
    if lower.endswith((".yaml", ".yml")):
        recipients = Recipients(_yaml(data, file))
    elif lower.endswith(SHEETS):
        recipients = _sheet(data, file, sheet)
    else:
        recipients = gather_rows(_csv(data, file), Origin(file), LONG_ROW)
        if ERROR_SIGN.search(data):
            recipients = recipients._replace(rows=list(map(_with_failures, recipients.rows)))
    if not recipients.rows:
        raise Refused([NO_ROWS.at(Place(file)), *recipients.notes])
    return recipients


def _csv(data: bytes, file: str) -> Iterator[Line]:
    text = yaml_tree.decode(data, file).replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for line in reader:
            yield begins, line
            begins = reader.line_num + 1
    except csv.Error as error:
        long = "field limit" in str(error)
        raise Refused([NO_BOOK.at(Place(file, begins), why=LONG_CELL if long else BAD_QUOTES)]) from error


def _delimiter(text: str) -> str:
    """Return what stands between the names of the columns, quoted names left aside."""
    first = next((line for line in text.split("\n") if line.strip(f" {DELIMITERS}")), "")
    bare = re.sub(r'"[^"]*"?', "", first)
    return max(DELIMITERS, key=bare.count)


def _with_failures(row: Row) -> Row:
    """Return a row of a text file with what Excel wrote for formulas that failed told."""
    from dispatch.recipients.workbook import BAD_FORMULA

    failures = [
        BAD_FORMULA.at(node.place, text=node.value)
        for node in row.cells.values()
        if SHOWN_ERROR.fullmatch(str(node.value))
    ]
    return row._replace(wrong=(*row.wrong, *failures))


def _sheet(data: bytes, file: str, asked: str) -> Recipients:
    from dispatch.recipients.workbook import read_sheet

    sheet, problems = read_sheet(data, file, asked)
    origin = Origin(file, sheet.name, sheet.column)
    gathered = gather_rows(sheet.lines, origin, NO_HEADING, problems, sheet.unseen)
    return gathered._replace(notes=(*sheet.notes, *gathered.notes))


def _yaml(data: bytes, file: str) -> list[Row]:
    root = yaml_tree.parse(yaml_tree.decode(data, file), file)
    if not isinstance(root.value, tuple):
        raise Refused([NOT_ROWS.at(root.place)])
    strange = [
        NOT_ROWS.at(item.place)
        for item in root.value
        if not isinstance(item.value, Mapping) or not item.value
    ]
    if strange:
        raise Refused(strange)
    return [Row(item.value) for item in root.value if isinstance(item.value, Mapping)]
