"""`congvan templates`: the Word templates that come with the program."""

import click

from dispatch.cli.base import TranslatedCommand
from dispatch.cli.screen import write_line
from dispatch.problem import N_


@click.command(
    cls=TranslatedCommand, help=N_("Liệt kê các mẫu Word trong templates/docx.\n\nVí dụ: congvan templates")
)
def templates() -> None:
    """List templates."""
    from dispatch.jobs.templates import list_templates
    from dispatch.world import Disk

    for file in list_templates(Disk()):
        write_line(file)
