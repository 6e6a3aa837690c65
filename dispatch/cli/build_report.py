"""What became of each file that was to be made."""

from typing import TYPE_CHECKING

import click

from dispatch.cli.base import WROTE, show_problems, translator
from dispatch.problem import N_

if TYPE_CHECKING:
    from dispatch.jobs.build import BuiltFile

WOULD_WRITE = N_("sẽ ghi {target}")


def report_built(built: "BuiltFile") -> None:
    """Write what was noticed, and where the products of a file went."""
    show_problems(built.problems)
    for target in built.targets:
        click.echo(translator()(WROTE if built.written else WOULD_WRITE).format(target=target))
