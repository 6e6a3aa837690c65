"""What follows a letter in its file: appendices, forms, and other documents."""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import NamedTuple

from dispatch.foreign.lines import Line
from dispatch.foreign.signs import PHU_LUC, QUOC_HIEU
from dispatch.patterns import lazy_pattern

NUMBERED = lazy_pattern(r"Phụ lục(?:\s+(?:số\s+)?(?P<so>[IVX]+|\d+))?[.:]?", re.IGNORECASE)
KEM_THEO = lazy_pattern(r"\(.*(?:kèm theo|ban hành)", re.IGNORECASE)
HEADING_MOST = 60  # letters
FEW = 3  # lines of an appendix in which another cannot begin
BEFORE_EMBLEM = 4


class Behind(NamedTuple):
    """One thing behind a letter: its number, its titles, the line that ties it to the letter, its text."""

    number: str = ""
    heading: Line | None = None
    titles: tuple[Line, ...] = ()
    reference: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    is_document: bool = False  # it has a Quốc hiệu of its own

    @property
    def is_headed(self) -> bool:
        """Whether it says 'Phụ lục' itself."""
        return self.heading is not None


def things_behind(lines: Sequence[Line]) -> list[Behind]:
    """Return what follows a letter, each with its titles."""
    return [_behind(part) for part in _parts(lines)]


def _parts(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each thing behind a letter."""
    parts: list[list[Line]] = []
    for line in lines:
        if not parts or _begins_another(parts[-1], line):
            parts.append([])
        parts[-1].append(line)
    return parts


def _begins_another(part: Sequence[Line], line: Line) -> bool:
    if line.is_table:
        return False
    if QUOC_HIEU.search(line.folded):
        return len(part) >= BEFORE_EMBLEM
    if len(line.text) >= HEADING_MOST or not PHU_LUC.match(line.folded) or len(part) < FEW:
        return False
    return line.is_capital or line.block.is_bold or line.is_centred or line.block.align == "right"


def _behind(part: Sequence[Line]) -> Behind:
    if any(QUOC_HIEU.search(line.folded) for line in part if not line.is_table):
        return Behind(lines=tuple(part), is_document=True)
    rest = list(part)
    heading = NUMBERED.fullmatch(rest[0].text) if not rest[0].is_table else None
    if heading:
        rest = rest[1:]
    titles = _taken(rest, lambda line: not line.is_table and line.is_capital and not line.block.number)
    rest = rest[len(titles) :]
    reference = _reference(rest)
    return Behind(
        number=(heading["so"] or "") if heading else "",
        heading=part[0] if heading else None,
        titles=tuple(titles),
        reference=tuple(reference),
        lines=tuple(rest[len(reference) :]),
    )


def _taken(lines: Sequence[Line], wanted: Callable[[Line], bool]) -> list[Line]:
    return list(takewhile(wanted, lines))


def _reference(lines: Sequence[Line]) -> list[Line]:
    """Return the line that ties an appendix to its letter, up to where its bracket closes."""
    if not lines or lines[0].is_table or not KEM_THEO.match(lines[0].text):
        return []
    end = next((at for at, line in enumerate(lines[:FEW]) if line.text.rstrip(" .").endswith(")")), 0)
    return list(lines[: end + 1])
