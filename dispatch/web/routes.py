"""Every address there is: which method, which screen. A test walks this table."""

from typing import NamedTuple

from dispatch.web.screens import batch, desk, entrance, letter, new_letter
from dispatch.web.site import Handler


class Address(NamedTuple):
    """One address: how it is asked, its path, what answers it, whether it is open to strangers."""

    method: str
    path: str
    handler: Handler
    public: bool = False


ADDRESSES = (
    Address("GET", "/enter", entrance.enter, public=True),
    Address("GET", "/static/{file}", entrance.static_file, public=True),
    Address("POST", "/language", entrance.choose_language),
    Address("GET", "/", desk.show_desk),
    Address("GET", "/new", new_letter.show_new),
    Address("POST", "/new", new_letter.begin_letter),
    Address("GET", "/letters/{name}/picture", desk.first_page),
    Address("GET", "/letters/{name}", letter.show_letter),
    Address("POST", "/letters/{name}", letter.save_letter),
    Address("POST", "/letters/{name}/check", letter.check_letter),
    Address("POST", "/letters/{name}/draw", letter.draw_letter),
    Address("GET", "/letters/{name}/seen", letter.seen_state),
    Address("GET", "/letters/{name}/as/{kind}", letter.download),
    Address("GET", "/letters/{name}/batch", batch.show_batch),
    Address("POST", "/letters/{name}/batch", batch.send_batch),
    Address("GET", "/letters/{name}/batch/zip", batch.get_archive),
    Address("GET", "/pages/{key}/{number}", letter.one_page),
)
