"""How wide the columns of a form are, and how high its heading."""

from collections.abc import Sequence

from dispatch.excel.styles import PADDING, SIZE, text_height
from dispatch.forms import Table
from dispatch.model.column_kinds import COLUMN_KINDS
from dispatch.text import metrics


def column_widths(table: Table, room: float) -> tuple[float, ...]:
    """Return the width of each column in millimetres: its longest word, and its share of what is left.

    Where the words alone are wider than the page, the sheet is wider too and shrinks when it is printed.
    """
    needs = _needs(table)
    spare = max(0.0, room - sum(needs))
    share = sum(leaf.weight for leaf in table.leaves)
    return tuple(need + spare * leaf.weight / share for need, leaf in zip(needs, table.leaves, strict=True))


def _needs(table: Table) -> list[float]:
    needs = [_width(COLUMN_KINDS[leaf.kind].sample) for leaf in table.leaves]
    cells = [cell for row in table.body for cell in row.cells]
    for cell in (*table.heading, *cells):
        for run in cell.text if cell.columns == 1 else ():
            widest = max((_width(word, bold="b" in run.dress) for word in run.text.split()), default=0.0)
            needs[cell.column] = max(needs[cell.column], widest)
    return needs


def _width(text: str, *, bold: bool = False) -> float:
    return metrics.text_width(text, SIZE, bold=bold) + PADDING + 0.5


def heading_heights(table: Table, widths: Sequence[float]) -> list[float]:
    """Return the height of each row of the heading, so that every title is seen whole."""
    heights = [text_height((), 1.0)] * table.heading_rows
    for cell in sorted(table.heading, key=lambda cell: cell.rows):
        need = text_height(cell.text, sum(widths[cell.column : cell.column + cell.columns]))
        rows = slice(cell.row, cell.row + cell.rows)
        lack = max(0.0, need - sum(heights[rows])) / cell.rows
        heights[rows] = [height + lack for height in heights[rows]]
    return heights
