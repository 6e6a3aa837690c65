"""What may make a number of a cell doubtful: the cell shows another than it holds, or none."""

from enum import Enum
from typing import NamedTuple


class Reason(Enum):
    """Why a cell is asked back and not read."""

    OTHER = 1  # it shows another number than it holds: shortened, without its sign, in thousands
    LONG = 2  # it has more digits than Excel keeps
    EARLY = 3  # it shows a day that nobody meant: a number in a cell for days
    UNSEEN = 4  # it shows nothing but #####, or what no one here could show rightly


class Doubt(NamedTuple):
    """Why a cell is asked back, with what it shows and what it holds."""

    reason: Reason
    shown: str
    held: str
