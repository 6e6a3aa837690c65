"""Marks that were typed and are printed anyway: they were taken off, and each is told at its place."""

import functools
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any, get_args

from dispatch.model.kinds import Part, PrintedWith
from dispatch.problem import N_, Fault, Path, Problem, Severity, shorten
from dispatch.yaml_tree import Node, child

TAKEN_OFF = Fault(
    "K040",
    N_("'{text}' in là '{printed}': dấu, chữ mà công cụ tự in thì chỉ in một lần"),
    N_("chỉ ghi '{printed}'"),
    Severity.INFO,
)


def marks_typed_too(said: Part, node: Node, keys: AbstractSet[str] = frozenset()) -> Iterator[Problem]:
    """Yield every text, of all keys or of some, that was typed with marks which are printed around it."""
    for key, marks in _marked_keys(type(said)).items():
        typed = child(node, key) if not keys or key in keys else None
        if typed:
            yield from _in_value(getattr(said, key), marks, typed, (key,))


def _in_value(value: Any, marks: PrintedWith | None, node: Node, path: Path) -> Iterator[Problem]:
    """Yield what to say of a text, of a group of keys, or of each in a list."""
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _in_value(item, marks, child(node, at) or node, (*path, at))
    elif isinstance(value, Part):
        yield from (problem._replace(path=(*path, *problem.path)) for problem in marks_typed_too(value, node))
    elif marks and isinstance(node.value, str):
        typed = node.value.strip()
        printed = marks.bare(typed)
        if printed != typed:
            yield TAKEN_OFF.at(node.place, path, text=shorten(typed), printed=shorten(printed))


@functools.cache
def _marked_keys(kind: type[Part]) -> dict[str, PrintedWith | None]:
    """Return the keys of a group that have marks around them, and those whose groups have such keys."""
    said = {
        key: list(_parts((*field.metadata, field.annotation))) for key, field in kind.model_fields.items()
    }
    return {
        key: next((part for part in parts if isinstance(part, PrintedWith)), None)
        for key, parts in said.items()
        if any(_is_marked(part) for part in parts if part is not kind)
    }


def _is_marked(part: Any) -> bool:
    is_group = isinstance(part, type) and issubclass(part, Part)
    return isinstance(part, PrintedWith) or (is_group and bool(_marked_keys(part)))


def _parts(said: tuple[Any, ...]) -> Iterator[Any]:
    """Yield all that an annotation is made of."""
    for part in said:
        yield part
        yield from _parts(get_args(part))
