"""Who makes the letters of a batch: this process alone, or others behind the one port of `concurrent.futures`."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import Any, NamedTuple

from dispatch.batch.table import Row
from dispatch.jobs.batching import Make
from dispatch.jobs.planning import Plan
from dispatch.jobs.workshop import Made, Workshop, put
from dispatch.problem import N_, Fault, Refused
from dispatch.world import Disk
from dispatch.world.signals import deaf

BROKEN = Fault("B051", N_("một tiến trình phụ bị ngắt: {why}"), N_("chạy lại: chỉ những tệp còn thiếu được làm"))
NO_DASK = Fault("B052", N_("chưa cài dask"), N_("chạy: pip install 'congvan[dask]'"))
NO_CLUSTER = Fault("B053", N_("không nối được tới '{address}'"), N_("viết như dask://may-chu:8786"))
DASK = "dask://"
CONNECT_SECONDS = 10
ROWS = 50  # an errand: long enough to be worth its way, its answer short enough to arrive whole
AHEAD = 3  # errands under way for each worker; their letters wait in memory


def alone(planned: Plan) -> Make:
    """Make every letter in this process."""
    return lambda todo: ((index, planned.shop.made(planned.rows[index], planned.stems[index])) for index in todo)


Submit = Callable[[Sequence[int]], "Future[list[Made]]"]


def shared(submit: Submit, workers: int) -> Make:
    """Have letters made elsewhere; a worker that dies stops the run, which the next one finishes."""

    def make(todo: Sequence[int]) -> Iterator[tuple[int, Made]]:
        try:
            yield from _in_order(todo, submit, workers)
        except BrokenExecutor as error:
            raise Refused([BROKEN.at(why=error)]) from error

    return make


def _in_order(todo: Sequence[int], submit: Submit, workers: int) -> Iterator[tuple[int, Made]]:
    """Yield what is made in the order of the rows; only a few errands are ever under way."""
    under_way: deque[tuple[Sequence[int], Future[list[Made]]]] = deque()
    for start in range(0, len(todo), ROWS):
        some = todo[start : start + ROWS]
        under_way.append((some, submit(some)))
        if len(under_way) >= workers * AHEAD:
            yield from _fetched(under_way)
    while under_way:
        yield from _fetched(under_way)


def _fetched(under_way: deque[tuple[Sequence[int], Future[list[Made]]]]) -> Iterator[tuple[int, Made]]:
    some, future = under_way.popleft()
    yield from zip(some, future.result(), strict=True)


class Bench(NamedTuple):
    """Where a process of this machine works: at which plan, into which folder."""

    planned: Plan
    output: str


BENCHES: list[Bench] = []


@contextmanager
def processes(planned: Plan, count: int, output: str) -> Iterator[Make]:
    """Share the work among processes of this machine, which put the files into the folder themselves.

    A process that is forked has the plan already; to any other it is sent once.
    """
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(count, initializer=_seated, initargs=(planned, output)) as pool:
        yield shared(lambda some: pool.submit(_worked, some), count)


def _seated(planned: Plan, output: str) -> None:
    deaf()
    BENCHES[:] = [Bench(planned, output)]


def _worked(some: Sequence[int]) -> list[Made]:
    """Make the files of some rows and put them down; the answer is short, so that it arrives whole or not at all."""
    [bench] = BENCHES
    rows, stems = bench.planned.rows, bench.planned.stems
    return [_put(bench.planned.shop.made(rows[at], stems[at]), bench.output) for at in some]


def _put(made: Made, output: str) -> Made:
    """Put the files of one row into their folder, and hand back what they are."""
    try:
        return made._replace(files=tuple(put(Disk(), output, file) for file in made.files))
    except Refused as refusal:
        return Made((), "", tuple(refusal.problems))


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
        yield shared(
            lambda some: executor.submit(made_there, planned.shop, [(rows[at], stems[at]) for at in some]),
            max(1, workers),
        )


def made_there(shop: Workshop, rows: Sequence[tuple[Row, str]]) -> list[Made]:
    """Make the files of some rows wherever the workshop has come to."""
    return [shop.made(row, stem) for row, stem in rows]
