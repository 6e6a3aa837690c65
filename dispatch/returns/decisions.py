"""What people decided about what came back, each with its reason; the last word in the journal counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dispatch.returns.journal import DATED, ENTERED, EXCUSED, NAMED, PINNED, Event

Due = tuple[str, str]
"""What is owed: the code of a unit, and that of a form."""


class Decisions(NamedTuple):
    """The decisions that stand, by what they are about."""

    pinned: Mapping[Due, Event] = {}
    entered: Mapping[Due, Event] = {}
    excused: Mapping[str, Event] = {}
    named: Mapping[str, Event] = {}
    dated: Mapping[str, Event] = {}

    def received(self, sha256: str, seen: date) -> date:
        """Return the day on which a file came in: when it was first seen, unless somebody knows better."""
        said = self.dated.get(sha256)
        try:
            return date.fromisoformat(said.facts["received"]) if said else seen
        except ValueError:  # no such day: somebody has edited the journal
            return seen


def decisions_in(events: Sequence[Event]) -> Decisions:
    """Return the decisions of a journal."""
    return Decisions(
        pinned=_by_due(events, PINNED),
        entered=_by_due(events, ENTERED),
        excused={event.facts["unit"]: event for event in _of(events, EXCUSED)},
        named={event.facts["sha256"]: event for event in _of(events, NAMED)},
        dated={event.facts["sha256"]: event for event in _of(events, DATED)},
    )


def _of(events: Iterable[Event], kind: str) -> list[Event]:
    return [event for event in events if event.kind == kind]


def _by_due(events: Iterable[Event], kind: str) -> dict[Due, Event]:
    return {(event.facts["unit"], event.facts["form"]): event for event in _of(events, kind)}
