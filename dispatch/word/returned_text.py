"""A form of text that came back as a Word file: its answers, found between the words that are fixed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from dispatch.forms import LeafColumn, Structure
from dispatch.forms.returned import FoundCell, left_out, unreadable
from dispatch.forms.text_blanks import AROUND_ANSWER, Gap, find_gaps
from dispatch.model.column_kinds import DEFAULT_KIND
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.text.nonbreaking import as_typed
from dispatch.word.package.names import W
from dispatch.word.seen.cell import read_paragraph
from dispatch.word.seen.looks import Piece
from dispatch.word.seen.styles import P_PR, RunStyles

CHANGED = Fault(
    "F090",
    N_("phần chữ của biểu bị sửa: không thấy '{words}' ở đúng chỗ"),
    N_("chép câu trả lời sang biểu gốc, chỉ ghi vào chỗ điền"),
)
UNSURE = N_("chữ trùng với chữ của biểu ở ngay cạnh, không rõ điền đến đâu")
PARAGRAPH = W + "p"
SENTENCES = frozenset(  # the styles of paragraphs that a form of text has
    (
        *("Nội dung", "Mục I.", "Khoản 1.", "Khoản 1. có tiêu đề", "Điểm a)"),
        *("Gạch đầu dòng", "Dấu cộng"),
    )
)


class ReadText(NamedTuple):
    """The sentences of a returned form as one text, and which of it each paragraph is."""

    text: str
    pieces: tuple[Piece, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def pieces_in(self, gap: Gap) -> tuple[Piece, ...]:
        """Return the paragraphs that an answer stands in."""
        return self.pieces[bisect_left(self.ends, gap.begin) : bisect_right(self.begins, gap.end)]


def is_sentence(block: etree._Element, styles: RunStyles) -> bool:
    """Say whether a block is a paragraph that a form of text has in its body."""
    return block.tag == PARAGRAPH and styles.name(styles.paragraph_style(block.find(P_PR))) in SENTENCES


def read_answers(
    blocks: Sequence[etree._Element], structure: Structure, styles: RunStyles
) -> tuple[tuple[FoundCell, ...], tuple[Problem, ...]]:
    """Return the answers of a form of text, one for each blank, and what keeps them from being read."""
    read = _text_of([read_paragraph(block, styles) for block in blocks if is_sentence(block, styles)])
    gaps = find_gaps(read.text, structure.words)
    if isinstance(gaps, str):
        nothing = tuple(FoundCell("", place_of(leaf)) for leaf in structure.leaves)
        return nothing, (CHANGED.at(words=shorten(gaps)),)
    cells = zip(structure.leaves, gaps, strict=True)
    return tuple(_answer(leaf, gap, read) for leaf, gap in cells), ()


def titles_of(structure: Structure) -> Iterator[tuple[FoundCell, int, int, int, int]]:
    """Yield the heading of a form of text, which stands nowhere and is as it was."""
    for text, row, column, rows, columns in structure.heading:
        yield FoundCell(text, text), row, column, rows, columns


def place_of(leaf: LeafColumn) -> str:
    """Return how a blank of a form of text is called."""
    return f"'{leaf.title}'"


def _text_of(pieces: Sequence[Piece]) -> ReadText:
    """Return what paragraphs say, one behind another with a blank between them."""
    said = [(" ".join(as_typed(piece.text).split()), piece) for piece in pieces]
    said = [(text, piece) for text, piece in said if text or piece.unread or piece.left_out]
    texts = [text for text, _ in said]
    behind = list(accumulate(len(text) + 1 for text in texts))
    begins = tuple(end - 1 - len(text) for end, text in zip(behind, texts, strict=True))
    ends = tuple(end - 1 for end in behind)
    return ReadText(" ".join(texts), tuple(piece for _, piece in said), begins, ends)


def _answer(leaf: LeafColumn, gap: Gap, read: ReadText) -> FoundCell:
    place = place_of(leaf)
    answer = read.text[gap.begin : gap.end].strip(AROUND_ANSWER)
    doubts = unreadable(answer, place, "" if gap.is_sure else UNSURE)
    remarks: tuple[Problem, ...] = ()
    for piece in read.pieces_in(gap):
        objection = piece.unread or ("" if leaf.kind == DEFAULT_KIND else piece.no_value)
        doubts += unreadable(answer, place, objection)
        remarks += left_out(answer, place, piece.left_out)
    return FoundCell(answer, place, doubts, remarks)
