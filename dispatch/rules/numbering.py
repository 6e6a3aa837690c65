"""Bố cục: how items are numbered, whether their signs were typed apart or at the head of a paragraph."""

import itertools
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from dispatch import decree
from dispatch.model import CongVan, Khoi
from dispatch.model.trees import trees_of
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem, shorten
from dispatch.rules.book import INFO, body_parts, rule
from dispatch.text import wording
from dispatch.text.marks import letters, runs

SIGN_IN_TEXT = lazy_pattern(
    r"\s*((?:[IVX]+|[AB]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/]|[IVX]+\s?[-–]|[•●▪■♦►]|Điều\s\d{1,3}[.:]|[a-zđ][-–])\s+\S"
)
DECIMAL_IN_TEXT = lazy_pattern(r"\s*(\d{1,2}(?:\.\d{1,2})+)\s+(\w)")
ARTICLE = "Điều"
DECIMAL = lazy_pattern(r"\d+\.\d")
POINT = lazy_pattern(r"([a-zđ])\)")
STRANGE_LETTER = lazy_pattern(r"(?i)\(?([fjwz])[).]?\)?")
FORMS: Final = {
    "muc": lazy_pattern(r"[IVXLC]+\.|(?:Phần|Chương|Mục)\s.*"),
    "khoan": lazy_pattern(r"\d+\.|Điều \d+\.|\(\d+\)|\d+(?:\.\d+)+\.?"),
    "diem": lazy_pattern(r"[a-zđ]{1,2}\)"),
    "doan": lazy_pattern(r"Điều \d+\.|[IVXLC]+\.|\d+\.|\d+(?:\.\d+)+\.?|[a-zđ]\)|\(\d+\)"),
}
"""How the sign of a kind of item may look: I. for a mục, 1. for a khoản, a) for a điểm; (1) is left to whoever likes it."""


class Item(NamedTuple):
    """A part whose sign was typed: where, its kind, the sign."""

    path: Path
    kind: str
    sign: str


def _siblings(letter_data: CongVan) -> Iterator[list[Item]]:
    """Yield the items with typed signs that stand beside one another."""
    for path, tree in trees_of(letter_data):
        groups: dict[Path, list[Item]] = {}
        for here, part in body_parts(tree, path):
            sign = typed_sign(part)
            if sign:
                where = (*here, "so") if part.so else here
                groups.setdefault(here[:-1], []).append(Item(where, part.kieu, sign))
        yield from groups.values()


def _items(letter_data: CongVan) -> Iterator[Item]:
    """Yield every item with a typed sign."""
    return itertools.chain.from_iterable(_siblings(letter_data))


def typed_sign(part: Khoi) -> str:
    """Return the sign that was typed for a part: its own, or what a plain paragraph begins with."""
    if part.so:
        return part.so
    text = letters(part.doan) if part.doan and not part.tieu_de else ""
    match = SIGN_IN_TEXT.match(text)
    if match:
        return match[1] if match[1].startswith(ARTICLE) else match[1].replace(" ", "")
    decimal = DECIMAL_IN_TEXT.match(text)
    return decimal[1] if decimal and decimal[2].isupper() else ""


@rule(
    "CV144",
    "PL I.II.6.đ",
    N_("đánh số thập phân '{number}' không có trong nghị định"),
    N_("dùng I. / 1. / a)"),
    INFO,
)
def _no_decimals(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Bố cục theo phần, mục, khoản, điểm; nghị định không có '1.1.'."""
    for item in _items(letter_data):
        if DECIMAL.match(item.sign):
            yield fault.at(path=item.path, number=item.sign)


@rule(
    "CV304",
    "PL I.II.6.đ",
    N_("điểm '{sign}': bảng chữ cái tiếng Việt không có chữ này"),
    N_("thứ tự là a, b, c, d, đ, e, g, h, i, k, l, m, n, o…"),
)
def _vietnamese_letters(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Điểm đánh theo thứ tự bảng chữ cái tiếng Việt, không có f, j, w, z."""
    for item in _items(letter_data):
        if item.kind in ("diem", "doan") and STRANGE_LETTER.fullmatch(item.sign):
            yield fault.at(path=item.path, sign=item.sign)


@rule(
    "CV305",
    "PL I.II.6.đ",
    N_("'{sign}' không phải cách đánh số của {kind}"),
    N_("mục I., khoản 1., điểm a)"),
)
def _sign_of_its_kind(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mục đánh số La Mã, khoản chữ số Ả Rập, sau số có dấu chấm; điểm chữ cái, sau có dấu ngoặc đơn."""
    for item in _items(letter_data):
        form = FORMS.get(item.kind)
        if form and not form.fullmatch(item.sign.strip()):
            yield fault.at(path=item.path, sign=item.sign, kind=CALLED[item.kind])


CALLED: Final = {"muc": N_("mục"), "khoan": N_("khoản"), "diem": N_("điểm"), "doan": N_("mục, khoản, điểm")}


@rule(
    "CV306",
    "PL I.II.6.đ",
    N_("sau '{before}' là '{sign}', không phải '{expected}'"),
    N_("đánh số liên tục; sau d) là đ), rồi e)"),
)
def _in_order(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Các phần, mục, khoản, điểm đánh số liên tục, điểm theo thứ tự bảng chữ cái tiếng Việt."""
    for items in _siblings(letter_data):
        for before, item in pairwise(items):
            expected = _next_sign(before.sign) if _look(before.sign) == _look(item.sign) else ""
            if expected and item.kind == before.kind and item.sign.strip() not in (expected, *FIRST_SIGNS):
                yield fault.at(path=item.path, before=before.sign, sign=item.sign, expected=expected)


FIRST_SIGNS: Final = ("I.", "1.", "a)", "(1)", "Điều 1.")  # a list may begin anew
ROMAN: Final = {wording.roman(number): number for number in range(1, 100)}


def _look(sign: str) -> str:
    """Return a sign with its number replaced by the kind of number, so that like is compared with like."""
    return re.sub(r"\d+", "1", re.sub(r"[a-zđ]+", "a", re.sub(r"[IVXLC]+", "I", sign.strip())))


def _next_sign(sign: str) -> str:
    """Return the sign that follows one; nothing after one that is not understood."""
    text = sign.strip()
    if match := POINT.fullmatch(text):
        known = decree.LETTERS.index(match[1]) + 1 if match[1] in decree.LETTERS else 0
        return f"{wording.point(known)})" if known else ""
    if match := re.fullmatch(r"(\(?|Điều )(\d+)([.)])", text):
        return f"{match[1]}{int(match[2]) + 1}{match[3]}"
    roman = ROMAN.get(text.rstrip("."))
    return f"{wording.roman(roman + 1)}." if roman else ""


@rule(
    "CV310",
    "PL I.II.6.đ",
    N_("{kind} nằm trong {above}"),
    N_("từ lớn đến nhỏ: phần, chương, mục, điều, khoản, điểm, gạch đầu dòng"),
)
def _greater_parts_hold_lesser(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Bố cục từ phần, chương, mục, điều đến khoản, điểm; phần lớn hơn không nằm trong phần nhỏ hơn."""
    for path, tree in trees_of(letter_data):
        for here, part in body_parts(tree, path):
            for index, below in enumerate(part.noi_dung):
                both_numbered = part.kieu in LEVELS and below.kieu in LEVELS
                if both_numbered and LEVELS[below.kieu] < LEVELS[part.kieu]:
                    kind, above = CALLED_PARTS[below.kieu], CALLED_PARTS[part.kieu]
                    yield fault.at(path=(*here, "noi_dung", index), kind=kind, above=above)


CALLED_PARTS: Final = {
    "phan": N_("phần"),
    "chuong": N_("chương"),
    "muc": N_("mục"),
    "tieu_muc": N_("tiểu mục"),
    "dieu": N_("điều"),
    "khoan": N_("khoản"),
    "diem": N_("điểm"),
    "gach": N_("gạch đầu dòng"),
    "cong": N_("ý nhỏ"),
}
"""What the parts of a body are called, the greater first."""
LEVELS: Final = {kind: level for level, kind in enumerate(CALLED_PARTS)}


# --- headings -----------------------------------------------------------------------------------------


def _headed(letter_data: CongVan) -> Iterator[tuple[Path, Khoi, str]]:
    """Yield every part with a heading before its own text, typed as one or in bold."""
    for path, tree in trees_of(letter_data):
        for here, part in body_parts(tree, path):
            text = getattr(part, part.kieu) if part.kieu in ("khoan", "diem") else ""
            heading = part.tieu_de if text or part.kieu == "diem" else ""
            if heading or (text and "**" in text):
                yield here, part, heading or _bold_beginning(text)


def _bold_beginning(text: str) -> str:
    """Return the bold words that a text begins with, if they are set off from what follows."""
    first, *others = runs(text)
    whole = first.text.rstrip()
    return whole if others and "b" in first.dress and whole.endswith((":", ".")) else ""


@rule(
    "CV307",
    "PL I.II.6.đ",
    N_("tiêu đề khoản '{text}' viết liền với nội dung"),
    N_(
        "để tiêu đề in đậm (`tieu_de`) đứng riêng một dòng, nội dung là các đoạn bên dưới; không phải tiêu đề thì bỏ in đậm"
    ),
)
def _heading_on_its_own_line(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Khoản có tiêu đề thì số thứ tự và tiêu đề trình bày trên một dòng riêng, kiểu chữ đứng, đậm."""
    for path, part, heading in _headed(letter_data):
        if part.kieu == "khoan" and heading:
            yield fault.at(path=path, text=shorten(heading))


@rule(
    "CV308",
    "PL I.II.6.đ",
    N_("điểm có tiêu đề '{text}' in đậm"),
    N_("điểm viết kiểu chữ đứng, không có tiêu đề; cần tiêu đề thì dùng khoản (`khoan`)"),
)
def _no_heading_of_a_point(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Điểm trình bày bằng chữ in thường, kiểu chữ đứng; nghị định không nói tới tiêu đề của điểm."""
    for path, part, heading in _headed(letter_data):
        if part.kieu == "diem" and heading:
            yield fault.at(path=path, text=shorten(heading))
