"""The lines of a document as the parts of a letter are looked for in them."""

import functools
from collections.abc import Callable, Iterable, Sequence

from dispatch.foreign.document import FULL, LEFT, RIGHT
from dispatch.foreign.layout import Laid
from dispatch.foreign.letters import folded, is_capital, is_drawn


class Line:
    """A block, the layout table it came from, and its letters as they are compared."""

    def __init__(self, laid: Laid) -> None:
        self.block, self.table = laid
        self.text = self.block.letters
        self.is_table = self.block.table is not None
        self.column = self.block.column

    @functools.cached_property
    def folded(self) -> str:
        """The text without marks, in lower case."""
        return folded(self.text)

    @functools.cached_property
    def is_capital(self) -> bool:
        """Whether it is written in capitals."""
        return is_capital(self.text)

    @functools.cached_property
    def is_drawn(self) -> bool:
        """Whether it is a line drawn with characters."""
        return not self.is_table and is_drawn(self.text)

    @property
    def is_full(self) -> bool:
        """Whether it takes the whole width."""
        return self.column == FULL

    @property
    def is_left(self) -> bool:
        """Whether it stands in the left of two columns."""
        return self.column == LEFT

    @property
    def is_right(self) -> bool:
        """Whether it stands in the right of two columns."""
        return self.column == RIGHT

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle of the page."""
        return self.block.align == "center"


Roles = dict[int, str]


def first_line(lines: Sequence[Line], among: Iterable[int], wanted: Callable[[Line], object]) -> int | None:
    """Return the first of some lines that is wanted."""
    return next((at for at in among if at < len(lines) and wanted(lines[at])), None)


def lines_with(roles: Roles, name: str) -> list[int]:
    """Return the lines that play a part."""
    return sorted(at for at, role in roles.items() if role == name)
