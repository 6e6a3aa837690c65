"""How wide a text is on paper, from real font metrics.

The widths are those of Tinos, which is metric-compatible with Times New Roman; a
character that is not in the table counts as wide as an "n".
"""

import functools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

UNITS_PER_EM = 2048
MM_PER_POINT = 25.4 / 72


class _Widths(dict[str, int]):
    """The widths of characters in one face; any that is not there is as wide as an n."""

    def __missing__(self, _: str) -> int:
        return self["n"]


@functools.cache
def _widths() -> dict[str, _Widths]:
    table = json.loads((Path(__file__).parent.parent / "data" / "widths.json").read_text("utf-8"))
    return {face: _Widths(widths) for face, widths in table.items()}


def face_widths(*, bold: bool, italic: bool) -> Mapping[str, int]:
    """Return how wide the characters of a face are; those that it draws, and no other."""
    return _drawn_widths()[("bold" if bold else "") + ("italic" if italic else "") or "regular"]


@functools.cache
def _drawn_widths() -> dict[str, dict[str, int]]:
    return {face: dict(widths) for face, widths in _widths().items()}


@functools.lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width of one line of text in millimetres."""
    table = _widths()[("bold" if bold else "") + ("italic" if italic else "") or "regular"]
    units = sum(map(table.__getitem__, text))
    return units / UNITS_PER_EM * size * MM_PER_POINT


@functools.lru_cache(maxsize=1024)
def break_lines(
    text: str, size: float, room: float, *, bold: bool = False, italic: bool = False
) -> tuple[str, ...]:
    """Return the text in as few lines as fit the room, the lines as even as they can be."""
    words = text.split(" ")
    if text_width(text, size, bold=bold, italic=italic) <= room or len(words) == 1:
        return (text,)
    lengths = [text_width(word, size, bold=bold, italic=italic) for word in words]
    space = text_width(" ", size, bold=bold, italic=italic)
    count = len(_greedy(lengths, space, room))
    starts = _even(lengths, space, room, count)
    return tuple(" ".join(words[a:b]) for a, b in zip(starts, [*starts[1:], len(words)], strict=True))


def _greedy(lengths: Sequence[float], space: float, room: float) -> list[int]:
    starts, used = [0], lengths[0]
    for index, length in enumerate(lengths[1:], 1):
        if used + space + length <= room:
            used += space + length
        else:
            starts.append(index)
            used = length
    return starts


def _even(lengths: Sequence[float], space: float, room: float, count: int) -> list[int]:
    """Choose the starts of `count` lines so that the widest line is as narrow as possible."""
    tightest = max(lengths)
    for step in range(64):
        limit = tightest + (max(room, tightest) - tightest) * step / 63
        starts = _greedy(lengths, space, limit)
        if len(starts) <= count:
            return starts
    return _greedy(lengths, space, room)
