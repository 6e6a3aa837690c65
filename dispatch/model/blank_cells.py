"""How many cells of a letter's tables nobody has written in: a few letters make room for thousands."""

from dataclasses import dataclass

from pydantic_core import PydanticCustomError

BLANK_CELLS_MOST = 30_000  # of all tables of a letter: a thousand rows of thirty columns


@dataclass
class BlankCells:
    """The blank cells of a letter, counted while it is read."""

    count: int = 0

    def add(self, cells: int, written: int) -> None:
        """Count the cells of one more table, or refuse it."""
        self.count += cells - written
        if self.count > BLANK_CELLS_MOST:
            known = (f"{BLANK_CELLS_MOST:,}".replace(",", "."),)
            raise PydanticCustomError("blank_cells", "too many", {"text": str(cells), "known": known})
