"""The dated table of units: which provinces, districts and communes there were on a day, and their names.

Before 1/7/2025 there were provinces, districts and communes; since then provinces and
communes. A unit whose kind changed later bears the name that it had on the day asked for.
"""

import functools
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dispatch.decree import TWO_TIERS_SINCE

KINDS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "quận", "huyện", "phường", "xã")
DATA = Path(__file__).parent.parent / "data"


class Unit(NamedTuple):
    """An administrative unit on a day: its code, its full name, the unit it belongs to."""

    code: str
    full: str
    above: str = ""

    @property
    def kind(self) -> str:
        """The class noun of the unit, in lower case."""
        lower = self.full.lower()
        return next((kind for kind in KINDS if lower.startswith(f"{kind} ")), "")

    @property
    def name(self) -> str:
        """The name without its class noun."""
        return self.full[len(self.kind) :].strip()

    @property
    def proper(self) -> bool:
        """Whether the class noun belongs to the name.

        Called after a number, a person or an event (PL II.III.1.b).
        """
        return self.name[:1].isdigit() or self.name in _named_after()

    @property
    def place(self) -> str:
        """The name before a date: without its class noun, unless that belongs to it (PL I.II.4.a)."""
        return self.full if self.proper else self.name

    @property
    def in_sentence(self) -> str:
        """The full name inside a sentence: the class noun in lower case, unless it belongs to the name."""
        return self.full if self.proper else self.full[:1].lower() + self.full[1:]


@functools.cache
def _named_after() -> frozenset[str]:
    kinds: dict[str, list[str]] = json.loads((DATA / "named-after.json").read_text("utf-8"))
    return frozenset(name for names in kinds.values() for name in names)


@functools.cache
def _table(name: str) -> dict[str, list[list[str]]]:
    table: dict[str, list[list[str]]] = json.loads((DATA / name).read_text("utf-8"))
    return table


def provinces(day: date) -> list[Unit]:
    """Return the provinces and cities of a day."""
    if day < TWO_TIERS_SINCE:
        return [Unit(code, full) for code, full, _ in _table("units-2024.json")["provinces"]]
    return [_unit_on_day(row[:1], row[1:], day) for row in _table("units-2025.json")["provinces"]]


def units_below(above: Unit, day: date) -> list[Unit]:
    """Return what a province is divided into on a day: communes, or districts while there were any."""
    if day < TWO_TIERS_SINCE:
        rows = _table("units-2024.json")["districts"]
        return [Unit(code, full, province) for code, province, full in rows if province == above.code]
    rows = _table("units-2025.json")["communes"]
    return [_unit_on_day(row[:2], row[2:], day) for row in rows if row[1] == above.code]


def communes(district: Unit) -> list[Unit]:
    """Return the communes of a former district."""
    rows = _table("units-2024.json")["communes"]
    return [Unit(row[0], row[2], row[1]) for row in rows if row[1] == district.code]


def _unit_on_day(codes: Sequence[str], names: Sequence[str], day: date) -> Unit:
    """Return a unit under the name of a day.

    A unit that was renamed bears its former name and the day it lost it.
    """
    full, *former = names
    if former and day < date.fromisoformat(former[1]):
        full = former[0]
    return Unit(codes[0], full, codes[1] if len(codes) > 1 else "")


def successor(former: Unit, day: date) -> Unit:
    """Return the province that a former one became part of."""
    code = next(row[2] for row in _table("units-2024.json")["provinces"] if row[0] == former.code)
    return next(unit for unit in provinces(day) if unit.code == code)
