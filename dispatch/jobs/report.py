"""Report upwards: the báo cáo with the summary and the list of those who have not reported."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from dispatch.batch.manifest import BUSY, LOCK
from dispatch.batch.records import append_product, read_products
from dispatch.problem import Place, Problem, Refused
from dispatch.returns.amendments import totals_of
from dispatch.returns.fill_upper import ColumnMapping, FilledForm, fill_upper_form
from dispatch.returns.journal import MAPPED, REPORTED, Event
from dispatch.returns.ledger import Ledger, read_ledger, summaries_of
from dispatch.returns.report import report_yaml
from dispatch.returns.store import append_events
from dispatch.returns.summary import Summary
from dispatch.world import TEMPLATE_MOST, Outputs, SourceWorld, World
from dispatch.world.overlay import OverlayWorld

LETTER = "bao-cao"


class Reported(NamedTuple):
    """What was written, and what was noticed."""

    targets: tuple[str, ...]
    problems: Sequence[Problem]


class Reporting(NamedTuple):
    """What is asked for: the folder of a batch, where the report goes, to whom, in which forms of theirs."""

    folder: str
    output: str
    to: Sequence[str] = ()
    forms: Sequence[str] = ()
    mapping: ColumnMapping = ColumnMapping()
    force: bool = False


def report_upwards(world: World, asked: Reporting) -> Reported:
    """Write the report on a round as YAML and for Word, and fill the forms of the level above.

    Raises:
        Refused: R001 for a folder that no batch with forms has written, B031 while another run is at work,
            R060 to R068 for a form of the level above, and where nothing may be written.
    """
    with world.claimed(str(PurePath(asked.folder, LOCK))) as ours:
        if not ours:
            raise Refused([BUSY.at(Place(asked.folder))])
        reading = SourceWorld(world)
        ledger = read_ledger(world, asked.folder)
        summaries = summaries_of(ledger)
        filled = {file: _filled(reading, asked, file, ledger, summaries) for file in asked.forms}
        files, problems = _letter(world, asked, ledger, summaries)
        files |= {
            str(PurePath(asked.output, PurePath(file).name)): each.data for file, each in filled.items()
        }
        _write(world, reading, asked, files)
        facts = [each.facts for each in filled.values() if each.facts]
        _record(
            world,
            asked.folder,
            ledger,
            [*((MAPPED, each) for each in facts), (REPORTED, _reported(ledger, summaries))],
        )
        told = [problem for each in filled.values() for problem in each.problems]
        return Reported(tuple(files), [*problems, *told])


def _filled(
    reading: SourceWorld, asked: Reporting, file: str, ledger: Ledger, summaries: Sequence[Summary]
) -> FilledForm:
    data = reading.read(file, TEMPLATE_MOST)
    return fill_upper_form(data, file, summaries, ledger.events, asked.mapping)


def _letter(
    world: World, asked: Reporting, ledger: Ledger, summaries: Sequence[Summary]
) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the báo cáo as YAML and for Word."""
    from dispatch.building.products import build_letter

    yaml = str(PurePath(asked.output, f"{LETTER}.yaml"))
    text = report_yaml(ledger, summaries, world.today(), asked.to).encode()
    data, problems = build_letter(OverlayWorld(world, yaml, text), yaml)
    return {yaml: text, str(PurePath(asked.output, f"{LETTER}.docx")): data}, problems


def _write(world: World, reading: SourceWorld, asked: Reporting, files: dict[str, bytes]) -> None:
    """Write the files, and write down that they are ours."""
    names = {file: os.path.relpath(file, asked.folder).replace(os.sep, "/") for file in files}
    known = read_products(world, asked.folder)
    renewable = {file: known[name] for file, name in names.items() if name in known}
    Outputs(world, reading, force=asked.force, ours=renewable).write(files)
    for file, made in files.items():
        if known.get(names[file]) != (sha256 := hashlib.sha256(made).hexdigest()):
            append_product(world, asked.folder, names[file], sha256)


def _reported(ledger: Ledger, summaries: Sequence[Summary]) -> dict[str, object]:
    """Return which files a report is made of and its totals, so that what changes afterwards can be told."""
    counted = {f"{unit} {form}": file.receipt.sha256 for (unit, form), file in ledger.fates.counted.items()}
    return {"counted": dict(sorted(counted.items())), "totals": totals_of(summaries)}


def _record(
    world: World, folder: str, ledger: Ledger, happened: Sequence[tuple[str, dict[str, object]]]
) -> None:
    """Write down what was done, unless just this was written down before."""
    known = [(event.kind, event.facts) for event in ledger.events]
    events = [Event(kind, world.today(), facts) for kind, facts in happened if (kind, facts) not in known]
    append_events(world, folder, events)
