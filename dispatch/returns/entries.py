"""Values that somebody typed in for a unit, by the cells of the form."""

import contextlib
from collections.abc import Mapping

from dispatch.forms.filled_values import FilledValue
from dispatch.forms.returned import answer_of
from dispatch.forms.rounds import Round


def still_entered(asked: Round, typed: Mapping[str, str]) -> list[FilledValue]:
    """Return the typed-in values that the form of now still has a cell for."""
    found: list[FilledValue] = []
    for place, text in typed.items():
        with contextlib.suppress(ValueError):
            found += entered_values(asked, {place: text})
    return found


def entered_values(asked: Round, typed: Mapping[str, str]) -> list[FilledValue]:
    """Return the values that somebody typed in, by their places: `d2.nguoi` is row 2, column `nguoi`.

    Raises:
        ValueError: with the place that is no cell to be filled, or holds no value of its column.
    """
    leaves = {leaf.key: (at, leaf) for at, leaf in enumerate(asked.structure.leaves)}
    values = []
    for place, text in typed.items():
        row, _, key = place.removeprefix("d").partition(".")
        if not row.isdecimal() or key not in leaves or not _is_open(asked, int(row) - 1, leaves[key][0]):
            raise ValueError(place)
        try:
            values.append(FilledValue(int(row) - 1, key, answer_of(text, leaves[key][1]), place))
        except ValueError as error:
            raise ValueError(place) from error
    return values


def _is_open(asked: Round, row: int, column: int) -> bool:
    rows = asked.structure.rows
    return 0 <= row < len(rows) and column < len(rows[row][1]) and rows[row][1][column] is None
