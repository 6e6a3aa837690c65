"""Everything known of the returns of a batch: what was asked for, what came, what of it counts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dispatch.forms.rounds import Round
from dispatch.returns.checks import unlikely_figures
from dispatch.returns.decisions import Decisions, Due, decisions_in
from dispatch.returns.entries import still_entered
from dispatch.returns.expected import Expected, Unit
from dispatch.returns.fates import NO_FATES, Fate, Fates, decide_fates
from dispatch.returns.journal import Event, receipts_of
from dispatch.returns.left_out import figures_left_out
from dispatch.returns.reading import Reading
from dispatch.returns.status import UnitStatus, status_of
from dispatch.returns.store import read_expected, read_journal, readings_of
from dispatch.returns.summary import Summary, summarise
from dispatch.returns.summary_lines import CountedForm
from dispatch.world import World


class Ledger(NamedTuple):
    """What was asked for, what happened, what people decided, and what becomes of every file."""

    expected: Expected
    events: Sequence[Event]
    decisions: Decisions
    fates: Fates
    looked_at: date = date.min

    @property
    def last_day(self) -> date:
        """The day of the last event, the same however often one looks; today where nothing has happened."""
        return max((event.day for event in self.events), default=self.looked_at)

    def status(self, at: date | None = None) -> list[UnitStatus]:
        """Return how it stands with every unit, on a day."""
        return status_of(self.expected, self.fates, self.decisions, at or self.last_day)


def read_ledger(world: World, folder: str, at: date | None = None, last: str = "") -> Ledger:
    """Return what is known of a folder, or was known on a day, beside the folder of the last round."""
    expected, events = read_expected(world, folder), read_journal(world, folder)
    if at:
        events = [event for event in events if event.day <= at]
    readings = readings_of(world, folder, receipts_of(events))
    before = read_ledger(world, last).fates if last else NO_FATES
    return ledger_of(expected, events, readings, before)._replace(looked_at=world.today())


def ledger_of(
    expected: Expected, events: Sequence[Event], readings: Mapping[str, Reading], last: Fates = NO_FATES
) -> Ledger:
    """Return what follows from events and readings alone; figures are held against those of a last round."""
    receipts = receipts_of(events)
    decisions = decisions_in(events)
    fates = with_remarks(decide_fates(expected, receipts, readings, decisions), expected, last)
    return Ledger(expected, events, _without_needless_entries(decisions, fates), fates)


def with_remarks(fates: Fates, expected: Expected, last: Fates) -> Fates:
    """Return fates with a remark on each file whose figures are unlikely, or have no cell any more."""
    unlikely = unlikely_figures(fates.counted, last.counted)
    left_out = figures_left_out(expected, fates.counted)
    told = {
        file.receipt.sha256: (*left_out.get(due, ()), *unlikely.get(due, ()))
        for due, file in fates.counted.items()
    }
    files = tuple(
        file._replace(remarks=told.get(file.receipt.sha256, ())) if file.fate is Fate.COUNTED else file
        for file in fates.files
    )
    return fates._replace(files=files)


def _without_needless_entries(decisions: Decisions, fates: Fates) -> Decisions:
    """Return the decisions without typed-in values of units of which a good file counts."""
    entered = {due: event for due, event in decisions.entered.items() if due not in fates.counted}
    return decisions._replace(entered=entered)


def summaries_of(ledger: Ledger) -> list[Summary]:
    """Return the summary of each form."""
    return [_summary(ledger, form, asked) for form, asked in ledger.expected.forms.items()]


def _summary(ledger: Ledger, form: str, asked: Round) -> Summary:
    units = ledger.expected.units
    made = {unit.code: counted for unit in units if (counted := _counted(ledger, unit, form, asked))}
    missing = {
        status.unit.code: status.state.value
        for status in ledger.status()
        if status.form == form and status.unit.code not in made
    }
    return summarise(asked, units, made, missing)


def _counted(ledger: Ledger, unit: Unit, form: str, asked: Round) -> CountedForm | None:
    """Return the form of a unit that counts: what somebody typed in, or the file that counts."""
    due: Due = (unit.code, form)
    event = ledger.decisions.entered.get(due)
    values = tuple(still_entered(asked, event.facts["values"])) if event else ()
    if event and values:
        return CountedForm(unit, asked.structure, values, event.reason, "", event.day, event.by or "nhập tay")
    file = ledger.fates.counted.get(due)
    if file is None or file.reading.identity is None:
        return None
    pin = ledger.decisions.pinned.get(due)
    known = ledger.expected.round_of(file.reading.identity) or asked
    decided = (pin.by or pin.reason) if pin and pin.facts["sha256"] == file.receipt.sha256 else ""
    return CountedForm(
        unit,
        known.structure,
        file.reading.values,
        file.receipt.name,
        file.receipt.sha256,
        file.receipt.day,
        decided,
    )
