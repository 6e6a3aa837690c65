"""The head of a letter as lines: ô 1 to 5b of the decree's page, and whom the letter goes to."""

from collections.abc import Sequence

from dispatch import decree
from dispatch.letter import Letter
from dispatch.preview.terminal.blocks import cells_of_mm
from dispatch.preview.terminal.lines import (
    GAP,
    TWO_COLUMNS,
    Line,
    cell_width,
    centre_lines,
    frame_lines,
    line_width,
    place_beside,
    rule_lines,
    space_apart,
    wrap,
    wrap_evenly,
)
from dispatch.text import wording
from dispatch.text.marks import Run
from dispatch.text.nonbreaking import keep_together

RED = "r"


def head_lines(letter: Letter, room: int) -> list[Line]:
    """Return ô 1 to 5b: names beside Quốc hiệu, number beside date.

    Below each other where a page is narrow.
    """
    circulation = (
        frame_lines(wrap((Run(letter.luu_hanh, "b"),), room - 4), room, "", "right")
        if letter.luu_hanh
        else []
    )
    if room < TWO_COLUMNS:
        parts = (_names(letter, room), _nation(room), _number(letter, room), _day(letter, room))
        return [*circulation, *space_apart(parts)]
    left = _left(letter, room)
    right = room - left - GAP
    names = place_beside(_names(letter, left), _nation(right), left + GAP)
    return [*circulation, *names, (), *place_beside(_number(letter, left), _day(letter, right), left + GAP)]


def names_beside_nation(letter: Letter, room: int) -> list[Line]:
    """Return ô 1 and 2 alone, as they stand above a document that a decision issues (mẫu 1.3)."""
    if room < TWO_COLUMNS:
        return space_apart([_names(letter, room), _nation(room)])
    left = _left(letter, room)
    return place_beside(_names(letter, left), _nation(room - left - GAP), left + GAP)


def _left(letter: Letter, room: int) -> int:
    """Return how wide the left column is.

    As on paper, wider for long lines, never at the cost of Quốc hiệu.
    """
    subject = () if letter.ten_loai else letter.trich_yeu
    longest = max(map(cell_width, (*letter.chu_quan, *letter.co_quan, letter.so_ky_hieu, *subject)))
    share = decree.PRESETS[letter.co_chu].head_left
    return max(cells_of_mm(share, room), min(longest, room - GAP - cell_width(decree.QUOC_HIEU)))


def _names(letter: Letter, room: int) -> list[Line]:
    lines = [*_fitting(letter.chu_quan, "", room), *_fitting(letter.co_quan, "b", room)]
    own = max(map(line_width, _fitting(letter.co_quan, "b", room)))
    return [*centre_lines(lines, room), *rule_lines(round(own * decree.RULE_SHARE_DEFAULT), room)]


def _nation(room: int) -> list[Line]:
    motto = centre_lines(wrap((Run(decree.TIEU_NGU, "b"),), room), room)
    return [
        *wrap_evenly((Run(decree.QUOC_HIEU, "b"),), room),
        *motto,
        *rule_lines(cell_width(decree.TIEU_NGU), room),
    ]


def _number(letter: Letter, room: int) -> list[Line]:
    """Return the number, under it the subject of a công văn and how urgent it is."""
    lines = wrap_evenly((Run(letter.so_ky_hieu),), room)
    if not letter.ten_loai:
        lines += centre_lines(_fitting(letter.trich_yeu, "", room), room)
    if letter.do_khan:
        lines += frame_lines([(Run(decree.URGENCY[letter.do_khan][0], "b" + RED),)], room, RED, "left")
    return lines


def _day(letter: Letter, room: int) -> list[Line]:
    if not letter.dia_danh_ngay:
        return []
    return wrap_evenly((Run(letter.dia_danh_ngay, "i"),), room)


def _fitting(lines: Sequence[str], dress: str, room: int) -> list[Line]:
    """Return lines as they were broken for paper, or broken anew where one is too long."""
    said = lines if all(cell_width(line) <= room for line in lines) else [" ".join(lines)]
    return [line for text in said for line in wrap((Run(text, dress),), room)]


def title_lines(letter: Letter, room: int) -> list[Line]:
    """Return ô 5a: the type of document and its subject over a rule."""
    if not letter.ten_loai:
        return []
    kind = wrap_evenly((Run(letter.ten_loai, "b"),), room)
    subject = _fitting(letter.trich_yeu, "b", room)
    longest = max(map(line_width, (*_fitting((letter.ten_loai,), "b", room), *subject)))
    under = rule_lines(round(longest * decree.RULE_SHARE_DEFAULT), room)
    return [(), *kind, *(centre_lines(subject, room) if subject else []), *under]


def addressee_block(names: Sequence[str], room: int) -> list[Line]:
    """Return Kính gửi: a short line centred, a long one and several names indented."""
    if not names:
        return []
    first, *rest = wording.addressee_lines(names)
    if not rest and cell_width(first) <= cells_of_mm(decree.KINH_GUI_ROOM, room):
        return [*wrap_evenly((Run(first),), room), ()]
    least, most = (cells_of_mm(edge, room) for edge in (decree.FIRST_LINE[0], decree.KINH_GUI_START))
    starts = [room - cell_width(line) - len(decree.KINH_GUI) + 1 for line in rest]
    start = min((start for start in starts if start >= least), default=most if rest else least)
    start = min(start, most)
    lines = wrap((Run(first),), room, start, start if rest else start + len(decree.KINH_GUI) + 1)
    deeper = min(start + len(decree.KINH_GUI) - 1, room // 3)
    for line in rest:
        lines += wrap((Run(keep_together(line)),), room, deeper, deeper + len("- "))
    return [*lines, ()]
