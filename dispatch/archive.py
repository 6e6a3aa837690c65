"""The one way to unpack a zip archive that came from others: Word files, workbooks, tables.

Nothing is unpacked before the archive's own list was looked at, and nothing beyond what that list
says is ever unpacked, so that a small file fills no memory whatever it claims.
"""

import copy
import zlib
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from dispatch.problem import N_

NO_ARCHIVE, DAMAGED = N_("không phải tệp nén"), N_("tệp hỏng")
PASSWORD, TOO_LARGE = N_("tệp đặt mật khẩu"), N_("tệp giải nén ra quá lớn")
UNUSUAL, TWICE = N_("tệp nén theo cách lạ"), N_("tệp có hai phần cùng tên")
LISTED = b"PK\1\2"  # before each member in the list at the end of an archive
ENCRYPTED = 0x1
WAYS = frozenset((ZIP_STORED, ZIP_DEFLATED))  # no office program packs otherwise; others unpack all at once
MARKUP = (".xml", ".rels")
TORN = (
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
)


class ArchiveLimits(NamedTuple):
    """How much an archive may hold: files, and the bytes they unpack to together."""

    members: int
    unpacked: int


class BadArchive(Exception):  # noqa: N818 - an answer, turned into a problem by whoever asked
    """Why an archive cannot be taken, in a word of ours."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class Archive:
    """An archive whose list was looked at, with nothing unpacked yet."""

    def __init__(self, archive: ZipFile) -> None:
        self._opened = archive
        self.members = tuple(info for info in archive.infolist() if not info.is_dir())

    def read(self, member: ZipInfo) -> bytes:
        """Return a member; BadArchive where it holds more or less than is listed."""
        size = member.file_size
        longer = copy.copy(member)
        longer.file_size = size + 1  # else zipfile would cut off quietly what is more
        data = self._read(longer, size + 1)
        if len(data) != size:
            raise BadArchive(DAMAGED)
        return data

    def read_small(self, member: ZipInfo, most: int) -> bytes:
        """Return a member of no more than some bytes; BadArchive where it holds more."""
        if member.file_size > most:
            raise BadArchive(TOO_LARGE)
        return self.read(member)

    def beginning(self, member: ZipInfo, most: int) -> bytes:
        """Return the first bytes of a member; the rest stays packed."""
        return self._read(member, most)

    def _read(self, member: ZipInfo, count: int) -> bytes:
        try:
            with self._opened.open(member) as stream:
                return stream.read(count)
        except (BadZipFile, *TORN) as error:
            raise BadArchive(DAMAGED) from error


def open_archive(data: bytes, most: ArchiveLimits) -> Archive:
    """Return an archive whose own list keeps to the limits.

    Raises:
        BadArchive: for what is none, is locked, too large, or packed in an unusual way.
    """
    if data.count(LISTED) > most.members:
        raise BadArchive(TOO_LARGE)
    try:
        archive = ZipFile(BytesIO(data))
    except BadZipFile as error:
        raise BadArchive(NO_ARCHIVE) from error
    except TORN as error:
        raise BadArchive(DAMAGED) from error
    why = _objection(archive.infolist(), most)
    if why:
        raise BadArchive(why)
    return Archive(archive)


def _objection(members: Sequence[ZipInfo], most: ArchiveLimits) -> str:
    """Return what speaks against unpacking an archive, or nothing."""
    if any(info.flag_bits & ENCRYPTED for info in members):
        return PASSWORD
    if sum(info.file_size for info in members) > most.unpacked:
        return TOO_LARGE
    if not all(info.filename for info in members):
        return DAMAGED
    if any(info.compress_type not in WAYS for info in members):
        return UNUSUAL
    return TWICE if _has_name_twice(members) else ""


def _has_name_twice(members: Sequence[ZipInfo]) -> bool:
    """Say whether two members have one name: each reader may take another of them."""
    names = (info.filename for info in members)
    folded = Counter(name.casefold() if name.casefold().endswith(MARKUP) else name for name in names)
    return len(folded) != len(members)
