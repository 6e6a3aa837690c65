"""What a template is filled with: every variable that it may name, made from one letter."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from dispatch import decree
from dispatch.letter import Appendix, Copy, Letter, parts_behind
from dispatch.text import metrics, wording
from dispatch.text.marks import Run, Text
from dispatch.text.title_lines import title_lines
from dispatch.word.draw.blocks import BlockWriter, Sizes, draw_blocks
from dispatch.word.draw.fragments import Fragment, indented_xml, joined, rule_xml, stamp_xml
from dispatch.word.template.compiled import Context
from dispatch.word.template.layout import NORMAL, Layout
from dispatch.word.template.signing import foot_columns, one_signer, signer_pairs


class AppendixVariables(NamedTuple):
    """One appendix as the template sees it."""

    dau_de: str
    tieu_de: tuple[Fragment, ...]
    kem_theo: Fragment
    vach: Fragment
    noi_dung: tuple[Fragment, ...]
    het: Fragment


class CopyVariables(NamedTuple):
    """The block of a copy as the template sees it."""

    vach: Fragment
    co_quan: tuple[str, ...]
    vach_co_quan: Fragment
    so_ky_hieu: str
    hinh_thuc: str
    dia_danh_ngay: str
    noi_nhan: tuple[Fragment, ...]
    nguoi_ky: tuple[Fragment, ...]


class RenderContext(NamedTuple):
    """What a letter is drawn with: the geometry of its template, the pen, the sizes of its pictures."""

    layout: Layout
    pen: BlockWriter
    sizes: Sizes


def letter_variables(letter: Letter, layout: Layout, pen: BlockWriter, sizes: Sizes) -> Context:
    """Return the variables of a template; the pen keeps what footnotes and pictures it drew."""
    desk = RenderContext(layout, pen, sizes)
    return {name: part(letter, desk) for name, part in PARTS.items()}


PARTS: dict[str, Callable[[Letter, RenderContext], object]] = {
    "chu_quan": lambda said, _: said.chu_quan,
    "co_quan": lambda said, _: said.co_quan,
    "vach_co_quan": lambda said, desk: _share(said.co_quan, "CoQuan", desk.layout.head_left, desk.layout),
    "vach_tieu_ngu": lambda _, desk: _full(decree.TIEU_NGU, "TieuNgu", desk.layout.head_right, desk.layout),
    "vach_trich_yeu": lambda said, desk: _share(
        (said.ten_loai, *said.trich_yeu), "TrichYeuTenLoai", desk.layout.text_width, desk.layout
    ),
    "so_ky_hieu": lambda said, _: said.so_ky_hieu,
    "dia_danh_ngay": lambda said, _: said.dia_danh_ngay,
    "ten_loai": lambda said, _: said.ten_loai,
    "trich_yeu": lambda said, _: said.trich_yeu,
    "do_khan": lambda said, desk: _urgency(said.do_khan, desk.layout),
    "luu_hanh": lambda said, desk: _circulation(said.luu_hanh, desk.layout),
    "kinh_gui": lambda said, desk: joined(_addressees(said.kinh_gui, desk.layout, desk.pen)),
    "noi_dung": lambda said, desk: draw_blocks(said.noi_dung, desk.pen, desk.sizes),
    "noi_nhan": lambda said, desk: tuple(desk.pen.runs(text) for text in said.noi_nhan),
    "cot_noi_nhan": lambda said, desk: foot_columns(said.noi_nhan, said.nguoi_ky, desk.layout)[0],
    "cot_ky": lambda said, desk: foot_columns(said.noi_nhan, said.nguoi_ky, desk.layout)[1],
    "ky_lien_tich": lambda said, desk: (
        signer_pairs(said.nguoi_ky, desk.layout, desk.pen) if len(said.nguoi_ky) > 1 else ()
    ),
    "xac_nhan": lambda said, _: said.xac_nhan,
    "nguoi_ky": lambda said, desk: (
        () if len(said.nguoi_ky) > 1 else one_signer(said.nguoi_ky[0], desk.layout, desk.pen)
    ),
    "lien_he": lambda said, _: said.lien_he,
    "van_ban_kem_theo": lambda said, desk: _behind(said.van_ban_kem_theo, said, desk),
    "phu_luc": lambda said, desk: _behind(said.phu_luc, said, desk),
    "ban_sao": lambda said, desk: _copy(said.ban_sao, desk) if said.ban_sao else None,
    "tieu_de": lambda said, _: said.tieu_de,
    "tac_gia": lambda said, _: said.tac_gia,
    "trang_thu": lambda said, desk: desk.layout.letter_end(followed=bool(parts_behind(said))),
    "trang_cuoi": lambda said, desk: _last_section(parts_behind(said), desk.layout),
}
"""Every variable by its name, a function of the letter and of what it is drawn with.

Notes are numbered in this order.
"""


def _behind(
    parts: tuple[Appendix, ...], letter: Letter, desk: RenderContext
) -> tuple[AppendixVariables, ...]:
    """Return some of what follows a letter; the last of all ends with the document."""
    return tuple(appendix_variables(part, *desk, last=part is parts_behind(letter)[-1]) for part in parts)


def _copy(copy: Copy, desk: RenderContext) -> CopyVariables:
    """Return the block of a copy, below a rule as wide as the text."""
    layout = desk.layout
    return CopyVariables(
        vach=rule_xml(layout.text_width, layout.text_width),
        co_quan=copy.co_quan,
        vach_co_quan=_share(copy.co_quan, "CoQuan", layout.head_left, layout),
        so_ky_hieu=copy.so_ky_hieu,
        hinh_thuc=copy.hinh_thuc,
        dia_danh_ngay=copy.dia_danh_ngay,
        noi_nhan=tuple(desk.pen.runs(text) for text in copy.noi_nhan),
        nguoi_ky=one_signer(copy.nguoi_ky, layout, desk.pen),
    )


def _last_section(behind: tuple[Appendix, ...], layout: Layout) -> Fragment:
    return layout.last_section(appendix=bool(behind), landscape=bool(behind) and behind[-1].landscape)


def _share(lines: tuple[str, ...], role: str, room: float, layout: Layout) -> Fragment:
    """Draw the short rule: a share of the longest line (PL I.II.2.b)."""
    longest = max((layout.width(line, role) for line in lines), default=0.0)
    return rule_xml(min(longest, room) * decree.RULE_SHARE_DEFAULT, room)


def _full(line: str, role: str, room: float, layout: Layout) -> Fragment:
    """Draw the rule that is as long as its text (PL I.II.1.b)."""
    return rule_xml(layout.width(line, role), room)


def _urgency(name: str, layout: Layout) -> Fragment:
    if not name:
        return Fragment()
    text, wide = decree.URGENCY[name]
    return stamp_xml("DoKhan", text, wide, 0, layout.head_left, decree.URGENCY_COLOUR)


def _circulation(text: str, layout: Layout) -> Fragment:
    if not text:
        return Fragment()
    wide = layout.width(text, "LuuHanh") + 6
    start = min(layout.text_width * decree.CIRCULATION_CENTRE - wide / 2, layout.text_width - wide)
    return stamp_xml("LuuHanh", text, wide, max(0.0, start), layout.text_width, "auto")


def _addressees(names: tuple[str, ...], layout: Layout, pen: BlockWriter) -> tuple[Fragment, ...]:
    """Return Kính gửi: one name centred if it has room, several below the colon, further left for one that needs it to stand on a line."""
    if not names:
        return ()
    first, *rest = wording.addressee_lines(names)
    if not rest and layout.width(first, "KinhGuiMot") <= decree.KINH_GUI_ROOM:
        return (pen.paragraph("KinhGuiMot", (Run(first),)),)
    colon, dash = layout.width(decree.KINH_GUI[:-1], "KinhGui"), layout.width("- ", "KinhGuiDong")
    if not rest:
        left = decree.FIRST_LINE[0]
        return (indented_xml("KinhGuiDai", (Run(first),), left + colon + dash, colon + dash),)
    starts = [layout.text_width - layout.width(line, "KinhGuiDong") - colon - 1 for line in rest]
    start = min((start for start in starts if start >= decree.FIRST_LINE[0]), default=decree.KINH_GUI_START)
    if start >= decree.KINH_GUI_START:
        return (
            pen.paragraph("KinhGui", (Run(first),)),
            *(pen.paragraph("KinhGuiDong", (Run(line),)) for line in rest),
        )
    return (
        indented_xml("KinhGui", (Run(first),), start, 0),
        *(indented_xml("KinhGuiDong", (Run(line),), start + colon + dash, dash) for line in rest),
    )


def appendix_variables(
    part: Appendix, layout: Layout, pen: BlockWriter, sizes: Sizes, *, last: bool
) -> AppendixVariables:
    """Return an appendix as its template sees it."""
    room = layout.landscape_width if part.landscape else layout.text_width
    size, title_size = layout.sizes.get("KemTheo", NORMAL), layout.sizes.get("PhuLucTen", NORMAL)
    reference, wide = _reference_in_lines(part.reference, size, room - 2)
    return AppendixVariables(
        dau_de=part.heading,
        tieu_de=tuple([_title(title, title_size, room, pen) for title in part.titles]),
        kem_theo=pen.runs(reference),
        vach=rule_xml(wide * decree.RULE_SHARE_DEFAULT, room),
        noi_dung=draw_blocks(part.blocks, pen, sizes),
        het=Fragment() if last else layout.appendix_end(landscape=part.landscape),
    )


def _title(title: Text, size: float, room: float, pen: BlockWriter) -> Fragment:
    """Return a line of a title; only a footnote in it makes it another in each letter."""
    if any(run.note for run in title):
        return pen.runs(_title_in_lines(title, size, room))
    return _shared_title(title, size, room)


@lru_cache(maxsize=256)
def _shared_title(title: Text, size: float, room: float) -> Fragment:
    return BlockWriter(room, room).runs(_title_in_lines(title, size, room))


@lru_cache(maxsize=256)
def _title_in_lines(title: Text, size: float, room: float) -> Text:
    """Return the title of an appendix broken by its sense; most titles of a batch are alike."""
    text = "".join([run.text for run in title])
    return _in_lines(title, title_lines(text, size, room - decree.FIRST_LINE[0], bold=True))


@lru_cache(maxsize=64)
def _reference_in_lines(reference: Text, size: float, room: float) -> tuple[Text, float]:
    """Return a reference broken by its sense, and how wide its longest line is; forms of a batch share theirs."""
    lines = title_lines("".join([run.text for run in reference]), size, room, italic=True)
    widest = max(metrics.text_width(line, size, italic=True) for line in lines)
    return _in_lines(reference, lines), widest


def _in_lines(text: Text, lines: tuple[str, ...]) -> Text:
    """Return a text broken where its lines end; one of several runs is left to Word."""
    return (text[0]._replace(text="\n".join(lines)),) if len(text) == 1 < len(lines) else text
