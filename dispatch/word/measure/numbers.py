"""Numbers of Word's: what is none, or beyond all paper, counts as nothing."""

from dispatch.word.draw.columns import TWIPS_PER_MM

BEYOND = 1e7  # twentieths of a point: 176 metres


def number(text: str) -> float:
    """Return a number as Word writes it."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if abs(value) < BEYOND else 0.0


def millimetres(twips: str) -> float:
    """Return a length of Word's, in twentieths of a point, in millimetres."""
    return number(twips) / TWIPS_PER_MM
