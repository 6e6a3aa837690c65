"""A table of somebody's document as a letter of ours describes it: a tree of columns and the rows."""

from collections.abc import Sequence
from typing import NamedTuple

from dispatch.drafting.commented_yaml import Value
from dispatch.foreign.document import Cell, Table, every_block
from dispatch.patterns import lazy_pattern
from dispatch.text import wording
from dispatch.text.marking import typed_text
from dispatch.text.marks import Run

LEFTWARD, UPWARD = "<", "^"
HEADER_MOST = 4  # rows
COLUMN_NUMBER = lazy_pattern(r"\(?(?:\d{1,2}|[A-ZĐ])\)?(?:\s*[=+]\s*[\d=+()\s-]+)?")
Row = Sequence[Cell]


def table_values(table: Table) -> dict[str, Value]:
    """Return a table under the keys of a `bang`: every letter of it, merged cells too."""
    rows = [row for row in table.rows if row]
    deep = _header_rows(rows)
    columns = _columns(rows[:deep], 0, table.width, 0)
    if _count(columns) != table.width:
        deep, columns = 0, tuple("" for _ in range(table.width))
    numbers = _column_numbers(rows[deep : deep + 1], table.width)
    body = rows[deep + bool(numbers) :]
    values: dict[str, Value] = {"cot": columns, "so_cot": numbers, "dong": tuple(_rows(body, table.width))}
    return {key: value for key, value in values.items() if value}


# --- columns ----------------------------------------------------------------------------------------


def _header_rows(rows: Sequence[Row]) -> int:
    """Return how many rows are the heads of columns."""
    if len(rows) <= 1:
        return len(rows)
    deepest = max(_depth(rows, cell) for cell in rows[0])
    if deepest == 1 and len(rows[0]) > 1 and any(cell.span > 1 for cell in rows[0]):
        deepest = 2
    return deepest if deepest <= HEADER_MOST and deepest < len(rows) else 1


def _depth(rows: Sequence[Row], cell: Cell) -> int:
    """Return how many rows a cell of the first row takes."""
    below = 1
    while below < len(rows) and any(c.continues and c.column == cell.column for c in rows[below]):
        below += 1
    return below


def _columns(head: Sequence[Row], start: int, end: int, level: int) -> tuple[Value, ...]:
    """Return the columns between two edges, as the heads from one level down name them."""
    if level >= len(head):
        return tuple("" for _ in range(end - start))
    found: list[Value] = []
    for cell in head[level]:
        if start <= cell.column < end:
            found += _column(head, cell, level)
    return tuple(found)


def _column(head: Sequence[Row], cell: Cell, level: int) -> list[Value]:
    """Return one column, or a group of columns; a head goes on below where a column is not parted."""
    name = _head_text(cell) if not cell.continues else ""
    edge = cell.column + cell.span
    if cell.span == 1:
        below = [
            _head_text(c)
            for row in head[level + 1 :]
            for c in row
            if c.column == cell.column and not c.continues
        ]
        return [wording.join_filled([name, *below])]
    inside = _columns(head, cell.column, edge, level + 1)
    if cell.continues:
        return list(inside)
    return [{"ten": name, "con": inside}]


def _count(columns: Sequence[Value]) -> int:
    """Return how many columns hold cells."""
    return sum(_count(c["con"]) if isinstance(c, dict) else 1 for c in columns)


def _head_text(cell: Cell) -> str:
    """Return the head of a column; that it is bold goes without saying."""
    lines = [
        tuple(run._replace(dress=run.dress.replace("b", "")) for run in block.text)
        for block in every_block(cell.blocks)
    ]
    return " ".join(" ".join(typed_text(line).split()) for line in lines)


def _column_numbers(rows: Sequence[Row], width: int) -> tuple[str, ...]:
    """Return the labels of the row that numbers the columns, or nothing."""
    labels = [cell.letters for row in rows for cell in row]
    numbered = len(labels) == width and sum(bool(COLUMN_NUMBER.fullmatch(label)) for label in labels)
    enough = (
        numbered and numbered >= max(2, width - 1) and not any(cell.span > 1 for row in rows for cell in row)
    )
    return tuple(labels) if enough else ()


# --- rows -------------------------------------------------------------------------------------------


def _rows(rows: Sequence[Row], width: int) -> list[Value]:
    found: list[Value] = []
    blank = 0
    for row in rows:
        cells = _cells(row, width)
        if not any(cells):
            blank += 1
            continue
        found += [{"trong": str(blank)}] if blank else []
        blank = 0
        found.append(_row(row, cells, width))
    return found + ([{"trong": str(blank)}] if blank else [])


def _row(row: Row, cells: Sequence[str], width: int) -> Value:
    whole = len(row) == 1 and row[0].span >= width > 1
    if whole and cells[0] and all(block.is_bold for block in every_block(row[0].blocks)):
        return {"nhom": _head_text(row[0])}
    return {"o": tuple(cells)}


def _cells(row: Row, width: int) -> list[str]:
    """Return the cells of a row, merged ones by the signs for it."""
    texts = [""] * width
    for cell in row:
        text = UPWARD if cell.continues else _cell_text(cell)
        texts[cell.column : cell.column + cell.span] = [text, *[LEFTWARD] * (cell.span - 1)]
    return texts[:width]


def _cell_text(cell: Cell) -> str:
    lines = [
        " ".join(typed_text(_numbered(block.number, block.text)).split())
        for block in every_block(cell.blocks)
    ]
    text = "\n".join(filter(None, lines))
    return f"\\{text}" if text in (LEFTWARD, UPWARD) else text


def _numbered(number: str, text: tuple[Run, ...]) -> tuple[Run, ...]:
    return (Run(f"{number} "), *text) if number else text


# --- what a table is --------------------------------------------------------------------------------

BLANK_LEAST = 0.4


class Filling(NamedTuple):
    """How much of a table is left to be filled in."""

    cells: int
    blank: int

    @property
    def is_form(self) -> bool:
        """Whether so much is left blank that it is a form."""
        return self.cells > 0 and self.blank >= BLANK_LEAST * self.cells


def filling(table: Table) -> Filling:
    """Return how much of the rows of a table is left to be filled in."""
    rows = [row for row in table.rows if row]
    body = [cell for row in rows[_header_rows(rows) :] for cell in row if not cell.continues]
    return Filling(len(body), sum(not cell.letters.strip(" .…_/") for cell in body))
