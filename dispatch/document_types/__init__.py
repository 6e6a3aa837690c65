"""The types of documents of Điều 7, each a record of data: how it is laid out, and what it alone can say.

A record stands in a module of its own in `records`; a module there is found by itself.
"""

import functools
from importlib import import_module
from pathlib import Path

from dispatch import decree
from dispatch.document_types import records
from dispatch.document_types.record import (
    CENTRED,
    NAMED,
    ROLE,
    DocumentType,
    DraftPart,
    FormLine,
    OwnKey,
    SignedBy,
)

__all__ = [
    "CENTRED",
    "NAMED",
    "ROLE",
    "DocumentType",
    "DraftPart",
    "FormLine",
    "OwnKey",
    "SignedBy",
    "document_types",
    "own_keys",
    "titles_without_date",
]


@functools.cache
def document_types() -> dict[str, DocumentType]:
    """Return the record of every type by its key."""
    names = sorted(file.stem for file in Path(records.__path__[0]).glob("[!_]*.py"))
    modules = [import_module(f"{records.__name__}.{name}") for name in names]
    return {record.key: record for module in modules for record in module.RECORDS}


@functools.cache
def own_keys() -> dict[OwnKey, tuple[str, ...]]:
    """Return every key that not all types have, with the types that have it."""
    types: dict[OwnKey, list[str]] = {}
    for record in document_types().values():
        for own in record.keys:
            types.setdefault(own, []).append(record.key)
    return {own: tuple(keys) for own, keys in types.items()}


@functools.cache
def titles_without_date() -> frozenset[str]:
    """Return the names, as they stand on paper, of the types that have no place and date above the text."""
    undated = (record.key for record in document_types().values() if not record.dated)
    return frozenset(decree.TYPES[key][0].upper() for key in undated)
