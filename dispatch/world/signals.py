"""Processes that work for another: which of them answers Ctrl-C, and when they end."""

import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess


def ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that we work for; it ends us when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def end_with_parent() -> None:
    """End this process as soon as the one that began it has ended: killed, it can tell nobody."""
    import threading
    from multiprocessing import parent_process

    parent = parent_process()
    if parent:
        threading.Thread(target=_wait_and_end, args=(parent,), daemon=True).start()


def _wait_and_end(parent: "BaseProcess") -> None:
    parent.join()
    os._exit(1)
