"""The body of a letter: bases, assignments, the free tree, and the mark that ends it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dispatch import forms
from dispatch.letter.bases import bases, short_citations, spell_out
from dispatch.letter.page import Block, Figure, Paragraph, Sheet
from dispatch.model import CongVan, Khoi, PhanCong, Viec
from dispatch.text import wording
from dispatch.text.marks import Run, Text, bare, runs


def body(letter_data: CongVan) -> tuple[Block, ...]:
    """Return every block between Kính gửi and the signature."""
    blocks: list[Block] = [Paragraph("NoiDung", runs(text)) for text in letter_data.mo_dau]
    blocks += bases(letter_data.can_cu)
    blocks += [Paragraph("NoiDung", runs(text)) for text in letter_data.dan_nhap]
    blocks += tree(letter_data.noi_dung)
    for index, share in enumerate(letter_data.phan_cong):
        blocks += _assignment(share, index, letter_data)
    blocks += [Paragraph("NoiDung", runs(text)) for text in (*letter_data.ghi_chu, *letter_data.ket_thuc)]
    return tuple(
        cite_in_block(block, short_citations(letter_data.can_cu))
        for block in _keep_with_signature(end_with_mark(blocks, letter_data.dau_ket))
    )


def cite_in_block(block: Block, citations: Mapping[str, str]) -> Block:
    """Return a block in which the short names of bases are their short citations."""
    if not citations or not isinstance(block, Paragraph):
        return block
    return block._replace(text=tuple(run._replace(text=spell_out(run.text, citations)) for run in block.text))


def end_with_mark(blocks: list[Block], mark: str) -> list[Block]:
    """End the text with the mark, unless a paragraph was typed with it; behind a table it stands alone."""
    typed = any(bare(block.text).rstrip().endswith(mark) for block in blocks if isinstance(block, Paragraph))
    if blocks and mark and not typed:
        last = blocks[-1]
        if isinstance(last, Paragraph) and last.text:
            blocks[-1] = last._replace(text=_end_text(last.text, mark))
        else:
            blocks.append(Paragraph("NoiDung", (Run(mark),)))
    return blocks


def _end_text(text: Text, mark: str) -> Text:
    """Return a text with the mark in place of its full stop, outside of links, notes and dress."""
    *before, run = text
    if run.link or run.note:
        return (*before, run, Run(mark))
    if run.dress:
        return (*before, run._replace(text=wording.end_with(run.text, "")), Run(mark))
    return (*before, run._replace(text=wording.end_with(run.text, mark)))


def _keep_with_signature(blocks: list[Block]) -> list[Block]:
    """Keep the end of the text on the page of the signature, which never stands alone."""
    for at in (-1, -2):
        block = blocks[at] if len(blocks) >= -at else None
        if isinstance(block, (Paragraph, Sheet)) and (at == -1 or isinstance(block, Sheet)):
            blocks[at] = block._replace(keep=True)
    return blocks


def _assignment(share: PhanCong, index: int, letter_data: CongVan) -> Iterator[Block]:
    """Yield the paragraphs that give one unit its tasks."""
    numbered = letter_data.kieu_phan_cong == "so"
    opening = f"{index + 1}." if numbered else "-"
    unit = wording.join_filled((share.loi, share.don_vi))
    if share.lien or not unit:
        first, *rest = [_task(task) for task in share.viec]
        yield Paragraph("Khoan" if numbered else "Gach", runs(wording.join_filled((opening, unit, first))))
        yield from (Paragraph("Gach", runs(f"- {task}")) for task in rest)
        return
    role = "KhoanDe" if numbered else "Gach"
    yield Paragraph(role, runs(f"{opening} {unit}{share.dau}", "b"), keep=True)
    many = len(share.viec) > 1
    for task in share.viec:
        dash = many if task.gach is None else task.gach
        yield Paragraph("Gach" if dash else "NoiDung", runs(("- " if dash else "") + _task(task)))


def _task(task: Viec) -> str:
    if not task.han:
        return task.noi_dung
    if "{han}" in task.noi_dung:
        return task.noi_dung.replace("{han}", task.han)
    return wording.end_with(task.noi_dung, f", {task.han}.")


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
