"""The forms that count, summed up: the lines of the summary, its total, and where every value comes from.

Pure: it knows nothing of files and of Excel. A total is the sum of the values that stand above it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dispatch.forms.rounds import Round
from dispatch.returns.expected import Unit
from dispatch.returns.summary_lines import (
    CountedForm,
    Gathered,
    SourceLine,
    SummaryLine,
    additive_columns,
    row_label,
    sums_of,
)
from dispatch.returns.summary_ways import WAYS, usual_way

TOTAL = "Tổng cộng"


class Summary(NamedTuple):
    """A form summed up: one of the ways, its lines from the first to the total, its sources."""

    round: Round
    way: str
    lines: tuple[SummaryLine, ...]
    sources: tuple[SourceLine, ...]
    additive: tuple[bool, ...]

    @property
    def has_subtotals(self) -> bool:
        """Whether a line before the last adds up others, so that the total must pass over it."""
        return any(line.sums is not None for line in self.lines[:-1])

    @property
    def total(self) -> SummaryLine:
        """The last line, which adds up all others."""
        return self.lines[-1]


def summarise(
    asked: Round, units: Sequence[Unit], counted: Mapping[str, CountedForm], missing: Mapping[str, str]
) -> Summary:
    """Return the summary of a form; what is to be said of units without one stands beside their names."""
    way = asked.summary or usual_way(asked.structure)
    answered = (counted[unit.code] for unit in units if unit.code in counted)
    sources = tuple(source for form in answered for source in _sources(form, asked))
    lines = [*WAYS[way](Gathered(asked, units, counted, missing, sources))]
    additive = additive_columns(asked.structure)
    body = [line for line in lines if line.sums is None]  # what adds up others is not added again
    total = SummaryLine("", TOTAL, sums_of(body, additive), sums=range(len(lines)))
    return Summary(asked, way, (*lines, total), sources, additive)


def _sources(form: CountedForm, asked: Round) -> Iterator[SourceLine]:
    """Yield every value of a form; one whose column the form of now lacks is told as left out."""
    leaves = {leaf.key: leaf for leaf in asked.structure.leaves}
    labels = [row_label(texts) for _, texts in form.structure.rows]
    for one in form.values:
        if one.key in leaves:
            label = labels[one.row] if one.row < len(labels) else ""
            yield SourceLine(form, one, label, leaves[one.key])
