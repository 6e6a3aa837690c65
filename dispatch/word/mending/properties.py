"""Set a mark among the properties of a run or a paragraph, where Word's schema wants it to stand."""

from lxml import etree

from dispatch.word.package.names import W

RUN_ORDER = tuple(
    W + name
    for name in [
        "rStyle",
        "rFonts",
        "b",
        "bCs",
        "i",
        "iCs",
        "caps",
        "smallCaps",
        "strike",
        "dstrike",
        "outline",
        "shadow",
        "emboss",
        "imprint",
        "noProof",
        "snapToGrid",
        "vanish",
        "webHidden",
        "color",
        "spacing",
        "w",
        "kern",
        "position",
        "sz",
        "szCs",
        "highlight",
        "u",
        "effect",
        "bdr",
        "shd",
        "fitText",
        "vertAlign",
        "rtl",
        "cs",
        "em",
        "lang",
        "eastAsianLayout",
        "specVanish",
        "oMath",
    ]
)
PARAGRAPH_ORDER = tuple(
    W + name
    for name in [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
        "pBdr",
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "kinsoku",
        "wordWrap",
        "overflowPunct",
        "topLinePunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "bidi",
        "adjustRightInd",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "mirrorIndents",
        "suppressOverlap",
        "jc",
        "textDirection",
        "textAlignment",
        "textboxTightWrap",
        "outlineLvl",
        "divId",
        "cnfStyle",
        "rPr",
        "sectPr",
        "pPrChange",
    ]
)
SECTION_ORDER = tuple(
    W + name
    for name in [
        "headerReference",
        "footerReference",
        "footnotePr",
        "endnotePr",
        "type",
        "pgSz",
        "pgMar",
        "paperSrc",
        "pgBorders",
        "lnNumType",
        "pgNumType",
        "cols",
        "formProt",
        "vAlign",
        "noEndnote",
        "titlePg",
        "textDirection",
        "bidi",
        "rtlGutter",
        "docGrid",
        "printerSettings",
        "sectPrChange",
    ]
)
ORDERS = {W + "rPr": RUN_ORDER, W + "pPr": PARAGRAPH_ORDER, W + "sectPr": SECTION_ORDER}


def properties_of(element: etree._Element, tag: str) -> etree._Element:
    """Return the properties of a run (`rPr`) or a paragraph (`pPr`), made where it has none."""
    found = element.find(W + tag)
    if found is None:
        found = etree.Element(W + tag)
        element.insert(0, found)
    return found


def mark_of(properties: etree._Element, tag: str) -> etree._Element:
    """Return a mark among properties, made in its place where it is not there."""
    found = properties.find(W + tag)
    if found is None:
        found = etree.Element(W + tag)
        _insert(properties, found)
    return found


def set_mark(properties: etree._Element, tag: str, **attributes: str) -> None:
    """Let a mark say this and nothing else."""
    mark = mark_of(properties, tag)
    mark.attrib.clear()
    for name, value in attributes.items():
        mark.set(W + name, value)


def change_mark(properties: etree._Element, tag: str, **attributes: str) -> None:
    """Let a mark say this too, and what else it says still."""
    mark = mark_of(properties, tag)
    for name, value in attributes.items():
        mark.set(W + name, value)


def remove_mark(properties: etree._Element, tag: str) -> None:
    """Take a mark away."""
    for mark in properties.findall(W + tag):
        properties.remove(mark)


def _insert(properties: etree._Element, mark: etree._Element) -> None:
    order = ORDERS[str(properties.tag)]
    behind = frozenset(order[order.index(str(mark.tag)) + 1 :])
    at = next((at for at, each in enumerate(properties) if each.tag in behind), len(properties))
    properties.insert(at, mark)
