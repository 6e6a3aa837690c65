"""Text on its way out: nothing of it steers a terminal, forges a line, or is a formula to Excel.

What comes from cells, names, files and the system may hold any character. Those that a screen obeys
instead of showing are shown by their number, so that a reader sees that something is there.
"""

import io
import json
import re
from collections.abc import Iterable, Sequence

from dispatch.patterns import lazy_pattern

BREAK = "↵"
BREAKS = lazy_pattern("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = "\x00-\x1f"
OTHERS = (  # more controls, signs that turn the direction of writing, halves of characters, invisible notes
    "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f"
)
STEERING = lazy_pattern(f"[{CONTROLS}{OTHERS}]")
UNESCAPED = lazy_pattern(f"[{OTHERS}]")  # by JSON, which escapes the controls itself
FORMULA = lazy_pattern(r"\s*[=+@＝＋－＠-]")
NEGATIVE = lazy_pattern(r"-\d+(?:[.,]\d+)*")
CELL_INSIDE = lazy_pattern("(?<=;)(?=[=+@-])")  # where Excel takes a semicolon for the end of a cell
ON_ONE_LINE = json.JSONEncoder(ensure_ascii=False).encode


def one_line(text: str) -> str:
    """Return a text as a line can show it: what steers it by a sign or a number."""
    if text.isprintable():
        return text
    return STEERING.sub(_number, BREAKS.sub(BREAK, text.replace("\t", " ")))


def _number(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


def as_json(value: object) -> str:
    """Return a value as JSON that holds exactly it, laid out to be read, with nothing that a screen obeys."""
    return UNESCAPED.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=2))


def as_json_line(value: object) -> str:
    """Return a value as JSON in one line."""
    text = ON_ONE_LINE(value)
    return text if text.isprintable() else UNESCAPED.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def as_csv(rows: Iterable[Sequence[object]], line_end: str = "\n") -> str:
    """Return rows as CSV, a line each; no cell is a formula, a negative number stays one."""
    import csv

    buffer = io.StringIO()
    cells = ([_cell(value) if isinstance(value, str) else value for value in row] for row in rows)
    csv.writer(buffer, lineterminator=line_end).writerows(cells)
    return buffer.getvalue()


def _cell(text: str) -> str:
    """Return the text of a cell behind the sign that Excel knows a text by, where it would reckon."""
    line = one_line(text)
    if ";" in line:
        line = CELL_INSIDE.sub("'", line)
    harmless = not FORMULA.match(text) and text[:1] not in ("\t", "\r")
    return line if harmless or NEGATIVE.fullmatch(text) else f"'{line}"
