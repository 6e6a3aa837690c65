"""The command line: arguments in, one job, problems out, an exit code."""

import atexit
import gc
import io
import sys
from typing import TextIO

INTERRUPTED = 130


def _speak_vietnamese(stream: TextIO) -> None:
    """Write UTF-8 where the console's own encoding lacks our letters, and never stumble over a file's name."""
    try:
        "ữ…".encode(stream.encoding)
        encoding = stream.encoding
    except (UnicodeEncodeError, LookupError):
        encoding = "utf-8"
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def run() -> None:
    """Run as a process of its own: one letter lives too briefly to collect garbage (a tenth of its time)."""
    gc.disable()
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        _speak_vietnamese(stream)
    try:
        from dispatch.cli.main import main

        main()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
