"""The free tree of a body as blocks: each part numbered and dressed as its level is (PL I.II.6.đ)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch import forms
from dispatch.letter.assignments import assignments
from dispatch.letter.page import Block, Figure, Paragraph, Sheet
from dispatch.letter.signs import SignedText, sign, signed
from dispatch.model import Khoi
from dispatch.model.shares import Assignments
from dispatch.problem import Path
from dispatch.text import wording
from dispatch.text.marks import Run, runs


class _Level(NamedTuple):
    """How a kind of part is numbered and dressed."""

    role: str
    heading: str
    numbering: str


LEVELS = {
    "doan": _Level("NoiDung", "KhoanDe", ""),
    "phan": _Level("Chuong", "ChuongTen", "Phần {roman}"),
    "chuong": _Level("Chuong", "ChuongTen", "Chương {roman}"),
    "muc_chuong": _Level("Chuong", "ChuongTen", "Mục {arabic}"),
    "tieu_muc": _Level("Chuong", "ChuongTen", "Tiểu mục {arabic}"),
    "muc": _Level("Muc", "Muc", "{roman}."),
    "dieu": _Level("NoiDung", "KhoanDe", "Điều {arabic}."),
    "khoan": _Level("Khoan", "KhoanDe", "{arabic}."),
    "diem": _Level("Diem", "Diem", "{letter})"),
    "gach": _Level("Gach", "Gach", "-"),
    "cong": _Level("Cong", "Cong", "+"),
    "trich": _Level("Trich", "Trich", ""),
}
ON_TWO_LINES = "Chuong"
COUNTED_THROUGH = ("phan", "chuong", "dieu")  # their numbers go on through the whole text
UPRIGHT = "diem"  # its sign is never bold (PL I.II.6.đ)
SECTION, SECTION_OF_CHAPTER = "muc", "muc_chuong"


class NumberedPart(NamedTuple):
    """A part of a body with its path, its kind where it stands, and its place among those of its kind."""

    path: Path
    part: Khoi
    kind: str
    at: int

    @property
    def level(self) -> _Level:
        """How the part is numbered and dressed."""
        return LEVELS[self.kind]


def tree(parts: Sequence[Khoi], manner: Assignments) -> Iterator[Block]:
    """Yield the blocks of a body tree; a kind is counted on, whatever stands between."""
    for numbered in numbered_parts(parts, ()):
        if numbered.part.phan_cong:
            yield from _with_heading(numbered.part, manner)
        else:
            yield from _part(numbered)


def numbered_parts(parts: Sequence[Khoi], path: Path) -> Iterator[NumberedPart]:
    """Yield every part of a body tree with its number."""
    return _numbered(parts, path, Counter(), in_chapter=False)


def _numbered(
    parts: Sequence[Khoi], path: Path, through: Counter[str], *, in_chapter: bool
) -> Iterator[NumberedPart]:
    here: Counter[str] = Counter()
    for at, part in enumerate(parts):
        kind = SECTION_OF_CHAPTER if in_chapter and part.kieu == SECTION else part.kieu
        counts = through if kind in COUNTED_THROUGH else here
        yield NumberedPart((*path, at), part, kind, counts[kind])
        if part.so is None:
            counts[kind] += 1
        below = in_chapter or kind == "chuong"
        yield from _numbered(part.noi_dung, (*path, at, "noi_dung"), through, in_chapter=below)


def _with_heading(part: Khoi, manner: Assignments) -> Iterator[Block]:
    """Yield assignments in the body, under a heading if there is one."""
    heading = wording.join_filled((part.so or "", part.tieu_de))
    if heading:
        yield Paragraph("KhoanDe", runs(heading, "b"), keep=True)
    yield from assignments(manner._replace(shares=part.phan_cong or ()))


def _part(numbered: NumberedPart) -> Iterator[Block]:
    part = numbered.part
    if part.bang:
        name = wording.join_filled((part.so or "", part.tieu_de, part.bang.ten))
        if name:
            yield Paragraph("TenBang", runs(name, "b"), keep=True)
        yield Sheet(forms.build_grid(part.bang))
    elif part.hinh:
        yield Figure(part.hinh.tep, part.hinh.rong)
        caption = wording.join_filled((part.so or "", part.tieu_de, part.hinh.chu_thich))
        if caption:
            yield Paragraph("ChuThichHinh", runs(caption, "i"))
    elif numbered.level.role == ON_TWO_LINES:
        yield from _on_two_lines(numbered)
    else:
        yield _item(numbered)


def sign_of(numbered: NumberedPart) -> SignedText:
    """Return the first text of a part, its heading or else its own, with the sign before it."""
    part, numbering = numbered.part, numbered.level.numbering
    ours = sign(numbering, numbered.at) if part.so is None else part.so
    return signed(part.tieu_de or part.chu, ours, numbering)


def sign_in_order(kind: str, index: int) -> str:
    """Return the sign before the n-th part of a kind, from zero; nothing before a kind without signs."""
    return sign(LEVELS[kind].numbering, index)


def _texts(numbered: NumberedPart) -> tuple[SignedText, str, str]:
    """Return the sign of a part, its heading and its own text, neither with the sign."""
    first, part = sign_of(numbered), numbered.part
    return (first, first.text, part.chu) if part.tieu_de else (first, "", first.text)


def _on_two_lines(numbered: NumberedPart) -> Iterator[Paragraph]:
    """Yield a number in the middle of its line, and the heading in capitals on the next."""
    first, heading, text = _texts(numbered)
    level = numbered.level
    if first.sign:
        yield Paragraph(level.role, runs(first.sign, "b"), keep=True)
    title = runs(wording.join_filled((heading, text)), "b")
    yield Paragraph(level.heading, tuple(run._replace(text=run.text.upper()) for run in title), keep=True)


def _item(numbered: NumberedPart) -> Paragraph:
    """Return the paragraph of one part: its sign, its heading if any, its text."""
    first, heading, text = _texts(numbered)
    level = numbered.level
    lead = f"{first.sign} " if first.sign else ""
    if numbered.kind == SECTION:
        title = runs(lead + wording.join_filled((heading, text)), "b")
        return Paragraph("Muc", tuple(run._replace(text=run.text.upper()) for run in title), keep=True)
    upright = numbered.kind == UPRIGHT
    if heading and not (text or upright):
        return Paragraph(level.heading, runs(lead + heading, "b"), keep=True)
    sign_run = (Run(lead, "" if upright else "b"),) if lead and (heading or numbered.kind == "dieu") else ()
    if heading and not text:
        return Paragraph(level.heading, sign_run + runs(heading, "b"), keep=True)
    heading_runs = sign_run + (runs(f"{heading} ", "b") if heading else ())
    if sign_run:
        lead = ""
    keep = bool(numbered.part.noi_dung) and text.endswith(":")
    return Paragraph(level.role, heading_runs + runs(lead + text), keep=keep)
