"""A text file as a document: a block a line, a table where its cells stand between tabs or strokes."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dispatch.foreign.document import LINE, Block, BlockSpot, Cell, Document, LeftOut, Table
from dispatch.patterns import lazy_pattern
from dispatch.plain.dressed_lines import dressed_lines
from dispatch.problem import N_
from dispatch.text.marks import Text, bare

NOT_TEXT = N_("không phải văn bản đọc được")
HEADING = lazy_pattern(r"#{1,6}\s+(?=\S)")
BETWEEN_STROKES = lazy_pattern(r"\|.*\|")
RULE_OF_A_TABLE = lazy_pattern(r"[|\s:-]+")
RULE_OF_TABLE = N_("đường kẻ của bảng")
CONTROLS = lazy_pattern("[\x00-\x08\x0e-\x1f]")
WIDE = (b"\xff\xfe", b"\xfe\xff")
CELLS_LEAST = 3  # of a line between tabs: two may be a head laid out with tabs


class UndecodableError(Exception):
    """Why some bytes are no text, in a word of ours."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def decode_text(data: bytes) -> str:
    """Return bytes as text in the encodings that Vietnamese offices use.

    Raises:
        UndecodableError: for what is no text.
    """
    names = ("utf-16",) if data.startswith(WIDE) else ("utf-8-sig", "cp1258")
    for name in names:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if not CONTROLS.search(text):
            return unicodedata.normalize("NFC", text)
    raise UndecodableError(NOT_TEXT)


def read_text_document(data: bytes) -> Document:
    """Return a text file as a document.

    Raises:
        UndecodableError: for what is no text.
    """
    lines = re.split(r"\r\n|[\n\r\f\v]", decode_text(data).replace("\u00a0", " "))
    blocks, left_out = [], []
    for start, group in _paragraphs(lines):
        if _is_table(group):
            blocks.append(_table(start, group))
            rules = [(at, line) for at, line in enumerate(group, start) if _is_rule_of_a_table(line)]
            left_out += [LeftOut(BlockSpot().inside(LINE, at), line, RULE_OF_TABLE) for at, line in rules]
        else:
            blocks += _lines(start, group)
    return Document(tuple(blocks), tuple(left_out), dressed=False)


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that stand together, with the number of the first."""
    group: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            group.append(line)
        elif group:
            yield number - len(group), group
            group = []


def _lines(start: int, group: list[str]) -> Iterator[Block]:
    """Yield a block for each line of a paragraph."""
    bold = ["b" if HEADING.match(line) else "" for line in group]
    text = "\n".join(HEADING.sub("", line, count=1) if line.startswith("#") else line for line in group)
    for line in dressed_lines(text):
        if bare(line.text).strip():
            spot = BlockSpot().inside(LINE, start + line.above)
            yield Block(spot, _in_dress(line.text, bold[line.above]), apart=line.apart)


def _in_dress(line: Text, dress: str) -> Text:
    """Return a line in one dress more, without the spaces that only ended it."""
    *before, last = line
    kept = (*before, last._replace(text=last.text.rstrip()))
    return tuple(run._replace(dress=run.dress if dress in run.dress else dress + run.dress) for run in kept)


def _is_table(group: list[str]) -> bool:
    """Say whether lines are rows of a table: strokes around each, or cells between tabs in each."""
    if len(group) > 1 and all(BETWEEN_STROKES.fullmatch(line.strip()) for line in group):
        return True
    return len(group) > 1 and all(line.count("\t") >= CELLS_LEAST - 1 for line in group)


def _is_rule_of_a_table(line: str) -> bool:
    return bool(BETWEEN_STROKES.fullmatch(line.strip()) and RULE_OF_A_TABLE.fullmatch(line))


def _table(start: int, group: list[str]) -> Block:
    rows = []
    for at, line in enumerate(group, start):
        if not _is_rule_of_a_table(line):
            spot = BlockSpot().inside(LINE, at)
            rows.append(tuple(_cell(text, column, spot) for column, text in enumerate(_cells(line))))
    return Block(BlockSpot().inside(LINE, start), table=Table(with_merged_heads(rows)), apart=True)


def _cells(line: str) -> list[str]:
    stripped = line.strip()
    return stripped[1:-1].split("|") if BETWEEN_STROKES.fullmatch(stripped) else line.split("\t")


def _cell(text: str, column: int, spot: BlockSpot) -> Cell:
    lines = [line.text for line in dressed_lines(text.strip()) if bare(line.text).strip()]
    return Cell(tuple(Block(spot, line) for line in lines), column)


Rows = Sequence[tuple[Cell, ...]]


def with_merged_heads(rows: Rows) -> tuple[tuple[Cell, ...], ...]:
    """Return rows whose heads are merged as blanks in them show.

    A blank head over a head belongs to the one on its left, a blank under a head to the one above.
    """
    if len(rows) < 2 or len(rows[0]) != len(rows[1]):  # noqa: PLR2004 - a head over a head
        return tuple(rows)
    over = [bool(above.blocks) or not below.blocks for above, below in zip(rows[0], rows[1], strict=True)]
    if all(over) or not over[0]:
        return tuple(rows)
    edges = [at for at, begins in enumerate(over) if begins] + [len(over)]
    heads = tuple(rows[0][at]._replace(span=end - at) for at, end in pairwise(edges))
    whole = {cell.column for cell in heads if cell.span == 1}
    below = tuple(cell._replace(continues=cell.column in whole and not cell.blocks) for cell in rows[1])
    return (heads, below, *rows[2:])
