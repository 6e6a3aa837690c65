"""Letters as they are compared: marks, capitals and the ways of typing one letter do not matter."""

import functools
import unicodedata

from dispatch.patterns import lazy_pattern

TYPED_FOR_D = str.maketrans("ÐðĐđ", "DdDd")  # Đ is often typed with the Icelandic letter that looks like it
ETH = str.maketrans("Ðð", "Đđ")
COMBINING = "Mn"
CAPITALS_LEAST = 0.8
RULE = lazy_pattern(r"[\s_\-–—=~.*·•…]+")


@functools.lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return a text in lower case without its marks, on one line."""
    parts = unicodedata.normalize("NFD", text.translate(TYPED_FOR_D))
    bare = "".join(letter for letter in parts if unicodedata.category(letter) != COMBINING)
    return " ".join(bare.lower().split())


def is_capital(text: str) -> bool:
    """Say whether a text is written in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) > CAPITALS_LEAST * len(letters)


def is_drawn(text: str) -> bool:
    """Say whether a text is a line drawn with characters."""
    return bool(text) and bool(RULE.fullmatch(text)) and not text.startswith(("…", ".."))


def as_vietnamese(text: str) -> str:
    """Return a text with Đ where the letter that looks like it was typed."""
    return text.translate(ETH)
