"""Every assignment of a letter, wherever it stands: after the free body, or inside of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch.model.body import Khoi
from dispatch.model.letter import CongVan
from dispatch.model.parts import PhanCong, Viec
from dispatch.model.trees import trees_behind
from dispatch.problem import Path


class Assignments(NamedTuple):
    """Who is to do what in one place of a letter, and how that is set: told apart how, with dashes or not."""

    shares: tuple[PhanCong, ...] = ()
    way: str | None = None
    dashes: bool | None = None


def assignments_in(letter_data: CongVan) -> Iterator[tuple[Path, Assignments]]:
    """Yield the assignments of a letter with their path, as they are read."""
    manner = manner_of(letter_data)
    yield from _in_tree(letter_data.noi_dung, ("noi_dung",), manner)
    yield ("phan_cong",), manner._replace(shares=letter_data.phan_cong)
    for path, tree in trees_behind(letter_data):
        yield from _in_tree(tree, path, manner)


def tasks_in(letter_data: CongVan) -> Iterator[tuple[Path, PhanCong, Viec]]:
    """Yield every task of a letter with its path and whose it is."""
    for path, said in assignments_in(letter_data):
        for index, share in enumerate(said.shares):
            for number, task in enumerate(share.viec):
                yield (*path, index, "viec", number), share, task


def manner_of(letter_data: CongVan) -> Assignments:
    """Return how the assignments of a letter are set, without any."""
    return Assignments(way=letter_data.kieu_phan_cong, dashes=letter_data.gach_viec)


def _in_tree(tree: Sequence[Khoi], path: Path, manner: Assignments) -> Iterator[tuple[Path, Assignments]]:
    for at, part in enumerate(tree):
        if part.phan_cong:
            yield (*path, at, "phan_cong"), manner._replace(shares=part.phan_cong)
        yield from _in_tree(part.noi_dung, (*path, at, "noi_dung"), manner)
