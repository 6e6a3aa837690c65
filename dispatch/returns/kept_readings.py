"""Readings as text: what a file said is kept, so that no file is read twice. It can always be read again."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dispatch.forms import Identity
from dispatch.forms.no_value import NoValue
from dispatch.forms.returned import FilledValue
from dispatch.model.column_kinds import Value
from dispatch.plain_text import as_json_line
from dispatch.problem import Problem, Severity
from dispatch.returns.reading import Kind, Reading
from dispatch.version import __version__

READER = f"{__version__}.1"  # to be counted on whenever a file may be read otherwise than before
WAYS: Mapping[str, Callable[[str], Value | NoValue]] = {
    "t": str,
    "i": int,
    "n": Decimal,
    "d": date.fromisoformat,
    "-": NoValue,
}
NAMES: Mapping[type, str] = {str: "t", int: "i", Decimal: "n", date: "d", NoValue: "-"}


def reading_line(sha256: str, reading: Reading) -> bytes:
    """Return the line that keeps a reading."""
    values = [[one.row, one.key, NAMES[type(one.value)], str(one.value), one.place] for one in reading.values]
    problems = [
        [each.code, each.message, each.hint, each.severity.name, each.values] for each in reading.problems
    ]
    said = [READER, sha256, reading.kind.value, reading.identity, values, problems, reading.saved]
    return f"{as_json_line(said)}\n".encode()


@lru_cache(maxsize=1)
def parse_readings(data: bytes) -> Mapping[str, Reading]:
    """Return the readings that were kept, by the hash of their file; those of another reader do not count."""
    found: dict[str, Reading] = {}
    begin = f'["{READER}",'.encode()
    for line in data.splitlines():
        if line.replace(b" ", b"", 1).startswith(begin.replace(b" ", b"")):
            try:
                _, sha256, *said = json.loads(line)
                found[sha256] = _reading(*said)
            except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
                continue
    return found


def _reading(kind: str, identity: Any, values: Any, problems: Any, saved: str) -> Reading:
    return Reading(
        Kind(kind),
        None if identity is None else Identity(*identity),
        tuple([FilledValue(row, key, WAYS[way](text), place) for row, key, way, text, place in values]),
        tuple([_problem(*each) for each in problems]),
        saved,
    )


def _problem(code: str, message: str, hint: str, severity: str, values: Any) -> Problem:
    return Problem(code, message, hint, Severity[severity], tuple((name, said) for name, said in values))
