"""A form that was read with all care, and what a copy of it says that differs in filled cells alone."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, cast

from dispatch.excel.cells import SharedTables
from dispatch.excel.filled_cells import Answer, FilledCells, letters_of, seen_cell
from dispatch.excel.returned_cells import found_cell
from dispatch.excel.returned_remarks import UNIT
from dispatch.excel.sheet_pieces import Held, SheetPieces, Slot, Unlike
from dispatch.forms.carried import STEERING
from dispatch.forms.filled_values import Cell, FilledValues
from dispatch.forms.returned import TOTALS, FoundCell, ReturnedForm
from dispatch.model.column_kinds import ColumnKind

SEEN_MOST = 256  # of each cell
MISSED = object()


class OpenCell(NamedTuple):
    """A cell that is there to be filled, and what it can say."""

    slot: Slot
    cells: FilledCells
    seen: dict[bytes, Answer]
    """What the first copies hold here, and what that says."""

    def answer(self, page: SheetPieces) -> Answer:
        """Return what the cell says in a copy; Unlike where anything is to be said of it."""
        held = self.slot.held(page)
        answer = self.cells.answer(held)
        if isinstance(held, bytes) and len(self.seen) < SEEN_MOST:
            self.seen[page.pieces[self.slot.at]] = answer
        return answer


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
    cells: tuple[Cell, ...]
    """Of the open cells, where they stand in the form."""
    totals: tuple[TotalCell, ...]
    free: tuple[tuple[Slot, Held], ...]
    """Cells below the table that nobody reads: names of those who sign, the small print."""
    unit_lines: tuple[Slot, ...]
    unit_cells: tuple[Slot, Slot]
    """Of the hidden sheet: the code of the unit and its name."""


class FilledForm(NamedTuple):
    """A form with what was filled in, none of which leaves a doubt."""

    form: ReturnedForm
    values: FilledValues


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
    values = FilledValues(known.cells, tuple(_answers(known.open, page)))
    identity = known.form.identity._replace(unit=unit, unit_name=unit_name)
    form = known.form._replace(file=file, identity=identity, rows=_rows(known, page))
    return FilledForm(form, values) if values else None


def _answers(open_cells: Sequence[OpenCell], page: SheetPieces) -> Iterator[Answer]:
    """Yield what the open cells of a copy say; most hold what another copy held there."""
    pieces = page.pieces
    for cell in open_cells:
        answer = cell.seen.get(pieces[cell.slot.at], MISSED)
        yield cell.answer(page) if answer is MISSED else cast("Answer", answer)


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
