"""Where the pages beside a form come from.

Behind one port, so that another way to draw them can take its place.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from dispatch.problem import Problem

MARKUP = "image/svg+xml"


class DrawnPages(NamedTuple):
    """The pages of a letter, as pictures or as markup that a browser draws, and what they fail to show."""

    pictures: Sequence[bytes]
    kind: str
    problems: Sequence[Problem]


class PageSource(Protocol):
    """Whoever draws the pages of a letter whose text has perhaps not been written yet."""

    def draw(self, file: str, text: str) -> DrawnPages:
        """Return the pages of a letter that would stand in a file, or refuse."""

    def draw_file(self, file: str) -> DrawnPages:
        """Return the pages of somebody else's file, or refuse one that has none."""

    def close(self) -> None:
        """Let go of whatever draws."""
