"""The list of a zip archive as office programs write it, read several times as fast as zipfile does.

Whatever is unusual about an archive is left to zipfile: both give the same members and the same bytes.
"""

import functools
import struct
import zlib
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED

END, LINE, HEAD = struct.Struct("<4s4H2LH"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s5H3L2H")
END_SIGN, LINE_SIGN, HEAD_SIGN = b"PK\5\6", b"PK\1\2", b"PK\3\4"
UTF8_NAME, ODD_FLAGS = 0x800, 0x61  # encrypted, patched, strongly encrypted
VERSION_MOST = 63  # of what is needed to unpack a member, as zipfile has it
LARGE = 0xFFFFFFFF  # what stands for a size that is told elsewhere
KEPT_MOST = 65_536  # bytes of a member that is kept: styles and themes are the same in many files


class ArchiveMember(NamedTuple):
    """A member as the list of its archive tells it."""

    filename: str
    flag_bits: int
    compress_type: int
    crc: int
    compress_size: int
    file_size: int
    offset: int
    name: bytes = b""
    """As its own head has to call it."""

    def is_dir(self) -> bool:
        """Say whether it is a folder."""
        return self.filename.endswith("/")


def plain_list(data: bytes) -> tuple[ArchiveMember, ...] | None:
    """Return the members of an archive, or None where zipfile has to look at it."""
    if len(data) < END.size:
        return None
    sign, disk, first_disk, here, count, size, start, comment = END.unpack_from(data, len(data) - END.size)
    is_alone = not (disk or first_disk or comment) and here == count
    if sign != END_SIGN or not is_alone or start + size != len(data) - END.size:
        return None
    members, at = [], start
    while at < start + size:
        member, at = _member(data, at, start + size)
        if member is None:
            return None
        members.append(member)
    return tuple(members) if len(members) == count else None


def _member(data: bytes, at: int, stop: int) -> tuple[ArchiveMember | None, int]:
    """Return the member that a line of the list tells, and where the next line begins."""
    begin = at + LINE.size
    if begin > stop:
        return None, at
    sign, _, version, flags, way, *_, crc, packed, size, letters, extra, comment, disk, _, _, offset = (
        LINE.unpack_from(data, at)
    )
    name = data[begin : begin + letters]
    is_odd = sign != LINE_SIGN or extra or comment or disk or flags & ODD_FLAGS or version > VERSION_MOST
    is_large = LARGE in (packed, size, offset) or begin + letters > stop
    if is_odd or is_large or way not in (ZIP_STORED, ZIP_DEFLATED) or not _is_plain(name, flags):
        return None, at
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        return None, at
    return ArchiveMember(text, flags, way, crc, packed, size, offset, name), begin + letters


def _is_plain(name: bytes, flags: int) -> bool:
    return bool(flags & UTF8_NAME or name.isascii()) and b"\0" not in name and b"\\" not in name


def packed_bytes(data: bytes, member: ArchiveMember) -> bytes:
    """Return the packed bytes of a member, as many as there are; ValueError where its own head is another."""
    begin = member.offset + HEAD.size
    sign, *_, letters, extra = HEAD.unpack_from(data, member.offset)
    packed = data[begin + letters + extra : begin + letters + extra + member.compress_size]
    if sign != HEAD_SIGN or data[begin : begin + letters] != member.name:
        raise ValueError(member.name)
    return packed


def unpacked_bytes(data: bytes, member: ArchiveMember) -> bytes:
    """Return a member; ValueError, struct.error or zlib.error where it is not what the list says."""
    packed = packed_bytes(data, member)
    if len(packed) != member.compress_size and not _has_end(packed, member):
        raise ValueError(member.name)
    unpack = _unpacked_again if member.file_size <= KEPT_MOST else _unpacked
    return unpack(packed, member.compress_type, member.file_size, member.crc)


def beginning_of(data: bytes, member: ArchiveMember, most: int) -> bytes:
    """Return the first bytes of a member; the rest stays packed."""
    packed = packed_bytes(data, member)
    if member.compress_type == ZIP_STORED:
        return packed[:most]
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)


def _has_end(packed: bytes, member: ArchiveMember) -> bool:
    """Say whether packed bytes come to an end of their own, whatever the list says of their number."""
    if member.compress_type == ZIP_STORED:
        return False
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    unpacker.decompress(packed, member.file_size + 1)
    return unpacker.eof


def _unpacked(packed: bytes, way: int, size: int, crc: int) -> bytes:
    unpacked = packed
    if way == ZIP_DEFLATED:
        unpacked = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1)
    if len(unpacked) != size or zlib.crc32(unpacked) != crc:
        raise ValueError(crc)
    return unpacked


@functools.lru_cache(maxsize=128)
def _unpacked_again(packed: bytes, way: int, size: int, crc: int) -> bytes:
    return _unpacked(packed, way, size, crc)
