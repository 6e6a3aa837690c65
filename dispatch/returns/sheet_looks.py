"""How the cells of a summary look, and what its sheet of sources calls them."""

from functools import cache

from dispatch.excel.look import Look
from dispatch.excel.written_sheets import WrittenCell
from dispatch.forms import LeafColumn
from dispatch.forms.no_value import NoValue
from dispatch.model.column_kinds import COLUMN_KINDS
from dispatch.returns.summary_lines import Shown

HEAD, TEXT, BOLD = (
    Look("b", "center", boxed=True),
    Look("", boxed=True, format="@"),
    Look("b", boxed=True, format="@"),
)
NUMBER, LINKED = Look("", "center", boxed=True), Look("u", boxed=True, format="@")


def value_look(leaf: LeafColumn, *, strong: bool) -> Look:
    """Return how the values of a column look."""
    return _look(leaf.kind, leaf.align, strong=strong)


@cache
def _look(kind: str, align: str, *, strong: bool) -> Look:
    return Look("b" * strong, align, True, COLUMN_KINDS[kind].excel_format or "@")  # noqa: FBT003 - boxed


def shown_cell(value: Shown, look: Look) -> WrittenCell:
    """Return the cell of a value; what is no value stands as it was said."""
    if isinstance(value, NoValue | str):
        return WrittenCell(str(value), look if look.format == "@" else look._replace(format="@"))
    return WrittenCell(value, look)


def mark_of(line: int, column: int) -> str:
    """Return how the sheet of sources calls a cell of the summary."""
    return f"d{line + 1}.{column + 1}"
