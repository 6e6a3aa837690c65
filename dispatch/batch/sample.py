"""A few letters of a batch to be looked at before all are written."""

import random
from collections.abc import Iterator

from dispatch.batch.plan import BatchPlan, CheckedRows
from dispatch.letter import Letter
from dispatch.preview.terminal.draw import draw_letter
from dispatch.preview.terminal.lines import Line
from dispatch.recipients.row import Row

SEED = 30  # the same table shows the same letters again


def choose_samples(planned: BatchPlan, checked: CheckedRows, count: int) -> list[int]:
    """Return which rows to look at, in their order.

    The first, the one whose letter is longest, others at random.
    """
    good = checked.good
    if len(good) <= count:
        return good
    longest = max(good, key=lambda at: _length(_compose_row(planned, planned.rows[at])))
    samples = list(dict.fromkeys((good[0], longest)))[:count]
    rest = [at for at in good if at not in samples]
    return sorted([*samples, *random.Random(SEED).sample(rest, count - len(samples))])  # noqa: S311 - chance, not secrecy


def draw_samples(
    planned: BatchPlan, checked: CheckedRows, count: int, width: int
) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield a few letters by the names of their files, as a terminal of a width shows them."""
    for at in choose_samples(planned, checked, count):
        yield planned.stems[at], draw_letter(_compose_row(planned, planned.rows[at]), width)


def _compose_row(planned: BatchPlan, row: Row) -> Letter:
    reader = planned.maker.reader
    return reader.compose(reader.read(row).letter_data)


def _length(part: object) -> int:
    """Return how many letters stand in a part of a letter, whatever it is made of."""
    if isinstance(part, str):
        return len(part)
    return sum(map(_length, part)) if isinstance(part, tuple) else 0
