"""One recipient: the cells of a row by the names of their columns, each with its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dispatch.excel.references import CellRef, cell_place
from dispatch.problem import Place, Problem
from dispatch.yaml_tree import Node


class Origin(NamedTuple):
    """Where a table stands: its file, its sheet if it has sheets, the first column of that."""

    file: str
    sheet: str = ""
    first: int = 1

    def at(self, number: int, column: int) -> Place:
        """Return the place of a cell, as a clerk finds it in that kind of file."""
        if not self.sheet:
            return Place(self.file, number, column)
        return cell_place(self.file, self.sheet, CellRef(number, column + self.first - 1))


class Cells(Mapping[str, Node]):
    """The cells of one line by folded name: texts are kept, each becomes a node when it is asked for."""

    __slots__ = ("columns", "number", "origin", "texts")

    def __init__(self, columns: dict[str, int], number: int, texts: Sequence[str], origin: Origin) -> None:
        self.columns = columns
        self.number = number
        self.texts = tuple(texts)
        self.origin = origin

    def __getitem__(self, name: str) -> Node:
        """Return a cell; a line that ends early has blank ones."""
        column = self.columns[name]
        text = self.texts[column] if column < len(self.texts) else ""
        return Node(text, self.origin.at(self.number, column + 1))

    def get(self, name: str, default: Any = None) -> Any:
        """Return a cell, or something else without such a column; a mapping's own way costs twice as much."""
        return self[name] if name in self.columns else default

    def said(self, name: str) -> str:
        """Return the text of a cell alone; nothing where there is no such column."""
        column = self.columns.get(name, len(self.texts))
        return self.texts[column] if column < len(self.texts) else ""

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


class Row(NamedTuple):
    """One recipient: its cells by folded name, what is wrong with it, what only if a cell is used."""

    cells: Mapping[str, Node]
    wrong: tuple[Problem, ...] = ()
    unclear: tuple[tuple[str, Problem], ...] = ()

    @property
    def place(self) -> Place:
        """Where the row begins."""
        first = next(iter(self.cells.values()))
        return first.key or first.place
