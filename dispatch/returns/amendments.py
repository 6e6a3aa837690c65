"""What has changed since the report went upwards: a corrected form changes figures that somebody has read."""

from dispatch.problem import N_, Fault, Problem, Severity
from dispatch.returns.fates import differences
from dispatch.returns.journal import REPORTED
from dispatch.returns.ledger import Ledger

AMENDED = Fault(
    "R043",
    N_("{unit}: số liệu khác với báo cáo đã gửi cấp trên ngày {day}{changes}"),
    N_("gửi báo cáo bổ sung, chỉnh lý; làm lại bằng 'congvan report'"),
    Severity.WARNING,
)


def amendments(ledger: Ledger) -> list[Problem]:
    """Return each unit whose figures are no longer those of the last report, and by how much."""
    report = next((event for event in reversed(ledger.events) if event.kind == REPORTED), None)
    if report is None:
        return []
    values = {file.receipt.sha256: file.reading.values for file in ledger.fates.files}
    told = []
    for (unit, form), file in ledger.fates.counted.items():
        then = report.facts["counted"].get(f"{unit} {form}", "")
        if then != file.receipt.sha256:
            changes = differences(values.get(then, ()), file.reading.values)
            name = file.unit.name if file.unit else unit
            told.append(AMENDED.at(unit=name, day=f"{report.day:%d/%m/%Y}", changes=changes))
    return told
