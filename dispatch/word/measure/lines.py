"""Paragraphs that print, as lines that rules can judge: how they stand, the gap above, the rule below."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from dispatch.problem import Place, shorten
from dispatch.rules.measures import MeasuredLine, Rule
from dispatch.text import metrics
from dispatch.word.draw.columns import TWIPS_PER_MM
from dispatch.word.drawn_shapes import line_sizes
from dispatch.word.measure.looks import ParagraphLook
from dispatch.word.measure.standing import NO_BORDER, Standing
from dispatch.word.package.names import W

SINGLE = 1.15  # of the size of its letters, that a line of Times New Roman is high
LINE = 240  # of Word's spacing of lines, that is a single one
POINT = 20  # twentieths
TAB = 720 / TWIPS_PER_MM  # mm: where letters go on behind a tab that nobody set
THIN = 1.0  # mm: what is drawn higher is no line
NEAR = 2.0  # mm
FIRST_WORDS = 40
EDGES = ("border-top", "border-left", "border-bottom", "border-right")
DRAWINGS = (
    W + "drawing",
    W + "pict",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
)


def measured_lines(found: Sequence[Standing], file: str) -> Iterator[MeasuredLine]:
    """Yield the lines of the paragraphs that print something."""
    above, blank = None, 0.0
    for one, below in zip_longest(found, found[1:]):
        gap = blank + _gap(above, one) if _follows(above, one) else one.look.length("before") / POINT
        if one.prints:
            yield _line(one, below if _follows(one, below) else None, gap, file)
        blank = 0.0 if one.prints else gap + _height(one)
        above = one


def _follows(above: Standing | None, one: Standing | None) -> bool:
    """Say whether a paragraph stands right below another: in the text, or in its cell."""
    return above is not None and one is not None and above.cell == one.cell and above.page == one.page


def _gap(above: Standing | None, one: Standing) -> float:
    """Return the points that two paragraphs leave between them; alike ones may ask for none."""
    if above is None:
        return one.look.length("before") / POINT
    alike = above.look.style == one.look.style
    sides = ((above, "after"), (one, "before"))
    return sum(
        each.look.length(side) / POINT
        for each, side in sides
        if not (alike and each.look.is_on("contextual"))
    )


def _height(blank: Standing) -> float:
    """Return the points that a line without letters takes."""
    exact = blank.look.length("line") / POINT if blank.look.marks.get("lineRule") == "exact" else 0.0
    return exact or SINGLE * max((run.size for run in blank.runs), default=13.0)


def _line(one: Standing, below: Standing | None, gap: float, file: str) -> MeasuredLine:
    text = "".join([run.text for run in one.runs])
    spot = one.spot._replace(words=shorten(text, FIRST_WORDS))
    return MeasuredLine(
        role="",
        style=one.look.name,
        runs=one.runs,
        align=_align(one, text),
        first=0.0 if _stands_in_the_middle(one, text) else _first(one.look, text),
        left=one.look.length("left") / TWIPS_PER_MM,
        right=one.look.length("right") / TWIPS_PER_MM,
        gap=gap,
        spacing=_spacing(one.look, max(run.size for run in one.runs)),
        room=one.room,
        rule=_rule(one, below),
        ruled_above=bool(_border(one.look, "border-top")),
        framed=_is_framed(one.look),
        numbered=one.look.is_on("numbered"),
        apart=not unicodedata.is_normalized("NFC", text),
        place=Place(file, one.number, 1, spot),
        page=one.page,
        cell=one.cell,
    )


def _align(one: Standing, text: str) -> str:
    """Return how a paragraph is aligned: by its frame, by a tab in the middle of its line, or by itself."""
    if _stands_in_the_middle(one, text):
        return "center"
    return one.look.marks.get("frame") or one.look.marks.get("align", "left")


def _stands_in_the_middle(one: Standing, text: str) -> bool:
    """Say whether letters stand behind a tab that puts them in the middle of their line."""
    middle = one.look.length("middle") / TWIPS_PER_MM
    return text.startswith("\t") and abs(middle - one.room / 2) < NEAR


def _first(look: ParagraphLook, text: str) -> float:
    """Return how far in the first letter stands: by its indent, and by what was typed before it."""
    first = look.length("first") / TWIPS_PER_MM
    typed = text[: len(text) - len(text.lstrip())]
    for sign in typed:
        first = (first // TAB + 1) * TAB if sign == "\t" else first + metrics.text_width(" ", 14)
    return first


def _spacing(look: ParagraphLook, size: float) -> float:
    """Return how far apart lines are, a single one being as high as its letters need."""
    line, kind = look.length("line") if "line" in look.marks else LINE, look.marks.get("lineRule", "auto")
    if kind == "auto":
        return line / LINE
    told = line / POINT / (SINGLE * size) if size else 1.0
    return told if kind == "exact" else max(1.0, told)


def _border(look: ParagraphLook, edge: str) -> str:
    """Return how a border of a paragraph is drawn; nothing where there is none."""
    kind = look.marks.get(edge, "none")
    return "" if kind in NO_BORDER else kind


def _is_framed(look: ParagraphLook) -> bool:
    """Say whether a paragraph stands in a frame."""
    return all(_border(look, edge) for edge in EDGES)


def _rule(one: Standing, below: Standing | None) -> Rule | None:
    """Return the line under a text: its own lower border, the upper one of what stands next, or a drawn one."""
    if _border(one.look, "border-bottom") and not _is_framed(one.look):
        return Rule(_inside(one), _border(one.look, "border-bottom"))
    if below is not None and _border(below.look, "border-top") and not _is_framed(below.look):
        return Rule(_inside(below), _border(below.look, "border-top"))
    near = [each for each in (one, below) if each is not None and (each is one or not each.prints)]
    drawn = [wide for each in near for wide in drawn_lines(each)]
    return Rule(max(drawn), "single") if drawn else None


def _inside(one: Standing) -> float:
    """Return how wide a paragraph is between its indents."""
    return one.room - (one.look.length("left") + one.look.length("right")) / TWIPS_PER_MM


def drawn_lines(one: Standing) -> Iterator[float]:
    """Yield the lengths of the lines that are drawn beside a paragraph."""
    if next(one.element.iter(*DRAWINGS), None) is not None:
        yield from (wide for wide, high in line_sizes(one.element) if high < THIN)
