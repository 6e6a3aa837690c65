"""What follows from what came back: the reminder to those who owe something, the report upwards."""

from collections.abc import Iterable
from pathlib import PurePath

from dispatch.jobs.desk import batch_folder
from dispatch.jobs.remind import Reminding, remind_units
from dispatch.jobs.report import Reporting, report_upwards
from dispatch.problem import Problem, Refused
from dispatch.returns.journal import REMINDED
from dispatch.returns.ledger import Ledger, read_ledger
from dispatch.web.screens.made_files import REMINDER_FOLDER, REPORT_FOLDER
from dispatch.web.screens.returns import returns_page
from dispatch.web.site import Answer, Asked, Site


def make_reminder(site: Site, asked: Asked) -> Answer:
    """Write the reminder to exactly those who owe something."""
    file = site.file_of(asked.path["name"])
    folder = batch_folder(file)
    try:
        output = _reminder_folder(site, file, read_ledger(site.world, folder))
        deadline, number, day = (asked.said(name).strip() for name in ("deadline", "number", "day"))
        wanted = Reminding(folder, output, deadline, number, day, bool(asked.said("each")))
        done = remind_units(site.world, wanted)
    except Refused as refusal:
        return _told(site, asked, refusal.problems)
    return _told(site, asked, done.problems) if not done.targets else _back(asked)


def make_report(site: Site, asked: Asked) -> Answer:
    """Write the report upwards."""
    file = site.file_of(asked.path["name"])
    try:
        output = _beside(file, REPORT_FOLDER)
        to = [name for name in (asked.said("to").strip(),) if name]
        report_upwards(site.world, Reporting(batch_folder(file), output, to))
    except Refused as refusal:
        return _told(site, asked, refusal.problems)
    return _back(asked)


def _told(site: Site, asked: Asked, problems: Iterable[Problem]) -> Answer:
    return returns_page(site, asked, list(problems), status=422)


def _back(asked: Asked) -> Answer:
    return Answer(goal=f"/letters/{asked.path['name']}/returns#made")


def _beside(file: str, pattern: str) -> str:
    path = PurePath(file)
    return str(path.with_name(pattern.format(stem=path.stem)))


def _reminder_folder(site: Site, file: str, ledger: Ledger) -> str:
    """Return where the reminder goes: one whose deadline is still ahead is renewed, else it is the next."""
    first = _beside(file, REMINDER_FOLDER)
    folders = {event.facts["folder"]: event for event in ledger.events if event.kind == REMINDED}
    if not folders:
        return first
    last, event = next(reversed(folders.items()))
    if event.facts["deadline"] >= site.world.today().isoformat():
        return str(PurePath(file).with_name(PurePath(last).name))
    return f"{first}-{len(folders) + 1}"
