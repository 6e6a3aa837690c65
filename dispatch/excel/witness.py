"""Whose a form was that cannot be read as one: what is left of its hidden sheet, or its small print."""

from dispatch.archive import ArchiveLimits, BadArchive, open_archive
from dispatch.excel.cells import read_sheets
from dispatch.excel.hidden_sheet import identity_left_in
from dispatch.excel.limits import FORM
from dispatch.excel.opening import open_workbook
from dispatch.forms import Identity
from dispatch.forms.identity import NAMES, identity_in_line
from dispatch.patterns import lazy_pattern
from dispatch.problem import Refused

CONTENT = "content.xml"
TAG = lazy_pattern(r"<[^>]*>")
LINE = lazy_pattern(rf"{NAMES['form']}: [^\0\x01-\x1f<>]{{1,600}}")
LIMITS = ArchiveLimits(members=2_000, unpacked=60_000_000)


def workbook_witness(data: bytes, file: str) -> Identity | None:
    """Return whose form an .xlsx was, or None where nothing tells it, or two things tell it otherwise."""
    try:
        pages = read_sheets(open_workbook(data, file, FORM), file)
    except Refused:
        return None
    lines = {
        cell.text for page in pages.values() for cell in page.cells.values() if NAMES["form"] in cell.text
    }
    return identity_left_in(pages) or the_only_one(lines)


def other_witness(data: bytes) -> Identity | None:
    """Return whose form an .ods or an .xls was, by its small print alone."""
    return the_only_one(set(LINE.findall(_text_of(data))))


def the_only_one(lines: set[str]) -> Identity | None:
    """Return the identity that lines of small print tell, if they tell one."""
    told = {identity for line in lines if (identity := identity_in_line(line))}
    return told.pop() if len(told) == 1 else None


def _text_of(data: bytes) -> str:
    """Return the letters of an .ods, or those of an old file of Excel, which keeps two bytes for each."""
    try:
        archive = open_archive(data, LIMITS)
        part = next(info for info in archive.members if info.filename == CONTENT)
        return TAG.sub("\n", archive.read(part).decode("utf-8", "replace"))
    except (BadArchive, StopIteration):
        return "\n".join(data[begin:].decode("utf-16-le", "replace") for begin in (0, 1))
