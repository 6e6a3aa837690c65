"""Urge those who owe a report: the letter as YAML and as a Word file, with a fresh form for each of them."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

from dispatch import yaml_tree
from dispatch.batch.manifest import BUSY, LOCK
from dispatch.batch.records import append_product, read_products, read_record
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity
from dispatch.returns.deciding import read_day
from dispatch.returns.journal import REMINDED, Event
from dispatch.returns.ledger import Ledger, read_ledger
from dispatch.returns.reminder import Reminder, reminder_yaml, unit_reminder_yaml
from dispatch.returns.store import append_events
from dispatch.text import wording
from dispatch.world import LETTER_MOST, TEMPLATE_MOST, Outputs, SourceWorld, World
from dispatch.world.overlay import OverlayWorld

NOBODY = Fault("R040", N_("mọi đơn vị đã báo cáo hoặc được miễn"), severity=Severity.INFO)
NO_FORM_LEFT = Fault(
    "R041",
    N_("biểu đã phát '{file}' không còn nguyên như lúc phát, không gửi kèm được"),
    N_("làm lại bằng 'congvan batch --forms'"),
    Severity.WARNING,
)
PASSED = Fault(
    "R042", N_("hạn mới {deadline} không sau ngày tính {day}"), N_("ghi hạn muộn hơn (--deadline)")
)
LETTER = "don-doc"


class Reminding(NamedTuple):
    """What is asked for: the folder of a batch, where the reminder goes, until when, one letter or many."""

    folder: str
    output: str
    deadline: str
    number: str = ""
    day: str = ""
    each: bool = False
    force: bool = False


class Reminded(NamedTuple):
    """What was written, whom it reminds, and what was noticed."""

    targets: tuple[str, ...]
    units: tuple[str, ...]
    times: int
    problems: tuple[Problem, ...]


def remind_units(world: World, asked: Reminding) -> Reminded:
    """Write the reminder to exactly those who owe something.

    Raises:
        Refused: R001, R035, R042, and where nothing may be written.
    """
    with world.claimed(str(PurePath(asked.folder, LOCK))) as ours:
        if not ours:
            raise Refused([BUSY.at(Place(asked.folder))])
        ledger = read_ledger(world, asked.folder)
        reminder = _reminder(world, asked, ledger)
        if not reminder.owing:
            return Reminded((), (), reminder.times, (NOBODY.at(),))
        return _write(world, asked, ledger, reminder)


def _reminder(world: World, asked: Reminding, ledger: Ledger) -> Reminder:
    day, deadline = world.today(), read_day(asked.deadline)
    if deadline <= day:
        days = {"deadline": wording.short_date(deadline), "day": wording.short_date(day)}
        raise Refused([PASSED.at(None, (), **days)])
    (*_, last) = ledger.expected.rounds
    told = {"so": asked.number, "ngay": wording.short_date(read_day(asked.day)) if asked.day else ""}
    earlier = [event for event in ledger.events if event.kind == REMINDED]
    letter = {**last.letter, **_told_before(earlier), **{key: said for key, said in told.items() if said}}
    folders = [*dict.fromkeys([*(event.facts["folder"] for event in earlier), _name(asked)])]
    times = folders.index(_name(asked)) + 1
    others = [event for event in earlier if event.facts["folder"] in folders[times - 2 : times - 1]]
    before = _citation(world, asked, letter, others[-1]) if others else {}
    return Reminder(letter, ledger.status(day), day, deadline, times, before)


def _told_before(earlier: list[Event]) -> dict[str, str]:
    """Return number and day of the first letter, where somebody said them for a reminder before."""
    return {key: event.facts["first"][key] for event in earlier for key in event.facts["first"]}


def _name(asked: Reminding) -> str:
    return os.path.relpath(asked.output, asked.folder).replace(os.sep, "/")


def _citation(world: World, asked: Reminding, letter: Mapping[str, Any], before: Event) -> dict[str, str]:
    """Return how the reminder before is cited: with number and day, if these were written into its YAML."""
    file = str(PurePath(asked.folder, before.facts["folder"], f"{LETTER}.yaml"))
    try:
        root = yaml_tree.parse(yaml_tree.decode(world.read(file, LETTER_MOST), file), file)
    except Refused:
        said = {}
    else:
        nodes = {key: yaml_tree.child(root, key) for key in ("so", "ngay")}
        said = {key: node.value for key, node in nodes.items() if node and isinstance(node.value, str)}
    number = wording.number(said.get("so", "")) if said.get("so") else "…"
    day = said.get("ngay", "") if said.get("ngay", "").count("/") == len("//") else ""
    return {
        "loai": "Công văn",
        "so": f"{number}/{letter['ky_hieu']}",
        "ngay": day,
        "cua": letter["cua"],
        "ve": before.facts["subject"],
    }


def _write(world: World, asked: Reminding, ledger: Ledger, reminder: Reminder) -> Reminded:
    files, problems = _files(world, asked, reminder)
    known = read_products(world, asked.folder)
    ours = {f: known[name] for f in files if (name := _product(asked, f)) in known}
    outputs = Outputs(world, SourceWorld(world), force=asked.force, ours=ours)
    outputs.write(files)
    for file, data in files.items():
        name, sha256 = _product(asked, file), hashlib.sha256(data).hexdigest()
        if known.get(name) != sha256:
            append_product(world, asked.folder, name, sha256)
    _record(world, asked, ledger, reminder)
    names = tuple(every[0].unit.name for every in reminder.owing.values())
    return Reminded(tuple(files), names, reminder.times, tuple(problems))


def _product(asked: Reminding, file: str) -> str:
    return os.path.relpath(file, asked.folder).replace(os.sep, "/")


def _files(world: World, asked: Reminding, reminder: Reminder) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the letter or letters, each as YAML and for Word, and a fresh form for each unit."""
    from dispatch.building.products import build_letter

    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for stem, text in _texts(world, asked, reminder):
        yaml = str(PurePath(asked.output, f"{stem}.yaml"))
        data, found = build_letter(OverlayWorld(world, yaml, text), yaml)
        files |= {yaml: text, str(PurePath(asked.output, f"{stem}.docx")): data}
        problems += found
    forms, lost = _forms(world, asked, reminder)
    return files | forms, [*problems, *lost]


def _texts(world: World, asked: Reminding, reminder: Reminder) -> Iterator[tuple[str, bytes]]:
    """Yield what the letters say, each with the name of its files: for a unit, its name in the batch."""
    if not asked.each:
        yield LETTER, reminder_yaml(reminder).encode()
        return
    stems = {entry.ma or entry.don_vi: entry.stem for entry in read_record(world, asked.folder).values()}
    for code in reminder.owing:
        yield stems[code], unit_reminder_yaml(reminder, code).encode()


def _forms(world: World, asked: Reminding, reminder: Reminder) -> tuple[dict[str, bytes], list[Problem]]:
    """Return a fresh form for each unit that owes one, as it was handed out."""
    found: dict[str, bytes] = {}
    lost: list[Problem] = []
    for name, sha256 in _handed_out(world, asked, reminder):
        path = str(PurePath(asked.folder, name))
        data = world.read(path, TEMPLATE_MOST) if world.exists(path) else b""
        if hashlib.sha256(data).hexdigest() == sha256:
            found[str(PurePath(asked.output, name))] = data
        else:
            lost.append(NO_FORM_LEFT.at(Place(path), file=name))
    return found, lost


def _handed_out(world: World, asked: Reminding, reminder: Reminder) -> Iterator[tuple[str, str]]:
    owed = {code: [each.form for each in every] for code, every in reminder.owing.items()}
    for entry in read_record(world, asked.folder).values():
        for name, sha256 in entry.forms:
            code = entry.ma or entry.don_vi
            if any(PurePath(name).stem.endswith(f"-{form}") for form in owed.get(code, ())):
                yield name, sha256


def _record(world: World, asked: Reminding, ledger: Ledger, reminder: Reminder) -> None:
    """Write down who was reminded, unless just this was written down before."""
    first = {"so": asked.number, "ngay": reminder.letter["ngay"] if asked.day else ""}
    facts = {
        "folder": _name(asked),
        "subject": reminder.subject,
        "deadline": reminder.deadline.isoformat(),
        "units": [*reminder.owing],
        "first": {key: said for key, said in first.items() if said},
    }
    same = any(event.kind == REMINDED and event.facts == facts for event in ledger.events)
    if not same:
        append_events(world, asked.folder, [Event(REMINDED, world.today(), facts)])
