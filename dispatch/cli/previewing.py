"""`congvan preview`: a letter in the terminal, at once."""

import os
import shutil
import sys

import click

from dispatch.cli.frame import REFUSED, Spoken, show
from dispatch.problem import N_

NARROWEST = 20


@click.command(
    cls=Spoken,
    help=N_("Xem công văn ngay trong cửa sổ lệnh, không ghi gì.\n\nVí dụ: congvan preview thu.yaml"),
)
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option(
    "--width", type=click.IntRange(min=NARROWEST), help=N_("Bề rộng, tính bằng ký tự; mặc định là bề rộng cửa sổ.")
)
@click.option("--no-color", is_flag=True, help=N_("Chỉ in chữ: không đậm, nghiêng, gạch chân, không màu."))
def preview(files: tuple[str, ...], width: int | None, *, no_color: bool) -> None:
    """Show letters; one that is refused does not hide the others."""
    room = width or shutil.get_terminal_size().columns
    styled = sys.stdout.isatty() and not (no_color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb")
    sys.exit(max([_shown(file, room, named=len(files) > 1, styled=styled) for file in files]))


def _shown(file: str, width: int, *, named: bool, styled: bool) -> int:
    from dispatch import jobs
    from dispatch.preview import terminal
    from dispatch.problem import Refused
    from dispatch.world import Disk

    try:
        lines, problems = jobs.previewed(Disk(), file, width)
    except Refused as refusal:
        show(refusal.problems)
        return REFUSED
    if named:
        click.echo(f"==> {file} <==")
    click.echo((terminal.styled if styled else terminal.plain)(lines), nl=False)
    show(problems)
    return 0
