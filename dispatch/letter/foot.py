"""The foot of a letter and what follows it: recipients, signers, appendices."""

from dispatch import decree, forms, wording
from dispatch.letter.head import symbol
from dispatch.letter.page import Appendix, Block, Paragraph, Sheet, Signer
from dispatch.marks import Text, runs
from dispatch.model import BieuMau, CongVan, NguoiKy


def recipients(said: CongVan) -> tuple[Text, ...]:
    """Return Nơi nhận line by line (PL I.II.9.d)."""
    lines = wording.listed(said.noi_nhan)
    if said.ma_soan_thao:
        lines[-1] += f" {said.ma_soan_thao}"
    return tuple(runs(line) for line in lines)


def signer(said: NguoiKy) -> Signer:
    """Return what stands above and below one signature."""
    titles = tuple(line.upper() for line in (*said.quyen_han, said.chuc_vu))
    return Signer(titles, said.chuc_vu_khac.upper(), said.ho_ten)


def appendix(form: BieuMau, said: CongVan) -> Appendix:
    """Return a form as an appendix of its letter."""
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
