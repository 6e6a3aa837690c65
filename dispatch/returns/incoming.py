"""The files of a folder that came back, those in folders and archives inside it too, one after another."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dispatch.archive import Archive, ArchiveLimits, BadArchive, open_archive
from dispatch.forms.returned import UNREADABLE
from dispatch.problem import Place, Problem, Refused
from dispatch.returns.reading import is_office_file
from dispatch.world import Reader, World, canonical_path, link_problem

FILE_MOST = 50_000_000  # bytes; a scan of ten pages has five million
PACKED = ArchiveLimits(members=20_000, unpacked=1_000_000_000)
DEPTH_MOST = 3  # archives inside archives
ZIP = b"PK"
UTF8_NAME = 0x800


class Incoming(NamedTuple):
    """A file that came back: its name, its bytes, or why they cannot be read."""

    name: str
    data: bytes = b""
    problem: Problem | None = None


def incoming_files(world: World, folders: Iterable[str], but: Iterable[str]) -> Iterator[Incoming]:
    """Yield every file in some folders, archives unpacked; what the run itself has made is none of them."""
    ours = {canonical_path(name) for name in but}
    below = tuple(f"{place}{os.sep}" for place in ours)
    for folder in folders:
        for name in world.files_below(folder) if world.is_folder(folder) else [folder]:
            place = canonical_path(name)
            if place not in ours and not place.startswith(below):
                yield from _files_of(world, name)


def _files_of(world: World, name: str) -> Iterator[Incoming]:
    if world.is_link(name):
        yield Incoming(name, problem=link_problem(name))
        return
    try:
        yield from unpacked(name, read_file(world, name))
    except Refused as refusal:
        yield Incoming(name, problem=refusal.problems[0])


def read_file(world: Reader, name: str) -> bytes:
    """Return the bytes of a file, or refuse what is larger than any form or scan."""
    return world.read(name, FILE_MOST)


def unpacked(name: str, data: bytes, depth: int = 0) -> Iterator[Incoming]:
    """Yield a file, or if it is an archive that somebody packed, the files inside it."""
    archive = _packed_folder(data) if depth < DEPTH_MOST else None
    if archive is None:
        yield Incoming(name, data)
        return
    for info in archive.members:
        below = f"{name}/{_name(info.filename, info.flag_bits)}"
        try:
            piece = archive.read_small(info, FILE_MOST)
        except BadArchive as error:
            yield Incoming(below, problem=UNREADABLE.at(Place(below), why=error.why))
        else:
            yield from unpacked(below, piece, depth + 1)


def _packed_folder(data: bytes) -> Archive | None:
    """Return an archive that somebody packed; None for all else, the files of office programs among it."""
    if not data.startswith(ZIP):
        return None
    try:
        archive = open_archive(data, PACKED)
    except BadArchive:
        return None
    return archive if archive.members and not is_office_file(archive) else None


def _name(name: str, flags: int) -> str:
    """Return the name of a member as whoever packed it wrote it, where the archive does not say how."""
    if flags & UTF8_NAME:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
