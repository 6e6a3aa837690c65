"""Cells as markup: their looks and the texts that many share by number, a formula beside its value."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from openpyxl.utils import get_column_letter as column_letter

from dispatch.excel.look import Look
from dispatch.excel.shown_days import EPOCH_1900
from dispatch.patterns import lazy_pattern
from dispatch.plain_text import one_line

ESCAPED = lazy_pattern(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read _x0041_ as an escaped letter
MARKUP = lazy_pattern('[&<>"]')
MARKED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
TEXT_MOST = 32_767  # letters of a cell of Excel

CellValue = str | int | Decimal | date | None


class WrittenCell(NamedTuple):
    """A cell: what it holds, its look, a formula that makes the same value, where it leads."""

    value: CellValue = None
    look: Look = Look()
    formula: str = ""
    link: str = ""


class SheetWriter:
    """Writes cells: knows the numbers of their looks and of the texts that many share, keeps their links."""

    def __init__(self) -> None:
        self.looks: dict[Look, int] = {Look(): 0}
        self.texts: dict[str, int] = {}
        self.links: list[tuple[str, str]] = []

    def shared(self, text: str, look: Look) -> str:
        """Return what stands behind the name of a cell whose text stands in many."""
        if not text:
            return self.held(WrittenCell(None, look))
        number = self.texts.setdefault(text, len(self.texts))
        return f'" s="{self._style(look)}" t="s"><v>{number}</v></c>'

    def held(self, cell: WrittenCell) -> str:
        """Return what stands behind the name of a cell."""
        value, look, formula, _ = cell
        style = self._style(look)
        if value is None and not formula:
            return f'" s="{style}"/>'
        if isinstance(value, str):
            letters = letters_in_cell(value)
            return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{letters}</t></is></c>'
        number = (value - EPOCH_1900).days if isinstance(value, date) else value
        reckoned = f"<f>{as_markup(formula)}</f>" if formula else ""
        return f'" s="{style}">{reckoned}<v>{number}</v></c>'

    def row(self, number: int, cells: Sequence[WrittenCell], high: float | None = None) -> str:
        """Return a row."""
        look = f' ht="{high:.1f}" customHeight="1"' if high else ""
        drawn = [
            f'<c r="{letter}{number}{self.held(cell)}'
            for letter, cell in zip(_letters_of(len(cells)), cells, strict=True)
        ]
        self.links += [
            (f"{column_letter(at)}{number}", cell.link) for at, cell in enumerate(cells, 1) if cell.link
        ]
        return f'<row r="{number}"{look}>{"".join(drawn)}</row>'

    def _style(self, look: Look) -> int:
        number = self.looks.get(look)
        return self.looks.setdefault(look, len(self.looks)) if number is None else number


@lru_cache(maxsize=64)
def _letters_of(count: int) -> tuple[str, ...]:
    """Return how Excel names the first columns."""
    return tuple(column_letter(at) for at in range(1, count + 1))


@lru_cache(maxsize=20_000)
def letters_in_cell(text: str) -> str:
    """Return the letters of a text as a cell holds them; most texts of a large sheet stand in many cells."""
    return as_markup(ESCAPED.sub("_x005F_", _plain(text)[:TEXT_MOST]))


def _plain(text: str) -> str:
    return text if text.isprintable() else "\n".join(map(one_line, text.split("\n")))


def as_markup(text: str) -> str:
    """Return a text as XML holds it."""
    return MARKUP.sub(lambda sign: MARKED[sign[0]], text) if MARKUP.search(text) else text
