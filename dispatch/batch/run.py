"""Write the letters of a batch: each once, recorded as soon as it stands, whatever stops the run."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from os.path import join
from pathlib import PurePath
from typing import NamedTuple

from dispatch.batch.incremental.cross_check import choose_rows_to_check, cross_check
from dispatch.batch.incremental.maker import MadeLetter
from dispatch.batch.manifest import BUSY, DONE, FAILED, LOCK, MANIFEST, Entry
from dispatch.batch.plan import BatchPlan, CheckedRows
from dispatch.batch.records import (
    append_entries,
    append_rounds,
    clear_leavings,
    put_in_order,
    read_record,
    refuse_links,
    refuse_strange_records,
)
from dispatch.batch.rounds import rounds_of
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity, errors, in_reading_order
from dispatch.recipients.choose import TABLE_MOST, text_of, unit_of
from dispatch.version import __version__
from dispatch.world import EDITED, EXISTS, UNWRITABLE, Output, Outputs, World, link_problem

EDITED_SINCE = Fault(
    "B032",
    N_("công văn của {unit} đã có người sửa (ví dụ ghi số) sau khi làm: giữ nguyên"),
    N_("muốn làm lại thì đổi tên tệp đó, hoặc thêm --force"),
    Severity.WARNING,
)
OUT_OF_DATE = Fault(
    "B033",
    N_(
        "công văn của {unit} đã có người sửa (ví dụ ghi số) sau khi làm, "
        "nay nội dung đã khác: giữ nguyên, chưa làm lại"
    ),
    N_("muốn làm lại thì đổi tên tệp đó, hoặc thêm --force"),
)
WROTE, SKIPPED, KEPT = "wrote", "skipped", "kept"
AT_ONCE = 50  # rows whose record is written together; a crash makes at most these again


class Outcome(NamedTuple):
    """What became of one row."""

    entry: Entry
    how: str
    problems: Sequence[Problem] = ()


Make = Callable[[Sequence[int]], Iterator[tuple[int, MadeLetter]]]


class Run(NamedTuple):
    """What every row of one run shares."""

    outputs: Outputs
    planned: BatchPlan
    checked: CheckedRows
    folder: str
    known: Mapping[str, Entry]
    to_check: AbstractSet[int] = frozenset()

    @property
    def world(self) -> World:
        """The outside."""
        return self.outputs.world


def run_batch(
    outputs: Outputs,
    planned: BatchPlan,
    checked: CheckedRows,
    folder: str,
    *,
    make: Make,
    done: Callable[[Outcome], None],
) -> None:
    """Write the letters of a plan; what an earlier run has done and is unchanged is left as it is.

    Raises Refused where another run holds the folder, a record is a stranger's, or nothing can be written.
    """
    world = outputs.world
    refuse_links(outputs, folder)
    with world.claimed(str(PurePath(folder) / LOCK)) as ours:
        if not ours:
            raise Refused([BUSY.at(Place(folder))])
        refuse_strange_records(outputs, folder)
        clear_leavings(world, folder)
        append_rounds(world, folder, rounds_of(planned, checked))
        stood, before = world.exists(str(PurePath(folder) / MANIFEST)), read_record(world, folder)
        outputs.ours |= {
            join(folder, file): sha256 for entry in before.values() for file, sha256 in entry.files()
        }
        run = Run(outputs, planned, checked, folder, before)
        _record_all(run, _outcomes(run, make), done)
        world.settle()
        if stood:
            put_in_order(world, folder, planned.everyone)


def _record_all(run: Run, outcomes: Iterable[Outcome], done: Callable[[Outcome], None]) -> None:
    """Record what becomes of the rows, some at a time.

    Whatever stops the run, what was written is recorded.
    """
    waiting: list[Entry] = []
    try:
        for outcome in outcomes:
            if outcome.how not in (SKIPPED, KEPT):
                waiting.append(outcome.entry)
            if len(waiting) >= AT_ONCE:
                _record(run, waiting)
            done(outcome)
    except BaseException:
        with contextlib.suppress(Refused):
            _record(run, waiting)
        raise
    _record(run, waiting)


def _record(run: Run, waiting: list[Entry]) -> None:
    append_entries(run.world, run.folder, waiting)
    waiting.clear()


def _outcomes(run: Run, make: Make) -> Iterator[Outcome]:
    """Yield what becomes of each row, in the order of the table; only what is missing or changed is made."""
    settled = {index: outcome for index in range(len(run.planned.rows)) if (outcome := _settle(run, index))}
    todo = [index for index in range(len(run.planned.rows)) if index not in settled]
    letters = make(todo)
    run = run._replace(to_check=choose_rows_to_check(todo))
    for index in range(len(run.planned.rows)):
        yield settled[index] if index in settled else _write_row(run, *next(letters))


def _settle(run: Run, index: int) -> Outcome | None:
    """Return what becomes of a row that needs no work.

    A bad one, one done before, one that somebody has edited.
    """
    planned, before = run.planned, _before(run, index)
    if index in run.checked.wrong:
        return _fail(_entry(run, index), run.checked.wrong[index])
    if before is None or run.outputs.force:
        return None
    unchanged = before.status == DONE and before.input == planned.maker.input_hash(planned.rows[index])
    edited = [file for file, sha256 in before.files() if _is_edited(run, join(run.folder, file), sha256)]
    if edited:
        return _keep(run, index, edited, unchanged=unchanged)
    if unchanged and _is_whole(run, index, before):
        return Outcome(before._replace(stt=planned.numbers[index]), SKIPPED)
    return None


def _is_whole(run: Run, index: int, before: Entry) -> bool:
    """Say whether every file that is asked for stands as it was written."""
    forms = run.planned.maker.request.forms
    if forms and not before.forms and run.planned.maker.has_forms(run.planned.rows[index]):
        return False
    files = before.files() if forms else [(before.file, before.sha256)]
    return all(run.outputs.holds(join(run.folder, file), sha256) for file, sha256 in files)


def _before(run: Run, index: int) -> Entry | None:
    return run.known.get(f"{run.planned.stems[index]}.docx")


def _is_edited(run: Run, target: str, sha256: str) -> bool:
    """Say whether somebody has changed a file; one that was torn by a crash has been changed by nobody."""
    if not run.world.exists(target) or run.outputs.holds(target, sha256):
        return False
    if run.world.is_link(target):
        return True
    from dispatch.word.package.integrity import is_torn

    return run.world.is_folder(target) or not is_torn(run.world.read(target, TABLE_MOST))


def _keep(run: Run, index: int, edited: Sequence[str], *, unchanged: bool) -> Outcome:
    """Return that a row's files are left, for somebody has edited them.

    A letter that has changed since is missing.
    """
    targets = [join(run.folder, file) for file in edited]
    links = [link_problem(target) for target in targets if run.world.is_link(target)]
    if links:
        return _fail(_entry(run, index), links)
    unit = unit_of(run.planned.rows[index])
    fault = EDITED_SINCE if unchanged else OUT_OF_DATE
    problems = [fault.at(Place(target), unit=unit) for target in targets]
    before = _before(run, index)
    if before and unchanged:
        return Outcome(before, KEPT, problems)
    return _fail(_entry(run, index), problems)


def _entry(run: Run, index: int, status: str = FAILED, sha256: str = "", mark: str = "") -> Entry:
    """Return the entry of a row; one that failed remembers the files that stand from before."""
    row, planned, before = run.planned.rows[index], run.planned, _before(run, index)
    file, unit, code = f"{planned.stems[index]}.docx", unit_of(row), text_of(row, "ma")
    entry = Entry(planned.numbers[index], unit, code, file, status, sha256, mark, __version__)
    if status == FAILED and before:
        return entry._replace(sha256=before.sha256, forms=before.forms)
    return entry


def _fail(entry: Entry, problems: Sequence[Problem]) -> Outcome:
    ordered = in_reading_order(problems)
    reason = "; ".join(problem.text() for problem in errors(ordered))
    return Outcome(entry._replace(reason=reason), FAILED, ordered)


def _write_row(run: Run, index: int, letter: MadeLetter) -> Outcome:
    """Put the files of one row into the folder; one that cannot be written to ends the run."""
    if any(problem.code == UNWRITABLE.code for problem in letter.problems):
        raise Refused(letter.problems)
    if not letter.files:
        return _fail(_entry(run, index), letter.problems)
    if index in run.to_check:
        own = letter.files[0]
        data = run.world.read(own.draft, TABLE_MOST) if own.draft else own.data
        cross_check(run.planned.maker, run.planned.rows[index], data)
    files = [Output(join(run.folder, file.name), file.data, file.draft, file.sha256) for file in letter.files]
    refused = [problem for file in files if (problem := _problem(run, file))]
    if refused:
        return _fail(_entry(run, index), refused)
    run.outputs.put(files)
    own, *forms = letter.files
    entry = _entry(run, index, DONE, own.sha256, letter.input_hash)
    before = _before(run, index)
    if forms:
        entry = entry._replace(forms=tuple((form.name, form.sha256) for form in forms))
    elif before:
        entry = entry._replace(forms=before.forms)
    return Outcome(entry, WROTE)


def _problem(run: Run, file: Output) -> Problem | None:
    """Return why a file may not be written; one that a killed run wrote just so, unrecorded, may."""
    problem = run.outputs.problem(file.target)
    if problem and problem.code == EXISTS.code and run.outputs.holds(file.target, file.sha256):
        return None
    if problem and problem.code == EDITED.code and not _is_edited(run, file.target, file.sha256):
        return None
    return problem
