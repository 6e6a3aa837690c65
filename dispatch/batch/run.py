"""Write the letters of a batch: each once, recorded as soon as it stands, whatever stops the run."""

import contextlib
import hashlib
import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from dispatch import __version__
from dispatch.batch import manifest as record
from dispatch.batch.incremental.maker import MadeLetter, put_file
from dispatch.batch.manifest import DONE, FAILED, FORMS, LOCK, MANIFEST, READABLE, Entry
from dispatch.batch.plan import BatchPlan, CheckedRows
from dispatch.problem import Place, Problem, Refused, errors, in_reading_order
from dispatch.recipients.choose import TABLE_MOST, text_of, unit_of
from dispatch.world import SOURCE, UNWRITABLE, World, canonical_path

WROTE, SKIPPED = "wrote", "skipped"
AT_ONCE = 50  # rows whose record is written together; a crash makes at most these again


class Outcome(NamedTuple):
    """What became of one row."""

    entry: Entry
    how: str
    problems: Sequence[Problem] = ()


Make = Callable[[Sequence[int]], Iterator[tuple[int, MadeLetter]]]


class Run(NamedTuple):
    """What every row of one run shares."""

    world: World
    planned: BatchPlan
    checked: CheckedRows
    output: str
    known: Mapping[str, Entry]
    sources: frozenset[str]


def run_batch(
    world: World,
    planned: BatchPlan,
    checked: CheckedRows,
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
        stood, before = world.exists(str(PurePath(output) / MANIFEST)), read_record(world, output)
        run = Run(world, planned, checked, output, {} if force else before, _sources(planned, output))
        _recorded(run, _outcomes(run, make), done)
        world.settle()
        if stood:
            _put_in_order(world, planned, output)


def _recorded(run: Run, outcomes: Iterable[Outcome], done: Callable[[Outcome], None]) -> None:
    """Record what becomes of the rows, some at a time; whatever stops the run, what was written is recorded."""
    waiting: list[Entry] = []
    try:
        for outcome in outcomes:
            if outcome.how != SKIPPED:
                waiting.append(outcome.entry)
            if len(waiting) >= AT_ONCE:
                _flush(run, waiting)
            done(outcome)
    except BaseException:
        with contextlib.suppress(Refused):
            _flush(run, waiting)
        raise
    _flush(run, waiting)


def _flush(run: Run, waiting: list[Entry]) -> None:
    """Add entries to both records; a run after others puts them in order at its end."""
    readable = str(PurePath(run.output) / READABLE)
    run.world.append(str(PurePath(run.output) / MANIFEST), record.manifest_lines(waiting))
    if not run.world.exists(readable):
        run.world.append(readable, record.HEADING)
    run.world.append(readable, record.csv_lines(waiting))
    waiting.clear()


def _clear(world: World, output: str) -> None:
    """Take away what a killed run had begun: drafts, and a line of the record without an end."""
    manifest = str(PurePath(output) / MANIFEST)
    if world.exists(manifest) and not (b"\n" + world.read(manifest, TABLE_MOST)).endswith(b"\n"):
        world.append(manifest, b"\n")
    world.sweep(output)
    forms = PurePath(output) / FORMS
    if not world.exists(str(forms / LOCK)):  # else it is the folder of another batch
        world.sweep(str(forms))


def _sources(planned: BatchPlan, output: str) -> frozenset[str]:
    """Return the names in the output folder under which the letter itself or its template stands."""
    given = (canonical_path(name) for name in (planned.shop.order.file, planned.shop.order.template) if name)
    return frozenset(os.path.basename(name) for name in given if os.path.dirname(name) == canonical_path(output))  # noqa: PTH119, PTH120


def _put_in_order(world: World, planned: BatchPlan, output: str) -> None:
    """Write both records anew: a line a unit, in the order of the table, units that left the table left out."""
    entries = [entry for entry in read_record(world, output).values() if _stem(entry) in planned.everyone]
    entries.sort(key=lambda entry: entry.stt)
    world.stream(str(PurePath(output) / MANIFEST), (record.manifest_lines([entry]) for entry in entries))
    lines = (record.csv_lines([entry]) for entry in entries)
    world.stream(str(PurePath(output) / READABLE), itertools.chain([record.HEADING], lines))


def _stem(entry: Entry) -> str:
    return entry.file.removesuffix(".docx")


def leftover_letters(world: World, planned: BatchPlan, output: str) -> list[str]:
    """Return the letters of earlier runs whose unit is no longer in the table."""
    return sorted(entry.file for entry in read_record(world, output).values() if _stem(entry) not in planned.everyone)


def read_record(world: World, output: str) -> dict[str, Entry]:
    """Return what earlier runs have recorded in a folder."""
    manifest = str(PurePath(output) / MANIFEST)
    return record.parse_manifest(world.read(manifest, TABLE_MOST)) if world.exists(manifest) else {}


def _outcomes(run: Run, make: Make) -> Iterator[Outcome]:
    """Yield what becomes of each row, in the order of the table; only what is missing or changed is made."""
    settled = {index: outcome for index in range(len(run.planned.rows)) if (outcome := _settled(run, index))}
    made = make([index for index in range(len(run.planned.rows)) if index not in settled])
    for index in range(len(run.planned.rows)):
        yield settled[index] if index in settled else _written(run, *next(made))


def _settled(run: Run, index: int) -> Outcome | None:
    """Return what becomes of a row that needs no work: a bad one, one done before, one that would hurt the letter."""
    file = f"{run.planned.stems[index]}.docx"
    if index in run.checked.wrong:
        return _failed(_entry(run, index), run.checked.wrong[index])
    if os.path.normcase(file) in run.sources:
        return _failed(_entry(run, index), [SOURCE.at(Place(os.path.join(run.output, file)))])  # noqa: PTH118
    before = _done_before(run, index)
    return Outcome(before._replace(stt=run.planned.numbers[index]), SKIPPED) if before else None


def _entry(run: Run, index: int, status: str = FAILED, sha256: str = "", mark: str = "") -> Entry:
    row, planned = run.planned.rows[index], run.planned
    file = f"{planned.stems[index]}.docx"
    return Entry(planned.numbers[index], unit_of(row), text_of(row, "ma"), file, status, sha256, mark, __version__)


def _failed(entry: Entry, problems: Sequence[Problem]) -> Outcome:
    found = in_reading_order(problems)
    return Outcome(entry._replace(reason="; ".join(problem.said() for problem in errors(found))), FAILED, found)


def _done_before(run: Run, index: int) -> Entry | None:
    """Return what an earlier run has done, if nothing that it was made from has changed, nor the files."""
    planned = run.planned
    before = run.known.get(f"{planned.stems[index]}.docx")
    if before is None or before.status != DONE or before.input != planned.shop.mark(planned.rows[index]):
        return None
    return before if all(_intact(run, file, sha256) for file, sha256 in before.files()) else None


def _intact(run: Run, file: str, sha256: str) -> bool:
    """Say whether a file is still what was written."""
    target = str(PurePath(run.output) / file)
    return run.world.exists(target) and hashlib.sha256(run.world.read(target, TABLE_MOST)).hexdigest() == sha256


def _written(run: Run, index: int, made: MadeLetter) -> Outcome:
    """Put the files of one row into the folder; one that cannot be written to ends the run."""
    if any(problem.code == UNWRITABLE.code for problem in made.problems):
        raise Refused(made.problems)
    if not made.files:
        return _failed(_entry(run, index), made.problems)
    for file in made.files:
        put_file(run.world, run.output, file)
    own, *forms = made.files
    entry = _entry(run, index, DONE, own.sha256, made.mark)
    if forms:
        entry = entry._replace(forms=tuple((form.name, form.sha256) for form in forms))
    return Outcome(entry, WROTE)
