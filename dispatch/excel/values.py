"""Values of cells as a clerk would type them, alike whichever reader handed them out."""

from datetime import date, time, timedelta
from decimal import Decimal

from dispatch.excel.shown_numbers import GENERAL_LETTERS, GENERAL_PLACES, show_general

PLAIN = 1e11  # whole numbers below are shown with all their digits
CLEAR = 2  # digits cut off that leave no doubt on which side of a half they are


def show_value(value: object) -> str:
    """Return a value that a reader handed out and whose cell has no format: a number with its comma."""
    if isinstance(value, float):
        return _show_float(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, time):
        return f"{value.hour:02}:{value.minute:02}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(value)


def show_day(day: date) -> str:
    """Return a day as it is written here: 05/03/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _show_float(number: float) -> str:
    if number.is_integer() and abs(number) < PLAIN:
        return str(int(number))
    text = f"{number:.15g}"
    whole, _, decimals = text.lstrip("-").partition(".")
    places = GENERAL_PLACES + 1 - len(whole)
    if "e" in text or places < 1:
        return show_general(Decimal(text))
    if len(text) > GENERAL_LETTERS:
        if len(decimals) - places < CLEAR:
            return show_general(Decimal(text))
        text = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")
