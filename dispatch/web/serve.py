"""Serve the pages until somebody stops it: to one browser of this machine, or to an office."""

import asyncio
import os
import socket
import ssl
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

from dispatch.problem import N_, Fault, Refused
from dispatch.web.access import OwnMachine
from dispatch.web.accounts import AccountFile, Passwords
from dispatch.web.office import Office
from dispatch.web.page_source import PageSource
from dispatch.web.site import Site
from dispatch.world import World, reason_of

TAKEN = Fault(
    "S010", N_("không mở được cổng {port}: {why}"), N_("chọn cổng khác, ví dụ --port 8750; hoặc --port 0")
)
NO_CERTIFICATE = Fault(
    "S073", N_("không dùng được chứng thư: {why}"), N_("hai tệp sau --tls: chứng thư rồi khóa, dạng PEM")
)
NO_ADDRESS = Fault(
    "S074",
    N_("'{address}' không phải địa chỉ của trang"),
    N_("ví dụ: --address https://congvan.phuong-an.example"),
)
LOOPBACK = "127.0.0.1"
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what is asked for, compared with
USUAL_PORTS = {"http": 80, "https": 443}


class Doors(NamedTuple):
    """Where an office's server is reached: its addresses as browsers say them, its certificate and key."""

    addresses: Sequence[str] = ()
    certificate: str = ""
    key: str = ""


def open_socket(port: int, host: str = LOOPBACK) -> socket.socket:
    """Return a socket that only this machine reaches, unless asked; at a port that is free if 0 is asked."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":  # a port whose server has just ended is free; elsewhere this would share it
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
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
    """Serve a folder of letters; its address is told, and shown in a browser if asked.

    What nobody foresaw is told to the log by a line each.
    """
    port = listening.getsockname()[1]
    access = OwnMachine(port)
    address = f"http://{LOOPBACK}:{port}/enter?token={access.token}"
    tell(address)
    if opened:
        with suppress(webbrowser.Error):
            webbrowser.open(address)
    _run(Site.at(world, folder, access, pages, log), listening, pages, Doors())


def serve_office(
    world: World,
    folder: str,
    listening: socket.socket,
    pages: PageSource,
    doors: Doors,
    tell: Callable[[Sequence[str], str], None],
    log: Callable[[str], None],
) -> None:
    """Serve a folder of letters to whoever has an account; its addresses are told."""
    _check_certificate(doors)
    origins = origins_of(listening, doors)
    office = Office(AccountFile(world, folder), origins, Passwords())
    first = f"{origins[0]}/first-account?token={office.first_token}" if office.first_token else ""
    tell(origins, first)
    _run(Site.at(world, folder, office, pages, log), listening, pages, doors)


def origins_of(listening: socket.socket, doors: Doors) -> tuple[str, ...]:
    """Return the addresses that browsers come to: those that were named, or those of this machine."""
    if doors.addresses:
        return tuple(_origin(address) for address in doors.addresses)
    host, port = listening.getsockname()[:2]
    scheme = "https" if doors.certificate else "http"
    end = "" if port == USUAL_PORTS[scheme] else f":{port}"
    names = _names_of_this_machine() if host in EVERYWHERE else [host]
    return tuple(dict.fromkeys(f"{scheme}://{name}{end}" for name in (*names, "localhost", LOOPBACK)))


def _names_of_this_machine() -> list[str]:
    name = socket.gethostname()
    try:
        _, names, numbers = socket.gethostbyname_ex(name)
    except OSError:
        return [name.lower()]
    return [each.lower() for each in (name, *names, *numbers)]


def _origin(address: str) -> str:
    """Return an address as browsers say where they are: scheme and host, no path."""
    parts = urlsplit(address.strip())
    if parts.scheme not in USUAL_PORTS or not parts.netloc or parts.path.strip("/") or "@" in parts.netloc:
        raise Refused([NO_ADDRESS.at(address=address)])
    end = f":{USUAL_PORTS[parts.scheme]}"
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(end)}"


def _check_certificate(doors: Doors) -> None:
    """Refuse a certificate that cannot be used before anything is promised."""
    if not (doors.certificate or doors.key):
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            doors.certificate, doors.key or None
        )
    except (OSError, ValueError) as error:  # what ssl raises is an OSError
        raise Refused([NO_CERTIFICATE.at(why=reason_of(error))]) from error


def _run(site: Site, listening: socket.socket, pages: PageSource, doors: Doors) -> None:
    import uvicorn

    from dispatch.web.app import create_app

    config = uvicorn.Config(
        create_app(site),
        log_level="error",
        access_log=False,
        server_header=False,
        lifespan="off",
        proxy_headers=False,
        ssl_certfile=doors.certificate or None,
        ssl_keyfile=doors.key or None,
    )
    try:
        asyncio.run(uvicorn.Server(config).serve([listening]))
    finally:
        pages.close()
