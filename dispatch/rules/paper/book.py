"""The book of the rules on a measured file: one rule, one function, one code, one clause, one why."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from dispatch.problem import Fault, Problem, Severity
from dispatch.rules.measures import Measures

Test = Callable[[Measures, Fault], Iterable[Problem]]
WARNING = Severity.WARNING


class PaperRule(NamedTuple):
    """A test of a measured file, the clause it rests on, and why the clause matters."""

    fault: Fault
    clause: str
    why: str
    test: Test


PAPER_BOOK: list[PaperRule] = []


def measure_rule(
    code: str, clause: str, message: str, hint: str = "", severity: Severity = WARNING
) -> Callable[[Test], Test]:
    """Enter a test in the book; its docstring says why."""

    def enter(test: Test) -> Test:
        PAPER_BOOK.append(PaperRule(Fault(code, message, hint, severity), clause, test.__doc__ or "", test))
        return test

    return enter


def check_paper(measures: Measures) -> Iterator[Problem]:
    """Yield every breach, in the order of the book; what has no place of its own is said of the file."""
    for entry in PAPER_BOOK:
        for problem in entry.test(measures, entry.fault):
            yield problem if problem.place else problem._replace(place=measures.place)
