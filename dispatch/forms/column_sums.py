"""Column numbers that say how columns hang together: under `(2=3+4)` stands what 3 and 4 add up to."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from dispatch.forms.filled_values import FilledValue
from dispatch.forms.returned import ReturnedForm
from dispatch.forms.structure import Structure
from dispatch.identity_cache import identity_cache
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Problem, Severity
from dispatch.text.numbers import write_number

OTHER_SUM = Fault(
    "F044",
    N_("{at}: ghi {found}, theo dòng số cột ({rule}) phải là {expected}"),
    N_("xem lại các ô cùng dòng"),
    Severity.WARNING,
)
RULE = lazy_pattern(r"(\w+)=(\w+(?:[+-]\w+)+)")
TERM = lazy_pattern(r"([+-]?)(\w+)")


class ColumnSum(NamedTuple):
    """A column and those it is made of, each added or taken away; how the form says it."""

    total: str
    terms: tuple[tuple[int, str], ...]
    rule: str


@identity_cache
def column_sums(structure: Structure) -> list[ColumnSum]:
    """Return the sums that the row of column numbers states; a rule that names no column is none."""
    last = structure.heading_rows - 1
    said = {
        column: _bare(text) for text, row, column, rows, wide in structure.heading if row + rows - 1 == last
    }
    keys = {said[at].partition("=")[0]: leaf.key for at, leaf in enumerate(structure.leaves) if said.get(at)}
    rules = (match for text in said.values() if (match := RULE.fullmatch(text)))
    found = [(match[0], match[1], TERM.findall(match[2])) for match in rules]
    return [
        ColumnSum(keys[total], tuple((-1 if sign == "-" else 1, keys[name]) for sign, name in terms), rule)
        for rule, total, terms in found
        if {total, *(name for _, name in terms)} <= keys.keys()
    ]


def _bare(text: str) -> str:
    """Return a column number without brackets and blanks: 2=3+4 of `(2) = (3) + (4)`."""
    return "".join(letter for letter in text if letter not in "() ")


def differing_sums(form: ReturnedForm, values: Sequence[FilledValue]) -> Iterator[Problem]:
    """Yield each figure that is not what the row of column numbers says; blank cells count as nothing."""
    asked_sums = column_sums(form.structure)
    rows: dict[int, dict[str, FilledValue]] = {}
    for one in values if asked_sums else ():
        if isinstance(one.value, int | Decimal):
            rows.setdefault(one.row, {})[one.key] = one
    for asked in asked_sums:
        for said in rows.values():
            expected = _expected(asked, said)
            total = said.get(asked.total)
            if total is not None and expected is not None and _number(total) != expected:
                yield OTHER_SUM.at(
                    Place(form.file),
                    at=total.place,
                    found=write_number(_number(total)),
                    rule=asked.rule,
                    expected=write_number(expected),
                )


def _expected(asked: ColumnSum, said: Mapping[str, FilledValue]) -> Decimal | None:
    parts = [sign * _number(said[key]) for sign, key in asked.terms if key in said]
    return sum(parts, Decimal()) if parts else None


def _number(one: FilledValue) -> Decimal:
    return Decimal(one.value) if isinstance(one.value, int | Decimal) else Decimal()
