"""The system's own viewer: it is asked to show a file, and goes on after we have ended."""

import contextlib
import os
import subprocess
import sys

from dispatch.problem import N_, Fault, Place, Refused

NO_VIEWER = Fault("X020", N_("không mở được bằng chương trình xem của máy: {why}"), N_("tự mở tệp này"))
NONE_HERE, FAILED = N_("máy không có chương trình mở tệp"), N_("không có chương trình nào nhận loại tệp này")
FAILS_WITHIN = 2.0  # seconds; a viewer that still runs then has opened
PROGRAMS = {"darwin": "open"}
ELSEWHERE = "xdg-open"


def open_file(file: str) -> None:
    """Show a file, or refuse."""
    if os.name == "nt":
        with contextlib.suppress(OSError):
            os.startfile(file)  # type: ignore[attr-defined,unused-ignore] # noqa: S606
            return
        why = FAILED
    else:
        why = _trouble([PROGRAMS.get(sys.platform, ELSEWHERE), file])
    if why:
        raise Refused([NO_VIEWER.at(Place(file), why=why)])


def _trouble(words: list[str]) -> str:
    """Start a program, and return why it does not show anything."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
    except OSError:
        return NONE_HERE
    try:
        return FAILED if process.wait(FAILS_WITHIN) else ""
    except subprocess.TimeoutExpired:
        process.returncode = 0  # it outlives us on purpose: nothing is left to wait for
        return ""
