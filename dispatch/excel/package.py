"""The zip archive around a workbook: written with a clock that stands still, opened with care."""

import zlib
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from dispatch.forms.returned import UNREADABLE
from dispatch.problem import N_, Place, Refused

EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - what a zip archive can say has no zone
UNPACKED_MOST = 60_000_000
FILES_MOST = 2_000
ENCRYPTED = 0x1
DOCTYPE = b"<!DOCTYPE"  # no part of a workbook has one, and entities can grow without end
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
PASSWORD = N_("tệp đặt mật khẩu")
OLD_EXCEL = N_("tệp kiểu cũ (.xls)")
NOT_EXCEL = N_("không phải tệp Excel .xlsx")
MACRO = N_("tệp có macro")
TOO_LARGE = N_("tệp giải nén ra quá lớn")
DAMAGED = N_("tệp hỏng")
Parts = dict[str, bytes]


def pack_workbook(book: Workbook) -> bytes:
    """Return the bytes of a workbook; the same workbook has the same bytes at any time."""
    book.properties.created = book.properties.modified = EPOCH
    draft, done = BytesIO(), BytesIO()
    ExcelWriter(book, ZipFile(draft, "w", ZIP_STORED)).save()
    with ZipFile(draft) as made, ZipFile(done, "w", ZIP_DEFLATED) as target:
        for name in made.namelist():
            target.writestr(ZipInfo(name, EPOCH.timetuple()[:6]), made.read(name), ZIP_DEFLATED)
    return done.getvalue()


def open_workbook(data: bytes, file: str) -> Parts:
    """Return the XML parts of a workbook, or refuse what is none or what is not safe to open."""
    if data.startswith(OLE):
        raise refusal(file, PASSWORD if LOCKED in data else OLD_EXCEL)
    try:
        with ZipFile(BytesIO(data)) as archive:
            found = archive.infolist()
            why = _against(found)
            if why:
                raise refusal(file, why)
            parts = {info.filename: archive.read(info) for info in found if info.filename.endswith((".xml", ".rels"))}
    except BadZipFile as error:
        raise refusal(file, NOT_EXCEL) from error
    except (zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise refusal(file, DAMAGED) from error
    if any(DOCTYPE in part for part in parts.values()):
        raise refusal(file, DAMAGED)
    return parts


def refusal(file: str, why: str) -> Refused:
    """Return the refusal to read a file."""
    return Refused([UNREADABLE.at(Place(file), why=why)])


def _against(found: list[ZipInfo]) -> str:
    """Return what speaks against unpacking an archive, or nothing."""
    names = {info.filename for info in found}
    if any(info.flag_bits & ENCRYPTED for info in found):
        return PASSWORD
    if len(found) > FILES_MOST or sum(info.file_size for info in found) > UNPACKED_MOST:
        return TOO_LARGE
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return MACRO
    return "" if "xl/workbook.xml" in names else NOT_EXCEL
