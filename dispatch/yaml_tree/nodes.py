"""A tree of nodes that remember where they were written."""

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from dispatch.problem import Path, Place, Problem

UNPRINTABLE = r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"


class Node(NamedTuple):
    """A scalar, a list or a mapping, and where its key and its value begin."""

    value: "str | tuple[Node, ...] | Mapping[str, Node]"
    place: Place
    key: Place | None = None


@functools.lru_cache(maxsize=4096)
def fold(key: str) -> str:
    """Return a key as the vocabulary spells it: `Trích yếu` is `trich_yeu`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c))
    return re.sub(r"[\s_-]+", "_", bare.replace("đ", "d").replace("Đ", "d").strip().casefold())


def unprintable(text: str) -> list[str]:
    """Return the characters of a text that no letter can hold."""
    return [] if text.isprintable() else sorted(set(re.findall(UNPRINTABLE, text)))


def entries(node: Node) -> dict[str, Node]:
    """Return what stands under each key; nothing where there are no keys."""
    return dict(node.value) if isinstance(node.value, Mapping) else {}


def overlay(base: Node, top: Node) -> Node:
    """Return the base with the top laid over it; every node keeps its own place."""
    if not (isinstance(base.value, Mapping) and isinstance(top.value, Mapping)):
        return top
    below = base.value
    laid = {k: overlay(below[k], v) if k in below else v for k, v in top.value.items()}
    return top._replace(value={**below, **laid})


def child(node: Node, step: str | int) -> Node | None:
    """Return what stands under a key or at an index, if anything does.

    One item may stand for a list of one.
    """
    if isinstance(node.value, Mapping) and isinstance(step, str):
        return cast("Node | None", node.value.get(str(step)))
    if isinstance(node.value, tuple) and isinstance(step, int) and 0 <= step < len(node.value):
        return cast("Node", node.value[step])
    return node if step == 0 and not isinstance(node.value, tuple) else None


def locate(root: Node, path: Path) -> Place:
    """Return where a path is written: its key, its item, or its nearest ancestor."""
    node, last = root, len(path) - 1
    for index, step in enumerate(path):
        below = child(node, step)
        if below is None:
            break
        node = below
        if index == last and isinstance(node.value, str):
            return node.place
    return node.key or node.place


def with_place(problem: Problem, root: Node) -> Problem:
    """Return the problem with its place filled in from its path."""
    return problem if problem.place else problem._replace(place=locate(root, problem.path))


def to_plain(node: Node) -> Any:
    """Return the node as bare strings, lists and dicts, for the model to read."""
    value = node.value
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return {key: below.value if type(below.value) is str else to_plain(below) for key, below in value.items()}


def scalars(node: Node) -> Iterator[Node]:
    """Yield every scalar of a tree, in the order of the file."""
    if isinstance(node.value, str):
        yield node
        return
    for below in node.value if isinstance(node.value, tuple) else node.value.values():
        yield from scalars(below)
