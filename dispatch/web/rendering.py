"""From what a screen shows to HTML: templates of ours, everything escaped, in the language asked for."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dispatch.language import translator_for
from dispatch.plain_text import as_json
from dispatch.problem import Problem, Severity, in_reading_order
from dispatch.web.rights import NOBODY
from dispatch.web.site import Answer, Asked, Site

TEMPLATES = Path(__file__).parent / "templates"
JSON = "application/json"
SIGNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(site: Site, asked: Asked, template: str, status: int = 200, **values: Any) -> Answer:
    """Return a page of a session, as it stands in a template."""
    text = _filled(
        template, asked.language, csrf=asked.visit.csrf, visit=asked.visit, folder=site.folder, **values
    )
    return Answer(text.encode(), status=status)


def data(values: Any, status: int = 200) -> Answer:
    """Return values for a script of ours."""
    return Answer(as_json(values).encode(), JSON, status)


def problem_page(problems: Sequence[Problem], language: str, status: int, *, as_data: bool = False) -> Answer:
    """Return why there is no page, for a reader or for a script; it shows nothing of a session."""
    told = told_problems(in_reading_order(problems), language)
    if as_data:
        return data({"problems": told}, status)
    return Answer(
        _filled("refused.html", language, problems=told, csrf="", visit=NOBODY).encode(), status=status
    )


def told_problems(problems: Sequence[Problem], language: str) -> list[dict[str, Any]]:
    """Return problems as a page tells them: what was found, what mends it, on which clause it rests."""
    from dispatch.rules import BOOK

    say = translator_for(language)
    clauses = {entry.fault.code: entry.clause for entry in BOOK}
    return [
        {
            "sign": SIGNS[problem.severity],
            "severity": say(problem.severity.value),
            "text": problem.text(say),
            "hint": problem.hint_text(say),
            "code": problem.code,
            "clause": clauses.get(problem.code, ""),
            "path": ".".join(map(str, problem.path)),
            "line": problem.place.line if problem.place else 0,
        }
        for problem in problems
    ]


def _filled(template: str, language: str, **values: Any) -> str:
    return (
        _environment().get_template(template).render(_=translator_for(language), language=language, **values)
    )
