"""`congvan schema`: the JSON Schema of a letter."""

import click

from dispatch.cli.base import TranslatedCommand
from dispatch.cli.screen import write_data
from dispatch.problem import N_


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "In JSON Schema của tệp YAML, cho trình soạn thảo.\n\nVí dụ: congvan schema > cong-van.schema.json"
    ),
)
def schema() -> None:
    """Print the JSON Schema."""
    from dispatch.model.schema import schema_text

    write_data(schema_text())
