"""`congvan extract`: the YAML that a Word file carries."""

import sys

import click

from dispatch.cli.base import REFUSED, WROTE, Spoken, say, show
from dispatch.problem import N_

ONE_OF = N_("chỉ dùng một trong hai: -o hoặc --all")


@click.command(
    cls=Spoken,
    help=N_(
        "Lấy lại tệp YAML mà tệp Word mang theo, đúng từng chữ; công văn làm theo lô thì có sẵn phần của nơi nhận.\n\n"
        "Ví dụ: congvan extract thu.docx -o thu.yaml\n\n"
        "Ví dụ: congvan extract thu.docx --all thu/"
    ),
)
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("-o", "--output", type=click.Path(dir_okay=False), help=N_("Tệp ghi vào; mặc định là in ra màn hình."))
@click.option(
    "--all", "folder", type=click.Path(file_okay=False), help=N_("Ghi công văn, cấu hình và hình vào thư mục.")
)
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def extract(file: str, output: str | None, folder: str | None, *, force: bool) -> None:
    """Give back what a letter was made from."""
    from dispatch import jobs
    from dispatch.world import Disk

    if output and folder:
        raise click.UsageError(say()(ONE_OF))
    if not (output or folder):
        _shown(file)
    world = Disk()
    taken = (
        jobs.take_letter(world, file, output, force=force)
        if output
        else jobs.take_all(world, file, folder or "", force=force)
    )
    for target in taken.targets:
        click.echo(say()(WROTE).format(target=target))
    show(taken.problems)
    sys.exit(REFUSED if taken.problems else 0)


def _shown(file: str) -> None:
    """Print the letter; one that was altered is shown with a warning and ends with 1."""
    from dispatch import jobs
    from dispatch.world import Disk

    found = jobs.extracted(Disk(), file)
    show(found.altered)
    click.echo(jobs.text_in(found.source, file), nl=False)
    sys.exit(REFUSED if found.altered else 0)
