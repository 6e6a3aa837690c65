"""`congvan check`: everything that is wrong with letters, or with finished Word files."""

import sys

import click

from dispatch.cli.base import REFUSED, YAML, TranslatedCommand, problems_as_json
from dispatch.cli.screen import write_data, write_problems, write_wording
from dispatch.problem import N_

SUMMARY = N_("đã soát {files} tệp: {errors} lỗi, {rest} điều cần xem")


@click.command(
    cls=TranslatedCommand,
    help=N_("Soát tệp YAML hoặc tệp Word đã làm, không ghi gì.\n\nVí dụ: congvan check thu.yaml"),
)
@click.argument("files", nargs=-1, required=True, type=YAML)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help=N_("Dạng kết quả.")
)
def check(files: tuple[str, ...], form: str) -> None:
    """Check letters and measured Word files."""
    from dispatch.jobs.check import check_file
    from dispatch.problem import errors
    from dispatch.world import Disk

    problems = [problem for file in files for problem in check_file(Disk(), file)]
    if form == "json":
        write_data(problems_as_json(problems))
    else:
        write_problems(problems)
        bad = len(errors(problems))
        write_wording(SUMMARY, files=len(files), errors=bad, rest=len(problems) - bad)
    sys.exit(REFUSED if errors(problems) else 0)
