"""List the administrative units that there are."""

from dispatch import units
from dispatch.units import Unit
from dispatch.world import Reader


def list_units(world: Reader, name: str | None) -> list[Unit]:
    """Return the provinces of today, or what the province that a name means is divided into."""
    today = world.today()
    if not name:
        return units.provinces(today)
    province, day = units.province_on_day(name, today)
    return units.units_below(province, day)
