"""The dated table of units: which provinces, districts and communes there were on a day, and their names.

Before 1/7/2025 there were provinces, districts and communes; since then provinces and
communes. A unit bears the name that it had on the day asked for, back to 01/01/2020.
"""

import functools
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from dispatch.decree import TWO_TIERS_SINCE

LEVELS = PROVINCES, DISTRICTS, COMMUNES = "provinces", "districts", "communes"
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
def _table(name: str) -> Any:
    return json.loads((DATA / name).read_text("utf-8"))


def provinces(day: date) -> list[Unit]:
    """Return the provinces and cities of a day."""
    if day < TWO_TIERS_SINCE:
        return _each_once(_units_before(PROVINCES, day.isoformat()))
    return [_unit_on_day(row[:1], row[1:], day) for row in _table("units-2025.json")["provinces"]]


def units_below(above: Unit, day: date) -> list[Unit]:
    """Return what a province is divided into on a day: communes, or districts while there were any."""
    if day < TWO_TIERS_SINCE:
        return _each_once(_grouped(DISTRICTS, day.isoformat()).get(above.code, ()))
    rows = _table("units-2025.json")["communes"]
    return [_unit_on_day(row[:2], row[2:], day) for row in rows if row[1] == above.code]


def communes(district: Unit, day: date) -> list[Unit]:
    """Return the communes of a former district on a day."""
    return _each_once(_grouped(COMMUNES, day.isoformat()).get(district.code, ()))


def may_be_below(above: Unit, day: date) -> list[Unit]:
    """Return what may be below a province or a former district.

    Where it is not known since when a unit had another name, both are among them.
    """
    if day >= TWO_TIERS_SINCE:
        return units_below(above, day)
    level = COMMUNES if above.above else DISTRICTS
    return list(_grouped(level, day.isoformat()).get(above.code, ()))


def changes_before(day: date) -> list[date]:
    """Return the days before one on which units began or ended, the last first."""
    changes = _table("units-before-2025.json")
    days = {row[-1] for level in LEVELS for row in changes[level]["former"]}
    return sorted((date.fromisoformat(end) for end in days if end < day.isoformat()), reverse=True)


def unsure_until(unit: Unit, day: date) -> date | None:
    """Return the last day on which a unit can have got another name, if on this day it may bear either."""
    ends = [
        row[-1]
        for level in LEVELS
        for row in _table("units-before-2025.json")[level]["former"]
        if row[0] == unit.code and row[-2] <= day.isoformat() < row[-1] and row[-3] != unit.full
    ]
    return date.fromisoformat(ends[0]) if ends else None


def unsure_districts(day: date) -> dict[str, date]:
    """Return the districts that on a day may be there or not, and the day on which that ended."""
    on = day.isoformat()
    ends = {code: end for code, begin, end in _table("units-before-2025.json")["unsure"] if begin <= on < end}
    districts = _units_before(DISTRICTS, on) if ends else []
    return {unit.full: date.fromisoformat(ends[unit.code]) for unit in districts if unit.code in ends}


def _each_once(units: Iterable[Unit]) -> list[Unit]:
    """Return each unit once, under the name that it bore for certain until its change."""
    by_code: dict[str, Unit] = {}
    for unit in units:
        by_code.setdefault(unit.code, unit)
    return list(by_code.values())


@functools.lru_cache(maxsize=12)
def _grouped(level: str, day: str) -> dict[str, list[Unit]]:
    """Return the units of a level by the unit that they belong to."""
    groups: dict[str, list[Unit]] = {}
    for unit in _units_before(level, day):
        groups.setdefault(unit.above, []).append(unit)
    return groups


def _units_before(level: str, day: str) -> list[Unit]:
    """Return the units of a level on a day before 1/7/2025: those of early 2025, but for what changed."""
    former = [
        _unit(row[:-2])
        for row in _table("units-before-2025.json")[level]["former"]
        if row[-2] <= day < row[-1]
    ]
    later = _began_later(level, day)
    lasting = [_unit(row) for row in _rows_of_2025(level) if row[0] not in later]
    return sorted((*former, *lasting), key=lambda unit: unit.code)


def _rows_of_2025(level: str) -> list[list[str]]:
    """Return code, unit above and name of each unit as in early 2025; a province has none above."""
    wide = 2 if level == PROVINCES else 3
    return [row[:wide] for row in _table("units-2024.json")[level]]


def _began_later(level: str, day: str) -> frozenset[str]:
    since: dict[str, list[str]] = _table("units-before-2025.json")[level]["since"]
    return frozenset(code for begin, codes in since.items() if begin > day for code in codes)


def _unit(row: Sequence[str]) -> Unit:
    code, *above, full = row
    return Unit(code, full, *above)


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
