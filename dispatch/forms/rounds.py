"""A round: a form as it went out with one letter for one period, which returned forms are held against.

Whatever is needed later to collect, to remind and to report is written down when the forms are made, so
that it does not depend on a letter that somebody may have changed since.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dispatch.forms.identity import Identity
from dispatch.forms.structure import Structure


class Round(NamedTuple):
    """What was handed out: the form, whose unit is blank, its table, what its letter is."""

    identity: Identity
    structure: Structure
    title: tuple[str, ...] = ()
    unit_of_measure: str = ""
    landscape: bool = False
    summary: str = ""
    letter: Mapping[str, Any] = {}
    """Of the letter: how it is cited, and who issues, signs and files it."""

    def as_fields(self) -> dict[str, Any]:
        """Return the fields that a record keeps."""
        return {**self._asdict(), "identity": self.identity._asdict(), "structure": self.structure.kept()}


def parse_rounds(data: bytes) -> list[Round]:
    """Return the rounds of a record, the oldest first; a line that was cut short counts as not written."""
    found = []
    for line in data.splitlines():
        try:
            found.append(_round(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
    return found


def _round(said: Mapping[str, Any]) -> Round:
    return Round(
        identity=Identity(**{name: str(said["identity"].get(name, "")) for name in Identity._fields}),
        structure=Structure.recalled(said["structure"]),
        title=tuple(map(str, said["title"])),
        unit_of_measure=str(said["unit_of_measure"]),
        landscape=bool(said["landscape"]),
        summary=str(said["summary"]),
        letter=dict(said["letter"]),
    )


def new_rounds(known: Iterable[Round], made: Iterable[Round]) -> list[Round]:
    """Return what is not in a record yet."""
    before = {json.dumps(each.as_fields(), ensure_ascii=False) for each in known}
    return [each for each in made if json.dumps(each.as_fields(), ensure_ascii=False) not in before]
