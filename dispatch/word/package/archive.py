"""A Word package written by hand: unchanged members are copied as they are, the clock stands still."""

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, NamedTuple, cast

from isal import isal_zlib

DOS_EPOCH = 0x0021  # 1980-01-01, so that the same letter always has the same bytes
DEFLATED = 8
UTF8_NAME = 0x0800
STORED_MOST = 0xFFFF
STORED_BLOCK = struct.Struct(
    "<BHH"
)  # before a block not squeezed: if it is the last, its length, that inverted
SHORT = 1000  # bytes that are not worth squeezing
END = b"\3\0"  # an empty last block
LOCAL_HEADER = 30  # bytes, then the name
LEVEL = 0  # of ISA-L: a fifth of the time of zlib's 3, for files a twentieth larger


class Member(NamedTuple):
    """One file of a package, packed, with all that the archive says of it but where it begins."""

    name: str
    crc: int
    size: int
    packed: bytes
    header: bytes
    entry: bytes


def packed_member(name: str, crc: int, size: int, data: bytes) -> Member:
    """Return a packed file as a package holds it."""
    title = name.encode()
    fields = (20, UTF8_NAME, DEFLATED, 0, DOS_EPOCH, crc, len(data), size, len(title), 0)
    header = struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + title
    entry = struct.pack("<4s6H3L5HL", b"PK\1\2", 20, *fields, 0, 0, 0, 0)
    return Member(name, crc, size, data, header, entry)


def pack(name: str, data: bytes) -> Member:
    """Return a file packed for a package."""
    squeezer = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, -15)
    return packed_member(name, isal_zlib.crc32(data), len(data), squeezer.compress(data) + squeezer.flush())


class DeflateChunk(NamedTuple):
    """A stretch of a file, packed so that others may stand before it and behind it."""

    crc: int
    size: int
    packed: bytes


def shared_chunk(data: bytes) -> DeflateChunk:
    """Pack a stretch that stands alike in many files, once and as small as it goes."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return DeflateChunk(
        zlib.crc32(data), len(data), squeezer.compress(data) + squeezer.flush(zlib.Z_FULL_FLUSH)
    )


def own_chunk(data: bytes) -> DeflateChunk:
    """Pack a stretch of one file alone; a short one is not squeezed."""
    size = len(data)
    if size <= SHORT:
        return DeflateChunk(
            isal_zlib.crc32(data), size, STORED_BLOCK.pack(0, size, size ^ STORED_MOST) + data
        )
    squeezer = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, -15)
    return DeflateChunk(
        isal_zlib.crc32(data), size, squeezer.compress(data) + squeezer.flush(isal_zlib.Z_FULL_FLUSH)
    )


def join_chunks(name: str, stretches: Iterable[DeflateChunk]) -> Member:
    """Return a packed file of stretches, one behind the other."""
    crc, size, pieces = 0, 0, []
    for chunk in stretches:
        crc, size = isal_zlib.crc32_combine(crc, chunk.crc, chunk.size), size + chunk.size
        pieces.append(chunk.packed)
    return packed_member(name, crc, size, b"".join((*pieces, END)))


def pack_tight(name: str, data: bytes) -> Member:
    """Return a file packed as small as it goes, for what is packed once and kept."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packed_member(name, zlib.crc32(data), len(data), squeezer.compress(data) + squeezer.flush())


def pack_pieces(name: str, pieces: Iterable[bytes]) -> Member:
    """Return a file packed piece by piece, so that only its packed form is ever whole in memory."""
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -15)
    crc, size, packed_pieces = 0, 0, []
    for piece in pieces:
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        packed_pieces.append(squeezer.compress(piece))
    return packed_member(name, crc, size, b"".join((*packed_pieces, squeezer.flush())))


def stream_archive(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield an archive of files piece by piece; they are packed already, so they are stored as they are."""
    import zipfile

    sink = _Sink()
    with zipfile.ZipFile(cast("IO[bytes]", sink), "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """A file that only takes, for who reads what was written to it since the last time."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self.pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: what was taken is there at once."""

    def taken(self) -> bytes:
        """Return what came since the last time."""
        data = b"".join(self.pieces)
        self.pieces.clear()
        return data


def unpack(member: Member) -> bytes:
    """Return what a packed file holds."""
    return zlib.decompress(member.packed, -15)


class ArchivePrefix(NamedTuple):
    """The members with which many packages begin, laid out once.

    Their bytes, what the end lists of them, their sum.
    """

    members: tuple[Member, ...]
    data: bytes
    listing: bytes
    sum: "hashlib._Hash"


def archive_prefix(members: Iterable[Member]) -> ArchivePrefix:
    """Lay out the members with which packages begin."""
    kept = tuple(members)
    data, listing = _laid_out(kept, 0)
    return ArchivePrefix(kept, data, listing, hashlib.sha256(data))


def _laid_out(members: Iterable[Member], at: int) -> tuple[bytes, bytes]:
    """Return members one after the other, and what the end of the package lists of them."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    for _, _, _, data, header, entry in members:
        pieces += (header, data)
        directory += (entry, at.to_bytes(4, "little"), header[LOCAL_HEADER:])
        at += len(header) + len(data)
    return b"".join(pieces), b"".join(directory)


NO_PREFIX = archive_prefix(())


def write_archive(members: Sequence[Member], first: ArchivePrefix = NO_PREFIX) -> bytes:
    """Return a zip archive of the members, in their order, behind those it begins with."""
    data, listing = _laid_out(members, len(first.data))
    at, count, listing = (
        len(first.data) + len(data),
        len(first.members) + len(members),
        first.listing + listing,
    )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(listing), at, 0)
    return b"".join((first.data, data, listing, end))


def archive_sha256(data: bytes, first: ArchivePrefix) -> str:
    """Return the SHA-256 of a package; what it begins with has been reckoned already."""
    if not data.startswith(first.data):
        return hashlib.sha256(data).hexdigest()
    reckoned = first.sum.copy()
    reckoned.update(memoryview(data)[len(first.data) :])
    return reckoned.hexdigest()
