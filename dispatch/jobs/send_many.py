"""One letter for each recipient, as a page asks for it: every row looked at, then all written and packed."""

from collections import Counter
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from dispatch import yaml_tree
from dispatch.batch.collect import Gathering, refuse_products, write_zip
from dispatch.batch.executors.local import in_this_process
from dispatch.batch.incremental.maker import BatchRequest
from dispatch.batch.plan import BatchPlan, CheckedRows, check_rows, column_names, plan_batch
from dispatch.batch.run import Outcome, run_batch
from dispatch.batch.sample import choose_samples
from dispatch.jobs.desk import batch_folder
from dispatch.problem import Problem, Refused
from dispatch.recipients.choose import read_recipients, rows_of_province, unit_of
from dispatch.world import LETTER_MOST, Outputs, SourceWorld, World


class Recipients(NamedTuple):
    """Who is written to: the rows of a table, or a province's communes; with forms of their own or not."""

    table: str = ""
    province: str = ""
    forms: bool = False


class CheckedBatch(NamedTuple):
    """A batch before anything is written: what may be written, its rows, what is wrong with which of them."""

    outputs: Outputs
    planned: BatchPlan
    checked: CheckedRows
    notes: list[Problem]

    @property
    def wrong(self) -> list[tuple[str, list[Problem]]]:
        """The rows that cannot become letters, by their units."""
        return [(unit_of(self.planned.rows[at]), problems) for at, problems in self.checked.wrong.items()]


class SampleLetter(NamedTuple):
    """A letter of a batch as it would be written: its row, whose it is, its Word file."""

    at: int
    unit: str
    data: bytes


class WrittenBatch(NamedTuple):
    """What became of a batch: how many letters in which way, what was told, its archive."""

    counts: Counter[str]
    problems: list[Problem]
    archive: str


def asks_for_forms(world: World, file: str) -> bool:
    """Say whether a letter asks for forms that come back; one that cannot be read asks for nothing."""
    try:
        root = yaml_tree.parse(yaml_tree.decode(world.read(file, LETTER_MOST), file), file)
    except Refused:
        return False
    asked = yaml_tree.child(root, "bieu_mau")
    return asked is not None and bool(asked.value)


def check_batch(world: World, file: str, to: Recipients) -> CheckedBatch:
    """Return a batch with every row checked; refuse a letter or a table that is wrong itself."""
    reading = SourceWorld(world)
    notes: list[Problem] = []
    if to.table:
        recipients = read_recipients(reading, to.table)
        rows, notes = recipients.rows, list(recipients.notes)
    else:
        rows = rows_of_province(reading, to.province, file)
    planned = plan_batch(reading, BatchRequest(file, column_names(rows), forms=to.forms), rows)
    checked = check_rows(planned)
    return CheckedBatch(Outputs(world, reading), planned, checked, [*notes, *checked.notes])


def first_and_longest(batch: CheckedBatch) -> list[tuple[int, str]]:
    """Return the rows that are worth looking at before anything is written, with their units."""
    rows = batch.planned.rows
    return [(at, unit_of(rows[at])) for at in choose_samples(batch.planned, batch.checked, 2)]


def sample_letter(batch: CheckedBatch, at: int) -> SampleLetter:
    """Return the letter of a row, or refuse it as writing it would."""
    row = batch.planned.rows[at]
    if at in batch.checked.wrong:
        raise Refused(batch.checked.wrong[at])
    made = batch.planned.maker.make(row, batch.planned.stems[at])
    if made.problems:
        raise Refused(made.problems)
    return SampleLetter(at, unit_of(row), made.files[0].data)


def _tell_nobody(_: Outcome) -> None:
    """Nobody watches."""


def write_batch(
    batch: CheckedBatch, file: str, done: Callable[[Outcome], None] = _tell_nobody
) -> WrittenBatch:
    """Write what is missing or changed of a batch beside its letter, and an archive of all of it.

    Each row is told when it is done; what the telling raises ends the run, and what was written is recorded.
    """
    folder = batch_folder(file)
    archive = str(PurePath(folder).with_suffix(".zip"))
    gathering = Gathering(batch.outputs, batch.planned, folder)
    refuse_products(gathering, [archive])
    outcomes: list[Outcome] = []
    make = in_this_process(batch.planned)

    def note(outcome: Outcome) -> None:
        outcomes.append(outcome)
        done(outcome)

    run_batch(batch.outputs, batch.planned, batch.checked, folder, make=make, done=note)
    write_zip(gathering, archive)
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    return WrittenBatch(Counter(outcome.how for outcome in outcomes), problems, archive)
