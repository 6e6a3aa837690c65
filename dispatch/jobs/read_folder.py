"""Read the letters of a folder, each as a letter of ours, several at a time."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from dispatch.drafting.letter_yaml import LOOK
from dispatch.jobs.read import ReadFile, read_file
from dispatch.problem import N_, Fault, Place, Problem, Refused, errors
from dispatch.world import Disk, Outputs, SourceWorld, World

NO_LETTERS = Fault(
    "G030",
    N_("thư mục không có tệp .docx, .doc, .pdf hay .txt nào"),
    N_("đưa thư mục chứa văn bản đến, hoặc tên từng tệp"),
)
SUFFIXES = (".docx", ".doc", ".pdf", ".txt")
OPEN_IN_WORD = "~$"


class ReadOutcome(NamedTuple):
    """What became of a file: where it was written, how many places are doubtful, what is told of it."""

    file: str
    target: str  # nothing, of one that was refused
    doubts: int
    problems: tuple[Problem, ...]


def write_read_folder(
    world: World, folder: str, output: str, *, count: int = 1, force: bool = False
) -> Iterator[ReadOutcome]:
    """Write each file of a folder as a letter of ours into another folder; what cannot be read is told."""
    from dispatch.batch.executors.process_pool import process_pool

    errands = _errands(world, folder, output)
    reading = SourceWorld(world)
    reading.sources.update(file for file, _ in errands)
    outputs = Outputs(world, reading, force=force)
    outputs.refuse([target for _, target in errands])
    with process_pool(_read_one, count) as done:
        for (file, target), found in zip(errands, done(errands), strict=True):
            if errors(found.problems) and not found.text:
                yield ReadOutcome(file, "", 0, found.problems)
                continue
            outputs.write({target: found.text.encode()})
            yield ReadOutcome(file, target, found.text.count(f"{LOOK}:"), found.problems)


def _errands(world: World, folder: str, output: str) -> list[tuple[str, str]]:
    """Return each file with the one that it becomes: by its stem, where no other has the same."""
    names = sorted({name for suffix in SUFFIXES for name in world.names(folder, suffix)})
    names = [name for name in names if not name.startswith(OPEN_IN_WORD)]
    if not names:
        raise Refused([NO_LETTERS.at(Place(folder))])
    stems = Counter(PurePath(name).stem.casefold() for name in names)
    return [
        (str(PurePath(folder) / name), str(PurePath(output) / f"{_stem(name, stems)}.yaml")) for name in names
    ]


def _stem(name: str, stems: Counter[str]) -> str:
    stem = PurePath(name).stem
    return stem if stems[stem.casefold()] == 1 else name


def _read_one(errand: tuple[str, str]) -> ReadFile:
    """Read one file, wherever this process works."""
    file, target = errand
    try:
        return read_file(Disk(), file, target)
    except Refused as refusal:
        return ReadFile("", tuple(refusal.problems))
