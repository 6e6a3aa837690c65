"""Which keys a letter must have and may not have, by its type; asked of the tree, to tell all at once."""

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dispatch import decree
from dispatch.document_types import document_types, own_keys
from dispatch.model.key_names import named
from dispatch.model.kinds import type_named
from dispatch.problem import N_, Fault, Problem
from dispatch.yaml_tree import Node, entries

MISSING = Fault("K002", N_("thiếu mục {key}"))
FOREIGN = Fault("K030", N_("{kind} không có mục {key}"), N_("mục này dùng cho: {types}"))
SIGNERS = "nguoi_ky"


class KeysOfType(NamedTuple):
    """The keys that a type must have, those that stand for its signers, and those of other types."""

    needed: tuple[str, ...]
    signing: tuple[str, ...]
    foreign: Mapping[str, str]


@functools.cache
def keys_of_type(loai: str) -> KeysOfType:
    """Return what one type asks for and what it may not say."""
    record = document_types()[loai]
    foreign = {own.key: _names(types) for own, types in own_keys().items() if loai not in types}
    return KeysOfType(record.needs, tuple(key for key, _ in record.signed_by), foreign)


def _names(types: tuple[str, ...]) -> str:
    return ", ".join(decree.TYPES[key][0].lower() for key in types)


def check_keys(root: Node) -> list[Problem]:
    """Return what a letter lacks for its type, and what of it no place of its type would print."""
    said = entries(root)
    typed = said["loai"].value if "loai" in said else decree.CONG_VAN
    loai = type_named(typed) if isinstance(typed, str) else ""
    return list(_wrong_keys(root, said, loai)) if said and loai else []


def _wrong_keys(root: Node, said: Mapping[str, Node], loai: str) -> Iterator[Problem]:
    needed, signing, foreign = keys_of_type(loai)
    for key in needed if SIGNERS in said else (*needed, *signing):
        if key not in said:
            yield MISSING.at(root.place, (key,), key=named(key, "CongVan"))
    for key in said.keys() & foreign.keys():
        if said[key].value:
            kind = decree.TYPES[loai][0].lower()
            yield FOREIGN.at(said[key].key, (key,), kind=kind, key=named(key), types=foreign[key])
