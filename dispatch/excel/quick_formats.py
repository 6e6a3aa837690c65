"""The usual formats of tables, laid over the usual numbers at the speed of a table of ten thousand rows.

What is shown here is what `number_cell` shows; where that would take more than a few lines, nothing is shown
here, and the caller asks it.
"""

import functools
import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dispatch.excel.format_codes import NumberFormat, Section, UnknownFormatError, compile_format
from dispatch.excel.number_layout import Layout, layout_of
from dispatch.excel.shown_days import DAYS_MOST, EPOCH_1900, FIRST_YEAR
from dispatch.text.numbers import GROUP

Show = Callable[[str], str | None]
WHOLE_MOST, DECIMAL_MOST = 11, 1e9  # digits of a whole number; what has decimals
BEFORE_1900 = EPOCH_1900.toordinal()
DAYS = range(date(FIRST_YEAR, 1, 1).toordinal() - BEFORE_1900, DAYS_MOST)
ONE_ZERO = 2  # sections of a format in which zero is no case of its own
DAY_PARTS = {"d": "{0.day}", "dd": "{0.day:02}", "m": "{0.month}", "mm": "{0.month:02}", "yyyy": "{0.year}"}


def quick_show(code: str, epoch: date) -> Show:
    """Return what shows the usual numbers in a format, and None for all others."""
    try:
        number_format = compile_format(code)
    except UnknownFormatError:
        return _show_nothing
    section = number_format.numbers[0]
    if any(other.condition for other in number_format.numbers):
        return _show_nothing
    if section.kind == "day" and epoch == EPOCH_1900:
        return _show_days(section)
    return _show_numbers(section, number_format) if section.kind == "number" else _show_nothing


def _show_nothing(_: str) -> None:
    return None


def _show_days(section: Section) -> Show:
    """Return what shows days alone, without an hour or a name."""
    parts = [
        DAY_PARTS.get(token.text, "") if token.kind == "day" else re.sub("([{}])", r"\1\1", token.text)
        for token in section.tokens
    ]
    known = all(token.text in DAY_PARTS for token in section.tokens if token.kind == "day")
    if not known or {token.kind for token in section.tokens} - {"day", "literal", "stroke"}:
        return _show_nothing
    pattern = "".join(parts)

    @functools.lru_cache(maxsize=10_000)
    def show(raw: str) -> str | None:
        if not raw.isdecimal() or int(raw) not in DAYS:
            return None
        return " ".join(pattern.format(date.fromordinal(BEFORE_1900 + int(raw))).split())

    return show


def _show_numbers(section: Section, number_format: NumberFormat) -> Show:
    """Return what shows positive numbers whose digits stand together in their format."""
    layout = layout_of(section.tokens)
    ends = _text_around(layout)
    if ends is None or not layout.shows_value or layout.fraction or layout.exponent is not None:
        return _show_nothing
    before, after = ends
    zeros = sum(token == ("digit", "0") for token in layout.whole)
    point, step = "," * bool(layout.places), Decimal(1).scaleb(-layout.places)
    grouped, width = layout.grouped, zeros + (zeros - 1) // GROUP
    hundred, no_decimals = 100**layout.percents, "0" * layout.places
    takes_zero = len(number_format.numbers) <= ONE_ZERO

    def show(raw: str) -> str | None:
        if raw.isdecimal() and len(raw) <= WHOLE_MOST:
            whole, decimals = int(raw) * hundred, no_decimals
        elif 0 < (number := float(raw)) < DECIMAL_MOST:
            rounded = (Decimal(f"{number:.15g}") * hundred).quantize(step, ROUND_HALF_UP)
            digits, _, decimals = f"{rounded:f}".partition(".")
            whole = int(digits)
        else:
            return None
        if not (whole or takes_zero):
            return None
        text = f"{whole:0{width},}".replace(",", ".") if grouped else str(whole).zfill(zeros)
        return f"{before}{text}{point}{decimals}{after}"

    return show


def _text_around(layout: Layout) -> tuple[str, str] | None:
    """Return what stands before and behind the digits of a format; None where something stands among them."""
    tokens = (*layout.whole, *(layout.decimals or ()))
    digits = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    whole = "".join(token.text for token in layout.whole if token.kind == "digit")
    decimals = "".join(token.text for token in layout.decimals or () if token.kind == "digit")
    if not digits or digits[-1] - digits[0] >= len(digits) or whole.lstrip("#").strip("0"):
        return None
    if decimals.strip("0") or not whole.endswith("0"):
        return None
    before = " ".join("".join(token.text for token in tokens[: digits[0]]).split())
    room = " " * (before != "" and tokens[digits[0] - 1].text.endswith(" "))
    after = "".join(token.text for token in tokens[digits[-1] + 1 :])
    return before + room, " " * after[:1].isspace() * bool(after.strip()) + " ".join(after.split())
