"""Read a table of recipients: .csv, .xlsx, .ods or .yaml; cells keep their places, values stay texts."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from dispatch import yaml_tree
from dispatch.excel.limits import NO_BOOK
from dispatch.excel.references import CellRef, cell_place
from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.units import LIST_COLUMNS
from dispatch.yaml_tree import Node, fold

NO_ROWS = Fault("B002", N_("bảng không có dòng nào"))
NO_HEADING = Fault("B003", N_("cột thứ {column} có dữ liệu mà không có tên"), N_("ghi tên cột ở dòng đầu"))
SAME_HEADING = Fault("B004", N_("hai cột cùng tên '{name}'"), N_("mỗi cột một tên"))
LONG_ROW = Fault(
    "B005", N_("dòng có nhiều ô hơn số cột"), N_("ô có dấu phân cách thì đặt trong dấu nháy kép")
)
NOT_ROWS = Fault("B006", N_("bảng .yaml phải là danh sách, mỗi phần tử một nhóm 'tên: giá trị'"))
CONTROL = Fault("B007", N_("có ký tự điều khiển {character}"), N_("xóa ký tự đó"))

KIND_OF_UNIT = "loai_don_vi"
LONG_CELL = N_("một ô dài quá 131.072 ký tự; có thể dấu nháy kép mở mà không đóng")  # as much as `csv` takes
BAD_QUOTES = N_("dấu nháy kép không đóng đúng chỗ")
DELIMITERS = ";\t,"
SHEETS = (".xlsx", ".xlsm", ".xls", ".ods")  # which of these cannot be read, and why, is told by their reader
Line = tuple[int, Sequence[str]]


class Origin(NamedTuple):
    """Where a table stands: its file, its sheet if it has sheets, the first column of that."""

    file: str
    sheet: str = ""
    first: int = 1

    def at(self, number: int, column: int) -> Place:
        """Return the place of a cell, as a clerk finds it in that kind of file."""
        if not self.sheet:
            return Place(self.file, number, column)
        return cell_place(self.file, self.sheet, CellRef(number, column + self.first - 1))


class Cells(Mapping[str, Node]):
    """The cells of one line by folded name: texts are kept, each becomes a node when it is asked for."""

    __slots__ = ("columns", "number", "origin", "texts")

    def __init__(self, columns: dict[str, int], number: int, texts: Sequence[str], origin: Origin) -> None:
        self.columns = columns
        self.number = number
        self.texts = tuple(texts)
        self.origin = origin

    def __getitem__(self, name: str) -> Node:
        """Return a cell; a line that ends early has blank ones."""
        column = self.columns[name]
        text = self.texts[column] if column < len(self.texts) else ""
        return Node(text, self.origin.at(self.number, column + 1))

    def get(self, name: str, default: Any = None) -> Any:
        """Return a cell, or something else without such a column; a mapping's own way costs twice as much."""
        return self[name] if name in self.columns else default

    def said(self, name: str) -> str:
        """Return the text of a cell alone; nothing where there is no such column."""
        column = self.columns.get(name, len(self.texts))
        return self.texts[column] if column < len(self.texts) else ""

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


class Row(NamedTuple):
    """One recipient: its cells by folded name, and what is wrong with them."""

    cells: Mapping[str, Node]
    wrong: tuple[Problem, ...] = ()

    @property
    def place(self) -> Place:
        """Where the row begins."""
        first = next(iter(self.cells.values()))
        return first.key or first.place


def read_rows(data: bytes, file: str) -> list[Row]:
    """Return the rows of a table, or refuse it with everything that is wrong."""
    lower = file.lower()
    if lower.endswith((".yaml", ".yml")):
        found = _yaml(data, file)
    elif lower.endswith(SHEETS):
        found = _sheet(data, file)
    else:
        found = _gathered(_csv(data, file), Origin(file), LONG_ROW)
    if not found:
        raise Refused([NO_ROWS.at(Place(file))])
    return found


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


def _sheet(data: bytes, file: str) -> list[Row]:
    from dispatch.recipients.workbook import read_sheet

    sheet, problems = read_sheet(data, file)
    return _gathered(sheet.lines, Origin(file, sheet.name, sheet.column), NO_HEADING, problems)


def _gathered(
    lines: Iterable[Line],
    origin: Origin,
    stray: Fault,
    unsaid: Mapping[int, Sequence[Problem]] = MappingProxyType({}),
) -> list[Row]:
    """Return the rows under the heading of the first line that says something."""
    clean = ((number, *_clean(line)) for number, line in lines)
    filled = (line for line in clean if any(line[1]) or line[0] in unsaid)
    top, heading, _ = next(filled, (0, [], True))
    names = _column_names(heading)
    problems = [
        SAME_HEADING.at(origin.at(top, column), name=text)
        for column, text in enumerate(heading, 1)
        if text and fold(text) in names[: column - 1]
    ]
    columns = {name: column for column, name in enumerate(names) if name}
    found, headless = [], {column for column, name in enumerate(names) if not name}
    for number, line, plain in filled:
        wrong = tuple(unsaid.get(number, ()))
        if not plain or len(line) > len(names):
            wrong = (*wrong, *_strange(number, line, len(names), origin, stray))
        found.append(Row(Cells(columns, number, line, origin), wrong))
        for column in [c for c in headless if c < len(line) and line[c]]:
            headless.discard(column)
            problems.append(NO_HEADING.at(origin.at(number, column + 1), column=column + 1))
    if problems:
        raise Refused(problems)
    return found


def _column_names(heading: Sequence[str]) -> list[str]:
    """Return the names of columns; in a list of units of ours `loai` is the kind of unit, not of letter."""
    names = [fold(text) for text in heading]
    ours = tuple(names[: len(LIST_COLUMNS)]) == LIST_COLUMNS
    return [KIND_OF_UNIT if ours and name == "loai" else name for name in names]


def _clean(line: Sequence[str]) -> tuple[list[str], bool]:
    """Return the texts of a line in NFC, their line ends alike, and whether any letter can hold all of them.

    A line is looked at as one, for most are clean.
    """
    whole = "".join(line)
    if "\r" in whole or not unicodedata.is_normalized("NFC", whole):
        line = [unicodedata.normalize("NFC", t).replace("\r\n", "\n").replace("\r", "\n") for t in line]
    return [text.strip() for text in line], whole.isprintable()


def _strange(number: int, line: Sequence[str], known: int, origin: Origin, stray: Fault) -> Iterator[Problem]:
    """Yield what is wrong with one row alone: more cells than columns, letters that no letter can hold."""
    for column in range(known, len(line)):
        if line[column]:
            yield stray.at(origin.at(number, column + 1), column=column + 1)
    for column, text in enumerate(line):
        for character in yaml_tree.unprintable(text):
            yield CONTROL.at(origin.at(number, column + 1), character=f"U+{ord(character):04X}")


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
