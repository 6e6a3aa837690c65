"""Every address there is: which method, which screen. A test walks this table."""

from typing import NamedTuple

from dispatch.web.screens import desk, entrance
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
    Address("GET", "/letters/{name}/picture", desk.first_page),
)
