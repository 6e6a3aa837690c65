"""Configs by name: an agency or a form that a letter names is laid under what it says itself.

A folder `configs/` beside the letter wins over the user's own, and that over the one that
comes with the program. An agency without a config is known by its name all the same, if
the units and the decree settle how it is written.
"""

import difflib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from dispatch import units, yaml_tree
from dispatch.agencies import Agency, agency_block
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.world import LETTER_MOST, Reader, shipped_folder, user_folder
from dispatch.yaml_tree import Node

NO_CONFIG = Fault("C001", N_("không có cấu hình '{name}' trong {folder}"), N_("có phải '{near}'?"))
NO_DATE = Fault(
    "C002",
    N_("chưa biết ngày của công văn nên chưa biết cơ quan '{name}'"),
    N_("ghi ngày ban hành (`ngay`) vào chính công văn, hoặc lưu cơ quan thành cấu hình"),
)
SUFFIX = ".yaml"
STAND_INS: dict[str, tuple[Node, ...] | Mapping[str, Node]] = {
    "co_quan": {"ten": Node("?", Place(""))},
    "bieu_mau": (),
}
AGENCIES, FORMS = "co-quan", "bieu-mau"
KINDS = {"co_quan": AGENCIES, "bieu_mau": FORMS}
COPY, COPIED_BY = "ban_sao", "co_quan"
NAMING = frozenset((*KINDS, COPY))
"""The keys of a letter that name configs, themselves or in a part of theirs."""
BESIDE, YOURS, SHIPPED = N_("cạnh công văn"), N_("của anh chị"), N_("có sẵn")
SHORT_NAME = lazy_pattern(r"[^\sA-ZĐ]*")


class Config(NamedTuple):
    """A config that there is: its file, and whose it is."""

    file: str
    whose: str


class ConfigRequest(NamedTuple):
    """What is looked for: where, of which kind, for a letter of which day."""

    world: Reader
    file: str
    kind: str
    day: Node | None


def folders(letter: str, kind: str) -> dict[str, str]:
    """Return where configs of a kind are looked for, the nearest first, and whose each folder is."""
    roots = {
        BESIDE: PurePath(letter).parent / "configs",
        YOURS: user_configs(),
        SHIPPED: PurePath(shipped_folder("configs")),
    }
    return {whose: str(root / kind) for whose, root in roots.items() if root}


def user_configs() -> PurePath | None:
    """Return the folder of the user's own configs, if there can be one."""
    return PurePath(user_folder()) / "configs" if user_folder() else None


def list_configs(world: Reader, letter: str, kind: str) -> dict[str, Config]:
    """Return every config of a kind by its name; the nearest wins."""
    known: dict[str, Config] = {}
    for whose, folder in folders(letter, kind).items():
        for file in world.names(folder, SUFFIX):
            known.setdefault(file.removesuffix(SUFFIX), Config(str(PurePath(folder) / file), whose))
    return known


def resolve_configs(world: Reader, letter: Node, file: str) -> tuple[Node, list[Problem]]:
    """Return the letter with the configs it names laid under it, and the names that are not known."""
    if not isinstance(letter.value, Mapping):
        return letter, []
    value = dict(letter.value)
    problems: list[Problem] = []
    for key, kind in KINDS.items():
        if key in value:
            asked = ConfigRequest(world, file, kind, value.get("ngay"))
            value[key], told = _resolve_or_stand_in(asked, value[key], key)
            problems += told
    if COPY in value:
        value[COPY], told = _resolve_copy(world, file, value[COPY], value.get("ngay"))
        problems += told
    return letter._replace(value=value), problems


def _resolve_copy(world: Reader, file: str, copy: Node, day: Node | None) -> tuple[Node, list[Problem]]:
    """Return what is said of a copy with the agency that made it, on its day or else on the letter's."""
    if not isinstance(copy.value, Mapping) or COPIED_BY not in copy.value:
        return copy, []
    asked = ConfigRequest(world, file, AGENCIES, copy.value.get("ngay") or day)
    agency, problems = _resolve_or_stand_in(asked, copy.value[COPIED_BY], COPIED_BY)
    return copy._replace(value={**copy.value, COPIED_BY: agency}), problems


def _resolve_or_stand_in(asked: ConfigRequest, node: Node, key: str) -> tuple[Node, list[Problem]]:
    """Return a node with what it names, or with what stands in for it and why."""
    try:
        return _resolve_node(asked, node), []
    except Refused as refusal:
        return node._replace(value=STAND_INS[key]), list(refusal.problems)


def _resolve_node(asked: ConfigRequest, node: Node) -> Node:
    if isinstance(node.value, tuple) and asked.kind == FORMS:
        return node._replace(value=_items(asked, node.value))
    if isinstance(node.value, Mapping):
        base = node.value.get("mau")
        return yaml_tree.overlay(_config(asked, base), node) if base and _is_name(base) else node
    if not _is_name(node):
        return node
    return _config(asked, node)


def _is_name(node: Node) -> bool:
    return isinstance(node.value, str) and bool(node.value.strip())


def _items(asked: ConfigRequest, items: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return every item with its config, or refuse all the names that are not known."""
    filled: list[Node] = []
    problems: list[Problem] = []
    for item in items:
        try:
            filled.append(_resolve_node(asked, item))
        except Refused as refusal:
            problems += refusal.problems
    if problems:
        raise Refused(problems)
    return tuple(filled)


def _config(asked: ConfigRequest, named: Node) -> Node:
    """Return the config that a node names, or the agency that it calls by its name."""
    known = list_configs(asked.world, asked.file, asked.kind)
    name = str(named.value).strip()
    if name not in known and asked.kind == AGENCIES and not SHORT_NAME.fullmatch(name):
        return _agency_by_name(asked, named)
    if name not in known:
        near = next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.5)), "")
        raise Refused([NO_CONFIG.at(named.place, name=name, folder=f"configs/{asked.kind}", near=near)])
    path = known[name].file
    config = yaml_tree.parse(yaml_tree.decode(asked.world.read(path, LETTER_MOST), path), path)
    if asked.kind == FORMS and isinstance(config.value, Mapping):
        config = config._replace(value={"ma": Node(name, named.place), **config.value})
    return config


def _agency_by_name(asked: ConfigRequest, named: Node) -> Node:
    """Return the block of an agency on the letter's own day; all of it stands where the name was typed."""
    try:
        block = agency_block(str(named.value), _day(asked, named))
    except Refused as refusal:
        raise Refused(problem._replace(place=named.place) for problem in refusal.problems) from refusal
    return named._replace(value=dict(_fields(block, named.place)))


def _fields(agency: Agency, place: Place) -> Iterator[tuple[str, Node]]:
    for key, value in agency._asdict().items():
        if value:
            yield (
                key,
                Node(value if isinstance(value, str) else tuple(Node(line, place) for line in value), place),
            )


def _day(asked: ConfigRequest, named: Node) -> date:
    """Return the day that a letter bears, as far as it is known; one without a day is of today."""
    today = asked.world.today()
    typed = asked.day.value if asked.day else ""
    try:
        return units.day_of(str(typed), today) if typed else today
    except Refused as refusal:
        raise Refused([NO_DATE.at(name=named.value)]) from refusal
