"""Find the source that a Word file carries, without trusting it.

It is read, compared with its sums, never run.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from dispatch.archive import Archive, ArchiveMember, BadArchive
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity
from dispatch.word.package.names import RELATIONS, TYPES
from dispatch.word.package.names import SOURCE as NAMESPACE
from dispatch.word.package.opening import Unreadable, open_archive
from dispatch.word.package.parsing import parse_part
from dispatch.word.source.embed import SOURCE_MOST, Source, SourceConfig, SourcePicture, digest, row_sum

UNREADABLE = Fault(
    "N001", N_("không đọc được: {why}"), N_("mở bằng Word rồi lưu lại dạng .docx, không đặt mật khẩu")
)
BARE = Fault(
    "N002",
    N_("tệp Word này không mang theo nguồn YAML"),
    N_("tệp làm bằng --bare, hoặc phần mềm khác đã bỏ phần đó khi lưu lại"),
)
SWOLLEN = Fault("N003", N_("nguồn mang theo quá lớn, không mở"))
DAMAGED = Fault(
    "N004", N_("nguồn mang theo bị hỏng, không đọc được"), N_("tìm bản gốc của tệp Word, hoặc tệp YAML")
)
SEVERAL = Fault("N005", N_("tệp Word mang theo nhiều nguồn, không biết nguồn nào đúng"))
ALTERED = Fault(
    "N006",
    N_("nguồn mang theo đã bị sửa sau khi làm tệp Word: {what}"),
    N_("chỉ để xem; tìm bản gốc trước khi dùng"),
    Severity.WARNING,
)

PART_MOST = 5 * SOURCE_MOST + 1_000_000  # '&' is carried as five bytes
ITEMS_MOST = 1_000
SNIFFED = 4_096
ITEM = lazy_pattern(r"customXml/(?!itemProps)[^/]+\.xml", re.IGNORECASE)
OURS = f"{{{NAMESPACE}}}"


class ExtractedSource(NamedTuple):
    """What a Word file carries, and what in it is not as it was packed."""

    source: Source
    altered: tuple[Problem, ...] = ()


def extract_source(data: bytes, file: str) -> ExtractedSource:
    """Return the source that a Word file carries, or refuse with why there is none."""
    try:
        blob = _source_bytes(open_archive(data), file)
    except (Unreadable, BadArchive) as error:
        raise Refused([UNREADABLE.at(Place(file), why=error.why)]) from error
    try:
        return _read(_root(blob), file)
    except (etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise Refused([DAMAGED.at(Place(file))]) from error


def _source_bytes(archive: Archive, file: str) -> bytes:
    items = [info for info in archive.members if ITEM.fullmatch(info.filename)]
    ours = [info for info in items[:ITEMS_MOST] if _ours(archive, info)]
    if len(ours) != 1:
        raise Refused([(SEVERAL if ours else BARE).at(Place(file))])
    if ours[0].file_size > PART_MOST:
        raise Refused([SWOLLEN.at(Place(file))])
    return archive.read(ours[0])


def _ours(archive: Archive, info: ArchiveMember) -> bool:
    """Say whether a part is a source of ours, by its beginning alone: what is foreign is never unpacked."""
    return NAMESPACE.encode() in archive.beginning(info, SNIFFED)


def _root(blob: bytes) -> etree._Element:
    """Return the part as a tree; one that declares entities is damaged, and none is ever expanded."""
    root = parse_part(blob)
    if root.getroottree().docinfo.internalDTD is not None or root.tag != f"{OURS}source":
        raise ValueError(root.tag)
    return root


def _read(root: etree._Element, file: str) -> ExtractedSource:
    (letter,) = root.iterfind(f"{OURS}letter")
    configs = root.findall(f"{OURS}config")
    source = Source(
        letter=_text(letter),
        configs=tuple(
            SourceConfig(_attribute_of(c, "kind"), _attribute_of(c, "name"), _text(c)) for c in configs
        ),
        pictures=tuple(
            SourcePicture(_attribute_of(p, "name"), _attribute_of(p, "sha256"))
            for p in root.iterfind(f"{OURS}picture")
        ),
        version=_attribute_of(root, "version"),
    )
    changed = [*_changes(letter, source.letter, N_("công văn"))]
    for element, config in zip(configs, source.configs, strict=True):
        changed += _changes(element, config.data, config.name)
    if not changed and source.sha256 != _attribute_of(root, "sha256"):
        changed = [N_("danh mục các phần")]
    for row in root.findall(f"{OURS}row"):
        source = source._replace(row=_text(row).decode())
        if _attribute_of(row, "sha256") != row_sum(source.sha256, source.row):
            changed.append(N_("dòng của nơi nhận"))
    return ExtractedSource(source, tuple(ALTERED.at(Place(file), what=what) for what in changed))


def _attribute_of(element: etree._Element, name: str) -> str:
    return str(element.attrib[name])


def _text(element: etree._Element) -> bytes:
    """Return the text of an element; markup inside it is none of ours."""
    if len(element):
        raise ValueError(element.tag)
    return (element.text or "").encode()


def _changes(element: etree._Element, data: bytes, what: str) -> Iterator[str]:
    if _attribute_of(element, "sha256") != digest(data):
        yield what


def pictures_by_hash(data: bytes) -> dict[str, bytes]:
    """Return the pictures of a Word file by their sums: an office program may have given them other names."""
    try:
        archive = open_archive(data)
        media = (info for info in archive.members if info.filename.startswith("word/media/"))
        return {digest(blob): blob for blob in map(archive.read, media)}
    except (Unreadable, BadArchive):
        return {}


def strip_source(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a Word file without the source of the letter that it is."""
    gone = {
        name for name, blob in parts.items() if ITEM.fullmatch(name) and NAMESPACE.encode() in blob[:SNIFFED]
    }
    if not gone:
        return parts
    about = {name.replace("item", "itemProps", 1) for name in gone}
    links = {name.replace("customXml/", "customXml/_rels/", 1) + ".rels" for name in gone}
    kept = {name: blob for name, blob in parts.items() if name not in gone | about | links}
    for name in {RELATIONS, TYPES} & kept.keys():
        kept[name] = _without_lines(kept[name], gone | about)
    return kept


def _without_lines(blob: bytes, gone: set[str]) -> bytes:
    """Return a list of the package without the lines that name what is gone."""
    root = parse_part(blob)
    for line in list(root):
        named = line.get("PartName") or line.get("Target") or ""
        if named.removeprefix("../").removeprefix("/") in gone:
            root.remove(line)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
