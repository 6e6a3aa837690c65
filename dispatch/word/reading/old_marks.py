"""What the paragraph marks of a Word 97 file say: which stand in a table, which end a row, where lines stand."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

PAGES = 0x0102  # of the main stream: where the list of pages of marks begins
PAGE = 512  # bytes of a page of marks
BOX = 13  # bytes of an entry on it
IN_TABLE, ENDS_ROW, ALIGNED, ALIGNED_TOO = 0x2416, 0x2417, 0x2403, 0x2461
DEFINES_TABLE = 0xD608  # its length takes two bytes
SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes of a mark's value, by three bits of its number
VARIABLE = 6
ALIGNS = {1: "center", 2: "right", 3: "both"}


class ParagraphMarks(NamedTuple):
    """What is said of one paragraph."""

    in_table: bool = False
    ends_row: bool = False
    align: str = "left"


class MarksByPlace(NamedTuple):
    """The marks of all paragraphs, by where the paragraphs begin in the main stream."""

    starts: list[int]
    marks: list[ParagraphMarks]

    def at(self, place: int) -> ParagraphMarks:
        """Return the marks of the paragraph that holds a place."""
        index = bisect_right(self.starts, place) - 1
        return self.marks[index] if index >= 0 else ParagraphMarks()


def paragraph_marks(main: bytes, table: bytes) -> MarksByPlace:
    """Return the marks of every paragraph."""
    start, length = struct.unpack_from("<II", main, PAGES)
    count = max(0, (length - 4) // 8)
    numbers = struct.unpack_from(f"<{count}I", table, start + 4 * (count + 1)) if count else ()
    found = dict(entry for number in numbers for entry in _page(main, (number & 0x3FFFFF) * PAGE))
    starts = sorted(found)
    return MarksByPlace(starts, [found[place] for place in starts])


def _page(main: bytes, at: int) -> Iterator[tuple[int, ParagraphMarks]]:
    """Yield where each paragraph of a page begins, with its marks."""
    page = main[at : at + PAGE]
    count = page[PAGE - 1]
    starts = struct.unpack_from(f"<{count}I", page)
    for entry, start in enumerate(starts):
        offset = 2 * page[4 * (count + 1) + BOX * entry]
        yield start, _marks(_properties(page, offset)) if offset else ParagraphMarks()


def _properties(page: bytes, offset: int) -> bytes:
    """Return the marks of a paragraph, without the number of its style."""
    words = page[offset]
    start, length = (offset + 1, 2 * words - 1) if words else (offset + 2, 2 * page[offset + 1])
    return page[start + 2 : start + length]


def _marks(properties: bytes) -> ParagraphMarks:
    found = ParagraphMarks()
    at = 0
    while at + 2 < len(properties):
        (kind,) = struct.unpack_from("<H", properties, at)
        value = properties[at + 2]
        if kind == IN_TABLE:
            found = found._replace(in_table=bool(value))
        elif kind == ENDS_ROW:
            found = found._replace(ends_row=bool(value))
        elif kind in (ALIGNED, ALIGNED_TOO):
            found = found._replace(align=ALIGNS.get(value, "left"))
        at += 2 + _size(properties, at, kind)
    return found


def _size(properties: bytes, at: int, kind: int) -> int:
    """Return how many bytes the value of a mark takes."""
    if kind >> 13 != VARIABLE:
        return SIZES[kind >> 13]
    if kind == DEFINES_TABLE:
        return int(struct.unpack_from("<H", properties, at + 2)[0]) + 1
    return properties[at + 2] + 1
