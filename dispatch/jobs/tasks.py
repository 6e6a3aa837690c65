"""Tell who must do what by when, over letters and the Word files that carry theirs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dispatch import yaml_tree
from dispatch.building.load import load_letter
from dispatch.building.source import open_letter
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
    N_("ghi ngày ban hành (`ngay`), ít nhất là năm"),
    Severity.WARNING,
)
NO_DAY = Fault("V003", N_("không có thời hạn nào rõ ngày, không làm được lịch"))


class FileTasks(NamedTuple):
    """What one file asks of whom, and the tree that says where it is written."""

    file: str
    root: Node
    directive: "Directive"


def list_tasks(world: World, files: Sequence[str]) -> tuple[list[FileTasks], list[Problem]]:
    """Return what each file asks; a file that is refused does not hide the others."""
    listed: list[FileTasks] = []
    problems: list[Problem] = []
    for file in files:
        try:
            listed.append(_tasks_of_file(world, file))
        except Refused as refusal:
            problems += in_reading_order(refusal.problems)
    return listed, problems


def _tasks_of_file(world: World, file: str) -> FileTasks:
    from dispatch.tasks import directive_of

    loaded = load_letter(*open_letter(world, file))
    return FileTasks(file, loaded.root, directive_of(loaded.letter_data))


def as_calendar(letters: Sequence[FileTasks]) -> tuple[str, list[Problem]]:
    """Return the deadlines as a calendar, and those that it cannot hold; refused if it would hold none."""
    from dispatch.tasks import calendar_text, has_day

    problems = [problem for letter in letters for problem in _tasks_without_day(letter)]
    if not any(has_day(task, letter.directive) for letter in letters for task in letter.directive.tasks):
        raise Refused([*problems, NO_DAY.at()])
    return calendar_text([letter.directive for letter in letters]), problems


def _tasks_without_day(letter: FileTasks) -> list[Problem]:
    from dispatch.tasks import has_day

    missing = [t for t in letter.directive.tasks if t.deadline and not has_day(t, letter.directive)]
    undated = [
        (NOT_SINCE if task.due else NOT_A_DAY).at(path=task.path, text=task.deadline) for task in missing
    ]
    return [yaml_tree.with_place(problem, letter.root) for problem in undated]
