"""What stands inside a part of a template: taken out where a letter must not carry it, refused where it acts."""

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from dispatch.problem import N_, Fault, shorten
from dispatch.word.package.opening import Unreadable
from dispatch.word.package.parsing import parse_part
from dispatch.word.package.relations import part_bytes
from dispatch.word.template.allowed import (
    ACTING_ELEMENTS,
    KEPT,
    MAIN,
    NAMESPACES,
    PROTECTION,
    RELATION,
    REMOVED_ELEMENTS,
    REVISION,
    SETTINGS,
    SETTINGS_TOLD,
    TRACKED,
)
from dispatch.word.template.fields import unlawful_fields

FIELD = Fault(
    "T015",
    N_("mẫu có trường không được dùng: '{code}', trong {part}"),
    N_("chọn trường đó, bấm Ctrl+Shift+F9 để đổi thành chữ; chỉ dùng PAGE, NUMPAGES"),
)
OUTSIDE = Fault(
    "T016",
    N_("mẫu trỏ ra ngoài tệp ({what}): '{target}', trong {part}"),
    N_("mở mẫu bằng Word, bỏ liên kết đó rồi lưu lại"),
)
ACTS = Fault(
    "T017",
    N_("mẫu mang theo thứ không được vào công văn ({what}), trong {part}"),
    N_("mở mẫu bằng Word, xóa phần đó rồi lưu lại"),
)
REVISED = Fault(
    "T018",
    N_("mẫu còn dấu vết sửa (track changes), trong {part}"),
    N_("mở mẫu bằng Word, nhận hoặc bỏ mọi chỗ sửa rồi lưu lại"),
)
UNKNOWN = Fault(
    "T021",
    N_("mẫu có phần không rõ là gì: '{name}', trong {part}"),
    N_("bắt đầu từ một mẫu trong templates/docx"),
)
LINKS = ("href", "althref", "src", "action")
XML = "http://www.w3.org/XML/1998/namespace"
Wrong = tuple[Fault, dict[str, str]]


class Contents(NamedTuple):
    """A part as letters may have it, what was taken out of it, and what is wrong with it."""

    data: bytes
    left_out: list[str]
    problems: list[Wrong]


def look_through(data: bytes, kind: str, ids: set[str]) -> Contents:
    """Return a part without what letters must not carry; by these ids it may name other parts."""
    root = parse_part(data)
    if root.tag != KEPT[kind][1]:
        raise Unreadable(N_("không phải tệp Word"))
    taken = [*_take_elements(root), *_take_revisions(root)]
    if kind == "settings":
        taken += _take_settings(root)
    left_out = [what for what in dict.fromkeys(taken) if what]
    codes = ((FIELD, {"code": shorten(code)}) for code in unlawful_fields(root))
    problems = [*_unlawful_elements(root), *_unlawful_attributes(root, ids), *codes]
    return Contents(part_bytes(root, data, changed=bool(taken)), left_out, list(_each_once(problems)))


@lru_cache(maxsize=2_000)
def _tag(tag: str) -> "tuple[str, Wrong | None]":
    """Return the local name of a tag, and why no template may have it; most tags come again and again."""
    name = etree.QName(tag)
    if name.localname in ACTING_ELEMENTS:
        return name.localname, (ACTS, {"what": ACTING_ELEMENTS[name.localname]})
    if name.namespace == MAIN and TRACKED.fullmatch(name.localname):
        return name.localname, (REVISED, {})
    if not NAMESPACES.fullmatch(name.namespace or ""):
        return name.localname, (UNKNOWN, {"name": shorten(tag)})
    return name.localname, None


class Attribute(Enum):
    """What an attribute is to us."""

    PLAIN = 0
    REVISION = 1
    RELATION = 2
    LINK = 3
    UNKNOWN = 4


@lru_cache(maxsize=2_000)
def _attribute(key: str) -> Attribute:
    name = etree.QName(key)
    if REVISION.fullmatch(name.localname):
        return Attribute.REVISION
    if name.namespace == RELATION:
        return Attribute.RELATION
    if name.localname in LINKS and name.namespace != MAIN:
        return Attribute.LINK
    known = name.namespace in (None, XML) or NAMESPACES.fullmatch(name.namespace)
    return Attribute.PLAIN if known else Attribute.UNKNOWN


def _each_once(problems: list[Wrong]) -> Iterator[Wrong]:
    """Yield what is wrong, each once: a part may say the same a thousand times."""
    seen: set[tuple[str, ...]] = set()
    for fault, values in problems:
        key = (fault.code, *values.values())
        if key not in seen:
            seen.add(key)
            yield fault, values


def _take(element: etree._Element) -> None:
    """Take an element out, and leave the letters that stand behind it."""
    above = element.getparent()
    if above is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            above.text = (above.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    above.remove(element)


def _take_elements(root: etree._Element) -> Iterator[str]:
    removed = [e for e in root.iter(etree.Element) if _tag(str(e.tag))[0] in REMOVED_ELEMENTS]
    for element in removed:
        _take(element)
        yield REMOVED_ELEMENTS[_tag(str(element.tag))[0]]


def _take_revisions(root: etree._Element) -> Iterator[str]:
    """Take out the marks by which Word knows in which sitting a piece was typed."""
    for element in root.iter(etree.Element):
        for key in list(element.attrib):
            if _attribute(str(key)) is Attribute.REVISION:
                del element.attrib[key]
                yield ""


def _take_settings(root: etree._Element) -> Iterator[str]:
    """Take out the settings that say nothing of the page."""
    for setting in list(root.iterchildren(etree.Element)):
        name = etree.QName(setting).localname
        if name not in SETTINGS or (name == "documentProtection" and not _is_plain_protection(setting)):
            if name in ACTING_ELEMENTS:
                continue  # refused below, by its name
            _take(setting)
            yield SETTINGS_TOLD.get(name, "")


def _is_plain_protection(setting: etree._Element) -> bool:
    values = {etree.QName(name).localname: value for name, value in setting.items()}
    return all(value in PROTECTION.get(name, ()) for name, value in values.items())


def _unlawful_elements(root: etree._Element) -> Iterator[Wrong]:
    """Yield what of a part acts, waits to be accepted, or is of an unknown make."""
    for element in root.iter(etree.Element):
        if wrong := _tag(str(element.tag))[1]:
            yield wrong


def _unlawful_attributes(root: etree._Element, ids: set[str]) -> Iterator[Wrong]:
    """Yield what of a part leads out of its file, or names what is not there."""
    for element in root.iter(etree.Element):
        for key, value in element.items():
            kind = _attribute(str(key))
            if kind is Attribute.LINK and value:
                yield OUTSIDE, {"what": N_("liên kết"), "target": shorten(str(value))}
            elif kind is Attribute.RELATION and value and value not in ids:
                yield UNKNOWN, {"name": shorten(str(value))}
            elif kind is Attribute.UNKNOWN:
                yield UNKNOWN, {"name": shorten(str(key))}
