"""What an engine is: a name, a version, and a function that makes PDFs of Word files."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dispatch.pages.pages import Pages
from dispatch.problem import N_

ABSENT, CRASHED = N_("chưa cài"), N_("dừng giữa chừng")


class Printed(NamedTuple):
    """What an engine made of one Word file: a PDF, or why there is none.

    Ours lays out pages, of which a PDF is made when somebody asks for one.
    """

    pdf: bytes = b""
    why: str = ""
    detail: str = ""  # what the reason is about, as it stands in the file
    laid: Pages | None = None


class Engine(NamedTuple):
    """A way to print Word files: what it takes is the files and how many to work on at a time.

    It answers each file in order, never raises over one of them, and leaves nothing behind.
    """

    name: str
    version: str
    pdf: Callable[[Sequence[bytes], int], list[Printed]]
    trouble: str = ""  # why it cannot be used here
    caution: str = ""  # why it is used only when asked for


def unusable_engine(name: str, trouble: str, version: str = "") -> Engine:
    """Return an engine that is known of but cannot be used."""
    return Engine(name, version, lambda files, _: [Printed(why=trouble)] * len(files), trouble)
