"""`congvan read`: a letter of another office as YAML."""

import sys
from pathlib import Path

import click

from dispatch.cli.base import REFUSED, WROTE, TranslatedCommand
from dispatch.cli.language import translator
from dispatch.cli.screen import write_problems, write_source, write_wording
from dispatch.problem import N_

NEXT = N_("xem các chỗ ghi 'xem lại', rồi: congvan check {file}")
INTO = N_("đọc cả thư mục thì cho -o là thư mục ghi vào, và không dùng --form")
READ_TO = N_("{file} → {target}: {doubts} chỗ xem lại, {left_out} chỗ bỏ ra ngoài")
SUMMARY = N_("đã đọc {read} tệp, không đọc được {refused} tệp")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Đọc công văn của nơi khác (.docx, .doc, .pdf, .txt) thành tệp YAML có ghi chú, không mất chữ nào; "
        "chỗ nghi ngờ ghi 'xem lại'. Đọc được cả thư mục.\n\n"
        "Ví dụ: congvan read cap-tren.docx -o thu.yaml\n\n"
        "Ví dụ: congvan read van-ban-den/ -o doc/ --jobs 4"
    ),
)
@click.argument("file", type=click.Path())
@click.option("-o", "--output", type=click.Path(), help=N_("Tệp ghi vào; mặc định là in ra màn hình."))
@click.option(
    "--form",
    "as_form",
    is_flag=True,
    help=N_("Đọc bảng trong tệp thành mô tả biểu mẫu, cho configs/bieu-mau."),
)
@click.option("--jobs", default=1, type=click.IntRange(1, 256), help=N_("Số tiến trình cùng làm."))
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def read(file: str, output: str | None, *, as_form: bool, jobs: int, force: bool) -> None:
    """Read a letter of another office, or all of a folder."""
    if Path(file).is_dir():
        if not output or as_form:
            raise click.UsageError(translator()(INTO))
        _read_folder(file, output, jobs, force=force)
    _read_one(file, output, as_form=as_form, force=force)


def _read_one(file: str, output: str | None, *, as_form: bool, force: bool) -> None:
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


def _read_folder(folder: str, output: str, jobs: int, *, force: bool) -> None:
    """Read a folder, a line for each file."""
    from dispatch.jobs.read_folder import write_read_folder
    from dispatch.problem import errors
    from dispatch.world import Disk

    count = refused = wrong = 0
    for outcome in write_read_folder(Disk(), folder, output, count=jobs, force=force):
        bad = errors(outcome.problems)
        write_problems(bad)
        wrong += bool(bad)
        refused += not outcome.target
        if outcome.target:
            count += 1
            left_out = len(outcome.problems) - len(bad)
            write_wording(
                READ_TO, file=outcome.file, target=outcome.target, doubts=outcome.doubts, left_out=left_out
            )
    write_wording(SUMMARY, read=count, refused=refused)
    sys.exit(REFUSED if wrong else 0)
