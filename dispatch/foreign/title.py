"""What stands between the head and the body: type and subject of a named document, and Kính gửi."""

from collections.abc import Sequence

from dispatch.foreign.letters import folded
from dispatch.foreign.lines import Line, Roles, first_line
from dispatch.foreign.signs import BASIS, DASH, KINH_GUI, NOI_NHAN_ALONE, QUYEN_HAN, VE_VIEC, type_key
from dispatch.patterns import lazy_pattern

AFTER_HEAD = 5  # lines in which a type may stand
TITLE_LINES = 9
TYPE_LINE = 40  # letters
LONG_LINE = 140
SUBJECT_LINE = 200
WITH_AUTHORITY = ("quyết định", "nghị quyết", "thông tư", "nghị định", "quy chế", "chỉ thị")
ITEM = lazy_pattern(r"[IVX]+\.|\d+\.|(?:Điều|Chương|Phần)\b")
CLOSED = lazy_pattern(r".*[.:;]$")

KINH_GUI_AFTER = 12  # lines behind the head
ADDRESSEES_MOST = 60
ADDRESSEE = 110  # letters of one without a dash
ADDRESSEE_MOST = 400
OPENING = lazy_pattern(
    r"(?:Căn cứ|Thực hiện|Theo|Ngày|Để|Xét|Phúc đáp|Tiếp|Triển khai|Sau khi|Trên cơ sở|Vừa qua|Hiện nay"
    r"|Nhằm|Qua|Trong|Công cụ|Thời gian)\b"
)
INDENTED = 20.0  # mm: further in than a first line ever stands
SENTENCE = lazy_pattern(r".*[^\W\d_]\.$")
SENTENCE_LEAST = 80


def find_title(lines: Sequence[Line], head_end: int, *, dressed: bool) -> tuple[Roles, int]:
    """Return the roles of type, subject and the authority that issues it, and where the text goes on."""
    roles: Roles = {}
    for at in range(head_end, min(head_end + AFTER_HEAD, len(lines))):
        line = lines[at]
        if _is_type(line):
            roles[at] = "loai"
            return roles | _subject(lines, at, dressed=dressed), _behind(lines, at, dressed=dressed)
        if line.is_table or KINH_GUI.match(line.text) or len(line.text) > LONG_LINE:
            break
    return roles, head_end


def _is_type(line: Line) -> bool:
    """Say whether a line names the type of the document, alone or with the body it is of (BÁO CÁO NHANH)."""
    if line.is_table or not line.is_capital:
        return False
    words = line.text.split()
    whole = type_key(line.text)
    begins = any(type_key(" ".join(words[:count])) for count in (2, 3))
    return bool(whole or (begins and line.is_centred and len(line.text) < TYPE_LINE))


def _subject(lines: Sequence[Line], start: int, *, dressed: bool) -> Roles:
    """Return the roles of the lines below a type: its subject, then who issues it."""
    roles: Roles = {}
    at = start + 1
    while at < len(lines) and _is_of_title(lines, start, at, roles, dressed=dressed):
        roles[at] = _title_role(lines, start, at)
        at += 1
    return roles


def _behind(lines: Sequence[Line], start: int, *, dressed: bool) -> int:
    return max([start, *_subject(lines, start, dressed=dressed)]) + 1


def _title_role(lines: Sequence[Line], start: int, at: int) -> str:
    line = lines[at]
    if line.is_drawn:
        return "ke"
    return "tham_quyen" if _is_issuer(lines, start, at) else "trich_yeu"


def _is_issuer(lines: Sequence[Line], start: int, at: int) -> bool:
    """Say whether a line below the subject names whoever issues a decision."""
    issued = type_key(lines[start].text) in AUTHORITY_KEYS
    return issued and at > start + 1 and lines[at].is_capital and not type_key(lines[at].text)


AUTHORITY_KEYS = tuple(
    key for name in WITH_AUTHORITY for key in (folded(name), folded(name).replace(" ", "_"))
)


def _is_of_title(lines: Sequence[Line], start: int, at: int, roles: Roles, *, dressed: bool) -> bool:
    """Say whether a line still belongs to the title."""
    line = lines[at]
    if line.is_drawn:
        return True
    if line.is_table or not line.is_full or at - start > TITLE_LINES or "tham_quyen" in roles.values():
        return False
    if KINH_GUI.match(line.text) or BASIS.match(line.text) or ITEM.match(line.text):
        return False
    if _is_issuer(lines, start, at):
        return True
    if dressed and lines[start].is_centred:
        return line.is_centred or (line.block.is_bold and bool(VE_VIEC.match(line.text)))
    below = at == start + 1 or not line.block.apart
    ended = at > start + 1 and (CLOSED.match(lines[at - 1].text) or CLOSED.match(line.text))
    return below and not ended and len(line.text) < SUBJECT_LINE


# --- Kính gửi ---------------------------------------------------------------------------------------


def find_addressees(lines: Sequence[Line], start: int) -> tuple[Roles, int]:
    """Return the roles of Kính gửi and of what stands before it, and where the body begins."""
    among = range(start, min(start + KINH_GUI_AFTER, len(lines)))
    found = first_line(lines, among, lambda line: not line.is_table and KINH_GUI.match(line.text))
    if found is None:
        return {}, start
    roles = dict.fromkeys(range(start, found), "truoc_kinh_gui") | {found: "kinh_gui"}
    said = KINH_GUI.sub("", lines[found].text, count=1)
    at = found + 1
    while at < len(lines) and at - found <= ADDRESSEES_MOST and _is_addressee(lines, found, at, said):
        roles[at] = "kinh_gui"
        at += 1
    return roles, at


def _is_addressee(lines: Sequence[Line], found: int, at: int, said: str) -> bool:
    """Say whether a line below Kính gửi is still one of the addressees."""
    line, first = lines[at], lines[found + 1]
    if line.is_table or len(line.text) > ADDRESSEE_MOST or _opens_the_tail(line):
        return False
    if _is_dashed(first):
        return _is_dashed(line) or _completes(lines, at)
    if said:
        return _completes(lines, at) and not SENTENCE.match(said)
    ended = at > found + 1 and lines[at - 1].text.endswith(".")
    return not ended and len(line.text) <= ADDRESSEE and not _opens_the_text(line)


def _opens_the_tail(line: Line) -> bool:
    """Say whether the recipients or who signs begin here: a draft may have no text between."""
    return bool(NOI_NHAN_ALONE.match(line.text) or (line.is_capital and QUYEN_HAN.match(line.text)))


def _is_dashed(line: Line) -> bool:
    return bool(DASH.match(line.text)) or line.block.number in ("-", "+")


def _completes(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line without a dash goes on with the addressee above, which ended in no mark."""
    line, above = lines[at], lines[at - 1]
    open_ended = not above.text.endswith((".", ";", ":"))
    return open_ended and line.text[:1].islower() and not line.block.apart and len(line.text) <= ADDRESSEE


def _opens_the_text(line: Line) -> bool:
    indented = line.block.indent >= INDENTED
    sentence = len(line.text) > SENTENCE_LEAST and bool(SENTENCE.match(line.text))
    return bool(OPENING.match(line.text)) or (sentence and line.block.align == "both" and not indented)
