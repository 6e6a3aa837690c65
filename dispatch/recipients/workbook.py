"""Read the first sheet of an Excel workbook, cell by cell as its reader sees it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from xml.parsers import expat

from dispatch.problem import N_, Fault, Place, Problem

BAD_FORMULA = Fault("B008", N_("ô báo lỗi {text}"), N_("sửa công thức của ô đó"))
UNRECKONED = Fault("B009", N_("công thức chưa được tính"), N_("mở bảng bằng Excel hoặc LibreOffice rồi lưu lại"))

CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>', re.DOTALL)
VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)<")
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<[?!][^>]*>)*<([A-Za-z_][\w:.-]*)")
FIRST_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?:id="([^"]+)"')
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
ODD = (zipfile.BadZipFile, zlib.error, expat.ExpatError, OSError, EOFError, LookupError, ValueError, RuntimeError)


class NoBookError(ValueError):
    """This is no Excel workbook, or not the whole of one."""


class SheetLines(NamedTuple):
    """A sheet: its name, its first column, its lines by number, and the cells of each that say nothing."""

    title: str
    column: int
    lines: Iterator[tuple[int, list[str]]]
    unsaid: dict[int, list[Problem]]


def read_sheet(data: bytes, file: str) -> SheetLines:
    """Return the first sheet; a formula counts as the value that was last worked out."""
    import python_calamine as calamine

    try:
        written = _first_sheet(data)
        sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    except (calamine.CalamineError, *ODD) as error:
        raise NoBookError(file) from error
    row, column = sheet.start or (0, 0)
    unsaid: dict[int, list[Problem]] = {}
    for problem in _unsaid(written, f"{file}[{sheet.name}!"):
        unsaid.setdefault(problem.place.line if problem.place else 0, []).append(problem)
    return SheetLines(sheet.name, column + 1, _lines(sheet.iter_rows(), row + 1), unsaid)


def _lines(rows: Iterable[list[Any]], first: int) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(rows, first):
        yield number, [value if type(value) is str else _text(value) for value in line]


def _text(value: object) -> str:
    """Return a cell as a clerk would type it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date)):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, time):
        return f"{value.hour:02}:{value.minute:02}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(value)


def _first_sheet(data: bytes) -> bytes:
    """Return the first sheet as it is written; ODD is raised where any part of the workbook is cut short."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
        for xml in parts.values():
            _refuse_cut(xml)
        match = FIRST_SHEET.search(parts["xl/workbook.xml"])
        wanted = b'Id="' + (match[1] if match else b"") + b'"'
        relations = RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
        told = next((r for r in relations if wanted in r), b"")
        target = told.partition(b'Target="')[2].partition(b'"')[0].decode()
        return parts[target.lstrip("/") if target.startswith("/") else f"xl/{target}"]


def _refuse_cut(xml: bytes) -> None:
    """Raise where a part does not end with what it began with: its reader would hand out what is left of it."""
    root = ROOT.match(xml)
    if not root or not xml.rstrip().endswith(b"</" + root[1] + b">"):
        expat.ParserCreate().Parse(xml, True)  # noqa: FBT003 - the last piece


def _unsaid(sheet: bytes, file: str) -> Iterator[Problem]:
    """Yield the cells that read as blank because a formula failed or was never worked out."""
    root = ROOT.match(sheet)
    formula = b":f" if root and b":" in root[1] else b"<f"
    if b't="e"' not in sheet and not (formula in sheet and FORMULA.search(sheet)):
        return
    for cell in CELL.finditer(sheet):
        column, row, rest, inside = cell.groups()
        place = Place(f"{file}{column.decode()}{row.decode()}]", int(row), column_number(column.decode()))
        value = VALUE.search(inside)
        if b't="e"' in rest:
            yield BAD_FORMULA.at(place, text=value[1].decode() if value else "?")
        elif value is None and FORMULA.search(inside) and b't="str"' not in rest:
            yield UNRECKONED.at(place)


def column_number(letters: str) -> int:
    """Return the number of a column that Excel names by letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
