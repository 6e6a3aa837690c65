"""What goes into the form of the level above: the figures of our summary, none reckoned anew. Pure."""

from collections.abc import Iterator, Sequence

from dispatch.forms import LeafColumn, Structure
from dispatch.forms.answers import Answer, Answers, answer_text
from dispatch.forms.filled_values import FilledValue
from dispatch.forms.no_value import NoValue
from dispatch.forms.returned import TOTALS, ReturnedForm, answer_of, judge_form
from dispatch.forms.totals import total_of
from dispatch.model.column_kinds import Value
from dispatch.problem import N_, Fault, Problem, Refused, Severity, errors, shorten
from dispatch.returns.reading import Reading
from dispatch.returns.summary import Summary
from dispatch.returns.summary_lines import Shown, SummaryLine, as_number
from dispatch.returns.upper_columns import NOTHING, ROW_NUMBER, UNIT_NAME, UpperForm
from dispatch.returns.upper_rows import PlacedLine, place_lines

HELD = Fault(
    "R065",
    N_("biểu của cấp trên: {at} đã ghi '{found}', số tổng hợp là '{expected}'"),
    N_("xóa ô đó, hoặc dùng biểu chưa điền"),
)
NO_FIT = Fault(
    "R066",
    N_("'{found}' không ghi được vào cột '{column}' của biểu cấp trên"),
    N_("lấy cột khác bằng --map"),
)
NOT_ADDED = Fault(
    "R067",
    N_("biểu của cấp trên: cột '{column}' để trống, vì số liệu cột đó không cộng được"),
    N_("điền tay cột đó"),
    Severity.WARNING,
)
OTHER_READING = Fault(
    "R068",
    N_("biểu của cấp trên sau khi điền đọc lại khác số tổng hợp{why}"),
    N_("xin cấp trên biểu gốc, chưa sửa"),
)
Cell = tuple[tuple[int, str], str]
"""A row or a unit, and a column."""
OF_ALL = (-1, "")  # the row and the unit of a sum over all


def upper_answers(upper: UpperForm) -> tuple[Answers, list[Problem]]:
    """Return the answers to a form of the level above, and what of it stays blank.

    Raises:
        Refused: R064, R065, R066, and whatever is wrong with the form itself.
    """
    held, problems = judge_form(upper.form)
    if wrong := errors(problems):
        raise Refused(wrong)
    placement = place_lines(upper.form, upper.summary)
    said = _said_cells(upper.summary)
    structure = upper.form.structure.with_rows(len(upper.form.rows) + placement.more_rows)
    answers = [
        answer
        for placed in placement.lines
        for answer in _answers(upper, placed, structure.rows[placed.row][1], said)
    ]
    _refuse_other_values(upper.form, answers, held)
    totals = _totals(structure, [*held, *_as_values(answers, structure)])
    blank = _blank_columns(upper, placement.lines, answers)
    return Answers(answers, totals, placement.more_rows, placement.below), [*placement.problems, *blank]


def refuse_other_reading(form: ReturnedForm, answers: Answers, filled: Reading) -> None:
    """Refuse a filled form that whoever receives it would not read as we meant it."""
    held, _ = judge_form(form)
    meant = [*held, *_as_values(answers.cells, form.structure)]
    wrong = errors(filled.problems)
    if wrong or _by_cell(meant) != _by_cell(filled.values):
        why = f": {wrong[0].text()}" if wrong else ""
        raise Refused([OTHER_READING.at(why=why)])


def _said_cells(summary: Summary) -> set[Cell]:
    """Return which sums have anything to add up: the row, the unit or the whole form, and the column."""
    said: set[Cell] = set()
    for source in summary.sources:
        value, key = source.value.value, source.value.key
        if as_number(value) is not None or value is NoValue.NOTHING:
            said |= {((source.value.row, source.label), key), (OF_ALL, key)}
            said.add(((OF_ALL[0], source.form.unit.code), key))
    return said


def _answers(
    upper: UpperForm, placed: PlacedLine, texts: Sequence[str | None], said: set[Cell]
) -> Iterator[Answer]:
    """Yield what a line says in the open cells of its row; what nobody has said stays blank."""
    instead = {
        UNIT_NAME: placed.name or upper.form.identity.unit_name,
        ROW_NUMBER: placed.number,
        NOTHING: "",
    }
    for column, leaf in enumerate(upper.form.structure.leaves):
        source = upper.columns.get(leaf.key, NOTHING)
        value = instead[source] if source in instead else _value(upper.summary, placed.line, source, said)
        if texts[column] is None and value is not None and value != "":
            yield Answer(placed.row, column, _fitting(value, leaf))


def _value(summary: Summary, line: SummaryLine, key: str, said: set[Cell]) -> Shown:
    """Return what a line says in a column; a sum of nothing is no zero."""
    at = [leaf.key for leaf in summary.round.structure.leaves].index(key)
    of = line.row or ((OF_ALL[0], line.unit) if line.sums is not None else None)
    return line.values[at] if of is None or (of, key) in said or not summary.additive[at] else None


def _fitting(value: Value | NoValue, leaf: LeafColumn) -> Value | NoValue:
    """Return a value as the column of the form reads it."""
    number = as_number(value)
    whole = int(number) if number is not None and number == number.to_integral_value() else value
    try:
        return answer_of(answer_text(whole), leaf)
    except ValueError as error:
        raise Refused([NO_FIT.at(found=shorten(answer_text(value)), column=leaf.title)]) from error


def _as_values(answers: Sequence[Answer], structure: Structure) -> list[FilledValue]:
    return [FilledValue(row, structure.leaves[column].key, value, "") for row, column, value in answers]


def _by_cell(values: Sequence[FilledValue]) -> dict[tuple[int, str], Value | NoValue]:
    return {(one.row, one.key): one.value for one in values}


def _refuse_other_values(form: ReturnedForm, answers: Sequence[Answer], held: Sequence[FilledValue]) -> None:
    """Refuse to write over what somebody has typed, unless it is what we would write."""
    meant = _by_cell(_as_values(answers, form.structure))
    other = [one for one in held if meant.get((one.row, one.key), one.value) != one.value]
    problems = [
        HELD.at(
            at=one.place,
            found=shorten(answer_text(one.value)),
            expected=shorten(answer_text(meant[one.row, one.key])),
        )
        for one in other
    ]
    if problems:
        raise Refused(problems)


def _totals(structure: Structure, values: Sequence[FilledValue]) -> list[Answer]:
    """Return what the rows of totals come to, in columns that say anything."""
    each = [FilledValue(row, key, value, "") for (row, key), value in _by_cell(values).items()]
    said = {one.key for one in each if as_number(one.value) is not None}
    return [
        Answer(at, column, total_of(structure, column, each))
        for at, (kind, texts) in enumerate(structure.rows)
        for column, leaf in enumerate(structure.leaves)
        if kind == TOTALS and texts[column] is None and leaf.totals and leaf.key in said
    ]


def _blank_columns(
    upper: UpperForm, placed: Sequence[PlacedLine], answers: Sequence[Answer]
) -> Iterator[Problem]:
    """Yield the columns that stay blank because nothing of theirs adds up."""
    added_up = all(line.line.row or line.line.sums is not None for line in placed)
    filled = {answer.column for answer in answers}
    ours = {leaf.key: adds for leaf, adds in zip(_leaves(upper.summary), upper.summary.additive, strict=True)}
    for column, leaf in enumerate(upper.form.structure.leaves):
        source = upper.columns.get(leaf.key, NOTHING)
        if added_up and column not in filled and not ours.get(source, True):
            yield NOT_ADDED.at(column=leaf.title)


def _leaves(summary: Summary) -> Sequence[LeafColumn]:
    return summary.round.structure.leaves
