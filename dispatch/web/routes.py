"""Every address there is: which method, which screen. A test walks this table."""

from typing import NamedTuple

from dispatch.web.screens import (
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
    """One address: how it is asked, its path, what answers it, who may ask, how much it takes."""

    method: str
    path: str
    handler: Handler
    public: bool = False
    limits: Limits = USUAL


ADDRESSES = (
    Address("GET", "/enter", entrance.enter, public=True),
    Address("GET", "/static/{file}", entrance.static_file, public=True),
    Address("POST", "/language", entrance.choose_language),
    Address("GET", "/", desk.show_desk),
    Address("GET", "/new", new_letter.show_new),
    Address("POST", "/new", new_letter.begin_letter),
    Address("GET", "/agencies", new_letter.offer_agencies),
    Address("GET", "/letters/{name}/picture", desk.first_page),
    Address("GET", "/letters/{name}", letter.show_letter),
    Address("POST", "/letters/{name}", letter.save_letter),
    Address("POST", "/letters/{name}/check", letter.check_letter),
    Address("POST", "/letters/{name}/change", letter.change_letter),
    Address("POST", "/letters/{name}/draw", letter.draw_letter),
    Address("GET", "/letters/{name}/history", history.show_history),
    Address("POST", "/letters/{name}/history", history.take_back),
    Address("GET", "/letters/{name}/seen", letter.seen_state),
    Address("GET", "/letters/{name}/as/{kind}", letter.download),
    Address("GET", "/letters/{name}/batch", batch.show_batch),
    Address("POST", "/letters/{name}/batch", batch.send_batch),
    Address("GET", "/letters/{name}/batch/sample", batch.show_sample),
    Address("POST", "/letters/{name}/batch/stop", batch.stop_batch),
    Address("GET", "/letters/{name}/batch/zip", batch.get_archive),
    Address("GET", "/letters/{name}/returns", returns.show_returns),
    Address("POST", "/letters/{name}/returns", returns.receive_files, limits=A_ROUND),
    Address("GET", "/letters/{name}/returns/xlsx", returns.get_summary),
    Address("GET", "/letters/{name}/returns/received/{sha}", returns.get_received),
    Address("GET", "/letters/{name}/returns/unit", deciding.show_unit),
    Address("GET", "/letters/{name}/returns/file", deciding.show_file),
    Address("POST", "/letters/{name}/returns/decide", deciding.decide),
    Address("GET", "/letters/{name}/returns/summary", summary.show_summary),
    Address("GET", "/letters/{name}/returns/sources", summary.show_sources),
    Address("POST", "/letters/{name}/returns/remind", follow_up.make_reminder),
    Address("POST", "/letters/{name}/returns/report", follow_up.make_report),
    Address("GET", "/letters/{name}/returns/made", made_files.get_product),
    Address("GET", "/pages/{key}/{number}", letter.one_page),
)
