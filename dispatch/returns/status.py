"""How far a round has come: who has sent what, who is late by how many days, what cannot be used. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from dispatch.forms.rounds import Round
from dispatch.problem import N_, Problem
from dispatch.returns.decisions import Decisions, Due
from dispatch.returns.expected import Expected, Unit
from dispatch.returns.fates import Fate, Fates, FileFate
from dispatch.tasks import read_deadline


class State(Enum):
    """How it stands with what a unit owes."""

    IN_TIME = N_("đúng hạn")
    LATE = N_("muộn")
    TO_MEND = N_("phải sửa")
    INSTEAD = N_("đã gửi, chưa tổng hợp được")
    EXCUSED = N_("được miễn")
    MISSING = N_("chưa gửi")


COUNTED = (State.IN_TIME, State.LATE)
OWING = (State.TO_MEND, State.INSTEAD, State.MISSING)
ORDER = {Fate.TO_MEND: State.TO_MEND, Fate.INSTEAD: State.INSTEAD}


class UnitStatus(NamedTuple):
    """How it stands with one form of one unit: since when, how many days late, by which file, why not."""

    unit: Unit
    form: str
    state: State
    received: date | None = None
    days_late: int = 0
    file: str = ""
    reason: Problem | str = ""
    problems: tuple[Problem, ...] = ()


def status_of(expected: Expected, fates: Fates, decisions: Decisions, at: date) -> list[UnitStatus]:
    """Return how it stands with every unit and form, in the order of the table."""
    due_days = {form: deadline_of(asked) for form, asked in expected.forms.items()}
    return [
        _status(unit, form, fates, decisions, due_days[form], at)
        for unit in expected.units
        for form in expected.forms
    ]


def deadline_of(asked: Round) -> date | None:
    """Return the last day on which a form is in time, if its deadline says one."""
    due = read_deadline(asked.identity.deadline) if asked.identity.deadline else None
    if due is None or isinstance(due, date):
        return due
    day, month, year = (asked.letter.get("ngay") or "//").split("/")
    return due.first(date(int(year), int(month), int(day))) if year else None


def _status(
    unit: Unit, form: str, fates: Fates, decisions: Decisions, due: date | None, at: date
) -> UnitStatus:
    owed: Due = (unit.code, form)
    if file := fates.counted.get(owed):
        return _counted(UnitStatus(unit, form, State.IN_TIME, file.receipt.day, file=file.receipt.name), due)
    if entered := decisions.entered.get(owed):
        status = UnitStatus(unit, form, State.IN_TIME, entered.day, reason=entered.reason)
        return _counted(status, due)
    if excused := decisions.excused.get(unit.code):
        return UnitStatus(unit, form, State.EXCUSED, reason=excused.reason)
    sent = [file for file in fates.files if file.fate in ORDER and file.unit == unit and file.form == form]
    if not sent:
        return UnitStatus(unit, form, State.MISSING, days_late=_days(due, at))
    return _unusable(unit, form, sent)


def _unusable(unit: Unit, form: str, sent: Sequence[FileFate]) -> UnitStatus:
    """Return that something came which cannot be counted: the newest of it, and all that is wrong with it."""
    last = max(sent, key=lambda file: (file.fate is Fate.TO_MEND, file.receipt.day, file.reading.saved))
    return UnitStatus(
        unit,
        form,
        ORDER[last.fate],
        last.receipt.day,
        file=last.receipt.name,
        reason=last.reason or "",
        problems=last.reading.problems,
    )


def _counted(status: UnitStatus, due: date | None) -> UnitStatus:
    late = _days(due, status.received)
    return status._replace(state=State.LATE, days_late=late) if late else status


def _days(due: date | None, day: date | None) -> int:
    return max(0, (day - due).days) if due and day else 0


class Share(NamedTuple):
    """How many units there are, how many have sent all their forms, how many of these in time."""

    units: int
    sent: int
    in_time: int

    @property
    def percent(self) -> str:
        """The share that was in time, as it is written here."""
        return f"{100 * self.in_time / self.units:.1f}".replace(".", ",") if self.units else "0"


def share_of(statuses: Iterable[UnitStatus]) -> Share:
    """Return the share of units that have sent; one that was excused owes nothing, and is none of them."""
    by_unit: dict[str, list[State]] = {}
    for status in statuses:
        by_unit.setdefault(status.unit.code, []).append(status.state)
    asked = [states for states in by_unit.values() if State.EXCUSED not in states]
    sent = [states for states in asked if all(state in COUNTED for state in states)]
    return Share(
        len(asked), len(sent), sum(all(state is State.IN_TIME for state in states) for states in sent)
    )
