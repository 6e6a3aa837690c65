"""Put the letters of a batch together: in one archive, or in one file to print."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from os.path import join, relpath
from pathlib import PurePath
from typing import NamedTuple

from dispatch.batch import manifest
from dispatch.batch.executors.local import in_this_process
from dispatch.batch.manifest import DONE, MANIFEST, READABLE, ROUNDS, Entry
from dispatch.batch.plan import BatchPlan, CheckedRows
from dispatch.batch.records import append_product, read_products, read_record, refuse_links
from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.recipients.choose import TABLE_MOST
from dispatch.world import Outputs, World, canonical_path, link_problem

MEETS = Fault("B063", N_("trùng với một tệp khác của chính lượt này"), N_("chọn tên khác cho --zip, --pack"))
NOTHING = Fault("B061", N_("chưa có công văn nào để gộp"))


class Gathering(NamedTuple):
    """A batch whose letters are put together.

    What may be written, what was planned, the folder of its letters.
    """

    outputs: Outputs
    planned: BatchPlan
    folder: str

    def record(self, target: str) -> None:
        """Record what was written, so that a later run may renew it."""
        append_product(self.outputs.world, self.folder, self.name_of(target), self.outputs.ours[target])

    def name_of(self, target: str) -> str:
        """Return how a product is recorded: from the folder, so that both may be moved together."""
        with suppress(ValueError):  # another drive of Windows
            return PurePath(relpath(target, self.folder)).as_posix()
        return canonical_path(target)


def refuse_products(gathering: Gathering, targets: Sequence[str]) -> None:
    """Refuse archives and packs that may not be written, before any letter is: all of them at once."""
    outputs, folder = gathering.outputs, gathering.folder
    refuse_links(outputs, folder)
    known = read_products(outputs.world, folder)
    for target in targets:
        if sha256 := known.get(gathering.name_of(target)):
            outputs.ours[target] = sha256
    problems = [problem for target in targets if (problem := outputs.problem(target))]
    problems += _meeting(gathering, targets)
    if problems:
        raise Refused(problems)


def _meeting(gathering: Gathering, targets: Sequence[str]) -> Iterator[Problem]:
    """Yield the products that would meet each other, a letter of the batch, or its record."""
    planned, folder = gathering.planned, gathering.folder
    names = [
        MANIFEST,
        READABLE,
        manifest.PRODUCTS,
        manifest.LOCK,
        *(f"{stem}.docx" for stem in planned.everyone),
    ]
    taken = {canonical_path(join(folder, name)).casefold() for name in names} if targets else set()
    for target in targets:
        place = canonical_path(target).casefold()
        if place in taken:
            yield MEETS.at(Place(target))
        taken.add(place)


def write_zip(gathering: Gathering, target: str) -> None:
    """Write every file of a batch, and its record, into one archive.

    Only one letter is in memory at a time.
    """
    from dispatch.word.package.archive import stream_archive

    world, entries = gathering.outputs.world, _done(gathering)
    rounds = [ROUNDS] if any(entry.forms for entry in entries) else []
    names = [MANIFEST, READABLE, *rounds, *(file for entry in entries for file, _ in entry.files())]
    files = ((name, _read_own(world, join(gathering.folder, name))) for name in names)
    gathering.outputs.stream(target, stream_archive(files))
    gathering.record(target)


def write_pack(gathering: Gathering, target: str) -> None:
    """Write every letter of a batch into one file to print, in the order of the table."""
    from dispatch.word.merge import merge_letters

    if not _done(gathering):
        raise Refused([NOTHING.at(Place(target))])
    gathering.outputs.write({target: merge_letters(written_letters(gathering))})
    gathering.record(target)


def write_pdf_pack(gathering: Gathering, pdfs: Iterable[bytes], target: str) -> None:
    """Write the pages of every letter into one PDF, in the order in which they come."""
    from dispatch.preview.pdf_pages import join_pdfs

    pages = join_pdfs(pdfs)
    if not pages:
        raise Refused([NOTHING.at(Place(target))])
    gathering.outputs.write({target: pages})
    gathering.record(target)


def written_letters(gathering: Gathering) -> Iterator[tuple[str, bytes]]:
    """Yield the letters of a batch as they stand in its folder, in the order of the table."""
    for entry in _done(gathering):
        file = join(gathering.folder, entry.file)
        yield file, _read_own(gathering.outputs.world, file)


def _read_own(world: World, file: str) -> bytes:
    """Return a file that the batch wrote; what somebody put a link in the place of is not it."""
    if world.is_link(file):
        raise Refused([link_problem(file)])
    return world.read(file, TABLE_MOST)


def letters_to_write(planned: BatchPlan, checked: CheckedRows) -> Iterator[tuple[str, bytes]]:
    """Yield the letters of a batch as they would be written, in the order of the table."""
    for _, letter in in_this_process(planned)(checked.good):
        if letter.problems:
            raise Refused(letter.problems)
        yield letter.files[0].name, letter.files[0].data


def _done(gathering: Gathering) -> list[Entry]:
    """Return what was made of the rows of this batch, in the order of the table."""
    known = read_record(gathering.outputs.world, gathering.folder)
    entries = (known.get(f"{stem}.docx") for stem in gathering.planned.stems)
    return [entry for entry in entries if entry and entry.status == DONE]
