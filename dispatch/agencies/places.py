"""Which unit a clerk means by `xã Hoài Ân, tỉnh Gia Lai` on a day: one and no other, or the question back."""

import functools
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from dispatch import units
from dispatch.decree import TWO_TIERS_SINCE
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, Refused, shorten
from dispatch.text import wording
from dispatch.units import Unit

UNKNOWN = Fault("A003", N_("không có '{name}' vào ngày {day}"), N_("có phải {near}?"))
AMBIGUOUS = Fault("A004", N_("'{name}' có thể là: {near}"), N_("ghi rõ loại đơn vị, và tỉnh sau dấu phẩy"))
OTHER_DAY = Fault(
    "A005",
    N_("'{name}' {why} {turn}, công văn đề ngày {day}"),
    N_("kiểm tra tên cơ quan và ngày ban hành (`ngay`)"),
)
RENAMED = Fault("A006", N_("'{name}' vào ngày {day} là {now}"), N_("viết theo tên của ngày đó"))

Chain = tuple[Unit, ...]
Search = Callable[[str, date], list[Chain]]
Every = Callable[[str, date], list[Chain]]
Near = Callable[[str, date], list[str]]
UPPER = r"tỉnh|tinh|thành phố|thanh pho|tp\.?|huyện|quận|thị xã|tx\.?"
SEAM = lazy_pattern(rf"(?i)\s*,\s*|\s+(?=(?:{UPPER})\s+\S)|\s+(?=(?:tp|tx)\.\S)")


def find_place(text: str, day: date) -> Chain:
    """Return the unit that a text means, with the units it belongs to, or refuse."""
    return _one(text, day, _units, _near)


def find_province(text: str, day: date) -> Chain:
    """Return the province that a text means, or refuse."""
    return _one(text, day, _provinces, _near_provinces)


def known_place(text: str, day: date) -> Unit | None:
    """Return the unit that a text means, if it means one and no other; nothing else is looked for."""
    return _known(text, _units(text, day, _every_of_that_name))


def known_province(text: str, day: date) -> Unit | None:
    """Return the province that a text means, if it means one."""
    return _known(text, _provinces(text, day))


def _known(text: str, found: Sequence[Chain]) -> Unit | None:
    return found[0][0] if len(found) == 1 and not _vague(text, found[0]) else None


def full_address(chain: Chain) -> str:
    """Return how a unit is told from others of its name."""
    return ", ".join(unit.in_sentence for unit in chain)


def _one(text: str, day: date, search: Search, near: Near) -> Chain:
    chains = search(text, day)
    if len(chains) == 1 and not _vague(text, chains[0]):
        return chains[0]
    if chains:
        raise Refused([AMBIGUOUS.at(name=shorten(text), near="; ".join(map(full_address, chains)))])
    raise Refused([_problem_of_another_day(text, day, search) or _unknown_place(text, day, near)])


def _vague(text: str, chain: Chain) -> bool:
    """Say whether a bare name might as well mean a former province as the commune that bears it now."""
    return len(chain) > 1 and units.bare_key(text) == units.bare_key(chain[0].name)


def _provinces(text: str, day: date) -> list[Chain]:
    return [(found,) for found in units.matching_units(text, units.provinces(day))]


def _every_unit(_: str, day: date) -> list[Chain]:
    return [chain for above in _every(day) for chain in (above, *_below(above[0], day))]


def _every_of_that_name(name: str, day: date) -> list[Chain]:
    """Return the units of a name, from an index: whoever asks once does better without it."""
    return _every_by_name(day).get(units.bare_key(units.spelt_out(name)), [])


def _units(text: str, day: date, every: Every = _every_unit) -> list[Chain]:
    """Return every unit that a text may mean, the province first where it is said."""
    lowest, *uppers = _parts(text)
    top = _provinces(uppers[-1] if uppers else lowest, day)
    if uppers and top:
        return _meant([lowest, *uppers[:-1]], [chain for (above,) in top for chain in _below(above, day)])
    if top and Unit("", lowest).kind:
        return top
    return _meant([lowest, *uppers], every(lowest, day))


@functools.lru_cache(maxsize=4)
def _every_by_name(day: date) -> dict[str, list[Chain]]:
    """Return every unit of a day under each name that it may be typed by."""
    found: dict[str, list[Chain]] = {}
    for chain in _every_unit("", day):
        unit = chain[0]
        for name in {units.bare_key(unit.full), units.bare_key(unit.name), unit.code}:
            found.setdefault(name, []).append(chain)
    return found


def _every(day: date) -> list[Chain]:
    return [(province,) for province in units.provinces(day)]


def _parts(text: str) -> list[str]:
    """Return the names in a text, the lowest unit first."""
    return [part for part in SEAM.split(text) if part.strip()] or [""]


def _below(above: Unit, day: date) -> list[Chain]:
    """Return all that a province is divided into, the communes of its districts too."""
    chains: list[Chain] = [(unit, above) for unit in units.may_be_below(above, day)]
    if day < TWO_TIERS_SINCE:
        chains += [(commune, *chain) for chain in chains for commune in units.may_be_below(chain[0], day)]
    return chains


def _meant(parts: Sequence[str], chains: Sequence[Chain]) -> list[Chain]:
    """Return the chains whose lowest unit bears the first name, and whose upper ones bear the others."""
    lowest, *uppers = parts
    inside = [chain for chain in chains if all(units.matching_units(part, chain[1:]) for part in uppers)]
    matching = units.matching_units(lowest, [chain[0] for chain in inside])
    return [chain for chain in inside if chain[0] in matching]


# --- what is not there ------------------------------------------------------------------------------

BEFORE, SINCE = N_("chỉ có trước ngày"), N_("chỉ có từ ngày")
SINCE_ABOUT = N_("chỉ có từ một ngày chưa rõ, muộn nhất là")


def _unknown_place(text: str, day: date, near: Near) -> Problem:
    return UNKNOWN.at(name=shorten(text), day=wording.short_date(day), near="; ".join(near(text, day)))


def _problem_of_another_day(text: str, day: date, search: Search) -> Problem | None:
    """Say that a unit is there on another day, or bears another name on this one, if so."""
    when = wording.short_date(day)
    for turn in _later_turns(day):
        if found := search(text, turn):
            now = _as_of(found[0], day)
            if now:
                return RENAMED.at(name=shorten(text), day=when, now=full_address(now))
            unsure = units.unsure_until(found[0][0], turn)
            return _other_day(text, SINCE_ABOUT if unsure else SINCE, unsure or turn, when)
    for turn in _earlier_turns(day):
        if search(text, turn - timedelta(days=1)):
            return _other_day(text, BEFORE, turn, when)
    return None


def _other_day(text: str, why: str, turn: date, when: str) -> Problem:
    return OTHER_DAY.at(name=shorten(text), why=why, turn=wording.short_date(turn), day=when)


def _later_turns(day: date) -> list[date]:
    """Return the days after one since which units may have other names, the nearest first."""
    if day >= TWO_TIERS_SINCE:
        return [TWO_TIERS_SINCE, date.max]
    return [
        *(turn for turn in reversed(units.changes_before(TWO_TIERS_SINCE)) if turn > day),
        TWO_TIERS_SINCE,
    ]


def _earlier_turns(day: date) -> list[date]:
    """Return the days up to one since which units may have other names, the nearest first."""
    turns = [TWO_TIERS_SINCE, *units.changes_before(TWO_TIERS_SINCE)]
    return [turn for turn in turns if turn <= day]


def _as_of(chain: Chain, day: date) -> Chain | None:
    """Return the same units under the names of a day; a unit of another name or level is not the same."""
    above = next((unit for unit in units.provinces(day) if unit.code == chain[-1].code), None)
    if len(chain) == 1 or not above:
        return (above,) if above else None
    return next((found for found in _below(above, day) if _is_same(found[0], chain[0])), None)


def _is_same(one: Unit, other: Unit) -> bool:
    is_renamed = units.name_key(one.name) == units.name_key(other.name)
    return one.code == other.code and len(one.code) == len(other.code) and is_renamed


def _near_provinces(text: str, day: date) -> list[str]:
    return [unit.in_sentence for unit in units.nearest_units(text, units.provinces(day))]


def _near(text: str, day: date) -> list[str]:
    """Return the units spelt most like a text: in the province that it says, else anywhere."""
    lowest, *uppers = _parts(text)
    top = _provinces(uppers[-1], day) if uppers else []
    if uppers and not top:
        return [f"{lowest}, {province}" for province in _near_provinces(uppers[-1], day)]
    among = [chain for above in top or _every(day) for chain in (above, *_below(above[0], day))]
    found = units.nearest_units(lowest, [chain[0] for chain in among])
    return [full_address(next(chain for chain in among if chain[0] == unit)) for unit in found]
