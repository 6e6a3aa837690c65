"""The forms that count, summed up: the lines of the summary, its total, and where every value comes from.

Pure: it knows nothing of files and of Excel. A total is the sum of the values that stand above it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dispatch.forms.rounds import Round
from dispatch.returns.expected import Unit
from dispatch.returns.summary_lines import (
    CountedForm,
    Gathered,
    Sources,
    SummaryLine,
    additive_columns,
    sums_of,
)
from dispatch.returns.summary_ways import WAYS, usual_way

TOTAL = "Tổng cộng"


class Summary(NamedTuple):
    """A form summed up: one of the ways, its lines from the first to the total, its sources."""

    round: Round
    way: str
    lines: tuple[SummaryLine, ...]
    sources: Sources
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
    sources = Sources([counted[unit.code] for unit in units if unit.code in counted], asked)
    lines = [*WAYS[way](Gathered(asked, units, counted, missing, sources))]
    additive = additive_columns(asked.structure)
    body = [line for line in lines if line.sums is None]  # what adds up others is not added again
    total = SummaryLine("", TOTAL, sums_of(body, additive), sums=range(len(lines)))
    return Summary(asked, way, (*lines, total), sources, additive)
