"""The smallest ready pieces that a template is filled with: runs, paragraphs, rules, frames.

What varies in form, not only in words, reaches the template as finished WordprocessingML.
A piece carries `__html__`, so that autoescaping leaves it alone and escapes all else.
"""

from collections.abc import Sequence
from functools import lru_cache

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.text import nonbreaking
from dispatch.text.marks import Run, Text
from dispatch.text.metrics import MM_PER_POINT
from dispatch.word.draw.columns import twips


class Fragment(str):
    """Finished markup, to be put into the template as it is."""

    __slots__ = ()

    def __html__(self) -> "Fragment":
        """Tell the template engine that nothing is left to escape."""
        return self


def escape_text(text: str) -> str:
    """Return a text as XML carries it."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def escape_attribute(text: str) -> str:
    """Return a text as an XML attribute carries it."""
    return escape_text(text).replace('"', "&quot;").replace("\n", " ").replace("\t", " ")


DRESS = {
    "b": "<w:b/>",
    "i": "<w:i/>",
    "u": '<w:u w:val="single"/>',
    "v": '<w:vertAlign w:val="subscript"/>',
    "^": '<w:vertAlign w:val="superscript"/>',
}


BEFORE_SIZE = frozenset("bi")  # what stands before the size of a run in Word's order


@lru_cache(maxsize=64)
def _dress(letters: str, size: float) -> str:
    marks = [mark for letter, mark in DRESS.items() if letter in letters]
    if size:
        half_points = round(size * 2)
        marks.insert(
            len(BEFORE_SIZE.intersection(letters)),
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>',
        )
    inside = "".join(marks)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


ELEMENTS = {"\t": "<w:tab/>", "\n": "<w:br/>", nonbreaking.HYPHEN: "<w:noBreakHyphen/>"}
SPECIAL = lazy_pattern(f"([{''.join(ELEMENTS)}])")


def _letters(text: str) -> str:
    if not SPECIAL.search(text):
        return f'<w:t xml:space="preserve">{escape_text(text)}</w:t>'
    parts = (part for part in SPECIAL.split(text) if part)
    return "".join(
        ELEMENTS.get(part) or f'<w:t xml:space="preserve">{escape_text(part)}</w:t>' for part in parts
    )


def _link_field(address: str, inside: str) -> str:
    """Make a link of a field, which needs no relationship and stays black (PL I.I.4)."""
    code = escape_text(address.replace('"', "%22"))
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{code}" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{inside}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def rule_xml(length: float, room: float) -> Fragment:
    """Return a solid line of a length, centred in a room; both in millimetres."""
    side = twips(max(0.0, (room - length) / 2))
    eighths = round(decree.RULE_THICKNESS * 8)
    return Fragment(
        '<w:p><w:pPr><w:pStyle w:val="Vach"/><w:pBdr>'
        f'<w:top w:val="single" w:sz="{eighths}" w:space="0" w:color="auto"/></w:pBdr>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


STAMP_EDGE = 1.0  # points: the line of the frame, and the room left and right of the word
STAMP_ROOM = 3  # points above and below the word; Word takes whole ones
STAMP_LINE = decree.URGENCY_HEIGHT / MM_PER_POINT - 2 * (STAMP_ROOM + STAMP_EDGE)  # what is left for the word
FRAME = {"top": STAMP_ROOM, "left": 1, "bottom": STAMP_ROOM, "right": 1}


def stamp_xml(role: str, text: str, wide: float, start: float, room: float, colour: str) -> Fragment:
    """Return a word in a single-line frame that is so wide outside, from where it starts in a room."""
    edge = 2 * STAMP_EDGE * MM_PER_POINT
    left, right = twips(start + edge), twips(max(0.0, room - start - wide) + edge)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{round(8 * STAMP_EDGE)}" w:space="{space}" w:color="{colour}"/>'
        for side, space in FRAME.items()
    )
    return Fragment(
        f'<w:p><w:pPr><w:pStyle w:val="{role}"/><w:pBdr>{edges}</w:pBdr>'
        f'<w:ind w:left="{left}" w:right="{right}"/></w:pPr><w:r>{_letters(text)}</w:r></w:p>'
    )


@lru_cache(maxsize=1024)
def run_xml(run: Run, size: float = 0) -> str:
    """Return one run, in a size other than its paragraph's if one is given; a link is drawn as a field around it."""
    inside = f"<w:r>{_dress(run.dress, size)}{_letters(run.text)}</w:r>"
    return _link_field(run.link, inside) if run.link else inside


@lru_cache(maxsize=1024)
def paragraph_xml(role: str, text: Text, *, keep: bool = False, size: float = 0) -> Fragment:
    """Return a paragraph without footnotes; most stand alike in every letter of a batch."""
    hold = "<w:keepNext/>" if keep else ""
    inside = "".join([run_xml(run, size) for run in nonbreaking.keep_runs_together(text)])
    return Fragment(f'<w:p><w:pPr><w:pStyle w:val="{role}"/>{hold}</w:pPr>{inside}</w:p>')


LINE_TO_WRITE_ON = lazy_pattern(r"\s?(?:…{8,}|\.{20,}|_{12,})\s*\Z")
LEADERS = {"_": "underscore"}


def ends_with_room(text: Text) -> bool:
    """Say whether a text ends with dots that are a line to be written on."""
    last = text[-1] if text else Run("")
    return not (last.link or last.note) and LINE_TO_WRITE_ON.search(last.text) is not None


def led_to_margin_xml(role: str, text: Text, room: float, *, keep: bool) -> Fragment:
    """Return a paragraph whose last dots go on to the margin, as wide as the page leaves them."""
    *before, last = text
    dots = LINE_TO_WRITE_ON.search(last.text)
    said = last.text[: dots.start()] if dots else last.text
    words = (last._replace(text=f"{said} "),) if said else ()
    tabs = margin_tab_xml(last.text, room)
    drawn = paragraph_xml(role, (*before, *words), keep=keep).replace("</w:pPr>", f"{tabs}</w:pPr>", 1)
    return Fragment(f"{drawn.removesuffix('</w:p>')}<w:r><w:tab/></w:r></w:p>")


def margin_tab_xml(dots: str, room: float) -> str:
    """Return the stop at the margin to which dots or a line go on."""
    leader = LEADERS.get(dots.rstrip()[-1:], "dot")
    return f'<w:tabs><w:tab w:val="right" w:leader="{leader}" w:pos="{twips(room)}"/></w:tabs>'


def indented_xml(role: str, text: Text, left: float, hanging: float) -> Fragment:
    """Return a paragraph that begins elsewhere than its style says, in millimetres."""
    indent = f'<w:ind w:left="{twips(left)}" w:hanging="{twips(hanging)}"/>'
    return Fragment(paragraph_xml(role, text).replace("</w:pPr>", f"{indent}</w:pPr>", 1))


def joined(pieces: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """Return pieces that follow each other as one, so that the template goes round once."""
    return (Fragment("".join(pieces)),) if pieces else ()
