"""Put the letters of a batch together: in one archive, or in one file to print."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from dispatch.batch.executors.local import alone
from dispatch.batch.manifest import DONE, MANIFEST, READABLE, Entry
from dispatch.batch.plan import Checked, Plan
from dispatch.batch.run import known_to
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.recipients.choose import TABLE_MOST
from dispatch.world import World

NOTHING = Fault("B061", N_("chưa có công văn nào để gộp"))


def zipped(world: World, planned: Plan, output: str, target: str) -> None:
    """Write every file of a batch, and its record, into one archive; only one letter is in memory at a time."""
    from dispatch.word.package.archive import archived

    names = [MANIFEST, READABLE, *(file for entry in _done(world, planned, output) for file, _ in entry.files())]
    read = ((name, world.read(str(PurePath(output) / name), TABLE_MOST)) for name in names)
    world.stream(target, archived(read))


def bound(world: World, planned: Plan, output: str, target: str) -> None:
    """Write every letter of a batch into one file to print, in the order of the table."""
    from dispatch.word import merge

    if not _done(world, planned, output):
        raise Refused([NOTHING.at(Place(target))])
    world.write(target, merge.bound(letters_done(world, planned, output)))


def bound_pages(world: World, pdfs: Iterable[bytes], target: str) -> None:
    """Write the pages of every letter into one PDF, in the order in which they come."""
    from dispatch.preview.pdf_pages import joined

    whole = joined(pdfs)
    if not whole:
        raise Refused([NOTHING.at(Place(target))])
    world.write(target, whole)


def letters_done(world: World, planned: Plan, output: str) -> Iterator[tuple[str, bytes]]:
    """Yield the letters of a batch as they stand in its folder, in the order of the table."""
    for entry in _done(world, planned, output):
        file = str(PurePath(output) / entry.file)
        yield file, world.read(file, TABLE_MOST)


def letters_to_be(planned: Plan, checked: Checked) -> Iterator[tuple[str, bytes]]:
    """Yield the letters of a batch as they would be written, in the order of the table."""
    for _, made in alone(planned)(checked.good):
        if made.problems:
            raise Refused(made.problems)
        yield made.files[0].name, made.files[0].data


def _done(world: World, planned: Plan, output: str) -> list[Entry]:
    """Return what was made of the rows of this batch, in the order of the table."""
    known = known_to(world, output)
    entries = (known.get(f"{stem}.docx") for stem in planned.stems)
    return [entry for entry in entries if entry and entry.status == DONE]
