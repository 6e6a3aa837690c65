"""The head of a letter: names, symbol, place, subject."""

import re
from collections.abc import Sequence

from dispatch import decree
from dispatch.letter.form_lines import type_of
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.text import metrics, wording
from dispatch.text.title_lines import title_lines


def symbol(letter_data: CongVan) -> str:
    """Return the symbol: agency and drafting unit, or type and agency (PL I.II.3.b)."""
    if letter_data.ky_hieu:
        return letter_data.ky_hieu
    kind = decree.TYPES[letter_data.loai][1]
    return wording.symbol(kind, letter_data.co_quan.ky_hieu, "" if kind else letter_data.don_vi_soan)


def place(letter_data: CongVan) -> str:
    """Return the place that stands before the date."""
    return letter_data.dia_danh or letter_data.co_quan.dia_danh


WIDEST_DATE = wording.long_date(None, None, 2000)


def place_and_date(letter_data: CongVan) -> str:
    """Return the place and the date, on one line with the number (PL I.II.4.c); not every type has them."""
    if not type_of(letter_data).dated:
        return ""
    return f"{place(letter_data)}, {wording.long_date(*letter_data.ngay)}"


def choose_sizes(letter_data: CongVan) -> str:
    """Return the preset of a letter: the first in which number and any date stand on one line.

    Where none has room for both, the date has it.
    """
    widest = f"{place(letter_data)}, {WIDEST_DATE}"
    asked = [name for name in decree.PRESETS if name.startswith(letter_data.co_chu or "")]
    roomy = [name for name in asked if on_one_line(widest, name)] or asked[-1:]
    return next((name for name in roomy if beside_it(number_and_symbol(letter_data), name)), roomy[0])


def on_one_line(day: str, preset_name: str) -> bool:
    """Say whether place and date stand on one line of the right column."""
    preset = decree.PRESETS[preset_name]
    return metrics.text_width(day, preset.dia_danh, italic=True) <= decree.TEXT_WIDTH - preset.head_left


def beside_it(number: str, preset_name: str) -> bool:
    """Say whether the number stands on one line of the left column."""
    return metrics.text_width(number, decree.SO_SIZE) <= decree.PRESETS[preset_name].head_left


def number_and_symbol(letter_data: CongVan) -> str:
    """Return the number and the symbol, which stand on one line (PL I.II.3.c)."""
    return f"{decree.SO} {wording.number(register_number(letter_data))}/{symbol(letter_data)}"


def register_number(letter_data: CongVan) -> str:
    """Return the number without the symbol, which is printed behind it."""
    return letter_data.so.removesuffix(f"/{symbol(letter_data)}")


def name_lines(names: Sequence[str], preset: decree.Preset, *, bold: bool) -> tuple[str, ...]:
    """Return agency names in capitals, broken by their sense where the column is too narrow."""
    room = preset.head_left - decree.HEAD_GAP
    return tuple(
        line for name in names for line in title_lines(name.upper(), preset.co_quan, room, bold=bold)
    )


def type_name(letter_data: CongVan) -> str:
    """Return the name of the type as it stands above the subject; a công văn has none there (PL I.II.5.b)."""
    if letter_data.loai == decree.CONG_VAN:
        return ""
    typed = getattr(letter_data, type_of(letter_data).titled_by or "loai")
    return str(
        typed if type_of(letter_data).titled_by and typed else decree.TYPES[letter_data.loai][0]
    ).upper()


def subject(letter_data: CongVan) -> tuple[str, ...]:
    """Return the subject in lines: that of a công văn opens with V/v and has the column of names."""
    preset = decree.PRESETS[choose_sizes(letter_data)]
    opening = opening_of_subject(letter_data)
    text = wording.join_filled((opening, subject_behind(opening, letter_data.trich_yeu)))
    if letter_data.loai != decree.CONG_VAN:
        return title_lines(text, preset.text, decree.TITLE_ROOM, bold=True) if text else ()
    return title_lines(text, preset.trich_yeu, preset.head_left - decree.HEAD_GAP)


def opening_of_subject(letter_data: CongVan) -> str:
    """Return what is printed before the subject: V/v for a công văn, unless another opening is typed."""
    if letter_data.mo_trich_yeu is not None:
        return letter_data.mo_trich_yeu
    return decree.TRICH_YEU if letter_data.loai == decree.CONG_VAN else ""


def subject_behind(opening: str, text: str) -> str:
    """Return a subject as it follows its opening, which it does not say again."""
    again = ABOUT.match(text) if ABOUT.match(opening) else None
    return (text[again.end() :] if again else text) or text


ABOUT = lazy_pattern(r"(?:v\s*/\s*v|về\s+việc|về(?!\s+(?:đích|hưu|nước|quê)))(?!\w)\s*:?\s*", re.IGNORECASE)
