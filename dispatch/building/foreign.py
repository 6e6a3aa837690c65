"""Open a document of another office: what kind of file it is, its own bytes say, never its name."""

import re
from collections.abc import Callable
from typing import NamedTuple

from dispatch.archive import DAMAGED, PASSWORD
from dispatch.building.recognition import recognize_text
from dispatch.foreign.document import Document
from dispatch.foreign.turning_signs import without_turning_signs
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.world import TEMPLATE_MOST, Reader

UNREADABLE = Fault(
    "G001",
    N_("không đọc được: {why}"),
    N_("mở bằng chương trình đã làm ra tệp, lưu lại dạng .docx, không mật khẩu"),
)
RTF = Fault("G002", N_("tệp dạng RTF, chưa đọc được"), N_("mở bằng Word rồi lưu lại dạng .docx"))
HTML = Fault("G003", N_("tệp là trang web, dù tên là gì"), N_("mở bằng Word rồi lưu lại dạng .docx"))
EMPTY = Fault("G004", N_("trong tệp không có chữ nào"), N_("kiểm tra lại tệp; ảnh chụp thì cần bản gốc"))

UNREADABLE_PDF = Fault(
    "G005",
    N_("không đọc được: {why}"),
    N_("xin bản Word hoặc bản PDF xuất thẳng từ Word; bản chụp thì phải gõ lại"),
)
YAML = (".yaml", ".yml")
SNIFFED = 1_024
WEB_PAGE = lazy_pattern(
    rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|meta|body|table)\b", re.IGNORECASE
)
ZIP, OLE, RICH, PDF = b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF-"


class Format(NamedTuple):
    """A format: how its files begin, and who reads it."""

    begins: Callable[[bytes], object]
    read: Callable[[bytes, str], Document]


def is_foreign(world: Reader, file: str) -> bool:
    """Say whether a file is another office's: no YAML, and no Word file that carries its own YAML."""
    from dispatch.word.source import extract

    if file.lower().endswith(YAML):
        return False
    data = world.read(file, TEMPLATE_MOST)
    try:
        extract.extract_source(data, file)
    except Refused as refusal:
        return refusal.problems[0].code in (extract.BARE.code, extract.UNREADABLE.code)
    return False


def read_document(world: Reader, file: str) -> Document:
    """Return a file of any office as a document, or refuse it."""
    data = world.read(file, TEMPLATE_MOST)
    document = read_bytes(data, file)
    if not document.blocks:
        raise Refused([EMPTY.at(Place(file))])
    return document


def read_bytes(data: bytes, file: str) -> Document:
    """Return the bytes of a file as a document, or refuse them; `file` is only what it is called."""
    read = next(known.read for known in FORMATS if known.begins(data))
    return without_turning_signs(read(data, file))


def _word(data: bytes, file: str) -> Document:
    from dispatch.word.package.opening import Unreadable
    from dispatch.word.reading import read_word_document

    try:
        return read_word_document(data)
    except Unreadable as error:
        raise Refused([UNREADABLE.at(Place(file), why=error.why)]) from error


def _old_word(data: bytes, file: str) -> Document:
    from dispatch.word.reading.compound_file import DamagedFileError
    from dispatch.word.reading.old_file import LockedFileError, read_old_word_document

    try:
        return read_old_word_document(data)
    except DamagedFileError as error:
        raise Refused([UNREADABLE.at(Place(file), why=DAMAGED)]) from error
    except LockedFileError as error:
        raise Refused([UNREADABLE.at(Place(file), why=PASSWORD)]) from error


def _text(data: bytes, file: str) -> Document:
    from dispatch.plain import UndecodableError, read_text_document

    try:
        return read_text_document(data)
    except UndecodableError as error:
        raise Refused([UNREADABLE.at(Place(file), why=error.why)]) from error


def _refusing(fault: Fault) -> Callable[[bytes, str], Document]:
    def refuse(_: bytes, file: str) -> Document:
        raise Refused([fault.at(Place(file))])

    return refuse


def _pdf(data: bytes, file: str) -> Document:
    from dispatch.pdf import NO_TEXT, UnreadablePdfError, read_pdf_document

    try:
        return read_pdf_document(data)
    except UnreadablePdfError as error:
        recognized = recognize_text(data) if error.why == NO_TEXT else ""
        if recognized:
            return _text(recognized.encode(), file)._replace(recognized=True)
        raise Refused([UNREADABLE_PDF.at(Place(file), why=error.why)]) from error


FORMATS = (
    Format(lambda data: PDF in data[:SNIFFED], _pdf),
    Format(lambda data: data.startswith(ZIP), _word),
    Format(lambda data: data.startswith(OLE), _old_word),
    Format(lambda data: data.startswith(RICH), _refusing(RTF)),
    Format(lambda data: WEB_PAGE.match(data[:SNIFFED].removeprefix(b"\xef\xbb\xbf")), _refusing(HTML)),
    Format(lambda _: True, _text),
)
