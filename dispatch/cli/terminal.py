"""What a terminal answers when it is asked what it can do."""

import contextlib
import os
import select
import sys

ANSWERS_WITHIN = 0.5  # seconds; over a slow line, or never from a terminal that knows no answer
WHAT_CAN_YOU_DO = b"\x1b[c"


def terminal_attributes() -> str:
    """Return the attributes of the terminal that we stand in, or nothing where none can be asked."""
    try:
        import termios
        import tty
    except ImportError:
        return ""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return ""
    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)
    try:
        tty.setcbreak(number)
        os.write(sys.stdout.fileno(), WHAT_CAN_YOU_DO)
        return _answer(number)
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(number, termios.TCSANOW, before)


def _answer(number: int) -> str:
    answer = b""
    while not answer.endswith(b"c") and select.select([number], [], [], ANSWERS_WITHIN)[0]:
        piece = os.read(number, 256)
        if not piece:
            break
        answer += piece
    return answer.decode("ascii", "replace")
