r"""Inline marks: what a clerk types inside a text, as runs of equally dressed letters.

`**đậm**`, `*nghiêng*`, `<u>gạch chân</u>`, `<sub>dưới</sub>`, `<sup>trên</sup>`, `[chữ](https://…)`,
a bare web address, and `^[chú thích cuối trang]`. A mark that is not closed, or that stands
between letters as in `5*3*2`, is a character like any other; `\*` never marks.
"""

import functools
import re
from bisect import bisect_left
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from dispatch.patterns import lazy_pattern


class Run(NamedTuple):
    """Letters dressed alike; `dress` holds b(old), i(talic), u(nderline), v (sub), ^ (super)."""

    text: str
    dress: str = ""
    link: str = ""
    note: "tuple[Run, ...]" = ()
    blank: str = ""
    """The key of what is to be written here, in a form of text."""


Text = tuple[Run, ...]

DRESS = {"***": "bi", "**": "b", "*": "i", "u": "u", "sub": "v", "sup": "^"}
MOST = 2000  # characters, an escaped one counted once: a dress is no longer than a page
MARK = lazy_pattern(
    r"\\(?P<plain>[\\*<\[^])"
    r"|(?<![\w*])(?P<stars>\*{1,3})(?=[^\s*])"
    r"|<(?P<tag>u|sub|sup)>"
    r"|\^\[(?P<note>(?:\\[^\n]|[^\[\]\n\\])+)\]"
    r"|\[(?P<label>(?:\\[^\n]|[^\[\]\n\\])+)\]\((?P<target>(?:https?://|mailto:)[^\s()]+)\)"
    r"|<(?P<angled>https?://[^\s<>]+)>"
    r"|(?P<bare>https?://[^\s<>()\[\]\\]*[^\s<>()\[\].,;:!?'\"*\\])"
)
CLOSING = lazy_pattern(r"\\[^\n]|\*+|</(?:u|sub|sup)>")  # what may end a dress, and what is never a mark
SPECIAL = frozenset("*<[^\\:")
DRESSED = itemgetter(slice(1, None))


class Ends:
    """Where the dresses of a text may end, gathered in one look; so that none is looked for twice."""

    __slots__ = ("escapes", "line_end", "places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.line_end = -1
        self.escapes: list[int] = []
        self.places: dict[str, list[int]] = {}
        for match in CLOSING.finditer(text):
            kind, start = match[0], match.start()
            if kind[0] == "\\":
                self.escapes.append(start)
            elif kind[0] == "<" or self._may_end(start, match.end()):
                self.places.setdefault(kind.strip("</>"), []).append(start)

    def _may_end(self, start: int, end: int) -> bool:
        """Say whether stars can end a dress: behind a letter, and not before one."""
        before, behind = self.text[start - 1 : start], self.text[end : end + 1]
        if not before or behind.isalnum() or behind == "_":
            return False
        return not before.isspace() or (bool(self.escapes) and self.escapes[-1] == start - 2)

    def find(self, kind: str, begin: int, most: int) -> int:
        """Return where a dress ends that was opened before a place, or -1: on its line, and not too far."""
        places = self.places.get(kind, ())
        index = bisect_left(places, begin + 1)
        if index == len(places):
            return -1
        if begin > self.line_end:
            end = self.text.find("\n", begin)
            self.line_end = len(self.text) if end < 0 else end
        end = places[index]
        return end if end < self.line_end and self._is_near(begin, end, most) else -1

    def _is_near(self, begin: int, end: int, most: int) -> bool:
        if end - begin <= most:
            return True
        return end - begin - bisect_left(self.escapes, end) + bisect_left(self.escapes, begin) <= most


@functools.lru_cache(maxsize=4096)
def runs(text: str, dress: str = "", link: str = "") -> Text:
    """Return the runs of a typed text."""
    if SPECIAL.isdisjoint(text):
        return (Run(text, dress, link),) if text else ()
    return _join_neighbours(_pieces(text, dress, link))


def bare(text: Text) -> str:
    """Return the letters alone, footnotes left out."""
    return "".join(run.text for run in text)


@functools.lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Return the letters of a typed text without its marks; every rule asks for those of every text."""
    return text if SPECIAL.isdisjoint(text) else bare(runs(text))


def _pieces(text: str, dress: str, link: str) -> list[Run]:
    """Return the runs of a text from left to right; what opens a dress that never ends is plain."""
    pieces: list[Run] = []
    ends: Ends | None = None
    at, match = 0, MARK.search(text)
    while match:
        begin, end = match.span()
        inside: Text | None
        if match.lastgroup in ("stars", "tag"):
            ends = ends or Ends(text)
            inside, end = _dressed(match, ends, dress, link)
        else:
            inside = _runs_of_mark(match, dress, link)
        if inside is not None:
            pieces += (*_plain(text[at:begin], dress, link), *inside)
            at = end
        match = MARK.search(text, end)
    pieces += _plain(text[at:], dress, link)
    return pieces


def _dressed(match: re.Match[str], ends: Ends, dress: str, link: str) -> tuple[Text | None, int]:
    """Return what a mark dresses, if it ends, and where to go on."""
    kind, end = match["stars"] or match["tag"], match.end()
    stop = ends.find(kind, end, MOST + (match["stars"] is not None))
    if stop < 0:
        return None, end
    behind = stop + len(kind) + (0 if match["stars"] else len("</>"))
    return runs(ends.text[end:stop], _with(dress, DRESS[kind]), link), behind


def _plain(text: str, dress: str, link: str) -> Text:
    return (Run(text, dress, link),) if text else ()


def _runs_of_mark(match: re.Match[str], dress: str, link: str) -> Text:
    part = match.groupdict()
    if part["plain"]:
        return (Run(part["plain"], dress, link),)
    if part["note"]:
        return (Run("", dress, link, runs(part["note"].strip())),)
    if part["label"]:
        return runs(part["label"], dress, part["target"])
    address = part["angled"] or part["bare"]
    return (Run(address, dress, link or address),)


def _with(dress: str, more: str) -> str:
    return dress + "".join(letter for letter in more if letter not in dress)


def _join_neighbours(runs: list[Run]) -> Text:
    """Put neighbours in the same dress together, so that the Word file has few runs."""
    joined: list[Run] = []
    for (dress, link, note, _), group in groupby(runs, key=DRESSED):
        alike = list(group)
        if note or len(alike) == 1:
            joined += alike
        else:
            joined.append(Run("".join([run.text for run in alike]), dress, link))
    return tuple(joined)


def typed_plainly(text: str) -> str:
    """Return what is to be typed so that a text of others is seen as it is: undressed, no link."""
    return re.sub(r"[\\*<\[^]", r"\\\g<0>", text).replace("://", ": //")
