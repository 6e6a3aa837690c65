"""Every address there is: which method, which screen. A test walks this table."""

from typing import NamedTuple

from dispatch.web.access import Access
from dispatch.web.events import SAVED
from dispatch.web.office import Office
from dispatch.web.rights import Right
from dispatch.web.screens import (
    accounts,
    approval,
    batch,
    deciding,
    desk,
    entrance,
    follow_up,
    history,
    letter,
    made_files,
    new_letter,
    returns,
    summary,
)
from dispatch.web.site import Handler


class Limits(NamedTuple):
    """How much one request may bring: bytes in all, files."""

    body: int
    files: int


USUAL = Limits(20_000_000, 5)
A_ROUND = Limits(200_000_000, 2_000)  # every form of a province at once, scans among them


class Address(NamedTuple):
    """One address: how it is asked, its path, what answers it, who may ask, what it does, how much it takes.

    What is done by it stands among the events of an office; an address without a name changes nothing.
    """

    method: str
    path: str
    handler: Handler
    right: Right = Right.READ
    act: str = ""
    limits: Limits = USUAL
    public: bool = False


ADDRESSES = (
    Address("GET", "/static/{file}", entrance.static_file, public=True),
    Address("POST", "/language", entrance.choose_language),
    Address("GET", "/", desk.show_desk),
    Address("GET", "/new", new_letter.show_new),
    Address("POST", "/new", new_letter.begin_letter, Right.WRITE, "letter-begun"),
    Address("GET", "/agencies", new_letter.offer_agencies),
    Address("GET", "/letters/{name}/picture", desk.first_page),
    Address("GET", "/letters/{name}", letter.show_letter),
    Address("POST", "/letters/{name}", letter.save_letter, Right.WRITE, SAVED),
    Address("POST", "/letters/{name}/check", letter.check_letter),
    Address("POST", "/letters/{name}/change", letter.change_letter, Right.WRITE, SAVED),
    Address("POST", "/letters/{name}/draw", letter.draw_letter),
    Address("GET", "/letters/{name}/history", history.show_history),
    Address("POST", "/letters/{name}/history", history.take_back, Right.WRITE, "letter-taken-back"),
    Address("GET", "/letters/{name}/seen", letter.seen_state),
    Address("GET", "/letters/{name}/as/{kind}", letter.download),
    Address("GET", "/letters/{name}/batch", batch.show_batch),
    Address("POST", "/letters/{name}/batch", batch.send_batch, Right.SEND, "batch"),
    Address("GET", "/letters/{name}/batch/sample", batch.show_sample),
    Address("POST", "/letters/{name}/batch/stop", batch.stop_batch, Right.SEND, "batch-stopped"),
    Address("GET", "/letters/{name}/batch/zip", batch.get_archive),
    Address("GET", "/letters/{name}/returns", returns.show_returns),
    Address(
        "POST", "/letters/{name}/returns", returns.receive_files, Right.SEND, "returns-received", A_ROUND
    ),
    Address("GET", "/letters/{name}/returns/xlsx", returns.get_summary),
    Address("GET", "/letters/{name}/returns/received/{sha}", returns.get_received),
    Address("GET", "/letters/{name}/returns/unit", deciding.show_unit),
    Address("GET", "/letters/{name}/returns/file", deciding.show_file),
    Address("POST", "/letters/{name}/returns/decide", deciding.decide, Right.SEND, "returns-decided"),
    Address("GET", "/letters/{name}/returns/summary", summary.show_summary),
    Address("GET", "/letters/{name}/returns/sources", summary.show_sources),
    Address("POST", "/letters/{name}/returns/remind", follow_up.make_reminder, Right.SEND, "reminder"),
    Address("POST", "/letters/{name}/returns/report", follow_up.make_report, Right.SEND, "report"),
    Address("GET", "/letters/{name}/returns/made", made_files.get_product),
    Address("GET", "/pages/{key}/{number}", letter.one_page),
)

ON_ONES_OWN_MACHINE = (Address("GET", "/enter", entrance.enter, public=True),)
IN_AN_OFFICE = (
    Address("GET", "/health", accounts.is_healthy, public=True),
    Address("GET", "/log-in", accounts.show_log_in, public=True),
    Address("POST", "/log-in", accounts.log_in, public=True),
    Address("POST", "/log-out", accounts.log_out, act="log-out"),
    Address("GET", "/first-account", accounts.show_first, public=True),
    Address("POST", "/first-account", accounts.make_first, public=True),
    Address("GET", "/password", accounts.show_password),
    Address("POST", "/password", accounts.change_password, act="password"),
    Address("GET", "/accounts", accounts.show_accounts, Right.MANAGE),
    Address("POST", "/accounts", accounts.change_accounts, Right.MANAGE, "account-changed"),
    Address("GET", "/events", accounts.show_events),
    Address("POST", "/letters/{name}/approve", approval.approve, Right.APPROVE),
)


def addresses_for(access: Access) -> tuple[Address, ...]:
    """Return every address of a server: those of letters, and those of the way in that it has."""
    return (*ADDRESSES, *(IN_AN_OFFICE if isinstance(access, Office) else ON_ONES_OWN_MACHINE))
