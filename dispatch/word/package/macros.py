"""Does a Word file bring code along? By the names of its parts, by what it calls them, and by what is in them."""

from collections.abc import Mapping

from lxml import etree

from dispatch.word.package.names import TYPES
from dispatch.word.package.parsing import parse_part

OLE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\3\4"
NAMES = ("vbaproject", "vbadata")
LISTED = (*NAMES, "macroenabled")
STREAMS = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "VBA\0", "Macros\0"))


def has_macro(parts: Mapping[str, bytes]) -> bool:
    """Say whether a package holds macros, under whatever name."""
    return any(_is_macro(name, data) for name, data in parts.items())


def _is_macro(name: str, data: bytes) -> bool:
    if any(word in name.casefold() for word in NAMES):
        return True
    if name.casefold() == TYPES.casefold() or name.casefold().endswith(".rels"):
        return _lists_macro(data)
    if data.startswith(OLE):
        return any(stream in data for stream in STREAMS)
    return data.startswith(ZIP) and b"vbaproject.bin" in data.lower()


def _lists_macro(data: bytes) -> bool:
    """Say whether a list of the package names code; letters of it may be written as numbers."""
    values = (
        str(value).casefold() for line in parse_part(data).iter(etree.Element) for value in line.values()
    )
    return any(word in value for value in values for word in LISTED)
