"""Who is to do what: by number, by dash, one unit alone, or in the flow of one sentence."""

from collections.abc import Iterator

from dispatch.letter.page import Block, Paragraph
from dispatch.letter.signs import ARABIC, DASH, NO_SIGN, SignedText, sign, signed
from dispatch.model import PhanCong, Viec
from dispatch.model.shares import Assignments
from dispatch.text import wording
from dispatch.text.marks import runs

BY_NUMBER, BY_DASH, IN_ONE_PARAGRAPH, BARE = "so", "gach", "doan", "khong"
NUMBERING = {BY_NUMBER: ARABIC, BY_DASH: DASH, BARE: NO_SIGN}
ROLES = {BY_NUMBER: ("Khoan", "KhoanDe"), BY_DASH: ("Gach", "Gach"), BARE: ("NoiDung", "KhoanDe")}


def assignments(said: Assignments) -> Iterator[Block]:
    """Yield the paragraphs that give each unit its tasks."""
    if way_of(said) == IN_ONE_PARAGRAPH and said.shares:
        yield Paragraph("NoiDung", runs(_one_paragraph(said.shares)))
        return
    for index, share in enumerate(said.shares):
        yield from _assignment(share, index, said)


def way_of(said: Assignments) -> str:
    """Return how units are told apart: as it was asked, or by number where there are several."""
    return said.way or (BY_NUMBER if len(said.shares) > 1 else BARE)


def _assignment(share: PhanCong, index: int, said: Assignments) -> Iterator[Block]:
    """Yield the paragraphs of one unit: in one sentence with its first task, or above all of them."""
    role, heading = ROLES[way_of(said)]
    opening = first_line(share, index, said).whole
    tasks = share.viec[1:] if _is_one_sentence(share) else share.viec
    if _is_one_sentence(share):
        yield Paragraph(role, runs(opening))
    else:
        yield Paragraph(heading, runs(opening, "b"), keep=True)
    for task in tasks:
        line = task_line(task, share, said)
        yield Paragraph("Gach" if line.sign else "NoiDung", runs(line.whole))


def _is_one_sentence(share: PhanCong) -> bool:
    """Say whether a unit and its first task stand in one sentence."""
    return share.lien or not (share.loi or share.don_vi)


def first_line(share: PhanCong, index: int, said: Assignments) -> SignedText:
    """Return the first line of a unit: its sign, its name, and its first task or a mark behind."""
    unit = wording.join_filled((share.loi, share.don_vi))
    if _is_one_sentence(share):
        text = wording.join_filled((unit, _task(share.viec[0])))
    else:
        text = wording.close(unit, share.dau)
    numbering = NUMBERING[way_of(said)]
    return signed(text, sign(numbering, index), numbering)


def task_line(task: Viec, share: PhanCong, said: Assignments) -> SignedText:
    """Return a task on a line of its own, with a dash where the task, its unit or the letter asks for it."""
    asked = (task.gach, share.gach, said.dashes, len(share.viec) > 1)
    has_dash = _is_one_sentence(share) or next(wish for wish in asked if wish is not None)
    return signed(_task(task), DASH if has_dash else "", DASH)


def _one_paragraph(shares: tuple[PhanCong, ...]) -> str:
    """Return all assignments as one sentence: units and their tasks, a semicolon between."""
    parts = [
        wording.join_filled((share.loi, share.don_vi, "; ".join(_clause(task) for task in share.viec)))
        for share in shares
    ]
    return wording.end_with("; ".join(parts), ".")


def _clause(task: Viec) -> str:
    """Return a task inside a sentence, without a full stop of its own."""
    return wording.end_with(_task(task), "")


def _task(task: Viec) -> str:
    if not task.han:
        return task.noi_dung
    if "{han}" in task.noi_dung:
        return task.noi_dung.replace("{han}", task.han)
    return wording.end_with(task.noi_dung.rstrip(": "), f", {task.han}.")
