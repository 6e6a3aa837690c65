"""Bind many letters into one file to print.

Each keeps its sections, headers, pictures, notes and page numbers.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.word.package.archive import pack, pack_pieces, write_archive
from dispatch.word.package.names import DOCUMENT, FOOTNOTES, RELATIONS, TYPES
from dispatch.word.package.opening import Unreadable, open_package
from dispatch.word.source.extract import strip_source

CANNOT = Fault(
    "B062", N_("không gộp được tệp này: {why}"), N_("làm lại cả loạt với một mẫu: congvan batch … --force")
)
OTHER_TEMPLATE = N_("làm từ mẫu khác với các tệp trước")
NO_LETTER = N_("không phải tệp Word do công cụ này làm")

DOCUMENT_TEXT = lazy_pattern(
    r"(?s)(.*?<w:body>)(.*)(<w:sectPr(?: [^>]*)?>(?:(?!<w:sectPr).)*</w:sectPr>)\s*</w:body>.*"
)
SECTION = lazy_pattern(r"(?s)<w:sectPr(?: [^>]*)?>.*?</w:sectPr>")
LAST_PARAGRAPH = lazy_pattern(
    r"(?s)<w:p(?: [^>]*)?><w:pPr>(?:(?!<w:p[ >]|<w:sectPr|</w:pPr>).)*(?=</w:pPr>(?:(?!<w:p[ >]|<w:tbl>).)*</w:p>\s*$)"
)
NUMBERING = lazy_pattern(r"<w:pgNumType[^>]*/>")
BEFORE_NUMBERING = lazy_pattern(r"(?s)(.*(?:<w:(?:pgSz|pgMar|paperSrc|lnNumType)\b[^>]*/>|</w:pgBorders>))")
REFERENCE = lazy_pattern(r'\br:(id|embed|link|pict)="([^"]+)"')
RELATION = lazy_pattern(r"<Relationship\b[^>]*/>")
FIELD = lazy_pattern(r'\b(\w+)="([^"]*)"')
NOTE = lazy_pattern(r'(?s)(<w:footnote w:id="(\d+)">.*?</w:footnote>)')
NOTE_ID = lazy_pattern(r'(<w:footnote(?:Reference)? w:id=")(\d+)"')
REFERENCES = lazy_pattern(r"<w:sectPr(?: [^>]*)?>(?:<w:(?:header|footer)Reference[^>]*/>)*")
RESTART = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
DRAWING = lazy_pattern(r'<wp:docPr id="\d+"')
ALIKE = ("styles", "settings", "numbering", "fontTable", "theme", "webSettings")
MERGED = ("footnotes", "endnotes", "comments")
EMPTY = '<w:p><w:pPr><w:pStyle w:val="Trong"/>{}</w:pPr></w:p>'


class LetterParts(NamedTuple):
    """One letter taken apart: all before its text, its text, and the set-up of its last section."""

    head: str
    text: str
    section: str


def merge_letters(letters: Iterable[tuple[str, bytes]]) -> bytes:
    """Return one file with every letter in its order.

    Each comes with its name, in case that it cannot be bound.
    """
    binder = _Merger()
    document = pack_pieces(DOCUMENT, binder.pages(letters))
    return write_archive([document, *(pack(name, data) for name, data in binder.others().items())])


class _Merger:
    """Takes letters one by one.

    What they share is kept once, what is theirs gets names and numbers of its own.
    """

    def __init__(self) -> None:
        self.head = ""
        self.parts: dict[str, bytes] = {}
        self.relations: dict[tuple[str, str | bytes], tuple[str, str]] = {}
        self.notes: list[str] = []
        self.drawings = 0

    def pages(self, letters: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
        """Yield the document piece by piece; a letter ends its last section where the next begins."""
        before: LetterParts | None = None
        for file, data in letters:
            leaf = self._taken(file, data)
            yield (_end_section(before) if before else leaf.head).encode()
            before = leaf
        if before:
            yield f"{before.text}{before.section}</w:body></w:document>".encode()

    def others(self) -> dict[str, bytes]:
        """Return every part but the document."""
        rows = (f'<Relationship Id="{own}" {attributes}/>' for own, attributes in self.relations.values())
        opening = self.parts[RELATIONS].decode().partition("<Relationship ")[0]
        parts = {**self.parts, RELATIONS: f"{opening}{''.join(rows)}</Relationships>".encode()}
        if self.notes:
            notes = NOTE.sub("", parts[FOOTNOTES].decode())
            parts[FOOTNOTES] = notes.replace(
                "</w:footnotes>", "".join(self.notes) + "</w:footnotes>"
            ).encode()
        return parts

    def _taken(self, file: str, data: bytes) -> LetterParts:
        try:
            parts = open_package(data)
        except Unreadable as error:
            raise Refused([CANNOT.at(Place(file), why=error.why)]) from error
        match = DOCUMENT_TEXT.fullmatch(parts.pop(DOCUMENT).decode())
        if match is None:
            raise Refused([CANNOT.at(Place(file), why=NO_LETTER)])
        head, text, section = match.groups()
        self.head = self.head or head
        self.parts = self.parts or {
            n: p for n, p in strip_source(parts).items() if not n.startswith("customXml/")
        }
        if head != self.head:
            raise Refused([CANNOT.at(Place(file), why=OTHER_TEMPLATE)])
        ids = {own: self._related(fields, parts, file) for own, fields in _relations(parts).items()}
        noted = b"<w:footnote w:id=" in parts.get(FOOTNOTES, b"")
        body = _restart_numbering(f"{text}{section}", RESTART if noted else "")
        body = REFERENCE.sub(lambda m: f'r:{m[1]}="{ids.get(m[2], m[2])}"', self._noted(body, parts))
        body = DRAWING.sub(self._drawing, body)
        at = body.rindex("<w:sectPr")
        return LetterParts(head, body[:at], body[at:])

    def _drawing(self, _: re.Match[str]) -> str:
        self.drawings += 1
        return f'<wp:docPr id="{self.drawings}"'

    def _noted(self, text: str, parts: dict[str, bytes]) -> str:
        """Take a letter's footnotes in under numbers of their own, and return its text with those."""
        notes = NOTE.findall(parts.get(FOOTNOTES, b"").decode())
        new = {own: f"{len(self.notes) + at}" for at, (_, own) in enumerate(notes, 1)}

        def renumbered(match: re.Match[str]) -> str:
            return f'{match[1]}{new.get(match[2], match[2])}"'

        self.notes += [NOTE_ID.sub(renumbered, note) for note, _ in notes]
        return NOTE_ID.sub(renumbered, text) if notes else text

    def _related(self, relation: dict[str, str], parts: dict[str, bytes], file: str) -> str:
        """Return the id under which the whole file knows what a letter refers to, taken in if it is new."""
        kind, target = relation["Type"], relation["Target"]
        name = posixpath.normpath(posixpath.join("word", target)).lstrip("/")
        short = kind.rpartition("/")[2]
        if short == "customXml":
            return relation["Id"]
        if short in ALIKE and parts.get(name) != self.parts.get(name):
            raise Refused([CANNOT.at(Place(file), why=OTHER_TEMPLATE)])
        outside = relation.get("TargetMode") == "External"
        own = not outside and short not in MERGED
        key = kind, parts.get(name, target) if own else target
        if key not in self.relations:
            placed = self._placed(name, parts) if own else target
            mode = ' TargetMode="External"' if outside else ""
            self.relations[key] = f"rId{len(self.relations) + 1}", f'Type="{kind}" Target="{placed}"{mode}'
        return self.relations[key][0]

    def _placed(self, name: str, parts: dict[str, bytes]) -> str:
        """Put a part into the whole file, under a name that nothing else has there.

        Return it as the document says it.
        """
        if self.parts.get(name) != parts.get(name):
            stem, _, kind = name.rpartition(".")
            new = f"{stem}-{len(self.relations) + 1}.{kind}"
            self.parts[new] = parts[name]
            types = self.parts[TYPES].decode()
            override = re.search(rf'<Override [^>]*PartName="/{re.escape(name)}"[^>]*/>', types)
            if override:
                types = types.replace("</Types>", override[0].replace(f"/{name}", f"/{new}") + "</Types>")
            elif f'Extension="{kind}"' not in types:
                own = parts[TYPES].decode()
                default = re.search(rf'<Default [^>]*Extension="{kind}"[^>]*/>', own)
                types = re.sub(r"(<Types[^>]*>)", rf"\1{default[0] if default else ''}", types, count=1)
            self.parts[TYPES] = types.encode()
            name = new
        return posixpath.relpath(name, "word")


def _relations(parts: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """Return what a letter refers to, by id."""
    relations = (dict(FIELD.findall(row)) for row in RELATION.findall(parts[RELATIONS].decode()))
    return {fields["Id"]: fields for fields in relations}


def _restart_numbering(text: str, notes: str) -> str:
    """Return a letter whose pages are numbered from one, and its notes too; its later sections count on."""

    def restarted(match: re.Match[str]) -> str:
        section = BEFORE_NUMBERING.sub(r'\1<w:pgNumType w:start="1"/>', NUMBERING.sub("", match[0]), count=1)
        return REFERENCES.sub(rf"\g<0>{notes}", section, count=1)

    return SECTION.sub(restarted, text, count=1)


def _end_section(leaf: LetterParts) -> str:
    """Return a letter whose last paragraph ends its section.

    One that ends otherwise gets an empty, tiny paragraph.
    """
    match = LAST_PARAGRAPH.search(leaf.text)
    if match is None:
        return leaf.text + EMPTY.format(leaf.section)
    return leaf.text[: match.end()] + leaf.section + leaf.text[match.end() :]
