"""Put the letters of a batch together: in one archive, or in one file to print."""

from pathlib import PurePath

from dispatch.batch.record import DONE, MANIFEST, READABLE, Entry
from dispatch.jobs.batching import known_to
from dispatch.jobs.planning import Plan
from dispatch.jobs.recipients import TABLE_MOST
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.world import World

NOTHING = Fault("B061", N_("chưa có công văn nào để gộp"))


def zipped(world: World, planned: Plan, output: str, target: str) -> None:
    """Write every file of a batch, and its record, into one archive; only one letter is in memory at a time."""
    from dispatch.word.package import archived

    names = [MANIFEST, READABLE, *(file for entry in _done(world, planned, output) for file, _ in entry.files())]
    read = ((name, world.read(str(PurePath(output) / name), TABLE_MOST)) for name in names)
    world.stream(target, archived(read))


def bound(world: World, planned: Plan, output: str, target: str) -> None:
    """Write every letter of a batch into one file to print, in the order of the table."""
    from dispatch.word import binding

    files = [str(PurePath(output) / entry.file) for entry in _done(world, planned, output)]
    if not files:
        raise Refused([NOTHING.at(Place(target))])
    world.write(target, binding.bound((file, world.read(file, TABLE_MOST)) for file in files))


def _done(world: World, planned: Plan, output: str) -> list[Entry]:
    """Return what was made of the rows of this batch, in the order of the table."""
    known = known_to(world, output)
    entries = (known.get(f"{stem}.docx") for stem in planned.stems)
    return [entry for entry in entries if entry and entry.status == DONE]
