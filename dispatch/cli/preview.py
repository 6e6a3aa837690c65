"""`congvan preview`: a letter in the terminal at once, or as the pages that Word will print."""

import os
import shutil
import sys
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from pathlib import PurePath
from typing import Any

import click

from dispatch.cli.base import REFUSED, WROTE, TranslatedCommand
from dispatch.cli.language import translator
from dispatch.cli.pages import ViewOptions, describe_pages, letter_lines, make_pages
from dispatch.cli.screen import write_drawing, write_line, write_problems, write_wording
from dispatch.cli.watch import watch_file
from dispatch.problem import N_

NARROWEST = 20
ONE_AT_A_TIME = N_("--watch chỉ theo dõi một tệp")
NO_TERMINAL = N_("--show cần một cửa sổ lệnh; ghi hình ra tệp bằng --png")
ONE_PDF = N_("nhiều tệp không ghi vào một tệp .pdf được: cho --pdf là một thư mục")
SAME_NAME = N_("hai tệp cùng tên '{name}' không ghi vào một thư mục được")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Xem công văn ngay trong cửa sổ lệnh, hoặc thành trang PDF, PNG đúng như khi in.\n\n"
        "Ví dụ: congvan preview thu.yaml\n\n"
        "Ví dụ: congvan preview thu.yaml --pdf thu.pdf --png trang/\n\n"
        "Ví dụ: congvan preview examples/ --open"
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option(
    "--width",
    type=click.IntRange(min=NARROWEST),
    help=N_("Bề rộng, tính bằng ký tự; mặc định là bề rộng cửa sổ."),
)
@click.option("--no-color", is_flag=True, help=N_("Chỉ in chữ: không đậm, nghiêng, gạch chân, không màu."))
@click.option("--pdf", type=click.Path(), help=N_("Ghi PDF vào tệp hoặc thư mục này."))
@click.option(
    "--png", type=click.Path(file_okay=False), help=N_("Ghi mỗi trang một hình PNG vào thư mục này.")
)
@click.option("--dpi", type=int, default=100, help=N_("Độ nét của hình, số điểm trên inch; mặc định là 100."))
@click.option("--open", "viewer", is_flag=True, help=N_("Mở PDF bằng chương trình xem của máy."))
@click.option("--show", "pictures", is_flag=True, help=N_("Hiện hình các trang ngay trong cửa sổ lệnh."))
@click.option(
    "--watch", "watching", is_flag=True, help=N_("Làm lại mỗi khi lưu tệp, cho đến khi bấm Ctrl-C.")
)
@click.option(
    "--sheet",
    type=click.Path(dir_okay=False),
    help=N_("Xem cả thư mục: ghi mọi trang vào tệp HTML này; mặc định là tên thư mục thêm .html."),
)
@click.option("--engine", help=N_("Bộ dựng trang; xem congvan doctor."))
@click.option("--force", is_flag=True, help=N_("Ghi đè tệp đã có."))
def preview(
    files: tuple[str, ...],
    width: int | None,
    *,
    no_color: bool,
    watching: bool,
    sheet: str | None,
    **how: Any,
) -> None:
    """Show letters; one that is refused does not hide the others."""
    room = width or shutil.get_terminal_size().columns
    styled = sys.stdout.isatty() and not (
        no_color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    )
    view = ViewOptions(width=room, styled=styled, sources=files, **how)
    _refuse_usage(files, view)
    if watching:
        if len(files) > 1 or _is_folder(files[0]):
            raise click.UsageError(translator()(ONE_AT_A_TIME))
        watch_file(files[0], view)
    with _engine_ahead(view) if len(files) == 1 and not _is_folder(files[0]) else nullcontext():
        codes = [
            _write_sheet(file, view, sheet)
            if _is_folder(file)
            else _show_file(file, view, named=len(files) > 1)
            for file in files
        ]
    sys.exit(max(codes))


def _engine_ahead(view: ViewOptions) -> AbstractContextManager[None]:
    """Have the engine that comes along loaded while the letter is read."""
    from dispatch.preview.engines import preload, word2pdf_engine

    if view.paged and view.engine == word2pdf_engine.NAME:
        return preload.preload(word2pdf_engine.warm_up, word2pdf_engine.print_one)
    return nullcontext()


def _refuse_usage(files: tuple[str, ...], view: ViewOptions) -> None:
    if len(files) > 1 and (view.pdf or "").lower().endswith(".pdf"):
        raise click.UsageError(translator()(ONE_PDF))
    if view.pictures and not sys.stdout.isatty():
        raise click.UsageError(translator()(NO_TERMINAL))
    name, count = Counter(PurePath(file).stem.casefold() for file in files).most_common(1)[0]
    if count > 1 and (view.pdf or view.png):
        raise click.UsageError(translator()(SAME_NAME).format(name=name))


def _is_folder(file: str) -> bool:
    from dispatch.world import Disk

    return Disk().is_folder(file)


def _write_sheet(folder: str, view: ViewOptions, target: str | None) -> int:
    """Write the contact sheet of a folder."""
    from dispatch.jobs.contact_sheet import SheetWording, write_contact_sheet
    from dispatch.preview.viewer import open_file
    from dispatch.world import Disk

    words = SheetWording(translator(), describe_pages)
    sheet = write_contact_sheet(Disk(), folder, words, target, engine=view.engine, force=view.force)
    write_problems(sheet.problems)
    write_wording(WROTE, target=sheet.target)
    if view.viewer:
        open_file(sheet.target)
    return REFUSED if sheet.problems else 0


def _show_file(file: str, view: ViewOptions, *, named: bool) -> int:
    """Show one file as it was asked for."""
    from dispatch.problem import Refused
    from dispatch.world import Disk

    try:
        pages, problems = (make_pages if view.paged else letter_lines)(Disk(), file, view)
    except Refused as refusal:
        write_problems(refusal.problems)
        return REFUSED
    if named:
        write_line(f"==> {file} <==")
    write_drawing(pages)
    write_problems(problems)
    return 0
