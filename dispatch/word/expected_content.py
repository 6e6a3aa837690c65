"""What a picture of a Word file has to show: its texts, its pictures, the lines that are drawn in it.

What an engine reckons by itself (page numbers, marks of footnotes, numbers of lists) is left
out; what stands in the file a second time for older programs is not counted again.
"""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from dispatch.patterns import lazy_pattern
from dispatch.word.drawn_shapes import count_other_objects, count_pictures, line_sizes
from dispatch.word.package.names import DOCUMENT, W
from dispatch.word.package.opening import open_package
from dispatch.word.package.parsing import parse_part

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
RECKONED = lazy_pattern(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|DATE|TIME)\b")
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
GAP = "\0"  # where an engine puts in something of its own
SPOKEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": GAP, **dict.fromkeys(NOTES, GAP)}
READ = tuple(W + name for name in ("t", "fldChar", "instrText", *SPOKEN))


class ExpectedContent(NamedTuple):
    """What must be seen on the pages of a Word file."""

    texts: tuple[str, ...]
    again: tuple[str, ...]  # what may stand on any page besides: headers, heads of tables
    pictures: int
    strokes: tuple[tuple[float, float], ...]  # width and height of each drawn line, in millimetres
    others: int  # charts, diagrams, objects: nobody can say from outside whether they are seen
    fonts: frozenset[str]


class VisiblePart(NamedTuple):
    """A part of the file that is seen, and where its references lead."""

    root: etree._Element
    targets: dict[str, str]


def expected_content(docx: bytes) -> ExpectedContent:
    """Return what a picture of a Word file has to show; Unreadable if it is none."""
    parts = open_package(docx)
    document = _part(DOCUMENT, parts)
    always, sometimes = _edges(document, parts)
    seen = [document, *always]
    heads = [row for row in document.root.iter(W + "tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
    roots = [*(part.root for part in seen), *_notes(document.root, parts)]
    repeated = [*(part.root for part in (*always, *sometimes)), *heads]
    return ExpectedContent(
        texts=tuple(text for root in roots for text in paragraph_texts(root)),
        again=tuple(text for root in repeated for text in paragraph_texts(root)),
        pictures=sum(count_pictures(part.root, part.targets) for part in seen),
        strokes=tuple(stroke for part in seen for stroke in line_sizes(part.root)),
        others=sum(count_other_objects(part.root) for part in seen),
        fonts=frozenset(_fonts(parts)),
    )


def paragraph_texts(root: etree._Element) -> Iterator[str]:
    """Yield what stands in each paragraph, cut where an engine puts in something of its own."""
    for paragraph in root.iter(W + "p"):
        yield from (piece for piece in "".join(_letters_of_paragraph(paragraph)).split(GAP) if piece.strip())


def _letters_of_paragraph(paragraph: etree._Element) -> Iterator[str]:
    """Yield the letters of one paragraph; those of a text box in it are its own paragraphs'."""
    fields: list[str] = []  # the instructions of the fields that are open here
    for element in paragraph.iter(*READ):
        name = etree.QName(element).localname
        if next(element.iterancestors(W + "p"), None) is not paragraph or _is_hidden(element):
            continue
        if name == "fldChar":
            yield _cross_field(element.get(W + "fldCharType", ""), fields)
        elif name == "instrText":
            fields[-1:] = [fields[-1] + (element.text or "")] if fields else []
        elif any(map(RECKONED.match, fields)) or _is_computed(element):
            yield GAP
        else:
            yield SPOKEN.get(name, element.text or "")


def _cross_field(kind: str, fields: list[str]) -> str:
    """Open or close a field."""
    if kind == "begin":
        fields.append("")
    elif kind == "end" and fields:
        fields.pop()
    return ""


def _is_computed(element: etree._Element) -> bool:
    simple = next(element.iterancestors(W + "fldSimple"), None)
    return simple is not None and bool(RECKONED.match(simple.get(W + "instr", "")))


def _is_hidden(element: etree._Element) -> bool:
    run = element.getparent()
    veiled = run is not None and run.find(f"{W}rPr/{W}vanish") is not None
    return veiled or next(element.iterancestors(FALLBACK), None) is not None


def _part(name: str, parts: dict[str, bytes]) -> VisiblePart:
    folder, file = posixpath.split(name)
    relations = parts.get(f"{folder}/_rels/{file}.rels")
    links = parse_part(relations) if relations else ()
    inside = [link for link in links if link.get("TargetMode") != "External"]
    targets = {
        link.get("Id", ""): posixpath.normpath(posixpath.join(folder, link.get("Target", "")))
        for link in inside
    }
    return VisiblePart(parse_part(parts[name]), {key: target.lstrip("/") for key, target in targets.items()})


def _edges(document: VisiblePart, parts: dict[str, bytes]) -> tuple[list[VisiblePart], list[VisiblePart]]:
    """Return the headers and footers that every reader sees, and those that a second page would show."""
    always: dict[str, VisiblePart] = {}
    sometimes: dict[str, VisiblePart] = {}
    here: dict[
        tuple[str, str], str
    ] = {}  # a section without a header of its own keeps that of the one before
    for section in document.root.iter(W + "sectPr"):
        for reference in section.iter(W + "headerReference", W + "footerReference"):
            name = document.targets.get(reference.get(R + "id", ""), "")
            if name in parts and name.endswith(".xml"):
                here[reference.tag, reference.get(W + "type", "default")] = name
        first = "first" if section.find(W + "titlePg") is not None else "default"
        for (_, kind), name in here.items():
            (always if kind == first else sometimes)[name] = _part(name, parts)
    return list(always.values()), [part for name, part in sometimes.items() if name not in always]


def _notes(document: etree._Element, parts: dict[str, bytes]) -> Iterator[etree._Element]:
    """Yield the notes that the text refers to."""
    for reference, kind in NOTES.items():
        wanted = {mark.get(W + "id") for mark in document.iter(W + reference)}
        data = parts.get(f"word/{kind}s.xml")
        for note in parse_part(data).iter(W + kind) if data and wanted else ():
            if note.get(W + "id") in wanted:
                yield note


def _fonts(parts: dict[str, bytes]) -> Iterator[str]:
    """Yield every font that the file names."""
    for name, data in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            for font in parse_part(data).iter(W + "rFonts", W + "font"):
                yield from (
                    str(value) for key, value in font.attrib.items() if not str(key).endswith("Theme")
                )
