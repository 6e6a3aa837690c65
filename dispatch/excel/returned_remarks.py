"""What is unusual about a returned sheet and costs only a remark: notes beside the table, altered lines."""

from collections.abc import Iterator

from dispatch.excel.references import CellRef
from dispatch.excel.returned_table import ReturnedTable
from dispatch.forms.returned import ALTERED, OUTSIDE
from dispatch.problem import Problem, shorten

UNIT, PERIOD = "Đơn vị: ", "Kỳ báo cáo: "
TOLD_MOST = 5


def remarks_on_page(seat: ReturnedTable) -> Iterator[Problem]:
    """Yield what somebody wrote beside the table, and a line above it that says another unit or period."""
    yield from _beside(seat)
    identity = seat.kept.identity
    for title, said in ((UNIT, identity.unit_name), (PERIOD, identity.period)):
        yield from _altered(seat, title, said) if said else ()


def _beside(seat: ReturnedTable) -> Iterator[Problem]:
    region = seat.region
    rows = range(region.top, region.top + region.rows)
    columns = range(region.left, region.left + region.columns)
    beside = sorted(
        at
        for at, cell in seat.page.cells.items()
        if at.row in rows and at.column not in columns and cell.filled
    )
    for at in beside[:TOLD_MOST]:
        yield OUTSIDE.at(found=f"{seat.place(*at)}: {shorten(seat.page.cells[at].text)}")


def _altered(seat: ReturnedTable, title: str, said: str) -> Iterator[Problem]:
    """Yield the line above the table that says something else than the form was made for."""
    for at in sorted(at for at in seat.page.cells if at.row < seat.region.top):
        text = " ".join(seat.page.cells[at].text.split())
        if text.startswith(title.strip()) and text != " ".join(f"{title}{said}".split()):
            yield ALTERED.at(at=seat.place(*at), found=shorten(text), expected=shorten(said))


def merged_cells(seat: ReturnedTable) -> frozenset[CellRef]:
    """Return the cells of the body that somebody has merged with others."""
    groups = {
        seat.first + index for index, (kind, _) in enumerate(seat.kept.structure.rows) if kind == "nhom"
    }
    body = range(seat.first, seat.region.top + seat.region.rows)
    ours = seat.merged_from_the_start
    found = {
        at: span
        for at, span in seat.page.merges.items()
        if at.row in body and at.row not in groups and ours.get(at) != span
    }
    return frozenset(
        CellRef(row, column)
        for at, (rows, columns) in found.items()
        for row in range(at.row, min(at.row + rows, body.stop))
        for column in range(at.column, min(at.column + columns, seat.region.left + seat.region.columns))
        if rows * columns > 1
    )
