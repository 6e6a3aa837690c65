"""Open a file that says it is a workbook, without trusting it: the one door for returned forms and tables.

Nothing is unpacked before the archive's own list was looked at, and nothing beyond what that list
says is ever unpacked, so that a small file fills no memory whatever it claims.
"""

from xml.parsers import expat

from dispatch.archive import (
    NO_ARCHIVE,
    UNUSUAL,
    Archive,
    ArchiveLimits,
    ArchiveMember,
    BadArchive,
    open_archive,
)
from dispatch.excel.limits import (
    DAMAGED,
    MACRO,
    NOT_EXCEL,
    NOT_ODS,
    OLD_EXCEL,
    PASSWORD,
    SMALLEST_MARK,
    TOO_LARGE,
    Limits,
    refusal,
)
from dispatch.patterns import lazy_pattern

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
MANIFEST, ENCRYPTION = "META-INF/manifest.xml", b"encryption-data"  # an .ods names here what it encrypted
LIBRARIES = ("script-lc.xml", "script-lb.xml")  # lists of macros that an .ods may keep when it has none
DOCTYPE = b"<!DOCTYPE"  # no part of a workbook has one, and entities can grow without end
ROOT = lazy_pattern(rb"(?:\xef\xbb\xbf)?(?:\s|<[?!][^>]*>)*<([A-Za-z_][\w:.-]*)")
BROKEN = (ValueError, LookupError, expat.ExpatError)
Parts = dict[str, bytes]


def open_workbook(data: bytes, file: str, most: Limits) -> Parts:
    """Return the XML parts of a workbook.

    Raises:
        Refused: with the fault of its limits, for what is no workbook, locked, armed, damaged or too large.
    """
    if data.startswith(OLE):
        raise refusal(most, file, PASSWORD if LOCKED in data else OLD_EXCEL)
    try:
        archive = open_archive(data, ArchiveLimits(most.members, most.unpacked))
        why = _objection(archive.members, file, most)
        parts = {} if why else _markup(archive)
    except BadArchive as error:
        why = {NO_ARCHIVE: _stranger(file), UNUSUAL: DAMAGED}.get(error.why, error.why)
        raise refusal(most, file, why) from error
    why = why or _objection_to_parts(parts, file, most)
    if why:
        raise refusal(most, file, why)
    return parts


def _markup(archive: Archive) -> Parts:
    return {
        info.filename: archive.read(info)
        for info in archive.members
        if info.filename.endswith((".xml", ".rels"))
    }


def _objection(members: tuple[ArchiveMember, ...], file: str, most: Limits) -> str:
    """Return what speaks against unpacking an archive, or nothing."""
    names = {info.filename for info in members}
    if not most.takes_macros and any(_is_macro(name) for name in names):
        return MACRO
    return "" if names & {*most.kinds, MANIFEST} else _stranger(file)


def _objection_to_parts(parts: Parts, file: str, most: Limits) -> str:
    """Return what speaks against the parts of a workbook, or nothing."""
    if ENCRYPTION in parts.get(MANIFEST, b""):
        return PASSWORD
    if not any(kind in parts for kind in most.kinds):
        return _stranger(file)
    if sum(map(len, parts.values())) > SMALLEST_MARK * most.marks < SMALLEST_MARK * count_marks(parts):
        return TOO_LARGE
    try:
        for part in parts.values():
            _refuse_odd(part)
    except BROKEN:
        return DAMAGED
    return ""


def count_marks(parts: Parts) -> int:
    """Return how many elements and attributes some parts may have at most, before they are parsed."""
    return sum(part.count(b"<") - part.count(b"</") + part.count(b"=") for part in parts.values())


def _is_macro(name: str) -> bool:
    basic = name.startswith("Basic/") and name.endswith(".xml") and not name.endswith(LIBRARIES)
    return basic or name.startswith("Scripts/") or name.lower().endswith("vbaproject.bin")


def _stranger(file: str) -> str:
    return NOT_ODS if file.lower().endswith(".ods") else NOT_EXCEL


def _refuse_odd(xml: bytes) -> None:
    """Raise one of BROKEN for a part with a DTD, in UTF-16, or cut short: readers might take what is left."""
    if DOCTYPE in xml or b"\0" in xml:
        raise ValueError(DOCTYPE)
    root = ROOT.match(xml)
    if not root or not xml.rstrip().endswith(b"</" + root[1] + b">"):
        expat.ParserCreate().Parse(xml, True)  # noqa: FBT003 - the last piece
