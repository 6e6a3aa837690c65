"""The streams of a compound file, in which Word 97 kept its parts; nothing beyond the file's own bytes is followed."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from dispatch.archive import DAMAGED

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = 512
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
CHAIN_MOST = 0xFFFFFFFA
ENTRY = 128  # bytes of a name in the directory
IN_HEADER = 109  # sectors of the table that the header itself lists
STREAM = 2


class DamagedFileError(Exception):
    """The file is not what it says it is."""

    def __init__(self) -> None:
        super().__init__(DAMAGED)


class CompoundFile(NamedTuple):
    """The tables of a compound file, by which a stream is found."""

    data: bytes
    sector: int
    table: tuple[int, ...]
    small_sector: int
    small_table: tuple[int, ...]
    small_stream: bytes
    small_below: int
    entries: dict[str, tuple[int, int]]

    def stream(self, name: str) -> bytes:
        """Return a stream, or nothing where there is none of that name."""
        if name not in self.entries:
            return b""
        start, size = self.entries[name]
        if size < self.small_below:
            pieces = _chain(self.small_table, start)
            whole = b"".join(
                self.small_stream[at * self.small_sector :][: self.small_sector] for at in pieces
            )
        else:
            whole = _whole(self.data, self.table, start, self.sector)
        return whole[:size]


def open_compound_file(data: bytes) -> CompoundFile:
    """Return a compound file with its tables.

    Raises:
        DamagedFileError: for what is none.
    """
    try:
        return _opened(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise DamagedFileError from error


def _opened(data: bytes) -> CompoundFile:
    if not data.startswith(SIGNATURE) or len(data) < HEADER:
        raise DamagedFileError
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if (shift, small_shift) not in ((9, 6), (12, 6)):
        raise DamagedFileError
    directory, small_below, small_start, small_count, more, _ = struct.unpack_from("<I4xIIIII", data, 48)
    sector = 1 << shift
    table = _table(data, sector, more)
    names = dict(_entries(_whole(data, table, directory, sector)))
    root = names.pop("", (END, 0))
    small_table = _numbers(_whole(data, table, small_start, sector)) if small_count else ()
    small_stream = _whole(data, table, root[0], sector)[: root[1]] if root[0] <= CHAIN_MOST else b""
    return CompoundFile(data, sector, table, 1 << small_shift, small_table, small_stream, small_below, names)


def _numbers(data: bytes) -> tuple[int, ...]:
    count = len(data) // 4
    return struct.unpack_from(f"<{count}I", data)


def _sector(data: bytes, at: int, size: int) -> bytes:
    return data[HEADER + at * size + (size - HEADER if size > HEADER else 0) :][:size]


def _table(data: bytes, sector: int, more: int) -> tuple[int, ...]:
    """Return which sector follows which."""
    lists = list(struct.unpack_from(f"<{IN_HEADER}I", data, 76))
    seen: set[int] = set()
    while more <= CHAIN_MOST and more not in seen:
        seen.add(more)
        numbers = _numbers(_sector(data, more, sector))
        if not numbers:
            raise DamagedFileError
        lists += numbers[:-1]
        more = numbers[-1]
    return tuple(number for at in lists if at <= CHAIN_MOST for number in _numbers(_sector(data, at, sector)))


def _chain(table: tuple[int, ...], start: int) -> Iterator[int]:
    """Yield the sectors of a stream; one that comes again ends it."""
    seen: set[int] = set()
    while start <= CHAIN_MOST and start not in seen:
        if start >= len(table):
            raise DamagedFileError
        seen.add(start)
        yield start
        start = table[start]


def _whole(data: bytes, table: tuple[int, ...], start: int, sector: int) -> bytes:
    return b"".join(_sector(data, at, sector) for at in _chain(table, start))


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield where each stream begins and how long it is; the root, which holds the small ones, without a name."""
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        name = directory[at : at + max(0, length - 2)].decode("utf-16-le")
        if kind == STREAM:
            yield name, (start, size)
        elif at == 0:
            yield "", (start, size)
