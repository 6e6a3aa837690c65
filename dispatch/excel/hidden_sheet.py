"""The hidden sheet of a form: who it is, what it looked like, where it stood."""

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from dispatch.excel.cells import Page, Spot, spot
from dispatch.excel.styles import box, letters
from dispatch.forms import Identity, Structure, Table, structure
from dispatch.forms.returned import NO_FORM, TAMPERED
from dispatch.problem import Place, Refused

HIDDEN = "_congvan"
VISIBLE = "Biểu"
NAME = "congvan_{}"
CHUNK = 30_000  # a cell of Excel holds 32 767 characters


class Kept(NamedTuple):
    """What the hidden sheet says: whose form it is, its fixed part, where its table and its foot stood."""

    identity: Identity
    structure: Structure
    table: Spot
    foot: Spot


def keep(book: Workbook, identity: Identity, table: Table, top: int, foot: int) -> dict[str, str]:
    """Write the hidden sheet; return where the choices of each column stand."""
    text = structure(table).kept()
    lines: dict[str, tuple[str, ...]] = {name: (said,) for name, said in identity._asdict().items()}
    lines |= {"table": (f"A{top}",), "foot": (f"A{foot}",)}
    lines["structure"] = tuple(text[at : at + CHUNK] for at in range(0, len(text), CHUNK))
    lists = {leaf.key: leaf.choices for leaf in table.leaves if leaf.kind == "lua_chon"}
    sheet = book.create_sheet(HIDDEN)
    sheet.sheet_state = "veryHidden"
    for row, (name, texts) in enumerate((*lines.items(), *lists.items()), 1):
        for column, said in enumerate((name, *texts), 1):
            letters(box(sheet, row, column), said)
    for row, name in enumerate(identity._fields, 1):
        target = f"{quote_sheetname(HIDDEN)}!$B${row}"
        book.defined_names[NAME.format(name)] = DefinedName(NAME.format(name), attr_text=target, hidden=True)
    return {
        key: f"{quote_sheetname(HIDDEN)}!$B${row}:${get_column_letter(1 + len(choices))}${row}"
        for row, (key, choices) in enumerate(lists.items(), len(lines) + 1)
    }


def recalled(pages: Mapping[str, Page], file: str) -> Kept:
    """Return what a form says of itself, or refuse what is none of ours or was meddled with."""
    if HIDDEN not in pages:
        raise Refused([NO_FORM.at(Place(file))])
    said = _said(pages[HIDDEN])
    try:
        identity = Identity(**{name: said[name] for name in Identity._fields})
        fixed = Structure.recalled(said["structure"])
        kept = Kept(identity, fixed, spot(said["table"]), spot(said["foot"]))
    except (KeyError, ValueError, RecursionError) as error:
        raise Refused([TAMPERED.at(Place(file))]) from error
    if not 0 < fixed.heading_rows <= len(fixed.heading) or fixed.version != identity.version:
        raise Refused([TAMPERED.at(Place(file))])
    return kept


def _said(page: Page) -> dict[str, str]:
    """Return the texts of the hidden sheet by their names; the first to use a name has it."""
    said: dict[str, str] = {}
    for _, line in groupby(sorted(page.cells.items()), key=lambda item: item[0].row):
        name, *texts = (cell.text for _, cell in line)
        said.setdefault(name, "".join(texts))
    return said
