"""What a copy of a form has to have in common with it, so that only what was filled in needs to be read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from dispatch.excel.cells import SharedTables
from dispatch.excel.filled_cells import FilledCells, letters_of
from dispatch.excel.known_form import FixedCells, KnownForm, OpenCell, TotalCell
from dispatch.excel.references import CellRef
from dispatch.excel.returned_remarks import UNIT, merged_cells
from dispatch.excel.returned_table import ReturnedTable
from dispatch.excel.sheet_pieces import SheetPieces, Slot, Unlike, slots_of
from dispatch.forms.filled_values import Cell
from dispatch.forms.returned import TOTALS, ReturnedForm
from dispatch.model.column_kinds import COLUMN_KINDS


def learn_form(
    page: SheetPieces, hidden: SheetPieces, shared: SharedTables, form: ReturnedForm, table: ReturnedTable
) -> KnownForm:
    """Return a form as it will be found again.

    Raises:
        Unlike: where more than the values of a copy might hang on what was filled in.
    """
    _refuse_loose_table(table)
    slots = slots_of(page)
    places = {slot.cell: slot for slot in slots}
    last = table.region.top + table.region.rows
    free = [slot for slot in slots if slot.cell.row > last]
    open_cells, cells = zip(*_open_cells(table, places, shared), strict=True)
    totals = tuple(_totals(table, places))
    lines = tuple(_unit_lines(table, places))
    unit_cells = _unit_cells(hidden)
    differing = [*free, *lines, *(each.slot for each in open_cells), *(each.slot for each in totals)]
    return KnownForm(
        form,
        shared,
        _fixed_cells(page, slots, differing),
        _fixed_cells(hidden, slots_of(hidden), unit_cells),
        open_cells,
        cells,
        totals,
        tuple((slot, slot.held(page)) for slot in free),
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
) -> Iterator[tuple[OpenCell, Cell]]:
    looks: dict[tuple[str, int], FilledCells] = {}
    for row, column, at in _asked_cells(table, totals=False):
        leaf, slot = table.kept.structure.leaves[column], _slot(places, at)
        if any(shared.style_dresses[slot.style : slot.style + 1]):
            raise Unlike
        look = leaf.key, slot.style
        if look not in looks:
            looks[look] = FilledCells(leaf, slot.style, shared)
        yield OpenCell(slot, looks[look], {}), (row, leaf.key, table.place(*at))


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
