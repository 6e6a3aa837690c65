"""The values of many forms of one kind: the names and places of their cells are kept once for all."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, overload

from dispatch.forms.no_value import NoValue
from dispatch.model.column_kinds import Value

Answer = Value | NoValue
Cell = tuple[int, str, str]
"""Where a value stands: its row, the key of its column, the name of its cell."""


class FilledValue(NamedTuple):
    """One value that somebody filled in: which row and column, what, and where it stands."""

    row: int
    key: str
    value: Answer
    place: str


class FilledValues(Sequence[FilledValue]):
    """The values of a form; a cell without one says nothing."""

    __slots__ = ("answers", "cells")

    def __init__(self, cells: tuple[Cell, ...], answers: tuple[Answer | None, ...]) -> None:
        self.cells = cells
        self.answers = answers

    @classmethod
    def of(cls, values: Iterable[FilledValue]) -> "FilledValues":
        """Return values as they are kept."""
        if isinstance(values, FilledValues):
            return values
        given = tuple(values)
        return cls(tuple((one.row, one.key, one.place) for one in given), tuple(one.value for one in given))

    def __iter__(self) -> Iterator[FilledValue]:
        for (row, key, place), answer in zip(self.cells, self.answers, strict=True):
            if answer is not None:
                yield FilledValue(row, key, answer, place)

    def __bool__(self) -> bool:
        return any(answer is not None for answer in self.answers)

    def __len__(self) -> int:
        return sum(answer is not None for answer in self.answers)

    @overload
    def __getitem__(self, at: int) -> FilledValue: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[FilledValue]: ...
    def __getitem__(self, at: int | slice) -> FilledValue | Sequence[FilledValue]:
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


NO_VALUES = FilledValues((), ())
