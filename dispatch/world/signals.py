"""Ctrl-C: it reaches every process of a terminal, and only one of them should answer."""

import signal


def ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that we work for; it ends us when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
