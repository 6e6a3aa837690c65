"""Batches that are being written while whoever asked for them does something else."""

import threading
import time
from collections.abc import Callable, Sequence

from dispatch.batch.run import Outcome
from dispatch.jobs.send_many import CheckedBatch, WrittenBatch, write_batch
from dispatch.problem import Problem, Refused
from dispatch.web.mishaps import describe_mishap

PATIENCE = 1.0  # seconds in which a small batch is done, so that nobody sees a page in between


class _StoppedError(Exception):
    """Somebody has asked a run to stop."""


class BatchRun:
    """One batch that is written in a thread of its own: how far it is, what came of it."""

    def __init__(self, batch: CheckedBatch, file: str, log: Callable[[str], None]) -> None:
        self.batch = batch
        self.file = file
        self.log = log
        self.rows = len(batch.planned.rows)
        self.done = 0
        self.began = time.monotonic()
        self.asked_to_stop = False
        self.written: WrittenBatch | None = None
        self.problems: Sequence[Problem] = ()
        self._thread = threading.Thread(target=self._write, daemon=True)

    @property
    def is_alive(self) -> bool:
        """Whether it is still at work."""
        return self._thread.is_alive()

    @property
    def rate(self) -> float:
        """How many rows a second it has done."""
        return self.done / max(time.monotonic() - self.began, 0.001)

    @property
    def seconds_left(self) -> int:
        """How long it will still take, at the rate so far."""
        return round((self.rows - self.done) / self.rate) if self.done else 0

    def begin(self, patience: float) -> None:
        """Begin, and wait a little for the end."""
        self._thread.start()
        self._thread.join(patience)

    def stop(self, patience: float) -> None:
        """Ask for the end after the row at work; what was written is recorded."""
        self.asked_to_stop = True
        self._thread.join(patience)

    def _write(self) -> None:
        try:
            self.written = write_batch(self.batch, self.file, self._count)
        except _StoppedError:
            return
        except Refused as refusal:
            self.problems = refusal.problems
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told on the page
            told, line = describe_mishap("RUN", "/letters/{name}/batch", error)
            self.log(line)
            self.problems = [told]

    def _count(self, _: Outcome) -> None:
        self.done += 1
        if self.asked_to_stop:
            raise _StoppedError


class BatchRuns:
    """The last run of each letter of this session."""

    def __init__(self, log: Callable[[str], None], patience: float = PATIENCE) -> None:
        self.log = log
        self.patience = patience
        self._runs: dict[str, BatchRun] = {}
        self._lock = threading.Lock()

    def of(self, name: str) -> BatchRun | None:
        """Return the last run of a letter, if there was one."""
        return self._runs.get(name)

    def begin(self, name: str, batch: CheckedBatch, file: str) -> BatchRun:
        """Begin a run, unless one of the letter is still at work: return that one."""
        with self._lock:
            last = self._runs.get(name)
            if last and last.is_alive:
                return last
            run = self._runs[name] = BatchRun(batch, file, self.log)
        run.begin(self.patience)
        return run

    def stop(self, name: str) -> None:
        """Ask the run of a letter to stop, if one is at work."""
        if run := self._runs.get(name):
            run.stop(self.patience)
