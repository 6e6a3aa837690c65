"""Numbers of a sheet as a person sees them: the format of a cell says whether it is a day or a percentage."""

import math
import re
from datetime import datetime, timedelta
from typing import NamedTuple

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from dispatch.excel.values import plain_number, show_day

EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a cell has no zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class CellFormat(NamedTuple):
    """What the style of a cell says of it: how a number is written, whether lines surround it."""

    code: str = "General"
    boxed: bool = False


def cell_formats(styles: etree._Element | None) -> list[CellFormat]:
    """Return what each style of a workbook says, by its number."""
    if styles is None:
        return []
    codes = {
        int(found.get("numFmtId", "0")): found.get("formatCode", "") for found in styles.iter("{*}numFmt")
    }
    codes = BUILTIN_FORMATS | codes
    lines = [
        any(side.get("style", "none") != "none" for side in border) for border in styles.iter("{*}border")
    ]
    boxed = dict(enumerate(lines))
    return [
        CellFormat(
            codes.get(int(style.get("numFmtId", "0")), "General"),
            boxed.get(int(style.get("borderId", "0")), False),
        )
        for style in styles.iterfind("{*}cellXfs/{*}xf")
    ]


def show_number(raw: str, code: str, epoch: datetime) -> str:
    """Return a number as its cell shows it, in the Vietnamese way: 12,5 or 12,5% or 31/12/2026."""
    number = float(raw)
    if not math.isfinite(number):
        return raw
    if is_date_format(code):
        day = _day(number, epoch)
        if day:
            return day
    if "%" in QUOTED.sub("", code):
        return plain_number(number * 100) + "%"
    return plain_number(number)


def _day(serial: float, epoch: datetime) -> str:
    """Return the day that a number stands for, with the time if it says one; nothing for no day."""
    try:
        day = epoch + timedelta(days=serial)
    except OverflowError:
        return ""
    return show_day(day) if serial.is_integer() else f"{show_day(day)} {day:%H:%M}"
