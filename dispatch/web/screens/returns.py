"""What came back: files are dropped, and every unit and every file shows how it stands and why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, NamedTuple

from dispatch.jobs.collect import Collected, Collecting, collect_returns
from dispatch.jobs.desk import batch_folder
from dispatch.jobs.returned import Returns, look_at_returns, received_file, summary_of_returns
from dispatch.problem import N_, Fault, Problem, Refused, Say, in_reading_order
from dispatch.returns.fates import Fate, FileFate
from dispatch.returns.status import State, UnitStatus
from dispatch.returns.store import NO_ROUND
from dispatch.text import wording
from dispatch.web.rendering import page, told_problems
from dispatch.web.screens.made_files import shown_follow_ups
from dispatch.web.site import Answer, Asked, Site

NOTHING_SENT = Fault("S022", N_("chưa chọn tệp nào"), N_("chọn các tệp gửi về, hoặc kéo thả vào ô chọn tệp"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTES = "application/octet-stream"
STATE_SIGNS = {
    State.IN_TIME: "good",
    State.LATE: "warn",
    State.TO_MEND: "wrong",
    State.INSTEAD: "wrong",
    State.EXCUSED: "quiet",
    State.MISSING: "open",
}
FATE_SIGNS = {Fate.COUNTED: "good", Fate.TO_MEND: "wrong", Fate.INSTEAD: "wrong", Fate.OUTSIDE: "warn"}
TO_LOOK_AT = (Fate.TO_MEND, Fate.INSTEAD, Fate.OUTSIDE, Fate.STRANGER)
NEXT_SEND = N_("chọn các tệp gửi về ở ô dưới đây, hoặc kéo thả chúng vào đó")
NEXT_LOOK = N_("cho biết {count} tệp là của đơn vị nào")
NEXT_REMIND = N_("đã quá hạn, làm công văn đôn đốc {count} nơi chưa xong")
NEXT_WAIT = N_("chờ {count} nơi còn lại")
NEXT_REPORT = N_("đã đủ: xem số liệu tổng hợp, làm báo cáo cấp trên")


class Received(NamedTuple):
    """What became of files that were just sent: how many were new, the fate of each."""

    new: int
    files: Sequence[FileFate]


def show_returns(site: Site, asked: Asked) -> Answer:
    """Show how it stands with every unit, and what became of every file."""
    return returns_page(site, asked)


def receive_files(site: Site, asked: Asked) -> Answer:
    """Take in the files that were sent, and show what became of each."""
    folder = batch_folder(site.file_of(asked.path["name"]))
    sent = [(_bare_name(upload.name), upload.data) for upload in asked.sent("files")]
    if not sent:
        return returns_page(site, asked, [NOTHING_SENT.at()], status=422)
    try:
        collected = collect_returns(site.world, Collecting(folder, sent=sent))
    except Refused as refusal:
        return returns_page(site, asked, refusal.problems, status=422)
    return returns_page(site, asked, received=_received(collected, [name for name, _ in sent]))


def _bare_name(name: str) -> str:
    """Return the name of a file without the folders that some browsers send along."""
    return PurePath(name.replace("\\", "/")).name or name


def _received(collected: Collected, names: Iterable[str]) -> Received:
    """Return what became of the files that were sent, those inside an archive too."""
    known = {*names}
    files = [file for file in collected.files if file.receipt.name.partition("/")[0] in known]
    return Received(collected.new, files)


def returns_page(
    site: Site,
    asked: Asked,
    problems: Sequence[Problem] = (),
    *,
    received: Received | None = None,
    status: int = 200,
) -> Answer:
    """Return the page of what came back; one that says what to do where no forms were handed out."""
    name = asked.path["name"]
    file = site.file_of(name)
    try:
        found = look_at_returns(site.world, batch_folder(file))
    except Refused as refusal:
        if [problem.code for problem in refusal.problems] != [NO_ROUND.code]:
            raise
        return page(site, asked, "no_returns.html", name=name)
    files = _in_order(found.ledger.fates.files)
    return page(
        site,
        asked,
        "returns.html",
        status,
        name=name,
        out=PurePath(batch_folder(name)).name,
        problems=told_problems(in_reading_order(problems), asked.language),
        received=received and _shown_received(received, asked),
        files=[shown_file(each, asked.say) for each in files],
        to_look_at=[shown_file(each, asked.say) for each in files if each.fate in TO_LOOK_AT],
        follow_ups=shown_follow_ups(site, file, found.ledger),
        **_shown_units(found, asked),
    )


def _shown_units(found: Returns, asked: Asked) -> dict[str, Any]:
    share, wanted = found.share, asked.query.get("state", "")
    counts = Counter(each.state for each in found.statuses)
    return {
        "share": share,
        "late": share.sent - share.in_time,
        "deadline": shown_day(found.deadline),
        "today": shown_day(found.day),
        "next": _next_step(found, asked.say),
        "is_overdue": found.is_overdue,
        "states": [
            (each.name.lower(), asked.say(each.value), counts[each]) for each in State if counts[each]
        ],
        "wanted": wanted,
        "several_forms": len(found.ledger.expected.forms) > 1,
        "units": [
            shown_unit(each, asked.say)
            for each in found.statuses
            if not wanted or each.state.name.lower() == wanted
        ],
    }


def _next_step(found: Returns, say: Say) -> dict[str, str]:
    """Return what a clerk does next, and where on the page."""
    files, rest = found.ledger.fates.files, found.share.units - found.share.sent
    nobodys = sum(file.fate is Fate.INSTEAD and file.unit is None for file in files)
    if not rest:
        words, goal = NEXT_REPORT, "made"
    elif not files:
        words, goal = NEXT_SEND, "files"
    elif nobodys:
        words, goal = NEXT_LOOK, "look"
    elif found.is_overdue:
        words, goal = NEXT_REMIND, "made"
    else:
        words, goal = NEXT_WAIT, "units"
    return {"words": say(words).format(count=nobodys if words is NEXT_LOOK else rest), "goal": goal}


def _shown_received(received: Received, asked: Asked) -> dict[str, Any]:
    counts = Counter(file.fate for file in received.files)
    return {
        "count": len(received.files),
        "new": received.new,
        "classes": " · ".join(f"{asked.say(fate.value)} {counts[fate]}" for fate in Fate if counts[fate]),
        "files": [shown_file(file, asked.say) for file in _in_order(received.files)],
    }


def _in_order(files: Iterable[FileFate]) -> list[FileFate]:
    """Return files with those first that somebody has to look at."""
    return sorted(files, key=lambda file: (file.fate not in TO_LOOK_AT, file.receipt.name))


def shown_unit(status: UnitStatus, say: Say) -> dict[str, Any]:
    """Return how it stands with a unit, as a line shows it."""
    days = say(N_("quá hạn {days} ngày")).format(days=status.days_late) if status.days_late else ""
    reason = status.reason.text(say) if isinstance(status.reason, Problem) else status.reason
    return {
        "number": status.unit.number,
        "name": status.unit.name,
        "code": status.unit.code,
        "form": status.form,
        "sign": STATE_SIGNS[status.state],
        "state": say(status.state.value),
        "days": days,
        "day": shown_day(status.received),
        "file": status.file,
        "reason": reason,
    }


def shown_file(file: FileFate, say: Say) -> dict[str, Any]:
    """Return what became of a file, as a line shows it."""
    return {
        "name": file.receipt.name,
        "sha256": file.receipt.sha256,
        "day": shown_day(file.receipt.day),
        "sign": FATE_SIGNS.get(file.fate, "quiet"),
        "fate": say(file.fate.value),
        "unit": file.unit.name if file.unit else "",
        "code": file.unit.code if file.unit else "",
        "reason": file.reason.text(say) if file.reason else "",
        "remarks": len(file.problems) if not file.reason else 0,
        "good": file.reading.good,
        "counted": file.fate is Fate.COUNTED,
    }


def shown_day(day: date | None) -> str:
    """Return a day as it is read here; nothing where there is none."""
    return wording.short_date(day) if day else ""


def get_summary(site: Site, asked: Asked) -> Answer:
    """Return the summary so far as a workbook."""
    file = site.file_of(asked.path["name"])
    data = summary_of_returns(site.world, batch_folder(file))
    return Answer(data, XLSX, file_name=f"{PurePath(file).stem}-tong-hop.xlsx")


def get_received(site: Site, asked: Asked) -> Answer:
    """Return a file as it came in: to be carried away, never shown as a page of ours."""
    folder = batch_folder(site.file_of(asked.path["name"]))
    name, data = received_file(site.world, folder, asked.path["sha"])
    return Answer(data, BYTES, file_name=_bare_name(name))
