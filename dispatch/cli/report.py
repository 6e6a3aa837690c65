"""`congvan report`: the report to the level above."""

import click

from dispatch.cli.base import WROTE, TranslatedCommand
from dispatch.cli.screen import write_problems, write_wording
from dispatch.problem import N_


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Làm báo cáo gửi cấp trên: bao nhiêu đơn vị đã báo cáo, số liệu tổng hợp, ai chưa gửi.\n\n"
        "Ví dụ: congvan report out/ -o bao-cao/ --to 'UBND tỉnh Gia Lai'"
    ),
)
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False), help=N_("Thư mục ghi vào."))
@click.option("--to", default="", help=N_("Nơi nhận báo cáo, ghi sau Kính gửi."))
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def report(folder: str, output: str, to: str, *, force: bool) -> None:
    """Write the report on a round."""
    from dispatch.jobs.report import report_upwards
    from dispatch.world import Disk

    done = report_upwards(Disk(), folder, output, to, force=force)
    write_problems(done.problems)
    for target in done.targets:
        write_wording(WROTE, target=target)
