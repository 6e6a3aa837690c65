"""Who makes the letters of a batch: this process alone, or others behind the one port of `concurrent.futures`."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import Any

from dispatch.jobs.batching import Make
from dispatch.jobs.planning import Plan
from dispatch.jobs.workshop import Errand, Made, worked
from dispatch.problem import N_, Fault, Refused
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


def shared(planned: Plan, executor: Executor, workers: int, output: str = "") -> Make:
    """Make letters on an executor; a worker that dies stops the run, which the next one finishes."""

    def make(todo: Sequence[int]) -> Iterator[tuple[int, Made]]:
        errand = planned.shop.errand(output)
        try:
            yield from _in_order(planned, todo, executor, workers, errand) if errand else ()
        except BrokenExecutor as error:
            raise Refused([BROKEN.at(why=error)]) from error

    return make


def _in_order(
    planned: Plan, todo: Sequence[int], executor: Executor, workers: int, errand: Errand
) -> Iterator[tuple[int, Made]]:
    """Yield what is made in the order of the rows; only a few errands are ever under way."""
    under_way: deque[tuple[Sequence[int], Future[list[Made]]]] = deque()
    for start in range(0, len(todo), ROWS):
        some = todo[start : start + ROWS]
        under_way.append(
            (some, executor.submit(worked, errand, [(planned.rows[at], planned.stems[at]) for at in some]))
        )
        if len(under_way) >= workers * AHEAD:
            yield from _fetched(under_way)
    while under_way:
        yield from _fetched(under_way)


def _fetched(under_way: deque[tuple[Sequence[int], Future[list[Made]]]]) -> Iterator[tuple[int, Made]]:
    some, future = under_way.popleft()
    yield from zip(some, future.result(), strict=True)


@contextmanager
def processes(planned: Plan, count: int, output: str) -> Iterator[Make]:
    """Share the work among processes of this machine, which put the files into the folder themselves."""
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(count, initializer=deaf) as pool:
        yield shared(planned, pool, count, output)


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
        yield shared(planned, client.get_executor(pure=False), max(1, workers))
