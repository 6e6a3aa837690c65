"""A letter: every string that will stand on the page, in its final form.

Composing is a pure function and the last place where wording is decided, so Word and
the preview cannot disagree. A field is a variable in the Word template.
"""

from collections.abc import Callable
from typing import Any

from dispatch import decree
from dispatch.letter.appendices import appendices, forms_of, printed
from dispatch.letter.body import body
from dispatch.letter.foot import recipients, signer
from dispatch.letter.head import beside_it, dated, lines, numbered, on_one_line, place, sizes, subject, symbol
from dispatch.letter.page import Appendix, Block, Figure, Form, Letter, Paragraph, Sheet, Signatures, Signer
from dispatch.model import CongVan

__all__ = [
    "PARTS",
    "Appendix",
    "Block",
    "Figure",
    "Form",
    "Letter",
    "Paragraph",
    "Sheet",
    "Signatures",
    "Signer",
    "beside_it",
    "compose",
    "dated",
    "forms_of",
    "numbered",
    "on_one_line",
    "place",
    "printed",
    "sizes",
    "symbol",
]


def compose(said: CongVan) -> Letter:
    """Return the letter that a dispatch becomes."""
    return Letter(**{name: part(said) for name, part in PARTS.items()})


PARTS: dict[str, Callable[[CongVan], Any]] = {
    "chu_quan": lambda said: lines(said.co_quan.chu_quan, decree.PRESETS[sizes(said)], bold=False),
    "co_quan": lambda said: lines(said.co_quan.ten, decree.PRESETS[sizes(said)], bold=True),
    "so_ky_hieu": numbered,
    "dia_danh_ngay": dated,
    "ten_loai": lambda said: "" if said.loai == decree.CONG_VAN else decree.TYPES[said.loai][0].upper(),
    "trich_yeu": subject,
    "do_khan": lambda said: said.do_khan,
    "luu_hanh": lambda said: said.luu_hanh.upper(),
    "kinh_gui": lambda said: said.kinh_gui,
    "noi_dung": body,
    "noi_nhan": recipients,
    "nguoi_ky": lambda said: tuple(signer(one) for one in said.nguoi_ky),
    "lien_he": lambda said: said.co_quan.lien_he,
    "phu_luc": appendices,
    "tieu_de": lambda said: " ".join(subject(said)),
    "tac_gia": lambda said: said.co_quan.called,
    "co_chu": sizes,
}
"""Every part of a letter by its name, each a function of what was said: a batch makes anew only what a row changes."""
