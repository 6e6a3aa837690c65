"""Which sheet of a workbook is the table: the one that is seen and says something, or the one that is named.

Nothing is guessed: where several could be meant it is asked back, and what is left aside is told.
"""

from collections.abc import Sequence
from typing import NamedTuple

from dispatch.excel import limits
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity

MANY_SHEETS = Fault(
    "B023",
    N_("bảng có {count} trang có dữ liệu: {names}"),
    N_("ghi rõ trang nào: --to '{file}#{first}', hoặc xóa trang thừa"),
)
NO_SHEET = Fault("B024", N_("không có trang '{name}'"), N_("chọn một trong: {known}"))
HIDDEN_SHEET = Fault(
    "B025",
    N_("trang '{name}' bị ẩn mà có dữ liệu, không dùng đến"),
    N_("nếu cần trang đó thì hiện nó lên, hoặc ghi --to '{file}#{name}'"),
    Severity.WARNING,
)
NO_TABLE = Fault(
    "B026",
    N_("trang '{name}' là biểu đồ, không có bảng, không dùng đến"),
    severity=Severity.INFO,
)
ALL_HIDDEN = N_("mọi trang của tệp đều bị ẩn")
SHOWN_MOST = 10  # names of sheets in one message


class SheetLook(NamedTuple):
    """What is seen of a sheet without reading it: its name, whether it is shown, whether it says anything."""

    name: str
    visible: bool = True
    filled: bool = True
    chart: bool = False


class ChosenSheet(NamedTuple):
    """The name of the sheet that is the table, and what is to be said of the others."""

    name: str
    notes: tuple[Problem, ...] = ()


def choose_sheet(sheets: Sequence[SheetLook], file: str, asked: str = "") -> ChosenSheet:
    """Return the sheet that is the table.

    Raises:
        Refused: B023 where several could be meant, B024 where the one that is asked for is not there,
            B001 where none is seen.
    """
    tables = [sheet for sheet in sheets if not sheet.chart]
    if not tables:
        raise limits.refusal(limits.TABLE, file, limits.DAMAGED)
    if asked:
        return ChosenSheet(_named(tables, file, asked))
    seen = [sheet for sheet in tables if sheet.visible]
    filled = [sheet.name for sheet in seen if sheet.filled]
    if len(filled) > 1:
        names = ", ".join(filled[:SHOWN_MOST])
        raise Refused(
            [MANY_SHEETS.at(Place(file), count=len(filled), names=names, file=file, first=filled[0])]
        )
    notes = tuple(_notes(sheets, file))
    if not seen:
        raise Refused([*limits.refusal(limits.TABLE, file, ALL_HIDDEN).problems, *notes])
    return ChosenSheet(filled[0] if filled else seen[0].name, notes)


def _named(tables: Sequence[SheetLook], file: str, asked: str) -> str:
    names = [sheet.name for sheet in tables]
    alike = [name for name in names if name.casefold() == asked.casefold()]  # Excel has no two of these
    if not alike:
        raise Refused([NO_SHEET.at(Place(file), name=asked, known=", ".join(names[:SHOWN_MOST]))])
    return asked if asked in alike else alike[0]


def _notes(sheets: Sequence[SheetLook], file: str) -> list[Problem]:
    """Return what is left aside: hidden sheets that say something, charts."""
    hidden = [
        HIDDEN_SHEET.at(Place(file), name=sheet.name, file=file)
        for sheet in sheets
        if not (sheet.visible or sheet.chart) and sheet.filled
    ]
    charts = [NO_TABLE.at(Place(file), name=sheet.name) for sheet in sheets if sheet.chart]
    return [*hidden, *charts]
