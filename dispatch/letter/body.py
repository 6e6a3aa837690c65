"""The body of a letter: bases, assignments, the free tree, and the mark that ends it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dispatch import forms
from dispatch.letter.assignments import assignments
from dispatch.letter.bases import bases, short_citations, spell_out
from dispatch.letter.page import Block, Figure, Paragraph, Sheet
from dispatch.model import CongVan, Khoi
from dispatch.text import wording
from dispatch.text.marks import Run, Text, bare, runs


def body(letter_data: CongVan) -> tuple[Block, ...]:
    """Return every block between Kính gửi and the signature."""
    blocks: list[Block] = [Paragraph("NoiDung", runs(text)) for text in letter_data.mo_dau]
    blocks += bases(letter_data.can_cu)
    blocks += [Paragraph("NoiDung", runs(text)) for text in letter_data.dan_nhap]
    blocks += tree(letter_data.noi_dung)
    blocks += assignments(letter_data)
    blocks += [Paragraph("NoiDung", runs(text)) for text in (*letter_data.ghi_chu, *letter_data.ket_thuc)]
    blocks = _keep_with_signature(keep_openings(end_with_mark(blocks, letter_data.dau_ket)))
    citations = short_citations(letter_data.can_cu)
    return tuple(cite_in_block(block, citations) for block in blocks)


def cite_in_block(block: Block, citations: Mapping[str, str]) -> Block:
    """Return a block in which the short names of bases are their short citations."""
    if not citations or not isinstance(block, Paragraph):
        return block
    return block._replace(text=tuple(run._replace(text=spell_out(run.text, citations)) for run in block.text))


def end_with_mark(blocks: list[Block], mark: str) -> list[Block]:
    """End the last text with the mark, unless a paragraph was typed with it; under a table stands none."""
    typed = any(bare(block.text).rstrip().endswith(mark) for block in blocks if isinstance(block, Paragraph))
    last = blocks[-1] if blocks else None
    if mark and not typed and isinstance(last, Paragraph) and last.text:
        blocks[-1] = last._replace(text=_end_text(last.text, mark))
    return blocks


def _end_text(text: Text, mark: str) -> Text:
    """Return a text with the mark in place of its full stop, outside of links, notes and dress."""
    *before, run = text
    if run.link or run.note:
        return (*before, run, Run(mark))
    if run.dress:
        return (*before, run._replace(text=wording.end_with(run.text, "")), Run(mark))
    return (*before, run._replace(text=wording.end_with(run.text, mark)))


def keep_openings(blocks: Sequence[Block]) -> list[Block]:
    """Keep what ends with a colon on the page of what it announces."""
    return [
        block._replace(keep=True) if isinstance(block, Paragraph) and _announces(block) else block
        for block in blocks
    ]


def _announces(block: Paragraph) -> bool:
    return bool(block.text) and block.text[-1].text.endswith(":")


def _keep_with_signature(blocks: list[Block]) -> list[Block]:
    """Keep the end of the text on the page of the signature, which never stands alone."""
    for at in (-1, -2):
        block = blocks[at] if len(blocks) >= -at else None
        if isinstance(block, (Paragraph, Sheet)) and (at == -1 or isinstance(block, Sheet)):
            blocks[at] = block._replace(keep=True)
    return blocks


class _Level(NamedTuple):
    """How a kind of part is numbered and dressed."""

    role: str
    heading: str
    numbering: str


LEVELS = {
    "doan": _Level("NoiDung", "KhoanDe", ""),
    "muc": _Level("Muc", "Muc", "roman"),
    "khoan": _Level("Khoan", "KhoanDe", "arabic"),
    "diem": _Level("Diem", "Diem", "letter"),
    "gach": _Level("Gach", "Gach", "dash"),
    "cong": _Level("Cong", "Cong", "plus"),
    "trich": _Level("Trich", "Trich", ""),
}


def _sign(numbering: str, index: int) -> str:
    signs = {
        "roman": f"{wording.roman(index + 1)}.",
        "arabic": f"{index + 1}.",
        "letter": f"{wording.point(index)})",
        "dash": "-",
        "plus": "+",
    }
    return signs.get(numbering, "")


def tree(parts: Sequence[Khoi]) -> Iterator[Block]:
    """Yield the blocks of a body tree; a kind is counted on, whatever stands between."""
    counts: dict[str, int] = {}
    for part in parts:
        kind = part.kieu
        index = counts.get(kind, 0)
        if part.so is None:
            counts[kind] = index + 1
        yield from _part(part, kind, index)
        yield from tree(part.noi_dung)


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
    else:
        yield _item(part, kind, LEVELS[kind], index)


def _item(part: Khoi, kind: str, level: _Level, index: int) -> Paragraph:
    """Return the paragraph of one part: its sign, its heading if any, its text."""
    text: str = getattr(part, kind) or ""
    sign = _sign(level.numbering, index) if part.so is None else part.so
    lead = f"{sign} " if sign else ""
    if kind == "muc":
        heading = runs(lead + wording.join_filled((part.tieu_de, text)), "b")
        return Paragraph("Muc", tuple(run._replace(text=run.text.upper()) for run in heading), keep=True)
    if part.tieu_de and not text:
        return Paragraph(level.heading, runs(lead + part.tieu_de, "b"), keep=True)
    heading_runs = runs(f"{part.tieu_de} ", "b") if part.tieu_de else ()
    if lead and heading_runs:
        heading_runs = (Run(lead, "b"), *heading_runs)
        lead = ""
    return Paragraph(
        level.role, heading_runs + runs(lead + text), keep=bool(part.noi_dung) and text.endswith(":")
    )
