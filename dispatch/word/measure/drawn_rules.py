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
    shared = [lines[at].cell for at in ruled.values()]
    for at, line in enumerate(lines):
        if ruled.get(line.role) == at:
            below = lines[at + 1] if at + 1 < len(lines) else None
            yield line._replace(rule=_rule(line, below, shapes, is_alone=shared.count(line.cell) == 1))
        else:
            yield line


def _shapes(standing: Sequence[Standing]) -> Iterator[Shape]:
    for one in standing:
        for length in drawn_lines(one):
            if length >= SHORTEST:
                yield Shape(one.cell, one.number, length)


def _rule(
    line: MeasuredLine, below: MeasuredLine | None, shapes: Sequence[Shape], *, is_alone: bool
) -> Rule | None:
    """Return the rule under a text: a border or a lone line near it; of several nobody can say which is meant."""
    inside = [shape for shape in shapes if line.cell is not None and shape.cell == line.cell]
    near = [shape for shape in shapes if inside or _is_near(shape, line)]
    if line.rule and len(near) <= 1:
        return line.rule
    if below is not None and below.cell == line.cell and is_drawn(below.text.strip()):
        return Rule(below.width, "single" if SOLID.issuperset(below.text.strip()) else "typed")
    if len(inside) == 1 and is_alone:
        return Rule(inside[0].length, "single")
    return SOMEWHERE if near else line.rule


def _is_near(shape: Shape, line: MeasuredLine) -> bool:
    """Say whether a line may be meant to stand under a text, though it hangs elsewhere."""
    in_its_table = bool(shape.cell and line.cell and shape.cell.table == line.cell.table)
    return in_its_table or abs(shape.number - line.place.line) <= NEAR
