"""A document of another office as it stands in its file: blocks with their places, and what was left out.

Readers of every format make this one value; nothing in it is interpreted yet.
"""

from collections.abc import Iterator
from typing import NamedTuple

from dispatch.problem import N_, Say
from dispatch.text.marks import Run, Text, bare

PARAGRAPH, TABLE, ROW, CELL = N_("đoạn"), N_("bảng"), N_("hàng"), N_("ô")
BOX, NOTE, PAGE, LINE = N_("khung chữ"), N_("chú thích"), N_("trang"), N_("dòng")
HEADER, FOOTER, ENDNOTE = N_("đầu trang"), N_("chân trang"), N_("chú thích cuối")

FULL, LEFT, RIGHT, BOXED = "full", "left", "right", "boxed"

HIDDEN, WHITE, TINY = N_("chữ ẩn"), N_("chữ trắng trên nền trắng"), N_("chữ nhỏ không đọc được")
DELETED = N_("đã xóa khi theo dõi sửa đổi")
PAGE_NUMBER, OF_THE_MARGIN = N_("số trang"), N_("chữ ở đầu trang hoặc chân trang")
OF_THE_NOTES = N_("chú thích, không rõ của chữ nào")
RULED_LINE = N_("đường kẻ gõ bằng ký tự")
SIGNED, DRAFT_MARK, FILE_PATH = N_("ghi chú thay chữ ký"), N_("dấu dự thảo"), N_("đường dẫn tệp")


class BlockSpot(NamedTuple):
    """Where something stands: from the outermost step to the innermost, `bảng 1, hàng 2, ô 1`."""

    steps: tuple[tuple[str, int], ...] = ()
    box: tuple[float, ...] = ()  # on a page: left, top, right, bottom in mm

    def inside(self, kind: str, number: int) -> "BlockSpot":
        """Return a place inside this one."""
        return BlockSpot((*self.steps, (kind, number)))

    def text(self, say: Say = str) -> str:
        """Return the place in words."""
        return ", ".join(f"{say(kind)} {number}" for kind, number in self.steps)

    def __str__(self) -> str:
        """Render in Vietnamese."""
        return self.text()


class Block(NamedTuple):
    """A line or a paragraph with its dress, or a table."""

    spot: BlockSpot
    text: Text = ()
    column: str = FULL
    align: str = "left"
    indent: float = 0.0  # mm, of the first line
    size: float = 0.0  # points; 0 where a format has none
    number: str = ""  # what an automatic list prints before the text
    apart: bool = False  # something empty stands above it, or a new page begins
    table: "Table | None" = None

    @property
    def letters(self) -> str:
        """The text without its dress, on one line."""
        return " ".join(bare(self.text).split())

    def share(self, dress: str) -> float:
        """Return what part of the letters wears a dress."""
        counted = [(len(run.text.strip()), dress in run.dress) for run in self.text]
        whole = sum(count for count, _ in counted)
        return sum(count for count, wears in counted if wears) / whole if whole else 0.0

    @property
    def is_bold(self) -> bool:
        """Whether most of it is bold."""
        return self.share("b") > HALF

    @property
    def is_italic(self) -> bool:
        """Whether most of it is italic."""
        return self.share("i") > HALF


HALF = 0.5


class Cell(NamedTuple):
    """A cell of a table: what stands in it, where it begins, how many columns it takes."""

    blocks: tuple[Block, ...] = ()
    column: int = 0
    span: int = 1
    continues: bool = False  # it belongs to the cell above

    @property
    def letters(self) -> str:
        """The text of the cell on one line."""
        return " ".join(filter(None, (block.letters for block in every_block(self.blocks))))


class Table(NamedTuple):
    """A table as it stands: rows of cells, and whether lines are drawn between them."""

    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool = True

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((cell.column + cell.span for row in self.rows for cell in row), default=0)


class LeftOut(NamedTuple):
    """Letters that stand in the file and in no block, with the reason."""

    spot: BlockSpot
    text: str
    why: str


class Document(NamedTuple):
    """A document of another office, whatever format it came from."""

    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = ()
    dressed: bool = True  # the format tells bold, italic and alignment
    translated: bool = False  # some of it was typed in fonts from before Unicode
    recognized: bool = False  # its letters were told by an engine that looked at pictures


def every_block(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks that hold text, those inside tables too, as they are read."""
    for block in blocks:
        if block.table is None:
            yield block
        else:
            for row in block.table.rows:
                for cell in row:
                    yield from every_block(cell.blocks)


def split_at(text: Text, separators: str) -> list[Text]:
    """Return the pieces of a text between some characters, each with its dress."""
    pieces: list[list[Run]] = [[]]
    for run in text:
        rest = run.text
        while (at := next((i for i, c in enumerate(rest) if c in separators), -1)) >= 0:
            pieces[-1].append(run._replace(text=rest[:at]))
            pieces.append([])
            rest = rest[at + 1 :]
        pieces[-1].append(run._replace(text=rest))
    return [tuple(run for run in piece if run.text or run.note) for piece in pieces]


def cut(text: Text, start: int, end: int | None = None) -> Text:
    """Return the letters of a text from one place to another, dressed as they were."""
    kept, at = [], 0
    for run in text:
        piece = run.text[max(0, start - at) : None if end is None else max(0, end - at)]
        inside = (start < at or at == start == 0) and (
            end is None or at <= end
        )  # a note ends what it follows
        if piece or (run.note and inside):
            kept.append(run._replace(text=piece))
        at += len(run.text)
    return tuple(kept)


def strip(text: Text) -> Text:
    """Return a text without spaces at its ends."""
    whole = bare(text)
    start = len(whole) - len(whole.lstrip())
    return cut(text, start, max(start, len(whole.rstrip()))) if whole.strip() else notes_of(text)


def notes_of(text: Text) -> Text:
    """Return only the footnotes of a text."""
    return tuple(run for run in text if run.note)
