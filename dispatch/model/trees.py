"""Every tree of parts of a letter: its own text, what it puts into force, its appendices."""

from collections.abc import Iterator

from dispatch.model.body import Khoi
from dispatch.model.letter import CongVan
from dispatch.problem import Path

Tree = tuple[Khoi, ...]
BEHIND = ("van_ban_kem_theo", "phu_luc")


def trees_of(letter_data: CongVan) -> Iterator[tuple[Path, Tree]]:
    """Yield every tree of a letter with its path, in the order of the pages."""
    yield ("noi_dung",), letter_data.noi_dung
    yield from trees_behind(letter_data)


def trees_behind(letter_data: CongVan) -> Iterator[tuple[Path, Tree]]:
    """Yield the trees of what follows the signature."""
    for key in BEHIND:
        for at, part in enumerate(getattr(letter_data, key)):
            yield (key, at, "noi_dung"), part.noi_dung
