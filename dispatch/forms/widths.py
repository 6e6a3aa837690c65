"""How wide the columns of a table are on paper, and in which size its cells are set."""

from functools import lru_cache
from typing import NamedTuple

from dispatch.forms.grid import Table
from dispatch.text import metrics

CELL_MARGIN = 1.0  # mm
CELL_SIZES = (12.0, 10.5, 9.0, 8.0)  # points, the largest first
READABLE = 10.5  # points: what is smaller is told
SLACK = 0.5  # mm


class Fit(NamedTuple):
    """The size of the cells of a table and the widths of its columns, in millimetres."""

    size: float
    widths: tuple[float, ...]
    whole: bool
    """Whether the longest words fit their columns."""


@lru_cache(maxsize=64)
def fit_table(table: Table, room: float) -> Fit:
    """Return the largest size in which the longest words fit their columns, and how wide these are."""
    tries = [
        (size, [need + 2 * CELL_MARGIN + SLACK for need in _needs_of_all(table, size)]) for size in CELL_SIZES
    ]
    size, needs = next((fit for fit in tries if sum(fit[1]) <= room), tries[-1])
    weights = [leaf.weight for leaf in table.leaves]
    widths = _exact(needs, weights, room) if table.exact else _shared(needs, weights, room)
    return Fit(size, tuple(widths), sum(needs) <= room)


def _shared(needs: list[float], weights: list[float], room: float) -> list[float]:
    """Return for each column what its longest word needs, and its share of what is left."""
    spare = max(0.0, room - sum(needs))
    squeeze = min(1.0, room / sum(needs))
    return [
        need * squeeze + spare * weight / sum(weights) for need, weight in zip(needs, weights, strict=True)
    ]


def _exact(needs: list[float], weights: list[float], room: float) -> list[float]:
    """Return widths in the proportions asked for; a column whose longest word needs more has just that."""
    if sum(needs) > room:
        return _shared(needs, weights, room)
    held: set[int] = set()
    while True:
        free = room - sum(needs[at] for at in held)
        share = free / sum(weight for at, weight in enumerate(weights) if at not in held)
        short = {at for at, weight in enumerate(weights) if at not in held and weight * share < needs[at]}
        if not short:
            return [needs[at] if at in held else weight * share for at, weight in enumerate(weights)]
        held |= short


def _needs_of_all(table: Table, size: float) -> list[float]:
    """Return what the columns of a table need, and of those that are to stand in line with it."""
    return [
        max(needs) for needs in zip(*(_needs(each, size) for each in (table, *table.beside)), strict=True)
    ]


def _needs(table: Table, size: float) -> list[float]:
    """Return for each column the width of its longest unbreakable word, in millimetres."""
    needs = [4.0] * table.columns
    cells = [cell for cell in table.heading if cell.columns == 1]
    cells += [cell for row in table.body for cell in row.cells if cell.columns == 1]
    for cell in cells:
        for run in cell.text:
            for word in run.text.split():
                wide = metrics.text_width(word, size, bold="b" in run.dress, italic="i" in run.dress)
                needs[cell.column] = max(needs[cell.column], wide)
    return needs
