"""What is the same in every letter of a batch is made once.

Each part of a result is made from a watched record first. A part that read nothing of
what the rows change cannot differ from row to row, so it is never made again.
"""

import functools
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
KEPT_MOST = 64
Part = Callable[..., T]


class Parted(NamedTuple, Generic[T]):
    """The parts that are made already, and those to be made for each record."""

    fixed: dict[str, T]
    live: dict[str, Part[T]]

    def made(self, record: object, *rest: object) -> dict[str, T]:
        """Return the parts that may differ, made for one record."""
        return {name: part(record, *rest) for name, part in self.live.items()}


def parted(parts: Mapping[str, Part[T]], record: object, varying: AbstractSet[str], *rest: object) -> Parted[T]:
    """Make every part of a record, and say which are to be made again for a record that differs in some fields."""
    fixed: dict[str, T] = {}
    live: dict[str, Part[T]] = {}
    for name, part in parts.items():
        watched = _Watched(record)
        made = part(watched, *rest)
        if watched.seen & varying:
            live[name] = part
        else:
            fixed[name] = made
    return Parted(fixed, live)


class _Watched:
    """A record that remembers which of its fields were read."""

    __slots__ = ("record", "seen")

    def __init__(self, record: object) -> None:
        self.record = record
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.seen.add(name)
        return getattr(self.record, name)


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what was made of the last few objects, told apart by which they are: comparing them would cost more."""
    memory: dict[tuple[object, ...], tuple[object, T]] = {}

    @functools.wraps(function)
    def again(*given: P.args, **named: P.kwargs) -> T:
        key = (id(given[0]), given[1:], *named.items())
        found = memory.get(key)
        if found is None:
            if len(memory) >= KEPT_MOST:
                memory.clear()
            found = memory[key] = given[0], function(*given, **named)
        return found[1]

    return again
