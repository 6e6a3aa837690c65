"""The pictures of a letter: found beside it and nowhere else, whole, and no taller than a page."""

import os
from collections.abc import Iterable
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING, NamedTuple

from dispatch import decree, yaml_tree
from dispatch.building.load import LoadedLetter
from dispatch.letter import Appendix, Block, Figure, Letter, parts_behind
from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.world import CachingReader, canonical_path
from dispatch.yaml_tree import Node

if TYPE_CHECKING:
    from dispatch.word.pictures import Picture

NO_PICTURE = Fault(
    "H001",
    N_("không mở được hình '{file}': {why}"),
    N_("dùng tệp .png hoặc .jpg, đường dẫn tính từ chỗ tệp YAML"),
)
OUTSIDE = Fault(
    "H002", N_("hình '{file}' nằm ngoài thư mục của tệp YAML"), N_("chép hình vào cùng thư mục, ghi tên ngắn")
)
ODD_NAME = Fault(
    "H003",
    N_("tên hình '{file}' không dùng được trên Windows"),
    N_('đặt tên không có < > : " | ? *, không tận cùng bằng dấu chấm hay dấu cách'),
)
TALL = Fault(
    "H004",
    N_("hình '{file}' in rộng {wide} mm thì cao {tall} mm, quá một trang (nhiều nhất {most} mm)"),
    N_("cắt bớt hình, hoặc giảm bề rộng in ra (`rong`)"),
)
PICTURE_MOST = 20_000_000


class Wanted(NamedTuple):
    """A picture that a letter shows, and how tall it may be, in millimetres."""

    figure: Figure
    tall_most: float


def load_pictures(
    world: CachingReader, letter: Letter, loaded: LoadedLetter, file: str
) -> "dict[str, Picture]":
    """Return every picture of a letter, or refuse all that cannot be shown."""
    parts = [wanted for part in parts_behind(letter) for wanted in _in_appendix(part)]
    return _load([*_in(letter.noi_dung, landscape=False), *parts], world, loaded, file)


def appendix_pictures(
    world: CachingReader, part: Appendix, loaded: LoadedLetter, file: str
) -> "dict[str, Picture]":
    """Return every picture of one appendix, or refuse all that cannot be shown."""
    return _load(_in_appendix(part), world, loaded, file)


def _in_appendix(part: Appendix) -> list[Wanted]:
    return _in(part.blocks, landscape=part.landscape)


def _in(blocks: Iterable[Block], *, landscape: bool) -> list[Wanted]:
    """Return the pictures of some blocks, and how tall each may be."""
    most = decree.LANDSCAPE_HEIGHT if landscape else decree.TEXT_HEIGHT
    return [Wanted(block, most) for block in blocks if isinstance(block, Figure)]


def _load(
    wanted: Iterable[Wanted], world: CachingReader, loaded: LoadedLetter, file: str
) -> "dict[str, Picture]":
    pictures: dict[str, Picture] = {}
    problems: list[Problem] = []
    for figure, most in wanted:
        place = _said_at(loaded.root, figure.file)
        try:
            picture = pictures.get(figure.file) or _picture(world, figure.file, place, file)
            pictures[figure.file] = picture
            _refuse_tall(figure, picture, most, place)
        except Refused as refusal:
            problems += refusal.problems
    if problems:
        raise Refused(dict.fromkeys(problems))
    return pictures


def _said_at(root: Node, text: str) -> Place:
    """Return where a text was typed."""
    return next((node.place for node in yaml_tree.scalars(root) if node.value == text), root.place)


def _picture(world: CachingReader, name: str, place: Place, file: str) -> "Picture":
    from dispatch.word.pictures import BadPicture, read_picture

    where = _beside(name, place, file)
    try:
        return read_picture(world.read(where, PICTURE_MOST))
    except BadPicture as error:
        raise Refused([NO_PICTURE.at(place, file=name, why=error.why)]) from error
    except Refused as refusal:
        why = dict(refusal.problems[0].values).get("why") or N_("tệp quá lớn")
        raise Refused([NO_PICTURE.at(place, file=name, why=why)]) from refusal


def _beside(name: str, place: Place, file: str) -> str:
    """Return where a picture stands, or refuse one that leaves its letter's folder on some system.

    A name means the same wherever the letter is opened, so it is read as Windows reads it.
    """
    from dispatch.recipients.file_names import is_plain_name

    inside = PureWindowsPath(name)
    if inside.drive or inside.root or ".." in inside.parts:
        raise Refused([OUTSIDE.at(place, file=name)])
    if not inside.parts or not all(map(is_plain_name, inside.parts)):
        raise Refused([ODD_NAME.at(place, file=name)])
    folder = PurePath(file).parent
    where = str(folder.joinpath(*inside.parts))
    if not canonical_path(where).startswith(os.path.join(canonical_path(str(folder)), "")):  # noqa: PTH118
        raise Refused([OUTSIDE.at(place, file=name)])
    return where


def _refuse_tall(figure: Figure, picture: "Picture", most: float, place: Place) -> None:
    wide, tall = picture.size
    height = figure.width * tall / wide
    if height > most:
        values = {"wide": f"{figure.width:g}", "tall": round(height), "most": f"{most:g}"}
        raise Refused([TALL.at(place, (), file=figure.file, **values)])
