"""The free tree of a body as blocks: each part numbered and dressed as its level is (PL I.II.6.đ)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch import forms
from dispatch.letter.page import Block, Figure, Paragraph, Sheet
from dispatch.model import Khoi
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
SECTION, SECTION_OF_CHAPTER = "muc", "muc_chuong"


def tree(parts: Sequence[Khoi]) -> Iterator[Block]:
    """Yield the blocks of a body tree; a kind is counted on, whatever stands between."""
    return _tree(parts, Counter(), in_chapter=False)


def _tree(parts: Sequence[Khoi], through: Counter[str], *, in_chapter: bool) -> Iterator[Block]:
    here: Counter[str] = Counter()
    for part in parts:
        kind = SECTION_OF_CHAPTER if in_chapter and part.kieu == SECTION else part.kieu
        counts = through if kind in COUNTED_THROUGH else here
        index = counts[kind]
        if part.so is None:
            counts[kind] += 1
        yield from _part(part, kind, index)
        yield from _tree(part.noi_dung, through, in_chapter=in_chapter or kind == "chuong")


def _part(part: Khoi, kind: str, index: int) -> Iterator[Block]:
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
    elif LEVELS[kind].role == ON_TWO_LINES:
        yield from _on_two_lines(part, LEVELS[kind], index)
    else:
        yield _item(part, kind, LEVELS[kind], index)


def _sign(part: Khoi, level: _Level, index: int) -> str:
    """Return the sign of a part: what was typed, or its number as its level writes it."""
    return _counted(level, index) if part.so is None else part.so


def sign_of(kind: str, index: int) -> str:
    """Return the sign before the n-th part of a kind, from zero; nothing before a kind without signs."""
    return _counted(LEVELS[kind], index)


def _counted(level: _Level, index: int) -> str:
    return level.numbering.format(
        roman=wording.roman(index + 1), arabic=index + 1, letter=wording.point(index)
    )


def _on_two_lines(part: Khoi, level: _Level, index: int) -> Iterator[Paragraph]:
    """Yield a number in the middle of its line, and the heading in capitals on the next."""
    sign = _sign(part, level, index)
    if sign:
        yield Paragraph(level.role, runs(sign, "b"), keep=True)
    heading = runs(wording.join_filled((part.tieu_de, getattr(part, part.kieu))), "b")
    yield Paragraph(level.heading, tuple(run._replace(text=run.text.upper()) for run in heading), keep=True)


def _item(part: Khoi, kind: str, level: _Level, index: int) -> Paragraph:
    """Return the paragraph of one part: its sign, its heading if any, its text."""
    text: str = getattr(part, part.kieu) or ""
    sign = _sign(part, level, index)
    lead = f"{sign} " if sign else ""
    if kind == SECTION:
        heading = runs(lead + wording.join_filled((part.tieu_de, text)), "b")
        return Paragraph("Muc", tuple(run._replace(text=run.text.upper()) for run in heading), keep=True)
    if part.tieu_de and not text:
        return Paragraph(level.heading, runs(lead + part.tieu_de, "b"), keep=True)
    heading_runs = runs(f"{part.tieu_de} ", "b") if part.tieu_de else ()
    if lead and (heading_runs or kind == "dieu"):
        heading_runs = (Run(lead, "b"), *heading_runs)
        lead = ""
    return Paragraph(
        level.role, heading_runs + runs(lead + text), keep=bool(part.noi_dung) and text.endswith(":")
    )
