"""What is mended of paragraphs: where they stand, how far apart."""

from lxml import etree

from dispatch import decree
from dispatch.decree_dress import DRESS
from dispatch.problem import Problem
from dispatch.rules.measures import MeasuredLine, Measures
from dispatch.text import metrics
from dispatch.word.draw.columns import TWIPS_PER_MM
from dispatch.word.mending.places import LinePlaces
from dispatch.word.mending.properties import change_mark, mark_of, properties_of, set_mark
from dispatch.word.package.names import W

POINT = 20  # twentieths
SINGLE, LOOSEST = "240", "360"
TEXT_ROLES = frozenset(("NoiDung", "Khoan", "Diem", "Gach", "Cong", "CanCu"))
AUTOSPACING = ("beforeAutospacing", "afterAutospacing")


def _properties(places: LinePlaces, line: MeasuredLine) -> list[etree._Element]:
    """Return the properties of the paragraphs of a line; none where it shares its paragraph."""
    if not places.is_whole(line):
        return []
    return [properties_of(paragraph, "pPr") for paragraph in places.paragraphs(line)]


def mend_place(places: LinePlaces, line: MeasuredLine, _: Measures, __: Problem) -> None:
    """Put a line in the middle of its column, or at its left; typed blanks before it are weighed out."""
    align = DRESS[line.role].align
    typed = line.text[: len(line.text) - len(line.text.lstrip())]
    if "\t" in typed or (typed and align == "left"):
        return
    blank = metrics.text_width(typed, 14) if typed else 0.0
    for properties in _properties(places, line):
        set_mark(properties, "jc", val=align)
        set_mark(properties, "ind", left="0", right=f"{round(blank * TWIPS_PER_MM)}", firstLine="0")


def mend_text(places: LinePlaces, line: MeasuredLine, measures: Measures, _: Problem) -> None:
    """Let a paragraph of the text stand as the decree asks: justified, indented, apart from others."""
    for properties in _properties(places, line):
        if line.role in TEXT_ROLES:
            set_mark(properties, "jc", val="both")
            _indent(properties, line, _usual_first(measures))
        if line.gap < decree.PARAGRAPH_GAP.least:
            _change_spacing(properties, before=f"{round(decree.PARAGRAPH_GAP.least * POINT)}")
            set_mark(properties, "contextualSpacing", val="0")
        if not decree.LINE_SPACING.allows(line.spacing):
            _change_spacing(properties, line=SINGLE if line.spacing < 1 else LOOSEST, lineRule="auto")


def _usual_first(measures: Measures) -> float:
    """Return the lawful indent that most paragraphs of a text have."""
    firsts = [line.first for line in measures.played(*TEXT_ROLES)]
    return max(decree.FIRST_LINE, key=lambda asked: sum(abs(first - asked) < 1 for first in firsts))


def _indent(properties: etree._Element, line: MeasuredLine, first: float) -> None:
    """Set where the first letter of a paragraph stands, whatever blanks were typed before it."""
    typed = line.text[: len(line.text) - len(line.text.lstrip())]
    before = (
        0.0 if "\t" in typed else first - metrics.text_width(typed, 14)
    )  # a tab leads to the wider indent
    set_mark(properties, "ind", left="0", right="0", firstLine=f"{max(0, round(before * TWIPS_PER_MM))}")


def _change_spacing(properties: etree._Element, **marks: str) -> None:
    change_mark(properties, "spacing", **marks)
    spacing = mark_of(properties, "spacing")
    for name in AUTOSPACING:
        if W + name in spacing.attrib:
            del spacing.attrib[W + name]


def mend_spacing_of_names(places: LinePlaces, line: MeasuredLine, _: Measures, __: Problem) -> None:
    """Set the lines of a name single-spaced."""
    for properties in _properties(places, line):
        _change_spacing(properties, before="0", after="0", line=SINGLE, lineRule="auto")


def mend_subject_gap(places: LinePlaces, line: MeasuredLine, measures: Measures, _: Problem) -> None:
    """Leave six points between the number and the subject below it."""
    for number in measures.played("SoKyHieu"):
        for properties in _properties(places, number):
            _change_spacing(properties, after="0")
    for properties in _properties(places, line):
        _change_spacing(properties, before=f"{round(decree.TRICH_YEU_GAP * POINT)}")


def mend_dashes(places: LinePlaces, line: MeasuredLine, measures: Measures, _: Problem) -> None:
    """Put the dashes of addressees under the colon of Kính gửi."""
    above = measures.played("KinhGui")[0]
    colon = above.left + above.first + metrics.text_width(decree.KINH_GUI[:-1], above.size)
    if line.text[:1].isspace():
        return
    for properties in _properties(places, line):
        set_mark(properties, "jc", val="left")
        set_mark(properties, "ind", left=f"{round(colon * TWIPS_PER_MM)}", firstLine="0")
