"""What the cells of one column and style say, remembered: most of what is filled in stands in many cells.

Only what is beyond doubt is told here. A form with a cell about which anything is to be said is read with all
care, so that a doubt is told in one way alone.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from lxml import etree

from dispatch.excel.cells import SharedTables, SheetCell, read_cell
from dispatch.excel.number_cells import shows_texts_alone
from dispatch.excel.returned_cells import found_cell
from dispatch.excel.sheet_pieces import WHOLLY_HELD, Held, Unlike
from dispatch.excel.workbook_parts import ODD, unescape
from dispatch.forms import LeafColumn
from dispatch.forms.blanks import is_room_to_write
from dispatch.forms.no_value import NoValue
from dispatch.forms.returned import FoundCell, answer_of
from dispatch.model.column_kinds import COLUMN_KINDS, Value
from dispatch.patterns import lazy_pattern

ELEMENT = b'<c xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" s="%d"'
INLINE = lazy_pattern(rb' t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>')
WHOLE = lazy_pattern(rb'(?: t="n")?><v>(-?\d{1,14})</v></c>')
DECIMAL = lazy_pattern(rb'(?: t="n")?><v>(-?\d{1,14}(?:\.\d{1,20})?)</v></c>')
DIGITS = 15  # that Excel keeps
KEPT_MOST = 100_000
Answer = Value | NoValue | None


class FilledCells:
    """The cells of one look: what each thing that they can hold says."""

    def __init__(self, leaf: LeafColumn, style: int, shared: SharedTables) -> None:
        self._leaf, self._style, self._shared = leaf, style, shared
        self._kind = COLUMN_KINDS[leaf.kind]
        self._code = shared.formats[style].code if style < len(shared.formats) else "General"
        self._as_typed = self._kind.excel_format is None and shows_texts_alone(self._code)
        self._quick = QUICK.get(self._code) if self._code == self._kind.excel_format else None
        self._answers: dict[Held, Answer] = {}

    def answer(self, held: Held) -> Answer:
        """Return what a cell says, None if nothing; Unlike where anything is to be said of it."""
        try:
            return self._answers[held]
        except KeyError:
            pass
        if len(self._answers) >= KEPT_MOST:
            self._answers.clear()
        answer = self._answers[held] = self._read(held)
        return answer

    def _read(self, held: Held) -> Answer:
        if isinstance(held, bytes) and self._quick and (match := self._quick[0].fullmatch(held)):
            return self._quick[1](match[1])
        text = letters_of(held) if self._as_typed else None
        if text is not None:
            return self._said(FoundCell(text, ""))
        seen = seen_cell(held, self._style, self._shared)
        return self._said(found_cell(seen, "o", None, self._kind, ""))

    def _said(self, cell: FoundCell) -> Answer:
        if cell.doubts:
            raise Unlike
        if is_room_to_write(cell.text):
            return None
        try:
            return answer_of(cell.text, self._leaf)
        except ValueError as error:
            raise Unlike from error


def letters_of(held: Held) -> str | None:
    """Return the letters of a text that is of one run, None for what is no such text."""
    if isinstance(held, str):
        return unescape(held)
    match = INLINE.fullmatch(held)
    if not match:
        return None
    try:
        return unescape(etree.fromstring(b"<t>%s</t>" % match[1]).text or "")
    except etree.XMLSyntaxError as error:
        raise Unlike from error


def seen_cell(held: Held, style: int, shared: SharedTables) -> SheetCell:
    """Return a cell as it is read from its sheet."""
    if isinstance(held, str) or not WHOLLY_HELD.fullmatch(held):
        raise Unlike  # a text where a number should stand, or more than one thing
    try:
        seen = read_cell(etree.fromstring(ELEMENT % style + held), shared)
    except ODD as error:
        raise Unlike from error
    if seen.dress:
        raise Unlike
    return seen


def _decimal(raw: bytes) -> Decimal:
    """Return a number with the digits that Excel keeps."""
    return Decimal(raw.decode()) if raw.lstrip(b"-").isdigit() else Decimal(f"{float(raw):.{DIGITS}g}")


QUICK: Mapping[str, tuple[re.Pattern[bytes], Callable[[bytes], Answer]]] = {
    "#,##0": (WHOLE, int),
    "#,##0.0##": (DECIMAL, _decimal),
}
"""How numbers are written, and read, in cells that still have the format which their column gave them."""
