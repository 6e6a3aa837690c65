"""A letter: every string that will stand on the page, in its final form.

Composing is a pure function and the last place where wording is decided, so Word and
the preview cannot disagree. A field is a variable in the Word template.
"""

from collections.abc import Callable
from typing import Any

from dispatch import decree
from dispatch.letter.appendices import appendices, form_as_appendix, forms_of, issued_documents
from dispatch.letter.body import body
from dispatch.letter.copy_block import copy_block
from dispatch.letter.foot import confirmation, recipients, signers
from dispatch.letter.form_lines import type_of
from dispatch.letter.head import (
    beside_it,
    choose_sizes,
    name_lines,
    number_and_symbol,
    on_one_line,
    opening_of_subject,
    place,
    place_and_date,
    register_number,
    subject,
    subject_behind,
    symbol,
    type_name,
)
from dispatch.letter.page import (
    Appendix,
    Block,
    Copy,
    Figure,
    Form,
    Letter,
    Paragraph,
    Sheet,
    Signatures,
    Signer,
    parts_behind,
)
from dispatch.model import CongVan
from dispatch.text import wording

__all__ = [
    "PARTS",
    "Appendix",
    "Block",
    "Copy",
    "Figure",
    "Form",
    "Letter",
    "Paragraph",
    "Sheet",
    "Signatures",
    "Signer",
    "beside_it",
    "choose_sizes",
    "compose",
    "form_as_appendix",
    "forms_of",
    "number_and_symbol",
    "on_one_line",
    "opening_of_subject",
    "parts_behind",
    "place",
    "place_and_date",
    "register_number",
    "subject_behind",
    "symbol",
]


def compose(letter_data: CongVan) -> Letter:
    """Return the letter that a dispatch becomes."""
    return Letter(**{name: part(letter_data) for name, part in PARTS.items()})


PARTS: dict[str, Callable[[CongVan], Any]] = {
    "chu_quan": lambda said: name_lines(
        said.co_quan.chu_quan, decree.PRESETS[choose_sizes(said)], bold=False
    ),
    "co_quan": lambda said: name_lines(said.co_quan.ten, decree.PRESETS[choose_sizes(said)], bold=True),
    "so_ky_hieu": number_and_symbol,
    "dia_danh_ngay": place_and_date,
    "ten_loai": type_name,
    "trich_yeu": subject,
    "do_khan": lambda said: said.do_khan,
    "luu_hanh": lambda said: said.luu_hanh.upper(),
    "kinh_gui": lambda said: tuple(wording.addressee(name) for name in said.kinh_gui),
    "noi_dung": body,
    "noi_nhan": recipients,
    "nguoi_ky": signers,
    "ky_ngang_hang": lambda said: bool(type_of(said).signed_by),
    "xac_nhan": confirmation,
    "lien_he": lambda said: said.co_quan.lien_he,
    "van_ban_kem_theo": issued_documents,
    "phu_luc": appendices,
    "ban_sao": copy_block,
    "tieu_de": lambda said: " ".join(subject(said)) or type_name(said),
    "tac_gia": lambda said: said.co_quan.called,
    "co_chu": choose_sizes,
}
"""Every part of a letter by its name, each a function of what was said.

A batch makes anew only what a row changes.
"""
