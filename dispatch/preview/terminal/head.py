"""The head of a letter as lines: ô 1 to 5b of the decree's page, and whom the letter goes to."""

from collections.abc import Sequence

from dispatch import decree
from dispatch.letter import Letter
from dispatch.preview.terminal.blocks import cells
from dispatch.preview.terminal.lines import (
    GAP,
    TWO_COLUMNS,
    Line,
    apart,
    beside,
    centred,
    evenly,
    framed,
    rule,
    wide,
    width,
    wrapped,
)
from dispatch.text import wording
from dispatch.text.marks import Run

RED = "r"


def head(letter: Letter, room: int) -> list[Line]:
    """Return ô 1 to 5b: names beside Quốc hiệu, number beside date; below each other where a page is narrow."""
    circulation = framed(wrapped((Run(letter.luu_hanh, "b"),), room - 4), room, "") if letter.luu_hanh else []
    if room < TWO_COLUMNS:
        parts = (_names(letter, room), _nation(room), _number(letter, room), _day(letter, room))
        return [*circulation, *apart(parts)]
    left = _left(letter, room)
    right = room - left - GAP
    names = beside(_names(letter, left), _nation(right), left + GAP)
    return [*circulation, *names, (), *beside(_number(letter, left), _day(letter, right), left + GAP)]


def _left(letter: Letter, room: int) -> int:
    """Return how wide the left column is: as on paper, wider for long lines, never at the cost of Quốc hiệu."""
    subject = () if letter.ten_loai else letter.trich_yeu
    longest = max(map(wide, (*letter.chu_quan, *letter.co_quan, letter.so_ky_hieu, *subject)))
    share = decree.PRESETS[letter.co_chu].head_left
    return max(cells(share, room), min(longest, room - GAP - wide(decree.QUOC_HIEU)))


def _names(letter: Letter, room: int) -> list[Line]:
    lines = [*_fitting(letter.chu_quan, "", room), *_fitting(letter.co_quan, "b", room)]
    own = max(map(width, _fitting(letter.co_quan, "b", room)))
    return [*centred(lines, room), *rule(round(own * decree.RULE_SHARE_DEFAULT), room)]


def _nation(room: int) -> list[Line]:
    motto = centred(wrapped((Run(decree.TIEU_NGU, "b"),), room), room)
    return [*evenly((Run(decree.QUOC_HIEU, "b"),), room), *motto, *rule(wide(decree.TIEU_NGU), room)]


def _number(letter: Letter, room: int) -> list[Line]:
    """Return the number, under it the subject of a công văn and how urgent it is."""
    lines = evenly((Run(letter.so_ky_hieu),), room)
    if not letter.ten_loai:
        lines += centred(_fitting(letter.trich_yeu, "", room), room)
    if letter.do_khan:
        lines += framed([(Run(decree.URGENCY[letter.do_khan][0], "b" + RED),)], room, RED)
    return lines


def _day(letter: Letter, room: int) -> list[Line]:
    return evenly((Run(letter.dia_danh_ngay, "i"),), room)


def _fitting(lines: Sequence[str], dress: str, room: int) -> list[Line]:
    """Return lines as they were broken for paper, or broken anew where one is too long."""
    said = lines if all(wide(line) <= room for line in lines) else [" ".join(lines)]
    return [line for text in said for line in wrapped((Run(text, dress),), room)]


def title(letter: Letter, room: int) -> list[Line]:
    """Return ô 5a: the type of document and its subject over a rule."""
    if not letter.ten_loai:
        return []
    subject = [line for text in letter.trich_yeu for line in wrapped((Run(text, "b"),), room)]
    under = rule(round(max(map(width, subject)) * decree.RULE_SHARE_DEFAULT), room)
    return [(), *evenly((Run(letter.ten_loai, "b"),), room), *centred(subject, room), *under]


def addressees(names: Sequence[str], room: int) -> list[Line]:
    """Return Kính gửi: a short line centred, a long one and several names indented."""
    if not names:
        return []
    first, *rest = wording.addressed(names)
    start = cells(decree.KINH_GUI_START, room)
    if not rest and wide(first) <= room - start:
        return [*evenly((Run(first),), room), ()]
    lines = wrapped((Run(first),), room, start, start if rest else start + len(decree.KINH_GUI) + 1)
    deeper = min(start + len(decree.KINH_GUI) - 1, room // 3)
    for line in rest:
        lines += wrapped((Run(line),), room, deeper, deeper + len("- "))
    return [*lines, ()]
