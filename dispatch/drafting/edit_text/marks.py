"""Where things stand in a text of YAML, by the marks of its parser."""

from typing import Any, NamedTuple

import yaml

from dispatch.yaml_tree import fold


class TextChange(NamedTuple):
    """A piece of text to be put in the place of another."""

    start: int
    end: int
    text: str


def end_of(text: str, node: Any) -> int:
    """Return where a value ends: the parser counts the comments below a list or a group to it."""
    if isinstance(node, yaml.ScalarNode):
        text_of_node = text[node.start_mark.index : node.end_mark.index]
        return int(node.start_mark.index) + len(text_of_node.rstrip())
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(text, last[1] if isinstance(last, tuple) else last)


def folded_keys(node: Any) -> dict[str, tuple[Any, Any]]:
    """Return the key and the value of each entry of a group, however the key is typed."""
    return {fold(str(key.value)): (key, value) for key, value in node.value}


def source_of(text: str, node: Any) -> str:
    """Return a value as it was typed, moved to the left edge."""
    first, *rest = text[node.start_mark.index : end_of(text, node)].replace("\r\n", "\n").split("\n")
    column = node.start_mark.column
    return "\n".join([first, *(line[min(column, len(line) - len(line.lstrip())) :] for line in rest)])


def line_start(text: str, at: int) -> int:
    """Return where the line of a place begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return where the line of a place ends, before what breaks it."""
    found = text.find("\n", at)
    end = len(text) if found < 0 else found
    return end - 1 if end > at and text[end - 1] == "\r" else end


def lines_gone(text: str, start: int, end: int) -> TextChange:
    """Return what takes away the lines from one place to another, with the break before them."""
    first = line_start(text, start)
    if not first:
        found = text.find("\n", end)
        return TextChange(0, len(text) if found < 0 else found + 1, "")
    before = first - 2 if text[first - 2 : first] == "\r\n" else first - 1
    return TextChange(before, line_end(text, end), "")


def changed(text: str, changes: list[TextChange]) -> str:
    """Return a text with its changes made; what is put into one place keeps its order."""
    pieces, at = [], 0
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        pieces += [text[at : change.start], change.text]
        at = change.end
    whole = "".join([*pieces, text[at:]])
    return whole.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in text else whole
