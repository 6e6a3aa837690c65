"""What can be measured on a finished Word file, as values that rules can judge."""

from typing import NamedTuple


class MeasuredLine(NamedTuple):
    """A paragraph as it will be printed: the part it plays, its text, its dress, its place."""

    role: str
    text: str
    size: float
    bold: bool
    italic: bool
    align: str
    first: float
    before: float
    spacing: float
    room: float
    rule: float


class MeasuredPage(NamedTuple):
    """A section: its paper and margins in millimetres, and how its pages are numbered."""

    width: float
    height: float
    margins: dict[str, float]
    first_hidden: bool
    restarts: bool
    numbered: bool


class Measures(NamedTuple):
    """A Word file, measured."""

    lines: tuple[MeasuredLine, ...]
    pages: tuple[MeasuredPage, ...]
    tables: tuple[tuple[float, float], ...]
    fonts: frozenset[str]
    colours: frozenset[str]
    compatibility: int
    same_row: bool

    def played(self, *roles: str) -> list[MeasuredLine]:
        """Return the lines that play one of some parts and say something."""
        return [line for line in self.lines if line.role in roles and line.text.strip()]
