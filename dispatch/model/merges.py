"""Cells of a table merged by signs: `<` goes on from the cell on its left, `^` from the cell above."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

LEFT, ABOVE = "<", "^"


class Span(NamedTuple):
    """How many rows and columns a cell covers."""

    rows: int = 1
    columns: int = 1


class TypedRow(Protocol):
    """A row as it was typed: its cells, the name of a group, or how many rows it stands for."""

    @property
    def o(self) -> tuple[str, ...]:
        """Return the cells."""

    @property
    def nhom(self) -> tuple[str, ...]:
        """Return the name of a group, or its cells."""

    @property
    def don_vi(self) -> tuple[str, ...]:
        """Return the units that have a row each."""

    @property
    def trong(self) -> int:
        """Return the number of blank rows."""


class UnmergeableError(ValueError):
    """A sign that merges with nothing, or a shape that is no rectangle; it holds the number of the row."""


def merged_cells(rows: Sequence[TypedRow], count: int) -> dict[tuple[int, int], Span]:
    """Return what each cell covers, by row and column; nothing where no cell is merged."""
    if not any(sign in (row.o or row.nhom) for row in rows for sign in (LEFT, ABOVE)):
        return {}
    return spans(tuple(_printed_rows(rows, count)))


def _printed_rows(rows: Sequence[TypedRow], count: int) -> Iterator[tuple[str, ...]]:
    """Yield the texts of each row that is printed, one for each column; none where one goes all across."""
    for row in rows:
        texts = row.o or row.nhom
        if len(row.nhom) == 1:
            yield ()
        elif texts:
            yield (*texts, *[""] * count)[:count]
        for _ in range(len(row.don_vi) + row.trong):
            yield ("",) * count


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
