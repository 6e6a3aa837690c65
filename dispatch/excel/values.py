"""Values of cells as a clerk would type them, alike whichever reader handed them out."""

import math
from datetime import date, time, timedelta
from decimal import Decimal

EXACT = 1e15  # Excel keeps fifteen digits


def show_value(value: object) -> str:
    """Return a value that a reader handed out: a number with its comma, a day without its hour."""
    if isinstance(value, float):
        return plain_number(value)
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


def plain_number(number: float) -> str:
    """Return a number with the fifteen digits that Excel keeps, and no more."""
    if number.is_integer() and abs(number) < EXACT:
        return str(int(number))
    if not math.isfinite(number):
        return str(number)
    return f"{Decimal(f'{number:.15g}'):f}".replace(".", ",")
