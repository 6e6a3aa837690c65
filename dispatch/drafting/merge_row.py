"""The text of one letter of a batch: what its row says, put into what the clerk typed."""

from collections.abc import Mapping
from typing import Any

from dispatch import yaml_tree
from dispatch.drafting.commented_yaml import Value
from dispatch.drafting.edit_text import replace_values
from dispatch.model import CongVan
from dispatch.problem import Path, Place, Refused
from dispatch.recipients.placeholders import BLANK, row_overrides, with_row
from dispatch.recipients.row import Row
from dispatch.yaml_tree import Node


def merge_row(text: str, file: str, cells: Mapping[str, Any]) -> str:
    """Return a letter's text as it would have been typed for one row alone.

    The rest of it stays letter for letter. Letters of earlier versions have holes that print nothing.
    """
    root = yaml_tree.parse(text, file)
    row = Row({name: _node(value, root.place) for name, value in cells.items()})
    filled, problems = with_row(root, row)
    if wrong := [problem for problem in problems if problem.code != BLANK.code]:
        raise Refused(wrong)
    entries = yaml_tree.entries(filled)
    entries |= row_overrides(row, [key for key in CongVan.model_fields if key in cells], entries)
    typed = yaml_tree.entries(root)
    changed: dict[Path, Value] = {
        (key,): _value(node) for key, node in entries.items() if node != typed.get(key)
    }
    return replace_values(text, file, changed)


def _node(value: Any, place: Place) -> Node:
    """Return what a row says as the node it was."""
    if isinstance(value, list):
        return Node(tuple(_node(item, place) for item in value), place)
    if isinstance(value, dict):
        return Node({str(key): _node(below, place) for key, below in value.items()}, place)
    return Node(str(value), place)


def _value(node: Node) -> Value:
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, tuple):
        return tuple(map(_value, node.value))
    return {key: _value(below) for key, below in node.value.items()}
