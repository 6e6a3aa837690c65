"""The fonts of a PDF: cut down to the glyphs that are drawn, and saying which letter each glyph is."""

import functools
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dispatch.pages.letters import AS_DRAWN
from dispatch.pages.pages import Page
from dispatch.pages.truetype import Face, cut_font, face_name, read_face
from dispatch.text.metrics import UNITS_PER_EM

QUICK = 1  # of zlib: half the time, a tenth more bytes
SYMBOLIC, ITALIC = 4, 64  # what PDF says of a font: drawn by glyph number, slanted
AT_ONCE = 100  # lines that one table of letters may have


class EmbeddedFont(NamedTuple):
    """A font as a PDF holds it: its name, its file, how wide its glyphs are, which letters they draw."""

    name: str
    descriptor: str
    file: bytes
    length: int
    widths: str
    letters: bytes


def drawn_letters(pages: Iterable[Page]) -> dict[str, frozenset[str]]:
    """Return the letters that pages draw, by face."""
    found: dict[str, set[str]] = {}
    for page in pages:
        for line in page.lines:
            for run in line.runs:
                found.setdefault(face_name(run.look), set()).update(run.text.translate(AS_DRAWN))
    return {name: frozenset(letters) for name, letters in sorted(found.items())}


@functools.lru_cache(maxsize=64)
def embed_font(name: str, letters: frozenset[str]) -> EmbeddedFont:
    """Return a face that draws some letters."""
    face = read_face(name)
    glyphs = {face.glyph(letter): letter for letter in sorted(letters)}
    file = cut_font(face, glyphs)
    widths = " ".join(f"{glyph} [{face.advance(glyph) * 1000 / UNITS_PER_EM:g}]" for glyph in sorted(glyphs))
    title = f"{_subset_name(glyphs)}+{face.name}"
    return EmbeddedFont(
        title, _descriptor(face, title), zlib.compress(file, QUICK), len(file), widths, _letter_table(glyphs)
    )


def _subset_name(glyphs: Iterable[int]) -> str:
    """Return six capitals that tell fonts cut to other glyphs apart."""
    number = zlib.crc32(repr(sorted(glyphs)).encode())
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _descriptor(face: Face, title: str) -> str:
    """Return the measures of a font."""
    bold, italic = "Bold" in face.name, "Italic" in face.name
    said = {
        "Type": "/FontDescriptor",
        "FontName": f"/{title}",
        "Flags": SYMBOLIC + ITALIC * italic,
        "FontBBox": "[-300 -307 1200 1000]",
        "ItalicAngle": -16 * italic,
        "Ascent": 891,
        "Descent": -216,
        "CapHeight": 662,
        "StemV": 140 if bold else 80,
    }
    return " ".join(f"/{key} {value}" for key, value in said.items())


def _letter_table(glyphs: dict[int, str]) -> bytes:
    """Return which letter each glyph is, so that text can be found and copied."""
    lines = [
        f"<{glyph:04X}> <{letter.encode('utf-16-be').hex()}>" for glyph, letter in sorted(glyphs.items())
    ]
    blocks = [_block(lines[at : at + AT_ONCE]) for at in range(0, len(lines), AT_ONCE)]
    return "\n".join(
        (*_opening(), *blocks, "endcmap CMapName currentdict /CMap defineresource pop end end")
    ).encode()


def _opening() -> Iterator[str]:
    yield "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
    yield "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"
    yield "/CMapName /Adobe-Identity-UCS def /CMapType 2 def"
    yield "1 begincodespacerange <0000> <FFFF> endcodespacerange"


def _block(lines: list[str]) -> str:
    return f"{len(lines)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar"
