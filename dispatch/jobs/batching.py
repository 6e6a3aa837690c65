"""One letter for each row of a table: everything is checked before anything is written, nothing is lost."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from dispatch import __version__, configs, letter, reading, rules, source, units
from dispatch.batch import record, table
from dispatch.batch.filling import filled, names
from dispatch.batch.names import PATTERN, named
from dispatch.batch.record import DONE, FAILED, LOCK, MANIFEST, Entry
from dispatch.batch.table import Row
from dispatch.jobs.drawing import Shelf, drawn_with, pictures_of, template_name
from dispatch.jobs.loading import Loaded
from dispatch.letter import Letter
from dispatch.model import CongVan
from dispatch.problem import N_, Fault, Place, Problem, Refused, errors, in_reading_order
from dispatch.reading import NOT_DAY
from dispatch.source import Node
from dispatch.units import Unit
from dispatch.world import LETTER_MOST, SOURCE, World, spot

NO_MATCH = Fault("B041", N_("không có dòng nào là '{name}'"), N_("xem lại --only, --except"))
TABLE_MOST = 200_000_000
KEYS = frozenset(CongVan.model_fields)
WROTE, SKIPPED = "wrote", "skipped"


class Plan(NamedTuple):
    """A letter and its rows, before anything is made."""

    file: str
    root: Node
    rows: Sequence[Row]
    stems: Sequence[str]
    numbers: Sequence[int]
    everyone: frozenset[str]


class Outcome(NamedTuple):
    """What became of one row."""

    entry: Entry
    how: str
    problems: Sequence[Problem]


def plan(
    world: World,
    file: str,
    recipients: Sequence[Row],
    pattern: str = PATTERN,
    only: Sequence[str] = (),
    but: Sequence[str] = (),
) -> Plan:
    """Return what a batch will do, or refuse a letter whose own file is wrong; names do not depend on the choice."""
    text = source.decoded(world.read(file, LETTER_MOST), file)
    root, unknown = configs.resolved(world, source.parse(text, file), file)
    if unknown:
        raise Refused(unknown)
    shown = [{**{k: str(n.value) for k, n in row.cells.items()}, "don_vi": unit_of(row)} for row in recipients]
    stems = named(pattern, shown)
    kept = {id(row) for row in chosen(recipients, only, but)}
    numbers = [number for number, row in enumerate(recipients, 1) if id(row) in kept]
    rows = [recipients[number - 1] for number in numbers]
    files = frozenset(f"{stem}.docx" for stem in stems)
    return Plan(file, root, rows, [stems[number - 1] for number in numbers], numbers, files)


def from_table(world: World, file: str) -> list[Row]:
    """Return the recipients of a table."""
    return table.rows(world.read(file, TABLE_MOST), file)


def from_units(world: World, name: str, file: str, today: date) -> list[Row]:
    """Return the communes of a province on the letter's own date, each addressed unless the letter says how."""
    root = source.parse(source.decoded(world.read(file, LETTER_MOST), file), file)
    said = source.child(root, "ngay")
    try:
        day = units.day_of(said.value, today) if said and isinstance(said.value, str) and said.value else today
    except Refused as refusal:
        raise Refused([NOT_DAY.at(said.place if said else root.place, text=said.value if said else "")]) from refusal
    province, day = units.asked(name, day)
    told = source.child(root, "kinh_gui")
    addressed = told is not None and bool(names(told))
    return [_row(unit, addressed=addressed) for unit in units.lower(province, day)]


def _row(unit: Unit, *, addressed: bool) -> Row:
    place = Place(unit.code)
    full = f"UBND {unit.said}"
    said = {"ma": unit.code, "ten": unit.name, "loai_don_vi": unit.kind, "ten_day_du": unit.full, "don_vi": full}
    if not addressed:
        said["kinh_gui"] = full
    return Row(place, {key: Node(text, place) for key, text in said.items()})


def chosen(rows: Sequence[Row], only: Sequence[str], but: Sequence[str]) -> list[Row]:
    """Return the rows that are asked for; a name that means none is refused."""
    kept = [row for row in rows if _is(row, only)] if only else list(rows)
    strangers = [name for name in (*only, *but) if not any(_is(row, [name]) for row in rows)]
    if strangers:
        raise Refused([NO_MATCH.at(name=name) for name in strangers])
    return [row for row in kept if not _is(row, but)]


def _is(row: Row, wanted: Sequence[str]) -> bool:
    said = {units.key(str(node.value)) for node in row.cells.values() if isinstance(node.value, str)}
    return any(units.key(name) in said for name in wanted)


def unit_of(row: Row) -> str:
    """Return what a row is called: its don_vi, its name, or its first cell that says something."""
    for key in ("don_vi", "ten_day_du", "ten", *row.cells):
        node = row.cells.get(key)
        if node and isinstance(node.value, str) and node.value:
            return node.value
    return str(row.place)


def composed(planned: Plan, row: Row) -> tuple[Letter, Loaded]:
    """Return the letter of one row, or refuse it."""
    root = filled(planned.root, row, KEYS)
    said = reading.read(root)
    problems = in_reading_order(source.placed(problem, root) for problem in rules.check(said))
    if errors(problems):
        raise Refused(problems)
    return letter.compose(said), Loaded(root, said, problems)


def preflight(world: World, planned: Plan, template: str | None = None) -> list[tuple[int, list[Problem]]]:
    """Return the rows that cannot become a letter, each with everything that is wrong with it."""
    wrong = []
    shelf = Shelf(world)
    for index, row in enumerate(planned.rows):
        try:
            whole, loaded = composed(planned, row)
            pictures_of(world, whole, loaded, planned.file)
            shelf[template_name(whole, template)]
        except Refused as refusal:
            wrong.append((index, in_reading_order(refusal.problems)))
    return wrong


def batch(
    world: World,
    planned: Plan,
    output: str,
    *,
    template: str | None = None,
    force: bool = False,
    done: Callable[[Outcome], None],
) -> list[Entry]:
    """Write the letters of a plan; what an earlier run has done and is unchanged is left as it is."""
    lock = str(PurePath(output) / LOCK)
    manifest = str(PurePath(output) / MANIFEST)
    if not world.claim(lock, f"{os.getpid()}\n"):
        raise Refused([record.BUSY.at(Place(output), file=lock)])
    try:
        for draft in world.names(output, ".tmp"):
            if draft.startswith(".congvan-"):
                world.discard(str(PurePath(output) / draft))
        known = _known(world, manifest)
        sources = {spot(name) for name in (planned.file, template) if name}
        run = _Run(Shelf(world), planned, output, template, {} if force else known, sources)
        entries = []
        for outcome in _outcomes(run):
            entries.append(outcome.entry)
            if outcome.how != SKIPPED:
                world.append(manifest, record.written([outcome.entry]))
            done(outcome)
        others = (known.keys() & planned.everyone) - {entry.file for entry in entries}
        world.write(manifest, record.written([*entries, *(known[file] for file in sorted(others))]))
        return entries
    finally:
        world.discard(lock)


def left_over(world: World, planned: Plan, output: str) -> list[str]:
    """Return the letters of earlier runs whose unit is no longer in the table."""
    return sorted(_known(world, str(PurePath(output) / MANIFEST)).keys() - planned.everyone)


def _known(world: World, manifest: str) -> dict[str, Entry]:
    return record.read(world.read(manifest, TABLE_MOST)) if world.exists(manifest) else {}


class _Run(NamedTuple):
    """What every row of one run shares."""

    shelf: Shelf
    planned: Plan
    output: str
    template: str | None
    known: dict[str, Entry]
    sources: set[str]


def _outcomes(run: _Run) -> Iterator[Outcome]:
    plan_ = run.planned
    for index, row, stem in zip(plan_.numbers, plan_.rows, plan_.stems, strict=True):
        code = row.cells.get("ma")
        blank = Entry(index, unit_of(row), str(code.value) if code else "", f"{stem}.docx", FAILED, "", "", __version__)
        try:
            outcome = _outcome(run, row, blank)
        except Refused as refusal:
            problems = in_reading_order(refusal.problems)
            reason = "; ".join(problem.said() for problem in errors(problems))
            outcome = Outcome(blank._replace(reason=reason), FAILED, problems)
        yield outcome


def _outcome(run: _Run, row: Row, blank: Entry) -> Outcome:
    """Make one letter, or leave it as it is when nothing that it is made from has changed."""
    whole, loaded = composed(run.planned, row)
    name = template_name(whole, run.template)
    drawn = sorted(pictures_of(run.shelf.world, whole, loaded, run.planned.file).items())
    parts = (
        __version__,
        run.shelf[name].mark,
        whole,
        [hashlib.sha256(picture.data).hexdigest() for _, picture in drawn],
    )
    made_from = hashlib.sha256(repr(parts).encode()).hexdigest()
    target = str(PurePath(run.output) / blank.file)
    if spot(target) in run.sources:
        raise Refused([SOURCE.at(Place(target))])
    before = run.known.get(blank.file)
    same = before is not None and (before.status, before.input) == (DONE, made_from)
    if before and same and _intact(run.shelf.world, target, before):
        return Outcome(before._replace(stt=blank.stt), SKIPPED, ())
    data = drawn_with(run.shelf[name], run.shelf.world, whole, loaded, run.planned.file, name)
    run.shelf.world.write(target, data)
    entry = blank._replace(status=DONE, sha256=hashlib.sha256(data).hexdigest(), input=made_from)
    return Outcome(entry, WROTE, loaded.problems)


def _intact(world: World, target: str, entry: Entry) -> bool:
    """Say whether a file is still what was written."""
    return world.exists(target) and hashlib.sha256(world.read(target, TABLE_MOST)).hexdigest() == entry.sha256
