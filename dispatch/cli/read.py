"""`congvan read`: a letter of another office as YAML."""

import sys

import click

from dispatch.cli.base import REFUSED, WROTE, TranslatedCommand
from dispatch.cli.screen import write_problems, write_source, write_wording
from dispatch.problem import N_

NEXT = N_("xem các chỗ ghi 'xem lại', rồi: congvan check {file}")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Đọc công văn của nơi khác (.docx, .doc, .pdf, .txt) thành tệp YAML có ghi chú, không mất chữ nào; "
        "chỗ nghi ngờ ghi 'xem lại'.\n\n"
        "Ví dụ: congvan read cap-tren.docx -o thu.yaml"
    ),
)
@click.argument("file", type=click.Path(dir_okay=False))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help=N_("Tệp ghi vào; mặc định là in ra màn hình.")
)
@click.option(
    "--form",
    "as_form",
    is_flag=True,
    help=N_("Đọc bảng trong tệp thành mô tả biểu mẫu, cho configs/bieu-mau."),
)
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def read(file: str, output: str | None, *, as_form: bool, force: bool) -> None:
    """Read a letter of another office."""
    from dispatch.jobs.read import read_file, read_form, write_read_file
    from dispatch.problem import errors
    from dispatch.world import Disk

    read_it = read_form if as_form else read_file
    found = (
        write_read_file(Disk(), file, output, read_it, force=force) if output else read_it(Disk(), file, "")
    )
    if output:
        write_wording(WROTE, target=output)
    else:
        write_source(found.text.encode())
    write_problems(found.problems)
    if output and "xem lại:" in found.text:
        write_wording(NEXT, file=output)
    sys.exit(REFUSED if errors(found.problems) else 0)
