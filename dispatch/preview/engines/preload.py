"""An engine brought in by a process of its own, while this one still reads the letter.

Two cores, half the wait.
"""

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from dispatch.preview.engines.engine import CRASHED, Printed
from dispatch.world.forking import can_fork
from dispatch.world.signals import ignore_interrupts

PDF = b"%PDF-"


class WaitingProcess(NamedTuple):
    """A process that waits for one Word file."""

    process: int
    asks: int
    answers: int


HANDS: list[WaitingProcess] = []


@contextmanager
def preload(load: Callable[[], object], one: Callable[[bytes], Printed]) -> Iterator[None]:
    """Have an engine loaded meanwhile, for one file.

    Where no process may be split, it is loaded when it is needed.
    """
    if not can_fork():
        yield
        return
    HANDS[:] = [_split(load, one)]
    try:
        yield
    finally:
        for hand in HANDS:
            os.close(hand.asks)
            os.close(hand.answers)
            _end_process(hand.process)
        HANDS.clear()


def is_preloaded() -> bool:
    """Say whether a process has been made ready."""
    return bool(HANDS)


def print_preloaded(data: bytes) -> Printed:
    """Return what the process that waits makes of a Word file."""
    hand = HANDS.pop()
    try:
        with open(hand.answers, "rb") as answers:  # noqa: PTH123 - a pipe
            with contextlib.suppress(BrokenPipeError), open(hand.asks, "wb") as asks:  # noqa: PTH123 - a pipe
                asks.write(data)
            import pypdfium2  # noqa: F401 - what reads the pages is loaded while they are made

            told = answers.read()
    finally:
        _end_process(hand.process)
    return Printed(told) if told.startswith(PDF) else Printed(why=told.decode("utf-8", "replace") or CRASHED)


def _split(load: Callable[[], object], one: Callable[[bytes], Printed]) -> WaitingProcess:
    asked_of, asks = os.pipe()
    answers, tells = os.pipe()
    process = os.fork()
    if process:
        os.close(asked_of)
        os.close(tells)
        return WaitingProcess(process, asks, answers)
    try:
        os.close(asks)
        os.close(answers)
        _serve(asked_of, tells, load, one)
    finally:
        os._exit(0)


def _serve(asked_of: int, tells: int, load: Callable[[], object], one: Callable[[bytes], Printed]) -> None:
    """Load the engine, wait for a file, answer; whoever asked may be gone by then."""
    ignore_interrupts()
    with contextlib.suppress(Exception):
        load()
    with open(asked_of, "rb") as asked_for, open(tells, "wb") as answer:
        data = asked_for.read()
        if data:
            made = one(data)
            answer.write(made.pdf or made.why.encode())


def _end_process(process: int) -> None:
    """End a process of ours, if it has not ended yet."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process, 0)
