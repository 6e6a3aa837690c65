"""The body of a letter as items: what sign each paragraph begins with, and of which kind that is."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dispatch.foreign.document import Block, BlockSpot, Table, cut, strip
from dispatch.foreign.letters import is_capital
from dispatch.foreign.lines import Line
from dispatch.foreign.signs import DASH
from dispatch.patterns import lazy_pattern
from dispatch.text.marks import Run, Text, bare

PARAGRAPH, TABLE = "doan", "bang"
LEVELS = {"muc": 0, "khoan": 1, "khoan_con": 2, "diem": 3, "gach": 4, "cong": 5}
SIGNS = (  # the first that fits; what stands behind the sign is the item
    ("muc", lazy_pattern(r"(?P<sign>[IVXL]+\s*[./)])\s*(?=\S)")),
    ("khoan_con", lazy_pattern(r"(?P<sign>\d{1,2}(?:\.\d{1,2})+\s*[./)]?)\s+(?=\S)")),
    ("khoan", lazy_pattern(r"(?P<sign>\d{1,3}\s*[./)])\s*(?=\D)")),
    ("diem", lazy_pattern(r"(?P<sign>[a-zđ]{1,2}\s*\))\s*(?=\S)")),
    ("gach", lazy_pattern(r"(?P<sign>[-–—•])\s*(?=\S)")),
    ("cong", lazy_pattern(r"(?P<sign>\+)\s*(?=\S)")),
)
OPEN = lazy_pattern(r".*[^.:;!?/)”\"]$")
HEADING_MOST = 250


class Item(NamedTuple):
    """A paragraph of the body with the sign it begins with, or a table."""

    kind: str
    sign: str
    text: Text
    spot: BlockSpot
    table: Table | None = None
    bold: bool = False
    italic: bool = False

    @property
    def letters(self) -> str:
        """The text without sign and dress."""
        return " ".join(bare(self.text).split())

    @property
    def is_heading(self) -> bool:
        """Whether it only announces what follows."""
        ends = self.letters.endswith(":") or (self.bold and not self.letters.endswith((".", ";")))
        return self.kind not in (PARAGRAPH, TABLE) and ends and len(self.letters) <= HEADING_MOST


def items_of(lines: Sequence[Line], *, dressed: bool) -> list[Item]:
    """Return the paragraphs and tables of some lines in order, each with its sign."""
    return [_item(block) for block in _paragraphs(lines, dressed=dressed)]


def _paragraphs(lines: Iterable[Line], *, dressed: bool) -> list[Block]:
    """Return lines as paragraphs: in a text file one may go on over several lines."""
    whole: list[Block] = []
    for line in lines:
        block = line.block
        if not dressed and whole and _goes_on(whole[-1], line):
            text = (*whole[-1].text, Run(" "), *block.text)
            whole[-1] = whole[-1]._replace(text=text)
        else:
            whole.append(block)
    return whole


def _goes_on(above: Block, line: Line) -> bool:
    """Say whether a line of a text file goes on with the paragraph above it."""
    if line.is_table or above.table or line.block.apart or _sign_of(line.text)[0] != PARAGRAPH:
        return False
    return bool(OPEN.match(above.letters)) and not is_capital(above.letters)


def _item(block: Block) -> Item:
    if block.table:
        return Item(TABLE, "", (), block.spot, block.table)
    text = _on_one_line(strip(block.text))
    kind, sign, start = _sign_of(bare(text))
    if block.number:
        kind, sign, start = _kind_of_number(block.number), block.number.strip(), 0
    rest = cut(text, start)
    if kind == "muc" and not (block.is_bold or is_capital(bare(rest))):
        kind, sign, rest = PARAGRAPH, "", text
    return Item(kind, sign, rest, block.spot, bold=block.is_bold, italic=block.is_italic)


def _on_one_line(text: Text) -> Text:
    """Return a text whose tabs and runs of spaces are one space each."""
    runs, space = [], True
    for run in text:
        words = " ".join(run.text.split())
        lead = " " if run.text[:1].isspace() and not space else ""
        trail = " " if words and run.text[-1:].isspace() else ""
        shown = f"{lead}{words}{trail}"
        space = shown.endswith(" ") if shown else space
        runs.append(run._replace(text=shown))
    return tuple(run for run in runs if run.text or run.note)


def _sign_of(text: str) -> tuple[str, str, int]:
    """Return the kind of an item, its sign, and where its text begins."""
    for kind, pattern in SIGNS:
        found = pattern.match(text)
        if found:
            return kind, "".join(found["sign"].split()), found.end()
    return PARAGRAPH, "", 0


def _kind_of_number(number: str) -> str:
    """Return which kind of item an automatic number begins."""
    if DASH.match(f"{number} x"):
        return "cong" if number.strip() == "+" else "gach"
    return _sign_of(f"{number} x")[0]
