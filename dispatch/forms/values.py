"""What a cell of a returned form says, read by the kind of its column and never guessed."""

import re
from datetime import date
from decimal import Decimal

WHOLE = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)")
BROKEN = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
Value = str | int | Decimal | date


def parse_value(text: str, kind: str, choices: tuple[str, ...] = ()) -> Value:
    """Return the value of a text in the Vietnamese way of writing it; ValueError if it is not of that kind."""
    said = text.strip()
    if kind == "so_nguyen":
        return int(_matched(WHOLE, said).replace(".", ""))
    if kind == "so_thap_phan":
        return _decimal(said)
    if kind == "phan_tram":
        return _decimal(said.removesuffix("%").rstrip())
    if kind == "ngay":
        day, month, year = _matched(DAY, said).replace(".", "/").replace("-", "/").split("/")
        return date(int(year), int(month), int(day))
    if kind == "lua_chon" and said not in choices:
        raise ValueError(said)
    return said


def _decimal(said: str) -> Decimal:
    return Decimal(_matched(BROKEN, said).replace(".", "").replace(",", "."))


def _matched(pattern: re.Pattern[str], said: str) -> str:
    if not pattern.fullmatch(said):
        raise ValueError(said)
    return said
