"""Comments of Word beside paragraphs: what was found in a file, at each place, in a copy of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from lxml import etree

from dispatch.word.measure.paragraphs import printing_paragraphs
from dispatch.word.package.archive import pack, write_archive
from dispatch.word.package.names import DOCUMENT, RELATIONS, TYPES, W
from dispatch.word.package.opening import Package, read_package
from dispatch.word.package.parsing import parse_part
from dispatch.word.package.relations import as_part, read_relations, resolve

COMMENTS = "word/comments.xml"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
RELATION, OVERRIDE = (
    "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship",
    "{http://schemas.openxmlformats.org/package/2006/content-types}Override",
)
EMPTY = f'<w:comments xmlns:w="{W[1:-1]}"/>'.encode()
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
AUTHOR, INITIALS = "congvan", "cv"
P, P_PR = W + "p", W + "pPr"


class Remark(NamedTuple):
    """What is to be said of a paragraph: which of those that print, from 1, and the lines of it."""

    paragraph: int
    lines: Sequence[str]


def add_comments(data: bytes, remarks: Sequence[Remark], day: date) -> bytes:
    """Return a Word file with comments beside its paragraphs; its text stays what it is.

    Raises:
        Unreadable: for what is no Word file.
    """
    package = read_package(data)
    document, parts = package.trees[DOCUMENT], dict(package.parts)
    name = _comments_part(package)
    root = package.trees[name] if name in package.trees else parse_part(EMPTY)
    number = 1 + max((_whole(each.get(W + "id", "")) for each in root), default=-1)
    for at, (paragraph, lines) in enumerate(_placed(document, package.trees, remarks), number):
        _mark(paragraph, str(at))
        root.append(_comment(str(at), lines, day))
    parts |= {DOCUMENT: as_part(document), name: as_part(root)}
    if name not in package.parts:
        parts |= _announced(package, name)
    return write_archive([pack(part, said) for part, said in parts.items()])


def _whole(text: str) -> int:
    """Return the number of a comment; what is none is in nobody's way."""
    return int(text) if text.isascii() and text.isdigit() else 0


def _comments_part(package: Package) -> str:
    """Return the part that holds the comments of a file, or that is to hold them."""
    relations = package.trees.get(RELATIONS)
    lines = read_relations(relations) if relations is not None else ()
    return next((resolve(DOCUMENT, line.target) for line in lines if line.kind == "comments"), COMMENTS)


def _placed(
    document: etree._Element, trees: Mapping[str, etree._Element], remarks: Sequence[Remark]
) -> Iterator[tuple[etree._Element, Sequence[str]]]:
    """Yield the paragraphs of which something is said; what is said of none stands beside the first."""
    printing = printing_paragraphs(trees)
    first = next(iter(printing.values()), None)
    if first is None:
        first = next(document.iter(P), None)
    for remark in remarks:
        paragraph = printing.get(remark.paragraph, first)
        if paragraph is not None:
            yield paragraph, remark.lines


def _mark(paragraph: etree._Element, number: str) -> None:
    """Put the ends of a comment around what stands in a paragraph."""
    begin, end, reference = (
        etree.Element(W + name, {W + "id": number})
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
    )
    paragraph.insert(1 if paragraph.find(P_PR) is not None else 0, begin)
    run = etree.Element(W + "r")
    run.append(reference)
    paragraph.extend((end, run))


def _comment(number: str, lines: Sequence[str], day: date) -> etree._Element:
    comment = etree.Element(
        W + "comment",
        {
            W + "id": number,
            W + "author": AUTHOR,
            W + "date": f"{day.isoformat()}T00:00:00Z",
            W + "initials": INITIALS,
        },
    )
    for line in lines:
        run = etree.SubElement(etree.SubElement(comment, P), W + "r")
        text = etree.SubElement(run, W + "t", {SPACE: "preserve"})
        text.text = line
    return comment


def _announced(package: Package, name: str) -> dict[str, bytes]:
    """Return the lists of the package with the new part in them."""
    types = package.trees[TYPES]
    etree.SubElement(types, OVERRIDE, PartName=f"/{name}", ContentType=CONTENT)
    relations = package.trees.get(RELATIONS)
    if relations is None:
        relations = parse_part(f'<Relationships xmlns="{RELATION[1:].partition("}")[0]}"/>'.encode())
    taken = {line.get("Id") for line in relations}
    key = next(f"rIdGhiChu{at}" for at in range(1, len(taken) + 2) if f"rIdGhiChu{at}" not in taken)
    target = name.removeprefix("word/")
    etree.SubElement(relations, RELATION, Id=key, Type=KIND, Target=target)
    return {TYPES: as_part(types), RELATIONS: as_part(relations)}
