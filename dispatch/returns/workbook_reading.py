"""A returned workbook, judged: a copy of a form that was read before in no time, any other with all care."""

from dispatch.excel.known_form import FilledForm
from dispatch.excel.known_forms import KnownForms
from dispatch.excel.limits import FORM
from dispatch.excel.opening import open_workbook
from dispatch.excel.returned_form import has_macros, read_form_parts
from dispatch.forms.filled_values import FilledValues
from dispatch.forms.returned import JudgedForm, judge_form

LATEST = KnownForms()


def judged_workbook(data: bytes, file: str, known: KnownForms = LATEST) -> JudgedForm:
    """Return a form that came back as a workbook, its values and what is wrong with it, or refuse it.

    What was read before changes how long it takes and nothing else.
    """
    parts = open_workbook(data, file, FORM)
    copy = None if has_macros(parts) else known.read(parts, file)
    if copy:
        return JudgedForm(copy.form, copy.values, ())
    form, table = read_form_parts(parts, file)
    values, problems = judge_form(form)
    judged = JudgedForm(form, FilledValues.of(values), tuple(problems))
    if not problems:
        known.learn(parts, FilledForm(form, judged.values), table)
    return judged
