"""The book of the rules on a measured file: one rule, one function, one code, one clause, one why."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from dispatch.problem import N_, Fault, Problem, Severity
from dispatch.rules.measures import Measures

Test = Callable[[Measures, Fault], Iterable[Problem]]
WARNING = Severity.WARNING
TOLD_MOST = 20  # of one kind: a file that is all in another font says so soon
MORE = Fault("D239", N_("{code}: còn {count} chỗ nữa"), severity=Severity.INFO)


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
    """Yield the breaches in the order of the book, of one kind so many; what has no place of its own is said of the file."""
    for entry in PAPER_BOOK:
        found = [*entry.test(measures, entry.fault)]
        for problem in found[:TOLD_MOST]:
            yield problem if problem.place else problem._replace(place=measures.place)
        if len(found) > TOLD_MOST:
            yield MORE.at(measures.place, code=entry.fault.code, count=len(found) - TOLD_MOST)
