"""A sheet of an .ods as lines.

An .ods says of a row or a cell how often it is repeated; of blank ones, a million times. What is
blank is stepped over here, and what is not is counted before it is repeated.
"""

from collections.abc import Iterator
from typing import NamedTuple

from dispatch.excel import limits
from dispatch.excel.choose_sheet import choose_sheet
from dispatch.excel.doubts import Doubt
from dispatch.excel.ods_cells import ROWS_REPEATED, OdsCell, repeat_count, row_cells
from dispatch.excel.ods_dress import ods_dresses
from dispatch.excel.ods_formats import OdsFormats, column_styles, ods_formats
from dispatch.excel.ods_sheets import SHEET, hidden_columns, is_hidden, sheet_looks, sheet_rows
from dispatch.excel.references import CellRef, cell_place
from dispatch.excel.sheet_rows import Merge, SheetRows, Unseen
from dispatch.excel.workbook_parts import ODD


class OdsRow(NamedTuple):
    """A row that says something: its number, its repetitions, its cells, whether it is hidden."""

    number: int
    repeat: int
    cells: list[OdsCell]
    hidden: bool = False

    @property
    def last(self) -> CellRef:
        """Where the last of its cells stands, repeated as often as it says."""
        return CellRef(self.number + self.repeat - 1, self.cells[-1].column + self.cells[-1].repeat - 1)

    @property
    def letters(self) -> int:
        """How many letters its cells have together, repeated as often as it says."""
        return self.repeat * sum(len(cell.text) * cell.repeat for cell in self.cells)


def ods_rows(content: bytes, styles: bytes | None, file: str, asked: str = "") -> SheetRows:
    """Return the sheet that is the table.

    Raises:
        Refused: B001, for what is no spreadsheet, is damaged, or larger than it looks; B023, B024 where it is
            not clear which sheet is meant.
    """
    try:
        looks = sheet_looks(content)
        if not looks:
            raise limits.refusal(limits.TABLE, file, limits.NOT_ODS)
        name, notes = choose_sheet(looks, file, asked)
        at = [look.name for look in looks].index(name)
        formats = ods_formats(content, styles)
        rows = list(_within_limits(_rows(content, at, formats), file, name))
        columns = hidden_columns(content, at)
        dresses = ods_dresses(content, styles or b"", at)
    except ODD as error:
        raise limits.refusal(limits.TABLE, file, limits.DAMAGED) from error
    merges = tuple(merge for row in rows for merge in _merges(row))
    hidden = frozenset(row.number + at for row in rows if row.hidden for at in range(row.repeat))
    unseen = Unseen(hidden, columns, merges, dresses)
    return SheetRows(name, 1, _lines(rows), dict(_failures(rows)), dict(_doubts(rows)), unseen, notes)


def _within_limits(rows: Iterator[OdsRow], file: str, name: str) -> Iterator[OdsRow]:
    """Yield the rows of a sheet, or refuse it at the first that is too much; none is repeated before that."""
    columns = letters = 0
    for row in rows:
        columns, letters = max(columns, row.last.column), letters + row.letters
        if row.last.row * columns > limits.GRID_MOST:
            raise limits.refusal(limits.TABLE, cell_place(file, name, row.last), limits.STRAY)
        if letters > limits.TABLE.unpacked:
            raise limits.refusal(limits.TABLE, file, limits.TOO_LARGE)
        yield row


def _rows(content: bytes, at: int, formats: OdsFormats) -> Iterator[OdsRow]:
    """Yield the rows of a sheet that say something."""
    for number, element in sheet_rows(content, at):
        if number == 1:
            formats = formats._replace(columns=column_styles(next(element.iterancestors(SHEET))))
        cells = list(row_cells(element, formats))
        if cells:
            yield OdsRow(number, repeat_count(element, ROWS_REPEATED), cells, is_hidden(element))


def _lines(rows: list[OdsRow]) -> Iterator[tuple[int, list[str]]]:
    for row in rows:
        line = [""] * row.last.column
        for cell in row.cells:
            line[cell.column - 1 : cell.column - 1 + cell.repeat] = [cell.text] * cell.repeat
        for at in range(row.repeat):
            yield row.number + at, line


def _merges(row: OdsRow) -> Iterator[Merge]:
    """Yield the merges that begin in a row."""
    for cell in row.cells:
        if cell.spans:
            tall, wide = cell.spans
            first = CellRef(row.number, cell.column)
            yield Merge(first, CellRef(first.row + tall - 1, first.column + wide - 1))


def _failures(rows: list[OdsRow]) -> Iterator[tuple[CellRef, str]]:
    """Yield the cells that read as blank because a formula failed or was never worked out."""
    for row in rows:
        for cell in row.cells:
            if cell.failure is not None:
                yield from ((at, cell.failure) for at in _places(row, cell))


def _doubts(rows: list[OdsRow]) -> Iterator[tuple[CellRef, Doubt]]:
    """Yield the cells whose number is asked back."""
    for row in rows:
        for cell in row.cells:
            if cell.doubt is not None:
                yield from ((at, cell.doubt) for at in _places(row, cell))


def _places(row: OdsRow, cell: OdsCell) -> Iterator[CellRef]:
    """Yield every place where a cell stands, repeated as often as it says."""
    for number in range(row.number, row.number + row.repeat):
        for column in range(cell.column, cell.column + cell.repeat):
            yield CellRef(number, column)
