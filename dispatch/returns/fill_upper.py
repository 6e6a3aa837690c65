"""The form of the level above as a file: read, filled from our summary, read again as they will read it."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from dispatch.forms.answers import Answers
from dispatch.forms.returned import ReturnedForm
from dispatch.problem import Place, Problem
from dispatch.returns.journal import Event
from dispatch.returns.reading import read_returned
from dispatch.returns.summary import Summary
from dispatch.returns.upper_answers import refuse_other_reading, upper_answers
from dispatch.returns.upper_columns import mapping_facts, upper_form

WORD_FILE = ".docx"
UPPER_FILES = (".xlsx", ".xlsm", WORD_FILE)


class ColumnMapping(NamedTuple):
    """Which column comes from which, as somebody said it; which of our forms, where there are several."""

    columns: Sequence[str] = ()
    form: str = ""


class FilledForm(NamedTuple):
    """A filled form, what the journal is to keep of how it was filled, and what was noticed."""

    data: bytes
    facts: dict[str, object]
    problems: list[Problem]


def is_form_file(name: str) -> bool:
    """Say whether a name is that of a file that can be the form of the level above."""
    return name.lower().endswith(UPPER_FILES)


def fill_upper_form(
    data: bytes, file: str, summaries: Sequence[Summary], events: Sequence[Event], mapping: ColumnMapping
) -> FilledForm:
    """Return the form of the level above, filled.

    Raises:
        Refused: R036, R060 to R068, and for what is no form.
    """
    form = _read(data, file)
    upper = upper_form(form, summaries, events, mapping.columns, mapping.form)
    answers, problems = upper_answers(upper)
    filled = _fill(data, file, answers)
    reading = read_returned(filled, file)
    refuse_other_reading(form, answers, reading)
    told = [problem if problem.place else problem._replace(place=Place(file)) for problem in problems]
    return FilledForm(filled, mapping_facts(upper), [*told, *reading.problems])


def _read(data: bytes, file: str) -> ReturnedForm:
    if PurePath(file).suffix.lower() == WORD_FILE:
        from dispatch.word.returned_form import read_word_form

        return read_word_form(data, file)
    from dispatch.excel.returned_form import read_excel_form

    return read_excel_form(data, file)


def _fill(data: bytes, file: str, answers: Answers) -> bytes:
    if PurePath(file).suffix.lower() == WORD_FILE:
        from dispatch.word.fill_form import fill_word_form

        return fill_word_form(data, file, answers)
    from dispatch.excel.fill_form import fill_excel_form

    return fill_excel_form(data, file, answers)
