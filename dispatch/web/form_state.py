"""What a form holds, off a letter's tree or off what a browser sent, and what it wants the letter to say.

A state has the shape of its field: a text; a mapping for a group; a list of mappings for rows and for
the parts of a body.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dispatch.drafting.commented_yaml import Snippet
from dispatch.drafting.edit_text import Blank, Group, Wanted, is_empty, source_at
from dispatch.model.form_fields import FormField
from dispatch.problem import Path
from dispatch.web.outline import outline_paths, outline_state, outline_wanted
from dispatch.yaml_tree import Node, child, entries

State = Any
BLANK = "(để trống)"
SNIPPET = "yaml"  # the last part of the name of a field that shows YAML as it stands
TEXTS = ("line", "text", "lines", "choice")
GOES_ON = "⏎"  # at the end of a line: the next one still belongs to the same item


def letter_state(fields: Iterable[FormField], root: Node, text: str) -> dict[str, State]:
    """Return the state of every field of a letter, as its text says it."""
    return {field.key: _state(field, child(root, field.key), (field.key,), text) for field in fields}


def shown_kind(field: FormField, state: State) -> str:
    """Return how a field is filled in: a config that is only named is a name, not all that it says."""
    if field.by_name and isinstance(state, str):
        return "line" if field.kind == "group" else "lines"
    return "snippet" if isinstance(state, Snippet) else field.kind


def _state(field: FormField, node: Node | None, path: Path, text: str) -> State:
    """Return what a field shows of a node; what has another shape than the field is shown as it stands."""
    if field.by_name and (node is None or _only_texts(node)):
        return _lines(node)
    if field.kind == "snippet" or (node is not None and not _has_shape(field, node)):
        return Snippet(source_at(text, path) if node else "")
    return _shaped_state(field, node, path, text)


def _shaped_state(field: FormField, node: Node | None, path: Path, text: str) -> State:
    if field.kind == "outline":
        return outline_state(node, path, text)
    if field.kind == "rows":
        return [_group_state(field, item, (*path, at), text) for at, item in enumerate(_items(node))]
    if field.kind == "group":
        return _group_state(field, node, path, text)
    if field.kind == "lines":
        return _lines(node)
    said = str(node.value) if node else ""
    return BLANK if node and field.may_be_blank and not said else said


def _group_state(field: FormField, node: Node | None, path: Path, text: str) -> dict[str, State]:
    if node and isinstance(node.value, str):
        node = node._replace(value={field.bare: node} if node.value else {})
    return {
        below.key: _state(below, child(node, below.key) if node else None, (*path, below.key), text)
        for below in field.fields
    }


def _has_shape(field: FormField, node: Node) -> bool:
    """Say whether a node has the shape that a field can show."""
    if field.kind == "lines":
        return _only_texts(node)
    if field.kind in TEXTS:
        return isinstance(node.value, str)
    if field.kind == "group":
        return _is_group(field, node)
    if field.kind == "rows":
        return all(_is_group(field, item) for item in _items(node))
    return True


def _is_group(field: FormField, node: Node) -> bool:
    """Say whether a node is a group of known keys, or a bare text that stands for one."""
    if isinstance(node.value, str):
        return bool(field.bare) or not node.value
    return entries(node).keys() <= {below.key for below in field.fields} and not isinstance(node.value, tuple)


def _items(node: Node | None) -> Sequence[Node]:
    """Return the items of a list; one item may stand for a list of one."""
    if node is None or node.value == "":
        return ()
    return node.value if isinstance(node.value, tuple) else (node,)


def _only_texts(node: Node) -> bool:
    return all(isinstance(item.value, str) for item in _items(node))


def _lines(node: Node | None) -> str:
    """Return a list of texts with a line for each."""
    return "\n".join(str(item.value).replace("\n", f"{GOES_ON}\n") for item in _items(node) if item.value)


def blank_row(field: FormField) -> dict[str, State]:
    """Return the state of a row in which nothing stands yet."""
    return _group_state(field, None, (), "")


# --- what a browser sent ----------------------------------------------------------------------------


def posted_state(fields: Iterable[FormField], pairs: Iterable[tuple[str, str]]) -> dict[str, State]:
    """Return the state of the fields that were sent; one that was not is left out."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        *above, last = name.split(".")
        place = tree
        for step in above:
            place = place.setdefault(step, {})
            if not isinstance(place, dict):
                break
        else:
            place[last] = value.replace("\r\n", "\n")
    return {field.key: _posted(field, tree[field.key]) for field in fields if field.key in tree}


def _posted(field: FormField, sent: Any) -> State:
    if isinstance(sent, str):
        return sent if field.kind in TEXTS or field.by_name else _posted(field, {})
    if SNIPPET in sent:
        return Snippet(str(sent[SNIPPET]))
    if field.kind == "group":
        return {below.key: _posted(below, sent.get(below.key, "")) for below in field.fields}
    if field.kind not in ("rows", "outline"):
        return Snippet("") if field.kind == "snippet" else ""
    rows = [sent[at] for at in sorted((at for at in sent if at.isdecimal()), key=int)]
    rows = [row for row in rows if isinstance(row, dict)]
    if field.kind == "outline":
        return [{key: str(row.get(key, "")) for key in OUTLINE_KEYS} for row in rows]
    return [{below.key: _posted(below, row.get(below.key, "")) for below in field.fields} for row in rows]


OUTLINE_KEYS = ("kind", "depth", "so", "title", "text")


# --- what the letter is to say ----------------------------------------------------------------------


def changed_keys(
    fields: Iterable[FormField], before: Mapping[str, State], after: Mapping[str, State]
) -> dict[str, Wanted]:
    """Return what is wanted of the keys whose fields were changed."""
    wanted = {
        field.key: (wanted_of(field, before[field.key]), wanted_of(field, after[field.key]))
        for field in fields
        if field.key in after
    }
    return {key: new for key, (old, new) in wanted.items() if old != new}


def wanted_of(field: FormField, state: State) -> Wanted:
    """Return what a field wants its key to say."""
    if isinstance(state, Snippet):
        return Snippet(state.text.strip())
    if isinstance(state, str) and (field.kind == "lines" or shown_kind(field, state) == "lines"):
        return _items_of(state)
    if isinstance(state, str):
        return Blank() if field.may_be_blank and state.strip() == BLANK else state.strip()
    if field.kind == "outline":
        return outline_wanted(state)
    if field.kind == "rows":
        groups = [_group_wanted(field, row) for row in state]
        return tuple(group for group in groups if not is_empty(group))
    return _group_wanted(field, state)


def _group_wanted(field: FormField, state: Mapping[str, State]) -> Group:
    return Group({below.key: wanted_of(below, state[below.key]) for below in field.fields}, field.bare)


def _items_of(text: str) -> tuple[str, ...]:
    """Return the items of a list with a line for each."""
    items = re.split(rf"(?<!{GOES_ON})\n", text.strip("\n"))
    return tuple(item.strip().replace(f"{GOES_ON}\n", "\n") for item in items if item.strip())


# --- where problems are shown -----------------------------------------------------------------------


def names_by_path(fields: Iterable[FormField], states: Mapping[str, State]) -> dict[Path, str]:
    """Return the name of the field that shows each path of keys."""
    return {
        path: name
        for field in fields
        if field.key in states
        for path, name in _named(field, states[field.key], (field.key,), field.key)
    }


def nearest_name(names: Mapping[Path, str], path: Path) -> str:
    """Return the name of the field at a path, or of the nearest one above it; nothing if there is none."""
    return next((names[path[:end]] for end in range(len(path), 0, -1) if path[:end] in names), "")


def _named(field: FormField, state: State, path: Path, name: str) -> Iterator[tuple[Path, str]]:
    yield path, name
    if isinstance(state, dict):
        for below in field.fields:
            yield from _named(below, state[below.key], (*path, below.key), f"{name}.{below.key}")
    elif isinstance(state, list) and field.kind == "outline":
        yield from ((found, f"{name}.{at}") for at, found in outline_paths(state, path))
    elif isinstance(state, list):
        said = [at for at, row in enumerate(state) if not is_empty(_group_wanted(field, row))]
        for index, at in enumerate(said):
            yield (*path, index), f"{name}.{at}"
            for below in field.fields:
                yield from _named(
                    below, state[at][below.key], (*path, index, below.key), f"{name}.{at}.{below.key}"
                )
