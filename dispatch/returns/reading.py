"""What one received file says, whatever it is called: whose it is, its values, what is wrong with it."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

from dispatch.archive import DAMAGED, NO_ARCHIVE, Archive, ArchiveLimits, BadArchive, open_archive
from dispatch.forms import Identity
from dispatch.forms.column_sums import differing_sums
from dispatch.forms.filled_values import FilledValue, FilledValues
from dispatch.forms.returned import NO_FORM, UNREADABLE, JudgedForm, judge_form
from dispatch.forms.totals import differing_totals
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Problem, Refused, errors

PICTURE = Fault(
    "R016",
    N_("là {kind}, chưa tổng hợp được"),
    N_("cho biết của đơn vị nào (--from-unit), nhập số liệu (--enter), hoặc xin lại tệp Excel, Word"),
)
COPIED = Fault(
    "R017",
    N_("bảng chép sang tệp khác, mất phần nhận dạng; dòng chữ nhỏ ở chân biểu ghi là của {unit}"),
    N_("xin lại biểu gốc đã phát, hoặc nhập số liệu (--enter)"),
)
STRANGE = Fault("R018", N_("không phải biểu mẫu, cũng không phải bản chụp, bản in của biểu mẫu"))
WORKBOOK, DOCUMENT, ODS_CONTENT, CORE = (
    "xl/workbook.xml",
    "word/document.xml",
    "content.xml",
    "docProps/core.xml",
)
SAVED = lazy_pattern(rb"<dcterms:modified[^>]*>([0-9TZ:.+-]{10,40})<")
OFFICE = ArchiveLimits(members=2_000, unpacked=60_000_000)
SCAN, PHOTO, PDF, OLD_OFFICE, ODS = (
    N_("bản quét"),
    N_("ảnh chụp"),
    N_("tệp PDF"),
    N_("tệp kiểu cũ (.xls, .doc)"),
    N_("tệp .ods"),
)
BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", PHOTO),
    (b"\x89PNG\r\n", PHOTO),
    (b"GIF8", PHOTO),
    (b"RIFF", PHOTO),
    (b"II*\0", SCAN),
    (b"MM\0*", SCAN),
)
APPLE = b"ftyphei"  # from the fifth byte on, a photograph of a telephone
PACKED = b"PK\3\4"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Kind(Enum):
    """What a file is to whoever sums up: a form, something sent in its place, or a stranger."""

    FORM = "form"
    INSTEAD = "instead"
    STRANGER = "stranger"


class Reading(NamedTuple):
    """What one file says; the same bytes always say the same."""

    kind: Kind
    identity: Identity | None = None
    values: Sequence[FilledValue] = ()
    problems: tuple[Problem, ...] = ()
    saved: str = ""
    """When an office program saved it, as the file itself says."""

    @property
    def good(self) -> bool:
        """Whether it can be counted as it is."""
        return self.kind is Kind.FORM and bool(self.values) and not errors(self.problems)


Witness = Callable[[bytes, str], Identity | None]


def read_returned(data: bytes, name: str) -> Reading:
    """Return what a received file says; nothing about it is refused, for every file has a fate."""
    archive = _open(data)
    members = {info.filename for info in archive.members} if archive else set()
    if archive and WORKBOOK in members:
        from dispatch.excel.witness import workbook_witness
        from dispatch.returns.workbook_reading import judged_workbook

        return _form(data, name, judged_workbook, workbook_witness)._replace(saved=_saved(archive))
    if archive and DOCUMENT in members:
        from dispatch.word.witness import document_witness

        return _form(data, name, _judged_document, document_witness)._replace(saved=_saved(archive))
    return _something_else(data, name, is_ods=ODS_CONTENT in members)


def is_office_file(archive: Archive) -> bool:
    """Say whether an archive is a file of an office program, and no folder that somebody packed."""
    names = {info.filename for info in archive.members}
    return bool(names & {WORKBOOK, DOCUMENT, ODS_CONTENT})


def _open(data: bytes) -> Archive | None:
    try:
        return open_archive(data, OFFICE)
    except BadArchive:
        return None


def _form(data: bytes, name: str, judged: Callable[[bytes, str], JudgedForm], witness: Witness) -> Reading:
    try:
        form, values, problems = judged(data, name)
    except Refused as refusal:
        return _refused(tuple(refusal.problems), witness(data, name), name)
    sums = (*differing_totals(form, values), *differing_sums(form, values))
    return Reading(Kind.FORM, form.identity, values, (*problems, *sums))


def _judged_document(data: bytes, name: str) -> JudgedForm:
    from dispatch.word.returned_form import read_word_form

    form = read_word_form(data, name)
    values, problems = judge_form(form)
    return JudgedForm(form, FilledValues.of(values), tuple(problems))


def _refused(problems: tuple[Problem, ...], identity: Identity | None, name: str) -> Reading:
    """Return what is left of a form that cannot be read: whose it is, as far as it still says so."""
    is_copy = any(problem.code == NO_FORM.code for problem in problems)
    if identity is None:
        return Reading(Kind.STRANGER if is_copy else Kind.INSTEAD, problems=problems)
    if is_copy:
        copied = COPIED.at(Place(name), unit=identity.unit_name or identity.unit)
        return Reading(Kind.INSTEAD, identity, problems=(copied,))
    return Reading(Kind.FORM, identity, problems=problems)


def _something_else(data: bytes, name: str, *, is_ods: bool) -> Reading:
    kind = ODS if is_ods else _kind_of(data)
    if not kind and data.startswith(PACKED) and (why := _why_closed(data)):
        return Reading(Kind.INSTEAD, problems=(UNREADABLE.at(Place(name), why=why),))
    if not kind:
        return Reading(Kind.STRANGER, problems=(STRANGE.at(Place(name)),))
    identity = None
    if kind in (ODS, OLD_OFFICE):
        from dispatch.excel.witness import other_witness

        identity = other_witness(data)
    return Reading(Kind.INSTEAD, identity, problems=(PICTURE.at(Place(name), kind=kind),))


def _kind_of(data: bytes) -> str:
    if data.startswith(OLE):
        return OLD_OFFICE
    if data[4:].startswith(APPLE):
        return PHOTO
    return next((kind for beginning, kind in BEGINNINGS if data.startswith(beginning)), "")


def _why_closed(data: bytes) -> str:
    """Return why an archive cannot be opened, if it cannot."""
    try:
        open_archive(data, OFFICE)
    except BadArchive as error:
        return DAMAGED if error.why == NO_ARCHIVE else error.why
    return ""


def _saved(archive: Archive) -> str:
    core = next((info for info in archive.members if info.filename == CORE), None)
    try:
        said = SAVED.search(archive.read(core)) if core else None
    except BadArchive:
        return ""
    return said[1].decode("ascii") if said else ""
