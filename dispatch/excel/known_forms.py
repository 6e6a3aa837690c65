"""Forms that were read with all care: another copy of one, saved by the same program, needs less.

All that stands around the cells of a copy is compared, byte for byte, with what was read before, and so is
what its locked cells hold. Only what was filled in is then left to be read. A copy that differs in anything
else, or with a cell about which anything is to be said, is read with all care.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from operator import itemgetter
from typing import NamedTuple

from dispatch.excel.cells import SharedTables, shared_tables
from dispatch.excel.filled_cells import FilledCells, letters_of, seen_cell
from dispatch.excel.hidden_sheet import HIDDEN
from dispatch.excel.limits import FORM
from dispatch.excel.opening import Parts
from dispatch.excel.references import CellRef
from dispatch.excel.returned_cells import found_cell
from dispatch.excel.returned_remarks import UNIT, merged_cells
from dispatch.excel.returned_table import ReturnedTable
from dispatch.excel.sheet_pieces import Held, SheetPieces, Slot, Unlike, shared_letters, slots_of, take_apart
from dispatch.excel.workbook_parts import ODD, WorkbookParts, workbook_parts
from dispatch.forms.identity import STEERING
from dispatch.forms.returned import TOTALS, FilledValue, FoundCell, ReturnedForm
from dispatch.model.column_kinds import COLUMN_KINDS, ColumnKind

FORMS_MOST = 32
SHEETS = 2  # the form, and what it carries with it
COPIES_MOST = 4  # forms of several rounds that look the same


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


class Spread(NamedTuple):
    """A workbook in pieces: its form, its hidden sheet, and by what a copy of it is found."""

    page: SheetPieces
    hidden: SheetPieces
    seen: tuple[object, ...]

    @property
    def key(self) -> tuple[object, ...]:
        """What is the same in each copy."""
        page, hidden = self.page, self.hidden
        counts = len(page.pieces), len(hidden.pieces), page.texts is None
        return (*self.seen, page.around, hidden.around, *counts)


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


class KnownForms:
    """The last forms that were read with all care."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], list[KnownForm]] = {}

    def read(self, parts: Parts, file: str) -> FilledForm | None:
        """Return a form that is a copy of one that is known, None for any other."""
        try:
            spread = _spread(workbook_parts(parts))
            return self._read(spread, file) or self._read(_without_row_looks(spread), file)
        except (Unlike, *ODD):
            return None

    def _read(self, spread: Spread, file: str) -> FilledForm | None:
        for known in self._known.get(spread.key, ()):
            with suppress(Unlike):
                if known.fixed.are_in(spread.page) and known.hidden.are_in(spread.hidden):
                    return _filled(known, spread, file)
        return None

    def learn(self, parts: Parts, form: FilledForm, table: ReturnedTable) -> None:
        """Remember a form about which nothing was to be said, if it reads the same as a copy of itself."""
        try:
            book = workbook_parts(parts)
            shared, spread = shared_tables(book), _spread(book)
            for each in (spread, _without_row_looks(spread)):
                self._remember(each, _known_form(each, shared, form.form, table), form)
        except (Unlike, *ODD):
            return

    def _remember(self, spread: Spread, known: KnownForm, form: FilledForm) -> None:
        again = _filled(known, spread, form.form.file)
        if again is None or (again.values, again.form.identity) != (form.values, form.form.identity):
            raise Unlike
        if len(self._known) >= FORMS_MOST:
            self._known.clear()
        self._known[spread.key] = [known, *self._known.get(spread.key, ())][:COPIES_MOST]


def _spread(book: WorkbookParts) -> Spread:
    if len(book.sheets) != SHEETS or HIDDEN not in book.sheets or book.charts:
        raise Unlike
    texts = shared_letters(book.texts)
    page, hidden = (take_apart(book.sheets[name], texts) for name in sorted(book.sheets, key=HIDDEN.__eq__))
    if len(book.texts or b"") * (len(page.pieces) + len(hidden.pieces)) > FORM.unpacked:
        raise Unlike
    return Spread(page, hidden, (tuple(book.sheets), book.hidden, book.from_1904, book.styles))


def _without_row_looks(spread: Spread) -> Spread:
    seen = (*spread.seen, "without row looks")
    return Spread(spread.page.without_row_looks(), spread.hidden.without_row_looks(), seen)


def _known_form(spread: Spread, shared: SharedTables, form: ReturnedForm, table: ReturnedTable) -> KnownForm:
    """Return a form as it will be found again.

    Raises:
        Unlike: where more than the values of a copy might hang on what was filled in.
    """
    _refuse_loose_table(table)
    slots = slots_of(spread.page)
    places = {slot.cell: slot for slot in slots}
    last = table.region.top + table.region.rows
    free = [slot for slot in slots if slot.cell.row > last]
    open_cells = tuple(_open_cells(table, places, shared))
    totals = tuple(_totals(table, places))
    lines = tuple(_unit_lines(table, places))
    unit_cells = _unit_cells(spread.hidden)
    differing = [*free, *lines, *(each.slot for each in open_cells), *(each.slot for each in totals)]
    return KnownForm(
        form,
        shared,
        _fixed_cells(spread.page, slots, differing),
        _fixed_cells(spread.hidden, slots_of(spread.hidden), unit_cells),
        open_cells,
        totals,
        tuple((slot, slot.held(spread.page)) for slot in free),
        lines,
        unit_cells,
    )


def _fixed_cells(sheet: SheetPieces, slots: Sequence[Slot], differing: Iterable[Slot]) -> FixedCells:
    """Return the cells of a sheet that hold the same in each copy."""
    but = {slot.at for slot in differing}
    letters = [(slot, held) for slot in slots if isinstance(held := slot.held(sheet), str)]
    elsewhere = but | {slot.at for slot, _ in letters}
    take = itemgetter(0, *(at for at in range(len(sheet.pieces)) if at not in elsewhere), 0)
    return FixedCells(take, take(sheet.pieces), tuple(each for each in letters if each[0].at not in but))


def _refuse_loose_table(table: ReturnedTable) -> None:
    """Raise Unlike for a table whose place or size on its page is not told by its lines alone."""
    region, page = table.region, table.page
    boxes = [at for at, cell in page.cells.items() if cell.boxed]
    below = region.top + region.rows
    inside = [at for at in boxes if region.top <= at.row < below]
    if (
        not inside
        or merged_cells(table)
        or any(at.row == below for at in page.cells if page.cells[at].filled)
    ):
        raise Unlike
    corner = CellRef(min(at.row for at in boxes), min(at.column for at in boxes))
    last = CellRef(max(at.row for at in boxes), max(at.column for at in inside))
    framed = CellRef(below - 1, region.left + region.columns - 1)
    if not (corner == table.kept.table == (region.top, region.left) and last == framed):
        raise Unlike


def _asked_cells(table: ReturnedTable, *, totals: bool) -> Iterator[tuple[int, int, CellRef]]:
    """Yield row, column and place of the cells that are not the same for all: of totals, or of other rows."""
    for index, (kind, texts) in enumerate(table.kept.structure.rows):
        for column, text in enumerate(texts):
            if text is None and (kind == TOTALS) is totals:
                yield index, column, CellRef(table.first + index, table.region.left + column)


def _open_cells(
    table: ReturnedTable, places: Mapping[CellRef, Slot], shared: SharedTables
) -> Iterator[OpenCell]:
    looks: dict[tuple[str, int], FilledCells] = {}
    for row, column, at in _asked_cells(table, totals=False):
        leaf, slot = table.kept.structure.leaves[column], _slot(places, at)
        if any(shared.style_dresses[slot.style : slot.style + 1]):
            raise Unlike
        look = leaf.key, slot.style
        if look not in looks:
            looks[look] = FilledCells(leaf, slot.style, shared)
        yield OpenCell(slot, row, leaf.key, table.place(*at), looks[look])


def _totals(table: ReturnedTable, places: Mapping[CellRef, Slot]) -> Iterator[TotalCell]:
    leaves = table.kept.structure.leaves
    for row, column, at in _asked_cells(table, totals=True):
        kind = COLUMN_KINDS[leaves[column].kind]
        yield TotalCell(_slot(places, at), row, column, table.place(*at), kind)


def _slot(places: Mapping[CellRef, Slot], at: CellRef) -> Slot:
    if at not in places:
        raise Unlike
    return places[at]


def _unit_lines(table: ReturnedTable, places: Mapping[CellRef, Slot]) -> Iterator[Slot]:
    """Yield the lines above the table that name the unit."""
    for at, cell in table.page.cells.items():
        if at.row < table.region.top and " ".join(cell.text.split()).startswith(UNIT.strip()):
            yield _slot(places, at)


def _unit_cells(hidden: SheetPieces) -> tuple[Slot, Slot]:
    """Return where the hidden sheet holds the code of the unit and its name."""
    places = {slot.cell: slot for slot in slots_of(hidden)}
    names = {letters_of(slot.held(hidden)): at.row for at, slot in places.items() if at.column == 1}
    if not {"unit", "unit_name"} <= names.keys():
        raise Unlike
    return _slot(places, CellRef(names["unit"], 2)), _slot(places, CellRef(names["unit_name"], 2))


def _filled(known: KnownForm, spread: Spread, file: str) -> FilledForm | None:
    """Return what a copy says; Unlike where anything is to be said of it."""
    page = spread.page
    unit, unit_name = (_text(slot.held(spread.hidden)) for slot in known.unit_cells)
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
