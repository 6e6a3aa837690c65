"""The journal of what came back: one line an event, only ever added to; it is what all else is made of."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from dispatch.plain_text import as_json_line

JOURNAL = "journal.jsonl"
RECEIVED, PINNED, EXCUSED, DATED, NAMED = "received", "pinned", "excused", "dated", "named"
ENTERED, REMINDED, REPORTED, MAPPED = "entered", "reminded", "reported", "mapped"
NEEDED = {  # what an event of each kind says; one that lacks any of it does not count
    RECEIVED: ("sha256", "name", "kept"),
    PINNED: ("unit", "form", "sha256"),
    EXCUSED: ("unit",),
    DATED: ("sha256", "received"),
    NAMED: ("sha256", "unit", "form"),
    ENTERED: ("unit", "form"),
    REMINDED: ("folder", "subject", "deadline"),
    REPORTED: (),
    MAPPED: ("form", "version"),
}
GROUPS = {  # what names values by texts
    ENTERED: ("values",),
    REPORTED: ("counted", "totals"),
    REMINDED: ("first",),
    MAPPED: ("columns",),
}
SINCE_LATER = ("totals",)  # what events that were written earlier do not tell


class Receipt(NamedTuple):
    """A file that came in: its hash, its name, the day on which it was first seen, how it is kept."""

    sha256: str
    name: str
    day: date
    kept_as: str = ""


def kept_name(sha256: str, name: str) -> str:
    """Return the name under which a file is kept: its hash, and what its own name ends with."""
    end = name.rpartition(".")[2].lower()
    is_usual = end.isascii() and end.isalnum() and len(end) <= len("jpeg")
    return f"{sha256}.{end}" if is_usual else sha256


class Event(NamedTuple):
    """A line of the journal: what happened, when, with which facts; why and by whom if it was decided."""

    kind: str
    day: date
    facts: Mapping[str, Any]
    reason: str = ""
    by: str = ""

    @property
    def line(self) -> bytes:
        """The line as it is written."""
        fields = {"event": self.kind, "day": self.day.isoformat(), **self.facts}
        fields |= {name: said for name, said in (("reason", self.reason), ("by", self.by)) if said}
        return f"{as_json_line(fields)}\n".encode()


def receipt_event(receipt: Receipt) -> Event:
    """Return the event that a file came in."""
    facts = {"sha256": receipt.sha256, "name": receipt.name, "kept": receipt.kept_as}
    return Event(RECEIVED, receipt.day, facts)


def parse_journal(data: bytes) -> list[Event]:
    """Return the events of a journal; a line that was cut short counts as not written."""
    return [event for line in data.splitlines() if (event := _event(line))]


def _event(line: bytes) -> Event | None:
    try:
        said = json.loads(line)
        kind, day = said.pop("event"), date.fromisoformat(said.pop("day"))
        reason, by = str(said.pop("reason", "")), str(said.pop("by", ""))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return Event(kind, day, said, reason, by) if _is_whole(kind, said) else None


def _is_whole(kind: object, said: Mapping[str, Any]) -> bool:
    """Say whether an event tells all that one of its kind tells, as texts."""
    if not isinstance(kind, str) or kind not in NEEDED:
        return False
    names = [name for name in GROUPS.get(kind, ()) if name in said or name not in SINCE_LATER]
    groups = [said.get(name) for name in names]
    texts = [said.get(name) for name in NEEDED[kind]]
    texts += [text for group in groups if isinstance(group, dict) for text in group.values()]
    return all(isinstance(group, dict) for group in groups) and all(isinstance(text, str) for text in texts)


def receipts_of(events: Iterable[Event]) -> list[Receipt]:
    """Return every file that came in, sorted, so that the order of arrival changes nothing."""
    found = {
        (event.facts["sha256"], event.facts["name"]): Receipt(
            event.facts["sha256"], event.facts["name"], event.day, event.facts["kept"]
        )
        for event in events
        if event.kind == RECEIVED
    }
    return sorted(found.values(), key=lambda receipt: (receipt.day, receipt.name, receipt.sha256))
