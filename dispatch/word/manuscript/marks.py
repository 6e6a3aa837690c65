"""What the properties of paragraphs and runs change of a look; a property that is not known here is refused."""

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from dispatch.pages.manuscript import BLACK, CannotLayOut, Edge
from dispatch.problem import N_
from dispatch.word.package.names import W
from dispatch.word.package.styles import OFF, VAL, switched_on

Changes = dict[str, Any]
UNKNOWN = N_("có thành phần Word chưa dàn được")
OTHER_FONT = N_("phông chữ không có ở đây")
FONTS = frozenset(("Times New Roman", "Tinos", "Liberation Serif", ""))
ALIGNS = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
}
HEX_DIGITS = frozenset("0123456789abcdefABCDEF")
EIGHTHS = 2.5  # twips in an eighth of a point
WITHOUT_EFFECT = frozenset(
    W + name
    for name in (
        *(
            "pStyle",
            "rStyle",
            "sectPr",
            "outlineLvl",
            "suppressAutoHyphens",
            "rPr",
            "bCs",
            "iCs",
            "szCs",
            "lang",
            "noProof",
        ),
        *("webHidden", "suppressLineNumbers", "rsid", "divId", "cnfStyle"),
    )
)


def unknown(element: etree._Element) -> CannotLayOut:
    """Return that an element is not known here."""
    return CannotLayOut(UNKNOWN, str(element.tag).rpartition("}")[2])


def whole_number(element: etree._Element, name: str, default: int = 0) -> int:
    """Return a measure that an attribute says in twips."""
    text = element.get(W + name)
    if text is None:
        return default
    try:
        return round(float(text))
    except ValueError as error:
        raise unknown(element) from error


def paragraph_changes(properties: etree._Element) -> Changes:
    """Return what properties change of the look of a paragraph."""
    return _changes(properties, PARAGRAPH_MARKS)


def text_changes(properties: etree._Element) -> Changes:
    """Return what properties change of the look of letters."""
    return _changes(properties, TEXT_MARKS)


def _changes(properties: etree._Element, known: Mapping[str, Callable[[etree._Element], Changes]]) -> Changes:
    changes: Changes = {}
    for mark in properties:
        read = known.get(mark.tag)
        if read is not None:
            changes |= read(mark)
        elif mark.tag not in WITHOUT_EFFECT:
            raise unknown(mark)
    return changes


def _spacing(mark: etree._Element) -> Changes:
    for name in ("beforeAutospacing", "afterAutospacing", "beforeLines", "afterLines"):
        if mark.get(W + name, "0") not in OFF:
            raise unknown(mark)
    read = {"before": "before", "after": "after", "line": "line"}
    changes: Changes = {
        field: whole_number(mark, name) for name, field in read.items() if mark.get(W + name) is not None
    }
    if mark.get(W + "lineRule") is not None or "line" in changes:
        changes["line_rule"] = mark.get(W + "lineRule", "auto")
    return changes


def _indent(mark: etree._Element) -> Changes:
    changes: Changes = {}
    for name, field in (("left", "left"), ("start", "left"), ("right", "right"), ("end", "right")):
        if mark.get(W + name) is not None:
            changes[field] = whole_number(mark, name)
    if mark.get(W + "hanging") is not None:
        changes["first"] = -whole_number(mark, "hanging")
    elif mark.get(W + "firstLine") is not None:
        changes["first"] = whole_number(mark, "firstLine")
    return changes


def _align(mark: etree._Element) -> Changes:
    align = ALIGNS.get(mark.get(VAL, ""))
    if align is None:
        raise unknown(mark)
    return {"align": align}


def read_edge(mark: etree._Element) -> Edge | None:
    """Return a line along a side; one that is drawn otherwise than as one line is refused."""
    kind = mark.get(VAL, "none")
    if kind in ("none", "nil"):
        return None
    if kind != "single":
        raise unknown(mark)
    thickness = max(1, round(whole_number(mark, "sz") * EIGHTHS))
    return Edge(thickness, whole_number(mark, "space") * 20, _colour(mark, "color"))


def _edges(mark: etree._Element) -> Changes:
    edges = []
    for side in mark:
        name = str(side.tag).rpartition("}")[2]
        edge = read_edge(side)
        if edge and name not in ("top", "left", "bottom", "right"):
            raise unknown(side)
        if edge:
            edges.append((name, edge))
    return {"edges": tuple(edges)}


def _colour(mark: etree._Element, attribute: str) -> str:
    text = mark.get(W + attribute, "auto")
    if text == "auto":
        return BLACK
    if len(text) != len(BLACK) or not set(text) <= HEX_DIGITS:
        raise unknown(mark)
    return text.upper()


def _font(mark: etree._Element) -> Changes:
    for slot in ("ascii", "hAnsi"):
        font = mark.get(W + slot, mark.get(f"{W}{slot}Theme", ""))
        if font not in FONTS:
            raise CannotLayOut(OTHER_FONT, font)
    return {}


def _underline(mark: etree._Element) -> Changes:
    if mark.get(VAL, "single") not in ("single", *OFF):
        raise unknown(mark)
    return {"underlined": switched_on(mark)}


def _script(mark: etree._Element) -> Changes:
    value = mark.get(VAL, "baseline")
    return {"script": "" if value == "baseline" else value}


def _flag(field: str) -> Callable[[etree._Element], Changes]:
    return lambda mark: {field: switched_on(mark)}


PARAGRAPH_MARKS = {
    W + "spacing": _spacing,
    W + "ind": _indent,
    W + "jc": _align,
    W + "pBdr": _edges,
    W + "keepNext": _flag("keeps_next"),
    W + "keepLines": _flag("keeps_lines"),
    W + "widowControl": _flag("keeps_pairs"),
    W + "pageBreakBefore": _flag("breaks_page"),
}
TEXT_MARKS = {
    W + "b": _flag("bold"),
    W + "i": _flag("italic"),
    W + "u": _underline,
    W + "sz": lambda mark: {"size": whole_number(mark, "val") / 2},
    W + "color": lambda mark: {"colour": _colour(mark, "val")},
    W + "vertAlign": _script,
    W + "rFonts": _font,
}
