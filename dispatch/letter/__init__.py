"""A letter: every string that will stand on the page, in its final form.

Composing is a pure function and the last place where wording is decided, so Word and
the preview cannot disagree. A field is a variable in the Word template.
"""

from dispatch import decree, wording
from dispatch.letter.appendices import appendices, forms_of, printed
from dispatch.letter.body import body
from dispatch.letter.foot import recipients, signer
from dispatch.letter.head import dated, lines, on_one_line, place, sizes, subject, symbol
from dispatch.letter.page import Appendix, Block, Figure, Form, Letter, Paragraph, Sheet, Signatures, Signer
from dispatch.model import CongVan

__all__ = [
    "Appendix",
    "Block",
    "Figure",
    "Form",
    "Letter",
    "Paragraph",
    "Sheet",
    "Signatures",
    "Signer",
    "compose",
    "dated",
    "forms_of",
    "on_one_line",
    "place",
    "printed",
    "sizes",
    "symbol",
]


def compose(said: CongVan) -> Letter:
    """Return the letter that a dispatch becomes."""
    chosen = sizes(said)
    preset = decree.PRESETS[chosen]
    agency = said.co_quan
    about = subject(said)
    return Letter(
        chu_quan=lines(agency.chu_quan, preset, bold=False),
        co_quan=lines(agency.ten, preset, bold=True),
        so_ky_hieu=f"{decree.SO} {wording.number(said.so)}/{symbol(said)}",
        dia_danh_ngay=dated(said),
        ten_loai="" if said.loai == decree.CONG_VAN else decree.TYPES[said.loai][0].upper(),
        trich_yeu=about,
        do_khan=said.do_khan,
        luu_hanh=said.luu_hanh.upper(),
        kinh_gui=said.kinh_gui,
        noi_dung=body(said),
        noi_nhan=recipients(said),
        nguoi_ky=tuple(signer(one) for one in said.nguoi_ky),
        lien_he=agency.lien_he,
        phu_luc=appendices(said),
        tieu_de=" ".join(about),
        tac_gia=agency.ten_goi or " ".join(agency.ten),
        co_chu=chosen,
    )
