"""Rows of pages as blocks: the two columns of head and tail, and paragraphs between and behind them."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dispatch.foreign.document import FULL, LINE, PAGE, RIGHT, Block, BlockSpot, Cell, Table
from dispatch.foreign.letters import folded, is_capital
from dispatch.foreign.signs import DASH, KINH_GUI, NOI_NHAN, PHU_LUC, type_key
from dispatch.patterns import lazy_pattern
from dispatch.pdf.rows import Piece, Row
from dispatch.text.marks import Run
from dispatch.text.metrics import MM_PER_POINT

LONG_ROW = 45  # letters: such a row begins at the margin
EDGE = 4  # points: left edges are counted in steps of it
HALF, LEFT_OF_MIDDLE, TAIL_MIDDLE = 0.5, 0.36, 0.44  # of the width of the page
HEAD_ROWS_LEAST = 6  # before a long row ends the head
OFF_CENTRE = 25.0  # points
INDENTED = 12.0  # points: a first line stands further in
SPACE = 0.8  # of the size: a space, and what a line is stretched by
OTHER_SIZE = 1.5  # points: a footnote below the text
SIGN = lazy_pattern(r"(?:[-+–•]|[IVX]+\.|\d+(?:\.\d+)*[.)]|[a-zđ]\))\s")
BROKEN_WORD = lazy_pattern(r".*\w-$")
OPENS_BODY = lazy_pattern(r"(?:Căn cứ|Kính|Thực hiện|Theo|I\.|1\.|Điều)")
BOLD_LEAST = 0.8
RIGHTMOST = 2  # the column that only a second signer has


class PlacedRow(NamedTuple):
    """A row with its page: its number there, the edges of the text, whether something empty is above."""

    row: Row
    page: int
    number: int
    width: float
    left: float
    right: float
    is_first: bool = False
    table: Table | None = None

    @property
    def spot(self) -> BlockSpot:
        """Where it stands."""
        return self.spot_between(self.row.left, self.row.right)

    def spot_between(self, left: float, right: float) -> BlockSpot:
        """Return where a part of it stands."""
        box = (left, self.row.line, right, self.row.line)
        return BlockSpot(((PAGE, self.page), (LINE, self.number)), tuple(MM_PER_POINT * edge for edge in box))

    @property
    def is_alone(self) -> bool:
        """Whether nothing stands apart in it."""
        return len(self.row.pieces) == 1


def margins(rows: Sequence[Row], width: float) -> tuple[float, float]:
    """Return where the rows of a page begin and end."""
    long = [row for row in rows if len(row.letters) > LONG_ROW]
    starts = Counter(round(row.left / EDGE) for row in long)
    common = max(starts.values(), default=0)
    left = min((at for at, count in starts.items() if count >= max(2, common / 4)), default=0) * EDGE
    return left or min((row.left for row in rows), default=0.0), max(
        (row.right for row in long), default=width
    )


def blocks_of(rows: Sequence[PlacedRow]) -> Iterator[Block]:
    """Yield the blocks of all pages in the order in which they are read."""
    body = next((at for at in range(len(rows)) if _ends_head(rows, at)), len(rows))
    noted = next((at for at in range(body, len(rows)) if _begins_tail(rows[at])), len(rows))
    tail = _with_signers_above(rows, body, noted)
    behind = next((at for at in range(noted + 1, len(rows)) if _ends_tail(rows, noted, at)), len(rows))
    yield from _in_columns(rows[:body], HALF)
    yield from _paragraphs(rows[body:tail])
    yield from _in_columns(rows[tail:behind], TAIL_MIDDLE)
    yield from _paragraphs(rows[behind:])


def _ends_head(rows: Sequence[PlacedRow], at: int) -> bool:
    placed = rows[at]
    row = placed.row
    if placed.table or placed.page > 1 or KINH_GUI.match(row.letters):
        return True
    if (
        placed.is_alone
        and is_capital(row.letters)
        and type_key(row.letters)
        and _is_centred(placed, row.pieces[0])
    ):
        return True
    wide = row.left < placed.width * LEFT_OF_MIDDLE and row.right > placed.width * (1 - LEFT_OF_MIDDLE / 1.5)
    return placed.is_alone and wide and len(row.letters) > LONG_ROW and at > HEAD_ROWS_LEAST


def _begins_tail(placed: PlacedRow) -> bool:
    return (
        not placed.table
        and bool(NOI_NHAN.match(placed.row.letters))
        and placed.row.left < placed.width * HALF
    )


def _with_signers_above(rows: Sequence[PlacedRow], body: int, noted: int) -> int:
    """Return where the tail begins: signers in two columns, or on the right, may stand above Nơi nhận."""
    at = noted
    while noted < len(rows) and at > body and _is_of_signers(rows[at - 1]):
        at -= 1
    return at


def _is_of_signers(placed: PlacedRow) -> bool:
    pieces = placed.row.pieces
    on_the_right = pieces[0].left > placed.width * TAIL_MIDDLE
    beside = len(pieces) > 1 and is_capital(placed.row.letters)
    return not placed.table and (on_the_right or beside)


def _ends_tail(rows: Sequence[PlacedRow], tail: int, at: int) -> bool:
    """Say whether a row belongs to what follows the letter."""
    placed = rows[at]
    letters = placed.row.letters
    if placed.table or (PHU_LUC.match(folded(letters)) and _is_centred(placed, placed.row.pieces[0])):
        return True
    goes_on = DASH.match(letters) or placed.row.left > placed.width * TAIL_MIDDLE
    return placed.page > rows[tail].page and not goes_on


def _in_columns(rows: Sequence[PlacedRow], middle: float) -> Iterator[Block]:
    """Yield rows as one table of two columns that only lays out."""
    sides: tuple[list[Block], ...] = ([], [], [])
    beside = _second_on_the_right(rows, middle)
    for placed in rows:
        for at in range(len(sides)):
            pieces = [
                piece
                for piece in placed.row.pieces
                if _is_right(piece, placed, middle) + (piece.left >= beside) == at
            ]
            if pieces:
                sides[at].append(_line(placed, pieces))
    if rows:
        cells = tuple(
            Cell(tuple(blocks), column) for column, blocks in enumerate(sides) if blocks or column < RIGHTMOST
        )
        yield Block(rows[0].spot, table=Table((cells,), ruled=False))


def _second_on_the_right(rows: Sequence[PlacedRow], middle: float) -> float:
    """Return where a second column begins on the right, of two that sign side by side; nowhere with one."""
    for placed in rows:
        right = [piece for piece in placed.row.pieces if _is_right(piece, placed, middle)]
        if len(right) > 1 and all(is_capital(piece.letters) for piece in right):
            return (right[0].right + right[1].left) / 2
    return math.inf


def _is_right(piece: Piece, placed: PlacedRow, middle: float) -> bool:
    centre = (piece.left + piece.right) / 2
    return centre > placed.width * middle and piece.left > placed.width * LEFT_OF_MIDDLE


def _line(placed: PlacedRow, pieces: Iterable[Piece]) -> Block:
    joined = Piece(tuple(word for piece in pieces for word in piece.words))
    spot = placed.spot_between(joined.left, joined.right)
    return Block(spot, joined.text, align="center", size=round(joined.size, 1))


# --- paragraphs -------------------------------------------------------------------------------------


def _paragraphs(rows: Sequence[PlacedRow]) -> Iterator[Block]:
    """Yield rows as paragraphs, and tables as they are."""
    whole: Block | None = None
    titled = False
    for at, placed in enumerate(rows):
        if placed.table:
            yield from [whole] if whole else []
            yield Block(placed.spot, table=placed.table)
            whole = None
            continue
        titled = _is_titled(placed, titled=titled)
        block = _paragraph(placed, titled=titled)
        titled = titled and block.align == "center"
        if whole is None or _begins(rows[at - 1], placed, whole, block):
            yield from [whole] if whole else []
            whole = block
        else:
            whole = whole._replace(text=_with_row(whole, block))
    yield from [whole] if whole else []


def _is_titled(placed: PlacedRow, *, titled: bool) -> bool:
    """Say whether the rows from here on are a title: from the type of a document to where its text opens."""
    letters = placed.row.letters
    if placed.page == 1 and is_capital(letters) and type_key(letters):
        return True
    return titled and not (OPENS_BODY.match(letters) or letters.endswith((":", ";")))


def _paragraph(placed: PlacedRow, *, titled: bool) -> Block:
    row = placed.row
    piece = Piece(tuple(word for piece in row.pieces for word in piece.words))
    bold = sum(len(word.text) for word in piece.words if "b" in word.dress)
    strong = bold > BOLD_LEAST * sum(len(word.text) for word in piece.words)
    dressed = strong or titled or is_capital(row.letters) or row.letters.startswith("(")
    off = OFF_CENTRE if strong else OFF_CENTRE / 3
    centred = dressed and _is_centred(placed, piece, off) and (titled or row.left - placed.left > OFF_CENTRE)
    return Block(
        placed.spot,
        piece.text,
        RIGHT if row.left > placed.width * HALF and not centred else FULL,
        "center" if centred else "both",
        max(0.0, row.left - placed.left) * MM_PER_POINT,
        round(piece.size, 1),
        apart=placed.is_first,
    )


def _is_centred(placed: PlacedRow, piece: Piece, off: float = OFF_CENTRE) -> bool:
    return abs((piece.left - placed.left) - (placed.right - piece.right)) < off


def _begins(above: PlacedRow, placed: PlacedRow, whole: Block, block: Block) -> bool:
    """Say whether a row begins a paragraph of its own."""
    if "center" in (block.align, whole.align) or RIGHT in (block.column, whole.column):
        return True
    if abs(block.size - whole.size) > OTHER_SIZE:
        return True
    indented = placed.row.left - above.row.left > INDENTED / 2 and placed.row.left - placed.left > INDENTED
    closed = whole.letters.endswith((".", ";", ":"))
    return indented or _had_room(above, placed) or (closed and bool(SIGN.match(block.letters)))


def _had_room(above: PlacedRow, placed: PlacedRow) -> bool:
    """Say whether the first word of a row would have stood in the row above, had it gone on."""
    first = placed.row.pieces[0].words[0]
    return above.right - above.row.right > first.right - first.left + SPACE * first.size


def _with_row(whole: Block, row: Block) -> tuple[Run, ...]:
    """Return a paragraph with one row more; a hyphen at the end of a row joins two syllables."""
    seam = () if BROKEN_WORD.match(whole.letters) else (Run(" "),)
    return (*whole.text, *seam, *row.text)
