"""A sheet taken apart at its cells, so that it can be held against another copy of itself.

Two copies of one form that one program saved differ only in what their cells hold, and in what says nothing
of it: where the cursor stood, how high rows were made, the foot of the page.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from dispatch.excel.references import CellRef, cell_ref
from dispatch.excel.workbook_parts import parse_part
from dispatch.patterns import lazy_pattern

Held = bytes | str
"""What a cell holds: as it stands in its markup, or the letters of a text that cells share."""

HELD = (
    rb'(?: t="\w+")?(?:/>|>(?:<f(?: \w+="[^"<>]*")*>[^<]*</f>)?'
    rb"(?:<v>[^<]*</v>|<v ?/>|<is>(?:[^<]++|<(?!/is>))*+</is>)?</c>)"
)
WHOLLY_HELD = lazy_pattern(HELD)
CELL = lazy_pattern(rb'(r="([A-Z]{1,3}[1-9]\d{0,6})"(?: s="(0|[1-9]\d{0,5})")?)(' + HELD + rb")([^\0]*)")
ROW_LOOK = lazy_pattern(
    rb'(<row r="\d+")(?: spans="[\d:]+")?(?: s="\d+")?(?: customFormat="(?:1|0|true|false)")?'
    rb'(?: ht="[1-9]\d*(?:\.\d+)?")?(?: hidden="(?:0|false)")?(?: customHeight="(?:1|0|true|false)")?'
    rb'(?: outlineLevel="0")?(?: collapsed="(?:0|false)")?(?=[ >])'
)
DIMENSION = lazy_pattern(rb'<dimension ref="[A-Z0-9:]+" ?/>')
DATA, DATA_END = b"<sheetData>", b"</sheetData>"
VIEWS, VIEWS_END = b"<sheetViews>", b"</sheetViews>"
FOOT, FOOT_END = b"<headerFooter", b"</headerFooter>"
SHARED, SHARED_END = b' t="s"><v>', b"</v></c>"
ROW, CELL_BEGIN = b"<row ", b"<c "
NUMBER_MOST = 7  # digits of the number of a shared text
ODD_MARKUP = (b"<!--", b"<![CDATA[", b"<!DOCTYPE")
BEGINNINGS = (b"<worksheet", b'<?xml version="1.0" encoding="UTF-8"', b"<?xml version='1.0' encoding='UTF-8'")
Texts = Sequence[Held] | None


class Unlike(Exception):  # noqa: N818 - no error: the sheet is read with all care instead
    """A sheet is not written in the usual way."""


class SheetPieces(NamedTuple):
    """What stands before the rows of a sheet and behind them; between them, a piece from cell to cell."""

    around: tuple[bytes, bytes]
    pieces: list[bytes]
    texts: Texts

    def without_row_looks(self) -> "SheetPieces":
        """Return the same without what only says how high rows are."""
        pieces = [ROW_LOOK.sub(rb"\1", piece) if ROW in piece else piece for piece in self.pieces]
        return self._replace(pieces=pieces)


class Slot(NamedTuple):
    """A cell of a sheet: its piece, and what stands in that before what it holds and behind it."""

    at: int
    before: bytes
    behind: bytes
    cell: CellRef
    style: int

    def held(self, sheet: SheetPieces) -> Held:
        """Return what the cell holds in a copy of its sheet; Unlike where it is no copy."""
        piece = sheet.pieces[self.at]
        if not (piece.startswith(self.before) and piece.endswith(self.behind)):
            raise Unlike
        held = piece[len(self.before) : len(piece) - len(self.behind)]
        return held if sheet.texts is None or not held.startswith(SHARED) else _shared(held, sheet.texts)


def take_apart(sheet: bytes, texts: Texts) -> SheetPieces:
    """Return a sheet in pieces.

    Raises:
        Unlike: where it is not written as office programs write it.
    """
    begin, end = sheet.find(DATA), sheet.rfind(DATA_END)
    if begin < 0 or end < begin:
        raise Unlike
    around = _head(sheet[:begin]), _without(sheet[end:], FOOT, FOOT_END)
    return SheetPieces(around, sheet[begin:end].split(CELL_BEGIN), texts)


@lru_cache(maxsize=64)
def _head(head: bytes) -> bytes:
    return _without(DIMENSION.sub(b"", head, 1), VIEWS, VIEWS_END)


def _without(part: bytes, begin: bytes, end: bytes) -> bytes:
    """Return a part without an element that says nothing of its cells, if that is sound."""
    first = part.find(begin)
    if first < 0:
        return part
    last = part.find(end, first)
    if last < 0:
        raise Unlike
    last += len(end)
    try:
        parse_part(part[first:last])
    except etree.XMLSyntaxError as error:
        raise Unlike from error
    return part[:first] + begin + part[last:]


def _shared(held: bytes, texts: Sequence[Held]) -> Held:
    digits = held[len(SHARED) : -len(SHARED_END)]
    if not (held.endswith(SHARED_END) and digits.isdigit() and len(digits) <= NUMBER_MOST):
        raise Unlike
    if int(digits) >= len(texts):
        raise Unlike
    return texts[int(digits)]


def shared_letters(part: bytes | None) -> Texts:
    """Return the letters of the texts that cells share; one of several runs stays as it is in its markup.

    Raises:
        Unlike: where the part is damaged.
    """
    if part is None:
        return None
    try:
        return [_letters(text) for text in parse_part(part).iterfind("{*}si")]
    except etree.XMLSyntaxError as error:
        raise Unlike from error


def _letters(text: etree._Element) -> Held:
    if len(text) == 1 and text[0].tag.endswith("}t"):
        return text[0].text or ""
    return etree.tostring(text)


def slots_of(sheet: SheetPieces) -> list[Slot]:
    """Return the cells of a sheet, each of which holds nothing but one thing.

    Raises:
        Unlike: where a cell is written in another way, so that a copy of it might say more.
    """
    if any(sign in piece for sign in ODD_MARKUP for piece in (*sheet.around, *sheet.pieces)):
        raise Unlike
    if not sheet.around[0].startswith(BEGINNINGS):
        raise Unlike
    found = [CELL.fullmatch(piece) for piece in sheet.pieces[1:]]
    if not all(found):
        raise Unlike
    return [
        Slot(at, match[1], match[5], cell_ref(match[2].decode()), int(match[3] or 0))
        for at, match in enumerate(found, 1)
        if match
    ]
