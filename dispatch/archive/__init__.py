"""The one way to unpack a zip archive that came from others: Word files, workbooks, tables.

Nothing is unpacked before the archive's own list was looked at, and nothing beyond what that list
says is ever unpacked, so that a small file fills no memory whatever it claims.
"""

import copy
import struct
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from dispatch.archive.plain_list import ArchiveMember, beginning_of, plain_list, unpacked_bytes
from dispatch.problem import N_

NO_ARCHIVE, DAMAGED = N_("không phải tệp nén"), N_("tệp hỏng")
PASSWORD, TOO_LARGE = N_("tệp đặt mật khẩu"), N_("tệp giải nén ra quá lớn")
UNUSUAL, TWICE = N_("tệp nén theo cách lạ"), N_("tệp có hai phần cùng tên")
LISTED = b"PK\1\2"  # before each member in the list at the end of an archive
ENCRYPTED = 0x1
WAYS = frozenset((ZIP_STORED, ZIP_DEFLATED))  # no office program packs otherwise; others unpack all at once
MARKUP = (".xml", ".rels")
__all__ = [
    "DAMAGED",
    "NO_ARCHIVE",
    "PASSWORD",
    "TOO_LARGE",
    "TWICE",
    "UNUSUAL",
    "WAYS",
    "Archive",
    "ArchiveLimits",
    "ArchiveMember",
    "BadArchive",
    "open_archive",
]
TORN = (
    zlib.error,
    struct.error,
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


class Unpacker(Protocol):
    """Whoever unpacks the members of an archive whose list was looked at."""

    def read(self, member: ArchiveMember) -> bytes:
        """Return a member; BadArchive where it holds more or less than is listed."""

    def beginning(self, member: ArchiveMember, most: int) -> bytes:
        """Return the first bytes of a member; the rest stays packed."""


class Archive:
    """An archive whose list was looked at, with nothing unpacked yet."""

    def __init__(self, members: Sequence[ArchiveMember], unpacker: Unpacker) -> None:
        self._unpacker = unpacker
        self.listed = members
        self.has_name_twice = _has_name_twice(members)
        self.members = tuple(info for info in members if not info.is_dir())

    def read(self, member: ArchiveMember) -> bytes:
        """Return a member; BadArchive where it holds more or less than is listed."""
        return self._unpacker.read(member)

    def read_small(self, member: ArchiveMember, most: int) -> bytes:
        """Return a member of no more than some bytes; BadArchive where it holds more."""
        if member.file_size > most:
            raise BadArchive(TOO_LARGE)
        return self.read(member)

    def beginning(self, member: ArchiveMember, most: int) -> bytes:
        """Return the first bytes of a member; the rest stays packed."""
        return self._unpacker.beginning(member, most)


class PlainUnpacker:
    """Unpacks an archive that is written as office programs write it."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, member: ArchiveMember) -> bytes:
        """Return a member; BadArchive where it holds more or less than is listed."""
        try:
            return unpacked_bytes(self._data, member)
        except TORN as error:
            raise BadArchive(DAMAGED) from error

    def beginning(self, member: ArchiveMember, most: int) -> bytes:
        """Return the first bytes of a member; the rest stays packed."""
        try:
            return beginning_of(self._data, member, most)
        except TORN as error:
            raise BadArchive(DAMAGED) from error


class ZipfileUnpacker:
    """Unpacks any other archive."""

    def __init__(self, archive: ZipFile) -> None:
        self._opened = archive
        self._infos = {_member(info): info for info in archive.infolist()}

    @property
    def members(self) -> tuple[ArchiveMember, ...]:
        """All that the archive lists."""
        return tuple(map(_member, self._opened.infolist()))

    def read(self, member: ArchiveMember) -> bytes:
        """Return a member; BadArchive where it holds more or less than is listed."""
        size = member.file_size
        longer = copy.copy(self._infos[member])
        longer.file_size = size + 1  # else zipfile would cut off quietly what is more
        data = self._begin(longer, size + 1)
        if len(data) != size:
            raise BadArchive(DAMAGED)
        return data

    def beginning(self, member: ArchiveMember, most: int) -> bytes:
        """Return the first bytes of a member; the rest stays packed."""
        return self._begin(self._infos[member], most)

    def _begin(self, info: ZipInfo, most: int) -> bytes:
        try:
            with self._opened.open(info) as stream:
                return stream.read(most)
        except (BadZipFile, *TORN) as error:
            raise BadArchive(DAMAGED) from error


def open_archive(data: bytes, most: ArchiveLimits) -> Archive:
    """Return an archive whose own list keeps to the limits.

    Raises:
        BadArchive: for what is none, is locked, too large, or packed in an unusual way.
    """
    if data.count(LISTED) > most.members:
        raise BadArchive(TOO_LARGE)
    archive = _plain_archive(data) or _any_archive(data)
    why = _objection(archive, most)
    if why:
        raise BadArchive(why)
    return archive


@lru_cache(maxsize=1)
def _plain_archive(data: bytes) -> Archive | None:
    """Return an archive as office programs write it; the last is kept: a file is opened more than once."""
    plain = plain_list(data)
    return None if plain is None else Archive(plain, PlainUnpacker(data))


def _any_archive(data: bytes) -> Archive:
    try:
        unpacker = ZipfileUnpacker(ZipFile(BytesIO(data)))
    except BadZipFile as error:
        raise BadArchive(NO_ARCHIVE) from error
    except TORN as error:
        raise BadArchive(DAMAGED) from error
    return Archive(unpacker.members, unpacker)


def _member(info: ZipInfo) -> ArchiveMember:
    sizes = info.CRC, info.compress_size, info.file_size, info.header_offset
    return ArchiveMember(info.filename, info.flag_bits, info.compress_type, *sizes)


def _objection(archive: Archive, most: ArchiveLimits) -> str:
    """Return what speaks against unpacking an archive, or nothing."""
    members = archive.listed
    if any(info.flag_bits & ENCRYPTED for info in members):
        return PASSWORD
    if sum(info.file_size for info in members) > most.unpacked:
        return TOO_LARGE
    if not all(info.filename for info in members):
        return DAMAGED
    if any(info.compress_type not in WAYS for info in members):
        return UNUSUAL
    return TWICE if archive.has_name_twice else ""


def _has_name_twice(members: Sequence[ArchiveMember]) -> bool:
    """Say whether two members have one name: each reader may take another of them."""
    names = (info.filename for info in members)
    folded = Counter(name.casefold() if name.casefold().endswith(MARKUP) else name for name in names)
    return len(folded) != len(members)
