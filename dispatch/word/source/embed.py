"""What a letter is made from, carried inside its Word file as custom XML.

The texts stand in it as they were typed, so that a person can read them there too. The sums
tell an accident or a careless change from the original; they are no signature, for whoever
changes a text on purpose can reckon its sum anew.
"""

import functools
import hashlib
import itertools
import json
from collections.abc import Sequence
from typing import NamedTuple

from dispatch.version import __version__
from dispatch.word.draw.fragments import escape_text
from dispatch.word.package.archive import (
    Member,
    join_chunks,
    own_chunk,
    pack,
    packed_member,
    shared_chunk,
    unpack,
)
from dispatch.word.package.names import RELATIONS, TYPES
from dispatch.word.package.names import SOURCE as NAMESPACE

SOURCE_MOST = 2_000_000  # bytes of letter and configs together; more is not carried
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


class SourceConfig(NamedTuple):
    """A config that a letter named: its kind, its name without folder, its text."""

    kind: str
    name: str
    data: bytes


class SourcePicture(NamedTuple):
    """A picture of a letter, which stands in the Word file already: how the letter calls it, and its sum."""

    name: str
    sha256: str


class Source(NamedTuple):
    """What a letter was made from: its own text, byte for byte, the configs laid under it, its pictures.

    A letter of a batch has one thing more, the row that was put into the text, as JSON.
    """

    letter: bytes
    configs: tuple[SourceConfig, ...] = ()
    pictures: tuple[SourcePicture, ...] = ()
    version: str = __version__
    row: str = ""

    @property
    def sha256(self) -> str:
        """The sum over everything but the row: no part can go, come or change its name unnoticed."""
        configs = [(kind, name, digest(data)) for kind, name, data in self.configs]
        return digest(json.dumps([self.version, digest(self.letter), configs, self.pictures]).encode())


def digest(data: bytes) -> str:
    """Return the sum that tells one text from another."""
    return hashlib.sha256(data).hexdigest()


@functools.lru_cache(maxsize=1)
def source_member(source: Source) -> Member:
    """Return a source packed; letters that are made from the same one have it packed once."""
    return pack("item.xml", source_xml(source).encode())


class SourcePacker:
    """Packs the sources of a batch, which differ in their rows only."""

    def __init__(self, source: Source) -> None:
        self.sum = source.sha256
        self.beginning = shared_chunk(_opening(source).encode())

    def item(self, row: str, name: str = "item.xml") -> Member:
        """Return a source with one row, packed under a name."""
        return join_chunks(name, (self.beginning, own_chunk(_closing(self.sum, row).encode())))


def source_xml(source: Source) -> str:
    """Return a source as the XML it is carried as."""
    return _opening(source) + _closing(source.sha256, source.row)


def row_sum(text: str, row: str) -> str:
    """Return the sum over a row and the source that it was put into."""
    return digest(f"{text}{row}".encode())


def _closing(text: str, row: str) -> str:
    """Return the end of a source, where the row stands."""
    row_xml = f'<row sha256="{row_sum(text, row)}">{_text(row.encode())}</row>\n' if row else ""
    return f"{row_xml}</source>"


def _opening(source: Source) -> str:
    letter = f'<letter sha256="{digest(source.letter)}">{_text(source.letter)}</letter>\n'
    configs = (
        f'<config kind="{kind}" name="{_escape_name(name)}" sha256="{digest(data)}">{_text(data)}</config>\n'
        for kind, name, data in source.configs
    )
    pictures = (
        f'<picture name="{_escape_name(name)}" sha256="{sha256}"/>\n' for name, sha256 in source.pictures
    )
    attributes = f'version="{source.version}" sha256="{source.sha256}" xml:space="preserve"'
    return f'{HEAD}<source xmlns="{NAMESPACE}" {attributes}>\n{letter}{"".join(configs)}{"".join(pictures)}'


def _text(data: bytes) -> str:
    """Return a text as XML gives it back unchanged: a bare carriage return would become a line end."""
    return escape_text(data.decode("utf-8")).replace("\r", "&#13;")


def _escape_name(name: str) -> str:
    return (
        escape_text(name)
        .replace('"', "&quot;")
        .replace("\t", "&#9;")
        .replace("\n", "&#10;")
        .replace("\r", "&#13;")
    )


def add_custom_xml(members: list[Member], items: Sequence[Member]) -> list[Member]:
    """Return the members of a document with custom XML added as Word itself would add it."""
    for item in items:
        members = _with_item(members, item)
    return members


def _with_item(members: list[Member], one: Member) -> list[Member]:
    taken = {m.name for m in members}
    number = next(n for n in itertools.count(1) if f"customXml/item{n}.xml" not in taken)
    relation = f'<Relationship Id="rIdNguon{number}" Type="{OFFICE}/relationships/customXml" Target="../customXml/item{number}.xml"/>'
    override = f'<Override PartName="/customXml/itemProps{number}.xml" ContentType="{PROPERTIES}"/>'
    additions = {RELATIONS: ("</Relationships>", relation), TYPES: ("</Types>", override)}
    item = packed_member(f"customXml/item{number}.xml", one.crc, one.size, one.packed)
    return [
        *(_add_line(m, *additions[m.name]) if m.name in additions else m for m in members),
        item,
        *_about(number),
    ]


@functools.lru_cache(maxsize=8)
def _add_line(part: Member, before: str, extra: str) -> Member:
    """Return a list of the package with one more line; a batch asks for the same ones again and again."""
    return pack(part.name, unpack(part).replace(before.encode(), (extra + before).encode(), 1))


@functools.lru_cache(maxsize=8)
def _about(number: int) -> tuple[Member, Member]:
    """Return the other parts of a custom XML item: what it is, and how the two hang together."""
    holding = f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
    about = f'{HEAD}<ds:datastoreItem ds:itemID="{{C0{number:06}-C0D6-4A7E-9B1D-6E5D1F0C30DF}}" xmlns:ds="{OFFICE}/customXml">{holding}</ds:datastoreItem>'
    relation = f'<Relationship Id="rId1" Type="{OFFICE}/relationships/customXmlProps" Target="itemProps{number}.xml"/>'
    relations = f'{HEAD}<Relationships xmlns="{PACKAGE}">{relation}</Relationships>'
    return (
        pack(f"customXml/itemProps{number}.xml", about.encode()),
        pack(f"customXml/_rels/item{number}.xml.rels", relations.encode()),
    )
