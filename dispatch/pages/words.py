"""The letters of a paragraph as words: what no line parts, and how wide it is."""

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from dispatch.pages.letters import HELD, letters_width, slant
from dispatch.pages.manuscript import Span, TextLook
from dispatch.patterns import lazy_pattern

PARTS = lazy_pattern(r"( *)([^ ]+)")
BREAK = lazy_pattern(  # no line ends at a slash; none at a hyphen before a number that it makes negative
    r"(?<=[–—…!?|}])(?=[\w(\[{])|(?<=-)(?=[^\W\d]|[(\[{])|(?<=\d-)(?=\d)"
)
SLASH = lazy_pattern(r"/(?=[\w(\[{%])")
SPACE = lazy_pattern("[ \n]")
IN_NUMBERS = "/.,:;"
HELD_APART = lazy_pattern(f"([{HELD}])")


class Piece(NamedTuple):
    """A piece of a word in one look: how wide it is, and a space in it.

    Spaces and hyphens that hold together what stands beside them are pieces of their own.
    """

    width: float
    space: float
    held: bool


class Word(NamedTuple):
    """Letters that no line parts, between two places of a text, behind some spaces.

    A word of one piece has its measures; one of several has them all in `pieces`.
    """

    start: int
    end: int
    width: float
    space: float
    pieces: tuple[Piece, ...] = ()
    gap: float = 0.0
    gaps: int = 0
    parted: bool = False  # a span ends between it and the word before
    alone: bool = False  # it begins a line, for it is a piece of what is longer than one


class Letters:
    """The letters of a paragraph, asked for their words and for the width of any stretch of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.text = "".join([span.text for span in spans])
        self.ends = list(accumulate([len(span.text) for span in spans]))
        self.slants = any(span.look.italic for span in spans)
        self.look = spans[0].look if len(spans) == 1 and not spans[0].picture else None

    def pieces(self, start: int, end: int) -> Iterator[tuple[str, Span]]:
        """Yield the letters of a stretch, span by span."""
        begin = 0
        for span, finish in zip(self.spans, self.ends, strict=True):
            if begin < end and finish > start:
                yield self.text[max(begin, start) : min(finish, end)], span
            begin = finish

    def width(self, start: int, end: int) -> float:
        """Return how wide a stretch is."""
        if len(self.spans) == 1:
            return span_width(self.text[start:end], self.spans[0])
        return sum([span_width(text, span) for text, span in self.pieces(start, end)])

    def end_slant(self, end: int) -> float:
        """Return how much more room a line takes that ends within slanted letters."""
        if not self.slants or not end:
            return 0
        at = bisect_left(self.ends, end)
        within = self.ends[at] > end or at == len(self.ends) - 1
        return slant(self.spans[at].look) if within else 0

    def words(self, start: int, finish: int, room: int) -> Iterator[Word]:
        """Yield what no line parts; a word that is wider than a line is parted where the line is full."""
        for found in PARTS.finditer(self.text, start, finish):
            begin, end = found.span(2)
            gaps = begin - found.start()
            word = self._simple(begin, end, gaps)
            if word and word.width <= room:
                yield word
                continue
            gap = self.width(found.start(), begin) if gaps else 0.0
            for word in self._breakable(begin, end, room):
                parted = len(self.spans) > 1 and self._ends_between(begin - gaps, begin)
                yield word._replace(gap=gap, gaps=gaps, parted=parted) if gaps else word
                gap, gaps = 0.0, 0

    def _simple(self, start: int, end: int, gaps: int) -> Word | None:
        """Return a word of letters and a mark, all in the one look of a paragraph, as nearly all are."""
        text = self.text[start:end]
        if self.look is None or not (text[:-1].isalpha() or end - start == 1) or text[-1] in HELD:
            return None
        space = letters_width(" ", self.look)
        return Word(start, end, letters_width(text, self.look), space, (), gaps * space, gaps)

    def _ends_between(self, start: int, finish: int) -> bool:
        """Say whether a span ends at two places of the text, or between them."""
        at = bisect_left(self.ends, start)
        return at < len(self.ends) and self.ends[at] <= finish

    def _breakable(self, start: int, end: int, room: int) -> Iterator[Word]:
        """Yield the words between two spaces: hyphens and dashes part them."""
        cuts = [cut.start() for cut in BREAK.finditer(self.text, start, end)] if end - start > 1 else ()
        for left, right in pairwise((start, *cuts, end)):
            yield from self._parted(left, right, room)

    def _parted(self, start: int, end: int, room: int) -> Iterator[Word]:
        """Yield a word, or pieces as long as a line; the first of a paragraph is parted at slashes."""
        word = self._word(start, end)
        while word.width + self.end_slant(end) > room:
            cut = start + 1
            while cut + 1 < end and self.width(start, cut + 1) + self.end_slant(cut + 1) <= room:
                cut += 1
            cut = max([at for at in self._slashes(start, end) if start < at < cut], default=cut)
            yield self._word(start, cut)._replace(alone=True)
            start = cut
            word = self._word(start, end)
        yield word

    def _slashes(self, start: int, end: int) -> Iterator[int]:
        """Yield the places behind slashes, before any space, where a word is parted; none is in a number."""
        for found in SLASH.finditer(self.text, start, end):
            at = found.end()
            before = self.text[start:at].rstrip(IN_NUMBERS)
            in_number = before[-1:].isdigit() and self.text[at].isdigit()
            first = not SPACE.search(self.text, 0, at)
            if first and not in_number:
                yield at

    def _word(self, start: int, end: int) -> Word:
        pieces = tuple(
            [piece for text, span in self.pieces(start, end) for piece in _span_pieces(text, span)]
        )
        return Word(start, end, sum([piece.width for piece in pieces]), pieces[-1].space, pieces)


def span_width(text: str, span: Span) -> float:
    """Return how wide letters of a span are."""
    return span.picture.width if span.picture else letters_width(text, span.look)


def _span_pieces(text: str, span: Span) -> tuple[Piece, ...]:
    if span.picture:
        return (Piece(span.picture.width, 0, held=False),)
    return _held_apart(text, span.look)


@functools.lru_cache(maxsize=16384)
def _held_apart(text: str, look: TextLook) -> tuple[Piece, ...]:
    """Return letters of one look piece by piece."""
    space = letters_width(" ", look)
    parts = [part for part in HELD_APART.split(text) if part]
    return tuple([Piece(letters_width(part, look), space, part in HELD) for part in parts])
