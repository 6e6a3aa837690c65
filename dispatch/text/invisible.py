"""Letters that nobody sees: they have no width, or only turn the direction of writing."""

from dispatch.patterns import lazy_pattern

NO_WIDTH = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d"
    "\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
TURNS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
PRINTABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0"  # as Python has it
SEEN = lazy_pattern(rf"[^\s\u2800{NO_WIDTH}{TURNS}]")
JOINERS = "\u200d\ufe0e\ufe0f"  # between and behind pictures of letters they are part of what is seen
WITHOUT_WIDTH = lazy_pattern(f"[{NO_WIDTH}]+")
BLANK_LETTER = lazy_pattern(f"[{PRINTABLE}]")
TURNING = lazy_pattern(f"[{TURNS}]")


def is_plain(text: str) -> bool:
    """Say whether every letter of a text is seen, and none steers anything: true of most, and fast."""
    return text.isprintable() and (text.isascii() or not BLANK_LETTER.search(text))


def is_blank(text: str) -> bool:
    """Say whether nothing of a text is seen."""
    return not SEEN.search(text)


def without_invisible(text: str) -> str:
    """Return a text without the letters that have no width, soft hyphens among them."""
    return text if is_plain(text) else WITHOUT_WIDTH.sub("", text)


def turning_letters(text: str) -> list[str]:
    """Return the letters of a text that make it look as if it said something else."""
    return [] if text.isprintable() else sorted(set(TURNING.findall(text)))


def letters_without_width(text: str) -> list[str]:
    """Return the letters of a text that have no width, but for those that join pictures."""
    found = () if is_plain(text) else WITHOUT_WIDTH.findall(text)
    return sorted({letter for letters in found for letter in letters} - set(JOINERS))
