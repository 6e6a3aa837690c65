"""Strips fall into pages: as many as there is room for, never parted where one stays with the next."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from dispatch.pages.manuscript import CannotLayOut
from dispatch.pages.stacks import Fall
from dispatch.pages.strips import Strip
from dispatch.problem import N_

TOO_TALL = N_("có dòng của bảng cao hơn trang giấy")


class FilledPage(NamedTuple):
    """The strips of a page, and the notes at its foot."""

    falls: tuple[Fall, ...]
    notes: tuple[int, ...]


def fill_pages(
    strips: Sequence[Strip], room: Callable[[int], int], notes_height: Callable[[Sequence[int]], int]
) -> Iterator[FilledPage]:
    """Yield the pages of a section; `room` says how high the text of the n-th of them may be."""
    waiting, start, number = list(strips), 0, 0
    while start < len(waiting):
        end = _end_of_page(waiting, start, room(number), notes_height, fresh=number == 0)
        falls = tuple(_falls(waiting[start:end], fresh=number == 0))
        yield FilledPage(falls, tuple([note for fall in falls for note in fall.strip.notes]))
        start, number = end, number + 1


def _end_of_page(
    strips: list[Strip],
    start: int,
    room: int,
    notes_height: Callable[[Sequence[int]], int],
    *,
    fresh: bool,
) -> int:
    """Return the first strip that stands on the next page; a row that a page's end parts becomes two."""
    bottom = sum(head.height for head in strips[start].heads)
    notes: list[int] = []
    for index in range(start, len(strips)):
        strip = strips[index]
        if strip.begins_page and index > start:
            return index
        above = _room_above(strips, index) if index > start else strip.before * fresh
        free = room - bottom - above - notes_height([*notes, *strip.notes])
        if strip.height + strip.closing > free:
            return _last_break(strips, start, index, free)
        notes += strip.notes
        bottom += above + strip.height
    return len(strips)


def _last_break(strips: list[Strip], start: int, full: int, free: int) -> int:
    """Return where a page ends at the latest without parting what stays together."""
    divide = strips[full].divide
    parts = divide(free) if divide else None
    if parts:
        first, second = parts
        strips[full : full + 1] = [first, second._replace(heads=strips[full].heads, stays=strips[full].stays)]
        return full + 1
    if full == start:
        raise CannotLayOut(TOO_TALL)
    breaks = (index for index in range(full, start, -1) if not _stays(strips, index - 1, start))
    return next(breaks, full)


def _stays(strips: Sequence[Strip], index: int, start: int) -> bool:
    return strips[index].stays and index - strips[index].rows_above >= start


def _falls(strips: Sequence[Strip], *, fresh: bool) -> Iterator[Fall]:
    """Yield the strips of a page in their places, below the heads that come again."""
    top = 0
    for head in strips[0].heads:
        yield Fall(head._replace(notes=()), top, again=True)
        top += head.height
    for index, strip in enumerate(strips):
        top += _room_above(strips, index) if index else strip.before * fresh
        yield Fall(strip, top)
        top += strip.height


def _room_above(strips: Sequence[Strip], index: int) -> int:
    """Return the room above a strip: what it asks for, or the one above it, whichever is more."""
    return max(strips[index - 1].after, strips[index].before)
