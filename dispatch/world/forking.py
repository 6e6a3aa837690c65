"""Splitting a process in two: quick, and safe on one system only."""

import sys


def can_fork() -> bool:
    """Say whether a process may be split.

    MacOS has the call too, but libraries of its own do not outlive it.
    """
    return sys.platform == "linux"
