"""Which column of our summary goes into which column of the form that the level above has handed out. Pure.

A column is known by its key; where two forms call it otherwise, somebody says once which is which, and the
journal keeps it. It is never guessed from titles.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dispatch.forms import LeafColumn, Structure
from dispatch.forms.returned import ReturnedForm
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, Refused, shorten
from dispatch.returns.deciding import NO_FORM
from dispatch.returns.journal import MAPPED, Event
from dispatch.returns.summary import Summary

NOT_MAPPED = Fault(
    "R060",
    N_("biểu của cấp trên có {count} cột chưa biết lấy từ đâu: {columns}"),
    N_(
        "thêm --map cột_trên=cột_dưới cho từng cột, một lần; cột dưới là {known}, {{don_vi}} (tên đơn vị) "
        "hoặc {{tt}} (số thứ tự); để trống sau dấu = thì không điền"
    ),
)
NO_SUCH_COLUMN = Fault(
    "R061",
    N_("--map '{text}': không có cột này"),
    N_("viết cột_trên=cột_dưới; cột trên: {above}; cột dưới: {below}"),
)
UNIT_NAME, ROW_NUMBER, NOTHING = "{don_vi}", "{tt}", ""
BY_PLACE = lazy_pattern(r"cot_\d+")  # what a column is called that nobody has named
OPEN_ROW = "o"


class UpperForm(NamedTuple):
    """The form of the level above: as it stands, which summary fills it, from where each column comes."""

    form: ReturnedForm
    summary: Summary
    columns: Mapping[str, str]


def upper_form(
    form: ReturnedForm,
    summaries: Sequence[Summary],
    events: Sequence[Event],
    said: Sequence[str],
    own: str = "",
) -> UpperForm:
    """Return how a form of the level above is filled.

    Raises:
        Refused: R036 where several summaries could fill it, R060 and R061 where a column has no counterpart.
    """
    summary = _summary_for(form, summaries, own)
    typed = dict(_read(text, form.structure, summary.round.structure) for text in said)
    columns = {**_same_columns(form, summary), **_kept(form, events), **typed}
    ours = {*_keys(summary.round.structure), UNIT_NAME, ROW_NUMBER, NOTHING}
    open_ones = open_columns(form.now)
    missing = [leaf for leaf in open_ones if columns.get(leaf.key) not in ours]
    if missing:
        raise Refused([_not_mapped(missing, summary)])
    return UpperForm(form, summary, {leaf.key: columns[leaf.key] for leaf in open_ones})


def mapping_facts(upper: UpperForm) -> dict[str, object]:
    """Return what the journal keeps of a mapping; nothing where every column has the key of its own."""
    identity = upper.form.identity
    if all(above == below for above, below in upper.columns.items()):
        return {}
    return {"form": identity.form, "version": identity.version, "columns": dict(upper.columns)}


def open_columns(structure: Structure) -> list[LeafColumn]:
    """Return the columns that have a cell to be filled."""
    rows = [texts for kind, texts in structure.rows if kind == OPEN_ROW]
    return [leaf for at, leaf in enumerate(structure.leaves) if any(texts[at] is None for texts in rows)]


def _summary_for(form: ReturnedForm, summaries: Sequence[Summary], own: str) -> Summary:
    codes = [each.round.identity.form for each in summaries]
    asked = own or (
        form.identity.form if form.identity.form in codes else codes[0] if len(codes) == 1 else ""
    )
    if asked not in codes:
        raise Refused([NO_FORM.at(known=", ".join(codes))])
    return summaries[codes.index(asked)]


def _same_columns(form: ReturnedForm, summary: Summary) -> dict[str, str]:
    """Return the columns of one key; a key that only counts columns tells nothing in another form."""
    ours = summary.round.structure
    same_form = form.structure.version == ours.version
    keys = [leaf.key for leaf in form.structure.leaves if leaf.key in _keys(ours)]
    return {key: key for key in keys if same_form or not BY_PLACE.fullmatch(key)}


def _kept(form: ReturnedForm, events: Sequence[Event]) -> Mapping[str, str]:
    """Return the columns that somebody mapped before for this form in this version."""
    known = (form.identity.form, form.identity.version)
    kept = [event.facts for event in events if event.kind == MAPPED]
    mine = [facts["columns"] for facts in kept if (facts["form"], facts["version"]) == known]
    return mine[-1] if mine else {}


def _read(text: str, above: Structure, below: Structure) -> tuple[str, str]:
    upper, equals, lower = (part.strip() for part in text.partition("="))
    known = {*_keys(below), UNIT_NAME, ROW_NUMBER, NOTHING}
    if not equals or upper not in _keys(above) or lower not in known:
        names = [", ".join(_keys(structure)) for structure in (above, below)]
        raise Refused([NO_SUCH_COLUMN.at(text=shorten(text), above=names[0], below=names[1])])
    return upper, lower


def _not_mapped(missing: Sequence[LeafColumn], summary: Summary) -> Problem:
    names = "; ".join(f"{shorten(leaf.title)} (`{leaf.key}`)" for leaf in missing)
    known = ", ".join(_keys(summary.round.structure))
    return NOT_MAPPED.at(count=len(missing), columns=names, known=known)


def _keys(structure: Structure) -> list[str]:
    return [leaf.key for leaf in structure.leaves]
