"""Automatic numbers of Word as the text that stands before a paragraph."""

import re
from typing import NamedTuple

from lxml import etree

from dispatch.patterns import lazy_pattern
from dispatch.text import wording
from dispatch.word.package.names import W
from dispatch.word.package.styles import VAL
from dispatch.word.reading.dress import Marks

HOLE = lazy_pattern(r"%(\d)")
ALPHABET = 26
NUMBER_MOST = 3_999  # a larger one is no number of a list
PLUS = "+"
DASH = "-"


class Level(NamedTuple):
    """How one level of a list counts."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1


class Counting(NamedTuple):
    """A list: the definition whose counts it shares, and where it begins anew."""

    definition: str
    restarts: dict[int, int]


class AutomaticNumbers:
    """The lists of a Word file, counted on from paragraph to paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, Counting] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                levels = {_whole(level.get(W + "ilvl")): _level(level) for level in element.iter(W + "lvl")}
                self._levels[element.get(W + "abstractNumId", "")] = levels
            elif element.tag == W + "num":
                self._lists[element.get(W + "numId", "")] = _counting(element)

    def next_sign(self, paragraph: Marks) -> str:
        """Return what the list of a paragraph prints before it, and count on; nothing without a list."""
        counting = self._lists.get(paragraph.get("numId", ""))
        at = _whole(paragraph.get("ilvl"))
        levels = self._levels.get(counting.definition, {}) if counting else {}
        if counting is None or at not in levels:
            return ""
        counts = self._counts.setdefault(counting.definition, {})
        self._restart(paragraph["numId"], at, counting, counts)
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        return _sign(levels, at, counts)

    def _restart(self, name: str, at: int, counting: Counting, counts: dict[int, int]) -> None:
        if at in counting.restarts and (name, at) not in self._begun:
            counts[at] = counting.restarts[at] - 1
            self._begun.add((name, at))


def _level(element: etree._Element) -> Level:
    def said(name: str, otherwise: str) -> str:
        part = element.find(W + name)
        return otherwise if part is None else part.get(VAL, otherwise)

    return Level(said("numFmt", "decimal"), said("lvlText", ""), _whole(said("start", "1")))


def _counting(element: etree._Element) -> Counting:
    definition = element.find(W + "abstractNumId")
    restarts = {}
    for override in element.iter(W + "lvlOverride"):
        start = override.find(W + "startOverride")
        if start is not None:
            restarts[_whole(override.get(W + "ilvl"))] = _whole(start.get(VAL))
    return Counting("" if definition is None else definition.get(VAL, ""), restarts)


def _whole(text: str | None) -> int:
    return min(int(text), NUMBER_MOST) if text and text.isascii() and text.isdigit() else 0


def _sign(levels: dict[int, Level], at: int, counts: dict[int, int]) -> str:
    level = levels[at]
    if level.kind == "bullet":
        return PLUS if level.text == PLUS else DASH
    if level.kind == "none":
        return ""

    def counted(hole: re.Match[str]) -> str:
        other = int(hole[1]) - 1
        shown = levels.get(other, Level())
        return _figure(counts.get(other, shown.start), shown.kind)

    return HOLE.sub(counted, level.text)


def _figure(number: int, kind: str) -> str:
    match kind:
        case "upperRoman":
            return wording.roman(number)
        case "lowerRoman":
            return wording.roman(number).lower()
        case "upperLetter":
            return _letter(number).upper()
        case "lowerLetter":
            return _letter(number)
        case "decimalZero":
            return f"{number:02}"
    return str(number)


def _letter(number: int) -> str:
    """Return a number as Word counts by letters: a, b, …, z, aa, bb."""
    times, rest = divmod(max(number, 1) - 1, ALPHABET)
    return chr(ord("a") + rest) * (times + 1)
