"""How wide and how high letters are, in twips: the measures of Tinos, which are those of Times New Roman."""

import functools
from math import ceil
from typing import NamedTuple

from dispatch.pages.manuscript import TextLook
from dispatch.pages.truetype import face_name, read_face
from dispatch.text.metrics import UNITS_PER_EM, face_widths

TWIPS_PER_POINT = 20
ASCENT, DESCENT, LEADING = 1825, 443, 87  # of 2048: above the line, below it, between lines
ROUNDED = {7.5: -1, 8.5: -1, 10: 1, 14.5: -1, 15.5: -1, 16.5: -1, 17: 1, 21.5: -1, 22.5: -1}
"""Sizes whose lines LibreOffice makes a twip lower or higher than by themselves."""
SCRIPT_SIZE = 0.58  # of a raised or lowered letter against its neighbours
SLANT = 12
HELD = "\u00a0\u2011"  # a space and a hyphen that no line ends at: LibreOffice sets letters anew behind them
AS_DRAWN = str.maketrans({"\u00a0": " ", "\u2011": "-"})


class Height(NamedTuple):
    """How far letters reach above and below the line they stand on."""

    above: int
    below: int


@functools.lru_cache(maxsize=256)
def letter_height(size: float) -> Height:
    """Return how high a line of letters of a size is; the space between lines stands above."""
    unit = size * TWIPS_PER_POINT / UNITS_PER_EM
    whole = ceil((ASCENT + DESCENT + LEADING) * unit) + ROUNDED.get(size, 0)
    above = round((ASCENT + LEADING) * unit + 0.2)
    return Height(above, whole - above)


def drawn_size(look: TextLook) -> float:
    """Return the size in which letters are drawn."""
    return look.size * SCRIPT_SIZE if look.script else look.size


@functools.lru_cache(maxsize=256)
def rise(look: TextLook) -> float:
    """Return by how much letters stand above their line; less than nothing is below."""
    lost = (look.size - drawn_size(look)) * TWIPS_PER_POINT / UNITS_PER_EM
    return lost * {"superscript": ASCENT + LEADING, "subscript": -DESCENT}.get(look.script, 0)


@functools.lru_cache(maxsize=16384)
def letters_width(text: str, look: TextLook) -> float:
    """Return how wide letters are side by side."""
    widths = face_widths(bold=look.bold, italic=look.italic)
    drawn = text.translate(AS_DRAWN)
    try:
        units = sum([widths[letter] for letter in drawn])
    except KeyError:  # a letter that is rare in letters: the font itself is asked
        face = read_face(face_name(look))
        units = sum([face.advance(face.glyph(letter)) for letter in drawn])
    width = units * drawn_size(look) * TWIPS_PER_POINT / UNITS_PER_EM
    return width + sum(map(text.count, HELD)) * slant(look) if look.italic else width


def slant(look: TextLook) -> float:
    """Return the room that LibreOffice leaves where slanted letters end: a twelfth of their height."""
    return sum(letter_height(drawn_size(look))) / SLANT if look.italic else 0
