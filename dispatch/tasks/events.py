"""Deadlines as a calendar file (RFC 5545) that phones and desks can take in."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from dispatch.plain_text import one_line
from dispatch.problem import shorten
from dispatch.tasks.assigned import Directive, Task
from dispatch.text.deadlines import Due, Recurring

OCTETS_MOST = 75
TITLE_MOST = 120
UNDATED = date(
    1970, 1, 1
)  # of letters that do not say their year: the stamp must be some day, and always the same
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//congvan//tasks//VI", "CALSCALE:GREGORIAN")


def has_day(task: Task, letter: Directive) -> bool:
    """Say whether a task has a day: one that comes again needs a letter that says from when."""
    return task.due is not None and not (isinstance(task.due, Recurring) and letter.since is None)


def calendar_text(letters: Iterable[Directive]) -> str:
    """Return every task that has a day; the same letter given twice is there once."""
    events = {uid: event for letter in letters for uid, event in _events(letter)}
    lines = [*HEAD, *(line for event in events.values() for line in event), "END:VCALENDAR"]
    return "".join(f"{_fold_line(line)}\r\n" for line in lines)


def _events(letter: Directive) -> Iterator[tuple[str, list[str]]]:
    seen: Counter[tuple[str, str]] = Counter()
    for task in letter.tasks:
        seen[task.unit, task.key] += 1
        if has_day(task, letter):
            uid = _uid(letter, task, seen[task.unit, task.key])
            yield uid, _event(letter, task, uid)


def _uid(letter: Directive, task: Task, time: int) -> str:
    """Return what an event is known by.

    Neither its deadline nor the name of a file, so that a later file renews it.
    """
    year = str(letter.since.year) if letter.since else ""
    known = (letter.agency, letter.symbol, year, letter.subject, task.unit, task.key, str(time))
    return f"{hashlib.sha256(chr(0).join(known).encode()).hexdigest()[:32]}@congvan"


def _event(letter: Directive, task: Task, uid: str) -> list[str]:
    since = letter.since or UNDATED
    title = f"{task.unit}: {task.what}" if task.unit else task.what
    about = f"{task.what}\nHạn: {task.deadline}\n{letter.symbol}, {letter.agency}: {letter.subject}"
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{since:%Y%m%d}T000000Z",
        *_days(task.due, since),
        f"SUMMARY:{_escape(shorten(title, TITLE_MOST))}",
        f"DESCRIPTION:{_escape(about)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _days(due: Due | None, since: date) -> Iterator[str]:
    day = due.first(since) if isinstance(due, Recurring) else due
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    if isinstance(due, Recurring):
        yield f"RRULE:{due.rule}"


def _escape(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(map(one_line, text.split("\n")))


def _fold_line(line: str) -> str:
    """Return a line in pieces of at most 75 octets, no letter cut in two."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > OCTETS_MOST:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += width
    return "\r\n".join([*pieces, piece])
