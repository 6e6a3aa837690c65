"""Where a cell stands, in numbers and as Excel names it."""

import functools
from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.problem import Place

REFERENCE = lazy_pattern(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


class CellRef(NamedTuple):
    """Where a cell stands, counted from one."""

    row: int
    column: int

    def __str__(self) -> str:
        """Render as Excel names it: C7."""
        return f"{column_letters(self.column)}{self.row}"


def cell_ref(reference: str) -> CellRef:
    """Return where a cell stands; ValueError if nowhere."""
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError(reference)
    return CellRef(int(match[2]), column_number(match[1]))


def cell_place(file: str, sheet: str, at: CellRef) -> Place:
    """Return the place of a cell as a clerk finds it: `file[Sheet!C7]`."""
    return Place(f"{file}[{sheet}!{at}]", at.row, at.column)


@functools.cache
def column_letters(number: int) -> str:
    """Return how Excel names a column."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column that Excel names by letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
