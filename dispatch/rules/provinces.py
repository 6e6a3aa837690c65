"""Whether a province bears the name that a letter gives it, on every day that the letter may bear."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dispatch import units
from dispatch.decree import TWO_TIERS_SINCE
from dispatch.model import NgayThang
from dispatch.rules.days import latest_day
from dispatch.units import Unit

BEFORE_THE_MERGER = date(2024, 12, 31)


class Misnamed(NamedTuple):
    """A province that is not there under a name; what bears that name on the day, if anything does."""

    now: str


def misnamed_province(kind: str, name: str, day: NgayThang) -> Misnamed | None:
    """Return what is wrong with the name of a province; nothing where no table knows the name.

    The class noun may be empty: then only the name is looked at.
    """
    latest = latest_day(day)
    if day.earliest is None or latest is None:
        return None
    answers = [_misnamed_on(kind.casefold(), name, when) for when in (day.earliest, latest)]
    return answers[-1] if all(answers) else None


def _misnamed_on(kind: str, name: str, day: date) -> Misnamed | None:
    now = _named(name, units.provinces(day))
    if now is None:
        return Misnamed("") if _is_no_more(kind, name, day) else None
    as_it_is = units.name_key(name) == units.name_key(now.name) and kind in ("", now.kind)
    of_a_province = kind == "thành phố" and day < TWO_TIERS_SINCE  # a city may bear the name of its province
    return None if as_it_is or of_a_province else Misnamed(now.in_sentence)


def _named(name: str, among: Sequence[Unit]) -> Unit | None:
    """Return the province of a name, whatever its marks."""
    asked = units.bare_key(name)
    return next((unit for unit in among if units.bare_key(unit.name) == asked), None)


def _is_no_more(kind: str, name: str, day: date) -> bool:
    """Say whether a name was that of a province, or of a city of one: since two tiers every city is itself one."""
    if kind == "thành phố":
        return day >= TWO_TIERS_SINCE
    another = BEFORE_THE_MERGER if day >= TWO_TIERS_SINCE else date.max
    return _named(name, units.provinces(another)) is not None
