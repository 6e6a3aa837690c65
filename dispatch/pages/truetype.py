"""The fonts that come along: which glyph draws a letter, and the font cut down to some of its glyphs."""

import functools
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from dispatch.pages.manuscript import CannotLayOut, TextLook
from dispatch.problem import N_

FONTS = Path(__file__).parent.parent / "data" / "fonts"
NAMES = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "BoldItalic",
}
KEPT = (
    "head",
    "hhea",
    "maxp",
    "hmtx",
    "loca",
    "glyf",
)  # what a PDF needs of a font that it draws by glyph number
NO_GLYPH = N_("phông chữ đi kèm không có ký tự này")
MORE_PARTS, WORDS, SCALE, TWO_SCALES, MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80  # what follows a part of a glyph


class Face(NamedTuple):
    """One style of the font: its name, its tables, the glyph of each letter, where each glyph stands."""

    name: str
    tables: Mapping[str, bytes]
    glyphs: Mapping[str, int]
    places: tuple[int, ...]

    def glyph(self, letter: str) -> int:
        """Return the glyph that draws a letter."""
        found = self.glyphs.get(letter)
        if found is None:
            raise CannotLayOut(NO_GLYPH, letter)
        return found

    def advance(self, glyph: int) -> int:
        """Return how wide a glyph is."""
        last = struct.unpack_from(">H", self.tables["hhea"], 34)[0] - 1
        return int(struct.unpack_from(">H", self.tables["hmtx"], 4 * min(glyph, last))[0])

    def outline(self, glyph: int) -> bytes:
        """Return how a glyph is drawn."""
        return self.tables["glyf"][self.places[glyph] : self.places[glyph + 1]]


def face_name(look: TextLook) -> str:
    """Return which face letters are drawn in."""
    return NAMES[look.bold, look.italic]


@functools.cache
def read_face(name: str) -> Face:
    """Return a face of the font that comes along."""
    data = (FONTS / f"Tinos-{name}.ttf").read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {}
    for index in range(count):
        tag, _, start, length = struct.unpack_from(">4s3I", data, 12 + 16 * index)
        tables[tag.decode()] = data[start : start + length]
    return Face(f"Tinos-{name}", tables, _glyphs(tables["cmap"]), _places(tables))


def _places(tables: Mapping[str, bytes]) -> tuple[int, ...]:
    """Return where each glyph begins, and where the last one ends."""
    data = tables["loca"]
    if struct.unpack_from(">h", tables["head"], 50)[0]:
        return struct.unpack(f">{len(data) // 4}I", data)
    return tuple([2 * place for place in struct.unpack(f">{len(data) // 2}H", data)])


def _glyphs(cmap: bytes) -> dict[str, int]:
    """Return the glyph of each letter, from the table of segments that every font of ours has."""
    start = struct.unpack_from(">I", cmap, 8)[0]
    count = struct.unpack_from(">H", cmap, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", cmap, start + 14)
    begins, shifts, offsets = (
        struct.unpack_from(f">{count}{kind}", cmap, start + 16 + 2 * count * place)
        for place, kind in ((1, "H"), (2, "h"), (3, "H"))
    )
    glyphs = {}
    for segment in range(count):
        for code in range(begins[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = code
            if offsets[segment]:
                at = start + 16 + 2 * (3 * count + segment) + offsets[segment] + 2 * (code - begins[segment])
                glyph = struct.unpack_from(">H", cmap, at)[0]
            glyphs[chr(code)] = (glyph + shifts[segment]) & 0xFFFF
    return {letter: glyph for letter, glyph in glyphs.items() if glyph}


def cut_font(face: Face, glyphs: Iterable[int]) -> bytes:
    """Return a font that draws some glyphs only; each keeps its number."""
    kept = _with_parts(face, {0, *glyphs})
    outlines, places, at = [], [0], 0
    for glyph in range(len(face.places) - 1):
        if glyph in kept:
            outline = face.outline(glyph)
            outlines.append(outline + b"\0" * (-len(outline) % 4))
            at += len(outlines[-1])
        places.append(at)
    head = face.tables["head"]
    changed = {
        "head": head[:50] + struct.pack(">h", 1) + head[52:],
        "glyf": b"".join(outlines),
        "loca": struct.pack(f">{len(places)}I", *places),
    }
    return _font_file({name: changed.get(name, face.tables[name]) for name in KEPT})


def _with_parts(face: Face, glyphs: set[int]) -> set[int]:
    """Return glyphs with those that they are put together from."""
    kept, waiting = set(glyphs), list(glyphs)
    while waiting:
        for part in _parts(face.outline(waiting.pop())):
            if part not in kept:
                kept.add(part)
                waiting.append(part)
    return kept


def _parts(outline: bytes) -> Iterable[int]:
    """Yield the glyphs that one is put together from."""
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, MORE_PARTS
    while flags & MORE_PARTS:
        flags, part = struct.unpack_from(">2H", outline, at)
        yield part
        at += 8 if flags & WORDS else 6
        at += 2 * bool(flags & SCALE) + 4 * bool(flags & TWO_SCALES) + 8 * bool(flags & MATRIX)


def _font_file(tables: Mapping[str, bytes]) -> bytes:
    """Return tables as a font file."""
    count = len(tables)
    step = 1 << (count.bit_length() - 1)
    head = struct.pack(">I4H", 0x00010000, count, 16 * step, count.bit_length() - 1, 16 * (count - step))
    listed, inside, at = [head], [], 12 + 16 * count
    for name, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        listed.append(struct.pack(">4s3I", name.encode(), total, at, len(data)))
        inside.append(padded)
        at += len(padded)
    return b"".join((*listed, *inside))
