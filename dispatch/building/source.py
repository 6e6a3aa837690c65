"""What a letter was made from: put into its Word file, and given back from there."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from dispatch.building.load import Loaded, is_word
from dispatch.configs import KINDS, SUFFIX
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity
from dispatch.recipients.file_names import FORBIDDEN, RESERVED
from dispatch.world import EXISTS, SOURCE, TEMPLATE_MOST, Reader, World, spot
from dispatch.world.layers import Held

if TYPE_CHECKING:
    from dispatch.word.package.archive import Member
    from dispatch.word.render import Picture
    from dispatch.word.source.embed import Config, Source
    from dispatch.word.source.extract import Recovered

DISTRUSTED = Fault(
    "N007",
    N_("nguồn mang theo đã bị sửa, không dùng"),
    N_("'congvan extract' không có -o, --all thì vẫn cho xem; tìm bản gốc"),
)
ODD_NAME = Fault("N008", N_("tên tệp mang theo '{name}' không ghi ra được"), N_("chỉ lấy công văn bằng -o"))
NO_PICTURE = Fault(
    "N009", N_("hình '{name}' không còn trong tệp Word"), N_("chép hình vào cạnh tệp YAML"), Severity.WARNING
)
HEAVY = Fault(
    "N010",
    N_("công văn và cấu hình quá lớn, tệp Word không mang theo nguồn (nhiều nhất {most} MB)"),
    N_("giữ tệp YAML cùng tệp Word"),
    Severity.WARNING,
)


class Taken(NamedTuple):
    """What was written from a Word file, and what could not be."""

    targets: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def carried(loaded: Loaded, pictures: "Mapping[str, Picture]") -> "tuple[Member, ...]":
    """Return what a letter's file is to carry: what was read for it, if that was kept."""
    if not loaded.files:
        return ()
    from dispatch.word.source.embed import item

    return (item(source_of(loaded.files, pictures)),)


def source_of(files: "Sequence[tuple[str, bytes]]", pictures: "Mapping[str, Picture]") -> "Source":
    """Return what a letter was made from: the letter itself, which was read first, its configs, its pictures."""
    from dispatch.word.source.embed import Config, Drawn, Source, digest

    (_, text), *configs = files
    return Source(
        letter=text,
        configs=tuple(Config(PurePath(f).parent.name, PurePath(f).name, data) for f, data in configs),
        pictures=tuple(Drawn(name, digest(picture.data)) for name, picture in sorted(pictures.items())),
    )


def emptied(loaded: Loaded) -> Loaded:
    """Return a letter that carries nothing of what was read for it."""
    return loaded._replace(files=())


def light(loaded: Loaded, file: str) -> Loaded:
    """Return a letter that carries what was read for it; too much of it is left out and told."""
    too_much = heavy(loaded.files, file)
    return emptied(loaded._replace(problems=[*loaded.problems, *too_much])) if too_much else loaded


def heavy(files: "Iterable[tuple[str, bytes]]", file: str) -> list[Problem]:
    """Return what is to be said where a letter and its configs are too much to be carried."""
    from dispatch.word.source.embed import SOURCE_MOST

    if sum(len(data) for _, data in files) <= SOURCE_MOST:
        return []
    return [HEAVY.at(Place(file), most=SOURCE_MOST // 1_000_000)]


def extracted(world: Reader, file: str) -> "Recovered":
    """Return what a Word file carries, to be looked at."""
    from dispatch.word.source.extract import recovered

    return recovered(world.read(file, TEMPLATE_MOST), file)


def trusted(world: Reader, file: str) -> "Source":
    """Return what a Word file carries, to be used; an altered source is refused."""
    found = extracted(world, file)
    if found.altered:
        raise Refused([*found.altered, DISTRUSTED.at(Place(file))])
    return found.source


def inside(world: Reader, file: str) -> tuple[Reader, str]:
    """Return where a letter can be read: its own file, or what a finished Word file carries."""
    return letter_in(world, file) if is_word(file) else (world, file)


def text_in(source: "Source", file: str) -> bytes:
    """Return the YAML of a letter: byte for byte as it was typed; in a letter of a batch, with what its row says."""
    if not source.row:
        return source.letter
    from dispatch.drafting import merged
    from dispatch.word.source.extract import DAMAGED
    from dispatch.yaml_tree import decoded

    try:
        cells = dict(json.loads(source.row))
        return merged(decoded(source.letter, file), file, cells).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused([DAMAGED.at(Place(file))]) from error


def letter_in(world: Reader, file: str) -> tuple[Held, str]:
    """Return the letter in a Word file as a world of its own, and what it is called there."""
    source = trusted(world, file)
    name = f"{file}/{_letter_name(file)}"
    configs = {f"{file}/{_config_name(config, file)}": config.data for config in source.configs}
    return Held({name: text_in(source, file), **configs}, world.today()), name


def take_letter(world: World, file: str, output: str, *, force: bool = False) -> Taken:
    """Write the letter that a Word file carries."""
    return put_down(world, file, {output: text_in(trusted(world, file), file)}, force=force)


def take_all(world: World, file: str, folder: str, *, force: bool = False) -> Taken:
    """Write all that a letter was made from, so that it can be built again there."""
    from dispatch.word.source.extract import pictures

    source = trusted(world, file)
    there = pictures(world.read(file, TEMPLATE_MOST)) if source.pictures else {}
    files = [(_letter_name(file), text_in(source, file))]
    files += [(_config_name(config, file), config.data) for config in source.configs]
    files += [(name, there[sha256]) for name, sha256 in source.pictures if sha256 in there]
    _refuse_odd([name for name, _ in files], file)
    gone = tuple(NO_PICTURE.at(Place(file), name=name) for name, sha256 in source.pictures if sha256 not in there)
    taken = put_down(world, file, {str(PurePath(folder) / name): data for name, data in files}, force=force)
    return taken._replace(problems=gone)


def _letter_name(file: str) -> str:
    return f"{PurePath(file).stem}{SUFFIX}"


def _config_name(config: "Config", file: str) -> str:
    if config.kind not in KINDS.values() or "/" in config.name or not config.name.endswith(SUFFIX):
        raise Refused([ODD_NAME.at(Place(file), name=f"{config.kind}/{config.name}")])
    return f"configs/{config.kind}/{config.name}"


def _refuse_odd(names: list[str], file: str) -> None:
    """Refuse names that would leave their folder, meet each other, or that a disk does not take."""
    places = [PurePosixPath(name) for name in names]
    taken = Counter(str(place).casefold() for place in places)
    odd = [place for place in places if taken[str(place).casefold()] > 1 or not all(map(_plain, place.parts))]
    if odd:
        raise Refused([ODD_NAME.at(Place(file), name=name) for name in dict.fromkeys(odd)])


def _plain(step: str) -> bool:
    return not (step.endswith((".", " ")) or FORBIDDEN.search(step) or RESERVED.match(step))


def put_down(world: World, file: str, files: Mapping[str, bytes], *, force: bool) -> Taken:
    """Write files: all that may not be overwritten are named, and then none is written."""
    found = [SOURCE.at(Place(target)) for target in files if spot(target) == spot(file)]
    found += [EXISTS.at(Place(target)) for target in files if not force and world.exists(target)]
    if found:
        raise Refused(found)
    for target, data in files.items():
        world.write(target, data)
    return Taken(tuple(files))
