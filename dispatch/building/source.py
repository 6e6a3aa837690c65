"""What a letter was made from: put into its Word file, and given back from there."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from dispatch.building.load import LoadedLetter, is_word
from dispatch.configs import KINDS, SUFFIX
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity
from dispatch.world import TEMPLATE_MOST, Reader

if TYPE_CHECKING:
    from dispatch.word.package.archive import Member
    from dispatch.word.pictures import Picture
    from dispatch.word.source.embed import Source, SourceConfig
    from dispatch.word.source.extract import ExtractedSource
    from dispatch.world.memory import MemoryFiles

DISTRUSTED = Fault(
    "N007",
    N_("nguồn mang theo đã bị sửa, không dùng"),
    N_("'congvan extract' không có -o, --all thì vẫn cho xem; tìm bản gốc"),
)
ODD_NAME = Fault("N008", N_("tên tệp mang theo '{name}' không ghi ra được"), N_("chỉ lấy công văn bằng -o"))
HEAVY = Fault(
    "N010",
    N_("công văn và cấu hình quá lớn, tệp Word không mang theo nguồn (nhiều nhất {most} MB)"),
    N_("giữ tệp YAML cùng tệp Word"),
    Severity.WARNING,
)


def source_members(loaded: LoadedLetter, pictures: "Mapping[str, Picture]") -> "tuple[Member, ...]":
    """Return what a letter's file is to carry: what was read for it, if that was kept."""
    if not loaded.files:
        return ()
    from dispatch.word.source.embed import source_member

    return (source_member(source_from(loaded.files, pictures)),)


def source_from(files: "Sequence[tuple[str, bytes]]", pictures: "Mapping[str, Picture]") -> "Source":
    """Return what a letter was made from.

    The letter itself, which was read first, its configs, its pictures.
    """
    from dispatch.word.source.embed import Source, SourceConfig, SourcePicture, digest

    (_, text), *configs = files
    return Source(
        letter=text,
        configs=tuple(SourceConfig(PurePath(f).parent.name, PurePath(f).name, data) for f, data in configs),
        pictures=tuple(
            SourcePicture(name, digest(picture.data)) for name, picture in sorted(pictures.items())
        ),
    )


def without_source(loaded: LoadedLetter) -> LoadedLetter:
    """Return a letter that carries nothing of what was read for it."""
    return loaded._replace(files=())


def without_heavy_source(loaded: LoadedLetter, file: str) -> LoadedLetter:
    """Return a letter that carries what was read for it; too much of it is left out and told."""
    too_much = heavy_source(loaded.files, file)
    return without_source(loaded._replace(problems=[*loaded.problems, *too_much])) if too_much else loaded


def heavy_source(files: "Iterable[tuple[str, bytes]]", file: str) -> list[Problem]:
    """Return what is to be said where a letter and its configs are too much to be carried."""
    from dispatch.word.source.embed import SOURCE_MOST

    if sum(len(data) for _, data in files) <= SOURCE_MOST:
        return []
    return [HEAVY.at(Place(file), most=SOURCE_MOST // 1_000_000)]


def read_source(world: Reader, file: str) -> "ExtractedSource":
    """Return what a Word file carries, to be looked at."""
    from dispatch.word.source.extract import extract_source

    return extract_source(world.read(file, TEMPLATE_MOST), file)


def read_trusted_source(world: Reader, file: str) -> "Source":
    """Return what a Word file carries, to be used; an altered source is refused."""
    source = read_source(world, file)
    if source.altered:
        raise Refused([*source.altered, DISTRUSTED.at(Place(file))])
    return source.source


def open_letter(world: Reader, file: str) -> tuple[Reader, str]:
    """Return where a letter can be read: its own file, or what a finished Word file carries."""
    return letter_world(world, file) if is_word(file) else (world, file)


def letter_text(source: "Source", file: str) -> bytes:
    """Return the YAML of a letter: byte for byte as it was typed.

    In a letter of a batch, with what its row says.
    """
    if not source.row:
        return source.letter
    from dispatch.drafting import merge_row
    from dispatch.word.source.extract import DAMAGED
    from dispatch.yaml_tree import decode

    try:
        cells = dict(json.loads(source.row))
        return merge_row(decode(source.letter, file), file, cells).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused([DAMAGED.at(Place(file))]) from error


def letter_world(world: Reader, file: str) -> "tuple[MemoryFiles, str]":
    """Return the letter in a Word file as a world of its own, and what it is called there."""
    from dispatch.world.memory import MemoryFiles

    source = read_trusted_source(world, file)
    name = f"{file}/{letter_file_name(file)}"
    configs = {f"{file}/{config_file_name(config, file)}": config.data for config in source.configs}
    return MemoryFiles({name: letter_text(source, file), **configs}, world.today()), name


def letter_file_name(file: str) -> str:
    """Return what the letter in a Word file is called."""
    return f"{PurePath(file).stem}{SUFFIX}"


def config_file_name(config: "SourceConfig", file: str) -> str:
    """Return where a carried config stands beside its letter, or refuse a name that leaves its folder."""
    if config.kind not in KINDS.values() or "/" in config.name or not config.name.endswith(SUFFIX):
        raise Refused([ODD_NAME.at(Place(file), name=f"{config.kind}/{config.name}")])
    return f"configs/{config.kind}/{config.name}"
