"""What a template is filled with: every variable that it may name, made from one letter."""

from collections.abc import Sequence
from typing import NamedTuple

from dispatch import decree, metrics, wording
from dispatch.letter import Appendix, Letter, Signer
from dispatch.marks import Run
from dispatch.word.ink import Ink, rule, stamp
from dispatch.word.layout import NORMAL, Layout
from dispatch.word.pen import Pen, Sizes
from dispatch.word.template import Context


class PhuLuc(NamedTuple):
    """One appendix as the template sees it."""

    dau_de: str
    tieu_de: tuple[Ink, ...]
    kem_theo: Ink
    vach: Ink
    noi_dung: tuple[Ink, ...]
    het: Ink


class Cap(NamedTuple):
    """A pair of joint signers."""

    trai: tuple[Ink, ...]
    phai: tuple[Ink, ...]


def filling(letter: Letter, layout: Layout, pen: Pen, sizes: Sizes) -> Context:
    """Return the variables of a template; the pen keeps what footnotes and pictures it drew."""
    joint = len(letter.nguoi_ky) > 1
    room = layout.text_width / 2 if joint else layout.text_width - decree.SIGN_LEFT
    signers = [_signer(signer, pen, layout, room) for signer in letter.nguoi_ky]
    last = letter.phu_luc[-1] if letter.phu_luc else None
    return {
        "chu_quan": letter.chu_quan,
        "co_quan": letter.co_quan,
        "vach_co_quan": _share(letter.co_quan, "CoQuan", layout.head_left, layout),
        "vach_tieu_ngu": _full(decree.TIEU_NGU, "TieuNgu", layout.head_right, layout),
        "vach_trich_yeu": _share(letter.trich_yeu, "TrichYeuTenLoai", layout.text_width, layout),
        "so_ky_hieu": letter.so_ky_hieu,
        "dia_danh_ngay": letter.dia_danh_ngay,
        "ten_loai": letter.ten_loai,
        "trich_yeu": letter.trich_yeu,
        "do_khan": _urgency(letter.do_khan, layout),
        "luu_hanh": _circulation(letter.luu_hanh, layout),
        "kinh_gui": _whole(_addressees(letter.kinh_gui, layout, pen)),
        "noi_dung": _whole([pen.block(block, sizes) for block in letter.noi_dung]),
        "noi_nhan": tuple(pen.runs(text) for text in letter.noi_nhan),
        "ky_lien_tich": tuple(Cap(left, right) for left, right in zip(signers[::2], [*signers[1::2], ()], strict=False))
        if joint
        else (),
        "nguoi_ky": () if joint else signers[0],
        "lien_he": letter.lien_he,
        "phu_luc": tuple(appended(part, layout, pen, sizes, last=part is last) for part in letter.phu_luc),
        "tieu_de": letter.tieu_de,
        "tac_gia": letter.tac_gia,
        "trang_thu": layout.letter_end(followed=bool(letter.phu_luc)),
        "trang_cuoi": layout.last_section(appendix=last is not None, landscape=last is not None and last.landscape),
    }


def _whole(pieces: Sequence[Ink]) -> tuple[Ink, ...]:
    """Return pieces that follow each other as one, so that the template goes round once."""
    return (Ink("".join(pieces)),) if pieces else ()


def _share(lines: tuple[str, ...], role: str, room: float, layout: Layout) -> Ink:
    """Draw the short rule: a share of the longest line (PL I.II.2.b)."""
    longest = max((layout.width(line, role) for line in lines), default=0.0)
    return rule(min(longest, room) * decree.RULE_SHARE_DEFAULT, room)


def _full(line: str, role: str, room: float, layout: Layout) -> Ink:
    """Draw the rule that is as long as its text (PL I.II.1.b)."""
    return rule(layout.width(line, role), room)


def _urgency(name: str, layout: Layout) -> Ink:
    if not name:
        return Ink()
    text, wide = decree.URGENCY[name]
    return stamp("DoKhan", text, wide, layout.head_left, decree.URGENCY_COLOUR)


def _circulation(text: str, layout: Layout) -> Ink:
    if not text:
        return Ink()
    wide = layout.width(text, "LuuHanh") + 6
    return stamp("LuuHanh", text, wide, layout.text_width, "auto")


def _addressees(names: tuple[str, ...], layout: Layout, pen: Pen) -> tuple[Ink, ...]:
    """Return Kính gửi: a short line centred, a long one and several names indented."""
    if not names:
        return ()
    first, *rest = wording.addressed(names)
    if not rest:
        short = layout.width(first, "KinhGuiMot") <= layout.text_width - decree.KINH_GUI_START
        return (pen.paragraph("KinhGuiMot" if short else "KinhGuiDai", (Run(first),)),)
    return (pen.paragraph("KinhGui", (Run(first),)), *(pen.paragraph("KinhGuiDong", (Run(line),)) for line in rest))


def _signer(signer: Signer, pen: Pen, layout: Layout, room: float) -> tuple[Ink, ...]:
    """Return a signature block, long titles broken into even lines."""
    size = layout.sizes.get("ChucVu", NORMAL)
    lines = [line for title in signer.titles for line in metrics.broken(title, size, room - 2, bold=True)]
    titles = [pen.paragraph("ChucVu", (Run(line),)) for line in lines]
    if signer.other:
        titles.append(pen.paragraph("ChucVuKhac", (Run(signer.other),)))
    return _whole([*titles, pen.paragraph("HoTenLien" if signer.other else "HoTen", (Run(signer.name),))])


def appended(part: Appendix, layout: Layout, pen: Pen, sizes: Sizes, *, last: bool) -> PhuLuc:
    """Return an appendix as its template sees it."""
    room = layout.landscape_width if part.landscape else layout.text_width
    line = "".join(run.text for run in part.reference)
    wide = min(metrics.width(line, layout.sizes.get("KemTheo", NORMAL), italic=True), room)
    return PhuLuc(
        dau_de=part.heading,
        tieu_de=tuple(pen.runs(title) for title in part.titles),
        kem_theo=pen.runs(part.reference),
        vach=rule(wide * decree.RULE_SHARE_DEFAULT, room),
        noi_dung=_whole([pen.block(block, sizes) for block in part.blocks]),
        het=Ink() if last else layout.appendix_end(landscape=part.landscape),
    )
