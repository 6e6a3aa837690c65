"""Serve the pages on this machine alone, until somebody stops it."""

import asyncio
import os
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress

from dispatch.problem import N_, Fault, Refused
from dispatch.web.access import Access
from dispatch.web.page_source import PageSource
from dispatch.web.site import Site
from dispatch.world import World, reason_of

TAKEN = Fault(
    "S010", N_("không mở được cổng {port}: {why}"), N_("chọn cổng khác, ví dụ --port 8750; hoặc --port 0")
)
LOOPBACK = "127.0.0.1"


def open_socket(port: int) -> socket.socket:
    """Return a socket that only this machine reaches, at a port that is free if 0 is asked; or refuse."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # a port whose server has just ended is free; elsewhere this would share it
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen()  # who comes before the server is ready waits
    except OSError as error:
        listening.close()
        raise Refused([TAKEN.at(port=port, why=reason_of(error))]) from error
    return listening


def serve(
    world: World,
    folder: str,
    listening: socket.socket,
    pages: PageSource,
    tell: Callable[[str], None],
    log: Callable[[str], None],
    *,
    opened: bool,
) -> None:
    """Serve a folder of letters; its address is told, and shown in a browser if asked; mishaps are logged."""
    import uvicorn

    from dispatch.web.app import create_app

    port = listening.getsockname()[1]
    access = Access(port)
    address = f"http://{LOOPBACK}:{port}/enter?token={access.token}"
    app = create_app(Site.at(world, folder, access, pages, log))
    config = uvicorn.Config(app, log_level="error", access_log=False, server_header=False, lifespan="off")
    server = uvicorn.Server(config)
    tell(address)
    if opened:
        with suppress(webbrowser.Error):
            webbrowser.open(address)
    try:
        asyncio.run(server.serve([listening]))
    finally:
        pages.close()
