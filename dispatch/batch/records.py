"""The record of a batch in its folder: read, written on, put in order; never somebody else's file."""

import itertools
from collections.abc import Collection, Iterable
from os.path import join

from dispatch.batch.manifest import (
    FORMS,
    HEADING,
    LOCK,
    MANIFEST,
    PRODUCTS,
    READABLE,
    ROUNDS,
    Entry,
    csv_lines,
    hashes_of_product,
    manifest_lines,
    parse_manifest,
    parse_products,
    product_line,
)
from dispatch.forms.rounds import Round, new_rounds, parse_rounds
from dispatch.plain_text import as_json_line
from dispatch.problem import Refused
from dispatch.recipients.choose import TABLE_MOST
from dispatch.world import SOURCE, Outputs, World, link_problem

OWN_NAMES = (MANIFEST, READABLE, PRODUCTS, ROUNDS, LOCK, FORMS)


def read_record(world: World, folder: str) -> dict[str, Entry]:
    """Return what earlier runs have recorded in a folder, by the names of the letters."""
    path = join(folder, MANIFEST)
    return parse_manifest(_read(world, path)) if world.exists(path) else {}


def leftover_letters(world: World, folder: str, stems: Collection[str]) -> list[str]:
    """Return the letters of earlier runs whose unit is no longer in the table."""
    return sorted(entry.file for entry in read_record(world, folder).values() if entry.stem not in stems)


def refuse_links(outputs: Outputs, folder: str) -> None:
    """Refuse a folder in which a record, the lock or the folder of forms leads to somewhere else."""
    links = [path for name in OWN_NAMES if outputs.world.is_link(path := join(folder, name))]
    problems = [problem for path in links if (problem := outputs.problem(path))]
    if problems:
        raise Refused(problems)


def refuse_strange_records(outputs: Outputs, folder: str) -> None:
    """Refuse a folder in which something else, or a source of this run, bears the name of a record."""
    record, readable = join(folder, MANIFEST), join(folder, READABLE)
    readable_is_ours = _starts_with(outputs.world, readable, HEADING)
    record_is_ours = readable_is_ours or _is_manifest(outputs.world, record)
    problems = []
    for file, is_ours in ((record, record_is_ours), (readable, readable_is_ours)):
        problem = outputs.problem(file)
        if problem and (problem.code == SOURCE.code or not is_ours):
            problems.append(problem)
    if problems:
        raise Refused(problems)


def _starts_with(world: World, file: str, beginning: bytes) -> bool:
    there = world.exists(file) and not world.is_folder(file)
    return there and world.read(file, TABLE_MOST).startswith(beginning)


def _is_manifest(world: World, file: str) -> bool:
    """Say whether a file that is there holds a record, if only an empty one."""
    if not world.exists(file) or world.is_folder(file):
        return False
    data = world.read(file, TABLE_MOST)
    return not data.strip() or bool(parse_manifest(data))


def clear_leavings(world: World, folder: str) -> None:
    """Take away what a killed run had begun: drafts, and a line of the record without an end."""
    path = join(folder, MANIFEST)
    if world.exists(path) and not (b"\n" + world.read(path, TABLE_MOST)).endswith(b"\n"):
        world.append(path, b"\n")
    world.sweep(folder)
    forms = join(folder, FORMS)
    if not world.exists(join(forms, LOCK)):  # else it is the folder of another batch
        world.sweep(forms)


def append_entries(world: World, folder: str, entries: Iterable[Entry]) -> None:
    """Add entries to both records; a run after others puts them in order at its end."""
    lines, readable = list(entries), join(folder, READABLE)
    world.append(join(folder, MANIFEST), manifest_lines(lines))
    if not world.exists(readable):
        world.append(readable, HEADING)
    world.append(readable, csv_lines(lines))


def put_in_order(world: World, folder: str, stems: Collection[str]) -> None:
    """Write both records anew.

    A line a unit, in the order of the table, units that left the table left out.
    """
    entries = [entry for entry in read_record(world, folder).values() if entry.stem in stems]
    entries.sort(key=lambda entry: entry.stt)
    world.stream(join(folder, MANIFEST), (manifest_lines([entry]) for entry in entries))
    lines = (csv_lines([entry]) for entry in entries)
    world.stream(join(folder, READABLE), itertools.chain([HEADING], lines))


def read_products(world: World, folder: str) -> dict[str, str]:
    """Return the hash of each archive and pack that was made of a folder, by its name."""
    path = join(folder, PRODUCTS)
    return parse_products(_read(world, path)) if world.exists(path) else {}


def _read(world: World, path: str) -> bytes:
    """Return a record that stands under its own name."""
    if world.is_link(path):
        raise Refused([link_problem(path)])
    return world.read(path, TABLE_MOST)


def product_hashes(world: World, folder: str, name: str) -> list[str]:
    """Return every hash under which a product was ever recorded, the latest first."""
    path = join(folder, PRODUCTS)
    return hashes_of_product(_read(world, path), name) if world.exists(path) else []


def append_product(world: World, folder: str, name: str, sha256: str) -> None:
    """Record an archive or a pack, on a line of its own whatever a killed run has left."""
    path = join(folder, PRODUCTS)
    torn = world.exists(path) and not (b"\n" + _read(world, path)).endswith(b"\n")
    world.append(path, b"\n" * torn + product_line(name, sha256))


def read_rounds(world: World, folder: str) -> list[Round]:
    """Return the forms that went out with the letters of a folder, the oldest first."""
    path = join(folder, ROUNDS)
    return parse_rounds(_read(world, path)) if world.exists(path) else []


def append_rounds(world: World, folder: str, rounds: Iterable[Round]) -> None:
    """Record the forms that are about to go out, each once however often a batch runs."""
    if missing := new_rounds(read_rounds(world, folder), rounds):
        lines = (f"{as_json_line(each.as_fields())}\n" for each in missing)
        world.append(join(folder, ROUNDS), "".join(lines).encode())
