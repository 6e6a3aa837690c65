"""Who is to do what: by number, by dash, one unit alone, or in the flow of one sentence."""

from collections.abc import Iterator

from dispatch.letter.page import Block, Paragraph
from dispatch.model import CongVan, PhanCong, Viec
from dispatch.text import wording
from dispatch.text.marks import runs

BY_NUMBER, BY_DASH, IN_ONE_PARAGRAPH, BARE = "so", "gach", "doan", "khong"
ROLES = {BY_NUMBER: ("Khoan", "KhoanDe"), BY_DASH: ("Gach", "Gach"), BARE: ("NoiDung", "KhoanDe")}


def assignments(letter_data: CongVan) -> Iterator[Block]:
    """Yield the paragraphs that give each unit its tasks."""
    shares = letter_data.phan_cong
    way = letter_data.kieu_phan_cong or (BY_NUMBER if len(shares) > 1 else BARE)
    if way == IN_ONE_PARAGRAPH and shares:
        yield Paragraph("NoiDung", runs(_one_paragraph(shares)))
        return
    for index, share in enumerate(shares):
        opening = {BY_NUMBER: f"{index + 1}.", BY_DASH: "-"}.get(way, "")
        yield from _assignment(share, opening, ROLES[way], letter_data)


def _assignment(
    share: PhanCong, opening: str, roles: tuple[str, str], letter_data: CongVan
) -> Iterator[Block]:
    """Yield the paragraphs of one unit: in one sentence with its first task, or above all of them."""
    unit = wording.join_filled((share.loi, share.don_vi))
    role, heading = roles
    if share.lien or not unit:
        first, *rest = [_task(task) for task in share.viec]
        yield Paragraph(role, runs(wording.join_filled((opening, unit, first))))
        yield from (Paragraph("Gach", runs(f"- {task}")) for task in rest)
        return
    yield Paragraph(heading, runs(wording.join_filled((opening, f"{unit}{share.dau}")), "b"), keep=True)
    asked = (share.gach, letter_data.gach_viec, len(share.viec) > 1)
    for task in share.viec:
        dash = next(said for said in (task.gach, *asked) if said is not None)
        yield Paragraph("Gach" if dash else "NoiDung", runs(("- " if dash else "") + _task(task)))


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
    return wording.end_with(task.noi_dung, f", {task.han}.")
