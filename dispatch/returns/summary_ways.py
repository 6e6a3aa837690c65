"""The ways to sum up: a line for each unit, the rows of each unit under its name, rows of one name added."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from dispatch.forms import Structure
from dispatch.forms.grid import GROUP, GROUPS
from dispatch.forms.no_value import NoValue
from dispatch.forms.returned import TOTALS
from dispatch.model.column_kinds import Value
from dispatch.returns.expected import Unit
from dispatch.returns.summary_lines import (
    CountedForm,
    Gathered,
    Shown,
    SourceLine,
    SummaryLine,
    as_number,
    row_label,
    sums_of,
)

BY_UNIT, BY_ROW, ADDED = "don_vi", "dong", "cong"
EXAMPLE = "vi_du"


def usual_way(structure: Structure) -> str:
    """Return how a form is summed up that does not say it.

    One row to be filled: a line a unit. Rows that have names: added by name. Else every row of each unit.
    """
    open_rows = [texts for kind, texts in structure.rows if kind not in (TOTALS, EXAMPLE) and None in texts]
    if len(open_rows) == 1:
        return BY_UNIT
    return ADDED if open_rows and all(any(texts) for texts in open_rows) else BY_ROW


def _by_unit(gathered: Gathered) -> Iterator[SummaryLine]:
    """Yield one line a unit; a form of several rows gives the sums of its columns, or all its answers."""
    own: dict[tuple[str, str], list[SourceLine]] = {}
    for source in gathered.sources:
        own.setdefault((source.form.unit.code, source.value.key), []).append(source)
    for number, unit in enumerate(gathered.units, 1):
        values = tuple(
            _together(own.get((unit.code, leaf.key), []), adds=adds)
            for leaf, adds in zip(gathered.asked.structure.leaves, gathered.additive, strict=True)
        )
        note = gathered.missing.get(unit.code, "")
        yield SummaryLine(str(number), unit.name, values, gathered.counted_code(unit), note=note)


def _together(answers: Sequence[SourceLine], *, adds: bool) -> Shown:
    """Return one answer as it is, several as their sum where they add up, else as one text."""
    if len(answers) < 2:  # noqa: PLR2004 - one or none
        return answers[0].value.value if answers else None
    numbers = [number for one in answers if (number := as_number(one.value.value)) is not None]
    if adds and numbers:
        return sum(numbers, Decimal())
    return "; ".join(dict.fromkeys(str(one.value.value) for one in answers))


def _by_row(gathered: Gathered) -> Iterator[SummaryLine]:
    """Yield the name of each unit with its sums, and under it its rows."""
    at, additive = 0, gathered.additive
    for number, unit in enumerate(gathered.units, 1):
        said = _answers_by_row(gathered, unit)
        rows = [
            _row_line(gathered, gathered.counted[unit.code], index, said[index]) for index in sorted(said)
        ]
        block = range(at + 1, at + 1 + len(rows))
        yield SummaryLine(
            number=str(number),
            name=unit.name,
            values=sums_of(rows, additive) if rows else (None,) * len(additive),
            unit=gathered.counted_code(unit),
            sums=block if rows else None,
            note=gathered.missing.get(unit.code, ""),
        )
        yield from rows
        at = block.stop


def _answers_by_row(gathered: Gathered, unit: Unit) -> dict[int, dict[str, Value | NoValue]]:
    """Return what a unit says in each row, by column."""
    form = gathered.counted.get(unit.code)
    answers: dict[int, dict[str, Value | NoValue]] = {}
    for one in form.values if form else ():
        if one.key in gathered.sources.leaves:
            answers.setdefault(one.row, {})[one.key] = one.value
    return answers


def _row_line(
    gathered: Gathered, form: CountedForm, index: int, said: Mapping[str, Value | NoValue]
) -> SummaryLine:
    """Return a row of a form: what was filled in, between what stands there for all."""
    is_known = index < len(form.structure.rows) and form.structure.rows[index][0] != GROUP
    keys = [leaf.key for leaf in form.structure.leaves]
    fixed = dict(zip(keys, form.structure.texts_as_read(index), strict=False)) if is_known else {}
    values = (said.get(leaf.key, fixed.get(leaf.key) or None) for leaf in gathered.asked.structure.leaves)
    return SummaryLine("", "", tuple(values), form.unit.code)


def _added(gathered: Gathered) -> Iterator[SummaryLine]:
    """Yield the rows of the form, each with what all units say in it, added up; a group with its own sums."""
    structure, additive = gathered.asked.structure, gathered.additive
    sums = _sums_by_label(gathered.sources)
    lines = [
        _added_line(structure, row, additive, sums)
        for row, (kind, _) in enumerate(structure.rows)
        if kind not in (TOTALS, EXAMPLE)
    ]
    heads = [at for at, line in enumerate(lines) if line.row is None]
    for head, end in zip(heads, [*heads[1:], len(lines)], strict=False):
        lines[head] = _with_sums(lines[head], range(head + 1, end), lines, additive)
    yield from lines
    yield from _strange_rows(gathered, sums)


def _added_line(
    structure: Structure, row: int, additive: Sequence[bool], sums: dict[tuple[int, str, str], Decimal]
) -> SummaryLine:
    """Return a row of the form; that of a group has no place among the sources."""
    kind, texts = structure.rows[row]
    across = (*structure.texts_as_read(row), *[""] * len(additive))[: len(additive)]
    values = tuple(
        sums.pop((row, row_label(texts), leaf.key), Decimal()) if text is None and adds else text or None
        for leaf, text, adds in zip(structure.leaves, across, additive, strict=True)
    )
    return SummaryLine("", "", values, row=(row, row_label(texts)) if kind not in GROUPS else None)


def _with_sums(
    head: SummaryLine, rows: range, lines: Sequence[SummaryLine], additive: Sequence[bool]
) -> SummaryLine:
    """Return the line of a group with the sums of its rows, where it says nothing itself."""
    sums = sums_of([lines[at] for at in rows], additive) if rows else (None,) * len(additive)
    values = (said if said is not None else own for said, own in zip(head.values, sums, strict=True))
    return head._replace(values=tuple(values), sums=rows or None)


def _sums_by_label(sources: Iterable[SourceLine]) -> dict[tuple[int, str, str], Decimal]:
    sums: dict[tuple[int, str, str], Decimal] = {}
    for source in sources:
        if (number := as_number(source.value.value)) is not None:
            at = source.value.row, source.label, source.value.key
            sums[at] = sums.get(at, Decimal()) + number
    return sums


def _strange_rows(gathered: Gathered, sums: Mapping[tuple[int, str, str], Decimal]) -> Iterator[SummaryLine]:
    """Yield rows that the form of now does not have, so that no figure of an earlier version is lost."""
    for row, label in sorted({(row, label) for row, label, _ in sums}):
        values = tuple(
            sums.get((row, label, leaf.key)) if adds else None
            for leaf, adds in zip(gathered.asked.structure.leaves, gathered.additive, strict=True)
        )
        if any(value is not None for value in values):
            yield SummaryLine("", label, values, row=(row, label))


WAYS: Mapping[str, Callable[[Gathered], Iterator[SummaryLine]]] = {
    BY_UNIT: _by_unit,
    BY_ROW: _by_row,
    ADDED: _added,
}
