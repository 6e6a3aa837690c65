"""How paragraphs and letters are dressed: their own properties over their styles over the defaults."""

import math
from typing import NamedTuple

from lxml import etree

from dispatch.text.metrics import MM_PER_POINT
from dispatch.word.package.names import W
from dispatch.word.package.styles import OFF, VAL, StyleElements, switched_on

TWIPS = 20  # to the point
HALVES = 2  # to the point
ALIGNS = {"both": "both", "center": "center", "right": "right", "end": "right", "distribute": "both"}
SWITCHES = {"b": "b", "i": "i", "caps": "caps", "vanish": "vanish", "strike": "strike"}

Marks = dict[str, str]


def number_of(text: str | None) -> float:
    """Return a number of Word's; nothing that is none changes a page."""
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def run_marks(properties: etree._Element | None) -> Marks:
    """Return what properties say of letters."""
    marks: Marks = {}
    for mark in properties if properties is not None else ():
        name = etree.QName(mark).localname
        if name in SWITCHES:
            marks[name] = "1" if switched_on(mark) else ""
        elif name == "u":
            marks["u"] = "" if mark.get(VAL, "single") in OFF else "1"
        elif name in ("sz", "vertAlign", "color", "highlight"):
            marks[name] = mark.get(VAL, "")
        elif name == "shd":
            marks["shd"] = mark.get(W + "fill", "")
        elif name == "rFonts" and (font := mark.get(W + "ascii", mark.get(W + "hAnsi"))):
            marks["font"] = font
    return marks


def paragraph_marks(properties: etree._Element | None) -> Marks:
    """Return what properties say of a paragraph."""
    marks: Marks = {}
    for mark in properties if properties is not None else ():
        name = etree.QName(mark).localname
        if name == "jc":
            marks["jc"] = mark.get(VAL, "")
        elif name == "ind":
            marks |= _indents(mark)
        elif name == "numPr":
            marks |= {
                etree.QName(part).localname: part.get(VAL, "")
                for part in mark
                if part.tag in (W + "numId", W + "ilvl")
            }
        elif name == "pageBreakBefore":
            marks["page"] = "1" if switched_on(mark) else ""
        elif name == "outlineLvl":
            marks["outline"] = mark.get(VAL, "")
    return marks


def _indents(mark: etree._Element) -> Marks:
    found = {
        "left": mark.get(W + "left", mark.get(W + "start")),
        "first": mark.get(W + "firstLine"),
    }
    if mark.get(W + "hanging") is not None:
        found["first"] = f"-{mark.get(W + 'hanging')}"
    return {name: value for name, value in found.items() if value is not None}


class Dress(NamedTuple):
    """The marks of a paragraph and of the letters in it."""

    paragraph: Marks
    letters: Marks

    @property
    def align(self) -> str:
        """Where the lines stand."""
        return ALIGNS.get(self.paragraph.get("jc", ""), "left")

    @property
    def indent(self) -> float:
        """Where the first line begins, in mm."""
        left, first = (number_of(self.paragraph.get(name)) for name in ("left", "first"))
        return (left + first) / TWIPS * MM_PER_POINT

    @property
    def starts_page(self) -> bool:
        """Whether a page begins with it."""
        return bool(self.paragraph.get("page"))


class Styles:
    """The styles of a Word file, asked for one paragraph after another."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = StyleElements(root)
        self._known: dict[str, Dress] = {}
        self._defaults = Dress(
            paragraph_marks(self._styles.defaults("pPr")), run_marks(self._styles.defaults("rPr"))
        )

    def of_paragraph(self, properties: etree._Element | None) -> Dress:
        """Return how a paragraph with these properties is dressed."""
        style = properties.find(W + "pStyle") if properties is not None else None
        found = self.named(style.get(VAL, "") if style is not None else self._styles.normal)
        own = paragraph_marks(properties)
        return found._replace(paragraph={**found.paragraph, **own}) if own else found

    def of_run(self, inherited: Marks, properties: etree._Element | None) -> Marks:
        """Return how letters with these properties are dressed in a paragraph of that dress."""
        if properties is None:
            return inherited
        style = properties.find(W + "rStyle")
        named = self._own_marks(style.get(VAL, "")).letters if style is not None else {}
        return {**inherited, **named, **run_marks(properties)}

    def named(self, name: str) -> Dress:
        """Return the dress of a style, with those it is based on and the defaults."""
        own = self._own_marks(name)
        return Dress({**self._defaults.paragraph, **own.paragraph}, {**self._defaults.letters, **own.letters})

    def _own_marks(self, name: str) -> Dress:
        """Return what a style and those it is based on say."""
        if name not in self._known:
            dress = Dress({}, {})
            for style in self._styles.chain(name):
                paragraph, letters = paragraph_marks(style.find(W + "pPr")), run_marks(style.find(W + "rPr"))
                dress = Dress(dress.paragraph | paragraph, dress.letters | letters)
            self._known[name] = dress
        return self._known[name]
