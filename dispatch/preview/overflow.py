"""Which letters run a few lines over onto one more page.

By the numbers that stand on every page but a part's first.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.preview.pdf_pages import PdfPage

FEW = 12  # lines: what the foot of a letter takes by itself, and a little more
NUMBER = lazy_pattern(r"\s*(\d+)\s*\n")


class Overflow(NamedTuple):
    """A page with little on it that a part of a letter runs over to, by its number in that part."""

    page: int
    lines: int


def find_overflows(pages: Sequence[PdfPage]) -> Iterator[Overflow]:
    """Yield the last page of each part that has several, where little stands on it."""
    numbers = [_number(page) for page in pages]
    for page, number, after in zip(pages, numbers, [*numbers[1:], 1], strict=True):
        lines = len(page.letters.split("\n")) - 1
        if number > 1 and after != number + 1 and lines <= FEW:
            yield Overflow(number, lines)


def _number(page: PdfPage) -> int:
    """Return the number that stands on a page; the first of each part shows none."""
    found = NUMBER.match(page.letters)
    return int(found[1]) if found else 1
