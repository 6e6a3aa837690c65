"""The accounts of an office: names, roles, and passwords that nobody can read back."""

import hashlib
import json
import threading
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import NamedTuple

from dispatch.plain_text import as_json
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.web.rights import Role
from dispatch.world import Outputs, SourceWorld, World

FILE = ".congvan.accounts.json"
FORMAT = 1
FILE_MOST = 1_000_000
NAME_MOST, SHORTEST, LONGEST = 60, 10, 200
MEMORY, TIMES, LANES = 19_456, 2, 1  # KiB, passes and threads: what OWASP asks at least of Argon2id

NO_FILE = Fault(
    "S060", N_("tệp tài khoản không đọc được"), N_("lấy lại từ bản sao lưu; không sửa tay tệp này")
)
NO_NAME = Fault("S061", N_("tên đăng nhập trống, quá dài hoặc có dấu xuống dòng"), N_("ví dụ: an.nguyen"))
TAKEN = Fault("S062", N_("đã có tài khoản '{name}'"), N_("chọn tên khác"))
NO_ACCOUNT = Fault("S063", N_("không có tài khoản '{name}'"), N_("tải lại trang"))
SHORT = Fault(
    "S064",
    N_("mật khẩu cần từ {least} ký tự trở lên"),
    N_("một câu dễ nhớ là mật khẩu tốt, có dấu cũng được"),
)
DIFFERENT = Fault("S065", N_("hai lần gõ mật khẩu không giống nhau"), N_("gõ lại cả hai"))
NO_ROLE = Fault("S066", N_("tài khoản chưa có vai trò nào"), N_("chọn ít nhất một vai trò"))
LAST_ONE = Fault(
    "S067",
    N_("đây là quản trị cuối cùng, bỏ đi thì không ai quản lý được tài khoản"),
    N_("thêm một quản trị khác trước"),
)


class Account(NamedTuple):
    """Somebody of the office: their name, their roles, and what their password is known by."""

    name: str
    roles: tuple[Role, ...]
    password: str

    @property
    def manages(self) -> bool:
        """Whether this account may make others."""
        return Role.ADMINISTRATOR in self.roles


Known = Mapping[str, Account]


def with_account(known: Known, name: str, roles: Iterable[Role], password: str) -> dict[str, Account]:
    """Return the accounts with a new one; raises Refused where its name is none, or taken."""
    clean = name.strip()
    if not clean or len(clean) > NAME_MOST or not clean.isprintable():
        raise Refused([NO_NAME.at()])
    if clean.casefold() in map(str.casefold, known):
        raise Refused([TAKEN.at(name=clean)])
    return {**known, clean: Account(clean, _some(roles), password)}


def with_roles(known: Known, name: str, roles: Iterable[Role]) -> dict[str, Account]:
    """Return the accounts with other roles for one of them; somebody must stay who manages them."""
    return _managed({**known, name: account_of(known, name)._replace(roles=_some(roles))})


def with_password(known: Known, name: str, password: str) -> dict[str, Account]:
    """Return the accounts with another password for one of them."""
    return {**known, name: account_of(known, name)._replace(password=password)}


def without(known: Known, name: str) -> dict[str, Account]:
    """Return the accounts without one of them; somebody must stay who manages them."""
    account_of(known, name)
    return _managed({key: account for key, account in known.items() if key != name})


def account_of(known: Known, name: str) -> Account:
    """Return an account by its name, or refuse."""
    if name not in known:
        raise Refused([NO_ACCOUNT.at(name=name)])
    return known[name]


def _some(roles: Iterable[Role]) -> tuple[Role, ...]:
    chosen = tuple(roles)
    if not chosen:
        raise Refused([NO_ROLE.at()])
    return chosen


def _managed(known: dict[str, Account]) -> dict[str, Account]:
    if not any(account.manages for account in known.values()):
        raise Refused([LAST_ONE.at()])
    return known


class Passwords:
    """Makes of a password what it can be known by again, one at a time: each takes 19 MB while it is made."""

    def __init__(self, memory: int = MEMORY, times: int = TIMES) -> None:
        from argon2 import PasswordHasher

        self._hasher = PasswordHasher(time_cost=times, memory_cost=memory, parallelism=LANES)
        self._one_at_a_time = threading.Lock()
        self.of_nobody = self._hasher.hash("")

    def keep(self, password: str, again: str) -> str:
        """Return what a new password is known by, or refuse one too short, or typed in two ways."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise Refused([SHORT.at(least=SHORTEST)])
        if password != again:
            raise Refused([DIFFERENT.at()])
        with self._one_at_a_time:
            return self._hasher.hash(password)

    def fit(self, kept: str, password: str) -> bool:
        """Say whether a password is the one that was kept."""
        from argon2.exceptions import Argon2Error, InvalidHashError

        with self._one_at_a_time:
            try:
                return self._hasher.verify(kept, password[:LONGEST])
            except (Argon2Error, InvalidHashError):
                return False


class AccountFile:
    """The accounts as they stand in a file beside the letters."""

    def __init__(self, world: World, folder: str) -> None:
        self.world = world
        self.file = str(PurePath(folder) / FILE)

    def read(self) -> dict[str, Account]:
        """Return every account by its name; none before the first. Raises Refused where the file is torn."""
        return _parse(self._data(), self.file)

    def write(self, known: Known) -> None:
        """Keep the accounts, whole or not at all."""
        rows = [
            {
                "name": account.name,
                "roles": [role.name for role in account.roles],
                "password": account.password,
            }
            for account in known.values()
        ]
        seen = {self.file: hashlib.sha256(self._data()).hexdigest()}
        outputs = Outputs(self.world, SourceWorld(self.world), ours=seen)
        outputs.write({self.file: as_json({"format": FORMAT, "accounts": rows}).encode()})

    def _data(self) -> bytes:
        return self.world.read(self.file, FILE_MOST) if self.world.exists(self.file) else b""


def _parse(data: bytes, file: str) -> dict[str, Account]:
    if not data:
        return {}
    try:
        rows = json.loads(data)["accounts"]
        accounts = [
            Account(str(row["name"]), tuple(Role[name] for name in row["roles"]), str(row["password"]))
            for row in rows
        ]
    except (ValueError, LookupError, TypeError) as error:
        raise Refused([NO_FILE.at(Place(file))]) from error
    return {account.name: account for account in accounts}
