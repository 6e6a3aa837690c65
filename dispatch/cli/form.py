"""`congvan form`: forms to hand out, and what one that came back says."""

import sys
from typing import TYPE_CHECKING

import click

from dispatch.cli.base import REFUSED, YAML, TranslatedCommand
from dispatch.cli.build_report import report_built
from dispatch.cli.language import translator
from dispatch.cli.screen import write_line, write_problems, write_wording
from dispatch.problem import N_

if TYPE_CHECKING:
    from dispatch.jobs.inspect_form import InspectedForm

FILLED = N_("  đã điền {count} ô")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Làm biểu mẫu để phát ra (Word và Excel), hoặc xem một biểu gửi về.\n\n"
        "Ví dụ: congvan form examples/stttt-bac-giang.yaml -o bieu/"
    ),
)
@click.argument("files", nargs=-1, required=True, type=YAML)
@click.option("-o", "--output", type=click.Path(), help=N_("Thư mục ghi vào; mặc định là cạnh tệp YAML."))
@click.option("--unit", help=N_("Đơn vị mà biểu được phát cho, ví dụ 'UBND xã Ia Ly'."))
@click.option(
    "--inspect", is_flag=True, help=N_("Đọc biểu gửi về: của ai, kỳ nào, phiên bản nào, bị sửa ở đâu.")
)
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def form(files: tuple[str, ...], output: str | None, unit: str | None, *, inspect: bool, force: bool) -> None:
    """Hand out forms, or look at one that came back."""
    from dispatch.jobs.build import hand_out_forms
    from dispatch.world import Disk

    if not inspect:
        sys.exit(
            0
            if hand_out_forms(Disk(), files, output, unit=unit or "", force=force, done=report_built)
            else REFUSED
        )
    sys.exit(max([_inspect_file(file) for file in files]))


def _inspect_file(file: str) -> int:
    """Show what one form says; a file that is no form does not hide the others."""
    from dispatch.jobs.inspect_form import inspect_form
    from dispatch.problem import Refused
    from dispatch.world import Disk

    try:
        return _show_form(inspect_form(Disk(), file), file)
    except Refused as refusal:
        write_problems(refusal.problems)
        return REFUSED


def _show_form(inspected: "InspectedForm", file: str) -> int:
    from dispatch.forms.identity import NAMES
    from dispatch.problem import errors

    write_line(file)
    for name, value in inspected.identity._asdict().items():
        write_line(f"  {translator()(NAMES[name])}: {value}")
    write_wording(FILLED, count=len(inspected.values))
    for cell in inspected.values:
        write_line(f"    {cell.place}: {cell.key} = {cell.value}")
    write_problems(inspected.problems)
    return REFUSED if errors(inspected.problems) else 0
