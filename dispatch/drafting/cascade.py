"""The directive of the level above as the beginning of ours: its basis, the tasks it hands us, its forms."""

import re
from datetime import date, timedelta
from typing import Any, NamedTuple

from dispatch import decree, units
from dispatch.agencies import Agency
from dispatch.drafting.answers import Answers, AttachedForm, Basis, DraftTask, Share
from dispatch.drafting.lower_levels import seat_of
from dispatch.letter import symbol
from dispatch.letter.bases import short_citations, spell_out
from dispatch.model import BieuMau, CongVan
from dispatch.model.shares import assignments_in
from dispatch.problem import shorten
from dispatch.tasks import Due, read_deadline
from dispatch.text import wording
from dispatch.text.marks import bare, runs
from dispatch.units import Unit

FROM_ABOVE = "xem lại: việc cấp trên giao '{unit}', giữ nguyên lời; sửa cho hợp với nơi nhận của mình"
NOTHING_FOR_US = "xem lại: công văn cấp trên không ghi việc giao riêng cho đơn vị mình"
AS_TYPED = "xem lại: không rõ ngày nên giữ nguyên thời hạn của cấp trên"
OTHERS = {
    "ma",
    "kem_theo",
    "don_vi_bao_cao",
    "ma_don_vi",
    "han",
    "mau",
}  # what a form says only under its own letter
DATES = r"\d{1,2}([/.-])\d{1,2}\1\d{4}"


class LetterAbove(NamedTuple):
    """A directive from above, wherever it was read from.

    How it is cited, whom it asks for what, its forms.
    """

    basis: Basis
    shares: tuple[Share, ...]
    forms: tuple[AttachedForm, ...] = ()


def as_letter_above(letter_data: CongVan) -> LetterAbove:
    """Return a letter of ours as the level below sees it."""
    number, (day, month, year) = letter_data.so.strip(), letter_data.ngay
    return LetterAbove(
        basis=Basis(
            kind=decree.TYPES[letter_data.loai][0],
            symbol=f"{wording.number(number) if number else '…'}/{symbol(letter_data)}",
            day=wording.short_date(date(year, month, day)) if day and month and year else "",
            issuer=letter_data.co_quan.called,
            subject=bare(runs(letter_data.trich_yeu)),
        ),
        shares=tuple(_shares(letter_data)),
        forms=tuple(
            AttachedForm(form.ma, form.han, whole=_form_values(form)) for form in letter_data.bieu_mau
        ),
    )


def _shares(letter_data: CongVan) -> list[Share]:
    """Return who is to do what, all tasks of one name together; short citations are spelt out.

    What is given to nobody by name is given to all whom the letter is sent to.
    """
    citations, everybody = short_citations(letter_data.can_cu), ", ".join(letter_data.kinh_gui)
    shares: dict[str, list[DraftTask]] = {}
    for share in (share for _, said in assignments_in(letter_data) for share in said.shares):
        tasks = (DraftTask(spell_out(task.noi_dung, citations), task.han) for task in share.viec)
        shares.setdefault(share.don_vi or everybody, []).extend(tasks)
    return [Share(unit, tuple(tasks)) for unit, tasks in shares.items()]


def _form_values(form: BieuMau) -> dict[str, Any]:
    return {key: value for key, value in form.model_dump(exclude_unset=True).items() if key not in OTHERS}


def hand_down(above: LetterAbove, answers: Answers, day: date, earlier: int) -> Answers:
    """Return our own answers completed by the letter above.

    Its basis first, the tasks it gives us, its forms.
    """
    ours = [share for share in above.shares if is_meant(share.unit, answers.block, day)]
    unit = ", ".join(answers.to)
    shares = [
        Share(unit, tuple(_sooner(task, earlier) for task in share.tasks), _told_by(share)) for share in ours
    ]
    return answers._replace(
        bases=(above.basis, *answers.bases),
        shares=tuple(shares) or (Share(unit, (DraftTask(""),), NOTHING_FOR_US),),
        forms=(*(_form(form, earlier) for form in above.forms), *answers.forms),
    )


def _told_by(share: Share) -> str:
    told = FROM_ABOVE.format(unit=shorten(share.unit))
    return f"{told}; {share.remark}" if share.remark else told


def is_meant(unit: str, block: Agency, day: date) -> bool:
    """Say whether an assignment goes to an agency: by its own name, or among all of its kind."""
    home = seat_of(block, day)
    names = [block.ten_goi, *([f"UBND {home.full}"] if home and not block.chu_quan else [])]
    pieces = {units.name_key(piece) for piece in re.split(r"[,;]|\svà\s", unit)}
    if any(name and units.name_key(name) in pieces for name in names):
        return True
    said = unit.casefold().replace(decree.COMMITTEES["UBND"].casefold(), "ubnd")
    if block.chu_quan or not home:
        return "các sở" in said and block.ten[0].startswith("Sở ")
    return _among(home, said, day)


def _among(home: Unit, text: str, day: date) -> bool:
    """Say whether a text speaks of all committees of the kind or of the level of a unit."""
    if f"ubnd cấp {_level(home, day)}" in text:
        return True
    group = re.search(r"ubnd các (.*)", text)
    return bool(group) and home.kind in re.findall("|".join(units.KINDS), group[1] if group else "")


def _level(home: Unit, day: date) -> str:
    if not home.above:
        return "tỉnh"
    return (
        "huyện"
        if day < decree.TWO_TIERS_SINCE and home in units.units_below(Unit(home.above, ""), day)
        else "xã"
    )


def _form(form: AttachedForm, earlier: int) -> AttachedForm:
    task = _sooner(DraftTask("", form.deadline), earlier)
    return form._replace(deadline=task.deadline, remark=task.remark)


def _sooner(task: DraftTask, days: int) -> DraftTask:
    """Return a task with a deadline some days before; one that is no clear day stays as it was typed."""
    if not (task.deadline and days):
        return task
    text = bring_forward(task.deadline, task.what, days)
    return task._replace(deadline=text) if text else task._replace(remark=AS_TYPED)


def bring_forward(text: str, sentence: str, days: int) -> str:
    """Return a deadline some days earlier in the same words where they allow it.

    Nothing if that is no clear day.
    """
    asked = read_deadline(text, sentence)
    if isinstance(asked, date):
        before = asked - timedelta(days=days)
        wanted: Due = before
        tries = [_moved_date(text, days), f"đến hết ngày {wording.short_date(before)}"]
    elif asked and asked.day > days:
        wanted = asked._replace(day=asked.day - days)
        tries = [_move_day(text, asked.day + more, days) for more in (0, 1)]
    else:
        return ""
    return next((tried for tried in tries if read_deadline(tried, sentence) == wanted), "")


def _moved_date(text: str, days: int) -> str:
    def earlier(deadline: re.Match[str]) -> str:
        day, month, year = wording.day_parts(deadline[0])
        return wording.short_date(date(year, month or 1, day or 1) - timedelta(days=days))

    return re.sub(DATES, earlier, text)


def _move_day(text: str, day: int, days: int) -> str:
    return re.sub(rf"(?<!\d)0?{day}(?!\d)", str(day - days), text, count=1)
