"""The heading of an appendix: what of it was typed in the title too is printed once."""

import re

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.text import wording
from dispatch.text.marks import Text

HEADING = lazy_pattern(
    rf"{decree.PHU_LUC}(?:\s+(?:số\s+)?(?P<number>[ivxlc]+|[1-9]\d?)\b\s*[:.–-]?|\s*(?:[:.–-]|$))\s*",
    re.IGNORECASE,
)


def without_heading(heading: str, line: str) -> str:
    """Return a line of a title without the heading that stands above it, with the same number or none."""
    match = HEADING.match(line) if heading else None
    is_said_again = match and (not match["number"] or _number(match["number"]) == _number(heading))
    return line[match.end() :] if match and is_said_again else line


def _number(heading: str) -> str:
    """Return the number of an appendix in Roman; one that stands alone is the first."""
    number = heading.removeprefix(decree.PHU_LUC).strip().upper()
    return wording.roman(int(number)) if number.isdecimal() else number or wording.roman(1)


def text_without_heading(heading: str, title: Text) -> Text:
    """Return a line of a title in its dress, without the heading."""
    first, *rest = title
    left = without_heading(heading, first.text)
    return (first._replace(text=left), *rest) if left else tuple(rest)
