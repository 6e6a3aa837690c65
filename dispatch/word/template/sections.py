"""Where the sections of a document end: paragraphs that hold a set-up of the page, and the one behind all."""

from collections.abc import Iterator

from lxml import etree

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Problem, shorten
from dispatch.word.package.names import W

LOST_BESIDE = Fault(
    "T026",
    N_("chữ '{lost}' đứng trong đoạn giữ chỗ ngắt phần sẽ mất khi in"),
    N_("đưa chữ sang đoạn khác, để dấu ngắt phần đứng một mình"),
)
EDGE = lazy_pattern(r"<w:p(?: [^>]*)?>|</w:p>|<w:sectPr(?: [^>]*)?>|</w:sectPr>")
BODY_END = lazy_pattern(r"\s*</w:body>")


def section_ends(document: str) -> list[tuple[int, int]]:
    """Return where the ends of sections stand, in one look from edge to edge.

    One that stands in a paragraph is that whole paragraph, with all that is nested in it.
    """
    spans: list[tuple[int, int]] = []
    paragraphs: list[int] = []
    sections: list[int] = []
    holds = False
    for edge in EDGE.finditer(document):
        text, start, end = edge[0], *edge.span()
        if text.endswith("/>"):
            continue
        if text == "</w:p>":
            start = paragraphs.pop()
            if holds and not paragraphs:
                spans.append((start, end))
                holds = False
        elif text == "</w:sectPr>":
            start = sections.pop()
            if not (sections or paragraphs) and BODY_END.match(document, end):
                spans.append((start, end))
        elif text.startswith("<w:sectPr"):
            sections.append(start)
            holds = bool(paragraphs)
        else:
            paragraphs.append(start)
    return spans


def lost_beside_sections(root: etree._Element, name: str) -> Iterator[Problem]:
    """Yield the texts that stand in a paragraph that ends a section: the letter puts its own there."""
    for section in root.iter(W + "sectPr"):
        paragraphs = list(section.iterancestors(W + "p"))
        text = "".join(map(str, paragraphs[-1].itertext(W + "t"))) if paragraphs else ""
        if text.strip():
            yield LOST_BESIDE.at(Place(name), lost=shorten(text))
