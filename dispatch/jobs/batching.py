"""One letter for each row of a table: everything is checked before anything is written, nothing is lost."""

import contextlib
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from dispatch import __version__
from dispatch.batch import record
from dispatch.batch.names import PATTERN, holes, named
from dispatch.batch.record import DONE, FAILED, FORMS, LOCK, MANIFEST, READABLE, Entry
from dispatch.batch.table import Row
from dispatch.jobs.recipients import TABLE_MOST, chosen, text_of, unit_of
from dispatch.jobs.workshop import Made, Order, Workshop, put
from dispatch.luggage import Luggage
from dispatch.problem import Place, Problem, Refused, errors, in_reading_order
from dispatch.world import SOURCE, UNWRITABLE, World, spot

WROTE, SKIPPED = "wrote", "skipped"
AT_ONCE = 20  # rows whose record is written together; a crash makes at most these again


class Plan(NamedTuple):
    """A letter and its rows, before anything is made; numbers and names do not depend on which rows are chosen."""

    shop: Workshop
    rows: Sequence[Row]
    numbers: Sequence[int]
    stems: Sequence[str]
    everyone: frozenset[str]


class Checked(NamedTuple):
    """What checking every row has shown: a hash of each good one, what is wrong with each bad one, what else to say."""

    marks: dict[int, str]
    wrong: dict[int, list[Problem]]
    notes: Counter[Problem]


class Outcome(NamedTuple):
    """What became of one row."""

    entry: Entry
    how: str
    problems: Sequence[Problem] = ()


Make = Callable[[Sequence[int]], Iterator[tuple[int, Made]]]


def plan(
    world: World,
    order: Order,
    recipients: Sequence[Row],
    pattern: str = PATTERN,
    only: Sequence[str] = (),
    but: Sequence[str] = (),
) -> Plan:
    """Return what a batch will do, or refuse a letter whose own file is wrong."""
    shop = Workshop(Luggage(world), order)
    shop.master.refuse_holes()
    asked = holes(pattern)
    stems = named(pattern, [_told(row, asked) for row in recipients])
    kept = chosen(recipients, only, but)
    files = frozenset(f"{stem}.docx" for stem in stems)
    return Plan(shop, [recipients[at] for at in kept], [at + 1 for at in kept], [stems[at] for at in kept], files)


def _told(row: Row, asked: Iterable[str]) -> dict[str, str]:
    """Return what a row says to the pattern of names."""
    return {n: unit_of(row) if n == "don_vi" else text_of(row, n) for n in asked if n == "don_vi" or n in row.cells}


def columns(rows: Iterable[Row]) -> frozenset[str]:
    """Return every column of a table."""
    return frozenset().union(*{frozenset(names) for names in {tuple(row.cells) for row in rows}})


def preflight(planned: Plan) -> Checked:
    """Read and check every row; what is wrong with the letter itself is refused once."""
    checked = Checked({}, {}, Counter())
    for index, row in enumerate(planned.rows):
        try:
            checked.marks[index], notes = planned.shop.checked(row)
        except Refused as refusal:
            planned.shop.master.refuse_own(refusal.problems)
            checked.wrong[index] = in_reading_order(refusal.problems)
        else:
            _count(notes, checked.notes)
    return checked


def _count(notes: Iterable[Problem], counts: Counter[Problem]) -> None:
    """Count what is noticed: the same remark on many rows is told at the first of them."""
    for note in notes:
        alike = next((told for told in counts if told.code == note.code and told.path == note.path), note)
        counts[alike] += 1


class Run(NamedTuple):
    """What every row of one run shares."""

    world: World
    planned: Plan
    checked: Checked
    output: str
    known: Mapping[str, Entry]
    sources: frozenset[str]


def batch(
    world: World,
    planned: Plan,
    checked: Checked,
    output: str,
    *,
    make: Make,
    force: bool = False,
    done: Callable[[Outcome], None],
) -> None:
    """Write the letters of a plan; what an earlier run has done and is unchanged is left as it is."""
    with world.claimed(str(PurePath(output) / LOCK)) as ours:
        if not ours:
            raise Refused([record.BUSY.at(Place(output))])
        _clear(world, output)
        known = {} if force else known_to(world, output)
        run = Run(world, planned, checked, output, known, _sources(planned, output))
        _recorded(run, _outcomes(run, make), done)
        world.settle()
        _put_in_order(world, planned, output)


def _recorded(run: Run, outcomes: Iterable[Outcome], done: Callable[[Outcome], None]) -> None:
    """Record what becomes of the rows, some at a time; whatever stops the run, what was written is recorded."""
    waiting: list[Entry] = []
    manifest = str(PurePath(run.output) / MANIFEST)

    def flush() -> None:
        run.world.append(manifest, record.written(waiting))
        waiting.clear()

    try:
        for outcome in outcomes:
            if outcome.how != SKIPPED:
                waiting.append(outcome.entry)
            if len(waiting) >= AT_ONCE:
                flush()
            done(outcome)
    except BaseException:
        with contextlib.suppress(Refused):
            flush()
        raise
    flush()


def _clear(world: World, output: str) -> None:
    """Take away what a killed run had begun: drafts, and a line of the record without an end."""
    manifest = str(PurePath(output) / MANIFEST)
    if world.exists(manifest) and not world.read(manifest, TABLE_MOST).endswith(b"\n"):
        world.append(manifest, b"\n")
    for folder in (output, str(PurePath(output) / FORMS)):
        for draft in world.names(folder, ".tmp"):
            if draft.startswith(".congvan-"):
                world.discard(str(PurePath(folder) / draft))


def _sources(planned: Plan, output: str) -> frozenset[str]:
    """Return the names in the output folder under which the letter itself or its template stands."""
    given = (spot(name) for name in (planned.shop.order.file, planned.shop.order.template) if name)
    return frozenset(os.path.basename(name) for name in given if os.path.dirname(name) == spot(output))  # noqa: PTH119, PTH120


def _put_in_order(world: World, planned: Plan, output: str) -> None:
    """Write the record anew: a line a unit, in the order of the table, units that left the table left out."""
    entries = [entry for entry in known_to(world, output).values() if entry.file in planned.everyone]
    entries.sort(key=lambda entry: entry.stt)
    world.write(str(PurePath(output) / MANIFEST), record.written(entries))
    world.write(str(PurePath(output) / READABLE), record.readable(entries))


def left_over(world: World, planned: Plan, output: str) -> list[str]:
    """Return the letters of earlier runs whose unit is no longer in the table."""
    return sorted(known_to(world, output).keys() - planned.everyone)


def known_to(world: World, output: str) -> dict[str, Entry]:
    """Return what earlier runs have recorded in a folder."""
    manifest = str(PurePath(output) / MANIFEST)
    return record.read(world.read(manifest, TABLE_MOST)) if world.exists(manifest) else {}


def _outcomes(run: Run, make: Make) -> Iterator[Outcome]:
    """Yield what becomes of each row: first those that need no work, then the others as they are made."""
    todo = []
    for index in range(len(run.planned.rows)):
        if index in run.checked.wrong:
            yield _failed(_entry(run, index), run.checked.wrong[index])
        elif os.path.normcase(f"{run.planned.stems[index]}.docx") in run.sources:
            target = os.path.join(run.output, f"{run.planned.stems[index]}.docx")  # noqa: PTH118
            yield _failed(_entry(run, index), [SOURCE.at(Place(target))])
        elif before := _done_before(run, index):
            yield Outcome(before._replace(stt=run.planned.numbers[index]), SKIPPED)
        else:
            todo.append(index)
    for index, made in make(todo):
        yield _written(run, index, made)


def _entry(run: Run, index: int) -> Entry:
    row, planned = run.planned.rows[index], run.planned
    file = f"{planned.stems[index]}.docx"
    return Entry(planned.numbers[index], unit_of(row), text_of(row, "ma"), file, FAILED, "", "", __version__)


def _failed(entry: Entry, problems: Sequence[Problem]) -> Outcome:
    found = in_reading_order(problems)
    return Outcome(entry._replace(reason="; ".join(problem.said() for problem in errors(found))), FAILED, found)


def _done_before(run: Run, index: int) -> Entry | None:
    """Return what an earlier run has done, if nothing that it was made from has changed, nor the files."""
    before = run.known.get(f"{run.planned.stems[index]}.docx")
    if before is None or (before.status, before.input) != (DONE, run.checked.marks[index]):
        return None
    return before if all(_intact(run, file, sha256) for file, sha256 in before.files()) else None


def _intact(run: Run, file: str, sha256: str) -> bool:
    """Say whether a file is still what was written."""
    target = str(PurePath(run.output) / file)
    return run.world.exists(target) and hashlib.sha256(run.world.read(target, TABLE_MOST)).hexdigest() == sha256


def _written(run: Run, index: int, made: Made) -> Outcome:
    """Put the files of one row into the folder, unless they stand there; one that cannot be written to ends the run."""
    if any(problem.code == UNWRITABLE.code for problem in made.problems):
        raise Refused(made.problems)
    if not made.files:
        return _failed(_entry(run, index), made.problems)
    own, *forms = [put(run.world, run.output, file) for file in made.files]
    entry = _entry(run, index)._replace(status=DONE, sha256=own.sha256, input=run.checked.marks[index])
    return Outcome(entry._replace(forms=tuple((form.name, form.sha256) for form in forms)), WROTE)
