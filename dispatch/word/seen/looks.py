"""Letters with a look: what is seen of them, and whether the look changes what they mean."""

import re
import unicodedata
from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.word.seen import why
from dispatch.word.seen.styles import Look, is_on

SYMBOL_FONT = lazy_pattern(
    r"symbol|opensymbol|wingdings.*|webdings|marlett|mt extra|.*dingbats.*", re.IGNORECASE
)
OLD_FONTS = (".vn", "vni")
RAISED_LETTERS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED_LETTERS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNPRINTABLE = frozenset(("Cc", "Cs", "Cn", "Zl", "Zp"))
WHITE = frozenset("\t\n\v")
OBJECT, REPLACEMENT = "\ufffc", "\ufffd"
ALIKE = 24  # of 255: two colours that nobody tells apart
SMALL = 6  # half points
NARROW = 20  # percent of a letter's width
TIGHT = -60  # twips between letters: they lie on each other
HIGH = 4  # half points: so far from the line letters are an index
HIGHLIGHTS = {"black": (0, 0, 0), "white": (255, 255, 255)}
BLACK, PAPER = (0, 0, 0), (255, 255, 255)
RGB = lazy_pattern("[0-9A-Fa-f]{6}")
NUMBER = lazy_pattern(r"-?\d{1,9}(\.\d{1,9})?")
Colour = tuple[int, int, int]


class Piece(NamedTuple):
    """A stretch of a cell: its letters as they are seen, and what keeps them from being read.

    `unread` holds for a column of any kind, `no_value` for all but plain text; `left_out` says that
    letters stand here that are struck out or hidden and do not count.
    """

    text: str = ""
    unread: str = ""
    no_value: str = ""
    left_out: str = ""


def seen_letters(text: str, look: Look, ground: str) -> Piece:
    """Return letters as they are seen with a look, on a ground of some colour."""
    if not text.strip():
        return Piece(text)
    if is_on(look, "vanish"):
        return Piece(left_out=why.HIDDEN)
    if is_on(look, "strike") or is_on(look, "dstrike"):
        return Piece(left_out=why.STRUCK)
    raised = _raised(look)
    if raised:
        text = text.translate(LOWERED_LETTERS if raised == "subscript" else RAISED_LETTERS)
    unread = _unread(text, look, ground)
    no_value = why.RAISED if raised else why.DIRECTION if is_on(look, "rtl") else ""
    if text.isprintable():
        return Piece(text, unread, no_value)
    return Piece(
        "".join(map(_seen_sign, text)),
        unread or next(filter(None, map(_unread_sign, text)), ""),
        no_value or (why.UNSEEN_SIGN if any(map(_is_unseen, text)) else ""),
    )


def is_plain(look: Look) -> bool:
    """Say whether a look changes nothing of any letters."""
    return seen_letters("0đ", look, "") == Piece("0đ")


def _raised(look: Look) -> str:
    """Return whether letters stand above or below the line."""
    align = look.get("vertAlign", "")
    if align in ("superscript", "subscript"):
        return align
    height = _number(look.get("position", "0"))
    return "" if abs(height) < HIGH else "superscript" if height > 0 else "subscript"


def _unread(text: str, look: Look, ground: str) -> str:
    """Return why letters with a look cannot be read, or nothing."""
    font = look.get("rFonts", "")
    if SYMBOL_FONT.fullmatch(font):
        return why.SYMBOL
    if font.lower().startswith(OLD_FONTS) and not text.isascii():
        return why.OLD_FONT
    if is_on(look, "eastAsianLayout"):
        return why.RUBY
    small = _number(look.get("sz", "20")) < SMALL or _number(look.get("w", "100")) < NARROW
    tight = _number(look.get("spacing", "0")) <= TIGHT
    return why.UNSEEN if small or tight or _has_colour_of_ground(look, ground) else ""


def _has_colour_of_ground(look: Look, ground: str) -> bool:
    """Say whether letters have the colour of what they stand on."""
    if "color" not in look and "highlight" not in look:
        return False
    if is_on(look, "highlight") and look["highlight"] not in HIGHLIGHTS:
        return False
    behind = HIGHLIGHTS.get(look.get("highlight", "")) or _rgb(look.get("shd", "")) or _rgb(ground) or PAPER
    colour = _rgb(look.get("color", "")) or (BLACK if "highlight" in look else None)
    return colour is not None and all(
        abs(one - other) < ALIKE for one, other in zip(colour, behind, strict=True)
    )


def _rgb(text: str) -> Colour | None:
    if not RGB.fullmatch(text):
        return None
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def _number(text: str) -> float:
    """Return a number of Word's, without its unit; what is none changes nothing that is seen."""
    match = NUMBER.match(text)
    return float(match[0]) if match else 0.0


def _unread_sign(sign: str) -> str:
    """Return why no column can take a sign that does not print, or nothing."""
    category = unicodedata.category(sign)
    if sign in TURNS:
        return why.DIRECTION
    if category in UNPRINTABLE and sign not in WHITE:
        return why.CONTROL
    return why.SYMBOL if category == "Co" or sign == OBJECT else ""


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf"


def _seen_sign(sign: str) -> str:
    """Return a sign as it can be shown: what is not seen goes, what moves the writing is replaced."""
    if _unread_sign(sign):
        return REPLACEMENT
    return "" if _is_unseen(sign) else sign
