"""`congvan serve`: the whole work in a browser on this machine."""

import gc
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from dispatch.cli.base import TranslatedCommand
from dispatch.cli.screen import write_line, write_lines, write_wording
from dispatch.problem import N_, Fault, Refused

if TYPE_CHECKING:
    from dispatch.web.serve import Doors

NOT_INSTALLED = Fault(
    "S011", N_("chưa cài phần trang trong trình duyệt"), N_("cài bằng: pip install 'congvan[web]'")
)
SERVING = N_("mở trong trình duyệt: {address}\nđịa chỉ này chỉ dùng được một lần; dừng: bấm Ctrl-C ở đây")
OFFICE = N_("dừng: bấm Ctrl-C ở đây; mở trong trình duyệt của cơ quan:")
FIRST = N_("chưa có tài khoản nào; lập tài khoản quản trị đầu tiên ở (chỉ dùng được một lần):\n{address}")
UNSAFE = N_(
    "TLS đang tắt: mật khẩu và công văn qua mạng không được mã hóa; chỉ dùng trong mạng nội bộ tin cậy, "
    "hoặc thêm --tls, hoặc đặt sau một máy chủ có TLS và ghi --address https://…"
)
ONLY_OFFICE = Fault("S075", N_("--host, --address, --tls chỉ đi với --office"), N_("thêm --office"))
NO_DEMO = Fault("S076", N_("--demo không đi với --office"), N_("bỏ một trong hai"))
MAKING = N_("đang làm thư mục mẫu: công văn, một đợt gửi 135 xã, phường và các biểu gửi về…")
NEEDED = ("starlette", "uvicorn", "python_multipart", "argon2")


@click.command(
    cls=TranslatedCommand,
    help=N_(
        "Mở trang làm việc trong trình duyệt của máy này, cho các công văn của một thư mục.\n\n"
        "Ví dụ: congvan serve\n\n"
        "Ví dụ: congvan serve --demo\n\n"
        "Ví dụ: congvan serve --office --host 0.0.0.0 --port 8750"
    ),
)
@click.argument("folder", default=".", type=click.Path(file_okay=False, exists=True))
@click.option(
    "--port", default=0, type=click.IntRange(0, 65535), help=N_("Cổng; mặc định là một cổng còn trống.")
)
@click.option("--no-open", "closed", is_flag=True, help=N_("Không tự mở trình duyệt, chỉ in địa chỉ."))
@click.option(
    "--office",
    is_flag=True,
    help=N_("Cho cả cơ quan: mỗi người một tài khoản, mỗi vai trò một quyền; không mở trình duyệt."),
)
@click.option(
    "--host",
    default=None,
    metavar="ĐỊA CHỈ",
    help=N_("Với --office: nghe ở địa chỉ này của máy; 0.0.0.0 là mọi địa chỉ. Mặc định chỉ máy này."),
)
@click.option(
    "--address",
    "addresses",
    multiple=True,
    metavar="URL",
    help=N_("Với --office: địa chỉ mà trình duyệt gõ, khi đứng sau máy chủ khác hoặc có tên riêng."),
)
@click.option(
    "--tls",
    nargs=2,
    type=click.Path(dir_okay=False),
    metavar="CHỨNG-THƯ KHÓA",
    help=N_("Với --office: mã hóa đường truyền bằng chứng thư và khóa này (PEM)."),
)
@click.option(
    "--demo",
    is_flag=True,
    help=N_("Mở một thư mục tạm có sẵn công văn mẫu, một đợt gửi và các biểu gửi về; dừng thì xóa."),
)
def serve(
    folder: str,
    port: int,
    host: str | None,
    addresses: Sequence[str],
    tls: tuple[str, str] | None,
    *,
    closed: bool,
    office: bool,
    demo: bool,
) -> None:
    """Serve the pages."""
    if not all(map(find_spec, NEEDED)):
        raise Refused([NOT_INSTALLED.at()])
    if not office and any((host, addresses, tls)):
        raise Refused([ONLY_OFFICE.at()])
    if office and demo:
        raise Refused([NO_DEMO.at()])
    if office:
        from dispatch.web.serve import Doors

        _serve_office(folder, port, host, Doors(addresses, *(tls or ())))
        return
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


def _serve_office(folder: str, port: int, host: str | None, doors: "Doors") -> None:
    from dispatch.web.printed_pages import PrintedPages
    from dispatch.web.serve import LOOPBACK, open_socket, serve_office
    from dispatch.world import Disk

    listening = open_socket(port, host or LOOPBACK)
    gc.enable()  # a server lives long
    log = partial(write_line, err=True)
    serve_office(Disk(), folder, listening, PrintedPages(), doors, _tell_office, log)


def _tell_office(origins: Sequence[str], first: str) -> None:
    """Say where the office's pages are, who makes the first account, and whether the way there is safe."""
    write_wording(OFFICE)
    write_lines(origins)
    if first:
        write_wording(FIRST, address=first)
    if not all(origin.startswith("https:") for origin in origins):
        write_wording(UNSAFE, err=True)


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
