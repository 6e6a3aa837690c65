"""`congvan report`: the report to the level above."""

from typing import Any

import click

from dispatch.cli.base import WROTE, TranslatedCommand
from dispatch.cli.screen import write_problems, write_wording
from dispatch.problem import N_


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Làm báo cáo gửi cấp trên: bao nhiêu đơn vị đã báo cáo, số liệu tổng hợp, ai chưa gửi.\n\n"
        "Ví dụ: congvan report out/ -o bao-cao/ --to 'UBND tỉnh Gia Lai'\n\n"
        "Ví dụ: congvan report out/ -o bao-cao/ --to cap-tren.xlsx --map tong_so=nguoi"
    ),
)
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False), help=N_("Thư mục ghi vào."))
@click.option(
    "--to",
    multiple=True,
    help=N_("Nơi nhận báo cáo, ghi sau Kính gửi; hoặc biểu .xlsx, .docx của nơi nhận, để điền số liệu vào."),
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    help=N_("Cột của biểu cấp trên lấy từ cột nào: cột_trên=cột_dưới; ghi một lần, lần sau còn nhớ."),
)
@click.option("--form", default="", help=N_("Mã biểu lấy số liệu, khi đợt có nhiều biểu."))
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def report(folder: str, output: str, to: tuple[str, ...], *, force: bool, **mapping: Any) -> None:
    """Write the report on a round."""
    from dispatch.jobs.report import Reporting, report_upwards
    from dispatch.returns.fill_upper import ColumnMapping, is_form_file
    from dispatch.world import Disk

    forms = [each for each in to if is_form_file(each)]
    whom = [each for each in to if not is_form_file(each)]
    asked = Reporting(folder, output, whom, forms, ColumnMapping(**mapping), force)
    done = report_upwards(Disk(), asked)
    write_problems(done.problems)
    for target in done.targets:
        write_wording(WROTE, target=target)
