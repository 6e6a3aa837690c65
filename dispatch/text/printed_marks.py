"""Marks that the layout prints around a typed text; what was typed with them too is never printed twice.

`kinh_gui: '- Bộ Nội vụ;'` is the name `Bộ Nội vụ`, for dash and semicolon are printed anyway. A full stop is
no such mark where it belongs to the text: in `v.v.`, `A.B.`, `……` and in the end of a letter, `./.`.
"""

import functools
import re
from typing import NamedTuple

from dispatch.patterns import lazy_pattern

DASH = "-"
DASHES = "-–—+•"
STOPS = (";", ".", ",", ":")
SPACE = " \t\n\u00a0"
DRESS = r"(?:\*{1,3}|<(?:u|sub|sup)>)?"
CLOSING_DRESS = lazy_pattern(r"(?:\*{1,3}|</(?:u|sub|sup)>)\s*$")
SHORT_WORD = lazy_pattern(r"\b\w\.\s?\w$")  # v.v., A.B.: the full stop behind it belongs to it
TAIL = 12  # characters that tell whether a stop belongs to the text


class PrintedMarks(NamedTuple):
    """What stands on paper before and behind a text without being typed."""

    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()

    def bare(self, text: str) -> str:
        """Return a text without these marks; one that is nothing else stays as it was typed."""
        return _bare(text, self.before, self.behind)


@functools.lru_cache(maxsize=4096)
def _bare(text: str, before: tuple[str, ...], behind: tuple[str, ...]) -> str:
    opens = bool(before) and (text[:1].isspace() or text[:1].casefold() in _first_letters(before))
    inside = _opening(before).sub(r"\g<dress>", text) if opens else text
    inside = _without_behind(inside, behind) if behind else inside
    return inside if any(map(str.isalnum, inside)) else text


@functools.cache
def _first_letters(marks: tuple[str, ...]) -> frozenset[str]:
    """Return what a text begins with that may begin with a mark: most texts need not be looked at further."""
    return frozenset((*DASHES, "*", "<", *(mark[0].casefold() for mark in marks)))


@functools.cache
def _opening(marks: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds marks at the begin of a text, one or several, also inside of dress."""
    found = "|".join(map(_pattern, marks))
    return re.compile(rf"\A\s*(?P<dress>{DRESS})(?:(?:{found})\s*)+", re.IGNORECASE)


def _pattern(mark: str) -> str:
    """Return a pattern of one mark: a dash of any length, words with a colon or without, a sign as it is."""
    if mark == DASH:
        return rf"[{DASHES}](?!\d)"
    words = r"\s+".join(mark.rstrip(":").split())
    return rf"{words}(?!\w)\s*:?" if mark[0].isalpha() else re.escape(mark)


def _without_behind(text: str, marks: tuple[str, ...]) -> str:
    """Return a text without marks at its end, inside of dress; dots that belong to the text stay."""
    dress = CLOSING_DRESS.search(text[-TAIL:])
    end = len(text) - len(dress[0]) if dress else len(text)
    inside = typed = text[:end].rstrip(SPACE)
    for word in filter(str.isalpha, marks):
        if inside.casefold().endswith(f" {word}"):
            inside = inside[: -len(word)].rstrip(SPACE)
    bare = inside.rstrip(SPACE + "".join(mark for mark in marks if not mark.isalpha()))
    bare += _own_dots(bare, inside[len(bare) :])
    return text if bare == typed else bare + text[end:].rstrip(SPACE)


def _own_dots(bare: str, stops: str) -> str:
    """Return the dots behind a text that belong to it."""
    if bare.endswith("./"):
        return stops
    if stops.startswith(".") and SHORT_WORD.search(bare[-TAIL:]):
        return "."
    room = re.match(r"\s*\.{3,}|\s\.\.", stops)
    return room[0] if room else ""
