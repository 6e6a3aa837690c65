"""The lines that the form of a type prints by itself, with what the letter says in their holes."""

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from dispatch import decree
from dispatch.document_types import CENTRED, DocumentType, FormLine, document_types
from dispatch.letter.page import Block, Paragraph
from dispatch.letter.printed_words import without_printed
from dispatch.model import Ben, CongVan
from dispatch.patterns import lazy_pattern
from dispatch.text import wording
from dispatch.text.marks import bare, runs

HOLE = lazy_pattern(r"\{(\w+)(?:\.(\w+))?\}")
ITEM = "Gach"
DASHES = "-+ "


def type_of(letter_data: CongVan) -> DocumentType:
    """Return the record of a letter's type."""
    return document_types()[letter_data.loai]


def form_lines(lines: Sequence[FormLine], letter_data: CongVan) -> Iterator[Block]:
    """Yield what the lines of a form become; one whose hole stays empty is left out."""
    for line in lines:
        holes = list(HOLE.finditer(line.text))
        values = [_fitted(hole, line.text, _said(hole, letter_data)) for hole in holes]
        if all(values):
            yield from _filled(line, holes, values)


def _fitted(hole: re.Match[str], text: str, value: Any) -> Any:
    """Return what stands in a hole without what the form prints around it."""
    before, after = around(hole, text)
    if isinstance(value, str):
        return without_printed(value, before, after)
    if isinstance(value, tuple) and value and isinstance(value[0], str):
        return tuple(without_printed(item.lstrip(DASHES), before, "") for item in value)
    return value


def printed_twice(letter_data: CongVan) -> Iterator[tuple[str, str, str]]:
    """Yield the key of each text that holds what its form prints around it, as typed and as printed."""
    record = type_of(letter_data)
    for line in (*record.opening, *record.closing):
        for hole in HOLE.finditer(line.text):
            value = "" if hole[1] in STANDING else getattr(letter_data, hole[1])
            fitted = _fitted(hole, line.text, value)
            typed, printed = (value, fitted) if isinstance(value, tuple) else ((value,), (fitted,))
            yield from ((hole[1], a, b) for a, b in zip(typed, printed, strict=True) if a != b)


def around(hole: re.Match[str], text: str) -> tuple[str, str]:
    """Return what a line prints between a hole and its neighbours."""
    return HOLE.split(text[: hole.start()])[-1], HOLE.split(text[hole.end() :])[0]


def without_repeated_titles(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks without a paragraph that was typed beside the same line of the form: QUYẾT ĐỊNH:."""
    printed = [isinstance(block, Paragraph) and block.role == CENTRED for block in blocks]
    if not any(printed):
        return list(blocks)
    beside = [
        {
            _bare_title(blocks[other])
            for other in (at - 1, at + 1)
            if 0 <= other < len(blocks) and printed[other]
        }
        for at in range(len(blocks))
    ]
    return [
        block
        for block, by_itself, titles in zip(blocks, printed, beside, strict=True)
        if by_itself or not titles or _bare_title(block) not in titles
    ]


def _bare_title(block: Block) -> str:
    return bare(block.text).strip(" :*").upper() if isinstance(block, Paragraph) else ""


def _filled(line: FormLine, holes: Sequence[re.Match[str]], values: Sequence[Any]) -> Iterator[Block]:
    if values and isinstance(values[-1], tuple):
        yield from LISTS[type(values[-1][0])](line, holes[-1], values)
        return
    text = runs(_in_words(line.text, values))
    if line.role == CENTRED:
        text = tuple(run._replace(text=run.text.upper()) for run in text)
    yield Paragraph(line.role, text, keep=line.text.endswith(":"))


def _in_words(text: str, values: Sequence[Any]) -> str:
    """Return the text of a line with its holes filled; what was typed is never looked at for holes."""
    left = iter(values)
    return HOLE.sub(lambda _: str(next(left)), text)


def _dashed(line: FormLine, hole: re.Match[str], values: Sequence[Any]) -> Iterator[Block]:
    """Yield one text on its line, several under it with dashes; without words before it, with dashes too."""
    before, items = line.text[: hole.start()], values[-1]
    if before and len(items) == 1:
        yield Paragraph(line.role, runs(_in_words(line.text, [*values[:-1], items[0]])))
        return
    if before:
        yield Paragraph(line.role, runs(_in_words(before.rstrip(), values[:-1])), keep=True)
    role = ITEM if before else line.role
    yield from (Paragraph(role, runs(item)) for item in wording.as_dashed_list(items))


def _parties(line: FormLine, _hole: re.Match[str], values: Sequence[Any]) -> Iterator[Block]:
    """Yield who concludes an agreement: each with what is known of it, and who stands for it."""
    for index, party in enumerate(values[-1]):
        yield Paragraph("KhoanDe", runs(f"{called(party, index).upper()}: {party.ten}", "b"), keep=True)
        about = (*party.thong_tin, f"Người đại diện: {party.dai_dien.day_du}")
        yield from (Paragraph(line.role, runs(text)) for text in wording.as_dashed_list(about))


LISTS: dict[type, Callable[[FormLine, re.Match[str], Sequence[Any]], Iterator[Block]]] = {
    str: _dashed,
    Ben: _parties,
}


def called(party: Ben, index: int) -> str:
    """Return how a party is called in the text: Bên A, Bên B."""
    return party.goi or f"Bên {wording.point(index).upper()}"


def _said(hole: re.Match[str], letter_data: CongVan) -> Any:
    """Return what stands in a hole: all of a key, or one part of the person under it."""
    value = _value(hole[1], letter_data)
    return getattr(value, hole[2]) if hole[2] and value else value


def _value(key: str, letter_data: CongVan) -> Any:
    """Return what a hole holds: what was typed, or else what the type prints by itself."""
    if key in STANDING:
        return STANDING[key](letter_data)
    default = _defaults(letter_data.loai).get(key, "")
    said = getattr(letter_data, key)
    return said or HOLE.sub(lambda hole: str(_value(hole[1], letter_data)), default)


@functools.cache
def _defaults(loai: str) -> dict[str, str]:
    return {own.key: own.default for own in document_types()[loai].keys}


def issuer(letter_data: CongVan) -> str:
    """Return whose power a decision rests on: the body that is signed for, or the head of the agency."""
    agency = " ".join(letter_data.co_quan.ten).upper()
    lines = [line.upper() for line in (*letter_data.nguoi_ky[0].quyen_han, letter_data.nguoi_ky[0].chuc_vu)]
    first = lines[0]
    prefix = next((sign for sign in decree.AUTHORITIES if first.startswith(sign)), "")
    title = first.removeprefix(prefix).strip()
    if prefix == decree.COLLECTIVE:
        return agency if agency.startswith(title) else title
    return title if title.endswith(agency) else f"{title} {agency}"


STANDING: dict[str, Callable[[CongVan], str]] = {
    "co_quan": lambda said: said.co_quan.called,
    "nguoi_ban_hanh": issuer,
}
"""What every letter can put into a hole without having typed it there."""
