"""The days that a letter may bear: its own as far as it is known."""

import calendar
from datetime import date

from dispatch.model import NgayThang


def latest_day(day: NgayThang) -> date | None:
    """Return the latest day that a letter may bear; none without a year."""
    if not day.nam:
        return None
    month = day.thang or 12
    return date(day.nam, month, day.ngay or calendar.monthrange(day.nam, month)[1])
