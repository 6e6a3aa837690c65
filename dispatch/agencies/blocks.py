"""The names at the head of a letter for a People's Committee, a department or a ministry.

Only what the decree and the tables settle is made; a school or any other body is never
guessed, for its parent and its symbol are its own affair.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dispatch import decree, units
from dispatch.agencies import places
from dispatch.agencies.bodies import DEPARTMENTS, MINISTRIES, Body
from dispatch.problem import N_, Fault, Problem, Refused, shorten
from dispatch.text import metrics, wording
from dispatch.units import Unit

EMPTY = Fault("A001", N_("chưa có tên cơ quan"), N_("ví dụ: UBND xã Hoài Ân, tỉnh Gia Lai"))
OTHER = Fault(
    "A002",
    N_("không tự lập được khối tên của '{name}'"),
    N_(
        "tự ghi tên cơ quan ban hành (`ten`), cơ quan chủ quản (`chu_quan`), "
        "ký hiệu (`ky_hieu`), địa danh (`dia_danh`)"
    ),
)
NO_BODY = Fault("A007", N_("không biết '{name}'"), N_("có phải '{near}'?"))
GONE = Fault("A008", N_("'{name}' không còn từ ngày {since}, công văn đề ngày {day}"), N_("nay là {now}"))
NOT_YET = Fault("A009", N_("'{name}' chỉ có từ ngày {since}, công văn đề ngày {day}"), N_("khi ấy là {then}"))
WHOSE = Fault("A010", N_("'{name}' của đơn vị nào?"), N_("ví dụ: {example}"))
KINDS = ("Bộ", "Sở")


class Agency(NamedTuple):
    """An agency as a letter shows it; the fields are the keys of a config."""

    ten: tuple[str, ...] = ()
    chu_quan: tuple[str, ...] = ()
    ky_hieu: str = ""
    dia_danh: str = ""
    ten_goi: str = ""
    lien_he: tuple[str, ...] = ()


def agency_block(name: str, day: date) -> Agency:
    """Return the block of the agency that a name means on a day, or refuse."""
    text = " ".join(unicodedata.normalize("NFC", name).split())
    if not text:
        raise Refused([EMPTY.at()])
    for short, full in decree.COMMITTEES.items():
        for call in (short, full):
            rest = units.text_after(call, text)
            if rest is not None:
                unit = _unit_name_in(rest, call, "xã Hoài Ân, tỉnh Gia Lai")
                return _committee(short, places.find_place(unit, day)[0])
    return _body_block(re.sub(r"\s&\s", " và ", text).replace("&", ""), day)


def known_agency(name: str, day: date) -> Agency | None:
    """Return the block of the agency that a name means on a day; nothing where it means none, or several.

    For names that others wrote: no question is asked back, so that nothing near is looked for.
    """
    text = " ".join(unicodedata.normalize("NFC", name).split())
    for short, full in decree.COMMITTEES.items():
        for call in (short, full):
            rest = units.text_after(call, text)
            if rest is not None:
                unit = places.known_place(rest, day) if rest else None
                return _committee(short, unit) if unit else None
    return _known_body(text, day)


def _known_body(text: str, day: date) -> Agency | None:
    for body, rest in _bodies_named_in([body for body in MINISTRIES if body.stood(day)], text):
        if not rest:
            return _ministry(body)
    for body, rest in _bodies_named_in([body for body in DEPARTMENTS if body.stood(day)], text):
        above = places.known_province(rest, day) if rest else None
        return _department(body, above) if above else None
    return None


def _body_block(text: str, day: date) -> Agency:
    """Return the block of a ministry or a department."""
    ministry = next((body for body, rest in _bodies_named_in(MINISTRIES, text) if not rest), None)
    if ministry:
        return _ministry(_standing(ministry, MINISTRIES, day))
    for body, rest in _bodies_named_in(DEPARTMENTS, text):
        above = places.find_province(_unit_name_in(rest, body.name, "tỉnh Gia Lai"), day)
        return _department(_standing(body, DEPARTMENTS, day), above[0])
    raise Refused([_strange(text, day)])


def _bodies_named_in(bodies: Sequence[Body], text: str) -> Iterator[tuple[Body, str]]:
    """Yield the bodies whose name a text opens with, and what follows it; the longest name first."""
    for body in sorted(bodies, key=lambda body: -len(body.name)):
        for call in body.calls:
            rest = units.text_after(call, text)
            if rest is not None:
                yield body, rest


def _unit_name_in(rest: str, call: str, example: str) -> str:
    """Return what names the unit, or ask for it."""
    if not rest:
        raise Refused([WHOSE.at(name=call, example=f"{call} {example}")])
    return rest


def _standing(body: Body, among: Sequence[Body], day: date) -> Body:
    """Return the body, or refuse one that is not there on the day."""
    when = wording.short_date(day)
    if day >= body.until:
        raise Refused([GONE.at(name=body.name, since=wording.short_date(body.until), day=when, now=body.now)])
    if day < body.since:
        then = ", ".join(one.name for one in among if one.now == body.name)
        raise Refused([NOT_YET.at(name=body.name, since=wording.short_date(body.since), day=when, then=then)])
    return body


def _strange(text: str, day: date) -> Problem:
    """Tell the body spelt most like an unknown ministry or department, else that no block can be made."""
    names = [body.name for body in (*MINISTRIES, *DEPARTMENTS) if body.stood(day)]
    own = re.split(r"(?i),|\s(?:tỉnh|thành phố|tp)\b", text)[0]
    near = difflib.get_close_matches(own, names, n=1, cutoff=0.75) if text.startswith(KINDS) else []
    return NO_BODY.at(name=shorten(text), near=near[0]) if near else OTHER.at(name=shorten(text))


# --- blocks -----------------------------------------------------------------------------------------


def _committee(short: str, unit: Unit) -> Agency:
    """Return a People's Committee or Council: no parent, both lines its own name (PL I.II.2.a)."""
    body = decree.COMMITTEES[short]
    full, *broken = [(body, *way) for way in _ways(unit.full, unit)]
    return Agency(
        ten=_first_that_fits([full, (f"{body} {unit.kind}", unit.name), *broken], bold=True),
        ky_hieu=short,
        dia_danh=unit.place,
        ten_goi=f"{short} {unit.in_sentence}",
    )


def _department(body: Body, above: Unit) -> Agency:
    """Return a department under the People's Committee of its province.

    It alone may be shortened (PL I.II.2.a).
    """
    parent = [(f"UBND {first}", *rest) for first, *rest in _ways(above.in_sentence, above)]
    return Agency(
        ten=_first_that_fits([(body.name,), body.lines], bold=True),
        chu_quan=_first_that_fits(parent, bold=False),
        ky_hieu=body.symbol,
        dia_danh=above.place,
        ten_goi=f"{body.name} {above.in_sentence}",
    )


def _ministry(body: Body) -> Agency:
    """Return a ministry: no parent, its place the capital (PL I.II.4.a)."""
    return Agency(
        ten=_first_that_fits([(body.name,), body.lines], bold=True),
        ky_hieu=body.symbol,
        dia_danh=decree.CAPITAL,
        ten_goi=body.name,
    )


def _ways(full: str, unit: Unit) -> list[tuple[str, ...]]:
    """Return how the name of a unit may be broken, the best way first.

    A proper name is torn only at its dash.
    """
    kind = full[: len(unit.kind)]
    first, *last = re.split(r"\s*[-–]\s*", unit.name, maxsplit=1)
    ways: list[tuple[str, ...]] = [(full,), (kind, unit.name)]
    if last:
        ways += [(f"{kind} {first} -", *last), (kind, f"{first} -", *last)]
    return ways


def _first_that_fits(ways: Sequence[tuple[str, ...]], *, bold: bool) -> tuple[str, ...]:
    """Return the first way whose lines all stand in the column of the head, whatever the sizes.

    Else the last.
    """

    def fits(line: str, preset: decree.Preset) -> bool:
        room = preset.head_left - decree.HEAD_GAP
        return metrics.text_width(line.upper(), preset.co_quan, bold=bold) <= room

    good = (
        way for way in ways if all(fits(line, preset) for line in way for preset in decree.PRESETS.values())
    )
    return next(good, ways[-1])
