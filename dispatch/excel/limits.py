"""How much a workbook may hold, why it is refused, and under which code: all of it in this one place.

A returned form has a few hundred rows. A table of recipients may have a hundred thousand, and the
memory that reading it takes grows with what it unpacks to and with the rectangle around its cells.
"""

from typing import NamedTuple

from dispatch import archive
from dispatch.forms.returned import UNREADABLE
from dispatch.problem import N_, Fault, Place, Refused

NO_BOOK = Fault("B001", N_("không đọc được bảng: {why}"), N_("dùng tệp .xlsx, .ods, .csv hoặc .yaml"))
ODS_STYLES = "styles.xml"
XLSX, ODS = "xl/workbook.xml", "content.xml"  # the part without which a file is no workbook of its kind


class Limits(NamedTuple):
    """What a kind of workbook may be."""

    fault: Fault  # what a file beyond its limits is told as
    kinds: tuple[str, ...]  # the parts one of which it must have
    members: int  # files in the archive
    unpacked: (
        int  # bytes they unpack to; also letters of all cells together, however often a text is repeated
    )
    marks: int  # elements and attributes of all parts: a tree takes 250 bytes for each
    takes_macros: bool = False  # they are never unpacked, let alone run


FORM = Limits(UNREADABLE, (XLSX,), 2_000, 60_000_000, 2_000_000, takes_macros=True)
TABLE = Limits(NO_BOOK, (XLSX, ODS), 2_000, 100_000_000, 20_000_000)
SMALLEST_MARK = 4  # bytes of `<a/>`
CELLS_MOST = 300_000  # cells of a returned form that say something
GRID_MOST = 3_000_000  # cells from A1 to the last row and column of a table, blank ones too
ROWS_MOST = 1_048_576  # rows of a sheet, as Excel has it
COLUMNS_MOST = 16_384
STYLES_MOST = 150_000  # styles of cells, of both kinds; Excel takes 65,490 of each
FORMAT_MOST = 1_000  # letters of a number format; Excel takes 255
SPACES_MOST = 255  # spaces that an .ods may write as one mark

PASSWORD, TOO_LARGE, DAMAGED = archive.PASSWORD, archive.TOO_LARGE, archive.DAMAGED
OLD_EXCEL = N_("tệp kiểu cũ (.xls)")
NOT_EXCEL = N_("không phải tệp Excel .xlsx")
NOT_ODS = N_("không phải tệp bảng tính .ods")
MACRO = N_("tệp có macro")
STRAY = N_("có dữ liệu ở ô quá xa bảng; xóa ô đó")


def refusal(most: Limits, place: Place | str, why: str) -> Refused:
    """Return the refusal to read a workbook, told where it goes wrong: a file, or a cell of it."""
    return Refused([most.fault.at(Place(place) if isinstance(place, str) else place, why=why)])
