"""Numbers of Word's: what is none counts as nothing."""

import math

from dispatch.word.draw.columns import TWIPS_PER_MM


def number(text: str) -> float:
    """Return a number as Word writes it."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def millimetres(twips: str) -> float:
    """Return a length of Word's, in twentieths of a point, in millimetres."""
    return number(twips) / TWIPS_PER_MM
