"""Readings as text: what a file said is kept, so that no file is read twice. It can always be read again."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dispatch.forms import Identity
from dispatch.forms.filled_values import Answer, Cell, FilledValues
from dispatch.forms.no_value import NoValue
from dispatch.identity_cache import identity_cache
from dispatch.plain_text import as_json_line
from dispatch.problem import Problem, Severity
from dispatch.returns.reading import Kind, Reading
from dispatch.version import __version__

READER = f"{__version__}.2"  # to be counted on whenever a file may be read otherwise than before
WAYS: Mapping[str, Callable[[str], Answer]] = {
    "t": str,
    "i": int,
    "n": Decimal,
    "d": date.fromisoformat,
    "-": NoValue,
}
NAMES: Mapping[type, str] = {str: "t", int: "i", Decimal: "n", date: "d", NoValue: "-"}


class ReadingLines:
    """Writes readings as lines; the cells of forms that have the same ones are written once."""

    def __init__(self) -> None:
        self._written: set[str] = set()

    def lines(self, sha256: str, reading: Reading) -> bytes:
        """Return the line that keeps a reading, behind the line of its cells if that is new."""
        values = FilledValues.of(reading.values)
        cells, mark = _cells_line(values.cells)
        answers = [None if answer is None else _text(answer) for answer in values.answers]
        problems = [
            [each.code, each.message, each.hint, each.severity.name, each.values] for each in reading.problems
        ]
        said = [READER, sha256, reading.kind.value, reading.identity, mark, answers, problems, reading.saved]
        line = f"{as_json_line(said)}\n".encode()
        if mark in self._written:
            return line
        self._written.add(mark)
        return cells + line


@identity_cache
def _cells_line(cells: tuple[Cell, ...]) -> tuple[bytes, str]:
    """Return the line that keeps cells, and what readings call them by."""
    text = as_json_line(cells)
    mark = hashlib.sha256(text.encode()).hexdigest()[:12]
    return f'["{READER}", "{mark}", {text}]\n'.encode(), mark


def _text(answer: Answer) -> str:
    return NAMES[type(answer)] + str(answer)


@lru_cache(maxsize=50_000)
def _answer(text: str) -> Answer:
    return WAYS[text[0]](text[1:])


@lru_cache(maxsize=1)
def parse_readings(data: bytes) -> Mapping[str, Reading]:
    """Return the readings that were kept, by the hash of their file; those of another reader do not count."""
    found: dict[str, Reading] = {}
    cells: dict[str, tuple[Cell, ...]] = {}
    begin = f'["{READER}", '.encode()
    for line in data.splitlines():
        if line.startswith(begin):
            try:
                _, name, *said = json.loads(line)
                if len(said) == 1:
                    cells[name] = tuple((int(row), str(key), str(place)) for row, key, place in said[0])
                else:
                    found[name] = _reading(cells, *said)
            except (ValueError, TypeError, KeyError, IndexError, ArithmeticError, RecursionError):
                continue
    return found


def _reading(
    cells: Mapping[str, tuple[Cell, ...]], kind: str, identity: Any, mark: str, answers: Any, *more: Any
) -> Reading:
    problems, saved = more
    said = tuple([None if text is None else _answer(text) for text in answers])
    if len(said) != len(cells[mark]):
        raise ValueError(mark)
    return Reading(
        Kind(kind),
        None if identity is None else Identity(*identity),
        FilledValues(cells[mark], said),
        tuple([_problem(*each) for each in problems]),
        saved,
    )


def _problem(code: str, message: str, hint: str, severity: str, values: Any) -> Problem:
    return Problem(code, message, hint, Severity[severity], tuple((name, said) for name, said in values))
