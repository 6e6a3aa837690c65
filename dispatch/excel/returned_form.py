"""A form that comes back as an Excel workbook: what it says of itself, what stands in its table now."""

from collections.abc import Iterator
from typing import NamedTuple

from dispatch.excel.cells import CELLS_MOST, Page, Seen, Spot, pages
from dispatch.excel.hidden_sheet import HIDDEN, VISIBLE, Kept, recalled
from dispatch.excel.package import TOO_LARGE, opened, refused
from dispatch.excel.region import Region, located
from dispatch.forms.grid import NUMERIC
from dispatch.forms.returned import SHAPE, Found, Returned
from dispatch.forms.values import value
from dispatch.problem import Problem

NOTHING = Seen()
SPANS = "{} × {}"


class Seat(NamedTuple):
    """Everything that is known of a returned table: its page, what it was, where it stands now."""

    page: Page
    kept: Kept
    region: Region

    @property
    def first(self) -> int:
        """The first row of the body."""
        return self.region.top + self.kept.structure.heading_rows

    def at(self, row: int, column: int) -> Seen:
        """Return what stands in a cell."""
        return self.page.cells.get(Spot(row, column), NOTHING)

    def place(self, row: int, column: int) -> str:
        """Return the name of a cell: `Biểu!C7`."""
        return f"{self.page.name}!{Spot(row, column)}"


def read(data: bytes, file: str) -> Returned:
    """Return a form as it came back, or refuse what is none; what changed in it is for others to judge."""
    found = pages(opened(data, file), file)
    kept = recalled(found, file)
    page = found.get(VISIBLE) or next((page for name, page in found.items() if name != HIDDEN), Page(VISIBLE, {}, {}))
    seat = Seat(page, kept, located(page, kept))
    if seat.region.rows * seat.region.columns > CELLS_MOST:
        raise refused(file, TOO_LARGE)
    return Returned(
        file=file,
        identity=kept.identity,
        structure=kept.structure,
        heading=tuple(_heading(seat)),
        rows=tuple(_row(seat, index) for index in range(seat.region.rows - kept.structure.heading_rows)),
        shape=tuple(_merged(seat)),
    )


def _heading(seat: Seat) -> Iterator[tuple[Found, int, int, int, int]]:
    """Yield the cells of the heading with the spans they have now; what a merge covers is no cell."""
    top, left, _, columns = seat.region
    covered: set[Spot] = set()
    for row in range(top, seat.first):
        for column in range(left, left + columns):
            if Spot(row, column) in covered:
                continue
            tall, wide = seat.page.merges.get(Spot(row, column), (1, 1))
            across = range(column, min(column + wide, left + columns))
            covered |= {Spot(below, beside) for below in range(row, min(row + tall, seat.first)) for beside in across}
            found = Found(seat.at(row, column).text, seat.place(row, column))
            yield found, row - top, column - left, tall, wide


def _row(seat: Seat, index: int) -> tuple[Found, ...]:
    """Return the cells of a row of the body; the name of a group is one cell."""
    rows = seat.kept.structure.rows
    kind, fixed = rows[index] if index < len(rows) else ("o", ())
    row, left = seat.first + index, seat.region.left
    columns = range(1 if kind == "nhom" else seat.region.columns)
    texts = ((seat.at(row, left + at), fixed[at] if at < len(fixed) else None) for at in columns)
    return tuple(
        Found(_text(seen, kind, text, _kind(seat, at)), seat.place(row, left + at))
        for at, (seen, text) in enumerate(texts)
    )


def _kind(seat: Seat, column: int) -> str:
    leaves = seat.kept.structure.leaves
    return leaves[column].kind if column < len(leaves) else ""


def _text(seen: Seen, row: str, fixed: str | None, kind: str) -> str:
    """Return what a cell says; a formula of ours without a result says nothing, one of somebody else is named."""
    text = seen.text or ("" if row == "tong" else seen.formula)
    return fixed if fixed is not None and _same_number(text, fixed, kind) else text


def _same_number(text: str, fixed: str, kind: str) -> bool:
    """Say whether a fixed number is the one that was written: 1.000 came back as 1000."""
    try:
        return kind in NUMERIC and value(text, kind) == value(fixed, kind)
    except ValueError:
        return False


def _merged(seat: Seat) -> Iterator[Problem]:
    """Yield every merge of the body that was not there, or is there no more; a changed count is told by itself."""
    structure = seat.kept.structure
    columns = len(structure.leaves)
    if (seat.region.rows, seat.region.columns) != (structure.heading_rows + len(structure.rows), columns):
        return
    groups = [seat.first + at for at, (kind, _) in enumerate(structure.rows) if kind == "nhom" and columns > 1]
    asked = {Spot(row, seat.region.left): (1, columns) for row in groups}
    last = seat.region.top + seat.region.rows
    outside = range(seat.region.top, seat.first)  # a merge that begins in the heading is judged there
    found = {
        at: span
        for at, span in seat.page.merges.items()
        if seat.first - span[0] < at.row < last and at.row not in outside and at.column < seat.region.left + columns
    }
    for at in sorted({*asked, *found}):
        now, then = found.get(at, (1, 1)), asked.get(at, (1, 1))
        if now != then:
            yield SHAPE.at(what=seat.place(*at), found=SPANS.format(*now), expected=SPANS.format(*then))
