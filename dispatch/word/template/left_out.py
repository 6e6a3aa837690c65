"""What a template has and its letters will not, to be told once for each template."""

from typing import NamedTuple

from dispatch.problem import N_, Fault, Place, Problem, Severity

DROPPED = Fault("T019", N_("mẫu có {what}; công văn không mang theo"), "", Severity.WARNING)
STRAY = Fault("T020", N_("mẫu có tệp lạ '{name}'; công văn không mang theo"), "", Severity.WARNING)


class LeftOut(NamedTuple):
    """A thing that stays behind: a word of ours for it, or the name of a file that nothing leads to."""

    what: str
    name: str = ""

    def problem(self, template: str) -> Problem:
        """Return what is to be said of it."""
        fault = DROPPED if self.what else STRAY
        return fault.at(Place(template), what=self.what, name=self.name)
