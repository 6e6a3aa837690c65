"""What a batch will do: its rows, the names of their files, and everything that is wrong with any of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dispatch.batch.incremental.maker import BatchRequest, LetterMaker
from dispatch.problem import N_, Fault, Problem, Refused, Severity, in_reading_order
from dispatch.recipients.choose import choose_rows, text_of, unit_of
from dispatch.recipients.file_names import PATTERN, name_files, pattern_columns
from dispatch.recipients.row import Row
from dispatch.world import CachingReader
from dispatch.world.caching import CachingWorld

TOLD_MOST = 20
TWICE = Fault("B042", N_("'{name}' có hơn một dòng"), N_("bỏ dòng thừa, nếu không cố ý"), Severity.WARNING)


class BatchPlan(NamedTuple):
    """A letter and its rows, before anything is made.

    Numbers and names do not depend on which rows are chosen.
    """

    maker: LetterMaker
    rows: Sequence[Row]
    numbers: Sequence[int]
    stems: Sequence[str]
    everyone: frozenset[str]


class CheckedRows(NamedTuple):
    """What checking every row has shown.

    Which are good, what is wrong with each bad one, what else to say.
    """

    good: list[int]
    wrong: dict[int, list[Problem]]
    notes: Counter[Problem]


def plan_batch(
    world: CachingReader,
    request: BatchRequest,
    recipients: Sequence[Row],
    pattern: str = PATTERN,
    only: Sequence[str] = (),
    but: Sequence[str] = (),
) -> BatchPlan:
    """Return what a batch will do, or refuse a letter whose own file is wrong."""
    maker = LetterMaker(CachingWorld(world), request)
    maker.reader.refuse_holes()
    asked = pattern_columns(pattern)
    stems = name_files(pattern, (_cells_for_name(row, asked) for row in recipients))
    kept = choose_rows(recipients, only, but)
    if len(kept) == len(recipients):
        return BatchPlan(maker, recipients, range(1, len(recipients) + 1), stems, frozenset(stems))
    rows, numbers = [recipients[at] for at in kept], [at + 1 for at in kept]
    return BatchPlan(maker, rows, numbers, [stems[at] for at in kept], frozenset(stems))


def _cells_for_name(row: Row, texts: Iterable[str]) -> dict[str, str]:
    """Return what a row says to the pattern of names."""
    return {
        n: unit_of(row) if n == "don_vi" else text_of(row, n)
        for n in texts
        if n == "don_vi" or n in row.cells
    }


def column_names(rows: Iterable[Row]) -> frozenset[str]:
    """Return every column of a table."""
    return frozenset().union(*{frozenset(names) for names in {tuple(row.cells) for row in rows}})


def check_rows(planned: BatchPlan) -> CheckedRows:
    """Read and check every row; what is wrong with the letter itself is refused once."""
    checked = CheckedRows([], {}, Counter(planned.maker.notes) + _count_repeated(planned.rows))
    for index, row in enumerate(planned.rows):
        try:
            if notes := planned.maker.check(row):
                _count(notes, checked.notes)
            checked.good.append(index)
        except Refused as refusal:
            planned.maker.reader.refuse_own(refusal.problems)
            checked.wrong[index] = in_reading_order(refusal.problems)
    checked.notes.update(planned.maker.left_out())
    return checked


def _count_repeated(rows: Sequence[Row]) -> Counter[Problem]:
    """Return the units that stand in the table again, each with a letter of its own.

    The last told counts the rest.
    """
    seen: set[str] = set()
    again: list[Row] = []
    for row in rows:
        unit = text_of(row, "ma") or unit_of(row)
        if unit in seen:
            again.append(row)
        seen.add(unit)
    notes = Counter(TWICE.at(row.place, name=unit_of(row)) for row in again[:TOLD_MOST])
    if len(again) > TOLD_MOST:
        notes[next(reversed(notes))] += len(again) - TOLD_MOST
    return notes


def _count(notes: Iterable[Problem], counts: Counter[Problem]) -> None:
    """Count what is noticed: the same remark on many rows is told at the first of them."""
    for note in notes:
        alike = next(
            (counted for counted in counts if counted.code == note.code and counted.path == note.path), note
        )
        counts[alike] += 1
