"""What is to be set into pages: sections of paragraphs and tables, each with its measures.

All measures are whole twips, twentieths of a point, as in Word's own files: whoever adds up
in them rounds as Word and LibreOffice do.
"""

from typing import NamedTuple

BLACK = "000000"
NUMBER = "\ufffc"  # stands in a head, foot or note for a number that is known only there


class CannotLayOut(Exception):  # noqa: N818 - an answer: another engine is asked
    """Why a document is not laid out here, in a word of ours, and what of it."""

    def __init__(self, why: str, detail: str = "") -> None:
        self.why = why
        self.detail = detail
        super().__init__(f"{why}: {detail}")


class TextLook(NamedTuple):
    """How letters look; `script` is empty, `superscript` or `subscript`."""

    size: float
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = BLACK
    script: str = ""


class Edge(NamedTuple):
    """A line along one side of a paragraph or cell, and how far it stands from the text."""

    thickness: int
    gap: int = 0
    colour: str = BLACK


class ParagraphLook(NamedTuple):
    """How a paragraph is set; `first` is the indent of its first line against the others."""

    align: str = "left"
    before: int = 0
    after: int = 0
    left: int = 0
    right: int = 0
    first: int = 0
    line: int = 240
    line_rule: str = "auto"
    keeps_next: bool = False
    keeps_lines: bool = False
    keeps_pairs: bool = True
    breaks_page: bool = False
    edges: tuple[tuple[str, Edge], ...] = ()


class Picture(NamedTuple):
    """A picture that stands in a line like a letter: its bytes, their kind, its size on paper."""

    data: bytes
    kind: str
    width: int
    height: int


class Span(NamedTuple):
    """Letters of one look, or one thing that stands among letters.

    `note` is the number of a footnote that is called here.
    """

    text: str
    look: TextLook
    note: int = 0
    picture: Picture | None = None


class Paragraph(NamedTuple):
    """A paragraph: the part of the letter it is, by the style of the template, and its letters."""

    role: str
    look: ParagraphLook
    spans: tuple[Span, ...]
    mark: TextLook  # how letters would look in it, for a paragraph that has none


class Cell(NamedTuple):
    """A cell: its first column, how many it covers, what stands in it; `goes_on` from the row above."""

    column: int
    columns: int
    inside: "tuple[Block, ...]"
    align: str = "top"
    merged: bool = False
    goes_on: bool = False


class Row(NamedTuple):
    """A row of cells; one of the heading comes again at the top of each page."""

    cells: tuple[Cell, ...]
    heading: bool = False
    whole: bool = True


class Table(NamedTuple):
    """A grid: the widths of its columns, the room beside the text of a cell, the lines around cells."""

    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    align: str = "left"
    indent: int = 0
    padding: tuple[int, int] = (0, 0)
    line: Edge | None = None


Block = Paragraph | Table


class Paper(NamedTuple):
    """A sheet and its margins."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int


class Section(NamedTuple):
    """Blocks on sheets of one kind; heads and feet for the first page, and for those after it."""

    paper: Paper
    blocks: tuple[Block, ...]
    heads: tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]
    feet: tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]
    first_number: int | None = None


class Manuscript(NamedTuple):
    """A whole document: its sections, its footnotes by number and what stands above them, its title."""

    sections: tuple[Section, ...]
    notes: tuple[tuple[Paragraph, ...], ...] = ()
    separator: tuple[Paragraph, ...] = ()
    title: str = ""
    author: str = ""
