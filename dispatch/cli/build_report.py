"""What became of each file that was to be made."""

from typing import TYPE_CHECKING

from dispatch.cli.base import WROTE
from dispatch.cli.screen import write_problems, write_wording
from dispatch.problem import N_

if TYPE_CHECKING:
    from dispatch.jobs.build import BuiltFile

WOULD_WRITE = N_("sẽ ghi {target}")


def report_built(built: "BuiltFile") -> None:
    """Write what was noticed, and where the products of a file went."""
    write_problems(built.problems)
    for target in built.targets:
        write_wording(WROTE if built.written else WOULD_WRITE, target=target)
