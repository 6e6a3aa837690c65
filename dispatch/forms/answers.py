"""What goes into the table of a form: answers by row and column, and the rows that they need."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dispatch.forms.no_value import NoValue
from dispatch.model.column_kinds import Value
from dispatch.plain_text import one_line
from dispatch.text import wording
from dispatch.text.numbers import write_number


class Answer(NamedTuple):
    """A value for a cell: its row in the body of the table and its column, both from 0."""

    row: int
    column: int
    value: Value | NoValue


class Answers(NamedTuple):
    """All that goes into a form, with totals by themselves; how many blank rows more it needs."""

    cells: Sequence[Answer]
    totals: Sequence[Answer] = ()
    more_rows: int = 0
    below: int = 0
    """The row of the body below which these rows come."""


def answer_text(value: Value | NoValue) -> str:
    """Return a value as it is written in a cell that holds text; no file can hold what steers a screen."""
    if isinstance(value, int | Decimal):
        return write_number(Decimal(value))
    return wording.short_date(value) if isinstance(value, date) else one_line(str(value))
