"""Tell who must do what by when, over letters and the Word files that carry theirs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dispatch import yaml_tree
from dispatch.building.load import load
from dispatch.building.source import inside
from dispatch.problem import N_, Fault, Problem, Refused, Severity, in_reading_order
from dispatch.world import World
from dispatch.yaml_tree import Node

if TYPE_CHECKING:
    from dispatch.tasks import Directive

NOT_A_DAY = Fault(
    "V001",
    N_("không rõ '{text}' là ngày nào, không đưa vào lịch"),
    N_("viết như 'trước ngày 30/11/2024' hoặc 'trước ngày 13 hàng tháng'"),
    Severity.WARNING,
)
NOT_SINCE = Fault(
    "V002",
    N_("'{text}' lặp lại nhưng công văn chưa ghi năm, không đưa vào lịch"),
    N_("ghi mục 'ngay:', ít nhất là năm"),
    Severity.WARNING,
)
NO_DAY = Fault("V003", N_("không có thời hạn nào rõ ngày, không làm được lịch"))


class Asked(NamedTuple):
    """What one file asks of whom, and the tree that says where it is written."""

    file: str
    root: Node
    directive: "Directive"


def asked(world: World, files: Sequence[str]) -> tuple[list[Asked], list[Problem]]:
    """Return what each file asks; a file that is refused does not hide the others."""
    found: list[Asked] = []
    problems: list[Problem] = []
    for file in files:
        try:
            found.append(_asked(world, file))
        except Refused as refusal:
            problems += in_reading_order(refusal.problems)
    return found, problems


def _asked(world: World, file: str) -> Asked:
    from dispatch.tasks import directive

    loaded = load(*inside(world, file))
    return Asked(file, loaded.root, directive(loaded.said))


def as_calendar(letters: Sequence[Asked]) -> tuple[str, list[Problem]]:
    """Return the deadlines as a calendar, and those that it cannot hold; refused if it would hold none."""
    from dispatch.tasks import calendar, placed

    problems = [problem for letter in letters for problem in _unplaced(letter)]
    if not any(placed(task, letter.directive) for letter in letters for task in letter.directive.tasks):
        raise Refused([*problems, NO_DAY.at()])
    return calendar([letter.directive for letter in letters]), problems


def _unplaced(letter: Asked) -> list[Problem]:
    from dispatch.tasks import placed

    missing = [t for t in letter.directive.tasks if t.deadline and not placed(t, letter.directive)]
    found = [(NOT_SINCE if task.due else NOT_A_DAY).at(path=task.path, text=task.deadline) for task in missing]
    return [yaml_tree.placed(problem, letter.root) for problem in found]
