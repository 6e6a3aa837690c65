"""Who may ask for a page: whoever came in, from a page of ours, to an address of ours."""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from typing import Protocol
from urllib.parse import urlsplit

from dispatch.problem import N_, Fault
from dispatch.web.rights import ON_ONES_OWN_MACHINE, Visit

NO_SESSION = Fault(
    "S001",
    N_("trình duyệt này chưa được mở bằng địa chỉ mà congvan serve đã in ra"),
    N_("dừng congvan serve, chạy lại, rồi mở địa chỉ mới; mỗi địa chỉ chỉ dùng được một lần"),
)
OTHER_HOST = Fault(
    "S002", N_("trang được gọi bằng tên máy khác: '{host}'"), N_("mở đúng địa chỉ mà congvan serve đã in ra")
)
OTHER_ORIGIN = Fault(
    "S003", N_("yêu cầu này không đến từ trang của chương trình"), N_("tải lại trang rồi làm lại")
)
SAFE_METHODS = frozenset(("GET", "HEAD"))
HEADERS = {
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'; "
    "base-uri 'none'; object-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with `no-referrer` browsers hide the origin of our own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Access(Protocol):
    """Who is answered, and as whom."""

    cookie: str
    """The name of the cookie that a session is known by."""
    secure: bool
    """Whether that cookie is only ever sent over TLS."""
    way_in: str
    """Where strangers are sent; on one's own machine they are told where to look instead."""

    def refusal(self, method: str, headers: Mapping[str, str]) -> Fault | None:
        """Return why a request is not answered by its host or origin alone, if there is a reason."""

    def visit(self, cookies: Mapping[str, str]) -> Visit | None:
        """Return who asks, if they have come in."""


def refuse_foreign(method: str, headers: Mapping[str, str], origins: Iterable[str]) -> Fault | None:
    """Return why a request does not come to one of our addresses, or to change something from elsewhere."""
    host = headers.get("host", "")
    ours = [origin for origin in origins if urlsplit(origin).netloc == host]
    if not host or not ours:
        return OTHER_HOST
    if method not in SAFE_METHODS and headers.get("origin", "") not in ours:
        return OTHER_ORIGIN
    return None


def is_same(one: str, other: str) -> bool:
    """Compare what must stay secret, in the same time whatever it is."""
    return hmac.compare_digest(one.encode(), other.encode())


class OwnMachine:
    """The one session of a server on one's own machine: entered once, with a token that is spent by that."""

    secure = False
    way_in = ""

    def __init__(self, port: int) -> None:
        self.origins = tuple(f"http://{name}:{port}" for name in ("127.0.0.1", "localhost"))
        self.cookie = f"congvan-{port}"  # browsers share cookies among the ports of one machine
        self.token = secrets.token_urlsafe(24)
        self._session = secrets.token_urlsafe(32)
        self.csrf = secrets.token_urlsafe(32)

    def enter(self, token: str) -> str:
        """Return the session of whoever brings the token, which nobody can bring again; else nothing."""
        if not self.token or not is_same(self.token, token):
            return ""
        self.token = ""
        return self._session

    def refusal(self, method: str, headers: Mapping[str, str]) -> Fault | None:
        """Return why a request is not answered by its host or origin alone, if there is a reason."""
        return refuse_foreign(method, headers, self.origins)

    def visit(self, cookies: Mapping[str, str]) -> Visit | None:
        """Return the one visitor, if it is their browser that asks."""
        inside = is_same(self._session, cookies.get(self.cookie, ""))
        return Visit(rights=ON_ONES_OWN_MACHINE, csrf=self.csrf) if inside else None
