"""The blocks of a body, of an appendix or of a form as lines."""

from collections.abc import Sequence
from typing import NamedTuple

from dispatch import decree
from dispatch.letter import Block, Figure, Paragraph, Sheet, Signatures
from dispatch.preview.terminal.lines import (
    Line,
    add_dress,
    align_right,
    cell_width,
    frame_lines,
    indent_lines,
    place_beside,
    wrap,
    wrap_evenly,
)
from dispatch.preview.terminal.tables import table_lines
from dispatch.text.marks import Run
from dispatch.text.nonbreaking import keep_runs_together

SIGNING = 3  # empty lines: room for a signature, fewer than on paper
HALVES = 40  # below this width two blocks to be signed stand one under the other


class PartStyle(NamedTuple):
    """How a part of the text looks: its dress, its side, and how far in it begins, in millimetres."""

    dress: str = ""
    side: str = "left"
    first: float = decree.FIRST_LINE[0]
    around: float = 0


LOOKS = {
    "CanCu": PartStyle("i"),
    "ThamQuyen": PartStyle("b", "center"),
    "Chuong": PartStyle("b", "center"),
    "ChuongTen": PartStyle("b", "center"),
    "KinhGui": PartStyle(first=decree.KINH_GUI_START),
    "KinhGuiDong": PartStyle(first=decree.KINH_GUI_START + decree.FIRST_LINE[0]),
    "KinhGuiMot": PartStyle(side="center"),
    "Muc": PartStyle("b"),
    "KhoanDe": PartStyle("b"),
    "Trich": PartStyle("i", first=0, around=decree.FIRST_LINE[0]),
    "TenBang": PartStyle("b", "center"),
    "ChuThichHinh": PartStyle("i", "center"),
    "DonViTinh": PartStyle("i", "right"),
    "GhiChuBang": PartStyle(first=0),
}


def block_lines(block: Block, room: int) -> list[Line]:
    """Return one block of a text."""
    if isinstance(block, Paragraph):
        return _paragraph(block, room)
    if isinstance(block, Figure):
        return _figure(block, room)
    return [*table_lines(block.table, room), ()] if isinstance(block, Sheet) else _signatures(block, room)


def cells_of_mm(millimetres: float, room: int) -> int:
    """Return how many cells a length takes on a page as wide as a room."""
    return round(millimetres * room / decree.TEXT_WIDTH)


def _names(name: str) -> Sequence[str]:
    return (name,) if name else ()


def signature_lines(titles: Sequence[str], under: Sequence[str], room: int) -> list[Line]:
    """Return a block to be signed: titles, room for a signature, what stands under it."""
    above, below = (
        [line for text in texts for line in wrap_evenly((Run(text, "b"),), room)] for texts in (titles, under)
    )
    return [*above, *[()] * SIGNING, *below]


def _paragraph(block: Paragraph, room: int) -> list[Line]:
    look = LOOKS.get(block.role, PartStyle())
    text = add_dress(keep_runs_together(block.text), look.dress)
    if look.side == "center":
        return wrap_evenly(text, room)
    if look.side == "right":
        return align_right(wrap(text, room), room)
    around = cells_of_mm(look.around, room)
    return indent_lines(wrap(text, room - 2 * around, cells_of_mm(look.first, room)), around)


def _figure(figure: Figure, room: int) -> list[Line]:
    """Return a frame as wide as the picture, with the name of its file."""
    inside = min(max(cells_of_mm(figure.width, room) - 4, cell_width(figure.file)), room - 4)
    across: Line = (Run(" " * inside),)
    return frame_lines([across, *wrap_evenly((Run(figure.file, "d"),), inside), across], room)


def _signatures(block: Signatures, room: int) -> list[Line]:
    """Return two blocks to be signed, place and date above the right one."""
    half = room if room < HALVES else room // 2
    day = wrap_evenly((Run(block.day, "i"),), half) if block.day else []
    left = signature_lines(block.left, _names(block.left_name), half)
    right = [*day, *signature_lines(block.right, _names(block.right_name), half)]
    if half == room:
        return [(), *left, (), *right]
    return [(), *place_beside([*[()] * len(day), *left], right, half)]
