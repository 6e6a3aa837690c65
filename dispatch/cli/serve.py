"""`congvan serve`: the whole work in a browser on this machine."""

import gc
from functools import partial
from importlib.util import find_spec

import click

from dispatch.cli.base import TranslatedCommand
from dispatch.cli.screen import write_line, write_wording
from dispatch.problem import N_, Fault, Refused

NOT_INSTALLED = Fault(
    "S011", N_("chưa cài phần trang trong trình duyệt"), N_("cài bằng: pip install 'congvan[web]'")
)
SERVING = N_("mở trong trình duyệt: {address}\nđịa chỉ này chỉ dùng được một lần; dừng: bấm Ctrl-C ở đây")
MAKING = N_("đang làm thư mục mẫu: công văn, một đợt gửi 135 xã, phường và các biểu gửi về…")
NEEDED = ("starlette", "uvicorn", "python_multipart")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Mở trang làm việc trong trình duyệt của máy này, cho các công văn của một thư mục.\n\n"
        "Ví dụ: congvan serve\n\n"
        "Ví dụ: congvan serve --demo"
    ),
)
@click.argument("folder", default=".", type=click.Path(file_okay=False, exists=True))
@click.option(
    "--port", default=0, type=click.IntRange(0, 65535), help=N_("Cổng; mặc định là một cổng còn trống.")
)
@click.option("--no-open", "closed", is_flag=True, help=N_("Không tự mở trình duyệt, chỉ in địa chỉ."))
@click.option(
    "--demo",
    is_flag=True,
    help=N_("Mở một thư mục tạm có sẵn công văn mẫu, một đợt gửi và các biểu gửi về; dừng thì xóa."),
)
def serve(folder: str, port: int, *, closed: bool, demo: bool) -> None:
    """Serve the pages."""
    if not all(map(find_spec, NEEDED)):
        raise Refused([NOT_INSTALLED.at()])
    if not demo:
        _serve(folder, port, closed=closed)
        return
    from tempfile import TemporaryDirectory

    from dispatch.jobs.demo import make_demo
    from dispatch.world import Disk
    from dispatch.world.dated import DatedDisk

    write_wording(MAKING)
    with TemporaryDirectory(prefix="congvan-", ignore_cleanup_errors=True) as made:
        make_demo(DatedDisk, made, Disk().today())
        _serve(made, port, closed=closed)


def _serve(folder: str, port: int, *, closed: bool) -> None:
    from dispatch.web.printed_pages import PrintedPages
    from dispatch.web.serve import open_socket
    from dispatch.web.serve import serve as serve_folder
    from dispatch.world import Disk

    listening = open_socket(port)
    gc.enable()  # a server lives long
    serve_folder(
        Disk(),
        folder,
        listening,
        PrintedPages(),
        lambda address: write_wording(SERVING, address=address),
        partial(write_line, err=True),
        opened=not closed,
    )
