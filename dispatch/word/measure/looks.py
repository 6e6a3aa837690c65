"""How runs and paragraphs look in the end: their own marks over their styles over the defaults of the file."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from dispatch import decree
from dispatch.word.measure.numbers import number
from dispatch.word.package.names import W
from dispatch.word.package.styles import OFF, VAL, StyleElements

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R_PR, P_PR = W + "rPr", W + "pPr"
P_STYLE, R_STYLE = W + "pStyle", W + "rStyle"
TOGGLES = (
    "b",
    "i",
    "caps",
    "smallCaps",
    "vanish",
    "strike",
)  # a second style over the first takes it off again
SIMPLE = frozenset(W + name for name in (*TOGGLES, "dstrike", "sz", "u", "color", "highlight"))
SLOTS = (("ascii", "asciiTheme"), ("hAnsi", "hAnsiTheme"))  # fonts of plain letters, and of those with marks
SIDES = {"start": "left", "end": "right"}
AUTOMATIC_GAP = "280"  # twentieths of a point: what Word leaves where it is asked to choose
DEFAULT_SIZE = "20"  # half points
Marks = dict[str, str]


class ParagraphLook(NamedTuple):
    """The marks of a paragraph, and the style that its runs begin with."""

    style: str
    name: str
    marks: Marks

    def length(self, name: str) -> float:
        """Return a length in twentieths of a point."""
        return number(self.marks.get(name, "0"))

    def is_on(self, name: str) -> bool:
        """Say whether a mark is there and not switched off."""
        return self.marks.get(name, "0") not in OFF


class Looks:
    """The styles, defaults and theme of a Word file."""

    def __init__(
        self,
        styles: etree._Element | None,
        theme: etree._Element | None,
        numbering: etree._Element | None = None,
    ) -> None:
        self.themed = dict(_theme_fonts(theme)) if theme is not None else {}
        self._styles = StyleElements(styles)
        self._paragraphs: dict[str, ParagraphLook] = {}
        self._runs: dict[tuple[str, str], Marks] = {}
        self._lists = dict(_list_indents(numbering)) if numbering is not None else {}
        self.defaults = self.run_marks(self._styles.defaults("rPr"))
        self.paragraph_defaults = paragraph_marks(self._styles.defaults("pPr"))

    def paragraph(self, properties: etree._Element | None) -> ParagraphLook:
        """Return the look of a paragraph with these properties."""
        named = properties.find(P_STYLE) if properties is not None else None
        key = named.get(VAL, "") if named is not None else self._styles.normal
        look = self._paragraphs.get(key)
        if look is None:
            look = self._paragraphs[key] = self._styled_paragraph(key)
        own = paragraph_marks(properties)
        listed = self._lists.get((own["numbered"], own["level"]), {}) if "numbered" in own else {}
        return look._replace(marks=look.marks | listed | own) if own else look

    def _styled_paragraph(self, key: str) -> ParagraphLook:
        """Return the look of a paragraph that says nothing but its style; one that is not there looks like most."""
        marks = dict(self.paragraph_defaults)
        style = key if key in self._styles.by_key else self._styles.normal
        for element in self._styles.chain(style):
            marks |= paragraph_marks(element.find(P_PR))
        return ParagraphLook(style, self._styles.name(key) or key, marks)

    def run(self, paragraph: str, properties: etree._Element | None) -> Marks:
        """Return the marks of a run with these properties in a paragraph of that style."""
        named = properties.find(R_STYLE) if properties is not None else None
        key = paragraph, named.get(VAL, "") if named is not None else ""
        styled = self._runs.get(key)
        if styled is None:
            styled = self._runs[key] = self._combined(*key)
        own = self.run_marks(properties)
        return styled | own if own else styled

    def run_marks(self, properties: etree._Element | None) -> Marks:
        """Return what the properties of a run say themselves."""
        marks: Marks = {}
        for mark in properties if properties is not None else ():
            tag = mark.tag
            if tag in SIMPLE:
                marks[str(tag)[len(W) :]] = mark.get(VAL, "1")
            elif tag == W + "rFonts":
                marks |= self._fonts(mark)
            elif tag == W + "shd":
                marks["shd"] = mark.get(W + "fill", "auto")
        return marks

    def _fonts(self, mark: etree._Element) -> Iterator[tuple[str, str]]:
        """Yield the fonts that a mark names, by the theme where it says so."""
        for slot, themed in SLOTS:
            font = self.themed.get(mark.get(W + themed, "")) or mark.get(W + slot)
            if font:
                yield slot, font

    def _combined(self, paragraph: str, run: str) -> Marks:
        """Return the marks of a paragraph's style with those of a run's style over them."""
        below, above = self._styled(paragraph), self._styled(run)
        combined = self.defaults | below | above
        for name in TOGGLES:
            if self.defaults.get(name, "0") in OFF:
                combined[name] = "1" if _is_on(below, name) != _is_on(above, name) else "0"
        return combined

    def _styled(self, key: str) -> Marks:
        marks: Marks = {}
        for element in self._styles.chain(key):
            marks |= self.run_marks(element.find(R_PR))
        return marks


def _is_on(marks: Marks, name: str) -> bool:
    return marks.get(name, "0") not in OFF


def paragraph_marks(properties: etree._Element | None) -> Marks:
    """Return what the properties of a paragraph say themselves."""
    marks: Marks = {}
    for mark in properties if properties is not None else ():
        read = READERS.get(mark.tag)
        if read is not None:
            marks |= read(mark)
    return marks


def _alignment(mark: etree._Element) -> Marks:
    align = mark.get(VAL, "left")
    return {"align": SIDES.get(align, align)}


def _borders(mark: etree._Element) -> Marks:
    return {f"border-{str(side.tag)[len(W) :]}": side.get(VAL, "single") for side in mark}


def _numbering(mark: etree._Element) -> Marks:
    said = {name: mark.find(W + key) for name, key in (("numbered", "numId"), ("level", "ilvl"))}
    return {name: part.get(VAL, "0") if part is not None else "0" for name, part in said.items()}


def _in_the_middle(mark: etree._Element) -> Marks:
    """Return where a frame stands, or the first tab that puts letters in the middle of their line."""
    if mark.get(W + "xAlign"):
        return {"frame": mark.get(W + "xAlign", "")}
    tabs = [tab.get(W + "pos", "0") for tab in mark if tab.get(VAL) == "center"]
    return {"middle": tabs[0]} if tabs else {}


def _indents(mark: etree._Element) -> Marks:
    """Return indents; a hanging one takes the place of one of the first line, and back."""
    said = {name: mark.get(W + name) for name in ("left", "right", "start", "end", "firstLine", "hanging")}
    marks = {SIDES.get(name, name): value for name, value in said.items() if value is not None}
    hanging, first = marks.pop("hanging", None), marks.pop("firstLine", None)
    if hanging is not None:
        marks["first"] = f"-{hanging}"
    elif first is not None:
        marks["first"] = first
    return marks


def _spacing(mark: etree._Element) -> Marks:
    names = ("before", "after", "line", "lineRule")
    marks = {name: value for name in names if (value := mark.get(W + name)) is not None}
    for side in ("before", "after"):
        if mark.get(f"{W}{side}Autospacing", "0") not in OFF:
            marks[side] = AUTOMATIC_GAP
    return marks


READERS: dict[object, Callable[[etree._Element], Marks]] = {
    W + "jc": _alignment,
    W + "ind": _indents,
    W + "spacing": _spacing,
    W + "contextualSpacing": lambda mark: {"contextual": mark.get(VAL, "1")},
    W + "numPr": _numbering,
    W + "pBdr": _borders,
    W + "framePr": _in_the_middle,
    W + "tabs": _in_the_middle,
}
"""The marks of a paragraph that are measured, each with what it says."""


def _list_indents(numbering: etree._Element) -> Iterator[tuple[tuple[str, str], Marks]]:
    """Yield the marks that a list gives to paragraphs which name it themselves, by its key and its level."""
    levels = {
        kind.get(W + "abstractNumId"): kind.findall(W + "lvl") for kind in numbering.iter(W + "abstractNum")
    }
    for counted in numbering.iter(W + "num"):
        kind = counted.find(W + "abstractNumId")
        for level in levels.get(kind.get(VAL), ()) if kind is not None else ():
            key = counted.get(W + "numId", ""), level.get(W + "ilvl", "0")
            yield key, paragraph_marks(level.find(P_PR))


def _theme_fonts(theme: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the fonts of a theme by the names that runs call them by; an empty one is Word's own choice."""
    for kind in ("major", "minor"):
        latin = theme.find(f"{A}themeElements/{A}fontScheme/{A}{kind}Font/{A}latin")
        font = latin.get("typeface", "") if latin is not None else ""
        for script in ("HAnsi", "Ascii", "Bidi"):
            yield f"{kind}{script}", font or decree.FONT
