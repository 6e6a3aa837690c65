"""The summary as it fills: each number leads to the files and the cells that it was made of."""

import bisect
from collections.abc import Container, Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any, NamedTuple
from urllib.parse import urlencode

from dispatch.jobs.desk import batch_folder
from dispatch.jobs.returned import look_at_returns
from dispatch.problem import N_, Fault, Refused
from dispatch.returns.ledger import summaries_of
from dispatch.returns.summary import Summary
from dispatch.returns.summary_lines import Shown, SourceLine, SummaryLine
from dispatch.returns.summary_ways import ADDED
from dispatch.text.numbers import write_number
from dispatch.web.rendering import page
from dispatch.web.screens.deciding import heading_rows
from dispatch.web.screens.returns import shown_day
from dispatch.web.site import Answer, Asked, Site

NO_SUMMARY = Fault("S025", N_("đợt này không có biểu '{form}'"), N_("xem trang Số liệu tổng hợp"))
ALL = ""


class Cells(NamedTuple):
    """Cells of returned forms: those of a column; of one unit, of one row only where these are said."""

    column: str
    unit: str = ALL
    row: str = ALL
    label: str = ALL


def show_summary(site: Site, asked: Asked) -> Answer:
    """Show the summary of every form of a batch."""
    found = look_at_returns(site.world, batch_folder(site.file_of(asked.path["name"])))
    return page(
        site,
        asked,
        "summary.html",
        name=asked.path["name"],
        out=PurePath(batch_folder(asked.path["name"])).name,
        share=found.share,
        day=shown_day(found.day),
        summaries=[_shown(each) for each in summaries_of(found.ledger)],
    )


def _shown(summary: Summary) -> dict[str, Any]:
    known = _cells_with_values(summary.sources)
    return {
        "form": summary.round.identity.form,
        "title": " ".join(summary.round.title) or summary.round.identity.form,
        "measure": summary.round.unit_of_measure,
        "heading": heading_rows(summary.round),
        "named": summary.way != ADDED,
        "lines": [_line(summary, known, *numbered) for numbered in _numbered(summary)],
    }


def _numbered(summary: Summary) -> Iterator[tuple[SummaryLine, str]]:
    """Yield every line, one that is a row of a unit's form with the number of that row."""
    rows: dict[str, list[int]] = {}
    for source in summary.sources:
        known = rows.setdefault(source.form.unit.code, [])
        if source.value.row not in known:
            bisect.insort(known, source.value.row)
    waiting = {unit: iter(numbers) for unit, numbers in rows.items()}
    for line in summary.lines:
        is_row = line.unit and not line.name
        yield line, str(next(waiting[line.unit])) if is_row else ALL


def _line(summary: Summary, known: Container[Cells], line: SummaryLine, row: str) -> dict[str, Any]:
    values = [
        {
            "text": _worded(value),
            "align": leaf.align,
            "goal": _goal(summary, known, line, row, leaf.key, value),
        }
        for value, leaf in zip(line.values, summary.round.structure.leaves, strict=True)
    ]
    if summary.way == ADDED and line.name:
        values[0] = {"text": line.name, "align": "left", "goal": ""}
    return {
        "number": line.number,
        "name": line.name,
        "note": line.note,
        "strong": line.sums is not None,
        "values": values,
    }


def _worded(value: Shown) -> str:
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        return write_number(Decimal(value))
    return shown_day(value) if isinstance(value, date) else str(value)


def _goal(
    summary: Summary, known: Container[Cells], line: SummaryLine, row: str, column: str, value: Shown
) -> str:
    """Return what is asked to see where a value comes from; nothing of a text that the form itself prints."""
    cells = Cells(column)
    if line.row is not None:
        cells = Cells(column, row=str(line.row[0]), label=line.row[1])
    elif line.unit:
        cells = Cells(column, unit=line.unit, row=row)
    if value is None or cells not in known:
        return ""
    asked = {"form": summary.round.identity.form, **cells._asdict()}
    return urlencode({key: said for key, said in asked.items() if said})


def _cells_with_values(sources: Iterable[SourceLine]) -> frozenset[Cells]:
    """Return all cells that a number may be made of: a column, that of a unit, a row of all units."""
    found: set[Cells] = set()
    for source in sources:
        column, unit, row, label = _cells_of(source)
        found |= {
            Cells(column),
            Cells(column, unit),
            Cells(column, unit, row),
            Cells(column, ALL, row, label),
        }
    return frozenset(found)


def _cells_of(source: SourceLine) -> Cells:
    return Cells(source.value.key, source.form.unit.code, str(source.value.row), source.label)


def _is_of(source: SourceLine, asked: Cells) -> bool:
    """Say whether a value is one of those that are asked for; what is not asked for may be anything."""
    return all(said in (ALL, value) for said, value in zip(asked, _cells_of(source), strict=True))


def show_sources(site: Site, asked: Asked) -> Answer:
    """Show the values that a number of the summary was made of: file, cell, day, who decided."""
    found = look_at_returns(site.world, batch_folder(site.file_of(asked.path["name"])))
    form = asked.query.get("form", "")
    summary = next((each for each in summaries_of(found.ledger) if each.round.identity.form == form), None)
    if summary is None:
        raise Refused([NO_SUMMARY.at(form=form)])
    wanted = Cells(*(asked.query.get(key, ALL) for key in Cells._fields))
    sources = [source for source in summary.sources if _is_of(source, wanted)]
    return page(
        site,
        asked,
        "sources.html",
        name=asked.path["name"],
        title=" ".join(summary.round.title) or form,
        sources=list(_shown_sources(sources)),
    )


def _shown_sources(sources: list[SourceLine]) -> Iterator[dict[str, Any]]:
    for source in sources:
        yield {
            "unit": source.form.unit.name,
            "code": source.form.unit.code,
            "row": source.value.row + 1,
            "label": source.label,
            "column": source.column.title,
            "align": source.column.align,
            "value": _worded(source.value.value),
            "cell": source.value.place,
            "file": source.form.file,
            "sha256": source.form.sha256,
            "day": shown_day(source.form.received),
            "decided": source.form.decided,
        }
