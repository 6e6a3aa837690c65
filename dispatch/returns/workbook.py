"""The workbook of a summary: its sheets, their names, what stands over them."""

from collections.abc import Mapping, Sequence

from dispatch.excel.written_sheets import WrittenSheet, quoted, write_sheets
from dispatch.returns.fates import FileFate
from dispatch.returns.ledger import Ledger
from dispatch.returns.status import share_of
from dispatch.returns.status_sheets import problem_sheet, status_sheet
from dispatch.returns.summary import Summary
from dispatch.returns.summary_sheets import SOURCES, source_sheet, summary_sheet
from dispatch.text import wording

SUMMARY = "Tổng hợp"
SO_FAR = "(Tính đến ngày {day}: {sent}/{units} đơn vị đã báo cáo)"


def summary_workbook(
    ledger: Ledger, summaries: Sequence[Summary], files: Sequence[FileFate], links: Mapping[str, str]
) -> bytes:
    """Return the workbook: a sheet for each form, its sources, the units, what is to be mended."""
    statuses = ledger.status()
    share = share_of(statuses)
    note = SO_FAR.format(day=wording.short_date(ledger.last_day), sent=share.sent, units=share.units)
    sheets: list[WrittenSheet] = []
    for number, summary in enumerate(summaries, 1):
        name, sources = (f"{base} {number}" if len(summaries) > 1 else base for base in (SUMMARY, SOURCES))
        of_units = {form.unit.code: links[form.file] for form in summary.sources.forms if form.file in links}
        sheets += [
            summary_sheet(summary, name, quoted(sources), note, of_units),
            source_sheet(summary, sources, of_units),
        ]
    beside = [status_sheet(statuses, links), problem_sheet(files, links)]
    return write_sheets([*sheets[::2], *beside[:1], *sheets[1::2], *beside[1:]])
