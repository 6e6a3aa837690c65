"""`congvan extract`: the YAML that a Word file carries."""

import sys

import click

from dispatch.cli.base import REFUSED, WROTE, TranslatedCommand
from dispatch.cli.language import translator
from dispatch.cli.screen import write_problems, write_source, write_wording
from dispatch.problem import N_

ONE_OF = N_("chỉ dùng một trong hai: -o hoặc --all")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Lấy lại tệp YAML mà tệp Word mang theo, đúng từng chữ; "
        "công văn làm theo lô thì có sẵn phần của nơi nhận.\n\n"
        "Ví dụ: congvan extract thu.docx -o thu.yaml\n\n"
        "Ví dụ: congvan extract thu.docx --all thu/"
    ),
)
@click.argument("file", type=click.Path(dir_okay=False))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help=N_("Tệp ghi vào; mặc định là in ra màn hình.")
)
@click.option(
    "--all",
    "folder",
    type=click.Path(file_okay=False),
    help=N_("Ghi công văn, cấu hình và hình vào thư mục."),
)
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def extract(file: str, output: str | None, folder: str | None, *, force: bool) -> None:
    """Give back what a letter was made from."""
    from dispatch.jobs.extract import extract_all, extract_letter
    from dispatch.world import Disk

    if output and folder:
        raise click.UsageError(translator()(ONE_OF))
    if not (output or folder):
        _show_source(file)
    world = Disk()
    taken = (
        extract_letter(world, file, output, force=force)
        if output
        else extract_all(world, file, folder or "", force=force)
    )
    for target in taken.targets:
        write_wording(WROTE, target=target)
    write_problems(taken.problems)
    sys.exit(REFUSED if taken.problems else 0)


def _show_source(file: str) -> None:
    """Print the letter; one that was altered is shown with a warning and ends with 1."""
    from dispatch.building.source import letter_text, read_source
    from dispatch.world import Disk

    source = read_source(Disk(), file)
    write_problems(source.altered)
    write_source(letter_text(source.source, file))
    sys.exit(REFUSED if source.altered else 0)
