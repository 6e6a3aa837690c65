"""What pages are made of, from top to bottom: strips, each a line or a row, that no page parts.

Everything in a strip is placed against its upper left corner, in twips.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from dispatch.pages.letters import Height
from dispatch.pages.lines import SetLine, set_lines
from dispatch.pages.manuscript import CannotLayOut, Edge, Paragraph, ParagraphLook
from dispatch.problem import N_

EXACT_SHARE = 0.8  # of a line of a fixed height: so much of it stands above what letters stand on
SINGLE = 240
SPACING = N_("giãn dòng hẹp hơn dòng đơn")


class PlacedText(NamedTuple):
    """A line of text, and what it stands on."""

    line: SetLine
    role: str
    left: int
    top: int
    height: int
    baseline: int


class PlacedRule(NamedTuple):
    """A line that is drawn: a rectangle filled with a colour."""

    left: int
    top: int
    width: int
    height: int
    role: str
    colour: str


class PlacedFrame(NamedTuple):
    """The room of a cell."""

    left: int
    top: int
    width: int
    height: int


class Drawing(NamedTuple):
    """All that stands in a strip."""

    texts: tuple[PlacedText, ...] = ()
    rules: tuple[PlacedRule, ...] = ()
    frames: tuple[PlacedFrame, ...] = ()

    def moved(self, left: int, top: int) -> "Drawing":
        """Return the same things elsewhere."""
        return Drawing(
            tuple([one._replace(left=one.left + left, top=one.top + top) for one in self.texts]),
            tuple([one._replace(left=one.left + left, top=one.top + top) for one in self.rules]),
            tuple([one._replace(left=one.left + left, top=one.top + top) for one in self.frames]),
        )


class Strip(NamedTuple):
    """A line or a row, the room above and below it, the notes called in it.

    It `stays` on the page of the next; the last row of a table only if as many `rows_above` it are on the
    same page. `heads` come again above it where it begins a page; where it ends one, a line as thick as
    `closing` closes it. The cells that it has `shared` with other rows are placed when it is known which of
    these are on one page; a row that may be parted knows how to `divide`.
    """

    before: int
    height: int
    after: int
    drawing: Drawing
    notes: tuple[int, ...] = ()
    stays: bool = False
    begins_page: bool = False
    heads: "tuple[Strip, ...]" = ()
    rows_above: int = 0
    closing: int = 0
    shared: "tuple[Share, ...]" = ()
    divide: "Divide | None" = None


class Divide(Protocol):
    """How a row is parted: into what stands within a height, and the rest; None where it goes on whole."""

    def __call__(self, height: int, /) -> tuple[Strip, Strip] | None:
        """Return both."""


class TallCell(NamedTuple):
    """A cell of several rows: its place across, what stands in it, where, the lines around it."""

    left: int
    width: int
    inner: int
    align: str
    line: Edge
    role: str
    strips: tuple[Strip, ...]


class Share(NamedTuple):
    """A row of a cell of several: how high that is, and whether it is the last."""

    cell: TallCell
    height: int
    last: bool


def paragraph_strips(paragraph: Paragraph, room: int) -> list[Strip]:
    """Return the lines of a paragraph as strips."""
    lines = set_lines(paragraph, room)
    last = len(lines) - 1
    return [
        _line_strip(line, paragraph, room, first=index == 0, last=index == last)._replace(
            stays=_stays(paragraph.look, index, last)
        )
        for index, line in enumerate(lines)
    ]


def _line_strip(line: SetLine, paragraph: Paragraph, room: int, *, first: bool, last: bool) -> Strip:
    """Return one line, with what stands above the first and below the last."""
    look = paragraph.look
    edges = dict(look.edges)
    above = _thickness(edges.get("top")) if first else 0
    below = _thickness(edges.get("bottom")) if last else 0
    height, baseline = _line_height(line.height, look)
    text = PlacedText(line, paragraph.role, 0, above, height, baseline)
    whole = above + height + below
    rules = tuple(_rules(paragraph, room, whole, first=first, last=last)) if edges else ()
    return Strip(
        before=look.before * first,
        height=whole,
        after=look.after * last,
        drawing=Drawing((text,), rules),
        notes=line.notes,
        begins_page=look.breaks_page and first,
    )


def _stays(look: ParagraphLook, index: int, last: int) -> bool:
    """Say whether a line stays on the page of the next: no page begins or ends with one of a paragraph."""
    if index == last:
        return look.keeps_next
    return look.keeps_lines or look.keeps_next or (look.keeps_pairs and (index in (0, last - 1)))


def _line_height(height: Height, look: ParagraphLook) -> tuple[int, int]:
    """Return how high a line is, and how far below its top the letters stand."""
    natural = height.above + height.below
    if look.line_rule == "exact":
        return look.line, round(look.line * EXACT_SHARE)
    if look.line_rule == "atLeast":
        whole = max(natural, look.line)
        return whole, height.above + whole - natural
    if look.line < SINGLE:
        raise CannotLayOut(SPACING, f"{look.line / SINGLE:g}")
    return natural * look.line // SINGLE, height.above


def _thickness(edge: Edge | None) -> int:
    return edge.thickness + edge.gap if edge else 0


def _rules(paragraph: Paragraph, room: int, height: int, *, first: bool, last: bool) -> Iterator[PlacedRule]:
    """Yield the lines around a paragraph, as far as they stand beside one of its lines."""
    edges = dict(paragraph.look.edges)
    left = paragraph.look.left - _thickness(edges.get("left"))
    right = room - paragraph.look.right + _thickness(edges.get("right"))
    drawn = {"top": first, "bottom": last, "left": True, "right": True}
    for side, edge in edges.items():
        thick = edge.thickness
        place = {
            "top": (left, 0, right - left, thick),
            "bottom": (left, height - thick, right - left, thick),
            "left": (left, 0, thick, height),
            "right": (right - thick, 0, thick, height),
        }[side]
        if drawn[side]:
            yield PlacedRule(*place, paragraph.role, edge.colour)


def join_drawings(drawings: Sequence[Drawing]) -> Drawing:
    """Return all that stands in several drawings."""
    return Drawing(
        tuple([text for one in drawings for text in one.texts]),
        tuple([rule for one in drawings for rule in one.rules]),
        tuple([frame for one in drawings for frame in one.frames]),
    )
