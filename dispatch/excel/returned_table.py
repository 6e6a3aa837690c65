"""The table of a returned form on its page: what it was, and where it stands now."""

from typing import NamedTuple

from dispatch.excel.cells import Sheet, SheetCell
from dispatch.excel.hidden_sheet import HiddenSheet
from dispatch.excel.references import CellRef
from dispatch.excel.region import Region

NOTHING = SheetCell()


class ReturnedTable(NamedTuple):
    """Everything that is known of a returned table: its page, what it was, where it stands now."""

    page: Sheet
    kept: HiddenSheet
    region: Region

    @property
    def first(self) -> int:
        """The first row of the body."""
        return self.region.top + self.kept.structure.heading_rows

    def at(self, row: int, column: int) -> SheetCell:
        """Return what stands in a cell."""
        return self.page.cells.get(CellRef(row, column), NOTHING)

    def place(self, row: int, column: int) -> str:
        """Return the name of a cell: `Biểu!C7`."""
        return f"{self.page.name}!{CellRef(row, column)}"

    @property
    def merged_from_the_start(self) -> dict[CellRef, tuple[int, int]]:
        """The merged cells that the form was handed out with, where they stand now."""
        return {
            CellRef(self.first + row, self.region.left + column): (rows, columns)
            for row, column, rows, columns in self.kept.structure.merges
        }

    @property
    def same_size(self) -> bool:
        """Whether the table has as many rows and columns as it was given."""
        structure = self.kept.structure
        size = (structure.heading_rows + len(structure.rows), len(structure.leaves))
        return (self.region.rows, self.region.columns) == size
