"""What is drawn on a page, in the words of PDF."""

import functools
from collections.abc import Iterator, Mapping

from dispatch.pages.letters import AS_DRAWN, HELD, drawn_size, rise, slant
from dispatch.pages.manuscript import BLACK
from dispatch.pages.pages import Box, Line, Page, PlacedPicture, Rule, Run
from dispatch.pages.truetype import face_name, read_face
from dispatch.patterns import lazy_pattern

POINTS_PER_MM = 72 / 25.4
MM_PER_TWIP = 25.4 / 1440
FONT_KEYS = {"Regular": "F0", "Bold": "F1", "Italic": "F2", "BoldItalic": "F3"}
PIECES = lazy_pattern(f"[^ {HELD}]*[ {HELD}]|[^ {HELD}]+")
UNDERLINE_DOWN, UNDERLINE_THICK = 0.11, 0.05  # of the size of the letters


def page_content(page: Page, picture_keys: Mapping[bytes, str]) -> bytes:
    """Return all that is drawn on a page; pictures by the keys under which the page knows them."""
    pieces = [_rule(rule, page.height) for rule in page.rules]
    pieces += [_picture(picture, page.height, picture_keys) for picture in page.pictures]
    pieces += [piece for line in page.lines for piece in _line(line, page.height)]
    return "\n".join(pieces).encode("ascii")


def points(mm: float) -> str:
    """Return millimetres as PDF writes points."""
    return f"{mm * POINTS_PER_MM:.3f}".rstrip("0").rstrip(".")


def _colour(colour: str, inside: str) -> str:
    """Return something drawn in a colour; what is black needs no word of it."""
    if colour == BLACK:
        return inside
    parts = " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (0, 2, 4))
    return f"q {parts} rg {inside} Q"


def _rectangle(box: Box, height: float) -> str:
    place = f"{points(box.left)} {points(height - box.top - box.height)}"
    return f"{place} {points(box.width)} {points(box.height)} re f"


def _rule(rule: Rule, height: float) -> str:
    return _colour(rule.colour, _rectangle(rule.box, height))


def _picture(picture: PlacedPicture, height: float, keys: Mapping[bytes, str]) -> str:
    box = picture.box
    place = f"{points(box.left)} {points(height - box.top - box.height)}"
    return f"q {points(box.width)} 0 0 {points(box.height)} {place} cm /{keys[picture.picture.data]} Do Q"


def _line(line: Line, height: float) -> Iterator[str]:
    for run in line.runs:
        yield _colour(run.look.colour, _letters(run, line, height))
        if run.look.underlined:
            size = run.look.size / POINTS_PER_MM
            box = Box(run.left, line.baseline + UNDERLINE_DOWN * size, run.width, UNDERLINE_THICK * size)
            yield _colour(run.look.colour, _rectangle(box, height))


def _letters(run: Run, line: Line, height: float) -> str:
    look = run.look
    size = drawn_size(look)
    up = height - line.baseline + rise(look) * MM_PER_TWIP
    place = f"{points(run.left)} {points(up)}"
    return f"BT /{FONT_KEYS[face_name(look)]} {size:g} Tf {place} Td {_shown(run, line.stretch, size)} ET"


def _shown(run: Run, stretch: float, size: float) -> str:
    """Return the glyphs of a run; a space that is wider or narrower moves what comes after it."""
    name = face_name(run.look)
    moves = {" ": stretch} if stretch else {}
    if run.look.italic:
        moves |= dict.fromkeys(HELD, slant(run.look) * MM_PER_TWIP)
    shown = []
    for piece in PIECES.findall(run.text):
        shown.append(f"<{_glyphs(piece, name)}>")
        if piece[-1] in moves:
            shown.append(f"{-moves[piece[-1]] * POINTS_PER_MM / size * 1000:.1f}")
    return f"[{''.join(shown)}] TJ"


@functools.lru_cache(maxsize=16384)
def _glyphs(text: str, name: str) -> str:
    """Return the numbers of the glyphs that draw a text."""
    face = read_face(name)
    return "".join([f"{face.glyph(letter):04X}" for letter in text.translate(AS_DRAWN)])
