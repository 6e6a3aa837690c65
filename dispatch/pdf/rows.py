"""The words of a page as rows, and a row as the pieces that stand apart in it."""

from collections.abc import Sequence
from typing import NamedTuple

from dispatch.pdf.words import Word
from dispatch.text.marks import Run, Text, bare

SAME_ROW = 0.3  # of the size: baselines nearer than that are one
STAMPED = 0.5  # figures that a system stamped stand less exactly
APART = 1.3  # of the size: a gap that no space makes
STAMP_LETTERS = 10


class Piece(NamedTuple):
    """Words that follow each other in a row."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def size(self) -> float:
        """The size of its letters."""
        return max(word.size for word in self.words)

    @property
    def letters(self) -> str:
        """Its text."""
        return bare(self.text)

    @property
    def text(self) -> Text:
        """Its text in its dress."""
        runs: list[Run] = []
        for word in self.words:
            space = " " if runs and not word.glued else ""
            if runs and runs[-1].dress == word.dress:
                runs[-1] = runs[-1]._replace(text=f"{runs[-1].text}{space}{word.text}")
            else:
                runs += [Run(space), Run(word.text, word.dress)] if space else [Run(word.text, word.dress)]
        return tuple(runs)


class Row(NamedTuple):
    """A row of a page: its height above the lower edge, its pieces from left to right."""

    line: float
    pieces: tuple[Piece, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.pieces[-1].right

    @property
    def letters(self) -> str:
        """Its text."""
        return " ".join(piece.letters for piece in self.pieces)


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Return words as rows from the top down."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.line, word.left)):
        if rows and _in_the_same_row(rows[-1][0], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Row(row[0].line, _pieces(sorted(row, key=lambda word: word.left))) for row in rows]


def _in_the_same_row(first: Word, word: Word) -> bool:
    size = max(first.size, word.size)
    stamped = any(each.text[:1].isdigit() and len(each.text) <= STAMP_LETTERS for each in (first, word))
    return first.line - word.line <= (STAMPED if stamped else SAME_ROW) * size


def _pieces(words: Sequence[Word]) -> tuple[Piece, ...]:
    pieces: list[list[Word]] = [[words[0]]]
    for word in words[1:]:
        before = pieces[-1][-1]
        if word.left - max(each.right for each in pieces[-1]) > APART * max(before.size, word.size):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return tuple(Piece(tuple(piece)) for piece in pieces)
