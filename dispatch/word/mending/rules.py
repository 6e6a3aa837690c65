"""What is mended of the rules under names: a border is drawn anew, a drawn line made as long as asked."""

from collections.abc import Iterator

from lxml import etree

from dispatch import decree
from dispatch.problem import Problem
from dispatch.rules.measures import SOMEWHERE, MeasuredLine, Measures
from dispatch.text.metrics import MM_PER_POINT
from dispatch.word.draw.blocks import EMU_PER_MM
from dispatch.word.draw.columns import TWIPS_PER_MM
from dispatch.word.drawn_shapes import FALLBACK, WPS, A, V, length_of, line_sizes
from dispatch.word.measure.lines import THIN
from dispatch.word.measure.numbers import number
from dispatch.word.mending.places import LinePlaces
from dispatch.word.mending.properties import mark_of, properties_of, remove_mark, set_mark
from dispatch.word.package.names import W

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
P, CELL = W + "p", W + "tc"
WHOLE = {"TrichYeuTenLoai": ("TenLoai", "TrichYeuTenLoai"), "CoQuan": ("CoQuan",)}
BORDER = {"val": "single", "sz": "6", "space": "0", "color": "auto"}


def mend_rule(places: LinePlaces, line: MeasuredLine, measures: Measures, _: Problem) -> None:
    """Let the rule under a text be as long as asked; one of characters is left, for they are text."""
    if line.rule is SOMEWHERE or not places.is_last(line):
        return
    length = _asked_length(line, measures)
    paragraph = places.paragraphs(line)[-1]
    below = paragraph.getnext()
    drawn = [*_drawn_lines(paragraph)]
    if line.rule is None or _is_by_border(paragraph, below):
        _draw_border(paragraph, below, line.room - length)
    elif len(drawn) == 1:
        _stretch(drawn[0], length)


def _asked_length(line: MeasuredLine, measures: Measures) -> float:
    roles = WHOLE.get(line.role, (line.role,))
    longest = max(other.width for other in measures.played(*roles))
    return longest if line.role == "TieuNgu" else longest * decree.RULE_SHARE_DEFAULT


# --- borders ----------------------------------------------------------------------------------------


def _draw_border(paragraph: etree._Element, below: etree._Element | None, left_over: float) -> None:
    """Draw a rule as the upper border of an empty paragraph below a text."""
    side = f"{max(0, round(left_over / 2 * TWIPS_PER_MM))}"
    _remove_lower_border(paragraph)
    ruling = below if below is not None and _is_blank_with_border(below) else _new_paragraph(paragraph)
    properties = properties_of(ruling, "pPr")
    border = mark_of(properties, "pBdr")
    for edge in list(border):
        border.remove(edge)
    etree.SubElement(border, W + "top", {W + name: value for name, value in BORDER.items()})
    set_mark(properties, "spacing", before="0", after="0", line="240", lineRule="auto")
    set_mark(properties, "ind", left=side, right=side, firstLine="0")
    remove_mark(properties, "numPr")


def _new_paragraph(above: etree._Element) -> etree._Element:
    new = etree.Element(P)
    above.addnext(new)
    return new


def _is_by_border(paragraph: etree._Element, below: etree._Element | None) -> bool:
    own = paragraph.find(f"{W}pPr/{W}pBdr/{W}bottom") is not None
    return own or (below is not None and _is_blank_with_border(below))


def _is_blank_with_border(paragraph: etree._Element) -> bool:
    if paragraph.tag != P or paragraph.find(W + "r") is not None:
        return False
    return paragraph.find(f"{W}pPr/{W}pBdr/{W}top") is not None


def _remove_lower_border(paragraph: etree._Element) -> None:
    properties = paragraph.find(W + "pPr")
    for border in properties.findall(W + "pBdr") if properties is not None else ():
        remove_mark(border, "bottom")
        if not len(border):
            remove_mark(properties_of(paragraph, "pPr"), "pBdr")


# --- drawn lines ------------------------------------------------------------------------------------


def _drawn_lines(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the lines that are drawn in the cell of a paragraph, or on it and below, where there is no cell."""
    cell = next(paragraph.iterancestors(CELL), None)
    below = paragraph.getnext()
    around = [cell] if cell is not None else [one for one in (paragraph, below) if one is not None]
    for element in around:
        for shape in element.iter(WPS + "wsp", V + "line"):
            outside = next(shape.iterancestors(FALLBACK), None) is None
            if outside and any(high < THIN for _, high in _sizes(shape)):
                yield shape


def _sizes(shape: etree._Element) -> list[tuple[float, float]]:
    holder = shape.getparent()
    return [*line_sizes(holder)] if holder is not None else []


def _stretch(shape: etree._Element, length: float) -> None:
    """Make a drawn line so long, its middle where it was."""
    if shape.tag == V + "line":
        _stretch_of_old(shape, length)
        return
    extent = shape.find(f"{WPS}spPr/{A}xfrm/{A}ext")
    if extent is None:
        return
    wide = round(length * EMU_PER_MM)
    grown = wide - round(number(extent.get("cx", "0")))
    extent.set("cx", str(wide))
    for anchor in shape.iterancestors(WP + "anchor", WP + "inline"):
        for whole in anchor.findall(WP + "extent"):
            whole.set("cx", str(wide))
        for offset in anchor.findall(f"{WP}positionH/{WP}posOffset"):
            offset.text = str(round(number(offset.text or "0")) - grown // 2)


def _stretch_of_old(shape: etree._Element, length: float) -> None:
    wide = length / MM_PER_POINT
    (begin, y1), (end, y2) = (_point(shape.get(name, "0,0")) for name in ("from", "to"))
    middle = (begin + end) / 2
    shape.set("from", f"{middle - wide / 2:.2f}pt,{y1:g}pt")
    shape.set("to", f"{middle + wide / 2:.2f}pt,{y2:g}pt")


def _point(text: str) -> tuple[float, float]:
    across, _, down = text.partition(",")
    return _points(across), _points(down)


def _points(text: str) -> float:
    return length_of(text) / MM_PER_POINT
