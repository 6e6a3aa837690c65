"""Whom an agency sends its directives to.

The committees below it, as the table of units knows them on a day.
"""

from collections.abc import Iterable
from datetime import date

from dispatch import units
from dispatch.agencies import Agency
from dispatch.agencies.bodies import MINISTRIES
from dispatch.agencies.places import find_place
from dispatch.decree import COMMITTEES, TWO_TIERS_SINCE
from dispatch.problem import Refused
from dispatch.units import Unit

ORDER = ("tỉnh", "huyện", "quận", "thị xã", "thành phố", "xã", "phường", "thị trấn", "đặc khu")


def committees_below(block: Agency, day: date) -> str:
    """Return all the committees right below an agency in one name, `UBND các xã, phường`.

    Nothing if it has none.
    """
    if any(" ".join(block.ten) == body.name for body in MINISTRIES):
        return _common_name(units.provinces(day))
    home = seat_of(block, day)
    return _common_name(_below(home, day)) if home else ""


def seat_of(block: Agency, day: date) -> Unit | None:
    """Return the unit whose committee, or whose department, an agency is."""
    name = " ".join(block.chu_quan or block.ten)
    for body in (text for pair in COMMITTEES.items() for text in pair):
        rest = units.text_after(body, name)
        if rest:
            return _find_unit_or_none(rest, day)
    return None


def _find_unit_or_none(name: str, day: date) -> Unit | None:
    try:
        return find_place(name, day)[0]
    except Refused:
        return None


def _below(home: Unit, day: date) -> list[Unit]:
    return units.communes(home, day) if home.above and day < TWO_TIERS_SINCE else units.units_below(home, day)


def _common_name(below: Iterable[Unit]) -> str:
    kinds = {unit.kind for unit in below}
    return f"UBND các {', '.join(kind for kind in ORDER if kind in kinds)}" if kinds else ""
