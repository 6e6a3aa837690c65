"""A hint that says what to write instead, as a change of the text: pure, tried by whoever makes it."""

from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.problem import Problem

FOUND, RIGHT = ("text", "name"), ("right", "near", "now")
KEY = lazy_pattern(r"\(`(\w+)`\)")
MANY = 4  # changes that are offered for one problem


class Mend(NamedTuple):
    """What stands in a text, and what is to stand there."""

    found: str
    right: str


def mends_of(problem: Problem) -> list[Mend]:
    """Return the changes that the hint of a problem names; none where it only advises."""
    said = dict(problem.values)
    right = next((said[name] for name in RIGHT if said.get(name) and f"{{{name}}}" in problem.hint), "")
    if not right or problem.place is None or problem.place.spot:
        return []
    if keys := KEY.findall(right):  # a key that is none, and those that it is near to
        return [Mend(said.get("key", "").strip("'"), key) for key in keys[:MANY]]
    found = next((said[name] for name in FOUND if said.get(name)), "")
    return [Mend(found, each) for each in right.split("; ")[:MANY] if each != found]


def mended(text: str, problem: Problem, mend: Mend) -> str:
    """Return a text with a change made at the place of a problem; the same where it does not stand there."""
    if problem.place is None or not mend.found:
        return text
    lines = text.splitlines(keepends=True)
    begins = sum(map(len, lines[: problem.place.line - 1])) + problem.place.column - 1
    at = text.find(mend.found, begins)
    return text if at < 0 else f"{text[:at]}{mend.right}{text[at + len(mend.found) :]}"
