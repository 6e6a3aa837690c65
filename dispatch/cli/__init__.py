"""The command line: arguments in, one job, problems out, an exit code."""

import contextlib
import gc
import io
import os
import sys
import warnings
from typing import NoReturn, TextIO

INTERRUPTED = 130


def _speak_vietnamese(stream: TextIO) -> None:
    """Write UTF-8 where the console's own encoding lacks our letters.

    Never stumble over a file's name.
    """
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
    if not sys.warnoptions:
        warnings.simplefilter(
            "ignore"
        )  # they quote the files that a library reads, past our way to the screen
    for stream in filter(None, (sys.stdout, sys.stderr)):
        _speak_vietnamese(stream)
    try:
        from dispatch.cli.main import main

        main()
    except KeyboardInterrupt:
        _end(INTERRUPTED)
    except SystemExit as end:
        _end(end.code if isinstance(end.code, int) else int(end.code is not None))


def _end(code: int) -> NoReturn:
    """End at once: all is written and closed, and to take ten thousand letters apart would only take time."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)
