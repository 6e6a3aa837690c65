"""One unit, one file: all that is known of it, and what a person decides about it, with a reason."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from dispatch.forms.no_value import NoValue
from dispatch.forms.rounds import Round
from dispatch.jobs.collect import Collecting, collect_returns
from dispatch.jobs.desk import batch_folder
from dispatch.jobs.returned import Returns, look_at_returns
from dispatch.model.column_kinds import Value
from dispatch.problem import N_, Fault, Problem, Refused, in_reading_order
from dispatch.returns import journal
from dispatch.returns.deciding import NO_FILE, NO_UNIT, Decision
from dispatch.returns.expected import Unit
from dispatch.returns.fates import FileFate
from dispatch.returns.status import COUNTED, UnitStatus
from dispatch.web.rendering import page, told_problems
from dispatch.web.screens.returns import shown_day, shown_file, shown_unit
from dispatch.web.site import Answer, Asked, Site

NO_DECISION = Fault("S024", N_("không có cách quyết định '{kind}'"), N_("tải lại trang rồi làm lại"))
CELL = "v."  # before the place of a cell in the name of its field
CELLS_MOST = 3_000  # that a page can hold; larger forms are typed in at the command line
KINDS = (journal.PINNED, journal.EXCUSED, journal.DATED, journal.NAMED, journal.ENTERED)


def show_unit(site: Site, asked: Asked) -> Answer:
    """Show a unit: how it stands, its files, and what can be decided."""
    return _unit_page(site, asked, asked.query.get("unit", ""))


def show_file(site: Site, asked: Asked) -> Answer:
    """Show a file: its class and why, and what can be decided."""
    return _file_page(site, asked, asked.query.get("file", ""))


def decide(site: Site, asked: Asked) -> Answer:
    """Write down what somebody decides, and go back to where it was decided."""
    unit, file = asked.said("unit"), asked.said("file")
    folder = batch_folder(site.file_of(asked.path["name"]))
    try:
        collect_returns(site.world, Collecting(folder), [_decision(asked)])
    except Refused as refusal:
        if unit:
            return _unit_page(site, asked, unit, refusal.problems, 422)
        return _file_page(site, asked, file, refusal.problems, 422)
    goal = ("unit", {"unit": unit}) if unit else ("file", {"file": file})
    return Answer(goal=f"/letters/{asked.path['name']}/returns/{goal[0]}?{urlencode(goal[1])}")


def _decision(asked: Asked) -> Decision:
    kind = asked.said("kind")
    if kind not in KINDS:
        raise Refused([NO_DECISION.at(kind=kind)])
    typed = ((name.removeprefix(CELL), value.strip()) for name, value in asked.pairs if name.startswith(CELL))
    return Decision(
        kind,
        asked.said("about"),
        asked.said("said").strip(),
        [f"{place}={value}" for place, value in typed if value],
        asked.said("form"),
        asked.said("reason"),
        asked.said("by"),
    )


def _unit_page(
    site: Site, asked: Asked, code: str, problems: Sequence[Problem] = (), status: int = 200
) -> Answer:
    found = look_at_returns(site.world, batch_folder(site.file_of(asked.path["name"])))
    unit = found.ledger.expected.unit(code)
    if unit is None:
        raise Refused([NO_UNIT.at(name=code)])
    stands = [each for each in found.statuses if each.unit == unit]
    return page(
        site,
        asked,
        "returned_unit.html",
        status,
        name=asked.path["name"],
        unit=unit,
        states=[_shown_state(each, found, asked) for each in stands],
        is_counted=all(each.state in COUNTED for each in stands),
        files=[shown_file(each, asked.say) for each in found.ledger.fates.files if each.unit == unit],
        **_shared(asked, problems),
    )


def _shared(asked: Asked, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return what both pages show: what was refused, and what was typed into the form that was."""
    return {
        "problems": told_problems(in_reading_order(problems), asked.language),
        "typed": {name: asked.said(name) for name in ("kind", "about", "said", "form", "reason", "by")},
    }


def _shown_state(status: UnitStatus, found: Returns, asked: Asked) -> dict[str, Any]:
    asked_for = found.ledger.expected.forms[status.form]
    return {
        **shown_unit(status, asked.say),
        "title": " ".join(asked_for.title) or status.form,
        "problems": told_problems(in_reading_order(status.problems), asked.language),
        "cells": _cells(asked_for, _answers(status.unit, status.form, found, asked)),
        "heading": heading_rows(asked_for),
    }


def _answers(unit: Unit, form: str, found: Returns, asked: Asked) -> Mapping[str, str]:
    """Return what stands in the cells of a form: what was just typed, was typed before, or was sent."""
    typed = {name.removeprefix(CELL): value for name, value in asked.pairs if name.startswith(CELL)}
    if typed and asked.said("form") == form:
        return typed
    if before := found.ledger.decisions.entered.get((unit.code, form)):
        return dict(before.facts["values"])
    sent = [file for file in found.ledger.fates.files if (file.unit, file.form) == (unit, form)]
    newest = max(sent, key=lambda file: (file.receipt.day, file.reading.saved), default=None)
    values = newest.reading.values if newest else ()
    return {f"d{one.row + 1}.{one.key}": _as_typed(one.value) for one in values}


def _as_typed(value: Value | NoValue) -> str:
    """Return a value as somebody types it."""
    if isinstance(value, date):
        return shown_day(value)
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _cells(asked_for: Round, answers: Mapping[str, str]) -> list[list[dict[str, str]]]:
    """Return the rows of a form with a field for each open cell; none of a form that is too large."""
    leaves = asked_for.structure.leaves
    if len(leaves) * len(asked_for.structure.rows) > CELLS_MOST:
        return []
    return [
        [
            {"text": text or ""}
            if text is not None
            else {
                "place": (place := f"d{row}.{leaf.key}"),
                "value": answers.get(place, ""),
                "title": leaf.title,
            }
            for leaf, text in zip(leaves, texts, strict=False)
        ]
        for row, (_, texts) in enumerate(asked_for.structure.rows, 1)
    ]


def heading_rows(asked_for: Round) -> list[list[tuple[str, int, int]]]:
    """Return the heading of a form, row by row: each cell with how many rows and columns it spans."""
    rows: list[list[tuple[str, int, int]]] = [[] for _ in range(asked_for.structure.heading_rows)]
    for text, row, _, tall, wide in sorted(asked_for.structure.heading, key=lambda cell: (cell[1], cell[2])):
        rows[row].append((text, tall, wide))
    return rows


def _file_page(
    site: Site, asked: Asked, sha256: str, problems: Sequence[Problem] = (), status: int = 200
) -> Answer:
    found = look_at_returns(site.world, batch_folder(site.file_of(asked.path["name"])))
    files = [file for file in found.ledger.fates.files if file.receipt.sha256 == sha256]
    if not files:
        raise Refused([NO_FILE.at(name=sha256[:12])])
    file = _telling(files)
    return page(
        site,
        asked,
        "returned_file.html",
        status,
        name=asked.path["name"],
        file=shown_file(file, asked.say),
        names=[each.receipt.name for each in files],
        said=told_problems(in_reading_order(file.problems), asked.language),
        units=found.ledger.expected.units,
        forms=[*found.ledger.expected.forms],
        **_shared(asked, problems),
    )


def _telling(files: Iterable[FileFate]) -> FileFate:
    """Return of files with the same bytes the one that says most: not that it came twice."""
    return max(files, key=lambda file: (file.unit is not None, file.form, file.receipt.name))
