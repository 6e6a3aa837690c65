"""Which part each line plays in a file of anybody's: wording, columns and dress tell it, as they do for `read`.

A paragraph that holds lines of several parts (by breaks, or by a gap between two columns) is as many lines.
"""

import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from dispatch import decree
from dispatch.foreign.document import LEFT, RIGHT
from dispatch.foreign.layout import is_layout
from dispatch.foreign.lines import Line
from dispatch.foreign.paper_roles import GOES_ON, holds_another_document, paper_roles
from dispatch.foreign.roles import roles
from dispatch.problem import shorten
from dispatch.rules.measures import UNKNOWN_ALIGN, Cell, MeasuredLine, MeasuredRun
from dispatch.word.measure.lines import FIRST_WORDS
from dispatch.word.measure.standing import StandingLine
from dispatch.word.reading import read_parts

OF_THE_TEXT = frozenset(("", *decree.TEXT_ROLES))
LISTED = frozenset(("KinhGuiDong", "NoiNhanDong"))
NO_TABLE, HEAD_ROW, TAIL_ROW = 0, 1, 2  # where two columns stand side by side without one
OF_THE_TAIL = frozenset(("NoiNhan", "NoiNhanDong", "ChucVu", "ChucVuKhac", "HoTen"))
Runs = tuple[MeasuredRun, ...]


class Part(NamedTuple):
    """One line of a paragraph as it was read: the part it plays, how many letters it has, where it stands."""

    role: str
    letters: int
    column: str  # of the two that a gap makes; nothing in a table and elsewhere
    sign: str  # what an automatic list prints before it


Parts = Mapping[etree._Element, Sequence[Part]]  # noqa: SLF001 - lxml's own name for its type


class PlayedParts(NamedTuple):
    """The parts that the paragraphs of a file play, the numbers of the tables that only lay out, and whether more follows."""

    of_paragraphs: Parts
    layout: frozenset[int]
    before_another: bool


def find_parts(trees: Mapping[str, etree._Element]) -> PlayedParts:
    """Return the parts that the paragraphs of a file play."""
    read = read_parts(trees)
    roled = roles(read.document)
    found: dict[etree._Element, list[Part]] = {}
    for line, role in zip(roled.lines, paper_roles(roled), strict=True):
        if not line.is_table:
            found.setdefault(read.paragraphs[line.block.spot], []).append(_part(line, role))
    tables = [block.table for block in read.document.blocks if block.table]
    layout = frozenset(at for at, table in enumerate(tables, 1) if is_layout(table))
    return PlayedParts(found, layout, holds_another_document(roled))


def _part(line: Line, role: str) -> Part:
    beside = not line.table and line.column in (LEFT, RIGHT)
    return Part(role, len(letters_of(line.text)), line.column if beside else "", line.block.number)


def lines_with_parts(lines: Iterable[StandingLine], parts: Parts) -> Iterator[MeasuredLine]:
    """Yield lines with the parts that they play; what goes on with the line above is one with it."""
    last: MeasuredLine | None = None
    for one, measured in lines:
        if measured is None:
            continue
        for line in _parted(_composed(measured), parts.get(one.element, ())):
            if line.role == GOES_ON and last is not None and last.cell == line.cell:
                last = last._replace(runs=(*last.runs, line.runs[0]._replace(text=" "), *line.runs))
                continue
            if last is not None:
                yield last
            last = line._replace(role=line.role.strip(GOES_ON))
    if last is not None:
        yield last


def _composed(line: MeasuredLine) -> MeasuredLine:
    """Return a line whose letters hold their marks: what it says does not depend on how it was typed."""
    if not line.apart:
        return line
    runs = tuple(run._replace(text=unicodedata.normalize("NFC", run.text)) for run in line.runs)
    return line._replace(runs=runs)


def _parted(line: MeasuredLine, parts: Sequence[Part]) -> Iterator[MeasuredLine]:
    """Yield a line once for each part in it."""
    if not parts:
        yield line
        return
    line = line._replace(runs=_with_sign(line.runs, parts[0].sign))
    if not any(part.column for part in parts) and _play_one(parts):
        yield line._replace(role=parts[0].role)
        return
    pieces = cut_runs(line.runs, [part.letters for part in parts])
    for at, (part, runs) in enumerate(zip(parts, pieces, strict=True)):
        if any(run.text.strip() for run in runs):
            yield _piece(line, part, runs, is_first=not at, is_last=at == len(parts) - 1)


def _play_one(parts: Sequence[Part]) -> bool:
    """Say whether lines that were broken by hand are one: of the text, or of one part."""
    played = {part.role for part in parts}
    return (len(played) == 1 and played.isdisjoint(LISTED)) or played <= OF_THE_TEXT


def _with_sign(runs: Runs, sign: str) -> Runs:
    return (runs[0]._replace(text=f"{sign} ", field=""), *runs) if sign else runs


def _piece(line: MeasuredLine, part: Part, runs: Runs, *, is_first: bool, is_last: bool) -> MeasuredLine:
    """Return one of the lines that stand in a paragraph."""
    words = shorten("".join([run.text for run in runs]), FIRST_WORDS)
    spot = line.place.spot._replace(words=words) if line.place.spot else None
    piece = line._replace(role=part.role, runs=runs, place=line.place._replace(spot=spot))
    if part.column:
        return _beside(piece, part.column)
    return piece._replace(
        first=line.first if is_first else 0.0,
        gap=line.gap if is_first else 0.0,
        rule=line.rule if is_last else None,
    )


def _beside(line: MeasuredLine, column: str) -> MeasuredLine:
    """Return a line in one of two columns that a gap makes: how wide they are, nobody can say."""
    row = TAIL_ROW if line.role in OF_THE_TAIL else HEAD_ROW
    cell = line.cell or Cell(NO_TABLE, row, 1 if column == LEFT else 2)
    return line._replace(cell=cell, align=UNKNOWN_ALIGN, room=math.inf, first=0.0, left=0.0, right=0.0)


def cut_runs(runs: Runs, lengths: Sequence[int]) -> list[Runs]:
    """Return runs cut into pieces of so many letters; the last takes what is left."""
    pieces: list[list[MeasuredRun]] = [[] for _ in lengths]
    at, room = 0, lengths[0]
    for run in runs:
        begin = 0
        for end, sign in enumerate(run.text):
            if not letters_of(sign):
                continue
            if not room and at < len(lengths) - 1:
                pieces[at].append(run._replace(text=run.text[begin:end]))
                at, begin = at + 1, end
                room = lengths[at]
            room -= 1
        pieces[at].append(run._replace(text=run.text[begin:]))
    return [tuple(run._replace(text=run.text.strip("\n\t")) for run in piece) for piece in pieces]


def letters_of(text: str) -> str:
    """Return what is counted of a text: no spaces, no marks that stand behind their letters."""
    return "".join(
        sign
        for sign in unicodedata.normalize("NFD", text)
        if not sign.isspace() and not unicodedata.combining(sign)
    )
