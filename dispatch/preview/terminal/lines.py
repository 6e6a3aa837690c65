"""Lines of a terminal: how many cells a text takes, where it breaks, how lines stand beside each other.

A line is a text whose runs hold neither notes nor line ends; beside the dresses of `marks` a run
may be d(im) or r(ed).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, zip_longest

from dispatch.patterns import lazy_pattern
from dispatch.plain_text import OTHERS
from dispatch.text.marks import Run, Text, bare
from dispatch.text.nonbreaking import as_typed

Line = Text
Letters = list[tuple[str, str]]
TWO_COLUMNS = 60  # below this width what stands side by side on paper stands one under the other
GAP = 2
TAB = " " * 4
STRANGE = lazy_pattern(f"[\x00-\x08\x0b-\x1f{OTHERS}]")
SMALL = {
    "^": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "v": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def cell_width(text: str) -> int:
    """Return how many cells a text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def line_width(line: Line) -> int:
    """Return how many cells a line takes."""
    return sum(cell_width(run.text) for run in line)


def wrap(text: Text, room: int, first: int = 0, rest: int = 0) -> list[Line]:
    """Return a text in lines no wider than a room, the first and the others begun further in."""
    lines: list[Line] = []
    for letters in _parts(text):
        lines += _fill_lines(letters, room, rest if lines else first, rest)
    return lines


def _parts(text: Text) -> Iterator[Letters]:
    """Yield the letters between line ends, each with its dress."""
    letters: Letters = []
    for run in text:
        for at, part in enumerate(_printable(run).split("\n")):
            if at:
                yield letters
                letters = []
            letters += [(letter, run.dress) for letter in part]
    yield letters


def _printable(run: Run) -> str:
    """Return what a terminal can show of a run: small figures as such, nothing that would steer it."""
    text = STRANGE.sub(" ", run.text.replace("\t", TAB).replace("\u00ad", ""))
    for dress, figures in SMALL.items():
        if dress in run.dress and all(ord(letter) in figures for letter in text):
            return text.translate(figures)
    return text


def _fill_lines(letters: Letters, room: int, first: int, rest: int) -> Iterator[Line]:
    """Yield lines as full as they can be; a gap where a line ends goes, a word wider than the room is cut."""
    indent = _blank(rest, room)
    line = _blank(first, room)
    gap: Letters = []
    used, begun = len(line), False
    for is_gap, group in groupby(letters, key=lambda letter: letter[0] == " "):
        part = list(group)
        if is_gap:
            gap = part
            continue
        size = cell_width("".join(letter for letter, _ in part))
        if begun and used + len(gap) + size > room:
            yield _line(line)
            line, used, gap = [*indent], len(indent), []
        gap = gap[: max(0, room - used - size)]
        line, used, gap, begun = [*line, *gap], used + len(gap), [], True
        for letter in part:
            if used + _cells(letter[0]) > room:
                yield _line(line)
                line, used = [*indent], len(indent)
            line.append(letter)
            used += _cells(letter[0])
    yield _line(line if begun else [])


def _blank(cells: int, room: int) -> Letters:
    return [(" ", "")] * min(cells, room // 2)


def _line(letters: Letters) -> Line:
    groups = groupby(letters, key=lambda letter: letter[1])
    return tuple(Run(as_typed("".join(letter for letter, _ in group)), dress) for dress, group in groups)


def add_dress(text: Text, dress: str) -> Text:
    """Return a text in one more dress."""
    return tuple(run._replace(dress=run.dress + dress) for run in text) if dress else text


def indent_lines(lines: Iterable[Line], cells: int) -> list[Line]:
    """Return lines moved to the right."""
    return [(Run(" " * cells), *line) if cells > 0 and line else line for line in lines]


def centre_lines(lines: Iterable[Line], room: int) -> list[Line]:
    """Return lines in the middle of a room."""
    return [indent_lines([line], (room - line_width(line)) // 2)[0] for line in lines]


def longest_word(text: Text) -> int:
    """Return how wide the widest word of a text is."""
    return max(map(cell_width, re.split("[ \t\n]", bare(text))))


def wrap_evenly(text: Text, room: int) -> list[Line]:
    """Return a text in the middle of a room, in lines as even as they can be without being more."""
    lines = wrap(text, room)
    for narrower in range(room - 1, longest_word(text) - 1, -1):
        tried = wrap(text, narrower)
        if len(tried) > len(lines):
            break
        lines = tried
    return centre_lines(lines, room)


def align_right(lines: Iterable[Line], room: int) -> list[Line]:
    """Return lines at the right side of a room."""
    return [indent_lines([line], room - line_width(line))[0] for line in lines]


def place_lines(lines: list[Line], side: str, room: int) -> list[Line]:
    """Return lines on the left, in the middle or on the right of a room."""
    if side == "left":
        return lines
    return align_right(lines, room) if side == "right" else centre_lines(lines, room)


def pad_line(line: Line, room: int) -> Line:
    """Return a line as wide as a room."""
    return (*line, Run(" " * (room - line_width(line))))


def place_beside(left: Sequence[Line], right: Sequence[Line], at: int) -> list[Line]:
    """Return lines side by side, the right ones from a column on."""
    pairs = zip_longest(left, right, fillvalue=())
    return [(*pad_line(one, at), *other) if other else one for one, other in pairs]


def space_apart(parts: Iterable[Sequence[Line]]) -> list[Line]:
    """Return parts with an empty line between each two."""
    lines = [line for part in parts for line in (*part, ())]
    return lines[:-1]


def rule_lines(cells: int, room: int) -> list[Line]:
    """Return a solid line in the middle of a room."""
    return centre_lines([(Run("─" * min(cells, room), "d"),)], room)


def frame_lines(lines: Sequence[Line], room: int, dress: str = "d", side: str = "center") -> list[Line]:
    """Return lines in a frame on a side of a room; they leave four cells of it."""
    inside = max(map(line_width, lines))
    edge = "─" * (inside + 2)
    bar = Run("│", dress)
    middle = [(bar, Run(" "), *pad_line(line, inside), Run(" "), bar) for line in lines]
    return place_lines([(Run(f"┌{edge}┐", dress),), *middle, (Run(f"└{edge}┘", dress),)], side, room)
