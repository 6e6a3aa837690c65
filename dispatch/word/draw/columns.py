"""How wide the columns of a table are, and in which size its cells are set."""

from functools import lru_cache

from dispatch.forms import GridCell, Table
from dispatch.text import metrics

TWIPS_PER_MM = 1440 / 25.4
CELL_MARGIN = 1.0  # mm
TABLE_STYLES = (("OBang", 12.0), ("OBangVua", 10.5), ("OBangNho", 9.0), ("OBangRatNho", 8.0))


def twips(mm: float) -> int:
    """Return millimetres in twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def heading_rows(table: Table) -> list[list[tuple[GridCell, bool]]]:
    """Return the heading row by row; a cell that covers several rows comes again in each."""
    rows: list[list[tuple[GridCell, bool]]] = [[] for _ in range(table.heading_rows)]
    for cell in table.heading:
        for offset in range(cell.rows):
            rows[cell.row + offset].append((cell, offset > 0))
    return [sorted(row, key=lambda pair: pair[0].column) for row in rows]


@lru_cache(maxsize=64)
def fit_columns(table: Table, room: float) -> tuple[str, tuple[int, ...]]:
    """Return the largest cell style whose longest words fit their columns, and the column widths in twips."""
    tries = [
        (role, [need + 2 * CELL_MARGIN + 0.5 for need in _needs(table, size)]) for role, size in TABLE_STYLES
    ]
    role, needs = next((fit for fit in tries if sum(fit[1]) <= room), tries[-1])
    spare = max(0.0, room - sum(needs))
    weights = [leaf.weight for leaf in table.leaves]
    share = sum(weights)
    squeeze = min(1.0, room / sum(needs))
    return role, tuple(
        twips(need * squeeze + spare * weight / share) for need, weight in zip(needs, weights, strict=True)
    )


def _needs(table: Table, size: float) -> list[float]:
    """Return for each column the width of its longest unbreakable word, in millimetres."""
    needs = [4.0] * table.columns
    cells = [cell for cell in table.heading if cell.columns == 1]
    cells += [cell for row in table.body for cell in row.cells if cell.columns == 1]
    for cell in cells:
        for run in cell.text:
            for word in run.text.split():
                wide = metrics.text_width(word, size, bold="b" in run.dress)
                needs[cell.column] = max(needs[cell.column], wide)
    return needs
