"""A picture's kind and size, read from its bytes, and whether there is a whole picture in them.

Word shows a red cross, or nothing, for what is broken; so every piece of a picture is looked at
here, once and from its beginning to its end, and none is drawn.
"""

import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from isal import isal_zlib

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_

PIXELS_MOST = 50_000_000  # a sheet of paper at 600 dots an inch has 35 million
SIDE_MOST = 65_535
NO_PICTURE, DAMAGED, EMPTY = N_("không phải hình .png hoặc .jpg"), N_("hình bị hỏng"), N_("hình không có gì")
TOO_MANY = N_("hình quá nhiều điểm ảnh, nhiều nhất 50 triệu")


class Picture(NamedTuple):
    """A picture's bytes, its kind (png, jpg), and its size in pixels."""

    data: bytes
    kind: str
    size: tuple[float, float]


Pictures = Mapping[str, Picture]


class BadPicture(ValueError):  # noqa: N818 - an answer, turned into a problem by whoever asked
    """Why a picture cannot be shown, in a word of ours."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def read_picture(data: bytes) -> Picture:
    """Return a picture that Word shows everywhere; BadPicture if it is of another kind, or not whole."""
    if data.startswith(PNG):
        return Picture(data, "png", _png_size(data))
    if data.startswith(JPEG):
        return Picture(data, "jpg", _jpeg_size(data))
    raise BadPicture(NO_PICTURE)


def _refuse_size(wide: int, tall: int) -> None:
    if not wide or not tall:
        raise BadPicture(EMPTY)
    if wide * tall > PIXELS_MOST or max(wide, tall) > SIDE_MOST:
        raise BadPicture(TOO_MANY)


# --- PNG: chunks, each with its sum, between a head and an end -------------------------------------

PNG = b"\x89PNG\r\n\x1a\n"
HEAD = 13  # bytes
INDEXED = 3  # a colour type: each pixel is a number in a list of colours
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # colour type: numbers a pixel
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
KNOWN_CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


class PngHead(NamedTuple):
    """What the head of a PNG says."""

    wide: int
    tall: int
    depth: int
    colour: int
    packing: int
    filters: int
    laced: int

    def lines(self, wide: int, tall: int) -> int:
        """Return how many bytes the lines of some pixels take, each with its filter."""
        bits = wide * SAMPLES[self.colour] * self.depth
        return tall * (1 + (bits + 7) // 8) if wide and tall else 0

    @property
    def unpacked(self) -> int:
        """How many bytes the pixels take, in one go or in seven."""
        if not self.laced:
            return self.lines(self.wide, self.tall)
        return sum(
            self.lines((self.wide - left + right - 1) // right, (self.tall - top + down - 1) // down)
            for left, top, right, down in ADAM7
        )


def _png_size(data: bytes) -> tuple[float, float]:
    chunks = _png_chunks(data)
    kind, first = next(chunks)
    if kind != b"IHDR" or len(first) != HEAD:
        raise BadPicture(DAMAGED)
    head = _png_head(bytes(first))
    pixels: list[memoryview] = []
    coloured = False
    for kind, inside in chunks:
        if kind == b"IDAT":
            pixels.append(inside)
        coloured = coloured or (kind == b"PLTE" and not pixels)
    if head.colour == INDEXED and not coloured:
        raise BadPicture(DAMAGED)
    _refuse_missing_pixels(pixels, head.unpacked)
    return float(head.wide), float(head.tall)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Yield the chunks of a PNG up to its end, each added up."""
    at, whole = len(PNG), memoryview(data)
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if end + 4 > len(data) or isal_zlib.crc32(whole[at + 4 : end]) != int.from_bytes(
            data[end : end + 4], "big"
        ):
            raise BadPicture(DAMAGED)
        if not kind.isalpha() or (kind[:1].isupper() and kind not in KNOWN_CHUNKS):
            raise BadPicture(DAMAGED)
        yield kind, whole[at + 8 : end]
        if kind == b"IEND":
            return
        at = end + 4
    raise BadPicture(DAMAGED)


def _png_head(inside: bytes) -> PngHead:
    wide, tall = (int.from_bytes(inside[at : at + 4], "big") for at in (0, 4))
    head = PngHead(wide, tall, *inside[8:])
    _refuse_size(wide, tall)
    if head.depth not in DEPTHS.get(head.colour, ()) or head.packing or head.filters or head.laced > 1:
        raise BadPicture(DAMAGED)
    return head


def _refuse_missing_pixels(packed: list[memoryview], size: int) -> None:
    """Refuse a PNG whose pixels do not come out of what is packed in it; nothing of them is kept."""
    if not any(packed):
        raise BadPicture(EMPTY)
    opened, found = zlib.decompressobj(), 0
    try:
        for piece in packed:
            rest: bytes | memoryview = piece
            while rest and found < size:
                found += len(opened.decompress(rest, STEP))
                rest = opened.unconsumed_tail
    except zlib.error as error:
        raise BadPicture(DAMAGED) from error
    if found < size:
        raise BadPicture(DAMAGED)


STEP = 1_000_000  # bytes unpacked at a time


# --- JPEG: segments, then the pixels up to the next marker -----------------------------------------

JPEG = b"\xff\xd8"
MARKER = lazy_pattern(rb"\xff[^\x00\xd0-\xd7\xff]")
FRAMES = (0xC0, 0xC1, 0xC2)  # plain, extended, progressive: what Word shows
OTHER_FRAMES = (0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)
TABLE, CODES, SCAN, END = 0xDB, 0xC4, 0xDA, 0xD9
FILL = 0xFF  # begins a marker, and may stand before it any number of times
ALONE = (0x01, *range(0xD0, 0xD9))  # markers without anything behind them
BLOCK_MOST = 1_024  # pixels of the largest block, which takes at least one bit


class JpegSegment(NamedTuple):
    """A segment of a JPEG: its marker, what it says, how many bytes of pixels come behind it."""

    marker: int
    inside: bytes
    pixels: int


def _jpeg_size(data: bytes) -> tuple[float, float]:
    wide = tall = pixels = 0
    seen: set[int] = set()
    for segment in _jpeg_segments(data):
        if segment.marker in FRAMES:
            wide, tall = _jpeg_frame(segment.inside)
        if segment.marker in OTHER_FRAMES or (segment.marker in FRAMES and seen & {*FRAMES}):
            raise BadPicture(DAMAGED)
        if segment.marker == SCAN and not (seen & {*FRAMES} and {TABLE, CODES} <= seen):
            raise BadPicture(DAMAGED)
        seen.add(segment.marker)
        pixels += segment.pixels
    if not wide or pixels * 8 < wide * tall / BLOCK_MOST:
        raise BadPicture(EMPTY)
    return float(wide), float(tall)


def _jpeg_segments(data: bytes) -> Iterator[JpegSegment]:
    """Yield the segments of a JPEG up to its end."""
    at = len(JPEG)
    while at + 2 <= len(data) and data[at] == FILL:
        marker = data[at + 1]
        if marker == END:
            return
        if marker == FILL or marker in ALONE:
            at += 1 if marker == FILL else 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end < at + 4 or end > len(data):
            break
        after = end
        if marker == SCAN:
            found = MARKER.search(data, end)
            after = found.start() if found else len(data)
        yield JpegSegment(marker, data[at + 4 : end], after - end)
        at = after
    raise BadPicture(DAMAGED)


def _jpeg_frame(inside: bytes) -> tuple[int, int]:
    """Return the size that a frame says: one number a colour, three or four, eight bits each."""
    depth, colours = inside[:1], inside[5:6]
    if depth != b"\x08" or colours not in (b"\1", b"\3", b"\4") or len(inside) != 6 + 3 * colours[0]:
        raise BadPicture(DAMAGED)
    tall, wide = (int.from_bytes(inside[at : at + 2], "big") for at in (1, 3))
    _refuse_size(wide, tall)
    return wide, tall
