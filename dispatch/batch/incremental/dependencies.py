"""Which parts of a result depend on what rows change, learnt by watching which fields each part reads.

The law of a batch: a letter of it is what it would be alone. A part (a rule, a field of the
letter, a variable of the template) that read no field that rows change is never made again. So a
part may read fields of its record and nothing else of it: whatever else it asks for, a method,
the whole as text, a comparison, is refused at once, in the first letter of the first batch.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Generic, NamedTuple, NoReturn, TypeVar

T = TypeVar("T")
Part = Callable[..., T]


class NotAFieldError(TypeError):
    """A part asked its record for something that is no field, so that nobody can tell what it depends on."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is no field: what a letter of a batch is made of may read fields only")


class SplitParts(NamedTuple, Generic[T]):
    """The parts that are made already, and those to be made for each record."""

    fixed: dict[str, T]
    live: dict[str, Part[T]]

    def make(self, record: object, *rest: object) -> dict[str, T]:
        """Return the parts that may differ, made for one record."""
        return {name: part(record, *rest) for name, part in self.live.items()}


def split_by_dependency(
    parts: Mapping[str, Part[T]], record: object, varying: AbstractSet[str], *rest: object
) -> SplitParts[T]:
    """Make every part of a record, and say which are to be made again for one that differs in some fields.

    Raises NotAFieldError where a part reads anything but fields.
    """
    fixed: dict[str, T] = {}
    live: dict[str, Part[T]] = {}
    for name, part in parts.items():
        recorder = FieldRecorder(record)
        value = part(recorder, *rest)
        if recorder.seen & varying:
            live[name] = part
        else:
            fixed[name] = value
    return SplitParts(fixed, live)


def field_names(record: object) -> frozenset[str]:
    """Return the fields of a pydantic model or a named tuple."""
    kind = type(record)
    if hasattr(kind, "model_fields"):
        return frozenset(kind.model_fields)
    return frozenset(getattr(kind, "_fields", ()))


class FieldRecorder:
    """A record that remembers which of its fields were read, and refuses to be used in any other way."""

    __slots__ = ("fields", "record", "seen")

    def __init__(self, record: object) -> None:
        self.record = record
        self.fields = field_names(record)
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name not in self.fields:
            raise NotAFieldError(name)
        self.seen.add(name)
        return getattr(self.record, name)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """The kind of its record, for whoever asks what it is."""
        return type(self.record)

    def _refuse(self, *_: object) -> NoReturn:
        raise NotAFieldError("the whole record")

    __eq__ = __ne__ = __lt__ = __hash__ = __repr__ = __str__ = __format__ = _refuse
    __iter__ = __len__ = __getitem__ = __contains__ = __reduce_ex__ = __dir__ = _refuse
