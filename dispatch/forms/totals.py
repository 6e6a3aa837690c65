"""Totals that somebody typed, held against the rows above them: the rows count, not the total."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dispatch.forms.filled_values import FilledValue
from dispatch.forms.returned import TOTALS, ReturnedForm
from dispatch.forms.structure import Structure
from dispatch.model.column_kinds import COLUMN_KINDS, parse_value
from dispatch.problem import N_, Fault, Place, Problem, Severity, shorten
from dispatch.text.numbers import write_number

OTHER_TOTAL = Fault(
    "F042",
    N_("{at}: dòng tổng ghi '{found}', cộng các dòng trên được {expected}"),
    N_("số tổng hợp tính từ các dòng; xem dòng nào sai"),
    Severity.WARNING,
)


def differing_totals(form: ReturnedForm, values: Sequence[FilledValue]) -> Iterator[Problem]:
    """Yield each total of a returned form that is not the sum of its rows."""
    structure = form.now
    for cells, (kind, fixed) in zip(form.rows, structure.rows, strict=False):
        if kind != TOTALS:
            continue
        for at, (leaf, cell, text) in enumerate(zip(structure.leaves, cells, fixed, strict=False)):
            if text is None and leaf.totals and COLUMN_KINDS[leaf.kind].numeric and cell.text.strip():
                total = total_of(structure, at, values)
                if _number(cell.text, leaf.kind) != total:
                    yield OTHER_TOTAL.at(
                        Place(form.file),
                        at=cell.place,
                        found=shorten(cell.text),
                        expected=write_number(total),
                    )


def total_of(structure: Structure, column: int, values: Sequence[FilledValue]) -> Decimal:
    """Return what a column comes to: what was filled in, and what stands there for everybody."""
    return _fixed(structure, column) + _filled(values, structure.leaves[column].key)


def _filled(values: Sequence[FilledValue], key: str) -> Decimal:
    numbers = (one.value for one in values if one.key == key)
    return sum((Decimal(value) for value in numbers if isinstance(value, int | Decimal)), Decimal())


def _fixed(structure: Structure, column: int) -> Decimal:
    """Return the sum of the numbers that stand in a column for everybody."""
    texts = (row[column] for kind, row in structure.rows if kind == "o" and len(row) > column)
    kind = structure.leaves[column].kind
    return sum((number for text in texts if text and (number := _number(text, kind)) is not None), Decimal())


def _number(text: str, kind: str) -> Decimal | None:
    try:
        value = parse_value(text, kind)
    except ValueError:
        return None
    return Decimal(value) if isinstance(value, int | Decimal) else None
