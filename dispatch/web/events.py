"""Who changed what, and when: one line an event, only ever added to, and no word of a letter in it."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any, NamedTuple

from dispatch.plain_text import as_json_line
from dispatch.world import World

FILE = ".congvan.events.jsonl"
FILE_MOST = 50_000_000
APPROVED = "approved"


class Event(NamedTuple):
    """One change: when, by whom, what was done to which letter, and the state of its file if that matters."""

    time: str
    by: str
    act: str
    letter: str = ""
    sha256: str = ""

    @property
    def when(self) -> str:
        """The time as it is read; one that is none stays as it was written."""
        try:
            return f"{datetime.fromisoformat(self.time):%H:%M, %d/%m/%Y}"
        except ValueError:
            return self.time

    @property
    def line(self) -> bytes:
        """The event as it is kept."""
        kept = {name: value for name, value in self._asdict().items() if value}
        return f"{as_json_line(kept)}\n".encode()


class EventLog:
    """The events of a folder of letters."""

    def __init__(self, world: World, folder: str) -> None:
        self.world = world
        self.file = str(PurePath(folder) / FILE)

    def note(self, by: str, act: str, letter: str = "", sha256: str = "") -> None:
        """Add an event of this moment."""
        time = datetime.now().astimezone().isoformat(timespec="seconds")
        self.world.append(self.file, Event(time, by, act, letter, sha256).line)

    def read(self, letter: str = "") -> list[Event]:
        """Return the events, of one letter or of all, the last first; a torn line is nobody's event."""
        data = self.world.read(self.file, FILE_MOST) if self.world.exists(self.file) else b""
        events = [event for line in data.splitlines() if (event := _parse(line))]
        return [event for event in reversed(events) if not letter or event.letter == letter]

    def approval(self, letter: str) -> Event | None:
        """Return the last approval of a letter."""
        return next((event for event in self.read(letter) if event.act == APPROVED), None)


def _parse(line: bytes) -> Event | None:
    try:
        fields: Any = json.loads(line)
        return Event(**fields) if _is_event(fields) else None
    except (ValueError, TypeError):
        return None


def _is_event(fields: Any) -> bool:
    return isinstance(fields, Mapping) and all(isinstance(value, str) for value in fields.values())
