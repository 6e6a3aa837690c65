"""What nobody foresaw: a page for the reader, and a line for whoever mends it, without a word of a letter."""

import secrets
import time
from types import TracebackType

from dispatch.problem import N_, Fault, Problem

MISHAP = Fault(
    "S020",
    N_("chương trình gặp lỗi của chính nó, không phải của anh chị; số của lần này: {mark}"),
    N_("thử lại; nếu vẫn thế thì báo số này cho người cài đặt. Chữ đã gõ vẫn còn"),
)
MARK_BYTES = 3


def describe_mishap(method: str, address: str, error: Exception) -> tuple[Problem, str]:
    """Return what is told to the reader, and the line of the log that bears the same mark.

    The line names the kind of error and where it happened, never what it says: that may quote a letter.
    """
    mark = secrets.token_hex(MARK_BYTES)
    when = time.strftime("%Y-%m-%d %H:%M:%S")
    place = _last_place(error.__traceback__)
    line = f"{when} {MISHAP.code} {mark} {method} {address} {type(error).__qualname__} {place}"
    return MISHAP.at(mark=mark), line


def _last_place(trace: TracebackType | None) -> str:
    """Return the module and the line where an error was raised."""
    place = ""
    while trace:
        place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
