"""What is mended of letters: size, weight, slant, font, colour, capitals."""

from collections.abc import Sequence

from dispatch import decree
from dispatch.decree_dress import DRESS, UPRIGHT_TEXT
from dispatch.problem import Problem
from dispatch.rules.measures import MeasuredLine, Measures
from dispatch.text.old_letters import is_old_font
from dispatch.word.mending.places import LinePlaces
from dispatch.word.mending.properties import properties_of, remove_mark, set_mark

SIGN_FONTS = ("symbol", "wingdings", "webdings", "marlett", "mt extra")
LARGE = 13.5  # points: of a text from this size on the head is set larger too
SHADES = frozenset(("highlight", "shd"))
HEAD_SIZES = {  # of Quốc hiệu, Tiêu ngữ and the day, which go up and down together
    True: {"QuocHieu": 13.0, "TieuNgu": 14.0, "DiaDanhNgay": 14.0},
    False: {"QuocHieu": 12.0, "TieuNgu": 13.0, "DiaDanhNgay": 13.0},
}


def set_size(places: LinePlaces, line: MeasuredLine, size: float) -> None:
    """Set all letters of a line in one size."""
    for run in places.runs(line):
        properties = properties_of(run, "rPr")
        set_mark(properties, "sz", val=f"{round(size * 2)}")
        set_mark(properties, "szCs", val=f"{round(size * 2)}")


def mend_size(places: LinePlaces, line: MeasuredLine, measures: Measures, _: Problem) -> None:
    """Set a line in the nearest size that its part may have; the text in that of most of it."""
    allowed = decree.SIZES[line.role]
    usual = usual_size(measures.played(*decree.TEXT_ROLES)) if line.role in decree.TEXT_ROLES else line.size
    set_size(places, line, min(max(usual, allowed.least), allowed.most))


def usual_size(lines: Sequence[MeasuredLine]) -> float:
    """Return the size of most letters of some lines."""
    lengths: dict[float, int] = {}
    for run in (run for line in lines for run in line.printed):
        lengths[run.size] = lengths.get(run.size, 0) + len(run.text)
    return max(lengths, key=lengths.__getitem__, default=0.0)


def mend_head_sizes(places: LinePlaces, _: MeasuredLine, measures: Measures, __: Problem) -> None:
    """Set Quốc hiệu, Tiêu ngữ and the day in sizes that belong together, by that of the text."""
    sizes = HEAD_SIZES[usual_size(measures.played(*decree.TEXT_ROLES)) >= LARGE]
    for role, size in sizes.items():
        for line in measures.played(role)[:1]:
            set_size(places, line, size)


def mend_weight(places: LinePlaces, line: MeasuredLine, _: Measures, __: Problem) -> None:
    """Set weight and slant of a line as its part has them."""
    dress = DRESS[line.role]
    _set_switches(places, line, {"b": dress.bold, "i": dress.italic})


def mend_upright(places: LinePlaces, line: MeasuredLine, _: Measures, __: Problem) -> None:
    """Set a paragraph of the text upright and light, where all of it is not."""
    bold = all(run.bold for run in line.printed)
    italic = all(run.italic for run in line.printed)
    if line.role in UPRIGHT_TEXT:
        _set_switches(places, line, {"b": False if bold else None, "i": False if italic else None})


def _set_switches(places: LinePlaces, line: MeasuredLine, asked: dict[str, bool | None]) -> None:
    for run in places.runs(line):
        properties = properties_of(run, "rPr")
        for name, is_on in asked.items():
            if is_on is not None:
                set_mark(properties, name, val="1" if is_on else "0")
                set_mark(properties, f"{name}Cs", val="1" if is_on else "0")


def mend_font(places: LinePlaces, line: MeasuredLine, _: Measures, __: Problem) -> None:
    """Set letters in the font of the decree; signs of a font of signs, and letters of an old one, would be others then."""
    fonts = {font for run in line.printed for font in run.fonts}
    if any(is_old_font(font) or font.lower().startswith(SIGN_FONTS) for font in fonts):
        return
    for run in places.runs(line):
        font = decree.FONT
        set_mark(properties_of(run, "rPr"), "rFonts", ascii=font, hAnsi=font, cs=font)


def mend_colour(places: LinePlaces, line: MeasuredLine, _: Measures, __: Problem) -> None:
    """Set letters black, a stamp of urgency red."""
    for run in places.runs(line):
        colour = decree.URGENCY_COLOUR if line.role == "DoKhan" else "auto"
        set_mark(properties_of(run, "rPr"), "color", val=colour)


def mend_shade(places: LinePlaces, line: MeasuredLine, _: Measures, __: Problem) -> None:
    """Take the ground behind letters away; what is struck out stays so, for somebody must decide of it."""
    if not any(run.effect in SHADES for run in line.printed):
        return
    for run in places.runs(line):
        properties = properties_of(run, "rPr")
        remove_mark(properties, "highlight")
        set_mark(properties, "shd", val="clear", color="auto", fill="auto")


def mend_underline(places: LinePlaces, line: MeasuredLine, _: Measures, __: Problem) -> None:
    """Take the line under letters away."""
    for run in places.runs(line):
        set_mark(properties_of(run, "rPr"), "u", val="none")


def mend_capitals(places: LinePlaces, line: MeasuredLine, _: Measures, __: Problem) -> None:
    """Show letters in capitals, or as they were typed: the letters themselves stay."""
    asked = DRESS[line.role].capitals
    if asked is None:
        return
    for run in places.runs(line):
        set_mark(properties_of(run, "rPr"), "caps", val="1" if asked else "0")
