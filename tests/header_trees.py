"""Heading rows as HTML tables tell them, row by row with spans, as the tree of columns that YAML tells."""

from typing import NamedTuple

from dispatch.model import Cot


class Placed(NamedTuple):
    """A heading cell: its text, and the rows and columns it covers."""

    text: str
    rows: range
    columns: range


def column_trees(header_rows):
    """Return the columns of a heading, each with the columns below it."""
    cells = list(placed(header_rows))
    return [column(cell, cells) for cell in cells if cell.rows.start == 0]


def placed(header_rows):
    """Yield each cell where it stands: in the first column of its row that no cell above reaches into."""
    taken = set()
    for row, said in enumerate(header_rows):
        at = 0
        for cell in said:
            while (row, at) in taken:
                at += 1
            rows, columns = range(row, row + cell["rowspan"]), range(at, at + cell["colspan"])
            taken |= {(r, c) for r in rows for c in columns}
            yield Placed(" ".join(cell["text"].split()), rows, columns)


def column(cell, cells):
    below = [one for one in cells if one.rows.start == cell.rows.stop and one.columns.start in cell.columns]
    return Cot(ten=cell.text, con=tuple(column(one, cells) for one in below))
