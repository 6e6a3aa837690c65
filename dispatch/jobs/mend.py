"""Make the change that a hint names, if it mends what it was told for and spoils nothing."""

import zlib
from collections.abc import Iterator
from typing import NamedTuple

from dispatch import yaml_tree
from dispatch.drafting.mends import mended, mends_of
from dispatch.drafting.remarks import without_remark
from dispatch.jobs.edit_letter import LOOK_AGAIN, look_at
from dispatch.problem import N_, Fault, Place, Problem, Refused, errors
from dispatch.world import CachingReader

NO_CHANGE = Fault(
    "S028",
    N_("chỗ này không còn như lúc được nêu, hoặc sửa như vậy chưa hết lỗi"),
    N_("sửa bằng tay ở mục đó"),
)
SEEN = ""


class Change(NamedTuple):
    """A change that somebody may choose: how it is called among those of a letter, what it would write."""

    name: str
    right: str = SEEN


def changes_of(problem: Problem, file: str, text: str) -> list[Change]:
    """Return the changes that may be chosen for a problem of the letter's own file, as its text stands."""
    if problem.place is None or problem.place.file != file:
        return []
    ways = enumerate(_ways(problem, text))
    return [Change(_name(problem, at), right) for at, (right, changed) in ways if changed != text]


def _name(problem: Problem, at: int) -> str:
    """Return how a change is called: by what it mends, for lines move while somebody types."""
    values = zlib.crc32(repr(problem.values).encode())
    return f"{problem.code} {'.'.join(map(str, problem.path))} {values:08x} {at}"


def _ways(problem: Problem, text: str) -> Iterator[tuple[str, str]]:
    """Yield what each change would write, and the text with it."""
    if problem.code == LOOK_AGAIN.code and problem.place:
        yield SEEN, without_remark(text, problem.place.line)
    for mend in mends_of(problem):
        yield mend.right, mended(text, problem, mend)


def make_change(world: CachingReader, file: str, text: str, name: str) -> str:
    """Return a letter's text with a change, or refuse one that does not mend what it is for (S028)."""
    before = look_at(world, file, text)
    for problem in before.problems:
        for at, (_, changed) in enumerate(_ways(problem, text)):
            if _name(problem, at) == name and _is_better(world, file, (text, changed), problem):
                return changed
    raise Refused([NO_CHANGE.at(Place(file))])


def _is_better(world: CachingReader, file: str, texts: tuple[str, str], problem: Problem) -> bool:
    """Say whether a problem is gone with a change, which has made nothing else an error."""
    old, new = (look_at(world, file, text) for text in texts)
    alike = [each for each in new.problems if (each.code, each.values) == (problem.code, problem.values)]
    known = [each for each in old.problems if (each.code, each.values) == (problem.code, problem.values)]
    if new.root is None or len(alike) >= len(known) or len(errors(new.problems)) > len(errors(old.problems)):
        return False
    is_remark = problem.code == LOOK_AGAIN.code
    return not is_remark or bool(old.root and yaml_tree.to_plain(old.root) == yaml_tree.to_plain(new.root))
