"""Configs by name: an agency or a form that a letter names is laid under what it says itself.

A folder `configs/` beside the letter wins over the one that comes with the program.
"""

import difflib
from collections.abc import Mapping
from pathlib import PurePath

from dispatch import source
from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.source import Node
from dispatch.world import LETTER_MOST, Reader, shipped

NO_CONFIG = Fault("C001", N_("không có cấu hình '{name}' trong {folder}"), N_("có phải '{near}'?"))
SUFFIX = ".yaml"
STAND_INS: dict[str, tuple[Node, ...] | Mapping[str, Node]] = {
    "co_quan": {"ten": Node("?", Place(""))},
    "bieu_mau": (),
}
KINDS = {"co_quan": "co-quan", "bieu_mau": "bieu-mau"}


def folders(letter: str, kind: str) -> list[str]:
    """Return where configs of a kind are looked for, the nearest first."""
    beside = str(PurePath(letter).parent / "configs" / kind)
    return [beside, str(PurePath(shipped("configs")) / kind)]


def listed(world: Reader, letter: str, kind: str) -> dict[str, str]:
    """Return every config of a kind, its name and its file; the nearest file wins."""
    found: dict[str, str] = {}
    for folder in folders(letter, kind):
        for file in world.names(folder, SUFFIX):
            found.setdefault(file.removesuffix(SUFFIX), str(PurePath(folder) / file))
    return found


def resolved(world: Reader, letter: Node, file: str) -> tuple[Node, list[Problem]]:
    """Return the letter with the configs it names laid under it, and the names that are not known."""
    if not isinstance(letter.value, Mapping):
        return letter, []
    value = dict(letter.value)
    problems: list[Problem] = []
    for key, kind in KINDS.items():
        if key in value:
            try:
                value[key] = _filled(world, value[key], file, kind)
            except Refused as refusal:
                problems += refusal.problems
                value[key] = value[key]._replace(value=STAND_INS[key])
    return letter._replace(value=value), problems


def _filled(world: Reader, node: Node, file: str, kind: str) -> Node:
    if isinstance(node.value, tuple) and kind == KINDS["bieu_mau"]:
        return node._replace(value=_items(world, node.value, file, kind))
    if isinstance(node.value, Mapping):
        base = node.value.get("mau")
        return source.overlay(_config(world, base, file, kind), node) if base and _named(base) else node
    if not _named(node):
        return node
    return _config(world, node, file, kind)


def _named(node: Node) -> bool:
    return isinstance(node.value, str) and bool(node.value.strip())


def _items(world: Reader, items: tuple[Node, ...], file: str, kind: str) -> tuple[Node, ...]:
    """Return every item with its config, or refuse all the names that are not known."""
    filled: list[Node] = []
    problems: list[Problem] = []
    for item in items:
        try:
            filled.append(_filled(world, item, file, kind))
        except Refused as refusal:
            problems += refusal.problems
    if problems:
        raise Refused(problems)
    return tuple(filled)


def _config(world: Reader, named: Node, file: str, kind: str) -> Node:
    """Return the config that a node names."""
    known = listed(world, file, kind)
    name = str(named.value).strip()
    if name not in known:
        near = next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.5)), "")
        raise Refused([NO_CONFIG.at(named.place, name=name, folder=f"configs/{kind}", near=near)])
    path = known[name]
    config = source.parse(source.decoded(world.read(path, LETTER_MOST), path), path)
    if kind == "bieu-mau" and isinstance(config.value, Mapping):
        config = config._replace(value={"ma": Node(name, named.place), **config.value})
    return config
