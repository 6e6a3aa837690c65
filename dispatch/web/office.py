"""The way into an office's pages: accounts, sessions that end, log-ins that get slower when they fail."""

import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from dispatch.problem import N_, Fault, Refused
from dispatch.web.access import is_same, refuse_foreign
from dispatch.web.accounts import (
    Account,
    AccountFile,
    Passwords,
    account_of,
    with_account,
    with_password,
)
from dispatch.web.rights import Role, Visit, rights_of

WRONG = Fault(
    "S068", N_("tên đăng nhập hoặc mật khẩu không đúng"), N_("quên mật khẩu thì nhờ quản trị đặt lại")
)
WAIT = Fault(
    "S069", N_("đã sai nhiều lần; thử lại sau {seconds} giây"), N_("quên mật khẩu thì nhờ quản trị đặt lại")
)
NOT_THE_FIRST = Fault(
    "S070",
    N_("địa chỉ lập tài khoản quản trị đầu tiên không còn dùng được"),
    N_("mở địa chỉ mà congvan serve --office vừa in ra; đã có tài khoản thì đăng nhập"),
)
IDLE, LONGEST_DAY = 2 * 3600, 12 * 3600  # seconds without a request, and in all
FREE_TRIES, LONGEST_WAIT = 3, 300
UNKNOWN = ""  # all names that no account bears wait together, so that nothing grows with what is typed


class Session(NamedTuple):
    """Somebody's browser that has logged in."""

    name: str
    csrf: str
    begun: float
    seen: float

    def ends(self, now: float) -> bool:
        """Say whether it is over."""
        return now - self.seen > IDLE or now - self.begun > LONGEST_DAY


class Failures(NamedTuple):
    """How often in a row a log-in has failed, and until when no other is looked at."""

    in_a_row: int = 0
    until: float = 0.0

    def after(self, now: float) -> "Failures":
        """Return them with one more."""
        count = self.in_a_row + 1
        wait = min(LONGEST_WAIT, 2 ** min(count - FREE_TRIES, 10)) if count >= FREE_TRIES else 0
        return Failures(count, now + wait)


class Office:
    """Who has an account and is logged in; the first account is made by whoever brings the token."""

    cookie = "congvan-office"
    way_in = "/log-in"

    def __init__(
        self,
        accounts: AccountFile,
        origins: Sequence[str],
        passwords: Passwords,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.accounts = accounts
        self.origins = tuple(origins)
        self.secure = all(origin.startswith("https:") for origin in origins)
        self.passwords = passwords
        self.clock = clock
        self.first_token = "" if accounts.read() else secrets.token_urlsafe(24)
        self.changing = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._failures: dict[str, Failures] = {}
        self._lock = threading.Lock()

    def refusal(self, method: str, headers: Mapping[str, str]) -> Fault | None:
        """Return why a request is not answered by its host or origin alone, if there is a reason."""
        return refuse_foreign(method, headers, self.origins)

    def visit(self, cookies: Mapping[str, str]) -> Visit | None:
        """Return who asks, as what they may do is now: a right that is taken away is gone at once."""
        session = self._seen_again(cookies.get(self.cookie, ""))
        account = self.accounts.read().get(session.name) if session else None
        return Visit(account.name, rights_of(account.roles), session.csrf) if session and account else None

    def _seen_again(self, key: str) -> Session | None:
        """Return a session that is not over, and note that it was used."""
        now = self.clock()
        with self._lock:
            session = self._sessions.pop(key, None)
            if session is None or session.ends(now):
                return None
            self._sessions[key] = session._replace(seen=now)
            return session

    def log_in(self, name: str, password: str) -> str:
        """Return a new session; raises Refused where the name or the password is wrong, or too many were."""
        account = self._named(name)
        key, now = account.name if account else UNKNOWN, self.clock()
        with self._lock:
            failures = self._failures.get(key, Failures())
            if now < failures.until:
                raise Refused([WAIT.at(seconds=round(failures.until - now) or 1)])
            # counted until it is known to fit, so that nobody tries many at once
            self._failures[key] = failures.after(now)
        kept = account.password if account else self.passwords.of_nobody
        if not self.passwords.fit(kept, password) or account is None:
            raise Refused([WRONG.at()])
        with self._lock:
            self._failures.pop(key, None)
        return self._begin(account)

    def _named(self, name: str) -> Account | None:
        known = {account.name.casefold(): account for account in self.accounts.read().values()}
        return known.get(name.strip().casefold())

    def _begin(self, account: Account) -> str:
        now, key = self.clock(), secrets.token_urlsafe(32)
        with self._lock:
            self._sessions = {kept: each for kept, each in self._sessions.items() if not each.ends(now)}
            self._sessions[key] = Session(account.name, secrets.token_urlsafe(32), now, now)
        return key

    def log_out(self, cookies: Mapping[str, str]) -> None:
        """End the session of a browser."""
        with self._lock:
            self._sessions.pop(cookies.get(self.cookie, ""), None)

    def end_sessions(self, name: str) -> None:
        """End every session of an account, whose password is another now."""
        with self._lock:
            self._sessions = {key: each for key, each in self._sessions.items() if each.name != name}

    def is_first(self, token: str) -> bool:
        """Say whether somebody brings the token for the first account."""
        return bool(self.first_token) and is_same(self.first_token, token)

    def make_first(self, token: str, name: str, password: str, again: str) -> str:
        """Make the first account, which may do everything, and return its session."""
        with self.changing:
            if not self.is_first(token):
                raise Refused([NOT_THE_FIRST.at()])
            known = with_account({}, name, tuple(Role), self.passwords.keep(password, again))
            self.accounts.write(known)
            self.first_token = ""
        return self._begin(next(iter(known.values())))

    def change_password(self, name: str, now: str, password: str, again: str) -> str:
        """Change an account's password for whoever knows it, and return a session in place of all others."""
        with self.changing:
            known = self.accounts.read()
            account = account_of(known, name)
            if not self.passwords.fit(account.password, now):
                raise Refused([WRONG.at()])
            self.accounts.write(with_password(known, name, self.passwords.keep(password, again)))
        self.end_sessions(name)
        return self._begin(account)
