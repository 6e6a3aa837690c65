"""Open a file that says it is a workbook, without trusting it: the one door for returned forms and tables.

Nothing is unpacked before the archive's own list was looked at, and nothing beyond what that list
says is ever unpacked, so that a small file fills no memory whatever it claims.
"""

import re
import zlib
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from dispatch.excel.limits import (
    DAMAGED,
    MACRO,
    NOT_EXCEL,
    NOT_ODS,
    OLD_EXCEL,
    PASSWORD,
    TOO_LARGE,
    Limits,
    refusal,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
LISTED = b"PK\1\2"  # before each member in the list at the end of an archive
ENCRYPTED = 0x1
MANIFEST, ENCRYPTION = "META-INF/manifest.xml", b"encryption-data"  # an .ods names here what it encrypted
LIBRARIES = ("script-lc.xml", "script-lb.xml")  # lists of macros that an .ods may keep when it has none
DOCTYPE = b"<!DOCTYPE"  # no part of a workbook has one, and entities can grow without end
ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<[?!][^>]*>)*<([A-Za-z_][\w:.-]*)")
BROKEN = (
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    expat.ExpatError,
)
Parts = dict[str, bytes]


def open_workbook(data: bytes, file: str, most: Limits) -> Parts:
    """Return the XML parts of a workbook.

    Raises:
        Refused: with the fault of its limits, for what is no workbook, locked, armed, damaged or too large.
    """
    if data.startswith(OLE):
        raise refusal(most, file, PASSWORD if LOCKED in data else OLD_EXCEL)
    if data.count(LISTED) > most.members:
        raise refusal(most, file, TOO_LARGE)
    try:
        parts, why = _unpack(data, file, most)
    except BadZipFile as error:
        raise refusal(most, file, _stranger(file)) from error
    except BROKEN as error:
        raise refusal(most, file, DAMAGED) from error
    if why:
        raise refusal(most, file, why)
    return parts


def _unpack(data: bytes, file: str, most: Limits) -> tuple[Parts, str]:
    """Return the XML parts of an archive, or what speaks against it; one of BROKEN is raised if torn."""
    with ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        why = _objection(members, file, most)
        if why:
            return {}, why
        parts = {
            info.filename: _part(archive, info)
            for info in members
            if info.filename.endswith((".xml", ".rels"))
        }
    if ENCRYPTION in parts.get(MANIFEST, b""):
        return {}, PASSWORD
    if not any(kind in parts for kind in most.kinds):
        return {}, _stranger(file)
    for part in parts.values():
        _refuse_odd(part)
    return parts, ""


def _objection(members: list[ZipInfo], file: str, most: Limits) -> str:
    """Return what speaks against unpacking an archive, or nothing."""
    names = {info.filename for info in members}
    if any(info.flag_bits & ENCRYPTED for info in members):
        return PASSWORD
    if sum(info.file_size for info in members) > most.unpacked:
        return TOO_LARGE
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in members):
        return DAMAGED  # no office program packs otherwise, and other ways unpack all at once
    if any(_is_macro(name) for name in names):
        return MACRO
    return "" if names & {*most.kinds, MANIFEST} else _stranger(file)


def _is_macro(name: str) -> bool:
    basic = name.startswith("Basic/") and name.endswith(".xml") and not name.endswith(LIBRARIES)
    return basic or name.startswith("Scripts/") or name.lower().endswith("vbaproject.bin")


def _stranger(file: str) -> str:
    return NOT_ODS if file.lower().endswith(".ods") else NOT_EXCEL


def _part(archive: ZipFile, info: ZipInfo) -> bytes:
    """Return a member; ValueError where it holds more or less than is listed. What is more stays packed."""
    size = info.file_size
    info.file_size += 1  # else zipfile would cut off quietly what is more
    try:
        with archive.open(info) as member:
            data = member.read(size + 1)
    except BadZipFile as error:  # it is an archive, only not a sound one
        raise ValueError(info.filename) from error
    if len(data) != size:
        raise ValueError(info.filename)
    return data


def _refuse_odd(xml: bytes) -> None:
    """Raise one of BROKEN for a part with a DTD, in UTF-16, or cut short: readers might take what is left."""
    if DOCTYPE in xml or b"\0" in xml:
        raise ValueError(DOCTYPE)
    root = ROOT.match(xml)
    if not root or not xml.rstrip().endswith(b"</" + root[1] + b">"):
        expat.ParserCreate().Parse(xml, True)  # noqa: FBT003 - the last piece
