"""`congvan`: the group of all commands."""

import os
from collections.abc import Iterator, Mapping
from importlib import import_module

import click

from dispatch.cli.base import TranslatedGroup, language_option
from dispatch.problem import N_
from dispatch.version import __version__

os.environ.setdefault(
    "PYDANTIC_DISABLE_PLUGINS", "__all__"
)  # looking for plugins of others costs 14 ms a start


ABOUT = N_(
    "Soạn công văn đúng Nghị định 30/2020/NĐ-CP từ tệp YAML.\n\n"
    "Ví dụ: congvan build examples/stttt-bac-giang.yaml -o out/"
)

MODULES = {  # the module beside this one in which each command stands
    "new": "new",
    "new-agency": "agencies",
    "check": "check",
    "fix": "fix",
    "build": "build",
    "preview": "preview",
    "batch": "batch",
    "serve": "serve",
    "form": "form",
    "collect": "collect",
    "status": "status",
    "remind": "remind",
    "report": "report",
    "tasks": "tasks",
    "extract": "extract",
    "read": "read",
    "agencies": "agencies",
    "units": "units",
    "templates": "templates",
    "schema": "schema",
    "doctor": "doctor",
}


class ImportedCommands(Mapping[str, click.Command]):
    """Every command by its name, each imported when it is asked for: a letter needs one of them."""

    def __getitem__(self, name: str) -> click.Command:
        module = import_module(f"dispatch.cli.{MODULES[name]}")
        command: click.Command = getattr(module, name.replace("-", "_"))
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


@click.group(
    cls=TranslatedGroup,
    commands=ImportedCommands(),
    help=ABOUT,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    __version__, "-V", "--version", message="congvan %(version)s", help=N_("Hiện phiên bản.")
)
@language_option
def main(lang: str | None) -> None:
    """Hold every command; the language is read where something is said."""
