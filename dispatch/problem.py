"""What can be wrong with an input, and where in it.

A fault is a kind of mistake, named once beside its wording; a problem is one
occurrence of it. Problems are values: every room hands them on, and only the
command line decides how to show them and which exit code they deserve.
"""

import string
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.plain_text import one_line

Path = tuple[str | int, ...]
Say = Callable[[str], str]


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a text that is translated later
    """Mark a text for the message catalogues and give it back unchanged."""
    return text


HINT = N_("gợi ý")


class Severity(Enum):
    """How much a problem matters; only an error stops a letter from being made."""

    ERROR = N_("lỗi")
    WARNING = N_("cảnh báo")
    INFO = N_("lưu ý")


class Spot(NamedTuple):
    """Where something stands in a file without lines: how a reader finds it, and how it begins."""

    name: str
    numbers: tuple[tuple[str, int], ...] = ()
    words: str = ""

    def text(self, say: Say = str) -> str:
        """Return the spot in the language of `say`."""
        name = say(self.name).format_map(dict(self.numbers))
        return f"{name} '{self.words}'" if self.words else name


class Place(NamedTuple):
    """A position in a file; lines and columns count from one, as editors do.

    In a file without lines a paragraph counts as one, and the spot says where a reader finds it.
    """

    file: str
    line: int = 1
    column: int = 1
    spot: Spot | None = None

    def text(self, say: Say = str) -> str:
        """Return the form that a person reads; `file:line:column` is clickable in terminals."""
        return (
            f"{self.file}: {self.spot.text(say)}" if self.spot else f"{self.file}:{self.line}:{self.column}"
        )

    def __str__(self) -> str:
        """Render in Vietnamese."""
        return self.text()


NOWHERE = Place("", 0, 0)


class Problem(NamedTuple):
    """One thing that is wrong, said so that its reader can put it right."""

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    values: tuple[tuple[str, str], ...] = ()
    path: Path = ()
    place: Place | None = None

    def text(self, say: Say = str) -> str:
        """Return the message alone, in the language of `say`."""
        return say(self.message).format_map(_values_in(self.values, say))

    def hint_text(self, say: Say = str) -> str:
        """Return the hint, or nothing when it needs a value that is not known."""
        holes = (name for _, name, _, _ in string.Formatter().parse(self.hint) if name)
        known = dict(self.values)
        if not self.hint or not all(known.get(hole) for hole in holes):
            return ""
        return say(self.hint).format_map(_values_in(self.values, say))

    def as_line(self, say: Say = str) -> str:
        """Return the line that a person reads, with the hint on a second, whatever is quoted."""
        where = f"{self.place.text(say)}: " if self.place else ""
        line = one_line(f"{where}{say(self.severity.value)}[{self.code}]: {self.text(say)}")
        advice = self.hint_text(say)
        return f"{line}\n{one_line(f'  {say(HINT)}: {advice}')}" if advice else line

    def as_dict(self, say: Say = str) -> dict[str, object]:
        """Return the problem as plain values: what `check --format json` prints (docs/formats.md)."""
        place = self.place or NOWHERE
        spot = {"spot": place.spot.text(say)} if place.spot else {}
        return {
            "file": place.file,
            "line": place.line,
            "column": place.column,
            **spot,
            "severity": self.severity.name.lower(),
            "code": self.code,
            "message": self.text(say),
            "hint": self.hint_text(say),
            "path": list(self.path),
        }

    def __str__(self) -> str:
        """Render in Vietnamese."""
        return self.as_line()


class Fault(NamedTuple):
    """A kind of mistake: its code, its wording, and what usually mends it."""

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def at(self, place: Place | None = None, path: Path = (), **values: object) -> Problem:
        """Return one occurrence of this fault."""
        return Problem(
            code=self.code,
            message=self.message,
            hint=self.hint,
            severity=self.severity,
            values=tuple((name, str(value)) for name, value in values.items()),
            path=path,
            place=place,
        )


class Refused(Exception):  # noqa: N818 - not an error of the program: an answer to its user
    """The input cannot become a letter; the problems say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only those that forbid going on."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def in_reading_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once, sorted as a person reads the files."""
    return sorted(dict.fromkeys(problems), key=lambda p: ((p.place or NOWHERE)[:3], p.code))


OURS = frozenset(
    ("why", "advice", "what", "kind", "side")
)  # the values that are words of ours, not of the clerk


STEP = lazy_pattern(r"[^\s\d,][^\d,]*(?= \d)")  # of a place inside a document: the word before its number
NAME_OF_A_KEY = lazy_pattern(r"[^\s,()`][^,()`]* \((`\w+`)\)")

NAMING_KEYS = frozenset(("key", "near", "known", "what"))  # the values that may show keys with their names


def _values_in(values: Iterable[tuple[str, str]], say: Say) -> dict[str, str]:
    """Return the values of a message; the Vietnamese names of keys are for those who read Vietnamese."""
    spoken = {name: _value_in(name, value, say) for name, value in values}
    if say(HINT) == HINT:
        return spoken
    return {
        name: NAME_OF_A_KEY.sub(r"\1", value) if name in NAMING_KEYS else value
        for name, value in spoken.items()
    }


def _value_in(name: str, value: str, say: Say) -> str:
    """Return one value of a message: words of ours are translated, of a place its steps."""
    if name == "where":
        return STEP.sub(lambda step: say(step[0]), value)
    return say(value) if value and name in OURS else value


def shorten(text: str, most: int = 60) -> str:
    """Return a text as a message can quote it: one line, not too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
