"""A letter: every string that will stand on the page, in its final form.

Composing is a pure function and the last place where wording is decided, so Word and
the preview cannot disagree. A field is a variable in the Word template.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch import decree, forms, metrics, wording
from dispatch.marks import Run, Text, bare, runs
from dispatch.model import BieuMau, CanCu, CongVan, Khoi, NguoiKy, PhanCong, VanBan, Viec


class Paragraph(NamedTuple):
    """A paragraph: the part it plays (a style of the template) and its runs."""

    role: str
    text: Text
    keep: bool = False


class Figure(NamedTuple):
    """A picture by the name of its file, and how wide it is drawn, in millimetres."""

    file: str
    width: float


class Sheet(NamedTuple):
    """A table in the text, as wide as the page allows."""

    table: forms.Table
    landscape: bool = False


Block = Paragraph | Figure | Sheet


class Signer(NamedTuple):
    """One signature: the lines above it, the post under it, the name."""

    titles: tuple[str, ...]
    other: str
    name: str


class Appendix(NamedTuple):
    """An appendix or form behind the letter."""

    heading: str
    titles: tuple[Text, ...]
    reference: Text
    blocks: tuple[Block, ...]
    landscape: bool


class Letter(NamedTuple):
    """The parts of a letter, named as the decree names them."""

    chu_quan: tuple[str, ...]
    co_quan: tuple[str, ...]
    so_ky_hieu: str
    dia_danh_ngay: str
    ten_loai: str
    trich_yeu: tuple[str, ...]
    do_khan: str
    luu_hanh: str
    kinh_gui: tuple[str, ...]
    noi_dung: tuple[Block, ...]
    noi_nhan: tuple[Text, ...]
    nguoi_ky: tuple[Signer, ...]
    lien_he: tuple[str, ...]
    phu_luc: tuple[Appendix, ...]
    tieu_de: str
    tac_gia: str
    co_chu: str


def compose(said: CongVan) -> Letter:
    """Return the letter that a dispatch becomes."""
    preset = decree.PRESETS[said.co_chu]
    agency = said.co_quan
    subject = _subject(said)
    return Letter(
        chu_quan=_lines(agency.chu_quan, preset, bold=False),
        co_quan=_lines(agency.ten, preset, bold=True),
        so_ky_hieu=f"{decree.SO} {wording.number(said.so)}/{symbol(said)}",
        dia_danh_ngay=f"{place(said)}, {wording.long_date(*said.ngay)}",
        ten_loai="" if said.loai == decree.CONG_VAN else decree.TYPES[said.loai][0].upper(),
        trich_yeu=subject,
        do_khan=said.do_khan,
        luu_hanh=said.luu_hanh.upper(),
        kinh_gui=said.kinh_gui,
        noi_dung=_body(said),
        noi_nhan=_recipients(said),
        nguoi_ky=tuple(_signer(signer) for signer in said.nguoi_ky),
        lien_he=agency.lien_he,
        phu_luc=tuple(_appendix(form, said) for form in said.bieu_mau),
        tieu_de=" ".join(subject),
        tac_gia=agency.ten_goi or " ".join(agency.ten),
        co_chu=said.co_chu,
    )


# --- head --------------------------------------------------------------------------------------


def symbol(said: CongVan) -> str:
    """Return the symbol: agency and drafting unit, or type and agency (PL I.II.3.b)."""
    if said.ky_hieu:
        return said.ky_hieu
    kind = decree.TYPES[said.loai][1]
    return wording.symbol(kind, said.co_quan.ky_hieu, "" if kind else said.don_vi_soan)


def place(said: CongVan) -> str:
    """Return the place that stands before the date."""
    return said.dia_danh or said.co_quan.dia_danh


def _lines(names: Sequence[str], preset: decree.Preset, *, bold: bool) -> tuple[str, ...]:
    """Return agency names in capitals, broken evenly where the column is too narrow."""
    return tuple(
        line for name in names for line in metrics.broken(name.upper(), preset.co_quan, preset.head_left - 1, bold=bold)
    )


def _subject(said: CongVan) -> tuple[str, ...]:
    """Return the subject; that of a công văn opens with V/v and is broken for its column."""
    if said.loai != decree.CONG_VAN:
        opening = said.mo_trich_yeu or ""
        return (wording.joined((opening, said.trich_yeu)),)
    opening = decree.TRICH_YEU if said.mo_trich_yeu is None else said.mo_trich_yeu
    preset = decree.PRESETS[said.co_chu]
    return metrics.broken(wording.joined((opening, said.trich_yeu)), preset.trich_yeu, preset.head_left - 1)


# --- body --------------------------------------------------------------------------------------


def _body(said: CongVan) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph("NoiDung", runs(text)) for text in said.mo_dau]
    if said.can_cu:
        blocks += _bases(said.can_cu)
    blocks += [Paragraph("NoiDung", runs(text)) for text in said.dan_nhap]
    blocks += _tree(said.noi_dung)
    for index, share in enumerate(said.phan_cong):
        blocks += _assignment(share, index, said)
    blocks += [Paragraph("NoiDung", runs(text)) for text in (*said.ghi_chu, *said.ket_thuc)]
    return tuple(_closed(blocks, said.dau_ket))


def _closed(blocks: list[Block], mark: str) -> list[Block]:
    """End the last paragraph with the mark, unless a paragraph was typed with it."""
    texts = [i for i, block in enumerate(blocks) if isinstance(block, Paragraph)]
    if not texts or not mark or any(bare(_text(blocks[i])).rstrip().endswith(mark) for i in texts):
        return _kept(blocks)
    last = blocks[texts[-1]]
    if isinstance(last, Paragraph) and last.text:
        *before, run = last.text
        closing = [Run(wording.ended(run.text, "" if run.dress else mark), *run[1:])]
        closing += [Run(mark)] if run.dress or run.link else []
        if run.link:
            closing[0] = run
        blocks[texts[-1]] = last._replace(text=(*before, *closing))
    return _kept(blocks)


def _text(block: Block) -> Text:
    return block.text if isinstance(block, Paragraph) else ()


def _kept(blocks: list[Block]) -> list[Block]:
    """Keep the last paragraph on the page of the signature, which never stands alone."""
    if blocks and isinstance(blocks[-1], Paragraph):
        blocks[-1] = blocks[-1]._replace(keep=True)
    return blocks


def _bases(said: CanCu) -> list[Block]:
    if said.kieu == "khoi":
        lines = [_basis(act, said.loi_dan, said.ve if act is said.van_ban[-1] else "") for act in said.van_ban]
        marks = [";"] * (len(lines) - 1) + ["."]
        return [Paragraph("CanCu", runs(wording.ended(a, b))) for a, b in zip(lines, marks, strict=True)]
    acts = "; ".join(_basis(act, "", "") for act in said.van_ban)
    sentence = wording.joined((said.loi_dan, acts, said.ve and f"về việc {said.ve}")) + said.ket
    return [Paragraph("NoiDung", runs(wording.joined((sentence, said.tiep))))]


def _basis(act: VanBan, opening: str, about: str) -> str:
    short = act.ten or wording.cited(act.loai, act.so, act.ngay, act.cua)
    subject = act.ve or about
    return wording.joined((opening, short, subject and f"về việc {subject}"))


def _assignment(share: PhanCong, index: int, said: CongVan) -> Iterator[Block]:
    """Yield the paragraphs that give one unit its tasks."""
    numbered = said.kieu_phan_cong == "so"
    opening = f"{index + 1}." if numbered else "-"
    unit = wording.joined((share.loi, share.don_vi))
    if share.lien or not unit:
        first, *rest = [_task(task) for task in share.viec]
        yield Paragraph("Khoan" if numbered else "Gach", runs(wording.joined((opening, unit, first))))
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
    return wording.ended(task.noi_dung, f", {task.han}.")


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


def _tree(parts: Sequence[Khoi]) -> Iterator[Block]:
    """Yield the blocks of a body tree; a kind is counted on, whatever stands between."""
    counts: dict[str, int] = {}
    for part in parts:
        kind = part.kieu
        index = counts.get(kind, 0)
        if part.so is None:
            counts[kind] = index + 1
        yield from _part(part, kind, index)
        yield from _tree(part.noi_dung)


def _part(part: Khoi, kind: str, index: int) -> Iterator[Block]:
    if part.bang:
        if part.bang.ten:
            yield Paragraph("TenBang", runs(part.bang.ten, "b"), keep=True)
        yield Sheet(forms.table(part.bang))
    elif part.hinh:
        yield Figure(part.hinh.tep, part.hinh.rong)
        if part.hinh.chu_thich:
            yield Paragraph("ChuThichHinh", runs(part.hinh.chu_thich, "i"))
    else:
        yield _item(part, kind, LEVELS[kind], index)


def _item(part: Khoi, kind: str, level: _Level, index: int) -> Paragraph:
    """Return the paragraph of one part: its sign, its heading if any, its text."""
    text: str = getattr(part, kind) or ""
    sign = _sign(level.numbering, index) if part.so is None else part.so
    lead = f"{sign} " if sign else ""
    if kind == "muc":
        heading = wording.joined((part.tieu_de, text)).upper()
        return Paragraph("Muc", runs(lead + heading, "b"), keep=True)
    if part.tieu_de and not text:
        return Paragraph(level.heading, runs(lead + part.tieu_de, "b"), keep=True)
    heading_runs = runs(f"{part.tieu_de} ", "b") if part.tieu_de else ()
    if lead and heading_runs:
        heading_runs = (Run(lead), *heading_runs)
        lead = ""
    return Paragraph(level.role, heading_runs + runs(lead + text), keep=bool(part.noi_dung) and text.endswith(":"))


# --- foot --------------------------------------------------------------------------------------


def _recipients(said: CongVan) -> tuple[Text, ...]:
    lines = wording.listed(said.noi_nhan)
    if said.ma_soan_thao:
        lines[-1] += f" {said.ma_soan_thao}"
    return tuple(runs(line) for line in lines)


def _signer(said: NguoiKy) -> Signer:
    titles = tuple(line.upper() for line in (*said.quyen_han, said.chuc_vu))
    return Signer(titles, said.chuc_vu_khac.upper(), said.ho_ten)


# --- appendices --------------------------------------------------------------------------------


def _appendix(form: BieuMau, said: CongVan) -> Appendix:
    blocks: list[Block] = []
    if form.don_vi_tinh:
        blocks.append(Paragraph("DonViTinh", runs(f"*Đơn vị tính: {form.don_vi_tinh}*"), keep=True))
    blocks.append(Sheet(forms.table(form), form.huong == "ngang"))
    blocks += [Paragraph("GhiChuBang", runs(note)) for note in form.ghi_chu]
    return Appendix(
        heading="",
        titles=tuple(runs(text, "b") for text in (form.tieu_de.upper(), form.phu_de) if text),
        reference=runs(_reference(form, said), "i"),
        blocks=tuple(blocks),
        landscape=form.huong == "ngang",
    )


def _reference(form: BieuMau, said: CongVan) -> str:
    """Return the '(Kèm theo …)' line: filled on paper, blank where an electronic letter is (PL I.III.1.c)."""
    if form.kem_theo is not None:
        return form.kem_theo
    name = decree.TYPES[said.loai][0]
    paper = said.hinh_thuc == "giay"
    number = wording.number(said.so if paper else "")
    day = wording.long_date(*said.ngay) if paper else wording.long_date(None, None, None)
    agency = said.co_quan.ten_goi or " ".join(said.co_quan.ten)
    return f"({decree.KEM_THEO} {name} số {number}/{symbol(said)} {day} của {agency})"
