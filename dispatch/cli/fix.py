"""`congvan fix`: a copy of a Word file whose looks are as the decree asks."""

import click

from dispatch.cli.base import WROTE, TranslatedCommand
from dispatch.cli.language import translator
from dispatch.cli.screen import worded, write_lines, write_problems, write_wording
from dispatch.problem import N_

MENDED = N_("{where}: đã sửa [{code}] {text}")
SUMMARY = N_("đã sửa {mended} chỗ, còn {left} điều cần xem")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Sửa cách trình bày của tệp Word nơi nào cũng được: cỡ chữ, đậm nghiêng, phông, lề, lùi dòng, "
        "đường kẻ; không đổi một chữ nào, tệp cũ để nguyên.\n\n"
        "Ví dụ: congvan fix thu.docx -o sua.docx"
    ),
)
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("-o", "--output", type=click.Path(dir_okay=False), required=True, help=N_("Tệp ghi vào."))
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def fix(file: str, output: str, *, force: bool) -> None:
    """Mend the looks of a Word file."""
    from dispatch.jobs.fix import write_fixed
    from dispatch.world import Disk

    found = write_fixed(Disk(), file, output, force=force)
    say = translator()
    write_lines(
        worded(MENDED, where=problem.place.text(say), code=problem.code, text=problem.text(say))
        for problem in found.mended
        if problem.place
    )
    write_problems(found.left)
    write_wording(WROTE, target=output)
    write_wording(SUMMARY, mended=len(found.mended), left=len(found.left))
