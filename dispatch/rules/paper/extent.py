"""How many pages the letters of a section fill at least."""

import math

from dispatch.rules.measures import MeasuredLine, Measures
from dispatch.text.metrics import MM_PER_POINT

LINE_HEIGHT = 1.15  # of the size of its letters, as Times New Roman stands
SURELY = 1.1  # of a page: lines break a little otherwise in each program


def has_several_pages(measures: Measures, index: int) -> bool:
    """Say whether a section surely goes on behind its first page."""
    page = measures.pages[index]
    room = page.height - page.margins["top"] - page.margins["bottom"]
    lines = [line for line in measures.lines if line.page == index]
    return _height(lines) > SURELY * room


def _height(lines: list[MeasuredLine]) -> float:
    """Return how high lines are, in millimetres; cells of one row stand side by side."""
    cells: dict[tuple[int, int], dict[int, float]] = {}
    height = 0.0
    for line in lines:
        if line.cell is None:
            height += _line_height(line)
        else:
            row = cells.setdefault(line.cell[:2], {})
            row[line.cell.column] = row.get(line.cell.column, 0.0) + _line_height(line)
    return height + sum([max(row.values()) for row in cells.values()])


def _line_height(line: MeasuredLine) -> float:
    room = line.room - line.left - line.right
    count = math.ceil((line.width + max(0.0, line.first)) / room) if room > 0 else 1
    return (max(1, count) * line.size * LINE_HEIGHT * line.spacing + line.gap) * MM_PER_POINT
