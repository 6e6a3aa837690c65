"""Tell what a returned form says."""

from typing import NamedTuple

from dispatch.forms import Identity
from dispatch.forms.filled_values import FilledValue
from dispatch.forms.returned import judge_form
from dispatch.problem import Problem
from dispatch.world import TEMPLATE_MOST, World

SHEET_MARK = b"xl/workbook.xml"
LOCKED = b"\xd0\xcf\x11\xe0"


class InspectedForm(NamedTuple):
    """A returned form: who it is, what was filled in, what is wrong with it."""

    identity: Identity
    values: list[FilledValue]
    problems: list[Problem]


def inspect_form(world: World, file: str, expected: Identity | None = None) -> InspectedForm:
    """Return what a form says that came back, whatever its file is called."""
    data = world.read(file, TEMPLATE_MOST)
    locked = data.startswith(LOCKED) and file.lower().endswith((".xlsx", ".xls"))
    if SHEET_MARK in data or locked:
        from dispatch.excel.returned_form import read_excel_form as read_form
    else:
        from dispatch.word.returned_form import read_word_form as read_form

    form = read_form(data, file)
    return InspectedForm(form.identity, *judge_form(form, expected))
