"""The head of a letter: Quốc hiệu, names, number and symbol, place and date, the subject under the number."""

from collections.abc import Sequence

from dispatch.foreign.lines import Line, Roles, first_line, lines_with
from dispatch.foreign.signs import (
    CIRCULATION,
    DRAFT,
    KINH_GUI,
    NGAY,
    QUOC_HIEU,
    SO,
    SO_KY_HIEU,
    TIEU_NGU,
    VE,
    VE_VIEC,
    is_urgency,
    type_key,
)

HEAD_MOST = 40  # lines
QUOC_HIEU_MOST = 25
STRAY_MOST = 3  # lines in no column between two of the head
SUBJECT_LINES = 8
SUBJECT_LINE = 150  # letters
NAME_LINE = 120


def find_head(lines: Sequence[Line]) -> tuple[Roles, int]:
    """Return the roles of the head, and the first line behind it."""
    roles: Roles = {}
    quoc_hieu = first_line(lines, range(QUOC_HIEU_MOST), lambda line: QUOC_HIEU.search(line.folded))
    if quoc_hieu is not None:
        roles[quoc_hieu] = "quoc_hieu"
    end = _find_signs(lines, roles)
    end = _find_subject(lines, roles, end)
    _find_names(lines, roles, end)
    return roles, end


def _find_signs(lines: Sequence[Line], roles: Roles) -> int:
    """Note motto, number and date, and return where the head ends."""
    end = 0
    for at, line in enumerate(lines[:HEAD_MOST]):
        if line.is_table or KINH_GUI.match(line.text) or (line.is_full and type_key(line.text)):
            break
        if not line.is_full or _is_sign(line) or _is_first_subject(lines, roles, at):
            end = at + 1
        elif end and at - end > STRAY_MOST:
            break
        _note_sign(line, at, roles)
    return end


def _is_sign(line: Line) -> bool:
    return bool(
        QUOC_HIEU.search(line.folded)
        or TIEU_NGU.search(line.folded)
        or is_number(line)
        or NGAY.fullmatch(line.text)
    )


def is_number(line: Line) -> bool:
    """Say whether a line tells number and symbol."""
    return bool(SO.match(line.folded) or SO_KY_HIEU.fullmatch(line.text))


def _note_sign(line: Line, at: int, roles: Roles) -> None:
    """Note what a line of the head is, of number and date only the first."""
    if at in roles:
        return
    if TIEU_NGU.search(line.folded):
        roles[at] = "tieu_ngu"
    elif is_number(line) and "so_ky_hieu" not in roles.values():
        roles[at] = "so_ky_hieu"
    elif NGAY.fullmatch(line.text) and "dia_danh_ngay" not in roles.values():
        roles[at] = "dia_danh_ngay"


def _is_first_subject(lines: Sequence[Line], roles: Roles, at: int) -> bool:
    """Say whether a line in no column opens the subject of a letter, under its number."""
    line = lines[at]
    return bool(VE_VIEC.match(line.text) and not line.is_centred and "so_ky_hieu" in roles.values())


def _find_subject(lines: Sequence[Line], roles: Roles, end: int) -> int:
    """Note the subject under the number, and return where the head ends with it."""
    number = next(iter(lines_with(roles, "so_ky_hieu")), None)
    named = first_line(lines, range(end + 1), lambda line: line.is_capital and type_key(line.text))
    among = [at for at in range(end + 4) if at not in roles and (named is None or at < named)]
    start = first_line(lines, among, lambda line: VE_VIEC.match(line.text) and not _is_of_a_title(line))
    if start is None and number is not None:
        behind = [at for at in among if number < at < end + 2]
        start = first_line(lines, behind, lambda line: VE.match(line.text) and not _is_of_a_title(line))
    if start is None or (number is None and not lines[start].is_left):
        return end
    at = start
    while at == start or (at < len(lines) and _goes_on(lines, roles, start, at)):
        roles[at] = "trich_yeu"
        at += 1
    return max(end, at)


def _is_of_a_title(line: Line) -> bool:
    """Say whether a subject stands in the middle of the page, as those of named types do."""
    return line.is_table or (line.is_full and line.is_centred and line.block.is_bold)


def _goes_on(lines: Sequence[Line], roles: Roles, start: int, at: int) -> bool:
    """Say whether a line still belongs to the subject that began above."""
    line, first = lines[at], lines[start]
    if at in roles or at - start >= SUBJECT_LINES or line.column != first.column:
        return False
    if line.is_table or line.is_capital or line.is_drawn or KINH_GUI.match(line.text):
        return False
    return len(line.text) < SUBJECT_LINE and not (line.is_full and line.block.apart)


def _find_names(lines: Sequence[Line], roles: Roles, end: int) -> None:
    """Note what the other lines of the head are: names of the agency, marks, drawn rules."""
    number = next(iter(lines_with(roles, "so_ky_hieu")), None)
    for at in range(end):
        if at not in roles:
            role = _name_role(lines[at], is_above_number=number is None or at < number)
            roles |= {at: role} if role else {}


def _name_role(line: Line, *, is_above_number: bool) -> str:
    """Return what an unmarked line of the head is, or nothing."""
    if line.is_drawn:
        return "ke"
    if DRAFT.match(line.folded):
        return "du_thao"
    if is_urgency(line.text):
        return "do_khan"
    if line.folded.strip(" .") in CIRCULATION:
        return "luu_hanh"
    if line.is_right or line.is_table or type_key(line.text) or len(line.text) > NAME_LINE:
        return ""
    return "co_quan" if line.is_capital or (line.is_left and is_above_number) else ""
