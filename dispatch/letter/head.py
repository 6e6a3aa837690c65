"""The head of a letter: names, symbol, place, subject."""

from collections.abc import Sequence

from dispatch import decree
from dispatch.model import CongVan
from dispatch.text import metrics, wording


def symbol(said: CongVan) -> str:
    """Return the symbol: agency and drafting unit, or type and agency (PL I.II.3.b)."""
    if said.ky_hieu:
        return said.ky_hieu
    kind = decree.TYPES[said.loai][1]
    return wording.symbol(kind, said.co_quan.ky_hieu, "" if kind else said.don_vi_soan)


def place(said: CongVan) -> str:
    """Return the place that stands before the date."""
    return said.dia_danh or said.co_quan.dia_danh


WIDEST_DATE = wording.long_date(None, None, 2000)


def place_and_date(said: CongVan) -> str:
    """Return the place and the date, which share one line with the number (PL I.II.4.c)."""
    return f"{place(said)}, {wording.long_date(*said.ngay)}"


def choose_sizes(said: CongVan) -> str:
    """Return the preset of a letter: of the sizes asked for, the first in which number and any date stand on one line.

    Where none has room for both, the date has it.
    """
    widest = f"{place(said)}, {WIDEST_DATE}"
    asked = [name for name in decree.PRESETS if name.startswith(said.co_chu or "")]
    roomy = [name for name in asked if on_one_line(widest, name)] or asked[-1:]
    return next((name for name in roomy if beside_it(number_and_symbol(said), name)), roomy[0])


def on_one_line(day: str, preset_name: str) -> bool:
    """Say whether place and date stand on one line of the right column."""
    preset = decree.PRESETS[preset_name]
    return metrics.text_width(day, preset.dia_danh, italic=True) <= decree.TEXT_WIDTH - preset.head_left


def beside_it(number: str, preset_name: str) -> bool:
    """Say whether the number stands on one line of the left column."""
    return metrics.text_width(number, decree.SO_SIZE) <= decree.PRESETS[preset_name].head_left


def number_and_symbol(said: CongVan) -> str:
    """Return the number and the symbol, which stand on one line (PL I.II.3.c)."""
    return f"{decree.SO} {wording.number(said.so)}/{symbol(said)}"


def name_lines(names: Sequence[str], preset: decree.Preset, *, bold: bool) -> tuple[str, ...]:
    """Return agency names in capitals, broken evenly where the column is too narrow."""
    room = preset.head_left - decree.HEAD_GAP
    return tuple(line for name in names for line in metrics.break_lines(name.upper(), preset.co_quan, room, bold=bold))


def subject(said: CongVan) -> tuple[str, ...]:
    """Return the subject; that of a công văn opens with V/v and is broken for its column."""
    if said.loai != decree.CONG_VAN:
        opening = said.mo_trich_yeu or ""
        return (wording.join_filled((opening, said.trich_yeu)),)
    opening = decree.TRICH_YEU if said.mo_trich_yeu is None else said.mo_trich_yeu
    preset = decree.PRESETS[choose_sizes(said)]
    room = preset.head_left - decree.HEAD_GAP
    return metrics.break_lines(wording.join_filled((opening, said.trich_yeu)), preset.trich_yeu, room)
