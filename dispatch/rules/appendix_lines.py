"""Phụ lục: its own number, and the line that says which letter it belongs to."""

import re
from collections.abc import Iterator

from dispatch.letter import symbol
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem, shorten
from dispatch.rules.book import rule
from dispatch.text.marks import letters

ROMAN = lazy_pattern(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
NUMBER_IN_LINE = lazy_pattern(r"số:?\s*(\S*)/(\S+?)[\s,;)]")


@rule(
    "CV324",
    "PL I.III.1.a",
    N_("số phụ lục '{sign}' không phải chữ số La Mã"),
    N_("từ hai phụ lục trở lên đánh số I, II, III; bỏ số (`so`) thì công cụ tự đánh"),
)
def _roman_numbers(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Văn bản có từ hai phụ lục trở lên thì các phụ lục đánh số thứ tự bằng chữ số La Mã."""
    for index, part in enumerate(letter_data.phu_luc):
        if part.so and not ROMAN.fullmatch(part.so.strip()):
            yield fault.at(path=("phu_luc", index, "so"), sign=part.so)


@rule(
    "CV325",
    "PL I.III.1.c",
    N_("dòng kèm theo '{text}' không ghi ký hiệu của văn bản này: {symbol}"),
    N_("bỏ dòng 'Kèm theo' (`kem_theo`) thì công cụ tự ghi đúng"),
)
def _names_this_letter(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dòng 'Kèm theo' ghi số, ký hiệu, ngày và cơ quan ban hành của chính văn bản có phụ lục."""
    for path, line in _lines(letter_data):
        match = NUMBER_IN_LINE.search(f"{line} ")
        strange = match and match[2] != symbol(letter_data)
        other = (
            match and match[1].isdigit() and letter_data.so.isdigit() and int(match[1]) != int(letter_data.so)
        )
        if strange or other:
            yield fault.at(path=path, text=shorten(line), symbol=symbol(letter_data))


@rule(
    "CV358",
    "PL I.III.1.c",
    N_("dòng kèm theo '{text}' không đặt trong ngoặc đơn"),
    N_("bỏ dòng 'Kèm theo' (`kem_theo`) thì công cụ tự ghi đúng"),
)
def _in_brackets(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Thông tin chỉ dẫn kèm theo văn bản đặt trong ngoặc đơn, kiểu chữ nghiêng, dưới tiêu đề phụ lục."""
    for path, line in _typed_lines(letter_data):
        plain = letters(line).strip()
        if not (plain.startswith("(") and plain.endswith(")")):
            yield fault.at(path=(*path, "kem_theo"), text=shorten(line))


def _lines(letter_data: CongVan) -> Iterator[tuple[Path, str]]:
    """Yield every line 'Kèm theo' that was typed with a number."""
    for path, line in _typed_lines(letter_data):
        if re.search(r"\d|/", line):
            yield (*path, "kem_theo"), line


def _typed_lines(letter_data: CongVan) -> Iterator[tuple[Path, str]]:
    """Yield every line 'Kèm theo' that was typed, with the path of what it belongs to."""
    for key in ("van_ban_kem_theo", "phu_luc", "bieu_mau"):
        for index, part in enumerate(getattr(letter_data, key)):
            if part.kem_theo:
                yield (key, index), part.kem_theo
