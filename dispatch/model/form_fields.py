"""The keys of a letter as fields that somebody fills in: what the model says of each, and nothing besides.

A key that is added to the model, with its docstring, is a field at once.
"""

import functools
from collections.abc import Callable, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from dispatch import decree
from dispatch.model.body import Khoi
from dispatch.model.key_names import key_name, with_marks
from dispatch.model.kinds import Part, Text, read_type, read_urgency, read_yes
from dispatch.model.letter import CongVan
from dispatch.model.report_forms import BieuMau
from dispatch.model.schema import glossary
from dispatch.model.tables import Bang
from dispatch.yaml_tree import fold

Kind = Literal["line", "text", "lines", "choice", "group", "rows", "outline", "snippet"]
"""How a field is filled in: a line, a paragraph, a line an item, one of several, a group of fields, rows of
such groups, the parts of a body, and, for what has too many shapes, YAML as it stands in the file."""

CHOICES: dict[Callable[[Any], Any], tuple[str, ...]] = {
    read_type: tuple(name.lower() for name, _ in decree.TYPES.values()),
    read_urgency: tuple(text.lower() for text, _ in decree.URGENCY.values()),
    read_yes: ("có", "không"),
}
TOO_MANY_SHAPES = (Bang, BieuMau)


class FormField(NamedTuple):
    """One key: its Vietnamese name, what it means, how it is filled in."""

    key: str
    name: str
    meaning: str
    kind: Kind
    choices: tuple[str, ...] = ()
    fields: "tuple[FormField, ...]" = ()
    bare: str = ""
    """The key of a group that a bare text stands for."""
    by_name: bool = False
    """Whether the name of a config, or a list of such names, may stand for all of it."""
    default: str = ""
    """What is printed where the key is missing; a key that says nothing then prints nothing."""
    may_be_blank: bool = False
    """Whether a blank says something else than a missing key."""


class _Shape(NamedTuple):
    """An annotation taken apart: the type, how many of it, how a text becomes it."""

    kind: Any
    many: bool
    readers: tuple[Any, ...]


@functools.cache
def letter_fields() -> tuple[FormField, ...]:
    """Return the fields of a letter, in the order of the model."""
    return part_fields(CongVan)


@functools.cache
def part_fields(part: type[Part]) -> tuple[FormField, ...]:
    """Return the fields of a group of keys."""
    meanings = glossary()[part.__name__]
    return tuple(
        _field(key, info, key_name(key, part.__name__), meanings[key])
        for key, info in part.model_fields.items()
    )


def _field(key: str, info: FieldInfo, name: str, meaning: str) -> FormField:
    shape = _shape(info.annotation, tuple(info.metadata))
    about = FormField(key, name[:1].upper() + name[1:], meaning, "line", by_name=_takes_name(shape))
    if shape.kind is Khoi:
        return about._replace(kind="outline" if shape.many else "snippet")
    if isinstance(shape.kind, type) and issubclass(shape.kind, TOO_MANY_SHAPES):
        return about._replace(kind="snippet")
    if isinstance(shape.kind, type) and issubclass(shape.kind, Part):
        kind: Kind = "rows" if shape.many else "group"
        return about._replace(kind=kind, fields=part_fields(shape.kind), bare=_bare_key(shape))
    choices = _choices(shape)
    if choices and not shape.many:
        chosen = next((choice for choice in choices if fold(choice) == info.default), "")
        return about._replace(kind="choice", choices=choices, default=chosen)
    if shape.many:
        return about._replace(kind="lines")
    default = info.default if isinstance(info.default, str) else ""
    blank = info.default is None or bool(default)
    return about._replace(kind="text" if _may_be_long(shape) else "line", default=default, may_be_blank=blank)


def _shape(annotation: Any, readers: tuple[Any, ...] = (), *, many: bool = False) -> _Shape:
    """Take an annotation apart, from the outside to the type that it holds."""
    inner: Sequence[Any] = get_args(annotation)
    if get_origin(annotation) is Annotated:
        return _shape(inner[0], (*readers, *inner[1:]), many=many)
    if get_origin(annotation) in (Union, UnionType):
        return _shape(next(arg for arg in inner if arg is not type(None)), readers, many=many)
    if get_origin(annotation) is tuple:
        return _shape(inner[0], readers, many=True)
    return _Shape(annotation, many, readers)


def _takes_name(shape: _Shape) -> bool:
    """Say whether a bare text is understood as the name of a config."""
    said = [reader.json_schema_input_type for reader in shape.readers if isinstance(reader, BeforeValidator)]
    group = isinstance(shape.kind, type) and issubclass(shape.kind, Part)
    return group and "mau" in shape.kind.model_fields and any(str in get_args(kind) for kind in said)


def _functions(shape: _Shape) -> list[Any]:
    return [reader.func for reader in shape.readers if isinstance(reader, BeforeValidator)]


def _bare_key(shape: _Shape) -> str:
    """Return the key under which a bare text is put: asked of what widens it."""
    for widened in _functions(shape):
        made = widened("?")
        if isinstance(made, dict):
            return str(next(iter(made)))
    return ""


def _choices(shape: _Shape) -> tuple[str, ...]:
    """Return what may be chosen, as it is typed with its marks."""
    if get_origin(shape.kind) is Literal:
        return tuple(with_marks(value) for value in get_args(shape.kind) if value)
    return next((CHOICES[read] for read in _functions(shape) if read in CHOICES), ())


def _may_be_long(shape: _Shape) -> bool:
    """Say whether a text may have several lines: it is read as the model reads such texts."""
    return any(reader in get_args(Text) for reader in shape.readers)
