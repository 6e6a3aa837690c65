"""Values with remarks as YAML that a clerk can go on with.

A key a line, each remark beside its value or above it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import NamedTuple, Union

from dispatch.agencies.writing import scalar
from dispatch.patterns import lazy_pattern
from dispatch.yaml_tree import parse

PLAIN_IN_FLOW = lazy_pattern(r"[\w ./()-]+")
WIDTH = 110
BESIDE = 34  # the column where remarks begin, if the value is short enough
SHORT = 70


class CommentedValue(NamedTuple):
    """A value, and what its reader should know of it."""

    value: "Value"
    remark: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """A value that is YAML already, as it was typed at the left edge."""

    text: str


Value = Union[str, CommentedValue, Snippet, "Mapping[str, Value]", "tuple[Value, ...]"]


def commented_yaml(values: Mapping[str, Value]) -> str:
    """Return a document: groups stand apart from what is above them."""
    lines: list[str] = []
    for key, value in values.items():
        entry = list(entry_lines(f"{key}:", value, ""))
        lines += ["", *entry] if lines and (len(entry) > 1 or lines[-1].startswith(" ")) else entry
    return "\n".join(lines) + "\n"


def value_lines(value: Value, pad: str) -> Iterator[str]:
    """Yield the lines of what stands under a key or behind a dash."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from entry_lines(f"{pad}{key}:", below, pad)
    elif isinstance(value, tuple):
        for item in value:
            yield from item_lines(item, pad)


def entry_lines(head: str, value: Value, pad: str) -> Iterator[str]:
    """Yield a key, or a dash, and what stands behind or under it."""
    plain, remark = value if isinstance(value, CommentedValue) else (value, "")
    if isinstance(plain, Snippet):
        yield from _snippet_lines(f"{head} ", plain, pad, on_its_own=_is_block(plain))
        return
    if isinstance(plain, str):
        yield from _leaf(f"{head} {scalar(plain)}", remark, pad, plain)
        return
    if remark:
        yield f"{pad}# {remark}"
    if plain:
        yield head
        yield from value_lines(plain, f"{pad}  ")
    else:
        yield f"{head} []"


def item_lines(item: Value, pad: str) -> Iterator[str]:
    """Yield one item of a list: a dash before a text, or in front of the first key of a group."""
    plain, remark = item if isinstance(item, CommentedValue) else (item, "")
    if isinstance(plain, Snippet):
        yield from _snippet_lines(f"{pad}- ", plain, pad)
        return
    if isinstance(plain, str):
        yield from _leaf(f"{pad}- {scalar(plain)}", remark, pad, plain)
        return
    if remark:
        yield f"{pad}# {remark}"
    dashed = False
    for line in value_lines(plain, f"{pad}  "):
        first = not dashed and not line.lstrip().startswith("#")
        dashed = dashed or first
        yield f"{pad}- {line[len(pad) + 2 :]}" if first else line


def _snippet_lines(head: str, snippet: Snippet, pad: str, *, on_its_own: bool = False) -> Iterator[str]:
    """Yield a snippet behind its head, or on lines of its own below it."""
    first, *rest = snippet.text.strip().split("\n")
    if on_its_own:
        yield head.rstrip()
        rest = [first, *rest]
    else:
        yield f"{head}{first}"
    yield from (f"{pad}  {line}".rstrip() for line in rest)


def _is_block(snippet: Snippet) -> bool:
    """Say whether a snippet is a list or a group a line; refuse one that is no YAML by itself."""
    node = parse(snippet.text, "")
    return not isinstance(node.value, str) and not snippet.text.lstrip().startswith(("[", "{"))


def flow_text(value: Value) -> str:
    """Return a value as it stands between braces, where commas and brackets part."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow_text(below)}" for key, below in value.items()) + "}"
    if isinstance(value, Snippet):
        return value.text
    if isinstance(value, CommentedValue):
        return flow_text(value.value)
    if isinstance(value, tuple):
        return "[" + ", ".join(map(flow_text, value)) + "]"
    quoted = scalar(value)
    return quoted if quoted != value or PLAIN_IN_FLOW.fullmatch(value) else f"'{value}'"


def _leaf(line: str, remark: str, pad: str, text: str) -> Iterator[str]:
    """Yield a value that is one text, its remark beside it where there is room."""
    if remark and len(line) <= SHORT and max(len(line), BESIDE) + len(remark) <= WIDTH:
        yield f"{line:<{BESIDE}} # {remark}"
        return
    if remark:
        yield f"{pad}# {remark}"
    yield from _folded(line, pad) if not re.search(r"\s\s|\n", text) else (line,)


def _folded(line: str, pad: str) -> list[str]:
    """Return a long line in pieces that YAML puts together again."""
    if len(line) <= WIDTH:
        return [line]
    pieces = wrap(line[len(pad) :], WIDTH - len(pad), break_long_words=False, break_on_hyphens=False)
    return [f"{pad}{pieces[0]}", *(f"{pad}  {piece}" for piece in pieces[1:])]
