"""Figures that the form of now has no cell for: none of them goes into a summary, and each is told."""

from collections.abc import Iterator, Mapping

from dispatch.forms.filled_values import FilledValues
from dispatch.forms.rounds import Round
from dispatch.problem import N_, Fault, Problem, Severity, shorten
from dispatch.returns.decisions import Decisions, Due
from dispatch.returns.entries import entered_values
from dispatch.returns.expected import Expected
from dispatch.returns.fates import FileFate

NO_COLUMN = Fault(
    "R054",
    N_("{at}: biểu hiện nay không có cột này, '{found}' không vào bảng tổng hợp"),
    N_("biểu cũ; hỏi lại đơn vị, hoặc nhập vào cột khác bằng --enter"),
    Severity.WARNING,
)
NO_CELL = Fault(
    "R055",
    N_("{unit}: số liệu nhập tay {at}={found} không còn ô trong biểu hiện nay"),
    N_("nhập lại bằng --enter"),
    Severity.WARNING,
)


def figures_left_out(expected: Expected, counted: Mapping[Due, FileFate]) -> dict[Due, tuple[Problem, ...]]:
    """Return the values of each form that counts, an older one, whose column is no more."""
    found = {due: tuple(_without_column(expected.forms[due[1]], file)) for due, file in counted.items()}
    return {due: problems for due, problems in found.items() if problems}


def _without_column(asked: Round, file: FileFate) -> Iterator[Problem]:
    keys = {leaf.key for leaf in asked.structure.leaves}
    values = FilledValues.of(file.reading.values)
    strange = {key for _, key, _ in values.cells} - keys
    for one in values if strange else ():
        if one.key in strange:
            yield NO_COLUMN.at(at=one.place, found=shorten(str(one.value)))


def entries_left_out(expected: Expected, decisions: Decisions) -> list[Problem]:
    """Return the values that somebody typed in for a cell that is no more."""
    return [
        NO_CELL.at(unit=unit.name, at=shorten(place), found=shorten(text))
        for (code, form), event in decisions.entered.items()
        for place, text in event.facts["values"].items()
        if (unit := expected.unit(code)) and form in expected.forms
        if not _is_taken(expected.forms[form], place, text)
    ]


def _is_taken(asked: Round, place: str, text: str) -> bool:
    try:
        return bool(entered_values(asked, {place: text}))
    except ValueError:
        return False
