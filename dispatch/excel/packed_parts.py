"""Parts of a workbook, packed, and the archive of them; a long part is packed while it is made."""

import struct
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple
from zipfile import ZIP_DEFLATED

MS_DOS_DAY = 33  # 1 January 1980
LOCAL, CENTRAL, END = "<4s5H3I2H", "<4s6H3I5H2I", "<4s4H2IH"
AT_ONCE = 2_000  # pieces of a part that are packed together
LEVEL = 1  # of ISA-L: a summary is opened at once and rarely sent


class PackedPart(NamedTuple):
    """A part of a workbook as a zip archive holds it."""

    name: str
    crc: int
    size: int
    body: bytes

    def entries(self, offset: int) -> tuple[bytes, bytes]:
        """Return the part with its head, and its line in the list of the archive."""
        name = self.name.encode()
        said = (ZIP_DEFLATED, 0, MS_DOS_DAY, self.crc, len(self.body), self.size, len(name), 0)
        head = struct.pack(LOCAL, b"PK\3\4", 20, 0, *said)
        line = struct.pack(CENTRAL, b"PK\1\2", 20, 20, 0, *said, 0, 0, 0, 0, offset)
        return head + name + self.body, line + name


def pack_pieces(name: str, pieces: Iterable[str]) -> PackedPart:
    """Return a part, packed piece by piece."""
    from isal import isal_zlib

    packer = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, -15)
    crc, size, packed, rest = 0, 0, [], iter(pieces)
    while some := list(islice(rest, AT_ONCE)):
        data = "".join(some).encode()
        crc, size = isal_zlib.crc32(data, crc), size + len(data)
        packed.append(packer.compress(data))
    packed.append(packer.flush())
    return PackedPart(name, crc, size, b"".join(packed))


def lay_out(parts: Sequence[PackedPart], offset: int) -> tuple[bytes, bytes]:
    """Return parts one behind another from a place on, and their lines in the list of the archive."""
    heads, lines = [], []
    for part in parts:
        head, line = part.entries(offset)
        heads.append(head)
        lines.append(line)
        offset += len(head)
    return b"".join(heads), b"".join(lines)


def archive_end(count: int, listed: int, place: int) -> bytes:
    """Return what ends an archive: how many parts it has, how long their list is, where that begins."""
    return struct.pack(END, b"PK\5\6", 0, 0, count, count, listed, place, 0)


def archive_of(parts: Sequence[PackedPart]) -> bytes:
    """Return the archive of some parts."""
    heads, listed = lay_out(parts, 0)
    return b"".join((heads, listed, archive_end(len(parts), len(listed), len(heads))))
