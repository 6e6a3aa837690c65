"""The values of a summary: forms that count, lines, sources; which columns add up."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from dispatch.forms import LeafColumn, Structure
from dispatch.forms.filled_values import FilledValue
from dispatch.forms.no_value import NoValue
from dispatch.forms.rounds import Round
from dispatch.identity_cache import identity_cache
from dispatch.model.column_kinds import COLUMN_KINDS, Value
from dispatch.returns.expected import Unit

Shown = Value | NoValue | None


class CountedForm(NamedTuple):
    """A form that counts: whose it is, its table as it was handed out, its values, where they came from."""

    unit: Unit
    structure: Structure
    values: Sequence[FilledValue]
    file: str
    sha256: str
    received: date
    decided: str = ""

    @property
    def labels(self) -> list[str]:
        """What each row of its table is called."""
        return labels_of(self.structure)


class SummaryLine(NamedTuple):
    """A line: its number, its name, its values by column; the lines that its sums add up, if it has some."""

    number: str
    name: str
    values: tuple[Shown, ...]
    unit: str = ""
    sums: range | None = None
    note: str = ""
    row: tuple[int, str] | None = None
    """The row of the form, by its place and its name, whose values of all units it adds up."""


class SourceLine(NamedTuple):
    """One value and where it comes from."""

    form: CountedForm
    value: FilledValue
    label: str
    column: LeafColumn


class Sources(Sequence[SourceLine]):
    """Every value of some forms, each made when it is asked for: a province has half a million."""

    def __init__(self, forms: Sequence[CountedForm], asked: Round) -> None:
        self.forms = forms
        self.leaves = {leaf.key: leaf for leaf in asked.structure.leaves}

    def __iter__(self) -> Iterator[SourceLine]:
        for form in self.forms:
            yield from self.of_form(form)

    def of_form(self, form: CountedForm) -> Iterator[SourceLine]:
        """Yield the values of a form; one whose column the form of now lacks is told as left out."""
        labels = form.labels
        for one in form.values:
            if one.key in self.leaves:
                label = labels[one.row] if one.row < len(labels) else ""
                yield SourceLine(form, one, label, self.leaves[one.key])

    def __len__(self) -> int:
        return sum(one.key in self.leaves for form in self.forms for one in form.values)

    def __getitem__(self, at: Any) -> Any:
        return tuple(self)[at]


class Gathered(NamedTuple):
    """All that a summary is made of: the form, who was asked, who answered what, who did not and why."""

    asked: Round
    units: Sequence[Unit]
    counted: Mapping[str, CountedForm]
    missing: Mapping[str, str]
    sources: Sources

    @property
    def additive(self) -> tuple[bool, ...]:
        """Which columns add up."""
        return additive_columns(self.asked.structure)

    def counted_code(self, unit: Unit) -> str:
        """Return the code of a unit if a form of it counts."""
        return unit.code if unit.code in self.counted else ""


def additive_columns(structure: Structure) -> tuple[bool, ...]:
    """Say of each column whether its values are added up over units: what the form says, else all counts."""
    asked = any(leaf.totals for leaf in structure.leaves)
    return tuple(_adds_up(leaf, asked=asked) for leaf in structure.leaves)


def _adds_up(leaf: LeafColumn, *, asked: bool) -> bool:
    adds = COLUMN_KINDS[leaf.kind].adds
    return adds != "never" and (leaf.totals if asked else adds == "always" and not _is_number_of_row(leaf))


def _is_number_of_row(leaf: LeafColumn) -> bool:
    return leaf.title.strip(" .").casefold() in ("stt", "tt", "số tt", "số thứ tự")


@identity_cache
def labels_of(structure: Structure) -> list[str]:
    """Return what each row of a form is called."""
    return [row_label(texts) for _, texts in structure.rows]


def row_label(texts: Sequence[str | None]) -> str:
    """Return what a row of a form is called: its first text that is no number of the row."""
    said = [text for text in texts if text and text.strip()]
    return next((text for text in said if not text.strip(" .").isdecimal()), said[0] if said else "")


def as_number(value: Shown) -> Decimal | None:
    """Return the number that is added up, or None for what is none."""
    return Decimal(value) if isinstance(value, int | Decimal) else None


def sums_of(lines: Sequence[SummaryLine], additive: Sequence[bool]) -> tuple[Decimal | None, ...]:
    """Return the sum of each column that adds up."""
    return tuple(
        sum(map(Decimal, figures_in(lines, at)), Decimal()) if adds else None
        for at, adds in enumerate(additive)
    )


def figures_in(lines: Sequence[SummaryLine], column: int) -> Iterator[int | Decimal]:
    """Yield the numbers of a column."""
    for line in lines:
        value = line.values[column]
        if isinstance(value, int | Decimal):
            yield value
