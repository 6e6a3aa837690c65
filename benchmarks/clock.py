"""Two things timed side by side: one, the other, one, the other; never one after all of the other."""

import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

Work = Callable[[int], object]


class Measured(NamedTuple):
    """The seconds of every round, ours and theirs."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    def medians(self) -> tuple[float, float]:
        return median(self.ours), median(self.theirs)

    def each(self, count: int) -> "Measured":
        """Return the seconds of one piece of work where a round did several."""
        return Measured(tuple(s / count for s in self.ours), tuple(s / count for s in self.theirs))


def side_by_side(ours: Work, theirs: Work, rounds: int) -> Measured:
    """Return what both took, round by round; a first round of each warms up and is not counted."""
    ours(0)
    theirs(0)
    pairs = [(_seconds(ours, at), _seconds(theirs, at)) for at in range(rounds)]
    return Measured(*zip(*pairs, strict=True))


def _seconds(work: Work, at: int) -> float:
    start = time.perf_counter()
    work(at)
    return time.perf_counter() - start
