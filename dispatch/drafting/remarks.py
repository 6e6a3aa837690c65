"""What a drafted letter asks somebody to look at again: comments that begin with `xem lại`."""

from collections.abc import Iterator
from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.problem import Path, Refused
from dispatch.yaml_tree import Node, parse, scalars, to_plain

REMARK = lazy_pattern(r"(?P<before>^\s*|.*\S\s+)(?P<comment>#\s*xem lại(?::\s*(?P<words>.*\S))?\s*)$")


class Remark(NamedTuple):
    """A comment that asks to look again: its line, counted from one, what it says, the keys it stands at."""

    line: int
    words: str
    path: Path


def open_remarks(text: str, root: Node) -> list[Remark]:
    """Return what a letter still asks to look at, in the order of its lines."""
    places = sorted(_places(root, ()))
    typed = any("#" in str(node.value) for node in scalars(root))
    return [
        Remark(number, found["words"] or "", _path_at(places, number))
        for number, line in enumerate(text.splitlines(), 1)
        if (found := REMARK.match(line)) and not (typed and _is_typed(text, root, number))
    ]


def _is_typed(text: str, root: Node, line: int) -> bool:
    """Say whether what looks like a remark is part of what the letter says."""
    try:
        return bool(to_plain(parse(without_remark(text, line), "")) != to_plain(root))
    except Refused:
        return True


def _places(node: Node, path: Path) -> Iterator[tuple[int, int, Path]]:
    """Yield the line of every node, with how deep it stands: of several on a line the shallowest leads."""
    if path:
        yield (node.key or node.place).line, len(path), path
    items = node.value.items() if isinstance(node.value, dict) else ()
    for key, below in items:
        yield from _places(below, (*path, key))
    for at, below in enumerate(node.value if isinstance(node.value, tuple) else ()):
        yield from _places(below, (*path, at))


def _path_at(places: list[tuple[int, int, Path]], line: int) -> Path:
    """Return the keys that stand on a line, or on the next one where something does."""
    return next((path for at, _, path in places if at >= line), ())


def without_remark(text: str, line: int) -> str:
    """Return a text without the remark of a line; one that had a line to itself goes with it."""
    lines = text.splitlines(keepends=True)
    found = REMARK.match(lines[line - 1].rstrip("\r\n")) if 0 < line <= len(lines) else None
    if found is None:
        return text
    end = lines[line - 1][len(lines[line - 1].rstrip("\r\n")) :]
    rest = found["before"].rstrip()
    lines[line - 1] = f"{rest}{end}" if rest else ""
    return "".join(lines)
