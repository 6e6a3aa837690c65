"""Strips fall into pages: as many as there is room for, never parted where one stays with the next."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from dispatch.pages.manuscript import CannotLayOut
from dispatch.pages.strips import Strip
from dispatch.problem import N_

PARTED_ROW = N_("có dòng hoặc ô gộp của bảng bị chia sang trang sau")
TOO_TALL = N_("có dòng của bảng cao hơn trang giấy")


class Fall(NamedTuple):
    """A strip on a page, and how far below the top of the text it begins."""

    strip: Strip
    top: int


class FilledPage(NamedTuple):
    """The strips of a page, and the notes at its foot."""

    falls: tuple[Fall, ...]
    notes: tuple[int, ...]


def fill_pages(
    strips: Sequence[Strip], room: Callable[[int], int], notes_height: Callable[[Sequence[int]], int]
) -> Iterator[FilledPage]:
    """Yield the pages of a section; `room` says how high the text of the n-th of them may be."""
    start, number = 0, 0
    while start < len(strips):
        end = _end_of_page(strips, start, room(number), notes_height, fresh=number == 0)
        falls = tuple(_falls(strips[start:end], fresh=number == 0))
        yield FilledPage(falls, tuple([note for fall in falls for note in fall.strip.notes]))
        start, number = end, number + 1


def _end_of_page(
    strips: Sequence[Strip],
    start: int,
    room: int,
    notes_height: Callable[[Sequence[int]], int],
    *,
    fresh: bool,
) -> int:
    """Return the first strip that stands on the next page."""
    bottom = sum(head.height for head in strips[start].heads)
    notes: list[int] = []
    for index in range(start, len(strips)):
        strip = strips[index]
        if strip.begins_page and index > start:
            return index
        above = _room_above(strips, index) if index > start else strip.before * fresh
        notes += strip.notes
        bottom += above + strip.height
        if bottom + notes_height(notes) > room:
            return _last_break(strips, start, index)
    return len(strips)


def _last_break(strips: Sequence[Strip], start: int, full: int) -> int:
    """Return where a page ends at the latest without parting what stays together."""
    if full == start:
        raise CannotLayOut(TOO_TALL)
    breaks = (index for index in range(full, start, -1) if not strips[index - 1].stays)
    end = next(breaks, full)
    if strips[full].divisible or strips[end - 1].goes_on:
        raise CannotLayOut(PARTED_ROW)
    return end


def _falls(strips: Sequence[Strip], *, fresh: bool) -> Iterator[Fall]:
    """Yield the strips of a page in their places, below the heads that come again."""
    top = 0
    for head in strips[0].heads:
        yield Fall(head._replace(notes=()), top)
        top += head.height
    for index, strip in enumerate(strips):
        top += _room_above(strips, index) if index else strip.before * fresh
        yield Fall(strip, top)
        top += strip.height


def _room_above(strips: Sequence[Strip], index: int) -> int:
    """Return the room above a strip: what it asks for, or the one above it, whichever is more."""
    return max(strips[index - 1].after, strips[index].before)
