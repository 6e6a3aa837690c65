"""One answer after the other: what may be answered, what is likely, and what means nothing."""

import functools
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from dispatch import configs, decree, drafting, units
from dispatch.drafting import TypedAnswers, answers
from dispatch.jobs.draft import day_of_draft, read_above, resolve_agency
from dispatch.problem import Refused
from dispatch.world import World


def refuse_answer(world: World, typed: TypedAnswers, field: str, file: str) -> None:
    """Refuse one answer that means nothing, so that it can be asked again."""
    if field in ("agency", "forms"):
        alone = typed._replace(forms=()) if field == "agency" else typed._replace(agency="")
        _, problems = resolve_agency(world, alone, file)
        if field == "agency":
            answers.read_agency(typed.agency)
        if problems:
            raise Refused(problems)
    elif field == "bases":
        for basis in typed.bases:
            answers.read_basis(basis)
    elif field == "subject":
        answers.read_subject(typed.subject, answers.read_kind(typed.kind))
    elif field in READERS:
        READERS[field](getattr(typed, field))


def refuse_answers(world: World, typed: TypedAnswers, file: str, above: str = "") -> None:
    """Refuse what was given beforehand and means nothing, before anybody types more."""
    if above:
        read_above(world, above, file)
    for field, value in typed._asdict().items():
        if value:
            refuse_answer(world, typed, field, file)


READERS: dict[str, Callable[[Any], object]] = {
    "kind": answers.read_kind,
    "to": answers.read_addressees,
    "deadline": answers.read_line,
    "day": answers.read_day,
    "drafter": answers.read_line,
    "title": answers.read_line,
    "signer": answers.read_line,
}


def propose_answer(world: World, typed: TypedAnswers, field: str, file: str, above: str = "") -> str:
    """Return the answer that is most likely, or nothing."""
    if field == "kind":
        return decree.TYPES[decree.CONG_VAN][0].lower()
    if field == "subject" and above:
        return read_above(world, above, file).basis.subject
    if field == "to" and typed.agency:
        return drafting.committees_below(resolve_agency(world, typed, file)[0], day_of_draft(world, typed))
    return ""


def known_answers(world: World, field: str, file: str) -> list[str]:
    """Return what may be answered, for a terminal to complete."""
    if field == "agency":
        return [*configs.list_configs(world, file, configs.AGENCIES), *_committees(world.today())]
    if field == "forms":
        return list(configs.list_configs(world, file, configs.FORMS))
    return [name.lower() for name, _ in decree.TYPES.values()] if field == "kind" else []


@functools.lru_cache(maxsize=2)
def _committees(day: date) -> tuple[str, ...]:
    return tuple(_names_of_committees(day))


def _names_of_committees(day: date) -> Iterator[str]:
    for province in units.provinces(day):
        yield f"UBND {province.in_sentence}"
        yield from (
            f"UBND {unit.in_sentence}, {province.in_sentence}" for unit in units.units_below(province, day)
        )
