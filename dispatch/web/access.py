"""Who may ask for a page: whoever came with the one-time token, from a page of ours, to this very address."""

import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from dispatch.problem import N_, Fault

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


class Access:
    """The one session of a server: it is entered once, with a token that is spent by that."""

    def __init__(self, port: int) -> None:
        self.hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))
        self.cookie = f"congvan-{port}"  # browsers share cookies among the ports of one machine
        self.token = secrets.token_urlsafe(24)
        self._session = secrets.token_urlsafe(32)
        self.csrf = secrets.token_urlsafe(32)

    def enter(self, token: str) -> str:
        """Return the session of whoever brings the token, which nobody can bring again; else nothing."""
        if not self.token or not hmac.compare_digest(self.token.encode(), token.encode()):
            return ""
        self.token = ""
        return self._session

    def refusal(self, method: str, headers: Mapping[str, str]) -> Fault | None:
        """Return why a request is not answered by its host or origin alone, if there is a reason."""
        if headers.get("host", "") not in self.hosts:
            return OTHER_HOST
        origin = urlsplit(headers.get("origin", ""))
        if method not in SAFE_METHODS and not (origin.scheme == "http" and origin.netloc == headers["host"]):
            return OTHER_ORIGIN
        return None

    def is_inside(self, cookies: Mapping[str, str]) -> bool:
        """Say whether a browser has entered."""
        return hmac.compare_digest(self._session.encode(), cookies.get(self.cookie, "").encode())

    def is_ours(self, csrf: str) -> bool:
        """Say whether a form was made by us."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode())
