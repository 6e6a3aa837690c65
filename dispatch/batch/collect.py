"""Put the letters of a batch together: in one archive, or in one file to print."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from dispatch.batch.executors.local import in_this_process
from dispatch.batch.manifest import DONE, MANIFEST, READABLE, Entry
from dispatch.batch.plan import BatchPlan, CheckedRows
from dispatch.batch.run import read_record
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.recipients.choose import TABLE_MOST
from dispatch.world import World

NOTHING = Fault("B061", N_("chưa có công văn nào để gộp"))


def write_zip(world: World, planned: BatchPlan, output: str, target: str) -> None:
    """Write every file of a batch, and its record, into one archive; only one letter is in memory at a time."""
    from dispatch.word.package.archive import stream_archive

    names = [MANIFEST, READABLE, *(file for entry in _done(world, planned, output) for file, _ in entry.files())]
    read = ((name, world.read(str(PurePath(output) / name), TABLE_MOST)) for name in names)
    world.stream(target, stream_archive(read))


def write_pack(world: World, planned: BatchPlan, output: str, target: str) -> None:
    """Write every letter of a batch into one file to print, in the order of the table."""
    from dispatch.word import merge

    if not _done(world, planned, output):
        raise Refused([NOTHING.at(Place(target))])
    world.write(target, merge.merge_letters(written_letters(world, planned, output)))


def write_pdf_pack(world: World, pdfs: Iterable[bytes], target: str) -> None:
    """Write the pages of every letter into one PDF, in the order in which they come."""
    from dispatch.preview.pdf_pages import join_pdfs

    whole = join_pdfs(pdfs)
    if not whole:
        raise Refused([NOTHING.at(Place(target))])
    world.write(target, whole)


def written_letters(world: World, planned: BatchPlan, output: str) -> Iterator[tuple[str, bytes]]:
    """Yield the letters of a batch as they stand in its folder, in the order of the table."""
    for entry in _done(world, planned, output):
        file = str(PurePath(output) / entry.file)
        yield file, world.read(file, TABLE_MOST)


def letters_to_write(planned: BatchPlan, checked: CheckedRows) -> Iterator[tuple[str, bytes]]:
    """Yield the letters of a batch as they would be written, in the order of the table."""
    for _, made in in_this_process(planned)(checked.good):
        if made.problems:
            raise Refused(made.problems)
        yield made.files[0].name, made.files[0].data


def _done(world: World, planned: BatchPlan, output: str) -> list[Entry]:
    """Return what was made of the rows of this batch, in the order of the table."""
    known = read_record(world, output)
    entries = (known.get(f"{stem}.docx") for stem in planned.stems)
    return [entry for entry in entries if entry and entry.status == DONE]
