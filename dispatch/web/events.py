"""Who changed what, and when: one line an event, only ever added to, and no word of a letter in it."""

import json
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any, NamedTuple

from dispatch.plain_text import as_json_line
from dispatch.world import World

FILE, APPROVALS = ".congvan.events.jsonl", ".congvan.approvals.jsonl"
FILE_MOST = 50_000_000
APPROVED, SAVED = "approved", "letter-saved"
APART = 300  # seconds: a form saves itself every few seconds, and what is saved in between is one event


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
    """The events of a folder of letters; approvals stand in a file of their own too."""

    def __init__(self, world: World, folder: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.world = world
        self.file, self.approvals = (str(PurePath(folder) / name) for name in (FILE, APPROVALS))
        self.clock = clock
        self._saved: dict[tuple[str, str], float] = {}

    def note(self, by: str, act: str, letter: str = "", sha256: str = "") -> None:
        """Add an event of this moment."""
        if act == SAVED and self._was_saved_just_now(by, letter):
            return
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        line = Event(now, by, act, letter, sha256).line
        for file in (self.file, self.approvals) if act == APPROVED else (self.file,):
            self.world.append(file, line)

    def _was_saved_just_now(self, by: str, letter: str) -> bool:
        now = self.clock()
        before = self._saved.get((by, letter))
        if before is not None and now - before < APART:
            return True
        self._saved[by, letter] = now
        return False

    def read(self, letter: str = "") -> list[Event]:
        """Return the events, of one letter or of all, the last first."""
        return self._events(self.file, letter)

    def approval(self, letter: str) -> Event | None:
        """Return the last approval of a letter."""
        return next(iter(self._events(self.approvals, letter)), None)

    def _events(self, file: str, letter: str) -> list[Event]:
        """Return the events of a file, the last first; a torn line is nobody's event."""
        data = self.world.read(file, FILE_MOST) if self.world.exists(file) else b""
        events = [event for line in data.splitlines() if (event := _parse(line))]
        return [event for event in reversed(events) if not letter or event.letter == letter]


def _parse(line: bytes) -> Event | None:
    try:
        fields: Any = json.loads(line)
        return Event(**fields) if _is_event(fields) else None
    except (ValueError, TypeError):
        return None


def _is_event(fields: Any) -> bool:
    return isinstance(fields, Mapping) and all(isinstance(value, str) for value in fields.values())
