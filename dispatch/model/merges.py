"""Cells of a table merged by signs: `<` goes on from the cell on its left, `^` from the cell above."""

from collections.abc import Sequence
from typing import NamedTuple

LEFT, ABOVE = "<", "^"


class Span(NamedTuple):
    """How many rows and columns a cell covers."""

    rows: int = 1
    columns: int = 1


class UnmergeableError(ValueError):
    """A sign that merges with nothing, or a shape that is no rectangle; it holds the number of the row."""


def spans(rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], Span]:
    """Return what each cell covers; a cell that is covered by another is not there."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            above = {LEFT: (row, column - 1), ABOVE: (row - 1, column)}.get(text)
            owner = (row, column) if above is None else owners.get(above)
            if owner is None:
                raise UnmergeableError(row + 1)
            owners[row, column] = owner
    return _rectangles(owners)


def _rectangles(owners: dict[tuple[int, int], tuple[int, int]]) -> dict[tuple[int, int], Span]:
    covered: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, owner in owners.items():
        covered.setdefault(owner, []).append(place)
    found = {}
    for owner, places in covered.items():
        last = places[-1]
        span = Span(last[0] - owner[0] + 1, last[1] - owner[1] + 1)
        if span.rows * span.columns != len(places) or min(column for _, column in places) < owner[1]:
            raise UnmergeableError(last[0] + 1)
        found[owner] = span
    return found
