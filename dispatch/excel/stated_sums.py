"""The sums that the row of column numbers states, as Excel reckons them while a form is filled in."""

from collections.abc import Iterable
from typing import NamedTuple

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dispatch.excel.references import cell_ref
from dispatch.forms import Table, structure_of
from dispatch.forms.column_sums import column_sums

EXACT = 6  # decimals to which sums are compared: those of Excel are not exact
IN_RED = Font(color="FFC00000", bold=True)


class StatedSum(NamedTuple):
    """A sum as it is stated, and the columns that it is made of, each with its sign."""

    rule: str
    terms: tuple[tuple[str, str], ...]

    def holds(self, cell: str) -> str:
        """Return the formula that a cell is the sum of its row; it holds until all of these are filled in."""
        row = cell_ref(cell).row
        parts = [f"{letter}{row}" for _, letter in self.terms]
        total = "".join(f"{sign}{part}" for (sign, _), part in zip(self.terms, parts, strict=True))
        count = f"COUNT({cell},{','.join(parts)})<{len(parts) + 1}"
        return f"IF({count},TRUE,ROUND({cell}-({total.removeprefix('+')}),{EXACT})=0)"


def stated_sums(table: Table) -> dict[str, StatedSum]:
    """Return the sums of a form by the key of their column."""
    letters = {leaf.key: get_column_letter(at + 1) for at, leaf in enumerate(table.leaves)}
    return {
        each.total: StatedSum(
            each.rule, tuple(("-" if sign < 0 else "+", letters[key]) for sign, key in each.terms)
        )
        for each in column_sums(structure_of(table))
    }


def mark_other_sums(sheet: Worksheet, stated: StatedSum, spans: Iterable[str]) -> None:
    """Let a figure stand in red while it is not the sum that is stated, whatever was typed last."""
    for span in spans:
        differs = f"NOT({stated.holds(span.partition(':')[0])})"
        sheet.conditional_formatting.add(span, _rule(differs))


def _rule(formula: str) -> Rule:
    return Rule("expression", dxf=DifferentialStyle(font=IN_RED), formula=[formula])
