"""A letter's text with some values replaced: comments, order and everything else stay as they were typed."""

from collections.abc import Mapping
from typing import Any

import yaml

from dispatch.agencies.writing import scalar
from dispatch.drafting.commented_yaml import Value, value_lines
from dispatch.drafting.edit_text.marks import TextChange, end_of
from dispatch.problem import N_, Fault, Path, Place, Refused
from dispatch.yaml_tree import fold, parse
from dispatch.yaml_tree.parser import LOADER

FLOWING = Fault(
    "L004", N_("tệp này viết cả công văn trong dấu {{ }}, không chép theo được"), N_("viết mỗi mục một dòng")
)


def replace_values(text: str, file: str, values: Mapping[Path, Value]) -> str:
    """Return a letter's text with new values under some paths.

    Keys that are not there are added at its end.
    """
    parse(text, file)
    root = yaml.compose(text, Loader=LOADER)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise Refused([FLOWING.at(Place(file))])
    changes, added = [], ""
    for path, value in values.items():
        node = _find(root, path)
        if node:
            changes.append(_change(text, *node, value))
        elif len(path) == 1:
            added += f"{path[0]}:{_under(value, '')}\n"
    for change in sorted(changes, reverse=True):
        text = text[: change.start] + change.text + text[change.end :]
    return text if not added else f"{text.rstrip()}\n\n{added}"


def _find(root: Any, path: Path) -> tuple[Any, Any] | None:
    """Return the key and the value at a path, however the key is typed.

    One item may stand for a list of one.
    """
    key, node = None, root
    for step in path:
        if isinstance(node, yaml.MappingNode) and isinstance(step, str):
            pairs = {fold(str(name.value)): (name, value) for name, value in node.value}
            if step not in pairs:
                return None
            key, node = pairs[step]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif step != 0:
            return None
    return key, node


def _change(text: str, key: Any, node: Any, value: Value) -> TextChange:
    """Return the change of one value, from the colon behind its key to the last letter of what it says."""
    colon = text.index(":", key.end_mark.index) + 1
    end = max(end_of(text, node), colon)
    return TextChange(colon, end, _under(value, " " * key.start_mark.column))


def _under(value: Value, pad: str) -> str:
    """Return a value as it stands behind the colon of its key."""
    if isinstance(value, str):
        return f" {scalar(value)}"
    return "".join(f"\n{line}" for line in value_lines(value, f"{pad}  ")) if value else " []"
