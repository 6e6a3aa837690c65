"""What has changed since the report went upwards: a corrected form changes figures that somebody has read."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from dispatch.problem import N_, Fault, Problem, Severity, shorten
from dispatch.returns.fates import differences
from dispatch.returns.journal import ENTERED, REPORTED, Event
from dispatch.returns.ledger import Ledger, summaries_of
from dispatch.returns.summary import Summary
from dispatch.returns.summary_lines import as_number
from dispatch.text.numbers import write_number

AMENDED = Fault(
    "R043",
    N_("{unit}: số liệu khác với báo cáo đã gửi cấp trên ngày {day}{changes}"),
    N_("gửi báo cáo bổ sung, chỉnh lý; làm lại bằng 'congvan report'"),
    Severity.WARNING,
)
OTHER_TOTAL = Fault(
    "R070",
    N_("{form}, cột '{column}': tổng đã báo cáo cấp trên ngày {day} là {then}, nay là {now} ({change})"),
    N_("gửi báo cáo bổ sung, chỉnh lý; làm lại bằng 'congvan report'"),
    Severity.WARNING,
)


class ChangedTotal(NamedTuple):
    """The total of a column as it was reported, and as it is now."""

    form: str
    column: str
    then: Decimal
    now: Decimal

    @property
    def change(self) -> str:
        """By how much it has changed, with its sign."""
        return ("+" if self.now > self.then else "") + write_number(self.now - self.then)


def amendments(ledger: Ledger) -> list[Problem]:
    """Return each unit whose figures are no longer those of the last report, and each such total."""
    report = next((event for event in reversed(ledger.events) if event.kind == REPORTED), None)
    if report is None:
        return []
    units = list(_amended_units(ledger, report))
    if not (units or _entered_since(ledger.events, report)):
        return units
    totals = changed_totals(report, summaries_of(ledger))
    return [*units, *(_told(each, f"{report.day:%d/%m/%Y}") for each in totals)]


def _amended_units(ledger: Ledger, report: Event) -> Iterator[Problem]:
    values = {file.receipt.sha256: file.reading.values for file in ledger.fates.files}
    for (unit, form), file in ledger.fates.counted.items():
        then = report.facts["counted"].get(f"{unit} {form}", "")
        if then != file.receipt.sha256:
            changes = differences(values.get(then, ()), file.reading.values)
            name = file.unit.name if file.unit else unit
            yield AMENDED.at(unit=name, day=f"{report.day:%d/%m/%Y}", changes=changes)


def _entered_since(events: Sequence[Event], report: Event) -> bool:
    later = events[events.index(report) :]
    return any(event.kind == ENTERED for event in later)


def _told(each: ChangedTotal, day: str) -> Problem:
    then, now = write_number(each.then), write_number(each.now)
    return OTHER_TOTAL.at(
        form=shorten(each.form), column=shorten(each.column), day=day, then=then, now=now, change=each.change
    )


def totals_of(summaries: Sequence[Summary]) -> dict[str, str]:
    """Return the totals of a report as the journal keeps them: by form and column."""
    return {
        f"{summary.round.identity.form} {leaf.key}": str(number)
        for summary in summaries
        for leaf, value in zip(summary.round.structure.leaves, summary.total.values, strict=True)
        if (number := as_number(value)) is not None
    }


def changed_totals(report: Event, summaries: Sequence[Summary]) -> list[ChangedTotal]:
    """Return the totals that are no longer what a report said; one from before they were kept says none."""
    then = report.facts.get("totals", {})
    names = {
        f"{summary.round.identity.form} {leaf.key}": (summary.round.identity.form, leaf.title)
        for summary in summaries
        for leaf in summary.round.structure.leaves
    }
    now = totals_of(summaries)
    return [
        ChangedTotal(*names[key], Decimal(then[key]), Decimal(now[key]))
        for key in now
        if _is_number(then, key) and Decimal(then[key]) != Decimal(now[key])
    ]


def _is_number(said: Mapping[str, str], key: str) -> bool:
    text = said.get(key, "")
    return text.lstrip("-").replace(".", "", 1).isdecimal()


def report_before(events: Sequence[Event], summaries: Sequence[Summary]) -> Event | None:
    """Return the last report that said other totals than there are now: it is what a new one amends."""
    reports = [event for event in events if event.kind == REPORTED]
    return next((event for event in reversed(reports) if changed_totals(event, summaries)), None)
