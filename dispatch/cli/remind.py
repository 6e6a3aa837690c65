"""`congvan remind`: the letter to those who have not reported, or must correct."""

from typing import Any

import click

from dispatch.cli.base import WROTE, TranslatedCommand
from dispatch.cli.screen import write_problems, write_wording
from dispatch.problem import N_

REMINDED = N_("đôn đốc lần {times}: {count} đơn vị")
UNIT = N_("  {unit}")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Làm công văn đôn đốc gửi đúng những đơn vị chưa báo cáo hoặc phải sửa.\n\n"
        "Ví dụ: congvan remind out/ -o don-doc/ --deadline 25/6/2026"
    ),
)
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False), help=N_("Thư mục ghi vào."))
@click.option("--deadline", required=True, help=N_("Hạn mới, ví dụ 25/6/2026."))
@click.option("--number", default="", help=N_("Số của công văn đã gửi lần đầu, nếu lúc làm chưa có."))
@click.option("--day", default="", help=N_("Ngày của công văn đã gửi lần đầu."))
@click.option(
    "--each", is_flag=True, help=N_("Mỗi đơn vị một công văn, thay cho một công văn kèm danh sách.")
)
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def remind(folder: str, output: str, **how: Any) -> None:
    """Write the reminder to exactly those who owe something."""
    from dispatch.jobs.remind import Reminding, remind_units
    from dispatch.world import Disk

    done = remind_units(Disk(), Reminding(folder, output, **how))
    write_problems(done.problems)
    if done.targets:
        write_wording(REMINDED, times=done.times, count=len(done.units))
        for unit in done.units:
            write_wording(UNIT, unit=unit)
        for target in done.targets:
            if target.endswith(".docx") and "/bieu/" not in target:
                write_wording(WROTE, target=target)
