"""What a letter is to say in a place, whatever words of YAML say it there today."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Union

import yaml

from dispatch.drafting.commented_yaml import Snippet, Value
from dispatch.drafting.edit_text.marks import folded_keys, source_of


@dataclass(frozen=True, slots=True)
class Group:
    """Keys with what each is to say; a key that says nothing is not to stand there."""

    keys: "Mapping[str, Wanted]"
    bare: str = ""
    """The key that a bare text in the place of the group stands for."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A key that is to stand there and to say nothing."""


Wanted = Union[str, "tuple[Wanted, ...]", Group, Snippet, Blank]


def is_empty(wanted: Wanted) -> bool:
    """Say whether nothing is to be said."""
    if isinstance(wanted, Group):
        return all(map(is_empty, wanted.keys.values()))
    if isinstance(wanted, Blank):
        return False
    return not wanted.text.strip() if isinstance(wanted, Snippet) else not wanted


def says(text: str, node: Any, wanted: Wanted) -> bool:
    """Say whether a node of the text means what is wanted, however shortly it is typed."""
    if isinstance(wanted, Snippet):
        return source_of(text, node) == wanted.text.strip()
    if isinstance(wanted, Group):
        return _says_group(text, node, wanted)
    if isinstance(wanted, tuple):
        return _says_list(text, node, wanted)
    meant = "" if isinstance(wanted, Blank) else plain(wanted)
    return isinstance(node, yaml.ScalarNode) and plain(node.value) == meant


def plain(text: str) -> str:
    """Return a text as the reader of letters takes it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _says_group(text: str, node: Any, wanted: Group) -> bool:
    if not isinstance(node, yaml.MappingNode):
        short = isinstance(node, yaml.ScalarNode) and only_bare(wanted)
        return short and says(text, node, wanted.keys[wanted.bare])
    there = folded_keys(node)
    return all(
        says(text, there[key][1], value) if key in there else is_empty(value)
        for key, value in wanted.keys.items()
    )


def _says_list(text: str, node: Any, wanted: tuple[Wanted, ...]) -> bool:
    """Say whether a node lists what is wanted; one item may stand for a list of one."""
    if not isinstance(node, yaml.SequenceNode):
        return says(text, node, wanted[0]) if len(wanted) == 1 else not wanted and says(text, node, "")
    return len(node.value) == len(wanted) and all(
        says(text, item, value) for item, value in zip(node.value, wanted, strict=True)
    )


def only_bare(group: Group) -> bool:
    """Say whether a group could be said by a bare text."""
    said = [key for key, value in group.keys.items() if not is_empty(value)]
    return said == [group.bare] and isinstance(group.keys[group.bare], str | tuple)


def as_value(wanted: Wanted) -> Value:
    """Return what is wanted as it is written where nothing stands yet: as shortly as it can be."""
    if isinstance(wanted, Group):
        if only_bare(wanted) and isinstance(wanted.keys[wanted.bare], str):
            return as_value(wanted.keys[wanted.bare])
        return {key: as_value(value) for key, value in wanted.keys.items() if not is_empty(value)}
    if isinstance(wanted, Blank):
        return ""
    return tuple(map(as_value, wanted)) if isinstance(wanted, tuple) else wanted
