"""A form that was read with all care, and what a copy of it says that differs in filled cells alone."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dispatch.excel.cells import SharedTables
from dispatch.excel.filled_cells import FilledCells, letters_of, seen_cell
from dispatch.excel.returned_cells import found_cell
from dispatch.excel.returned_remarks import UNIT
from dispatch.excel.sheet_pieces import Held, SheetPieces, Slot, Unlike
from dispatch.forms.identity import STEERING
from dispatch.forms.returned import TOTALS, FilledValue, FoundCell, ReturnedForm
from dispatch.model.column_kinds import ColumnKind


class OpenCell(NamedTuple):
    """A cell that is there to be filled: whose it is, and what it can say."""

    slot: Slot
    row: int
    key: str
    place: str
    cells: FilledCells


class TotalCell(NamedTuple):
    """A cell that adds up others: its row, its column, what its values are."""

    slot: Slot
    row: int
    column: int
    place: str
    kind: ColumnKind


class FixedCells(NamedTuple):
    """The cells of a sheet that hold the same in each copy: as they stand there, or by their letters."""

    take: Callable[[Sequence[bytes]], tuple[bytes, ...]]
    pieces: tuple[bytes, ...]
    letters: tuple[tuple[Slot, Held], ...]

    def are_in(self, sheet: SheetPieces) -> bool:
        """Say whether a copy holds the same."""
        same = self.take(sheet.pieces) == self.pieces
        return same and all(slot.held(sheet) == held for slot, held in self.letters)


class KnownForm(NamedTuple):
    """A form that was read with all care, and where a copy of it may differ."""

    form: ReturnedForm
    shared: SharedTables
    fixed: FixedCells
    hidden: FixedCells
    open: tuple[OpenCell, ...]
    totals: tuple[TotalCell, ...]
    free: tuple[tuple[Slot, Held], ...]
    """Cells below the table that nobody reads: names of those who sign, the small print."""
    unit_lines: tuple[Slot, ...]
    unit_cells: tuple[Slot, Slot]
    """Of the hidden sheet: the code of the unit and its name."""


class FilledForm(NamedTuple):
    """A form with what was filled in, none of which leaves a doubt."""

    form: ReturnedForm
    values: tuple[FilledValue, ...]


def filled_form(known: KnownForm, page: SheetPieces, hidden: SheetPieces, file: str) -> FilledForm | None:
    """Return what a copy says; Unlike where anything is to be said of it."""
    unit, unit_name = (_text(slot.held(hidden)) for slot in known.unit_cells)
    line = " ".join(f"{UNIT}{unit_name}".split())
    if any(" ".join(_text(slot.held(page)).split()) != line for slot in known.unit_lines):
        raise Unlike
    for slot, before in known.free:
        held = slot.held(page)
        if held != before and letters_of(held) is None:
            raise Unlike
    values = tuple(
        FilledValue(row, key, answer, place)
        for slot, row, key, place, cells in known.open
        if (answer := cells.answer(slot.held(page))) is not None
    )
    identity = known.form.identity._replace(unit=unit, unit_name=unit_name)
    form = known.form._replace(file=file, identity=identity, rows=_rows(known, page))
    return FilledForm(form, values) if values else None


def _text(held: Held) -> str:
    """Return the letters of a text that tells whose a form is."""
    text = letters_of(held)
    if not text or STEERING.search(text):
        raise Unlike
    return text


def _rows(known: KnownForm, page: SheetPieces) -> tuple[tuple[FoundCell, ...], ...]:
    """Return the rows of a copy, those of totals as they are in it; the others as they were before."""
    if not known.totals:
        return known.form.rows
    rows = [list(row) for row in known.form.rows]
    for slot, row, column, place, kind in known.totals:
        seen = seen_cell(slot.held(page), slot.style, known.shared)
        rows[row][column] = found_cell(seen, TOTALS, None, kind, place)
    return tuple(map(tuple, rows))
