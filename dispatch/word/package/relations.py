"""How the parts of a Word file hang together: which leads to which, and what each is said to be."""

import posixpath
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_
from dispatch.word.package.opening import Unreadable
from dispatch.word.package.parsing import parse_part

ROOT_RELATIONS = "_rels/.rels"
ODD_TAG = lazy_pattern(rb"""<[\w:]+[\t\r\n]|=\s*(?:'|"[^"<]*>)|\s=|</[^>]*\s>""")  # patterns look for no such
Types = Mapping[str, tuple[str, ...]]
"""What a file may be by the end of its name."""


class Relation(NamedTuple):
    """A line in a part's list of relations: what kind of thing it leads to, and where."""

    line: etree._Element
    type: str
    target: str
    outside: bool

    @property
    def kind(self) -> str:
        """The end of the type, by which it is known whoever named it, and in whatever case."""
        return self.type.rstrip("/").rpartition("/")[2].casefold()


def relations_of(part: str) -> str:
    """Return the name of the part that lists the relations of another; of the whole package, for no part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_relations(root: etree._Element) -> Iterator[Relation]:
    """Yield the relations that a part lists; Unreadable where one leads nowhere."""
    for line in list(root.iterchildren(etree.Element)):
        kind, target = line.get("Type"), line.get("Target")
        if kind is None or target is None:
            raise Unreadable(N_("không phải tệp Word"))
        inside = line.get("TargetMode", "internal").casefold() == "internal"
        yield Relation(line, kind, target, outside=not inside or _leaves_package(target))


def _leaves_package(target: str) -> bool:
    """Say whether a target is no part of the package, whatever is said of it."""
    return ":" in target or "\\" in target or target.startswith(("//", "#"))


def resolve(part: str, target: str) -> str:
    """Return the name of the part that a relation of another part leads to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def parts_below(parts: Mapping[str, bytes], part: str) -> set[str]:
    """Return a part and everything that its relations lead to inside the package."""
    met, waiting = {part}, [part]
    while waiting:
        at = waiting.pop()
        if relations_of(at) in parts:
            lines = read_relations(parse_part(parts[relations_of(at)]))
            fresh = {resolve(at, line.target) for line in lines if not line.outside} - met
            met |= fresh
            waiting += fresh
    return met


class ContentTypes:
    """What a package says that its parts are."""

    def __init__(self, data: bytes, defaults: Types) -> None:
        self.data = data
        self.defaults = defaults
        self.named: dict[str, str] = {}
        self.by_ending: dict[str, str] = {}
        for line in parse_part(data).iterchildren(etree.Element):
            kind = line.get("ContentType", "")
            if self._is_default(line):
                self.by_ending.setdefault(_ending_of(line), kind)
            elif name := line.get("PartName"):
                self.named[name.removeprefix("/")] = kind

    def of(self, part: str) -> str:
        """Return what a part is."""
        return self.named.get(part) or self.by_ending.get(part.rpartition(".")[2].casefold(), "")

    def without_others(self, kept: Container[str]) -> bytes:
        """Return the list with the lines of some parts only, and of endings that are known."""
        root = parse_part(self.data)
        seen: set[str] = set()
        removed = [line for line in root if not self._stays(line, kept, seen)]
        for line in removed:
            root.remove(line)
        return part_bytes(root, self.data, changed=bool(removed))

    def _stays(self, line: etree._Element, kept: Container[str], seen: set[str]) -> bool:
        if not isinstance(line.tag, str):
            return False
        if not self._is_default(line):
            return line.get("PartName", "").removeprefix("/") in kept
        ending = _ending_of(line)
        fresh = ending not in seen and line.get("Extension") == ending
        seen.add(ending)
        return fresh

    def _is_default(self, line: etree._Element) -> bool:
        return line.get("ContentType") in self.defaults.get(_ending_of(line), ())


def _ending_of(line: etree._Element) -> str:
    return line.get("Extension", "").casefold()


def has_remarks(data: bytes) -> bool:
    """Say whether a part holds what XML has for remarks and orders; its tree has them no more."""
    return b"<!--" in data or data.count(b"<?") > data.count(b"<?xml ", 0, len(b"\xef\xbb\xbf<?xml "))


def part_bytes(root: etree._Element, data: bytes, *, changed: bool) -> bytes:
    """Return the bytes of a part: its own where its tree says all that they say, in the usual way of writing."""
    return as_part(root) if changed or has_remarks(data) or ODD_TAG.search(data) else data


def as_part(root: etree._Element) -> bytes:
    """Return a tree as the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
