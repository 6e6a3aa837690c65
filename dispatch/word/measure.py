"""Measure a finished Word file: every paragraph in its effective dress, every section, every table."""

import math
from collections.abc import Iterator
from itertools import zip_longest

from lxml import etree

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.rules.measures import MeasuredLine, MeasuredPage, Measures
from dispatch.word.draw.columns import TWIPS_PER_MM
from dispatch.word.package.names import W
from dispatch.word.package.opening import Unreadable, read_package

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MEASURED = lazy_pattern(r"word/\w+\.xml|word/_rels/document\.xml\.rels")
NOT_WORD = Fault(
    "D000", N_("không phải tệp Word (.docx) đọc được"), N_("kiểm tra tệp có bị hỏng hay đặt mật khẩu không")
)
Dress = dict[str, str]


def measure(data: bytes, name: str) -> Measures:
    """Return the measures of a Word file, or refuse what is none."""
    parts = _parts(data, name)
    document = parts["word/document.xml"]
    styles = _styles(parts.get("word/styles.xml"))
    pages = tuple(_pages(document, parts))
    room = pages[0].width - pages[0].margins["left"] - pages[0].margins["right"] if pages else 165.0
    settings = parts.get("word/settings.xml")
    return Measures(
        lines=tuple(_lines(document, styles, room)),
        pages=pages,
        tables=tuple(_tables(document, pages)),
        fonts=frozenset(_all(parts, "rFonts", ("ascii", "hAnsi", "eastAsia", "cs"))),
        colours=frozenset(_all(parts, "color", ("val",))),
        compatibility=_compatibility(settings),
        same_row=_same_row(document),
    )


def _compatibility(settings: etree._Element | None) -> int:
    """Return which version of Word the file asks to be laid out by."""
    for setting in settings.iter(W + "compatSetting") if settings is not None else ():
        if setting.get(W + "name") == "compatibilityMode":
            return int(_number(setting.get(W + "val", "12")))
    return 12


def _number(text: str) -> float:
    """Return a number as Word writes it; what is none counts as nothing."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def _parts(data: bytes, name: str) -> dict[str, etree._Element]:
    try:
        trees = read_package(data).trees
    except Unreadable as error:
        raise Refused([NOT_WORD.at(Place(name), why=error.why)]) from error
    return {part: tree for part, tree in trees.items() if MEASURED.fullmatch(part)}


def _all(parts: dict[str, etree._Element], tag: str, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the values of some attributes wherever a tag stands."""
    for root in parts.values():
        for element in root.iter(W + tag):
            yield from (value for name in names if (value := element.get(W + name)))


def _styles(root: etree._Element | None) -> dict[str, Dress]:
    """Return the effective dress of every paragraph style, what it is based on included."""
    if root is None:
        return {}
    base: Dress = {}
    for default in root.iter(W + "docDefaults"):
        base = _dress(default)
    raw = {style.get(W + "styleId", ""): style for style in root.iter(W + "style")}
    return {name: base | _chain(name, raw) for name in raw}


def _chain(name: str, raw: dict[str, etree._Element], depth: int = 0) -> Dress:
    style = raw.get(name)
    if style is None or depth > 10:  # noqa: PLR2004 - styles are never based that deep
        return {}
    based = style.find(W + "basedOn")
    below = _chain(based.get(W + "val", ""), raw, depth + 1) if based is not None else {}
    return below | _dress(style)


def _dress(element: etree._Element) -> Dress:
    """Return what an element says of size, weight, alignment, indent and spacing."""
    said: Dress = {}
    for tag, key, attribute in (
        ("sz", "size", "val"),
        ("jc", "align", "val"),
        ("ind", "first", "firstLine"),
        ("ind", "left", "left"),
        ("ind", "right", "right"),
        ("spacing", "before", "before"),
        ("spacing", "line", "line"),
        ("spacing", "lineRule", "lineRule"),
    ):
        found = next(element.iter(W + tag), None)
        if found is not None and found.get(W + attribute) is not None:
            said[key] = found.get(W + attribute, "")
    for tag in ("b", "i"):
        found = next(element.iter(W + tag), None)
        if found is not None:
            said[tag] = "" if found.get(W + "val") in ("0", "false") else "1"
    return said


def _lines(document: etree._Element, styles: dict[str, Dress], room: float) -> Iterator[MeasuredLine]:
    """Yield the paragraphs in order; a rule below is counted to the paragraph above it."""
    paragraphs = list(document.iter(W + "p"))
    for paragraph, below in zip_longest(paragraphs, paragraphs[1:]):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        role = style.get(W + "val", "") if style is not None else ""
        properties = paragraph.find(W + "pPr")
        dress = styles.get(role, styles.get("Normal", {})) | (
            _dress(properties) if properties is not None else {}
        )
        text = "".join(str(part) for part in paragraph.itertext(W + "t"))
        wide = _room(paragraph, room)
        yield MeasuredLine(
            role=role,
            text=text,
            size=_number(dress.get("size", "20")) / 2,
            bold=bool(dress.get("b")),
            italic=bool(dress.get("i")),
            align=dress.get("align", "left"),
            first=_number(dress.get("first", "0")) / TWIPS_PER_MM,
            before=_number(dress.get("before", "0")) / 20,
            spacing=1.0 if dress.get("lineRule") == "exact" else _number(dress.get("line", "240")) / 240,
            room=wide,
            rule=_rule(below, wide) if below is not None else 0.0,
        )


def _room(paragraph: etree._Element, room: float) -> float:
    """Return how wide the column of a paragraph is."""
    cell = next(paragraph.iterancestors(W + "tc"), None)
    width = cell.find(f"{W}tcPr/{W}tcW") if cell is not None else None
    return _number(width.get(W + "w", "0")) / TWIPS_PER_MM if width is not None else room


def _rule(paragraph: etree._Element, room: float) -> float:
    """Return the length of the line that a paragraph's border draws."""
    if paragraph.find(f"{W}pPr/{W}pBdr/{W}top") is None:
        return 0.0
    indent = paragraph.find(f"{W}pPr/{W}ind")
    sides = [_number(indent.get(W + side, "0")) for side in ("left", "right")] if indent is not None else []
    return room - sum(sides) / TWIPS_PER_MM


def _pages(document: etree._Element, parts: dict[str, etree._Element]) -> Iterator[MeasuredPage]:
    relations = parts.get("word/_rels/document.xml.rels")
    targets = {r.get("Id"): f"word/{r.get('Target')}" for r in relations} if relations is not None else {}
    header: etree._Element | None = None
    for section in document.iter(W + "sectPr"):
        size, margin = section.find(W + "pgSz"), section.find(W + "pgMar")
        for reference in section.iter(W + "headerReference"):
            if reference.get(W + "type") == "default":
                header = parts.get(targets.get(reference.get(R + "id"), ""))
        number = section.find(W + "pgNumType")
        yield MeasuredPage(
            width=_number(size.get(W + "w", "0")) / TWIPS_PER_MM if size is not None else 0.0,
            height=_number(size.get(W + "h", "0")) / TWIPS_PER_MM if size is not None else 0.0,
            margins={
                side: _number(margin.get(W + side, "0")) / TWIPS_PER_MM if margin is not None else 0.0
                for side in ("top", "bottom", "left", "right")
            },
            first_hidden=section.find(W + "titlePg") is not None,
            restarts=number is not None and number.get(W + "start") == "1",
            numbered=header is not None
            and "PAGE" in "".join(str(t) for t in header.itertext(W + "instrText")),
        )


def _tables(document: etree._Element, pages: tuple[MeasuredPage, ...]) -> Iterator[tuple[float, float]]:
    """Yield each table's width and the room its section has for it."""
    index = 0
    for element in document.iter(W + "tbl", W + "sectPr"):
        if element.tag == W + "sectPr":
            index += 1
        elif next(element.iterancestors(W + "tbl"), None) is None and index < len(pages):
            page = pages[index]
            wide = sum(
                _number(column.get(W + "w", "0")) for column in element.iterfind(f"{W}tblGrid/{W}gridCol")
            )
            yield wide / TWIPS_PER_MM, page.width - page.margins["left"] - page.margins["right"]


def _same_row(document: etree._Element) -> bool:
    """Say whether number and date begin two cells of one row."""
    for row in document.iter(W + "tr"):
        first = [
            style.get(W + "val")
            for cell in row.iter(W + "tc")
            if (style := cell.find(f"{W}p/{W}pPr/{W}pStyle")) is not None
        ]
        if first == ["SoKyHieu", "DiaDanhNgay"]:
            return True
    return False
