"""The signs that open items: numbers, letters, dashes; one that was typed too stands once."""

import functools
import re
from typing import NamedTuple

from dispatch.text import wording
from dispatch.text.printed_marks import DASHES

DASH, ARABIC, NO_SIGN = "-", "{arabic}.", ""
NUMBERS = {"{roman}": "[IVXLC]+", "{arabic}": r"\d+", "{letter}": "[a-zđ]"}
CLOSINGS = ".:) "


class SignedText(NamedTuple):
    """A text with the sign that would open it, and the sign that was typed in the text, if any."""

    ours: str
    text: str
    typed: str = ""
    is_another: bool = False

    @property
    def sign(self) -> str:
        """The sign that is printed: a number that was typed, where it is another than ours."""
        return self.typed if self.is_another else self.ours

    @property
    def whole(self) -> str:
        """Sign and text as they are printed."""
        return wording.join_filled((self.sign, self.text))


def sign(numbering: str, index: int) -> str:
    """Return the sign of the n-th item, counted from zero, as a level writes it: `Chương {roman}`."""
    return numbering.format(roman=wording.roman(index + 1), arabic=index + 1, letter=wording.point(index))


def signed(text: str, ours: str, numbering: str) -> SignedText:
    """Return a text with its sign: ours where the same was typed, and the typed one where that is another."""
    match = _as_typed(numbering).match(text) if numbering and ours else None
    if not match or not text[match.end() :]:
        return SignedText(ours, text)
    typed = match[0].strip()
    is_another = numbering not in DASHES and _number(typed) != _number(ours)
    return SignedText(ours, text[match.end() :], typed, is_another)


def _number(written: str) -> str:
    return " ".join(written.split()).strip(CLOSINGS).casefold()


@functools.cache
def _as_typed(numbering: str) -> re.Pattern[str]:
    """Return what finds a sign of one numbering at the begin of a text, however it is closed."""
    if numbering in DASHES:
        return re.compile(rf"[{DASHES}](?!\d)\s*")
    word, brace, number = numbering.strip(CLOSINGS).partition("{")
    digits = NUMBERS[brace + number]
    if not word:
        return re.compile(rf"{digits}\s?[.)]\s+")
    return re.compile(rf"(?i:{word.strip()})\s+{digits}(?!\w)\s*[.:]?\s*")
