"""Which part each line of a document plays: decided by wording, columns and dress, never by scores."""

from collections.abc import Sequence
from typing import NamedTuple

from dispatch.foreign.document import Document, LeftOut, every_block
from dispatch.foreign.head import find_head
from dispatch.foreign.layout import laid_out
from dispatch.foreign.lines import Line, Roles, lines_with
from dispatch.foreign.tail import find_tail
from dispatch.foreign.title import find_addressees, find_title

BODY, BEHIND, LOOSE, BEFORE_ADDRESSEES = "noi_dung", "phu_luc", "roi", "truoc_kinh_gui"


class RoledDocument(NamedTuple):
    """The lines of a document, the part of each, and what the reader had left out."""

    lines: Sequence[Line]
    roles: Roles
    dressed: bool
    left_out: tuple[LeftOut, ...] = ()

    def of(self, role: str) -> list[Line]:
        """Return the lines that play a part, in order."""
        return [self.lines[at] for at in lines_with(self.roles, role)]

    def texts(self, role: str) -> list[str]:
        """Return what those lines say."""
        return [line.text for line in self.of(role)]


def roles(document: Document) -> RoledDocument:
    """Return the part of every line; each line has one, and what is in no part of a letter is its body."""
    lines = [line for line in map(Line, laid_out(document.blocks)) if line.text or line.is_table]
    found, head_end = find_head(lines)
    title, title_end = find_title(lines, head_end, dressed=document.dressed)
    addressees, body = find_addressees(lines, title_end)
    tail = find_tail(lines, body, dressed=document.dressed and _says_by_bold(document))
    found |= title | addressees | tail.roles
    for at, line in enumerate(lines):
        if at not in found:
            found[at] = _other_role(at, line, body, tail.end)
    return RoledDocument(lines, found, document.dressed, document.left_out)


def _says_by_bold(document: Document) -> bool:
    """Say whether anything is bold at all: where nothing is, a name is one without it."""
    return any(block.is_bold for block in every_block(document.blocks))


def _other_role(at: int, line: Line, body: int, end: int) -> str:
    """Return the part of a line that no part of a letter claimed."""
    if line.is_drawn:
        return "ke"
    return LOOSE if at < body else BODY if at < end else BEHIND
