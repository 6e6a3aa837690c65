"""What can be measured on a finished Word file, as values that rules can judge.

Only letters that print are measured. Lengths are millimetres, sizes and gaps points.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dispatch.problem import Place
from dispatch.text import metrics

UNKNOWN_ALIGN = ""  # of a line that a gap puts beside another: nobody can say


class MeasuredRun(NamedTuple):
    """Letters of one look, as they print: what their own marks, their styles and the defaults make of them."""

    text: str
    size: float
    bold: bool
    italic: bool
    underlined: bool
    fonts: frozenset[str]
    colour: str
    effect: str
    field: str = ""

    @property
    def width(self) -> float:
        """Return how long the letters are on one line."""
        return metrics.text_width(self.text, self.size, bold=self.bold, italic=self.italic)


class Rule(NamedTuple):
    """A line under a text: how long it is, how it is drawn (`single` is a solid one)."""

    length: float
    kind: str


SOMEWHERE = Rule(0.0, "somewhere")  # a line is drawn near: under which text, nobody can say


class Cell(NamedTuple):
    """A cell of a table: which table of the file, which row, which cell of it; all from 1, no table is 0."""

    table: int
    row: int
    column: int


class MeasuredLine(NamedTuple):
    """A paragraph as it prints: the part it plays, its letters, how it stands, where it is found."""

    role: str
    style: str
    runs: tuple[MeasuredRun, ...]
    align: str
    first: float
    left: float
    right: float
    gap: float
    spacing: float
    room: float
    rule: Rule | None
    ruled_above: bool
    framed: bool
    numbered: bool
    apart: bool  # letters and marks of it stand apart (not NFC)
    place: Place
    page: int
    cell: Cell | None

    @property
    def text(self) -> str:
        """Return what the paragraph says."""
        return "".join([run.text for run in self.runs])

    @property
    def printed(self) -> list[MeasuredRun]:
        """Return the runs that put letters on paper."""
        return [run for run in self.runs if run.text.strip()]

    @property
    def size(self) -> float:
        """Return the size of most of its letters."""
        sizes: dict[float, int] = {}
        for run in self.printed:
            sizes[run.size] = sizes.get(run.size, 0) + len(run.text)
        return max(sizes, key=sizes.__getitem__, default=0.0)

    @property
    def width(self) -> float:
        """Return how long its letters are: the longest line, where somebody ended some."""
        widths = [0.0]
        for run in self.runs:
            first, *others = run.text.split("\n")
            widths[-1] += run._replace(text=first).width
            widths += [run._replace(text=line).width for line in others]
        return max(widths)


class PageNumber(NamedTuple):
    """Where a page number stands: the first pages or the others, above or below, and the line that holds it."""

    first: bool
    above: bool
    line: MeasuredLine


class MeasuredPage(NamedTuple):
    """A section: its paper and margins, how its pages are numbered, what stands at the foot of its later pages."""

    width: float
    height: float
    margins: dict[str, float]
    first_apart: bool
    restarts: bool
    arabic: bool
    numbers: tuple[PageNumber, ...]
    feet: tuple[MeasuredLine, ...]

    @property
    def room(self) -> float:
        """Return how wide its text is."""
        return self.width - self.margins["left"] - self.margins["right"]


class MeasuredTable(NamedTuple):
    """A table outside of others: how wide it is, the room that its page has for it, whether lines are drawn, where it begins."""

    width: float
    room: float
    ruled: bool
    place: Place
    number: int


class Measures(NamedTuple):
    """A Word file, measured; `unjudged` are the kinds of things in it that nobody here can judge."""

    lines: tuple[MeasuredLine, ...]
    others: tuple[MeasuredLine, ...]
    pages: tuple[MeasuredPage, ...]
    tables: tuple[MeasuredTable, ...]
    compatibility: int
    unjudged: tuple[str, ...]
    place: Place

    def played(self, *roles: str) -> list[MeasuredLine]:
        """Return the lines that play one of some parts and say something."""
        return [line for line in (*self.lines, *self.others) if line.role in roles]


Roles = Callable[[Sequence[MeasuredLine]], Sequence[str]]
"""Which part each line of a file plays: told by the styles of our templates, or by other witnesses."""
