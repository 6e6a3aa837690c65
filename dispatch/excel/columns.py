"""How wide the columns of a form are, and how high its heading."""

from collections.abc import Sequence

from dispatch.excel.styles import PADDING, SIZE, text_height
from dispatch.forms import Table
from dispatch.text import metrics

SAMPLES = {"chu": "", "lua_chon": "", "so_nguyen": "99.999", "so_thap_phan": "99.999", "phan_tram": "99,99%"}
DAY = "31/12/2026"


def column_widths(table: Table, room: float) -> tuple[float, ...]:
    """Return the width of each column in millimetres: its longest word, and its share of what is left.

    Where the words alone are wider than the page, the sheet is wider too and shrinks when it is printed.
    """
    needs = _needs(table)
    spare = max(0.0, room - sum(needs))
    share = sum(leaf.weight for leaf in table.leaves)
    return tuple(need + spare * leaf.weight / share for need, leaf in zip(needs, table.leaves, strict=True))


def _needs(table: Table) -> list[float]:
    needs = [_width(SAMPLES.get(leaf.kind, DAY)) for leaf in table.leaves]
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
        wanted = text_height(cell.text, sum(widths[cell.column : cell.column + cell.columns]))
        covered = slice(cell.row, cell.row + cell.rows)
        missing = max(0.0, wanted - sum(heights[covered])) / cell.rows
        heights[covered] = [high + missing for high in heights[covered]]
    return heights
