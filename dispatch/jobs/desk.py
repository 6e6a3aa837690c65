"""The letters of a folder, each with its state, sorted by what needs doing next."""

from collections.abc import Iterable
from enum import IntEnum
from pathlib import PurePath
from typing import NamedTuple

from dispatch import yaml_tree
from dispatch.batch.manifest import DONE, ROUNDS
from dispatch.batch.records import read_record
from dispatch.configs import SUFFIX
from dispatch.jobs.check import check_file
from dispatch.problem import Problem, Refused, errors
from dispatch.units import bare_key
from dispatch.world import LETTER_MOST, Reader, World
from dispatch.yaml_tree import Node

LETTER_KEYS = ("co_quan", "trich_yeu", "kinh_gui", "noi_nhan")  # a file with none of them is no letter
BATCH_FOLDER = "{stem}-gui-nhieu-noi"


class State(IntEnum):
    """What is to be done with a letter, the most pressing first."""

    BATCH_UNFINISHED = 0
    OVERDUE = 1
    WRONG = 2
    REMARKS = 3
    READY = 4
    RETURNING = 5
    RETURNED = 6
    SENT = 7


class BatchState(NamedTuple):
    """How many letters of a batch stand, of how many."""

    made: int
    wanted: int


class ReturnState(NamedTuple):
    """How many units have sent their forms, of how many, how many late; whether the deadline is over."""

    sent: int
    units: int
    late: int
    is_overdue: bool


class DeskLetter(NamedTuple):
    """A letter of the folder: its file, its subject, what is to be said of it, its batch, what came back."""

    name: str
    subject: str
    errors: int
    remarks: int
    batch: BatchState | None
    returns: ReturnState | None = None

    @property
    def state(self) -> State:
        """What is to be done with it."""
        if self.batch and self.batch.made < self.batch.wanted:
            return State.BATCH_UNFINISHED
        if self.returns and self.returns.is_overdue:
            return State.OVERDUE
        if self.errors:
            return State.WRONG
        if self.returns:
            return State.RETURNING if self.returns.sent < self.returns.units else State.RETURNED
        if self.batch:
            return State.SENT
        return State.REMARKS if self.remarks else State.READY


def list_desk(world: World, folder: str, search: str = "") -> list[DeskLetter]:
    """Return the letters of a folder that answer a search, those that need something done first."""
    letters = [
        letter for name in world.names(folder, SUFFIX) if (letter := _desk_letter(world, folder, name))
    ]
    return sorted(matching(letters, search), key=lambda letter: (letter.state, letter.name))


def matching(letters: Iterable[DeskLetter], search: str) -> list[DeskLetter]:
    """Return the letters whose name and subject hold every word of a search, tone marks aside."""
    words = bare_key(search).split()
    return [
        letter
        for letter in letters
        if all(word in bare_key(f"{letter.name} {letter.subject}") for word in words)
    ]


def batch_folder(file: str) -> str:
    """Return the folder of the letters that are made of one letter."""
    path = PurePath(file)
    return str(path.with_name(BATCH_FOLDER.format(stem=path.stem)))


def _desk_letter(world: World, folder: str, name: str) -> DeskLetter | None:
    file = str(PurePath(folder) / name)
    root = _tree(world, file)
    said = yaml_tree.entries(root) if root else {}
    if root and not any(key in said for key in LETTER_KEYS):
        return None
    problems = check_file(world, file)
    bad = len(errors(problems))
    return DeskLetter(
        name=name,
        subject=_subject(said.get("trich_yeu")),
        errors=bad,
        remarks=_count(problems) - bad,
        batch=batch_state(world, file),
        returns=_returns(world, file),
    )


def _count(problems: Iterable[Problem]) -> int:
    return len(dict.fromkeys(problems))


def _tree(world: Reader, file: str) -> Node | None:
    """Return a letter as it was typed; nothing where it cannot be read, which its problems tell."""
    try:
        return yaml_tree.parse(yaml_tree.decode(world.read(file, LETTER_MOST), file), file)
    except Refused:
        return None


def _subject(node: Node | None) -> str:
    return node.value if node and isinstance(node.value, str) else ""


def batch_state(world: World, file: str) -> BatchState | None:
    """Return how far the batch of a letter is; nothing where there is none."""
    entries = read_record(world, batch_folder(file))
    made = sum(entry.status == DONE for entry in entries.values())
    return BatchState(made, len(entries)) if entries else None


def _returns(world: World, file: str) -> ReturnState | None:
    """Return how it stands with the forms that a letter handed out; nothing where it handed out none."""
    folder = batch_folder(file)
    if not world.exists(str(PurePath(folder, ROUNDS))):
        return None
    from dispatch.jobs.returned import look_at_returns

    try:
        found = look_at_returns(world, folder)
    except Refused:  # the screen of what came back says why
        return None
    share = found.share
    return ReturnState(share.sent, share.units, share.sent - share.in_time, found.is_overdue)
