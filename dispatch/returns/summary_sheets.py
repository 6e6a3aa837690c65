"""A summary as sheets: the form's own heading over its lines, and beside it where each value comes from."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from dispatch.excel.look import Look
from dispatch.excel.written_sheets import SheetWriter, WrittenCell, WrittenSheet, column_letter
from dispatch.forms import LeafColumn
from dispatch.returns.sheet_looks import BOLD, HEAD, LINKED, NUMBER, TEXT, mark_of, shown_cell, value_look
from dispatch.returns.source_rows import SourceRows
from dispatch.returns.summary import Summary
from dispatch.returns.summary_lines import SummaryLine
from dispatch.returns.summary_ways import ADDED

TITLE, NOTE, RIGHT = Look("b", "center", size=14.0), Look("i", "center"), Look("i", "right")
BOLD_NUMBER = NUMBER._replace(dress="b")
SOURCES = "Nguồn"
SOURCE_TITLES = (
    "Đơn vị",
    "Mã",
    "Dòng",
    "Tên dòng",
    "Cột",
    "Giá trị",
    "Tệp",
    "Ô",
    "Ngày nhận",
    "SHA-256",
    "Người quyết định",
    "Vào ô",
)
SOURCE_WIDTHS = (28, 10, 7, 24, 24, 14, 34, 14, 12, 20, 18, 10)
VALUE_COLUMN, MARK_COLUMN = "F", "L"
LINE_HIGH = 16.5  # points
NUMBER_WIDE, NAME_WIDE, NOTE_WIDE = 6.0, 30.0, 22.0
NARROWEST, WIDEST = 11.0, 34.0
PAGE_WIDE = 80.0  # digits that a page upright has room for
LANDSCAPE_FROM = 90.0


class Frame(NamedTuple):
    """Where the lines of a summary stand on its sheet."""

    first: int
    """The first row below the heading, from 0."""
    before: int
    """Columns before those of the form."""
    after: int


def summary_sheet(
    summary: Summary, name: str, sources: str, note: str, links: Mapping[str, str]
) -> WrittenSheet:
    """Return the sheet of a summary; a line leads to the file of its unit."""
    structure = summary.round.structure
    before, after = (0, 0) if summary.way == ADDED else (2, 1)
    own = list(map(_width, structure.leaves))
    stretch = max(1.0, (PAGE_WIDE - (NUMBER_WIDE + NAME_WIDE + NOTE_WIDE) * bool(before)) / sum(own))
    widths = [*[NUMBER_WIDE, NAME_WIDE][:before], *(wide * stretch for wide in own), *[NOTE_WIDE][:after]]
    head = list(_head(summary, note, len(widths)))
    frame = Frame(len(head) + structure.heading_rows, before, after)
    lines = (_line(summary, line, at, frame, links, sources) for at, line in enumerate(summary.lines))
    rows = chain(head, _heading(summary, frame), lines)
    return WrittenSheet(
        name,
        rows,
        widths,
        [*((row, 0, 1, len(widths)) for row in range(len(head))), *_heading_merges(summary, frame)],
        range(len(head), frame.first),
        summary.round.landscape or sum(widths) > LANDSCAPE_FROM,
        _heading_heights(summary, frame, widths),
    )


def _width(leaf: LeafColumn) -> float:
    longest = max(map(len, leaf.title.split()), default=0)
    return max(NARROWEST, min(WIDEST, longest + 3.0))


def _head(summary: Summary, note: str, columns: int) -> Iterator[list[WrittenCell]]:
    for title in summary.round.title or (summary.round.identity.form,):
        yield _across(WrittenCell(title, TITLE), columns)
    yield _across(WrittenCell(note, NOTE), columns)
    said = f"Đơn vị tính: {summary.round.unit_of_measure}" if summary.round.unit_of_measure else None
    yield _across(WrittenCell(said, RIGHT), columns)


def _across(cell: WrittenCell, columns: int) -> list[WrittenCell]:
    return [cell, *[WrittenCell(None, cell.look)] * (columns - 1)]


def _heading(summary: Summary, frame: Frame) -> list[list[WrittenCell]]:
    structure = summary.round.structure
    wide = frame.before + len(structure.leaves) + frame.after
    grid = [[WrittenCell(None, HEAD)] * wide for _ in range(structure.heading_rows)]
    for text, row, column, _, _ in structure.heading:
        grid[row][frame.before + column] = WrittenCell(text, HEAD)
    for column, text in zip(range(frame.before), ("TT", "Đơn vị"), strict=False):
        grid[0][column] = WrittenCell(text, HEAD)
    if frame.after:
        grid[0][-1] = WrittenCell("Ghi chú", HEAD)
    return grid


def _heading_merges(summary: Summary, frame: Frame) -> Iterator[tuple[int, int, int, int]]:
    structure = summary.round.structure
    top, last = frame.first - structure.heading_rows, frame.before + len(structure.leaves)
    for _, row, column, rows, columns in structure.heading:
        yield top + row, frame.before + column, rows, columns
    for column in (*range(frame.before), *range(last, last + frame.after)):
        yield top, column, structure.heading_rows, 1


def _heading_heights(summary: Summary, frame: Frame, widths: Sequence[float]) -> dict[int, float]:
    """Return how high the rows of the heading are, so that every title is seen whole."""
    top = frame.first - summary.round.structure.heading_rows
    heights = {top + row: LINE_HIGH for row in range(summary.round.structure.heading_rows)}
    for text, row, column, rows, columns in sorted(summary.round.structure.heading, key=lambda cell: cell[3]):
        room = sum(widths[frame.before + column : frame.before + column + columns]) - 1.5
        need = sum(max(1, math.ceil(len(line) * 1.15 / room)) for line in text.split("\n")) * LINE_HIGH
        span = range(top + row, top + row + rows)
        lack = max(0.0, need - sum(heights[at] for at in span)) / rows
        heights |= {at: heights[at] + lack for at in span}
    return heights


def _line(
    summary: Summary, line: SummaryLine, at: int, frame: Frame, links: Mapping[str, str], sources: str
) -> list[WrittenCell]:
    strong = line.sums is not None
    values = [
        shown_cell(value, value_look(leaf, strong=strong))
        for value, leaf in zip(line.values, summary.round.structure.leaves, strict=True)
    ]
    if strong or line.row is not None:
        values = [
            cell._replace(formula=_formula(summary, line, at, column, frame, sources))
            if line.values[column] is not None and not isinstance(line.values[column], str)
            else cell
            for column, cell in enumerate(values)
        ]
    if not frame.before and line.name:
        values[0] = WrittenCell(line.name, BOLD if strong else TEXT)
    if not frame.before:
        return values
    link = links.get(line.unit, "") if line.name else ""
    named = WrittenCell(line.name, LINKED if link else BOLD if strong else TEXT, link=link)
    note = [WrittenCell(line.note or None, TEXT)][: frame.after]
    return [WrittenCell(line.number, BOLD_NUMBER if strong else NUMBER), named, *values, *note]


def _formula(summary: Summary, line: SummaryLine, at: int, column: int, frame: Frame, sources: str) -> str:
    """Return the formula of a sum: of lines above or below it, or of all sources of its cell."""
    if not summary.additive[column]:
        return ""
    if line.row is not None:
        last = 1 + len(summary.sources)
        values, marks = (f"{sources}!${letter}$2:${letter}${last}" for letter in (VALUE_COLUMN, MARK_COLUMN))
        return f'SUMIFS({values},{marks},"{mark_of(at, column)}")'
    if not line.sums:
        return ""
    letter = column_letter(frame.before + column + 1)
    span = f"{letter}{frame.first + line.sums.start + 1}:{letter}{frame.first + line.sums.stop}"
    return f"SUBTOTAL(9,{span})" if summary.has_subtotals else f"SUM({span})"


def source_sheet(summary: Summary, name: str, links: Mapping[str, str]) -> WrittenSheet:
    """Return the sheet that says of every value where it comes from."""

    def rows(writer: SheetWriter) -> Iterator[str]:
        yield writer.row(1, [WrittenCell(title, HEAD) for title in SOURCE_TITLES])
        yield from SourceRows(summary, links, writer).rows(2)

    return WrittenSheet(name, rows, SOURCE_WIDTHS, heading=range(1), landscape=True)
