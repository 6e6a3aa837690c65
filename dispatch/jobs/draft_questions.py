"""One answer after the other: what may be answered, what is likely, and what means nothing."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from dispatch import configs, decree, drafting, units
from dispatch.drafting import Typed, answers
from dispatch.jobs.draft import day_of, read_above, resolved
from dispatch.problem import Refused
from dispatch.world import World


def refuse_odd(world: World, typed: Typed, field: str, file: str) -> None:
    """Refuse one answer that means nothing, so that it can be asked again."""
    if field in ("agency", "forms"):
        alone = typed._replace(forms=()) if field == "agency" else typed._replace(agency="")
        _, problems = resolved(world, alone, file)
        if field == "agency":
            answers.agency(typed.agency)
        if problems:
            raise Refused(problems)
    elif field == "bases":
        for basis in typed.bases:
            answers.basis(basis)
    elif field in READERS:
        READERS[field](getattr(typed, field))


def refuse_given(world: World, typed: Typed, file: str, above: str = "") -> None:
    """Refuse what was given beforehand and means nothing, before anybody types more."""
    if above:
        read_above(world, above, file)
    for field, value in typed._asdict().items():
        if value:
            refuse_odd(world, typed, field, file)


READERS: dict[str, Callable[[Any], object]] = {
    "kind": answers.kind,
    "subject": answers.subject,
    "to": answers.recipients,
    "deadline": answers.line,
    "day": answers.day,
    "drafter": answers.line,
    "title": answers.line,
    "signer": answers.line,
}


def proposed(world: World, typed: Typed, field: str, file: str, above: str = "") -> str:
    """Return the answer that is most likely, or nothing."""
    if field == "kind":
        return decree.TYPES[decree.CONG_VAN][0].lower()
    if field == "subject" and above:
        return read_above(world, above, file).basis.subject
    if field == "to" and typed.agency:
        return drafting.lower(resolved(world, typed, file)[0], day_of(world, typed))
    return ""


def known(world: World, field: str, file: str) -> list[str]:
    """Return what may be answered, for a terminal to complete."""
    if field == "agency":
        return [*configs.listed(world, file, configs.AGENCIES), *_committees(world.today())]
    if field == "forms":
        return list(configs.listed(world, file, configs.FORMS))
    return [name.lower() for name, _ in decree.TYPES.values()] if field == "kind" else []


def _committees(day: date) -> Iterator[str]:
    for province in units.provinces(day):
        yield f"UBND {province.said}"
        yield from (f"UBND {unit.said}, {province.said}" for unit in units.lower(province, day))
