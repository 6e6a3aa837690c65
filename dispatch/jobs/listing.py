"""List what units and templates there are, and tell what a returned form says."""

from pathlib import PurePath
from typing import NamedTuple

from dispatch import units
from dispatch.forms import Identity
from dispatch.forms.returned import Filled, judged
from dispatch.problem import Problem
from dispatch.units import Unit
from dispatch.world import TEMPLATE_MOST, Reader, World, shipped

SHEET_MARK = b"xl/workbook.xml"
LOCKED = b"\xd0\xcf\x11\xe0"


def units_of(world: Reader, name: str | None) -> list[Unit]:
    """Return the provinces of today, or what the province that a name means is divided into."""
    today = world.today()
    if not name:
        return units.provinces(today)
    province, day = units.asked(name, today)
    return units.lower(province, day)


class Inspected(NamedTuple):
    """A returned form: who it is, what was filled in, what is wrong with it."""

    identity: Identity
    values: list[Filled]
    problems: list[Problem]


def inspected(world: World, file: str, expected: Identity | None = None) -> Inspected:
    """Return what a form says that came back, whatever its file is called."""
    data = world.read(file, TEMPLATE_MOST)
    locked = data.startswith(LOCKED) and file.lower().endswith((".xlsx", ".xls"))
    if SHEET_MARK in data or locked:
        from dispatch.excel.returned_form import read
    else:
        from dispatch.word.returned_form import read

    form = read(data, file)
    return Inspected(form.identity, *judged(form, expected))


def templates(world: World) -> list[str]:
    """Return the Word templates that come with the program."""
    folder = PurePath(shipped("templates")) / "docx"
    return [str(folder / name) for name in world.names(str(folder), ".docx")]
