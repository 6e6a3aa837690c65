"""Give back what a letter was made from, out of its Word file."""

from collections import Counter
from pathlib import PurePath, PurePosixPath
from typing import NamedTuple

from dispatch.building.source import (
    ODD_NAME,
    config_file_name,
    letter_file_name,
    letter_text,
    read_trusted_source,
)
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity
from dispatch.recipients.file_names import FORBIDDEN, RESERVED
from dispatch.world import TEMPLATE_MOST, Outputs, SourceWorld, World

NO_PICTURE = Fault(
    "N009", N_("hình '{name}' không còn trong tệp Word"), N_("chép hình vào cạnh tệp YAML"), Severity.WARNING
)


class ExtractedFiles(NamedTuple):
    """What was written from a Word file, and what could not be."""

    targets: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def extract_letter(world: World, file: str, output: str, *, force: bool = False) -> ExtractedFiles:
    """Write the letter that a Word file carries."""
    reading = SourceWorld(world)
    text = letter_text(read_trusted_source(reading, file), file)
    return ExtractedFiles(Outputs(world, reading, force=force).write({output: text}))


def extract_all(world: World, file: str, folder: str, *, force: bool = False) -> ExtractedFiles:
    """Write all that a letter was made from, so that it can be built again there."""
    from dispatch.word.source.extract import pictures_by_hash

    reading = SourceWorld(world)
    source = read_trusted_source(reading, file)
    pictures = pictures_by_hash(world.read(file, TEMPLATE_MOST)) if source.pictures else {}
    files = [(letter_file_name(file), letter_text(source, file))]
    files += [(config_file_name(config, file), config.data) for config in source.configs]
    files += [(name, pictures[sha256]) for name, sha256 in source.pictures if sha256 in pictures]
    _refuse_odd([name for name, _ in files], file)
    missing = [name for name, sha256 in source.pictures if sha256 not in pictures]
    targets = {str(PurePath(folder) / name): data for name, data in files}
    paths = Outputs(world, reading, force=force).write(targets)
    return ExtractedFiles(paths, tuple(NO_PICTURE.at(Place(file), name=name) for name in missing))


def _refuse_odd(names: list[str], file: str) -> None:
    """Refuse names that would leave their folder, meet each other, or that a disk does not take."""
    places = [PurePosixPath(name) for name in names]
    taken = Counter(str(place).casefold() for place in places)
    odd = [place for place in places if taken[str(place).casefold()] > 1 or not all(map(_plain, place.parts))]
    if odd:
        raise Refused([ODD_NAME.at(Place(file), name=name) for name in dict.fromkeys(odd)])


def _plain(step: str) -> bool:
    return not (step.endswith((".", " ")) or FORBIDDEN.search(step) or RESERVED.match(step))
