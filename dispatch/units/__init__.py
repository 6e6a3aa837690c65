"""How a typed name finds its unit in the dated table, never by guessing."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dispatch.decree import COMMITTEES, TWO_TIERS_SINCE
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Refused
from dispatch.text.wording import day_parts, short_date
from dispatch.units.table import (
    KINDS,
    Unit,
    changes_before,
    communes,
    may_be_below,
    provinces,
    successor,
    units_below,
    unsure_districts,
    unsure_until,
)

__all__ = [
    "KINDS",
    "LIST_COLUMNS",
    "Unit",
    "bare_key",
    "changes_before",
    "communes",
    "day_of",
    "find_unit",
    "matching_units",
    "may_be_below",
    "name_key",
    "nearest_units",
    "province_on_day",
    "provinces",
    "spelt_out",
    "successor",
    "text_after",
    "units_below",
    "unsure_districts",
    "unsure_until",
]

UNKNOWN = Fault("U001", N_("không có đơn vị '{name}'"), N_("có phải {near}?"))
AMBIGUOUS = Fault("U002", N_("'{name}' có thể là: {near}"), N_("ghi rõ xã hay phường, hoặc mã đơn vị"))
MERGED = Fault(
    "U004",
    N_("'{name}' không còn từ {day}, nay thuộc {now}"),
    N_("muốn hỏi đơn vị cũ thì viết '{name}@2024'"),
)
NO_DAY = Fault("U003", N_("'{text}' không phải năm hay ngày"), N_("viết như Bắc Giang@2024"))

LIST_COLUMNS = ("ma", "loai", "ten", "ten_day_du")  # of `congvan units --format csv` and json
SHORT = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "q": "quận",
    "h": "huyện",
    "p": "phường",
    "x": "xã",
}
WORD = lazy_pattern(r"[^\s\-–—.,]+")
TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưy"
NEAR_MOST = 5
KEYS_MOST = 32_768


# --- names ---------------------------------------------------------------------------------------


def _syllable(text: str) -> str:
    """Return a syllable whose tone stands at its end, so that hoà and hòa, Mỹ and Mĩ are one."""
    parts = unicodedata.normalize("NFD", text)
    tone = "".join(c for c in parts if c in TONES)
    bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
    return re.sub(rf"(?<![{VOWELS}])y$", "i", bare) + tone


@functools.lru_cache(maxsize=KEYS_MOST)
def name_key(name: str) -> str:
    """Return a name as it is compared: case, dashes, apostrophes, tone placement and y/i do not matter."""
    words = WORD.findall(re.sub("['’]", "", unicodedata.normalize("NFC", name).casefold()))
    return " ".join(_syllable(word) for word in words)


@functools.lru_cache(maxsize=KEYS_MOST)
def bare_key(name: str) -> str:
    """Return a name as it is compared when its marks are missing."""
    parts = unicodedata.normalize("NFD", name_key(name).replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


def find_unit(name: str, among: Iterable[Unit]) -> Unit:
    """Return the one unit that a name means; refuse when there is none, or more than one."""
    units = list(among)
    matching = matching_units(name, units) or matching_units(bare_key(spelt_out(name)), units)
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise Refused([AMBIGUOUS.at(name=name, near=_list_units(matching))])
    raise Refused([UNKNOWN.at(name=name, near=_list_units(nearest_units(name, units)))])


def matching_units(name: str, units: Sequence[Unit]) -> list[Unit]:
    """Return every unit that a name may mean: by its full name, else by its bare name, else by its code."""
    asked = spelt_out(name)
    compare = bare_key if asked.isascii() else name_key  # typed without marks, it may mean several
    key = compare(asked)
    matching = [u for u in units if key == compare(u.full)] or [u for u in units if key == compare(u.name)]
    return matching or [u for u in units if asked == u.code]


def text_after(phrase: str, text: str) -> str | None:
    """Return what follows the phrase that a text opens with, compared as names are.

    Nothing if it opens otherwise.
    """
    words, opening = list(WORD.finditer(text)), WORD.findall(phrase)
    compare = bare_key if text.isascii() else name_key
    if [compare(word[0]) for word in words[: len(opening)]] != [compare(word) for word in opening]:
        return None
    return text[words[len(opening)].start() :] if len(words) > len(opening) else ""


def spelt_out(name: str) -> str:
    """Return a name without the body that governs it, its class noun in full."""
    text = " ".join(unicodedata.normalize("NFC", name).replace("’", "'").split())
    bodies = (text_after(body, text) for body in itertools.chain(*COMMITTEES.items()))
    bare = next(filter(None, bodies), text)
    short = re.match(r"(?i)(tp|tx|tt|q|h|p|x)\.\s*", bare)
    return SHORT[short[1].lower()] + " " + bare[short.end() :] if short else bare


def nearest_units(name: str, units: Sequence[Unit]) -> list[Unit]:
    """Return the units whose names are the same or spelt most like a name."""
    import difflib

    asked = bare_key(spelt_out(name))
    same = [unit for unit in units if asked.endswith(f" {bare_key(unit.name)}")]
    by_key = {bare_key(unit.name): unit for unit in reversed(units)}
    by_key |= {bare_key(unit.full): unit for unit in reversed(units)}
    nearest = difflib.get_close_matches(asked, by_key, n=NEAR_MOST, cutoff=0.7)
    return list(dict.fromkeys([*same, *(by_key[near] for near in nearest)]))[:NEAR_MOST]


def _list_units(units: Sequence[Unit]) -> str:
    named = [f"{unit.full} ({unit.code})" for unit in units[:NEAR_MOST]]
    return ", ".join(named) + (", …" if len(units) > NEAR_MOST else "")


def province_on_day(text: str, today: date) -> tuple[Unit, date]:
    """Return the province that `Bắc Giang@2024` means and the day it is asked for."""
    name, _, when = text.partition("@")
    day = day_of(when.strip(), today) if when else today
    try:
        return find_unit(name, provinces(day)), day
    except Refused as refusal:
        raise _refusal_of_former_name(name, day, refusal) from refusal


def _refusal_of_former_name(name: str, day: date, refusal: Refused) -> Refused:
    """Return a refusal that tells what became of a former province, if the name is one's."""
    if day < TWO_TIERS_SINCE or refusal.problems[0].code != UNKNOWN.code:
        return refusal
    try:
        former = find_unit(name, provinces(date(2024, 12, 31)))
    except Refused:
        return refusal
    stood_on = {unit.full for unit in provinces(TWO_TIERS_SINCE - timedelta(days=1))}
    gone = TWO_TIERS_SINCE if former.full in stood_on else date(2025, 1, 1)
    return Refused([MERGED.at(name=former.name, now=successor(former, day).full, day=short_date(gone))])


def day_of(text: str, today: date) -> date:
    """Read a year as its last day known: a past year ends on 31/12, this year today."""
    try:
        day, month, year = day_parts(text)
    except ValueError as error:
        raise Refused([NO_DAY.at(text=text)]) from error
    if day or month:
        return date(year, month or 1, day or 1)
    return today if year == today.year else date(year, 12, 31)
