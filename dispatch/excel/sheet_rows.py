"""A sheet as a table: what every reader of tables hands out."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from dispatch.excel.doubts import Doubt
from dispatch.excel.references import CellRef


class SheetRows(NamedTuple):
    """A sheet: its name, its first column, its lines by number, what of it reads as blank and is not."""

    name: str
    column: int
    lines: Iterator[tuple[int, list[str]]]
    failures: Mapping[
        CellRef, str
    ]  # the error a cell shows, or nothing where its formula was never worked out
    doubts: Mapping[CellRef, Doubt] = MappingProxyType({})  # numbers that are asked back
