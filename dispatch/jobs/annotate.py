"""Write a copy of a Word file with what was found in it as comments, each at its place."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dispatch.jobs.check import check_file
from dispatch.problem import HINT, Problem, Say, errors
from dispatch.world import TEMPLATE_MOST, Outputs, SourceWorld, World

if TYPE_CHECKING:
    from dispatch.word.comments import Remark


def write_annotated(world: World, file: str, output: str, say: Say, *, force: bool = False) -> list[Problem]:
    """Write the copy, and return what was found; a file that is refused leaves none."""
    from dispatch.word.comments import add_comments

    reading = SourceWorld(world)
    outputs = Outputs(world, reading, force=force)
    reading.sources.add(file)
    outputs.refuse([output])
    problems = check_file(reading, file)
    if not errors(problems):
        data = add_comments(reading.read(file, TEMPLATE_MOST), [*_remarks(problems, say)], world.today())
        outputs.write({output: data})
    return problems


def _remarks(problems: Sequence[Problem], say: Say) -> "Iterator[Remark]":
    """Yield what is said of each paragraph, in the order of the file."""
    from dispatch.word.comments import Remark

    for paragraph, together in groupby(sorted(problems, key=_paragraph), key=_paragraph):
        yield Remark(paragraph, [*_lines(together, say)])


def _paragraph(problem: Problem) -> int:
    """Return the paragraph that a problem is told at; the first, of what is no place in the text."""
    spot = problem.place.spot if problem.place else None
    return problem.place.line if problem.place and spot and spot.numbers else 1


def _lines(problems: Iterable[Problem], say: Say) -> Iterator[str]:
    clauses = _clauses()
    for problem in problems:
        spot = problem.place.spot if problem.place else None
        where = "" if spot is None or spot.numbers else f"{spot.text(say)}: "
        yield f"{where}{problem.text(say)} [{problem.code}; {clauses.get(problem.code, '')}]"
        if problem.hint_text(say):
            yield f"{say(HINT)}: {problem.hint_text(say)}"


def _clauses() -> dict[str, str]:
    from dispatch.rules.paper import PAPER_BOOK

    return {entry.fault.code: entry.clause for entry in PAPER_BOOK}
