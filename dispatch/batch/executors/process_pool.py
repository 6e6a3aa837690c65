"""Processes of this machine that work beside this one, each at the other end of a pipe of its own.

A process that dies ends its pipe, even in the middle of a word: nobody waits for an answer that cannot come.
"""

import multiprocessing
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple, NoReturn

from dispatch.problem import N_, Fault, Refused
from dispatch.world.forking import can_fork
from dispatch.world.io_errors import reason_of
from dispatch.world.signals import ignore_interrupts

BROKEN = Fault(
    "B051",
    N_("một tiến trình phụ bị ngắt (mã thoát {code})"),
    N_("chạy lại: chỉ những tệp còn thiếu được làm"),
)
TOO_MANY = Fault("B057", N_("không mở được {count} tiến trình: {why}"), N_("giảm --jobs"))
AHEAD = 3  # errands that wait for each process, so that it is never idle while this one is at its own
Work = Callable[[Any], Any]
Answers = Callable[[Iterable[Any]], Iterator[Any]]


class Worker(NamedTuple):
    """A process that does one errand after the other, and answers them in that order."""

    process: BaseProcess
    pipe: Connection

    def ask(self, errand: object) -> None:
        """Send an errand; it must be short, for two pipes that are full would wait for each other."""
        try:
            self.pipe.send(errand)
        except OSError:
            self._refuse()

    def answer(self) -> Any:
        """Wait for the next answer."""
        try:
            outcome = self.pipe.recv()
        except (EOFError, OSError):
            self._refuse()
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def _refuse(self) -> NoReturn:
        self.process.join()
        raise Refused([BROKEN.at(code=self.process.exitcode)])


class Pending(NamedTuple):
    """An errand in the hands of a process, or what came of one that was done here."""

    hand: Worker | None
    told: Any = None

    def ready(self) -> bool:
        """Say whether its answer is there, or the news that none will come."""
        try:
            return self.hand is None or self.hand.pipe.poll()
        except OSError:
            return True

    def answer(self) -> Any:
        """Return its answer, waited for if it must be."""
        return self.hand.answer() if self.hand else self.told


@contextmanager
def process_pool(work: Work, count: int) -> Iterator[Answers]:
    """Yield what has errands done by so many processes, this one among them.

    Answers them in their order.
    """
    hands: list[Worker] = []

    def done(errands: Iterable[Any]) -> Iterator[Any]:
        rest = deque(errands)
        needed = min(count, len(rest))
        try:
            while len(hands) < needed - 1:
                hands.append(start_worker(work, hands))
        except OSError as error:
            raise Refused([TOO_MANY.at(count=needed, why=reason_of(error))]) from error
        return _in_order(rest, work, hands)

    try:
        yield done
    finally:
        for hand in hands:
            hand.process.kill()
        for hand in hands:
            hand.process.join()
            hand.pipe.close()


def _in_order(rest: deque[Any], work: Work, hands: Sequence[Worker]) -> Iterator[Any]:
    """Yield the answers; as long as the next one is not there, this process works too."""
    due: deque[Pending] = deque()
    while rest or due:
        for hand in hands:
            while rest and sum(one.hand is hand for one in due) < _most(len(rest), len(hands)):
                hand.ask(rest.popleft())
                due.append(Pending(hand))
        if due and (due[0].ready() or not rest):
            yield due.popleft().answer()
        else:
            due.append(Pending(None, work(rest.popleft())))


def _most(rest: int, hands: int) -> int:
    """Return how many errands may wait for one process: fewer towards the end, so that all end together."""
    return max(1, min(AHEAD, rest // (hands + 1)))


def start_worker(work: Work, hands: Sequence[Worker] = ()) -> Worker:
    """Return one more process that does some work.

    One that is forked has it already, to any other it is sent.
    """
    system = _system()
    ours, theirs = system.Pipe()
    others = [*(hand.pipe for hand in hands), ours] if system.get_start_method() == "fork" else []
    process = system.Process(target=_serve, args=(work, theirs, others))
    process.start()
    theirs.close()
    return Worker(process, ours)


def _system() -> Any:
    """Return how processes begin.

    As was chosen, or on Linux by forking, which is safe in a process of one thread.
    """
    forks = "fork" if can_fork() else None
    return multiprocessing.get_context(multiprocessing.get_start_method(allow_none=True) or forks)


def _serve(work: Work, pipe: Connection, others: Sequence[Connection]) -> None:
    """Do what is asked until nobody asks any more.

    To see that, ends of pipes that a fork brought along are closed.
    """
    ignore_interrupts()
    for other in others:
        other.close()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_done(work, pipe.recv()))


def _done(work: Work, errand: object) -> object:
    try:
        return work(errand)
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever asked is to know
        error.add_note(traceback.format_exc())
        return error
