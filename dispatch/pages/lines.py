"""A paragraph becomes lines.

A line takes one more word as long as its spaces need not shrink below three quarters of their width,
and only where the text is even on both sides: so LibreOffice has done since 24.2, to agree with Word.
"""

import functools
from collections.abc import Iterator, Sequence
from math import floor
from typing import NamedTuple

from dispatch.pages.letters import Height, letter_height
from dispatch.pages.manuscript import CannotLayOut, Paragraph, ParagraphLook, Picture, Span, TextLook
from dispatch.pages.words import Letters, Word, span_width
from dispatch.problem import N_, shorten

SHRINK = 0.25  # of a space, at most
CLOSE = 0.01  # twips: sums of the same widths in another order
SHARE_BEFORE = {"center": 0.5, "right": 1}
TOO_LONG = N_("có từ dài hơn một dòng")


class Setting(NamedTuple):
    """Letters of one look, and where they begin and end in their line."""

    text: str
    look: TextLook
    left: float
    width: float
    picture: Picture | None = None


class SetLine(NamedTuple):
    """A line as it is set: its place across, its height, its letters, the notes that are called in it."""

    left: float
    width: float
    stretch: float
    height: Height
    settings: tuple[Setting, ...]
    notes: tuple[int, ...] = ()


class _Stretch(NamedTuple):
    """What stands in a line, between two places of a text; `ended` by hand, or by the paragraph."""

    start: int
    end: int
    width: float
    ended: bool


@functools.lru_cache(maxsize=1024)
def set_lines(paragraph: Paragraph, room: int) -> tuple[SetLine, ...]:
    """Return the lines of a paragraph in a room; many stand alike in every letter of a batch."""
    letters = Letters(paragraph.spans)
    look = paragraph.look
    inner = room - look.left - look.right
    return tuple(
        [
            _set_line(stretch, letters, paragraph, inner - first, look.left + first)
            for stretch, first in _stretches(letters, look, inner)
        ]
    )


def _stretches(letters: Letters, look: ParagraphLook, inner: int) -> Iterator[tuple[_Stretch, int]]:
    """Yield what stands in each line, and by how much it is indented against the others."""
    first, at = look.first, 0
    for part in letters.text.split("\n"):
        filling = _Filling(letters, at, inner - first, look.align == "both")
        for stretch in filling.stretches(letters.words(at, at + len(part), inner), inner):
            yield stretch, first
            first = 0
        at += len(part) + 1


class _Filling:
    """A line that is being filled: from where to where, how far it reaches, how many spaces stand in it."""

    def __init__(self, letters: Letters, start: int, room: int, even: bool) -> None:  # noqa: FBT001
        self.letters = letters
        self.shrink = SHRINK if even else 0.0
        self.begin(start, room)

    def begin(self, start: int, room: int) -> None:
        """Begin a line."""
        self.start = self.end = start
        self.room = room + CLOSE
        self.reach = 0.0
        self.spaces = 0
        self.shrinkable = 0  # spaces before the first word that fits only if they shrink

    def stretches(self, words: Iterator[Word], room: int) -> Iterator[_Stretch]:
        """Yield line after line, each as full as it can be."""
        for word in words:
            reach = self._reach(word)
            if reach is None:
                yield self._stretch(ended=False)
                self.begin(word.start, room)
                word = word._replace(gap=0.0, gaps=0)  # noqa: PLW2901 - at the beginning of a line no space counts
                reach = self._reach(word)
            if reach is None:
                raise CannotLayOut(TOO_LONG, shorten(self.letters.text[word.start : word.end]))
            self.end, self.reach, self.spaces = word.end, reach, self.spaces + word.gaps
        yield self._stretch(ended=True)

    def _stretch(self, *, ended: bool) -> _Stretch:
        return _Stretch(self.start, self.end, self.reach + self.letters.end_slant(self.end), ended)

    def _reach(self, word: Word) -> float | None:
        """Return how far a line with one more word reaches; None if it does not fit."""
        if word.alone and self.end > self.start:
            return None
        limit = self.room - self.letters.end_slant(word.end)
        before = floor(self.reach) if word.parted else self.reach
        reach = before + word.gap + word.width
        if reach > limit and not self.shrinkable:
            self.shrinkable = self.spaces + word.gaps
        if word.pieces:
            return self._reach_piecewise(word, before + word.gap, limit)
        return reach if reach <= self._shrunk(limit, word.space, self.shrinkable) else None

    def _reach_piecewise(self, word: Word, reach: float, limit: float) -> float | None:
        """Return the same for a word of several pieces: each must fit, and each ends on a whole twip.

        A space or a hyphen that holds is set by itself: it fits only if it could shrink as one space does.
        """
        end = reach
        for piece in word.pieces:
            end = reach + piece.width
            if end > self._shrunk(limit, piece.space, 1 if piece.held else self.shrinkable):
                return None
            reach = floor(end)
        return end

    def _shrunk(self, limit: float, space: float, spaces: int) -> float:
        """Return how far a line may reach if some of its spaces shrink: to a whole twip."""
        saved = spaces * self.shrink * space
        return floor(limit + saved) + CLOSE if saved else limit


def _set_line(stretch: _Stretch, letters: Letters, paragraph: Paragraph, room: int, left: int) -> SetLine:
    """Return a line with its letters in their places."""
    pieces = list(letters.pieces(stretch.start, stretch.end))
    spaces = letters.text.count(" ", stretch.start, stretch.end)
    free = room - stretch.width
    justified = paragraph.look.align == "both" and (free < 0 or not stretch.ended)
    extra = free / spaces if justified and spaces else 0.0
    begin = left + free * SHARE_BEFORE.get(paragraph.look.align, 0)
    settings, at = [], float(begin)
    for piece, span in pieces:
        width = span_width(piece, span) + piece.count(" ") * extra
        settings.append(Setting(piece, span.look, at, width, span.picture))
        at += width
    notes = tuple([span.note for _, span in pieces if span.note])
    return SetLine(begin, at - begin, extra, _height(pieces, paragraph), tuple(settings), notes)


def _height(pieces: Sequence[tuple[str, Span]], paragraph: Paragraph) -> Height:
    """Return how high a line is by what stands in it."""
    if len(pieces) == 1 and not pieces[0][1].picture:
        return letter_height(pieces[0][1].look.size)
    heights = [
        Height(span.picture.height, 0) if span.picture else letter_height(span.look.size)
        for _, span in pieces
    ] or [letter_height(paragraph.mark.size)]
    return Height(max([one.above for one in heights]), max([one.below for one in heights]))
