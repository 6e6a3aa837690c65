"""The sheets beside a summary: how it stands with every unit, and all that is to be mended."""

from collections.abc import Iterator, Mapping, Sequence

from dispatch.excel.look import DAY, Look
from dispatch.excel.written_sheets import WrittenCell, WrittenSheet
from dispatch.problem import Problem
from dispatch.returns.fates import Fate, FileFate
from dispatch.returns.status import UnitStatus

HEAD, TEXT = Look("b", "center", boxed=True), Look("", boxed=True, format="@")
NUMBER, LINKED = Look("", "center", boxed=True), Look("u", boxed=True, format="@")
STATUS, TO_MEND = "Tình hình nộp", "Lỗi cần sửa"
STATUS_TITLES = ("TT", "Đơn vị", "Mã", "Biểu", "Tình hình", "Ngày nhận", "Muộn (ngày)", "Tệp", "Lý do")
STATUS_WIDTHS = (6, 30, 10, 16, 20, 12, 10, 34, 44)
MEND_TITLES = ("Đơn vị", "Tệp", "Loại", "Mức", "Mã", "Nội dung", "Cách sửa")
MEND_WIDTHS = (28, 34, 16, 10, 8, 60, 44)
TOLD = (Fate.COUNTED, Fate.TO_MEND, Fate.INSTEAD, Fate.OUTSIDE)


def status_sheet(statuses: Sequence[UnitStatus], links: Mapping[str, str]) -> WrittenSheet:
    """Return the sheet that says how it stands with every unit."""
    return WrittenSheet(
        STATUS, _status_rows(statuses, links), STATUS_WIDTHS, heading=range(1), landscape=True
    )


def _status_rows(statuses: Sequence[UnitStatus], links: Mapping[str, str]) -> Iterator[list[WrittenCell]]:
    yield [WrittenCell(title, HEAD) for title in STATUS_TITLES]
    for number, status in enumerate(statuses, 1):
        reason = status.reason.text() if isinstance(status.reason, Problem) else status.reason
        yield [
            WrittenCell(number, NUMBER),
            WrittenCell(status.unit.name, TEXT),
            WrittenCell(status.unit.code, TEXT),
            WrittenCell(status.form, TEXT),
            WrittenCell(status.state.value, TEXT),
            WrittenCell(status.received, TEXT._replace(format=DAY)),
            WrittenCell(status.days_late or None, NUMBER),
            WrittenCell(status.file or None, LINKED, link=links.get(status.file, "")),
            WrittenCell(reason or None, TEXT),
        ]


def problem_sheet(files: Sequence[FileFate], links: Mapping[str, str]) -> WrittenSheet:
    """Return the sheet of all that is to be mended, and of what was noticed on files that count."""
    return WrittenSheet(TO_MEND, _problem_rows(files, links), MEND_WIDTHS, heading=range(1), landscape=True)


def _problem_rows(files: Sequence[FileFate], links: Mapping[str, str]) -> Iterator[list[WrittenCell]]:
    yield [WrittenCell(title, HEAD) for title in MEND_TITLES]
    for file in files:
        unit = file.unit.name if file.unit else ""
        for problem in file.problems if file.fate in TOLD else ():
            yield [
                WrittenCell(unit or None, TEXT),
                WrittenCell(file.receipt.name, LINKED, link=links.get(file.receipt.name, "")),
                WrittenCell(file.fate.value, TEXT),
                WrittenCell(problem.severity.value, TEXT),
                WrittenCell(problem.code, TEXT),
                WrittenCell(problem.text(), TEXT),
                WrittenCell(problem.hint_text() or None, TEXT),
            ]
