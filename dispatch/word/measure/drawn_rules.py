"""The lines under names in a file of anybody's: drawn or typed, and often hung on another paragraph than the one they stand under."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch.foreign.letters import is_drawn
from dispatch.rules.measures import SOMEWHERE, Cell, MeasuredLine, Rule
from dispatch.word.measure.lines import drawn_lines
from dispatch.word.measure.standing import Standing

RULED = ("TieuNgu", "CoQuan", "TrichYeuTenLoai", "KemTheo")
NEAR = 3  # paragraphs
SHORTEST = 3.0  # mm
SOLID = frozenset("_—―⎯─ ")


class Shape(NamedTuple):
    """A line that is drawn: where it hangs, how long it is."""

    cell: Cell | None
    number: int
    length: float


def with_drawn_rules(standing: Sequence[Standing], lines: Sequence[MeasuredLine]) -> Iterator[MeasuredLine]:
    """Yield lines with what is drawn under those that are asked to have a rule."""
    shapes = [*_shapes(standing)]
    ruled = {line.role: at for at, line in enumerate(lines) if line.role in RULED}
    cells = [lines[at].cell for at in ruled.values()]
    own = {cell: found for cell in cells if (found := _only_one(cell, cells, shapes))}
    free = [shape for shape in shapes if shape not in own.values()]
    for at, line in enumerate(lines):
        if ruled.get(line.role) == at:
            below = lines[at + 1] if at + 1 < len(lines) else None
            yield line._replace(rule=_rule(line, below, own.get(line.cell), free))
        else:
            yield line


def _only_one(cell: Cell | None, ruled: Sequence[Cell | None], shapes: Sequence[Shape]) -> Shape | None:
    """Return the only line that is drawn in a cell, if it holds only one text that is to have one."""
    inside = [shape for shape in shapes if shape.cell == cell]
    return inside[0] if cell is not None and len(inside) == 1 and ruled.count(cell) == 1 else None


def _shapes(standing: Sequence[Standing]) -> Iterator[Shape]:
    for one in standing:
        for length in drawn_lines(one):
            if length >= SHORTEST:
                yield Shape(one.cell, one.number, length)


def _rule(
    line: MeasuredLine, below: MeasuredLine | None, own: Shape | None, free: Sequence[Shape]
) -> Rule | None:
    """Return the rule under a text: a border, characters, a line of its own; of others nobody can say which is meant."""
    near = any(_is_near(shape, line) for shape in free)
    if line.rule and not near:
        return line.rule
    if below is not None and below.cell == line.cell and is_drawn(below.text.strip()):
        return Rule(below.width, "single" if SOLID.issuperset(below.text.strip()) else "typed")
    if own:
        return Rule(own.length, "single")
    return SOMEWHERE if near else line.rule


def _is_near(shape: Shape, line: MeasuredLine) -> bool:
    """Say whether a line may be meant to stand under a text, though it hangs elsewhere."""
    in_its_table = bool(shape.cell and line.cell and shape.cell.table == line.cell.table)
    return in_its_table or abs(shape.number - line.place.line) <= NEAR
