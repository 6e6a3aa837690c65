"""The program as a library: YAML text or a dict in, bytes and problems out, and nothing global.

What may be imported stands in `dispatch.__all__`; `docs/library.md` shows it at work. Every function
may be called from several threads at once. Nothing here reads or writes the disk unless a world is
handed in that does.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Union

from dispatch.batch.incremental.cross_check import choose_rows_to_check, cross_check
from dispatch.batch.incremental.maker import BatchRequest, LetterMaker
from dispatch.batch.plan import CheckedRows, check_rows, column_names, plan_batch
from dispatch.building.products import build_letter
from dispatch.drafting.commented_yaml import Value as YamlValue
from dispatch.drafting.commented_yaml import commented_yaml
from dispatch.jobs.check import check_file
from dispatch.problem import Place, Problem
from dispatch.recipients.gather import CONTROL
from dispatch.recipients.row import Row
from dispatch.world import CachingReader
from dispatch.world.memory import MemoryWorld
from dispatch.world.overlay import OverlayWorld
from dispatch.yaml_tree import Node, fold, scalars, unprintable

Value = Union[str, int, float, bool, date, None, Sequence["Value"], Mapping[str, "Value"]]  # noqa: UP007 - a type that names itself
LetterInput = str | bytes | Mapping[str, Value]
NAME = "thu.yaml"
WORD_NAME = "thu.docx"
ROWS = "rows"
PREPARED: dict[str, str] = {}  # templates taken apart, for all letters of this process
PRINTING = threading.Lock()  # engines and the reader of their pages are made for one thread


class Document(NamedTuple):
    """A file that was made, and what is to be said of it; no bytes where it could not be made."""

    data: bytes
    problems: list[Problem]


def build(
    letter: LetterInput, *, world: CachingReader | None = None, template: str | None = None
) -> Document:
    """Return the Word file of a letter.

    The world holds its configs and pictures, named as from the letter's own folder, and a template
    of one's own under the name given. Raises Refused with every problem of a letter that cannot be made.
    """
    data, problems = build_letter(_with_letter(letter, world), NAME, template)
    return Document(data, problems)


def check(letter: LetterInput, *, world: CachingReader | None = None) -> list[Problem]:
    """Return everything that is wrong with a letter; raises nothing, for a refusal is an answer."""
    return check_file(_with_letter(letter, world), NAME)


def measure(docx: bytes) -> list[Problem]:
    """Return what the decree says against a finished Word file.

    Raises nothing, for a refusal is an answer.
    """
    return check_file(OverlayWorld(MemoryWorld(), WORD_NAME, docx), WORD_NAME)


def make_pages(docx: bytes, *, engine: str | None = None) -> Document:
    """Return a Word file as a PDF, and what the pages fail to show.

    One thread at a time makes pages. Raises Refused where no engine can.
    """
    from dispatch.jobs.render_pages import render_pages

    with PRINTING:
        pages = render_pages(docx, WORD_NAME, engine)
    return Document(pages.pdf, list(pages.problems))


def build_batch(
    letter: LetterInput,
    rows: Iterable[Mapping[str, Value]],
    *,
    world: CachingReader | None = None,
    template: str | None = None,
) -> Iterator[Document]:
    """Yield the Word file of each row, in their order; a bad row yields no bytes, and why.

    Cells fill `{{ name }}` in the letter, or are keys of it. Raises Refused, before anything is
    made, where the letter itself is wrong.
    """
    letter_file = _with_letter(letter, world)
    recipients = [_row(cells, number) for number, cells in enumerate(rows, 1)]
    plan = plan_batch(letter_file, BatchRequest(NAME, column_names(recipients), template), recipients)
    return _make_rows(plan.maker, recipients, check_rows(plan))


def _make_rows(maker: LetterMaker, rows: Sequence[Row], checked: CheckedRows) -> Iterator[Document]:
    to_check = choose_rows_to_check(checked.good)
    untold = maker.left_out()
    for index, row in enumerate(rows):
        if index in checked.wrong:
            yield Document(b"", list(checked.wrong[index]))
            continue
        notes = [*maker.check(row), *untold]
        untold = []
        letter = maker.make(row, str(index))
        data = letter.files[0].data if letter.files else b""
        if index in to_check and data:
            cross_check(maker, row, data)
        yield Document(data, [*notes, *letter.problems])


def _with_letter(letter: LetterInput, world: CachingReader | None) -> OverlayWorld:
    """Return a world in which the letter stands under the name that problems call it by."""
    text = as_yaml(letter) if isinstance(letter, Mapping) else letter
    data = text.encode() if isinstance(text, str) else text
    return OverlayWorld(world or MemoryWorld(texts=PREPARED), NAME, data)


def as_yaml(letter: Mapping[str, Value]) -> str:
    """Return a letter as YAML text, as a clerk would type it: what its Word file carries along."""
    return commented_yaml({str(key): _as_typed(value) for key, value in letter.items()})


def _as_typed(value: Value) -> YamlValue:
    """Return a value as it would be typed: a day as 05/01/2026, yes and no in Vietnamese."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Mapping):
        return {str(key): _as_typed(below) for key, below in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(map(_as_typed, value))
    return str(value)


def _row(cells: Mapping[str, Value], number: int) -> Row:
    place = Place(ROWS, number)
    row = Row({fold(name): _node(_as_typed(value), place) for name, value in cells.items()})
    texts = "".join(str(node.value) for cell in row.cells.values() for node in scalars(cell))
    return row._replace(
        wrong=tuple(CONTROL.at(place, character=f"U+{ord(c):04X}") for c in unprintable(texts))
    )


def _node(value: YamlValue, place: Place) -> Node:
    if isinstance(value, Mapping):
        return Node({fold(key): _node(below, place) for key, below in value.items()}, place)
    if isinstance(value, tuple) and not hasattr(value, "remark"):
        return Node(tuple(_node(item, place) for item in value), place)
    return Node(str(value), place)
