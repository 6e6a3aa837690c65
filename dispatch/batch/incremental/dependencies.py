"""What is the same in every letter of a batch is made once.

Each part of a result is made from a watched record first. A part that read nothing of
what the rows change cannot differ from row to row, so it is never made again.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
Part = Callable[..., T]


class SplitParts(NamedTuple, Generic[T]):
    """The parts that are made already, and those to be made for each record."""

    fixed: dict[str, T]
    live: dict[str, Part[T]]

    def made(self, record: object, *rest: object) -> dict[str, T]:
        """Return the parts that may differ, made for one record."""
        return {name: part(record, *rest) for name, part in self.live.items()}


def split_by_dependency(
    parts: Mapping[str, Part[T]], record: object, varying: AbstractSet[str], *rest: object
) -> SplitParts[T]:
    """Make every part of a record, and say which are to be made again for a record that differs in some fields."""
    fixed: dict[str, T] = {}
    live: dict[str, Part[T]] = {}
    for name, part in parts.items():
        watched = FieldRecorder(record)
        made = part(watched, *rest)
        if watched.seen & varying:
            live[name] = part
        else:
            fixed[name] = made
    return SplitParts(fixed, live)


class FieldRecorder:
    """A record that remembers which of its fields were read."""

    __slots__ = ("record", "seen")

    def __init__(self, record: object) -> None:
        self.record = record
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.seen.add(name)
        return getattr(self.record, name)
