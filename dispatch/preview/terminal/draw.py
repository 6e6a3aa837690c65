"""A letter as a terminal shows it at once: the parts that Word gets, where the decree puts them.

Drawing is a pure function of the letter; nothing is worded here but what stands for a page.
"""

from collections.abc import Iterable, Sequence

from dispatch import decree
from dispatch.letter import Appendix, Copy, Letter, Signer
from dispatch.preview.terminal.blocks import SIGNING, block_lines, signature_lines
from dispatch.preview.terminal.head import addressee_block, head_lines, names_beside_nation, title_lines
from dispatch.preview.terminal.lines import (
    TWO_COLUMNS,
    Line,
    add_dress,
    cell_width,
    place_beside,
    rule_lines,
    space_apart,
    wrap,
    wrap_evenly,
)
from dispatch.preview.terminal.notes import number_block_notes, number_notes
from dispatch.text.marks import Run, Text, bare
from dispatch.text.nonbreaking import keep_runs_together

LEAST, MOST = (
    20,
    100,
)  # a terminal narrower than this is taken as this wide; a page is no wider, whatever the terminal
LANDSCAPE_MOST = round(MOST * decree.LANDSCAPE_WIDTH / decree.TEXT_WIDTH)
NOTE_SHARE = 1 / 3
NEXT_PAGE, NEXT_ON_ITS_SIDE = "trang mới", "trang ngang"


def draw_letter(letter: Letter, width: int) -> tuple[Line, ...]:
    """Return a letter with its appendices in lines no wider than asked for, or than a page."""
    room = max(LEAST, min(width, MOST))
    notes: list[Text] = []
    lines: list[Line] = [
        *head_lines(letter, room),
        *title_lines(letter, room),
        (),
        *addressee_block(letter.kinh_gui, room),
    ]
    for block in number_block_notes(letter.noi_dung, notes):
        lines += block_lines(block, room)
    recipients = [number_notes(text, notes) for text in letter.noi_nhan]
    lines += [
        (),
        *_foot(letter, recipients, room),
        *_confirmation(letter.xac_nhan, room),
        *_notes(notes, 0, room),
        *_contact(letter.lien_he, room),
    ]
    for part in letter.van_ban_kem_theo:
        lines += [
            *_edge(NEXT_PAGE, room),
            *names_beside_nation(letter, room),
            (),
            *_behind(part, notes, room),
        ]
    for part in letter.phu_luc:
        wide = max(LEAST, min(width, LANDSCAPE_MOST if part.landscape else MOST))
        name = NEXT_ON_ITS_SIDE if part.landscape else NEXT_PAGE
        lines += [*_edge(name, wide), *_behind(part, notes, wide)]
    if letter.ban_sao:
        lines += _copy(letter.ban_sao, room)
    while not lines[-1]:
        lines.pop()
    return tuple(lines)


def as_plain(lines: Iterable[Line]) -> str:
    """Return lines as text."""
    return "".join("".join(run.text for run in line) + "\n" for line in lines)


CODES = {"b": "1", "d": "2", "i": "3", "u": "4", "r": "31"}


def as_styled(lines: Iterable[Line]) -> str:
    """Return lines as text that a terminal shows bold, slanted and underlined."""
    return "".join("".join(map(_style_run, line)) + "\n" for line in lines)


def _style_run(run: Run) -> str:
    codes = ";".join(code for letter, code in CODES.items() if letter in run.dress)
    return f"\x1b[{codes}m{run.text}\x1b[0m" if codes else run.text


# --- the foot ---------------------------------------------------------------------------------------


def _foot(letter: Letter, recipients: Sequence[Text], room: int) -> list[Line]:
    """Return ô 7 and 9b: recipients on the left, level with who signs; below where equals sign."""
    if room < TWO_COLUMNS:
        signed_by = space_apart([_signer(signer, room) for signer in letter.nguoi_ky])
        return [*signed_by, (), *_recipients(recipients, room)]
    half = room // 2
    if len(letter.nguoi_ky) == 1:
        return place_beside(_recipients(recipients, half - 1), _signer(letter.nguoi_ky[0], room - half), half)
    if letter.ky_ngang_hang:
        return [*_pairs(letter.nguoi_ky, half), (), *_recipients(recipients, room)]
    beside = round(room * decree.JOINT_RECIPIENTS / decree.TEXT_WIDTH)
    pairs = _pairs(letter.nguoi_ky, (room - beside) // 2)
    return place_beside(_recipients(recipients, beside - 1), pairs, beside)


def _pairs(signers: Sequence[Signer], half: int) -> list[Line]:
    """Return joint signers two by two, each two side by side."""
    drawn = [_signer(signer, half) for signer in signers]
    others: list[list[Line]] = [*drawn[1::2], []]
    return space_apart(
        [place_beside(left, right, half) for left, right in zip(drawn[::2], others, strict=False)]
    )


def _confirmation(text: str, room: int) -> list[Line]:
    """Return who confirms below the signature, on the left."""
    half = room if room < TWO_COLUMNS else room // 2
    return [(), *wrap_evenly((Run(text, "i"),), half), *[()] * SIGNING] if text else []


def _copy(copy: Copy, room: int) -> list[Line]:
    """Return the block of a copy below a rule as wide as the page: its head, then recipients and signer."""
    half = room if room < TWO_COLUMNS else room // 2
    names = [line for text in copy.co_quan for line in wrap_evenly((Run(text, "b"),), half)]
    way = wrap_evenly((Run(copy.hinh_thuc, "b"),), half)
    number = wrap_evenly((Run(copy.so_ky_hieu),), half)
    day = wrap_evenly((Run(copy.dia_danh_ngay, "i"),), half)
    recipients, signer = _recipients(copy.noi_nhan, half - 1), _signer(copy.nguoi_ky, half)
    above = [*_beside(names, way, half, room), *_beside(number, day, half, room)]
    return [(), *rule_lines(room, room), *above, (), *_beside(recipients, signer, half, room)]


def _beside(left: list[Line], right: list[Line], half: int, room: int) -> list[Line]:
    """Return two blocks side by side where there is room, else one under the other."""
    return place_beside(left, right, half) if half < room else [*left, *right]


def _recipients(texts: Sequence[Text], room: int) -> list[Line]:
    if not texts:
        return []
    lines = wrap((Run(decree.NOI_NHAN, "bi"),), room)
    return [*lines, *(line for text in texts for line in wrap(keep_runs_together(text), room, 0, len("- ")))]


def _signer(signer: Signer, room: int) -> list[Line]:
    under = [text for text in (signer.other, signer.name) if text]
    return signature_lines(signer.titles, under, room)


def _contact(texts: Sequence[str], room: int) -> list[Line]:
    lines = [line for text in texts for line in wrap((Run(text),), room)]
    return [(), *rule_lines(room, room), *lines] if lines else []


def _notes(notes: Sequence[Text], since: int, room: int) -> list[Line]:
    """Return the footnotes since a number, under a short rule."""
    lines: list[Line] = []
    for number, note in enumerate(notes[since:], since + 1):
        lines += wrap((Run(f"{number}", "^"), Run(" "), *note), room, 0, len("1 "))
    return [(), (Run("─" * round(room * NOTE_SHARE), "d"),), *lines] if lines else []


# --- what follows the letter ------------------------------------------------------------------------


def _edge(name: str, room: int) -> list[Line]:
    """Return where a page ends and the next begins."""
    return [(), (Run(f" {name} ".center(room, "═"), "d"),), ()]


def _behind(part: Appendix, notes: list[Text], room: int) -> list[Line]:
    """Return what stands on the pages of an appendix, form or issued document, its own footnotes below it."""
    since = len(notes)
    lines: list[Line] = []
    lines += wrap_evenly((Run(part.heading, "b"),), room) if part.heading else []
    for text in part.titles:
        lines += wrap_evenly(add_dress(number_notes(text, notes), "b"), room)
    if reference := number_notes(part.reference, notes):
        lines += wrap_evenly(reference, room)
        lines += rule_lines(round(min(cell_width(bare(reference)), room) * decree.RULE_SHARE_DEFAULT), room)
    lines.append(())
    for block in number_block_notes(part.blocks, notes):
        lines += block_lines(block, room)
    return [*lines, *_notes(notes, since, room)]
