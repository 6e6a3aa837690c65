"""Open a file that says it is Word's, without trusting it.

Damaged, locked, swollen or armed ones are refused.
"""

import math
import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from dispatch.archive import NO_ARCHIVE, TOO_LARGE, Archive, ArchiveLimits, BadArchive
from dispatch.archive import open_archive as open_any_archive
from dispatch.problem import N_
from dispatch.word.package.macros import OLE, has_macro
from dispatch.word.package.names import DOCUMENT, W
from dispatch.word.package.parsing import parse_part

ROOT_RELATIONS = "_rels/.rels"
NEEDED = ("[Content_Types].xml", ROOT_RELATIONS, DOCUMENT)
WORD = ArchiveLimits(members=2_000, unpacked=60_000_000)
MARKS_MOST = 2_000_000  # elements and attributes: a tree takes some 250 bytes for each
HUGE, ARMED, NO_WORD = TOO_LARGE, N_("tệp có macro"), N_("không phải tệp Word")
ENCODINGS = ("UTF-8", "US-ASCII", "ASCII")  # in another, a part decoded here would be another text
MAIN = "/officeDocument"


class Unreadable(Exception):  # noqa: N818 - an answer, turned into a problem by whoever asked
    """Why a file cannot be taken, in a word of ours."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class Package(NamedTuple):
    """The parts of a Word file by name, and those of markup as trees."""

    parts: dict[str, bytes]
    trees: dict[str, etree._Element]


def open_archive(data: bytes) -> Archive:
    """Open the package of a Word file, nothing unpacked yet; whatever is damaged in it is said alike."""
    if data.startswith(OLE):
        raise Unreadable(N_("tệp đặt mật khẩu hoặc dạng .doc cũ"))
    try:
        return open_any_archive(data, WORD)
    except BadArchive as error:
        raise Unreadable(NO_WORD if error.why == NO_ARCHIVE else error.why) from error


def open_package(data: bytes, marks_most: float = math.inf) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    return read_package(data, marks_most).parts


def read_package(data: bytes, marks_most: float = math.inf) -> Package:
    """Return the parts of a Word file by name, with their trees: each is read once."""
    archive = open_archive(data)
    try:
        parts = {member.filename: archive.read(member) for member in archive.members}
    except BadArchive as error:
        raise Unreadable(error.why) from error
    trees = _trees(parts, marks_most)
    if has_macro(parts):
        raise Unreadable(ARMED)
    return Package(parts, trees)


def _trees(parts: Mapping[str, bytes], marks_most: float) -> dict[str, etree._Element]:
    """Return the parts of markup as trees; a package that lacks parts, or has some that are no XML, is none."""
    markup = {name: data for name, data in parts.items() if _is_markup(name)}
    if sum(map(_marks, markup.values())) > min(marks_most, MARKS_MOST):
        raise Unreadable(HUGE)
    try:
        trees = {name: _tree(data) for name, data in markup.items()}
        body = trees[DOCUMENT].find(W + "body")
        is_word = all(name in trees for name in NEEDED) and _main_part(trees[ROOT_RELATIONS]) == DOCUMENT
    except (KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise Unreadable(NO_WORD) from error
    if body is None or not is_word:
        raise Unreadable(NO_WORD)
    return trees


def _marks(data: bytes) -> int:
    """Return how many elements and attributes a part may have at most, before it is parsed."""
    return data.count(b"<") - data.count(b"</") + data.count(b"=")


def _is_markup(name: str) -> bool:
    return name.casefold().endswith((".xml", ".rels"))


def _tree(data: bytes) -> etree._Element:
    if b"<!DOCTYPE" in data or b"\0" in data:
        raise ValueError(NO_WORD)
    data.decode("utf-8")
    tree = parse_part(data)
    if (tree.getroottree().docinfo.encoding or "UTF-8").upper() not in ENCODINGS:
        raise ValueError(NO_WORD)
    return tree


def _main_part(relations: etree._Element) -> str:
    """Return the part that Word shows: where a package says it is, not where it usually stands."""
    targets = [line.get("Target", "") for line in relations if line.get("Type", "").endswith(MAIN)]
    return posixpath.normpath(targets[0].lstrip("/")) if len(targets) == 1 else ""
