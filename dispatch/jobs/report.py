"""Report upwards: the báo cáo with the summary and the list of those who have not reported."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from dispatch.batch.manifest import BUSY, LOCK
from dispatch.batch.records import append_product, read_products
from dispatch.problem import Place, Problem, Refused
from dispatch.returns.journal import REPORTED, Event
from dispatch.returns.ledger import Ledger, read_ledger, summaries_of
from dispatch.returns.report import report_yaml
from dispatch.returns.store import append_events
from dispatch.world import Outputs, SourceWorld, World
from dispatch.world.overlay import OverlayWorld

LETTER = "bao-cao"


class Reported(NamedTuple):
    """What was written, and what was noticed."""

    targets: tuple[str, ...]
    problems: Sequence[Problem]


def report_upwards(world: World, folder: str, output: str, to: str = "", *, force: bool = False) -> Reported:
    """Write the report on a round as YAML and for Word.

    Raises:
        Refused: R001 for a folder that no batch with forms has written, B031 while another run is at work,
            and where nothing may be written.
    """
    from dispatch.building.products import build_letter

    with world.claimed(str(PurePath(folder, LOCK))) as ours:
        if not ours:
            raise Refused([BUSY.at(Place(folder))])
        ledger = read_ledger(world, folder)
        yaml = str(PurePath(output, f"{LETTER}.yaml"))
        text = report_yaml(ledger, summaries_of(ledger), world.today(), to).encode()
        data, problems = build_letter(OverlayWorld(world, yaml, text), yaml)
        files = {yaml: text, str(PurePath(output, f"{LETTER}.docx")): data}
        names = {file: os.path.relpath(file, folder).replace(os.sep, "/") for file in files}
        known = read_products(world, folder)
        renewable = {file: known[name] for file, name in names.items() if name in known}
        Outputs(world, SourceWorld(world), force=force, ours=renewable).write(files)
        for file, made in files.items():
            if known.get(names[file]) != (sha256 := hashlib.sha256(made).hexdigest()):
                append_product(world, folder, names[file], sha256)
        _record(world, folder, ledger)
        return Reported(tuple(files), problems)


def _record(world: World, folder: str, ledger: Ledger) -> None:
    """Write down which files the report was made of, so that what changes afterwards can be told."""
    counted = {f"{unit} {form}": file.receipt.sha256 for (unit, form), file in ledger.fates.counted.items()}
    facts = {"counted": dict(sorted(counted.items()))}
    if not any(event.kind == REPORTED and event.facts == facts for event in ledger.events):
        append_events(world, folder, [Event(REPORTED, world.today(), facts)])
