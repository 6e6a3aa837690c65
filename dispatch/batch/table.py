"""Read a table of recipients: .csv, .xlsx or .yaml; every cell keeps its place, every value stays text."""

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple
from xml.parsers import expat

from dispatch import source
from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.source import Node, fold

NO_TABLE = Fault("B001", N_("không đọc được bảng: {why}"), N_("dùng tệp .xlsx, .csv hoặc .yaml"))
NO_ROWS = Fault("B002", N_("bảng không có dòng nào"))
NO_HEADING = Fault("B003", N_("cột thứ {column} có dữ liệu mà không có tên"), N_("ghi tên cột ở dòng đầu"))
SAME_HEADING = Fault("B004", N_("hai cột cùng tên '{name}'"), N_("mỗi cột một tên"))
LONG_ROW = Fault("B005", N_("dòng có nhiều ô hơn số cột"), N_("ô có dấu phân cách thì đặt trong dấu nháy kép"))
NOT_ROWS = Fault("B006", N_("bảng .yaml phải là danh sách, mỗi phần tử một nhóm 'tên: giá trị'"))
CONTROL = Fault("B007", N_("có ký tự điều khiển {character}"), N_("xóa ký tự đó"))

DELIMITERS = ";\t,"
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, SyntaxError, LookupError, AttributeError),
    *(ValueError, OSError, EOFError, RuntimeError, TypeError),
)


class Row(NamedTuple):
    """One recipient: where its row begins, and its cells by folded name."""

    place: Place
    cells: dict[str, Node]


def rows(data: bytes, file: str) -> list[Row]:
    """Return the rows of a table, or refuse it with everything that is wrong."""
    lower = file.lower()
    if lower.endswith((".yaml", ".yml")):
        found = _yaml(data, file)
    elif lower.endswith(".xlsx"):
        found = _gathered(_sheet(data, file))
    else:
        found = _gathered(_csv(data, file))
    if not found:
        raise Refused([NO_ROWS.at(Place(file))])
    return found


Cells = list[tuple[str, Place]]


def _csv(data: bytes, file: str) -> Iterator[Cells]:
    text = source.decoded(data, file).replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for line in reader:
            yield [(cell, Place(file, begins, column)) for column, cell in enumerate(line, 1)]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Refused([NO_TABLE.at(Place(file, begins), why=N_("dấu nháy kép không đóng đúng chỗ"))]) from error


def _delimiter(text: str) -> str:
    """Return what stands between the names of the columns, quoted names left aside."""
    first = next((line for line in text.split("\n") if line.strip(f" {DELIMITERS}")), "")
    bare = re.sub(r'"[^"]*"?', "", first)
    return max(DELIMITERS, key=bare.count)


def _sheet(data: bytes, file: str) -> Iterator[Cells]:
    """Yield the rows of the first sheet; a formula counts as the value that was last worked out."""
    import openpyxl
    from openpyxl.utils import get_column_letter

    try:
        _refuse_cut(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        page = book.worksheets[0]
        page.reset_dimensions()
        for number, line in enumerate(page.iter_rows(values_only=True), 1):
            yield [
                (_text(value), Place(f"{file}[{page.title}!{get_column_letter(column)}{number}]", number, column))
                for column, value in enumerate(line, 1)
            ]
    except BROKEN as error:
        raise Refused([NO_TABLE.at(Place(file), why=N_("không phải tệp Excel .xlsx"))]) from error


def _refuse_cut(data: bytes) -> None:
    """Raise where a part of a workbook is cut short, which openpyxl may read as if nothing were missing."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                expat.ParserCreate().Parse(archive.read(name), True)  # noqa: FBT003 - the last piece


def _text(value: object) -> str:
    """Return a cell as a clerk would type it."""
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    return str(value)


def _gathered(lines: Iterable[Cells]) -> list[Row]:
    """Return the rows under the heading of the first line that says something."""
    clean = (_clean(line) for line in lines)
    filled = (line for line in clean if any(text for text, _ in line))
    heading = next(filled, [])
    names = [fold(text) for text, _ in heading]
    twice = ((text, place) for at, (text, place) in enumerate(heading) if text and fold(text) in names[:at])
    problems = [SAME_HEADING.at(place, name=text) for text, place in twice]
    found = []
    for line in filled:
        problems += _strange(line, names)
        found.append(Row(line[0][1], _cells(names, line)))
    if problems:
        raise Refused(problems)
    return found


def _clean(line: Cells) -> Cells:
    """Return a line in NFC, its line ends alike."""
    return [(_one(text), place) for text, place in line]


def _one(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _cells(names: Sequence[str], line: Cells) -> dict[str, Node]:
    """Return the cells of a row by name; a row that ends early has blank ones."""
    first = line[0][1]
    missing = [("", first._replace(column=column + 1)) for column in range(len(line), len(names))]
    return {name: Node(text, place) for name, (text, place) in zip(names, [*line, *missing], strict=False) if name}


def _strange(line: Cells, names: Sequence[str]) -> Iterator[Problem]:
    for column, (text, place) in enumerate(line):
        if text and column >= len(names) and place.file.endswith("]"):
            yield NO_HEADING.at(place, column=column + 1)
        elif text and column >= len(names):
            yield LONG_ROW.at(place)
        elif text and not names[column]:
            yield NO_HEADING.at(place, column=column + 1)
        for character in source.unprintable(text):
            yield CONTROL.at(place, character=f"U+{ord(character):04X}")


def _yaml(data: bytes, file: str) -> list[Row]:
    root = source.parse(source.decoded(data, file), file)
    if not isinstance(root.value, tuple):
        raise Refused([NOT_ROWS.at(root.place)])
    strange = [NOT_ROWS.at(item.place) for item in root.value if not isinstance(item.value, dict)]
    if strange:
        raise Refused(strange)
    return [Row(item.place, dict(item.value)) for item in root.value if isinstance(item.value, dict)]
