"""Strips one below the other, and the cells that some of them share."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch.pages.manuscript import CannotLayOut
from dispatch.pages.strips import Drawing, PlacedFrame, PlacedRule, Strip, TallCell, join_drawings
from dispatch.problem import N_

PARTED_CELL = N_("có ô gộp của bảng bị chia sang trang sau mà chữ không đủ chỗ")


class Fall(NamedTuple):
    """A strip, and how far below the top it begins; `again` if it has been on a page before."""

    strip: Strip
    top: int
    again: bool = False


class Stack(NamedTuple):
    """Strips one below the other, that no page parts: what stands in a cell, a head, a note."""

    height: int
    drawing: Drawing
    notes: tuple[int, ...]


def stack_strips(strips: Sequence[Strip]) -> Stack:
    """Return strips one below the other; the room above the first and below the last counts."""
    falls, top, after = [], 0, 0
    for strip in strips:
        top += max(after, strip.before)
        falls.append(Fall(strip, top))
        top, after = top + strip.height, strip.after
    drawing = draw_falls(falls, {})
    return Stack(top + after, drawing, tuple([note for strip in strips for note in strip.notes]))


class _Part(NamedTuple):
    """As much of a cell of several rows as stands on one page."""

    cell: TallCell
    row: int
    top: int
    bottom: int
    ends: bool
    again: bool


def draw_falls(falls: Sequence[Fall], placed: dict[int, int], left: int = 0, top: int = 0) -> Drawing:
    """Return all that stands in strips, from a corner on.

    How much of a cell of several rows has stood on pages before is looked up in `placed`, and noted there.
    """
    drawings = [fall.strip.drawing.moved(left, top + fall.top) for fall in falls]
    for part in _parts(falls):
        drawn = _draw_part(part, {} if part.again else placed).moved(left, top)
        drawings[part.row] = _in_order(drawings[part.row], drawn)
    return join_drawings(drawings)


def _parts(falls: Sequence[Fall]) -> list[_Part]:
    """Return the cells of several rows, as far as they stand here."""
    parts: dict[tuple[int, bool], _Part] = {}
    for row, fall in enumerate(falls):
        for share in fall.strip.shared:
            key, bottom = (id(share.cell), fall.again), fall.top + share.height
            known = parts.get(key) or _Part(share.cell, row, fall.top, bottom, share.last, fall.again)
            parts[key] = known._replace(bottom=bottom, ends=share.last)
    return list(parts.values())


def _draw_part(part: _Part, placed: dict[int, int]) -> Drawing:
    """Return the text of a cell as far as it fits, where the cell lets it stand, and the lines around it."""
    cell, room = part.cell, part.bottom - part.top - part.cell.line.thickness
    start = placed.get(id(cell), 0)
    stack, count = _fitting(cell.strips[start:], room)
    placed[id(cell)] = start + count
    if part.ends and start + count < len(cell.strips):
        raise CannotLayOut(PARTED_CELL)
    free = room - stack.height
    down = {"center": free // 2, "bottom": free}.get(cell.align, 0)
    text = stack.drawing.moved(cell.inner, part.top + cell.line.thickness + down)
    return join_drawings([text, Drawing(rules=tuple(_rules(part)), frames=(_frame(part),))])


def _fitting(strips: Sequence[Strip], room: int) -> tuple[Stack, int]:
    """Return as many strips as stand in a room, and how many these are."""
    for count in range(len(strips), 0, -1):
        stack = stack_strips(strips[:count])
        if stack.height <= room:
            return stack, count
    return stack_strips(()), 0


def _frame(part: _Part) -> PlacedFrame:
    return PlacedFrame(part.cell.left, part.top, part.cell.width, part.bottom - part.top)


def _rules(part: _Part) -> Iterator[PlacedRule]:
    """Yield the lines around a cell, which close it wherever a page ends."""
    line = part.cell.line
    thick = line.thickness
    if not thick:
        return
    left, across = part.cell.left - thick // 2, part.cell.width + thick
    height = part.bottom - part.top
    for top in (part.top, part.bottom):
        yield PlacedRule(left, top, across, thick, part.cell.role, line.colour)
    for side in (left, left + part.cell.width):
        yield PlacedRule(side, part.top, thick, height, part.cell.role, line.colour)


def _in_order(row: Drawing, cell: Drawing) -> Drawing:
    """Return a row and a cell that begins in it, its texts from left to right."""
    joined = join_drawings([row, cell])
    return joined._replace(texts=tuple(sorted(joined.texts, key=lambda text: text.left)))
