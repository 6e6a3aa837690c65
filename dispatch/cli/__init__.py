"""The command line: arguments in, one job, problems out, an exit code."""

import atexit
import gc
import sys

INTERRUPTED = 130


def run() -> None:
    """Run as a process of its own: one letter lives too briefly to collect garbage (a tenth of its time)."""
    gc.disable()
    atexit.register(gc.freeze)
    try:
        from dispatch.cli.main import main

        main()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
