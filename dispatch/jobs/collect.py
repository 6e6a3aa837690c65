"""Take in what came back: every file gets its fate, what counts is summed up in one workbook."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from dispatch.batch.manifest import BUSY, FORMS, LOCK
from dispatch.batch.records import append_product, product_hashes
from dispatch.jobs.summary_file import refuse_kind, summary_file
from dispatch.problem import Place, Problem, Refused
from dispatch.returns.deciding import Decision, event_of
from dispatch.returns.fates import Fate, FileFate
from dispatch.returns.incoming import Incoming, incoming_files, unpacked
from dispatch.returns.journal import Receipt, kept_name, receipt_event, receipts_of
from dispatch.returns.ledger import Ledger, read_ledger
from dispatch.returns.reading import Kind, Reading, read_returned
from dispatch.returns.store import (
    RECEIVED_FILES,
    append_events,
    append_readings,
    inputs_hash,
    keep_file,
    read_expected,
    read_journal,
    refuse_links,
    remember_made,
    remember_readings,
    was_made_of,
)
from dispatch.world import Outputs, SourceWorld, World, canonical_path

AT_ONCE = 200  # files whose receipts are written together; a crash makes at most these be read again


class Collected(NamedTuple):
    """What a run has found: the fate of every file, how many were new, what it wrote."""

    ledger: Ledger
    files: tuple[FileFate, ...]
    new: int
    target: str = ""


class Collecting(NamedTuple):
    """What is asked for: the folder of a batch, what came back, where the summary goes, the last round."""

    folder: str
    sources: Sequence[str] = ()
    output: str = ""
    force: bool = False
    last: str = ""
    sent: Sequence[tuple[str, bytes]] = ()
    """What came back through a page: names and bytes, in no folder yet."""


def collect_returns(world: World, asked: Collecting, decisions: Sequence[Decision] = ()) -> Collected:
    """Take in what came back and sum up what counts.

    Raises:
        Refused: R001 for a folder that no batch with forms has written, B031 while another run is at work,
            and where the summary may not be written.
    """
    read_expected(world, asked.folder)
    with world.claimed(str(PurePath(asked.folder, LOCK))) as ours:
        if not ours:
            raise Refused([BUSY.at(Place(asked.folder))])
        refuse_links(world, asked.folder)
        outputs = _outputs(world, asked)
        if asked.output:
            outputs.refuse([asked.output])
            refuse_kind(asked.output)
        unread = _take_in(world, asked)
        ledger = read_ledger(world, asked.folder, last=asked.last)
        if decisions:
            decided = [event_of(decision, ledger, world.today()) for decision in decisions]
            append_events(world, asked.folder, decided)
            ledger = read_ledger(world, asked.folder, last=asked.last)
        files = (*ledger.fates.files, *unread.files)
        if asked.output:
            _write_summary(outputs, asked, ledger, files)
        return Collected(ledger, files, unread.new, asked.output)


class TakenIn(NamedTuple):
    """What came of taking files in: those that cannot be read at all, and how many were new."""

    files: tuple[FileFate, ...]
    new: int


def _outputs(world: World, asked: Collecting) -> Outputs:
    """Return what this run may write: nothing that came back, and an earlier summary of ours only."""
    reading = SourceWorld(world)
    ours = _earlier_summary(Outputs(world, reading), asked) if asked.output else {}
    outputs = Outputs(world, reading, force=asked.force, ours=ours)
    for source in asked.sources:
        reading.sources.update(world.files_below(source) if world.is_folder(source) else [source])
    if ours and outputs.holds(asked.output, ours[asked.output]):
        place = canonical_path(asked.output)
        reading.sources = {name for name in reading.sources if canonical_path(name) != place}
    return outputs


def _earlier_summary(outputs: Outputs, asked: Collecting) -> dict[str, str]:
    """Return the summary that stands there if it is any of those that were recorded here."""
    known = product_hashes(outputs.world, asked.folder, _product_name(asked))
    there = next(
        (sha256 for sha256 in known if outputs.holds(asked.output, sha256)), known[0] if known else ""
    )
    return {asked.output: there} if there else {}


def _product_name(asked: Collecting) -> str:
    """Return how the summary is recorded: from the folder, so that both may be moved together."""
    return os.path.relpath(asked.output, asked.folder).replace(os.sep, "/")


def _take_in(world: World, asked: Collecting) -> TakenIn:
    """Keep and read every file that is new; what was there before is neither kept nor read again."""
    before = receipts_of(read_journal(world, asked.folder))
    remember_readings(world, asked.folder, before)
    seen, known = (
        {(each.sha256, each.name) for each in before},
        {each.sha256: each.kept_as for each in before},
    )
    unread: list[FileFate] = []
    waiting: list[tuple[Receipt, Reading | None]] = []
    new = 0
    for incoming in _incoming(world, asked):
        if incoming.problem:
            unread.append(_unread(incoming.name, incoming.problem, world.today()))
            continue
        receipt = _receipt(incoming.data, incoming.name, world.today(), known)
        if (receipt.sha256, receipt.name) in seen:
            continue
        seen.add((receipt.sha256, receipt.name))
        waiting.append((receipt, _read_new(world, asked, receipt, incoming, known)))
        new += 1
        if len(waiting) >= AT_ONCE:
            _record(world, asked, waiting)
    _record(world, asked, waiting)
    return TakenIn(tuple(unread), new)


def _incoming(world: World, asked: Collecting) -> Iterator[Incoming]:
    """Yield the files of every source, then those that were sent; what we made ourselves is none of them."""
    own = (asked.output, str(PurePath(asked.folder, RECEIVED_FILES)), str(PurePath(asked.folder, FORMS)))
    for source in asked.sources:
        for incoming in incoming_files(world, [source], [name for name in own if name]):
            yield incoming._replace(name=_name_in(incoming.name, source))
    for name, data in asked.sent:
        yield from unpacked(name, data)


def _name_in(name: str, source: str) -> str:
    """Return how a file is called inside what was named: the same from wherever it is looked at."""
    return name if name == source else os.path.relpath(name, source).replace(os.sep, "/")


def _unread(name: str, problem: Problem, today: date) -> FileFate:
    return FileFate(Receipt("", name, today), Fate.STRANGER, problem)


def _receipt(data: bytes, name: str, today: date, known: Mapping[str, str]) -> Receipt:
    sha256 = hashlib.sha256(data).hexdigest()
    return Receipt(sha256, name, today, known.get(sha256) or kept_name(sha256, name))


def _read_new(
    world: World, asked: Collecting, receipt: Receipt, incoming: Incoming, known: dict[str, str]
) -> Reading | None:
    """Keep a file that is new and return what it says; one whose bytes came before is only noted."""
    if receipt.sha256 in known:
        return None
    known[receipt.sha256] = receipt.kept_as
    reading = read_returned(incoming.data, receipt.name)
    keep_file(world, asked.folder, receipt, incoming.data)
    return reading


def _record(world: World, asked: Collecting, waiting: list[tuple[Receipt, Reading | None]]) -> None:
    """Write down what came in; what was kept is safe before the journal says that it came."""
    if waiting:
        world.settle()
        append_readings(world, asked.folder, [(each.sha256, said) for each, said in waiting if said])
        append_events(world, asked.folder, [receipt_event(each) for each, _ in waiting])
        waiting.clear()


def _write_summary(outputs: Outputs, asked: Collecting, ledger: Ledger, files: Sequence[FileFate]) -> None:
    """Write the summary, unless it stands as it was made of the same."""
    world, name = outputs.world, _product_name(asked)
    unread = (file.receipt.name for file in files if not file.receipt.sha256)
    inputs = inputs_hash(world, asked.folder, name, asked.last, *unread)
    made = was_made_of(world, asked.folder, inputs) if not asked.last else ""
    if made and outputs.holds(asked.output, made):
        return
    data = summary_file(world, asked.output, ledger, files, _links(asked, files))
    sha256 = hashlib.sha256(data).hexdigest()
    if product_hashes(world, asked.folder, name)[:1] != [sha256]:
        append_product(world, asked.folder, name, sha256)  # first, so that it is ours whenever a run ends
    outputs.write({asked.output: data})
    remember_made(world, asked.folder, sha256, inputs)


def _links(asked: Collecting, files: Iterable[FileFate]) -> dict[str, str]:
    """Return where the kept copy of each file lies, as seen from the summary."""
    from urllib.parse import quote

    there = os.path.relpath(str(PurePath(asked.folder, RECEIVED_FILES)), str(PurePath(asked.output).parent))
    return {
        file.receipt.name: quote(f"{there}/{file.receipt.kept_as}".replace(os.sep, "/"))
        for file in files
        if file.receipt.sha256 and file.reading.kind is not Kind.STRANGER
    }
