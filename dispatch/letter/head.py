"""The head of a letter: names, symbol, place, subject."""

from collections.abc import Sequence

from dispatch import decree, metrics, wording
from dispatch.model import CongVan


def symbol(said: CongVan) -> str:
    """Return the symbol: agency and drafting unit, or type and agency (PL I.II.3.b)."""
    if said.ky_hieu:
        return said.ky_hieu
    kind = decree.TYPES[said.loai][1]
    return wording.symbol(kind, said.co_quan.ky_hieu, "" if kind else said.don_vi_soan)


def place(said: CongVan) -> str:
    """Return the place that stands before the date."""
    return said.dia_danh or said.co_quan.dia_danh


def lines(names: Sequence[str], preset: decree.Preset, *, bold: bool) -> tuple[str, ...]:
    """Return agency names in capitals, broken evenly where the column is too narrow."""
    return tuple(
        line for name in names for line in metrics.broken(name.upper(), preset.co_quan, preset.head_left - 1, bold=bold)
    )


def subject(said: CongVan) -> tuple[str, ...]:
    """Return the subject; that of a công văn opens with V/v and is broken for its column."""
    if said.loai != decree.CONG_VAN:
        opening = said.mo_trich_yeu or ""
        return (wording.joined((opening, said.trich_yeu)),)
    opening = decree.TRICH_YEU if said.mo_trich_yeu is None else said.mo_trich_yeu
    preset = decree.PRESETS[said.co_chu]
    return metrics.broken(wording.joined((opening, said.trich_yeu)), preset.trich_yeu, preset.head_left - 1)
