"""YAML text as a tree of nodes that remember where they were written."""

from dispatch.yaml_tree.nodes import (
    Node,
    child,
    entries,
    fold,
    locate,
    overlay,
    scalars,
    to_plain,
    unprintable,
    with_place,
)
from dispatch.yaml_tree.parser import decode, parse
from dispatch.yaml_tree.unseen_letters import unseen_letters

__all__ = [
    "Node",
    "child",
    "decode",
    "entries",
    "fold",
    "locate",
    "overlay",
    "parse",
    "scalars",
    "to_plain",
    "unprintable",
    "unseen_letters",
    "with_place",
]
