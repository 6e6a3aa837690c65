"""Letters of a batch made by the workers of a Dask cluster, behind the port of `concurrent.futures`."""

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from time import monotonic
from typing import Any

from dispatch.batch.executors.local import chunks
from dispatch.batch.incremental.maker import LetterMaker, MadeLetter
from dispatch.batch.plan import BatchPlan
from dispatch.batch.run import Make
from dispatch.problem import N_, Fault, Refused
from dispatch.recipients.row import Row

NO_DASK = Fault("B052", N_("chưa cài dask"), N_("chạy: pip install 'congvan[dask]'"))
NO_CLUSTER = Fault("B053", N_("không nối được tới '{address}'"), N_("viết như dask://may-chu:8786"))
LOST = Fault(
    "B054",
    N_("mất liên lạc với cụm Dask"),
    N_("chạy lại khi cụm hoạt động: chỉ những tệp còn thiếu được làm"),
)
DESERTED = Fault(
    "B055",
    N_("cụm Dask không có máy nào nhận việc"),
    N_("mỗi máy của cụm phải cài congvan cùng phiên bản này"),
)
KILLED = Fault(
    "B056",
    N_("cùng một việc làm nhiều máy của cụm Dask bị ngắt"),
    N_("xem nhật ký của cụm: có thể thiếu bộ nhớ"),
)
DASK, CLOSED = "dask://", "closed"
CONNECT_SECONDS = 10
LOOK_SECONDS = 1
PATIENCE = 60  # seconds that a cluster may be without workers, as one that starts them when they are needed
CHATTY = (
    "distributed",
    "distributed.client",
    "distributed.comm",
    "distributed.core",
    "distributed.utils",
    "tornado.application",
)
AHEAD = 3  # errands under way for each thread of a worker; their letters wait in memory


@contextmanager
def on_cluster(planned: BatchPlan, address: str) -> Iterator[Make]:
    """Share the work among the workers of a Dask cluster."""
    try:
        import distributed
    except ImportError as error:
        raise Refused([NO_DASK.at()]) from error
    open_client: Any = distributed.Client
    with _quiet_loggers():
        try:
            client = open_client(address.removeprefix(DASK), timeout=CONNECT_SECONDS)
        except (OSError, ValueError) as error:
            raise Refused([NO_CLUSTER.at(address=address)]) from error
        with client:
            yield _made_by(client, planned)


@contextmanager
def _quiet_loggers() -> Iterator[None]:
    """Keep what others write of a cluster that fails from the clerk, who is told in one line."""
    loggers = [logging.getLogger(name) for name in CHATTY]
    before = [logger.disabled for logger in loggers]
    try:
        for logger in loggers:
            logger.disabled = True
        yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


def _made_by(client: Any, planned: BatchPlan) -> Make:
    executor = client.get_executor(pure=False)
    rows, stems = planned.rows, planned.stems

    def make(todo: Sequence[int]) -> Iterator[tuple[int, MadeLetter]]:
        under_way: deque[tuple[Sequence[int], Future[list[MadeLetter]]]] = deque()
        most = AHEAD * max(1, _threads(client))
        for some in chunks(todo):
            if client.status == CLOSED:
                raise Refused([LOST.at()])
            share = [(rows[at], stems[at]) for at in some]
            under_way.append((some, executor.submit(make_rows, planned.maker, share)))
            if len(under_way) >= most:
                yield from _fetch(client, *under_way.popleft())
        while under_way:
            yield from _fetch(client, *under_way.popleft())

    return make


def make_rows(maker: LetterMaker, rows: Sequence[tuple[Row, str]]) -> list[MadeLetter]:
    """Make the files of some rows wherever the workshop has come to."""
    return [maker.make(row, stem) for row, stem in rows]


def _fetch(
    client: Any, some: Sequence[int], future: Future[list[MadeLetter]]
) -> Iterator[tuple[int, MadeLetter]]:
    return zip(some, _answer(client, future), strict=True)


def _answer(client: Any, future: Future[list[MadeLetter]]) -> list[MadeLetter]:
    """Wait for an answer as long as anybody is there to give it."""
    from distributed import KilledWorker

    until = monotonic() + PATIENCE
    while True:
        try:
            return future.result(timeout=LOOK_SECONDS)
        except TimeoutError:
            if client.status == CLOSED:
                raise Refused([LOST.at()]) from None
            if _threads(client):
                until = monotonic() + PATIENCE
            elif monotonic() > until:
                raise Refused([DESERTED.at()]) from None
        except CancelledError as error:
            raise Refused([LOST.at()]) from error
        except KilledWorker as error:
            raise Refused([KILLED.at()]) from error


def _threads(client: Any) -> int:
    """Return how many errands the cluster can be at; none while it cannot be asked."""
    try:
        return sum(client.nthreads().values()) if client.status != CLOSED else 0
    except OSError:
        return 0
