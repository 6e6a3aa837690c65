"""`congvan build`: the Word file of a letter."""

import sys

import click

from dispatch.cli.base import REFUSED, YAML, TranslatedCommand
from dispatch.cli.build_report import report_built
from dispatch.problem import N_


@click.command(
    cls=TranslatedCommand,
    help=N_("Làm tệp Word từ tệp YAML.\n\nVí dụ: congvan build examples/stttt-bac-giang.yaml -o out/"),
)
@click.argument("files", nargs=-1, required=True, type=YAML)
@click.option(
    "-o", "--output", type=click.Path(), help=N_("Tệp hoặc thư mục ghi vào; mặc định là cạnh tệp YAML.")
)
@click.option("--template", type=click.Path(dir_okay=False), help=N_("Mẫu Word của riêng đơn vị."))
@click.option("--split", is_flag=True, help=N_("Mỗi phụ lục, biểu mẫu một tệp riêng."))
@click.option("--bare", is_flag=True, help=N_("Tệp Word không mang theo nguồn YAML."))
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
@click.option("--dry-run", is_flag=True, help=N_("Làm mọi việc nhưng không ghi tệp."))
def build(files: tuple[str, ...], output: str | None, template: str | None, **how: bool) -> None:
    """Build letters."""
    from dispatch.jobs.build import build_letters
    from dispatch.world import Disk

    how["dry"] = how.pop("dry_run")
    sys.exit(
        0 if build_letters(Disk(), files, output, template=template, done=report_built, **how) else REFUSED
    )
