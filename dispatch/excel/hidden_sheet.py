"""The hidden sheet of a form: who it is, what it looked like, where it stood."""

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from dispatch.excel.cells import Sheet
from dispatch.excel.references import CellRef, cell_ref
from dispatch.excel.styles import writable_cell, write_letters
from dispatch.forms import Identity, Structure, Table, structure_of
from dispatch.forms.identity import identity_of
from dispatch.forms.returned import NO_FORM, TAMPERED
from dispatch.model.column_kinds import COLUMN_KINDS
from dispatch.problem import Place, Refused

HIDDEN = "_congvan"
VISIBLE = "Biểu"
NAME = "congvan_{}"
CHUNK = 30_000  # a cell of Excel holds 32 767 characters


class HiddenSheet(NamedTuple):
    """What the hidden sheet says: whose form it is, its fixed part, where its table and its foot stood."""

    identity: Identity
    structure: Structure
    table: CellRef
    foot: CellRef


def write_hidden_sheet(
    book: Workbook, identity: Identity, table: Table, top: int, foot: int
) -> dict[str, str]:
    """Write the hidden sheet; return where the choices of each column stand."""
    text = structure_of(table).kept()
    lines: dict[str, tuple[str, ...]] = {name: (said,) for name, said in identity._asdict().items()}
    lines |= {"table": (f"A{top}",), "foot": (f"A{foot}",)}
    lines["structure"] = tuple(text[at : at + CHUNK] for at in range(0, len(text), CHUNK))
    lists = {leaf.key: leaf.choices for leaf in table.leaves if COLUMN_KINDS[leaf.kind].has_choices}
    sheet = book.create_sheet(HIDDEN)
    sheet.sheet_state = "veryHidden"
    for row, (name, texts) in enumerate((*lines.items(), *lists.items()), 1):
        for column, said in enumerate((name, *texts), 1):
            write_letters(writable_cell(sheet, row, column), said)
    for row, name in enumerate(identity._fields, 1):
        target = f"{quote_sheetname(HIDDEN)}!$B${row}"
        book.defined_names[NAME.format(name)] = DefinedName(NAME.format(name), attr_text=target, hidden=True)
    return {
        key: f"{quote_sheetname(HIDDEN)}!$B${row}:${get_column_letter(1 + len(choices))}${row}"
        for row, (key, choices) in enumerate(lists.items(), len(lines) + 1)
    }


def read_hidden_sheet(pages: Mapping[str, Sheet], file: str) -> HiddenSheet:
    """Return what a form says of itself, or refuse what is none of ours or was meddled with."""
    if HIDDEN not in pages:
        raise Refused([NO_FORM.at(Place(file))])
    said = _said(pages[HIDDEN])
    try:
        identity = identity_of(said)
        fixed = Structure.recalled(said["structure"])
        kept = HiddenSheet(identity, fixed, cell_ref(said["table"]), cell_ref(said["foot"]))
    except (KeyError, ValueError) as error:
        raise Refused([TAMPERED.at(Place(file))]) from error
    if not 0 < fixed.heading_rows <= len(fixed.heading) or fixed.version != identity.version:
        raise Refused([TAMPERED.at(Place(file))])
    return kept


def identity_left_in(pages: Mapping[str, Sheet]) -> Identity | None:
    """Return the identity that a hidden sheet still tells, whatever else of it was meddled with."""
    if HIDDEN not in pages:
        return None
    try:
        return identity_of(_said(pages[HIDDEN]))
    except (KeyError, ValueError):
        return None


def _said(page: Sheet) -> dict[str, str]:
    """Return the texts of the hidden sheet by their names; the first to use a name has it."""
    said: dict[str, str] = {}
    for _, line in groupby(sorted(page.cells.items()), key=lambda item: item[0].row):
        name, *texts = (cell.text for _, cell in line)
        said.setdefault(name, "".join(texts))
    return said
