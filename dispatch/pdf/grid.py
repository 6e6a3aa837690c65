"""Tables of a page: the grids that its drawn lines make, and the words that stand in their cells."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatch.foreign.document import CELL, ROW, Block, BlockSpot, Cell, Table
from dispatch.pdf.rows import rows_of
from dispatch.pdf.words import Word
from dispatch.text.marks import Run, Text

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

THIN = 2.5  # points: what is thicker is no line
LONG = 8.0  # points
NEAR = 3.0  # points: edges nearer than that are one
LINES_MOST = 4_000  # of a page; more is a drawing
EDGES_LEAST = 2


class Stroke(NamedTuple):
    """A drawn line: its ends in points from the lower left."""

    left: float
    low: float
    right: float
    high: float

    @property
    def is_level(self) -> bool:
        """Whether it goes from left to right."""
        return self.high - self.low <= THIN


class Grid(NamedTuple):
    """The edges of a table, from left to right and from the top down, and the lines that are drawn."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    strokes: tuple[Stroke, ...]

    def holds(self, word: Word) -> bool:
        """Say whether a word stands in the table."""
        middle = (word.left + word.right) / 2
        inside = self.columns[0] - NEAR < middle < self.columns[-1] + NEAR
        return inside and self.rows[-1] - NEAR < word.line + word.size / 4 < self.rows[0] + NEAR


def grids_of(page: "PdfPage") -> list[Grid]:
    """Return the tables that the lines of a page draw."""
    strokes = list(_strokes(page))
    if len(strokes) > LINES_MOST:
        return []
    grids = (_grid(together) for together in _joined(strokes))
    return [grid for grid in grids if len(grid.columns) > EDGES_LEAST - 1 and len(grid.rows) > EDGES_LEAST]


def _strokes(page: "PdfPage") -> Iterator[Stroke]:
    """Yield the lines of a page; a box is its four sides."""
    from pypdfium2 import raw

    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, low, right, high = drawn.get_bounds()
        wide, tall = right - left, high - low
        if min(wide, tall) <= THIN < LONG <= max(wide, tall):
            yield Stroke(left, low, right, high)
        elif min(wide, tall) > LONG:
            yield Stroke(left, high, right, high)
            yield Stroke(left, low, right, low)
            yield Stroke(left, low, left, high)
            yield Stroke(right, low, right, high)


def _joined(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Return lines that touch each other together."""
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        touching = [group for group in groups if any(_touch(stroke, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([stroke, *(other for group in touching for other in group)])
    return groups


def _touch(one: Stroke, other: Stroke) -> bool:
    beside = one.left > other.right + NEAR or other.left > one.right + NEAR
    return not beside and not (one.low > other.high + NEAR or other.low > one.high + NEAR)


def _grid(strokes: Sequence[Stroke]) -> Grid:
    upright = [stroke for stroke in strokes if not stroke.is_level]
    level = [stroke for stroke in strokes if stroke.is_level]
    columns = _edges((stroke.left + stroke.right) / 2 for stroke in upright)
    rows = _edges((stroke.low + stroke.high) / 2 for stroke in level)
    return Grid(columns, rows[::-1], tuple(strokes))


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    """Return places from the least to the most, those near each other once."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > NEAR:
            edges.append(place)
    return tuple(edges)


def table_of(grid: Grid, words: Sequence[Word], spot: BlockSpot) -> Table:
    """Return a table with its words in their cells; cells without a line between them are merged."""
    rows = []
    for at in range(len(grid.rows) - 1):
        starts = [c for c in range(len(grid.columns) - 1) if c == 0 or _has_wall(grid, at, c)]
        edges = pairwise([*starts, len(grid.columns) - 1])
        rows.append(tuple(_cell(grid, at, start, end, words, spot) for start, end in edges))
    return Table(tuple(rows))


def _cell(grid: Grid, row: int, start: int, end: int, words: Sequence[Word], spot: BlockSpot) -> Cell:
    """Return a cell; one without a line above it belongs to the cell there, and so do its words."""
    if row > 0 and not _has_ceiling(grid, row, start):
        return Cell((), start, end - start, continues=True)
    bottom = row + 1
    while bottom < len(grid.rows) - 1 and not _has_ceiling(grid, bottom, start):
        bottom += 1
    left, right = grid.columns[start], grid.columns[end]
    inside = [
        word
        for word in words
        if left <= (word.left + word.right) / 2 < right
        and grid.rows[bottom] <= word.line + word.size / 4 < grid.rows[row]
    ]
    place = spot.inside(ROW, row + 1).inside(CELL, start + 1)
    blocks = (Block(place, _on_one_line(inside), size=inside[0].size),) if inside else ()
    return Cell(blocks, start, end - start)


def _on_one_line(words: Sequence[Word]) -> Text:
    """Return the rows of a cell as one text."""
    runs: list[Run] = []
    for row in rows_of(words):
        for piece in row.pieces:
            runs += [Run(" ")] if runs else []
            runs += piece.text
    return tuple(runs)


def _has_wall(grid: Grid, row: int, column: int) -> bool:
    """Say whether a line is drawn on the left of a cell."""
    middle, place = (grid.rows[row] + grid.rows[row + 1]) / 2, grid.columns[column]
    return any(
        not stroke.is_level
        and abs((stroke.left + stroke.right) / 2 - place) <= NEAR
        and stroke.low - NEAR <= middle <= stroke.high + NEAR
        for stroke in grid.strokes
    )


def _has_ceiling(grid: Grid, row: int, column: int) -> bool:
    """Say whether a line is drawn above a cell."""
    middle, place = (grid.columns[column] + grid.columns[column + 1]) / 2, grid.rows[row]
    return any(
        stroke.is_level
        and abs((stroke.low + stroke.high) / 2 - place) <= NEAR
        and stroke.left - NEAR <= middle <= stroke.right + NEAR
        for stroke in grid.strokes
    )
