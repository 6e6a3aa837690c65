"""Who makes the letters of a batch: this process alone, or others beside it."""

import itertools
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from dispatch.batch.incremental.maker import MadeFile, MadeLetter
from dispatch.batch.plan import BatchPlan
from dispatch.batch.run import Make
from dispatch.problem import Refused
from dispatch.world import Disk

ROWS = 50  # an errand: long enough to be worth its way, short enough for all to end together


def in_this_process(planned: BatchPlan) -> Make:
    """Make every letter in this process."""
    return lambda todo: (
        (index, planned.maker.make(planned.rows[index], planned.stems[index])) for index in todo
    )


def chunks(todo: Sequence[int]) -> Iterator[Sequence[int]]:
    """Return rows a few at a time, as they are handed to whoever makes them."""
    return (todo[start : start + ROWS] for start in range(0, len(todo), ROWS))


class DraftWriter(NamedTuple):
    """Where one of several processes works: at which plan, for which folder, in which folder for drafts."""

    planned: BatchPlan
    output: str
    drafts: str

    def worked(self, some: Sequence[int]) -> list[MadeLetter]:
        """Make the files of some rows, and leave them as drafts."""
        rows, stems = self.planned.rows, self.planned.stems
        return [self._left(self.planned.maker.make(rows[at], stems[at]), at) for at in some]

    def _left(self, letter: MadeLetter, at: int) -> MadeLetter:
        try:
            return letter._replace(
                files=tuple(self._draft(file, f"{at}-{n}") for n, file in enumerate(letter.files))
            )
        except Refused as refusal:
            return MadeLetter((), "", tuple(refusal.problems))

    def _draft(self, file: MadeFile, name: str) -> MadeFile:
        draft = os.path.join(self.drafts, name)
        Disk().draft(draft, file.data, os.path.join(self.output, file.name))
        return file._replace(data=b"", draft=draft)


@contextmanager
def in_processes(planned: BatchPlan, count: int, output: str) -> Iterator[Make]:
    """Share the work among processes of this machine.

    Only this one, which claims the folder, puts files in place.
    """
    from dispatch.batch.executors.process_pool import process_pool

    with ExitStack() as held:

        def make(todo: Sequence[int]) -> Iterator[tuple[int, MadeLetter]]:
            bench = DraftWriter(planned, output, held.enter_context(Disk().drafts(output)))
            done = held.enter_context(process_pool(bench.worked, count))
            yield from zip(todo, itertools.chain.from_iterable(done(chunks(todo))), strict=True)

        yield make
