"""What a template is filled with: every variable that it may name, made from one letter."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from dispatch import decree
from dispatch.letter import Appendix, Letter, Signer, parts_behind
from dispatch.text import metrics, wording
from dispatch.text.marks import Run, Text, bare
from dispatch.text.title_lines import title_lines
from dispatch.word.draw.blocks import BlockWriter, Sizes
from dispatch.word.draw.columns import twips
from dispatch.word.draw.fragments import Fragment, indented_xml, paragraph_xml, rule_xml, stamp_xml
from dispatch.word.template.compiled import Context
from dispatch.word.template.layout import NORMAL, Layout

SIGNER_EDGE = 2.0  # mm, left free beside the lines of a signer


class AppendixVariables(NamedTuple):
    """One appendix as the template sees it."""

    dau_de: str
    tieu_de: tuple[Fragment, ...]
    kem_theo: Fragment
    vach: Fragment
    noi_dung: tuple[Fragment, ...]
    het: Fragment


class SignerPair(NamedTuple):
    """A pair of joint signers."""

    trai: tuple[Fragment, ...]
    phai: tuple[Fragment, ...]


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
    "kinh_gui": lambda said, desk: _whole(_addressees(said.kinh_gui, desk.layout, desk.pen)),
    "noi_dung": lambda said, desk: _whole([desk.pen.block(block, desk.sizes) for block in said.noi_dung]),
    "noi_nhan": lambda said, desk: tuple(desk.pen.runs(text) for text in said.noi_nhan),
    "cot_noi_nhan": lambda said, desk: _foot_columns(said.noi_nhan, said.nguoi_ky, desk.layout)[0],
    "cot_ky": lambda said, desk: _foot_columns(said.noi_nhan, said.nguoi_ky, desk.layout)[1],
    "ky_lien_tich": lambda said, desk: _pairs(said.nguoi_ky, desk) if len(said.nguoi_ky) > 1 else (),
    "xac_nhan": lambda said, _: said.xac_nhan,
    "nguoi_ky": lambda said, desk: () if len(said.nguoi_ky) > 1 else _alone(said.nguoi_ky[0], desk),
    "lien_he": lambda said, _: said.lien_he,
    "van_ban_kem_theo": lambda said, desk: _behind(said.van_ban_kem_theo, said, desk),
    "phu_luc": lambda said, desk: _behind(said.phu_luc, said, desk),
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


def _last_section(behind: tuple[Appendix, ...], layout: Layout) -> Fragment:
    return layout.last_section(appendix=bool(behind), landscape=bool(behind) and behind[-1].landscape)


def _alone(signer: Signer, desk: RenderContext) -> tuple[Fragment, ...]:
    return _signer(signer, desk, desk.layout.text_width - decree.SIGN_LEFT)


def _foot_columns(texts: Sequence[Text], signers: tuple[Signer, ...], layout: Layout) -> tuple[int, int]:
    """Return the widths of the columns of recipients and signer, in twentieths of a point."""
    left = twips(_recipients_width(texts, signers, layout))
    return left, twips(decree.SIGN_LEFT) + twips(layout.text_width - decree.SIGN_LEFT) - left


def _recipients_width(texts: Sequence[Text], signers: tuple[Signer, ...], layout: Layout) -> float:
    """Return how wide the column of recipients is: as the form has it, or as their lines need and the signer leaves."""
    needed = max((layout.width(bare(text), "NoiNhanDong") for text in texts), default=0.0) + 1
    if len(signers) > 1:  # they stand above, in pairs
        return max(decree.SIGN_LEFT, min(needed, layout.text_width - decree.FIRST_LINE[0]))
    titles, size = _titles(signers[0], layout, layout.text_width - decree.SIGN_LEFT)
    lines = [*(metrics.text_width(line, size, bold=True) for line in titles)]
    lines += [layout.width(line, "HoTen") for line in (signers[0].other, signers[0].name)]
    left = min(layout.text_width / 2, layout.text_width - max(lines) - SIGNER_EDGE)
    return max(decree.SIGN_LEFT, min(needed, left))


def _pairs(signers: tuple[Signer, ...], desk: RenderContext) -> tuple[SignerPair, ...]:
    """Return joint signers two by two, the names of a pair at one height."""
    couples = zip(signers[::2], [*signers[1::2], None], strict=False)
    return tuple(_pair(left, right, desk, desk.layout.joint_signer) for left, right in couples)


def _pair(left: Signer, right: Signer | None, desk: RenderContext, room: float) -> SignerPair:
    lines = max(len(_titles(signer, desk.layout, room)[0]) for signer in (left, right) if signer)
    return SignerPair(_signer(left, desk, room, lines), _signer(right, desk, room, lines) if right else ())


def _whole(pieces: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """Return pieces that follow each other as one, so that the template goes round once."""
    return (Fragment("".join(pieces)),) if pieces else ()


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


def _titles(signer: Signer, layout: Layout, room: float) -> tuple[tuple[str, ...], float]:
    """Return the lines above a signature and their size: the smaller where that spares a line, else broken by sense."""
    size, smaller = layout.sizes.get("ChucVu", NORMAL), decree.SIZES["ChucVu"].least
    for tried in (size, smaller):
        if all(metrics.text_width(title, tried, bold=True) <= room - SIGNER_EDGE for title in signer.titles):
            return signer.titles, tried
    lines = [title_lines(title, size, room - SIGNER_EDGE, bold=True) for title in signer.titles]
    return tuple(line for broken in lines for line in broken), size


def _signer(signer: Signer, desk: RenderContext, room: float, least: int = 0) -> tuple[Fragment, ...]:
    """Return a signature block, with at least so many lines above the signature."""
    lines, size = _titles(signer, desk.layout, room)
    own = 0.0 if size == desk.layout.sizes.get("ChucVu", NORMAL) else size
    pieces = [paragraph_xml("ChucVu", (Run(line),), size=own) for line in lines]
    pieces += [paragraph_xml("ChucVu", ())] * (least - len(lines))
    if signer.other:
        pieces.append(desk.pen.paragraph("ChucVuKhac", (Run(signer.other),)))
    name = desk.pen.paragraph("HoTenLien" if signer.other else "HoTen", (Run(signer.name),))
    return _whole([*pieces, name])


def appendix_variables(
    part: Appendix, layout: Layout, pen: BlockWriter, sizes: Sizes, *, last: bool
) -> AppendixVariables:
    """Return an appendix as its template sees it."""
    room = layout.landscape_width if part.landscape else layout.text_width
    size, title_size = layout.sizes.get("KemTheo", NORMAL), layout.sizes.get("PhuLucTen", NORMAL)
    lines, wide = _reference_lines("".join([run.text for run in part.reference]), size, room - 2)
    return AppendixVariables(
        dau_de=part.heading,
        tieu_de=tuple(pen.runs(_title_in_lines(title, title_size, room)) for title in part.titles),
        kem_theo=pen.runs(_in_lines(part.reference, lines)),
        vach=rule_xml(wide * decree.RULE_SHARE_DEFAULT, room),
        noi_dung=_whole([pen.block(block, sizes) for block in part.blocks]),
        het=Fragment() if last else layout.appendix_end(landscape=part.landscape),
    )


@lru_cache(maxsize=256)
def _title_in_lines(title: Text, size: float, room: float) -> Text:
    """Return the title of an appendix broken by its sense; most titles of a batch are alike."""
    text = "".join([run.text for run in title])
    return _in_lines(title, title_lines(text, size, room - decree.FIRST_LINE[0], bold=True))


@lru_cache(maxsize=64)
def _reference_lines(text: str, size: float, room: float) -> tuple[tuple[str, ...], float]:
    """Return the lines of a reference, and how wide the longest is; forms of a batch share theirs."""
    lines = title_lines(text, size, room, italic=True)
    return lines, max(metrics.text_width(line, size, italic=True) for line in lines)


def _in_lines(text: Text, lines: tuple[str, ...]) -> Text:
    """Return a text broken where its lines end; one of several runs is left to Word."""
    return (text[0]._replace(text="\n".join(lines)),) if len(text) == 1 < len(lines) else text
