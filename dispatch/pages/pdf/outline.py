"""The headings that a reader of a PDF may jump to: the title, the parts, the appendices."""

from collections.abc import Iterator
from typing import NamedTuple

from dispatch.pages.pages import Line, Page, Pages

HEADINGS = ("TenLoai", "Muc", "PhuLuc", "PhuLucTen")


class Heading(NamedTuple):
    """A heading, and where it stands."""

    text: str
    page: int
    top: float


def find_headings(pages: Pages) -> Iterator[Heading]:
    """Yield the headings in their order; what goes on over several lines is one."""
    for index, page in enumerate(pages.pages):
        for lines in _same_role(page):
            if lines[0].role in HEADINGS:
                yield Heading(" ".join(line.text.strip() for line in lines), index, lines[0].box.top)


def _same_role(page: Page) -> Iterator[list[Line]]:
    """Yield the lines of a page, those of one role that stand one below the other together."""
    together: list[Line] = []
    for line in page.lines:
        if together and together[-1].role != line.role:
            yield together
            together = []
        together.append(line)
    if together:
        yield together
