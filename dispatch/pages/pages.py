"""Pages: what stands on each, with its box in millimetres and the part of the letter it comes from."""

from typing import NamedTuple

from dispatch.pages.manuscript import Picture, TextLook


class Box(NamedTuple):
    """Where something stands, in millimetres from the upper left corner of the sheet."""

    left: float
    top: float
    width: float
    height: float


class Run(NamedTuple):
    """Letters of one look in a line."""

    text: str
    look: TextLook
    left: float
    width: float


class Line(NamedTuple):
    """A line of text: its role in the letter, what it stands on, by how much each of its spaces is wider."""

    box: Box
    role: str
    baseline: float
    stretch: float
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The letters of the line."""
        return "".join(run.text for run in self.runs)


class Rule(NamedTuple):
    """A straight line that is drawn: its box is as thick as it is."""

    box: Box
    role: str
    colour: str


class PlacedCell(NamedTuple):
    """A cell of a table."""

    box: Box


class PlacedPicture(NamedTuple):
    """A picture."""

    box: Box
    role: str
    picture: Picture


class Page(NamedTuple):
    """A sheet: its number in its part, its room between the margins, and all that stands on it."""

    width: float
    height: float
    number: int
    room: Box
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    cells: tuple[PlacedCell, ...]
    pictures: tuple[PlacedPicture, ...]


class Pages(NamedTuple):
    """A whole document on paper."""

    pages: tuple[Page, ...]
    title: str
    author: str


def text_rows(page: Page) -> list[str]:
    """Return what stands on a page, row by row from top to bottom; what stands side by side is one row."""
    rows: dict[float, list[Line]] = {}
    for line in sorted(page.lines, key=lambda line: (round(line.baseline, 1), line.box.left)):
        rows.setdefault(round(line.baseline, 1), []).append(line)
    return [" ".join([line.text for line in row]) for row in rows.values()]
