"""Problems as SARIF 2.1.0, which editors and code hosts show beside the lines of a file."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from urllib.parse import quote

from dispatch.cli.language import translator
from dispatch.plain_text import as_json
from dispatch.problem import NOWHERE, Problem, Severity
from dispatch.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def problems_as_sarif(problems: Iterable[Problem]) -> str:
    """Return problems as a SARIF log of one run, in the language of the command."""
    found = list(problems)
    codes = sorted({problem.code for problem in found})
    driver = {"name": "congvan", "version": __version__, "rules": [*_rules(codes)]}
    run = {"tool": {"driver": driver}, "results": [_result(problem, codes) for problem in found]}
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rules(codes: Iterable[str]) -> Iterator[dict[str, object]]:
    """Yield each code with why it matters, where a rule of the decree tells it."""
    from dispatch.rules import BOOK
    from dispatch.rules.paper import PAPER_BOOK

    books = {entry.fault.code: entry for book in (BOOK, PAPER_BOOK) for entry in book}
    for code in codes:
        entry = books.get(code)
        told = (
            {"shortDescription": {"text": entry.clause}, "fullDescription": {"text": entry.why}}
            if entry
            else {}
        )
        yield {"id": code, **told}


def _result(problem: Problem, codes: list[str]) -> dict[str, object]:
    say = translator()
    place = problem.place or NOWHERE
    said = "\n".join(filter(None, (problem.text(say), problem.hint_text(say))))
    where: dict[str, object] = {"artifactLocation": {"uri": quote(PurePath(place.file).as_posix())}}
    if not place.spot and place.line:
        where["region"] = {"startLine": place.line, "startColumn": place.column}
    location: dict[str, object] = {"physicalLocation": where}
    if place.spot:
        location["logicalLocations"] = [{"fullyQualifiedName": place.spot.text(say)}]
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": LEVELS[problem.severity],
        "message": {"text": said},
        "locations": [location] if place.file else [],
    }
