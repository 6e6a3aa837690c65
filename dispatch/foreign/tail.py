"""The tail of a letter: Nơi nhận on the left, who signs on the right, and where the letter ends."""

from collections.abc import Sequence
from typing import NamedTuple

from dispatch.foreign.letters import folded
from dispatch.foreign.lines import Line, Roles, first_line
from dispatch.foreign.signs import (
    CHUC_VU,
    DASH,
    DRAFTERS_MARK,
    FILE_NAME,
    LUU,
    NOI_NHAN,
    NOI_NHAN_ALONE,
    PARENTHESES,
    PHU_LUC,
    QUOC_HIEU,
    QUYEN_HAN,
    TIEU_NGU,
)

HEADING = 16  # letters: a line that says Nơi nhận and nothing else
RECIPIENT = 140
SIGNED_LINE = 70
SIGNER_LINES = 10
SHORT = 60
BEHIND = 80  # lines in which the signer may stand behind Nơi nhận
NAME_WORDS = (2, 7)
UNDASHED = 90


class Tail(NamedTuple):
    """The roles of the tail, where it begins and where what follows the letter begins."""

    roles: Roles
    start: int
    end: int


def find_tail(lines: Sequence[Line], body: int, *, dressed: bool) -> Tail:
    """Return the tail behind a body; the first Nơi nhận is its own, others are of what follows."""
    found = first_line(lines, range(body, len(lines)), _opens_recipients)
    if found is None:
        return _tail_without_recipients(lines, body)
    roles = {found: "noi_nhan"}
    last = _find_recipients(lines, found, roles, dressed=dressed)
    signed = _signed_before(lines, body, found)
    signed += _signed_behind(lines, found, last, signed, roles, dressed=dressed)
    roles |= dict.fromkeys(signed, "nguoi_ky")
    return Tail(roles, min([found, *signed]), max([last, *(at + 1 for at in signed)]))


def _opens_recipients(line: Line) -> bool:
    if line.is_table or not NOI_NHAN.match(line.text):
        return False
    rest = NOI_NHAN.sub("", line.text, count=1)
    alone = not line.is_full or len(line.text) < HEADING or bool(NOI_NHAN_ALONE.match(line.text))
    return alone and len(rest) < RECIPIENT


def _tail_without_recipients(lines: Sequence[Line], body: int) -> Tail:
    """Return a tail that only says who signs: in the right column, or below a line of authority."""
    found = first_line(
        lines,
        range(body, len(lines)),
        lambda line: (
            not line.is_table
            and line.is_capital
            and len(line.text) < SIGNED_LINE
            and bool(QUYEN_HAN.match(line.text))
        ),
    )
    if found is None:
        return Tail({}, len(lines), len(lines))
    signed = [found, *_signed_behind(lines, found, found + 1, [found], {}, dressed=True)]
    return Tail(dict.fromkeys(signed, "nguoi_ky"), found, max(signed) + 1)


# --- Nơi nhận ---------------------------------------------------------------------------------------


def _find_recipients(lines: Sequence[Line], found: int, roles: Roles, *, dressed: bool) -> int:
    """Note the recipients below the heading, and return the line behind them."""
    heading, at = lines[found], found + 1
    filed = filed_whole = False
    while at < len(lines):
        line = lines[at]
        if _is_beside(line, heading):
            at += 1
            continue
        if _ends_recipients(line, heading, filed=filed_whole):
            break
        if not _is_in_a_cell(heading) and not _is_recipient(lines, at, filed=filed, dressed=dressed):
            break
        roles[at] = "noi_nhan"
        filed = filed or bool(LUU.match(line.text))
        filed_whole = filed and not line.text.endswith((",", "-"))
        at += 1
    return max(at for at in roles if roles[at] == "noi_nhan") + 1


def _is_in_a_cell(heading: Line) -> bool:
    """Say whether a table tells where the recipients end."""
    return heading.is_left and bool(heading.table)


def _is_beside(line: Line, heading: Line) -> bool:
    return line.is_right and not heading.is_right


def _ends_recipients(line: Line, heading: Line, *, filed: bool) -> bool:
    """Say whether a line is no recipient any more, wherever it stands."""
    if line.is_table or QUOC_HIEU.search(line.folded):
        return True
    if _is_in_a_cell(heading) and (not line.is_left or line.table != heading.table):
        return True
    is_appendix = line.is_capital and bool(PHU_LUC.match(line.folded))
    goes_on = DASH.match(line.text) or DRAFTERS_MARK.fullmatch(line.text)
    return is_appendix or (filed and not goes_on)


def _is_recipient(lines: Sequence[Line], at: int, *, filed: bool, dressed: bool) -> bool:
    """Say whether a line that stands in no column is one more recipient."""
    line, above = lines[at], lines[at - 1]
    if DASH.match(line.text) or line.block.number:
        return not filed or not above.text.endswith(".")
    if filed or line.is_capital:
        return False
    if line.text.endswith((";", ",")):
        return True
    goes_on = len(line.text) < UNDASHED and not above.text.endswith((";", ".", ":"))
    return goes_on and not line.block.apart and (not dressed or not line.block.is_bold)


# --- who signs --------------------------------------------------------------------------------------


def _signed_before(lines: Sequence[Line], body: int, found: int) -> list[int]:
    """Return the lines of the signer that stand above Nơi nhận."""
    signed: list[int] = []
    heading, at = lines[found], found - 1
    while at >= body and len(signed) < SIGNER_LINES:
        line = lines[at]
        in_capitals = line.is_capital or bool(QUYEN_HAN.match(line.text))
        of_page = not heading.is_left and not line.is_right and in_capitals and len(line.text) < SIGNED_LINE
        beside = line.is_left and bool(signed) and line.table == lines[signed[0]].table
        stacked = line.is_left and line.table == heading.table and in_capitals
        signs = line.is_right or beside or of_page or stacked or _is_name_above(lines, at, found)
        if line.is_table or not signs:
            break
        signed.insert(0, at)
        at -= 1
    return signed if any(lines[at].is_capital for at in signed) else []


def _is_name_above(lines: Sequence[Line], at: int, found: int) -> bool:
    """Say whether the line right above Nơi nhận is a name, with an office in capitals over it."""
    above = lines[at - 1] if at else None
    signs = (
        above is not None
        and above.is_capital
        and bool(QUYEN_HAN.match(above.text) or CHUC_VU.match(above.folded))
    )
    return at == found - 1 and signs and is_name(lines[at].text)


def _signed_behind(
    lines: Sequence[Line], found: int, last: int, before: Sequence[int], roles: Roles, *, dressed: bool
) -> list[int]:
    """Return the lines of the signer beside Nơi nhận and below; file names among them are noted."""
    signed: list[int] = []
    for at in range(found + 1, min(found + BEHIND, len(lines))):
        line = lines[at]
        if at in roles or _is_empty_beside(line, lines[found]):
            continue
        if FILE_NAME.search(line.text) and len(line.text) < UNDASHED:
            roles[at] = "ten_tep"
        elif _is_signed_on_the_right(line, lines[found], signed) or (
            at >= last and _is_signed_below(lines, [*before, *signed], line, dressed=dressed)
        ):
            signed.append(at)
        else:
            break
    return signed


def _is_empty_beside(line: Line, heading: Line) -> bool:
    return line.is_left and bool(heading.table) and line.table == heading.table


def _is_signed_on_the_right(line: Line, heading: Line, signed: Sequence[int]) -> bool:
    together = line.table == heading.table or not line.table or not signed
    emblem = QUOC_HIEU.search(line.folded) or TIEU_NGU.search(line.folded)
    return line.is_right and not line.is_table and together and not emblem


def _is_signed_below(lines: Sequence[Line], signed: Sequence[int], line: Line, *, dressed: bool) -> bool:
    """Say whether a line in no column goes on with who signs."""
    of_another_head = line.is_left and bool(line.table)
    if line.is_right or line.is_table or of_another_head or len(line.text) >= SHORT:
        return False
    named = any(not lines[at].is_capital and is_name(lines[at].text) for at in signed)
    if named:
        return False
    if line.is_capital and (QUYEN_HAN.match(line.text) or CHUC_VU.match(line.folded)):
        return True
    if not signed:
        return False
    plain_name = is_name(line.text) and (line.block.is_bold or not dressed)
    return plain_name or bool(PARENTHESES.fullmatch(line.text))


def is_name(text: str) -> bool:
    """Say whether a text may be the name of a person."""
    words = text.split()
    least, most = NAME_WORDS
    capitals = all(word[:1].isupper() for word in words)
    return (
        least <= len(words) <= most and capitals and not DASH.match(text) and not PHU_LUC.match(folded(text))
    )
