"""`congvan`: the group of all commands."""

import os

import click

from dispatch.cli.agencies import agencies, new_agency
from dispatch.cli.base import TranslatedGroup, language_option
from dispatch.cli.batch import batch
from dispatch.cli.build import build
from dispatch.cli.check import check
from dispatch.cli.doctor import doctor
from dispatch.cli.extract import extract
from dispatch.cli.form import form
from dispatch.cli.new import new
from dispatch.cli.preview import preview
from dispatch.cli.schema import schema
from dispatch.cli.tasks import tasks
from dispatch.cli.templates import templates
from dispatch.cli.units import units
from dispatch.problem import N_
from dispatch.version import __version__

os.environ.setdefault(
    "PYDANTIC_DISABLE_PLUGINS", "__all__"
)  # looking for plugins of others costs 14 ms a start


ABOUT = N_(
    "Soạn công văn đúng Nghị định 30/2020/NĐ-CP từ tệp YAML.\n\n"
    "Ví dụ: congvan build examples/stttt-bac-giang.yaml -o out/"
)


@click.group(
    cls=TranslatedGroup,
    help=ABOUT,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    __version__, "-V", "--version", message="congvan %(version)s", help=N_("Hiện phiên bản.")
)
@language_option
def main(lang: str | None) -> None:
    """Hold every command; the language is read where something is said."""


COMMANDS = (
    new,
    new_agency,
    check,
    build,
    preview,
    batch,
    form,
    tasks,
    extract,
    agencies,
    units,
    templates,
    schema,
    doctor,
)
for command in COMMANDS:
    main.add_command(command)
