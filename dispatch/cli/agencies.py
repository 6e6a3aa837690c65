"""`congvan agencies` and `congvan new-agency`: who may issue a letter."""

from typing import Any

import click

from dispatch.cli.base import TranslatedCommand
from dispatch.cli.language import translator
from dispatch.cli.screen import write_lines, write_source, write_wording
from dispatch.problem import N_

SAVED = N_("đã ghi {file}\ntrong công văn viết: co_quan: {stem}")
NOT_BOTH = N_("chỉ dùng một trong hai: --to hoặc --stdout")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Liệt kê các cơ quan trong configs/co-quan: cạnh công văn, của anh chị, có sẵn.\n\n"
        "Ví dụ: congvan agencies"
    ),
)
def agencies() -> None:
    """List agencies."""
    from dispatch.jobs.agencies import list_agencies
    from dispatch.world import Disk

    for listed in list_agencies(Disk()):
        write_lines(
            (f"{listed.name:<28} {listed.title}", f"{'':<28} {translator()(listed.whose)}: {listed.file}")
        )


@click.command(
    "new-agency",
    cls=TranslatedCommand,
    help=N_(
        "Lập khối tên của một cơ quan từ tên gọi và lưu lại để dùng nhiều lần.\n\n"
        "Ví dụ: congvan new-agency 'UBND xã Hoài Ân, tỉnh Gia Lai'"
    ),
)
@click.argument("called")
@click.option("--day", "when", default="", help=N_("Ngày mà tên được hiểu theo; mặc định là hôm nay."))
@click.option(
    "--name", "stem", default="", help=N_("Tên để công văn nhắc tới; mặc định theo ký hiệu và địa danh.")
)
@click.option(
    "--to", "folder", type=click.Path(file_okay=False), help=N_("Thư mục ghi vào, thay cho thư mục riêng.")
)
@click.option("--stdout", "shown", is_flag=True, help=N_("Chỉ in ra, không ghi tệp."))
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
@click.option("--ten", multiple=True, help=N_("Tên cơ quan ban hành, mỗi dòng một lần."))
@click.option("--chu-quan", multiple=True, help=N_("Tên cơ quan chủ quản, mỗi dòng một lần."))
@click.option("--ky-hieu", help=N_("Chữ viết tắt tên cơ quan trong ký hiệu."))
@click.option("--dia-danh", help=N_("Địa danh trước ngày tháng."))
@click.option("--ten-goi", help=N_("Tên dùng trong câu."))
@click.option("--lien-he", multiple=True, help=N_("Địa chỉ, điện thoại ở chân trang, mỗi dòng một lần."))
def new_agency(called: str, when: str, stem: str, folder: str | None, **how: Any) -> None:
    """Save the block of an agency."""
    from dispatch.jobs.agencies import draft_agency, save_agency
    from dispatch.world import Disk

    shown, force = how.pop("shown"), how.pop("force")
    if shown and folder:
        raise click.UsageError(translator()(NOT_BOTH))
    answers = {key: value for key, value in how.items() if value not in (None, ())}
    draft = draft_agency(Disk(), called, when, stem, answers)
    if shown:
        write_source(draft.text.encode())
        return
    file = save_agency(Disk(), draft, folder, force=force)
    write_wording(SAVED, file=file, stem=draft.stem)
