"""A sheet as a table: what every reader of tables hands out."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from dispatch.excel.doubts import Doubt
from dispatch.excel.references import CellRef
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Problem

Failures = Mapping[CellRef, str]
SHOWN_ERROR = lazy_pattern(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)|Err:\d{3}")
STRUCK = N_("chữ bị gạch ngang")  # what a table says of a struck-out cell, whichever program saved it


class Merge(NamedTuple):
    """Cells that look like one: where the first and the last of them stand."""

    first: CellRef
    last: CellRef

    def __str__(self) -> str:
        """Render as Excel names it: A2:A5."""
        return f"{self.first}:{self.last}"


class Unseen(NamedTuple):
    """What of a sheet is not seen as it stands: hidden rows and columns, cells under a merge, odd dress."""

    rows: frozenset[int] = frozenset()
    columns: tuple[range, ...] = ()
    merges: tuple[Merge, ...] = ()
    dresses: Mapping[CellRef, str] = MappingProxyType({})


NOTHING_UNSEEN = Unseen()


class SheetRows(NamedTuple):
    """A sheet: its name, its first column, its lines by number, what of it reads as blank and is not."""

    name: str
    column: int
    lines: Iterator[tuple[int, list[str]]]
    failures: Failures  # the error a cell shows, or nothing where its formula was never worked out
    doubts: Mapping[CellRef, Doubt] = MappingProxyType({})  # numbers that are asked back
    unseen: Unseen = NOTHING_UNSEEN
    notes: tuple[Problem, ...] = ()  # what is to be said of the other sheets
