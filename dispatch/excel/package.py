"""The zip archive around a workbook of ours, written with a clock that stands still."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - what a zip archive can say has no zone


def pack_workbook(book: Workbook) -> bytes:
    """Return the bytes of a workbook; the same workbook has the same bytes at any time."""
    book.properties.created = book.properties.modified = EPOCH
    draft, done = BytesIO(), BytesIO()
    ExcelWriter(book, ZipFile(draft, "w", ZIP_STORED)).save()
    with ZipFile(draft) as source, ZipFile(done, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, EPOCH.timetuple()[:6]), source.read(name), ZIP_DEFLATED)
    return done.getvalue()
