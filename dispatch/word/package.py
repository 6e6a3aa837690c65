"""A Word package written by hand: unchanged members are copied as they are, the clock stands still."""

import struct
import zlib
from typing import NamedTuple

DOS_EPOCH = 0x0021  # 1980-01-01, so that the same letter always has the same bytes
STORED, DEFLATED = 0, 8
UTF8_NAME = 0x0800
LOCAL_HEADER = 30  # bytes, then the name
LEVEL = 3  # half the time of 6 for one twentieth more bytes


class Member(NamedTuple):
    """One file of a package, packed, with all that the archive says of it but where it begins."""

    name: str
    crc: int
    size: int
    packed: bytes
    header: bytes
    entry: bytes


def member(name: str, crc: int, size: int, data: bytes) -> Member:
    """Return a packed file as a package holds it."""
    title = name.encode()
    fields = (20, UTF8_NAME, DEFLATED, 0, DOS_EPOCH, crc, len(data), size, len(title), 0)
    header = struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + title
    entry = struct.pack("<4s6H3L5HL", b"PK\1\2", 20, *fields, 0, 0, 0, 0)
    return Member(name, crc, size, data, header, entry)


def packed(name: str, data: bytes, level: int = LEVEL) -> Member:
    """Return a file packed for a package."""
    squeezer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return member(name, zlib.crc32(data), len(data), squeezer.compress(data) + squeezer.flush())


def unpacked(member: Member) -> bytes:
    """Return what a packed file holds."""
    return zlib.decompress(member.packed, -15)


def package(members: list[Member]) -> bytes:
    """Return a zip archive of the members, in their order."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for _, _, _, data, header, entry in members:
        pieces += (header, data)
        directory += (entry, at.to_bytes(4, "little"), header[LOCAL_HEADER:])
        at += len(header) + len(data)
    listing = b"".join(directory)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(members), len(members), len(listing), at, 0)
    return b"".join((*pieces, listing, end))
