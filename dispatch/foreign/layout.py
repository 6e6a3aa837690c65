"""Blocks in two columns: what offices lay out with tables, tabs or spaces becomes left and right."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dispatch.foreign.document import FULL, LEFT, RIGHT, Block, Cell, Table, cut, strip
from dispatch.foreign.letters import folded, is_capital
from dispatch.foreign.signs import NGAY, NOI_NHAN, QUOC_HIEU, QUYEN_HAN, TIEU_NGU
from dispatch.patterns import lazy_pattern
from dispatch.text.marks import bare

HEAD_LINES = 14
COLUMNS_MOST, ROWS_MOST, CELLS_MOST = 4, 12, 24  # of a table that only lays out
BARE_COLUMNS_MOST = 3  # of one that says nothing of head or tail
GAP = lazy_pattern(r"(?<=\S)\s*(?:\t+|\s{4,})\s*(?=\S)")
PUSHED = lazy_pattern(r"\t{2,}|\s{24,}")
SIGN_OF_HEAD = lazy_pattern(r"cong hoa xa hoi chu nghia|doc lap ?[-–—.]? ?tu do|^so ?:")
SIGN_OF_TAIL = lazy_pattern(r"noi nhan|^(?:tm|kt|tl|tuq|q) ?\.")


class Laid(NamedTuple):
    """A block and the layout table it came out of; 0 where it came out of none."""

    block: Block
    table: int = 0


def laid_out(blocks: Sequence[Block]) -> list[Laid]:
    """Return the blocks of a document as they are read, those of layout tables with their columns."""
    found: list[Laid] = []
    for number, block in enumerate(blocks, 1):
        if block.table and is_layout(block.table):
            found += [Laid(inside, number) for inside in _unrolled(block.table)]
        else:
            found += _beside(block, found)
    return found


def is_layout(table: Table) -> bool:
    """Say whether a table only lays out what stands side by side, as the head and the tail of a letter do."""
    cells = [cell for row in table.rows for cell in row]
    if table.width > COLUMNS_MOST or len(table.rows) > ROWS_MOST or len(cells) > CELLS_MOST:
        return False
    text = folded(" ".join(cell.letters for cell in cells))
    if SIGN_OF_HEAD.search(text) or SIGN_OF_TAIL.search(text):
        return True
    return not table.ruled and table.width <= BARE_COLUMNS_MOST


def _unrolled(table: Table) -> Iterator[Block]:
    """Yield the blocks of a layout table row by row, each in the column where it stands."""
    for row in table.rows:
        for cell in row:
            column = _column(cell, table.width)
            for block in cell.blocks:
                if block.table and is_layout(block.table):
                    yield from _unrolled(block.table)
                else:
                    yield block._replace(column=column)


def _column(cell: Cell, width: int) -> str:
    if width == 1 or cell.span >= width:
        return FULL
    middle = cell.column + cell.span / 2
    return LEFT if middle <= width / 2 and (cell.column == 0 or middle < width / 2) else RIGHT


def _beside(block: Block, before: Sequence[Laid]) -> Iterable[Laid]:
    """Return a line as its left and its right part, where a gap parts what belongs to two columns."""
    if block.table or not _may_be_parted(block, before):
        return [Laid(block._replace(text=strip(block.text)))]
    whole = bare(block.text)
    for gap in GAP.finditer(whole):
        left, right = whole[: gap.start()].strip(), whole[gap.end() :].strip()
        if _are_two_columns(left, right, before):
            pieces = (strip(cut(block.text, 0, gap.start())), strip(cut(block.text, gap.end())))
            sides = zip((LEFT, RIGHT), pieces, strict=True)
            return [Laid(block._replace(column=side, text=text)) for side, text in sides]
    return [Laid(_on_its_side(block, whole, before))]


def _on_its_side(block: Block, whole: str, before: Sequence[Laid]) -> Block:
    """Return a line as one of the right column where a gap pushes it there, below others in two columns."""
    beside = any(laid.block.column in (LEFT, RIGHT) for laid in before[-3:])
    column = RIGHT if PUSHED.match(whole) and beside else block.column
    return block._replace(column=column, text=strip(block.text))


def _may_be_parted(block: Block, before: Sequence[Laid]) -> bool:
    if block.column != FULL:
        return False
    in_columns = bool(before) and before[-1].block.column in (LEFT, RIGHT)
    return len(before) < HEAD_LINES or in_columns or bool(NOI_NHAN.match(bare(block.text)))


def _are_two_columns(left: str, right: str, before: Sequence[Laid]) -> bool:
    text = folded(right)
    if QUOC_HIEU.search(text) or TIEU_NGU.search(text) or NGAY.fullmatch(" ".join(right.split())):
        return True
    if NOI_NHAN.match(left) and is_capital(right):
        return True
    going_on = bool(before) and before[-1].block.column == RIGHT
    dashed = left.startswith(("-", "–"))
    return going_on and (dashed or is_capital(left)) and _is_of_the_signer(right)


def _is_of_the_signer(text: str) -> bool:
    words = text.split()
    named = 1 < len(words) <= NAME_MOST and all(word[:1].isupper() for word in words)
    return is_capital(text) or bool(QUYEN_HAN.match(text)) or named


NAME_MOST = 7  # words
