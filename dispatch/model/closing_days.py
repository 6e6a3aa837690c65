"""Thời gian chốt số liệu: the days of which the figures of a period are, typed or as is usual for it."""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from dispatch.model.kinds import Day, NgayThang, Part, read_yes
from dispatch.text.report_periods import Closing, usual_closing


class Chot(Part):
    """Thời gian chốt số liệu của kỳ báo cáo; ngày nào không ghi thì theo kỳ."""

    tu: Day = NgayThang()
    """Số liệu từ ngày, ví dụ 15/5/2026."""
    den: Day = NgayThang()
    """Số liệu đến hết ngày, ví dụ 14/6/2026."""


def _read_closing(value: Any) -> Any:
    """Read 'có' as the days that are usual for the period, 'không' as none."""
    return ({} if read_yes(value) else None) if isinstance(value, str) else value


ClosingDays = Annotated[Chot | None, BeforeValidator(_read_closing, json_schema_input_type=bool | str | Chot)]


def closing_of(typed: Chot, period: str) -> Closing:
    """Return the days that were typed, and for a day that was not the one that is usual.

    Raises:
        PydanticCustomError: where no day is usual, a day is not whole, or the last one is before the first.
    """
    usual = usual_closing(period)
    first = _whole_day(typed.tu) or (usual.first if usual else None)
    last = _whole_day(typed.den) or (usual.last if usual else None)
    if last is None:
        raise PydanticCustomError("no_closing", "no usual days", {"text": period})
    found = Closing(first, last)
    if first and first > last:
        raise PydanticCustomError("closing_order", "last day before the first", {"text": found.line})
    return found


def _whole_day(typed: NgayThang) -> date | None:
    if not typed.nam:
        return None
    if not (typed.thang and typed.ngay):
        raise PydanticCustomError(
            "whole_day", "no whole day", {"text": "/".join(map(str, filter(None, typed)))}
        )
    return date(typed.nam, typed.thang, typed.ngay)
