"""Who a batch goes to: the rows of a table, or every commune of a province."""

from collections.abc import Sequence

from dispatch import units, yaml_tree
from dispatch.model.value_faults import NOT_DAY
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.recipients import rows as table
from dispatch.recipients.gather import KIND_OF_UNIT, Recipients
from dispatch.recipients.placeholders import placeholder_names
from dispatch.recipients.row import Cells, Row
from dispatch.units import Unit
from dispatch.world import LETTER_MOST, CachingReader
from dispatch.yaml_tree import Node

NO_MATCH = Fault("B041", N_("không có dòng nào là '{name}'"), N_("xem lại --only, --except"))
TABLE_MOST = 200_000_000
SHEET_OF_FILE = lazy_pattern(r"(?i)(?P<file>.+?\.(?:xlsx|xlsm|ods))#(?P<sheet>.+)")


def read_table(world: CachingReader, file: str) -> list[Row]:
    """Return the rows of a table, for whoever does not show what else is to be said of it."""
    return read_recipients(world, file).rows


def read_recipients(world: CachingReader, named: str) -> Recipients:
    """Return the recipients of a table; `bảng.xlsx#Trang 2` names one of its sheets."""
    match = SHEET_OF_FILE.fullmatch(named)
    file, sheet = (match["file"], match["sheet"]) if match else (named, "")
    return table.parse_table(world.read(file, TABLE_MOST), file, sheet)


def rows_of_province(world: CachingReader, name: str, file: str) -> list[Row]:
    """Return the communes of a province on the letter's date, each addressed unless the letter says how."""
    root = yaml_tree.parse(yaml_tree.decode(world.read(file, LETTER_MOST), file), file)
    said, today = yaml_tree.child(root, "ngay"), world.today()
    try:
        day = (
            units.day_of(said.value, today) if said and isinstance(said.value, str) and said.value else today
        )
    except Refused as refusal:
        raise Refused(
            [NOT_DAY.at(said.place if said else root.place, text=said.value if said else "")]
        ) from refusal
    province, day = units.province_on_day(name, day)
    addressees = yaml_tree.child(root, "kinh_gui")
    addressed = addressees is not None and bool(placeholder_names(addressees))
    return [_row(unit, addressed=addressed) for unit in units.units_below(province, day)]


def _row(unit: Unit, *, addressed: bool) -> Row:
    place = Place(unit.code)
    full = f"UBND {unit.in_sentence}"
    cells = {
        "ma": unit.code,
        "ten": unit.name,
        KIND_OF_UNIT: unit.kind,
        "ten_day_du": unit.full,
        "don_vi": full,
    }
    if not addressed:
        cells["kinh_gui"] = full
    return Row({key: Node(text, place) for key, text in cells.items()})


def choose_rows(rows: Sequence[Row], only: Sequence[str], but: Sequence[str]) -> Sequence[int]:
    """Return which rows are asked for; a name that means none is refused."""
    if not (only or but):
        return range(len(rows))
    asked, left_out = {units.name_key(name) for name in only}, {units.name_key(name) for name in but}
    kept = [
        {units.name_key(node.value) for node in row.cells.values() if isinstance(node.value, str)}
        for row in rows
    ]
    strangers = [name for name in (*only, *but) if not any(units.name_key(name) in row for row in kept)]
    if strangers:
        raise Refused([NO_MATCH.at(name=name) for name in strangers])
    return [at for at, row in enumerate(kept) if (not only or row & asked) and not row & left_out]


def unit_of(row: Row) -> str:
    """Return what a row is called: its don_vi, its name, or its first cell that says something."""
    for name in ("don_vi", "ten_day_du", "ten", *row.cells):
        if name_typed := text_of(row, name):
            return name_typed
    return str(row.place)


def text_of(row: Row, name: str) -> str:
    """Return what a cell says; nothing where there is no such cell, or no text in it."""
    if isinstance(row.cells, Cells):
        return row.cells.said(name)
    node = row.cells.get(name)
    return node.value if node and isinstance(node.value, str) else ""


def cell_value(row: Row, name: str) -> object:
    """Return what a cell holds: a text, or in a table of .yaml a list or a group."""
    return row.cells.said(name) if isinstance(row.cells, Cells) else yaml_tree.to_plain(row.cells[name])
