"""Who makes the letters of a batch: this process alone, others beside it, or the workers of a cluster."""

import itertools
import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch.batch.table import Row
from dispatch.jobs.batching import Make
from dispatch.jobs.hands import shared
from dispatch.jobs.planning import Plan
from dispatch.jobs.workshop import File, Made, Workshop
from dispatch.problem import N_, Fault, Refused
from dispatch.world import Disk

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

NO_DASK = Fault("B052", N_("chưa cài dask"), N_("chạy: pip install 'congvan[dask]'"))
NO_CLUSTER = Fault("B053", N_("không nối được tới '{address}'"), N_("viết như dask://may-chu:8786"))
DASK = "dask://"
CONNECT_SECONDS = 10
ROWS = 50  # an errand: long enough to be worth its way, short enough for all to end together
AHEAD = 3  # errands under way for each worker of a cluster; their letters wait in memory


def alone(planned: Plan) -> Make:
    """Make every letter in this process."""
    return lambda todo: ((index, planned.shop.made(planned.rows[index], planned.stems[index])) for index in todo)


def _errands(todo: Sequence[int]) -> Iterator[Sequence[int]]:
    return (todo[start : start + ROWS] for start in range(0, len(todo), ROWS))


class Bench(NamedTuple):
    """Where one of several processes works: at which plan, in which folder for drafts."""

    planned: Plan
    drafts: str

    def worked(self, some: Sequence[int]) -> list[Made]:
        """Make the files of some rows, and leave them as drafts."""
        rows, stems = self.planned.rows, self.planned.stems
        return [self._left(self.planned.shop.made(rows[at], stems[at]), at) for at in some]

    def _left(self, made: Made, at: int) -> Made:
        try:
            return made._replace(files=tuple(self._draft(file, f"{at}-{n}") for n, file in enumerate(made.files)))
        except Refused as refusal:
            return Made((), "", tuple(refusal.problems))

    def _draft(self, file: File, name: str) -> File:
        draft = os.path.join(self.drafts, name)  # noqa: PTH118 - pathlib would cost a tenth
        Disk().draft(draft, file.data)
        return file._replace(data=b"", draft=draft)


@contextmanager
def processes(planned: Plan, count: int, output: str) -> Iterator[Make]:
    """Share the work among processes of this machine; only this one, which claims the folder, puts files in place."""
    with ExitStack() as held:

        def make(todo: Sequence[int]) -> Iterator[tuple[int, Made]]:
            bench = Bench(planned, held.enter_context(Disk().drafts(output)))
            done = held.enter_context(shared(bench.worked, count))
            yield from zip(todo, itertools.chain.from_iterable(done(_errands(todo))), strict=True)

        yield make


@contextmanager
def cluster(planned: Plan, address: str) -> Iterator[Make]:
    """Share the work among the workers of a Dask cluster."""
    try:
        import distributed
    except ImportError as error:
        raise Refused([NO_DASK.at()]) from error
    try:
        open_client: Any = distributed.Client
        client = open_client(address.removeprefix(DASK), timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise Refused([NO_CLUSTER.at(address=address)]) from error
    with client:
        workers = len(client.scheduler_info()["workers"])
        executor: Executor = client.get_executor(pure=False)
        rows, stems = planned.rows, planned.stems

        def make(todo: Sequence[int]) -> Iterator[tuple[int, Made]]:
            under_way: deque[tuple[Sequence[int], Future[list[Made]]]] = deque()
            for some in _errands(todo):
                told = [(rows[at], stems[at]) for at in some]
                under_way.append((some, executor.submit(made_there, planned.shop, told)))
                if len(under_way) >= max(1, workers) * AHEAD:
                    yield from _fetched(*under_way.popleft())
            while under_way:
                yield from _fetched(*under_way.popleft())

        yield make


def _fetched(some: Sequence[int], future: "Future[list[Made]]") -> Iterator[tuple[int, Made]]:
    return zip(some, future.result(), strict=True)


def made_there(shop: Workshop, rows: Sequence[tuple[Row, str]]) -> list[Made]:
    """Make the files of some rows wherever the workshop has come to."""
    return [shop.made(row, stem) for row, stem in rows]
