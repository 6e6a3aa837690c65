"""The sections of a file with their lines, and how many pages these fill at least."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from dispatch.problem import Place
from dispatch.rules.measures import MeasuredLine, MeasuredPage, Measures
from dispatch.text.metrics import MM_PER_POINT

APPENDIX = ("PhuLuc", "PhuLucTen", "KemTheo")

LINE_HEIGHT = 1.15  # of the size of its letters, as Times New Roman stands
SURELY = 1.1  # of a page: lines break a little otherwise in each program


class Section(NamedTuple):
    """A section: its paper, the lines that stand on it, whether the file begins with it."""

    page: MeasuredPage
    lines: list[MeasuredLine]
    is_first: bool

    @property
    def begin(self) -> Place | None:
        """Return where it begins; the first begins with the file."""
        return self.lines[0].place if self.lines and not self.is_first else None

    @property
    def is_appendix(self) -> bool:
        """Say whether it begins an appendix: pages on their side inside a letter do not."""
        return bool(self.lines) and self.lines[0].role in APPENDIX


def sections(measures: Measures) -> Iterator[Section]:
    """Yield the sections of a file."""
    standing: dict[int, list[MeasuredLine]] = {}
    for line in measures.lines:
        standing.setdefault(line.page, []).append(line)
    for index, page in enumerate(measures.pages):
        yield Section(page, standing.get(index, []), index == 0)


def has_several_pages(section: Section) -> bool:
    """Say whether a section surely goes on behind its first page."""
    page = section.page
    room = page.height - page.margins["top"] - page.margins["bottom"]
    return _height(section.lines) > SURELY * room


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
    return points_high(line) * MM_PER_POINT


def points_high(line: MeasuredLine) -> float:
    """Return how many points a paragraph takes, with the gap above it."""
    room = line.room - line.left - line.right
    count = math.ceil((line.width + max(0.0, line.first)) / room) if room > 0 else 1
    return max(1, count) * line.size * LINE_HEIGHT * line.spacing + line.gap
