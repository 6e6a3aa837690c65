"""What a template tells of its own geometry: column widths, sizes by style, its two sections."""

import re
from functools import lru_cache
from typing import NamedTuple

from dispatch.text import metrics
from dispatch.word.draw.fragments import Fragment

PAPER = r'<w:pgSz [^>]*?w:w="(\d+)"[^>]*?w:h="(\d+)"[^>]*/>'
MARGIN = r'w:(top|right|bottom|left)="(\d+)"'
NORMAL = 14.0


class Layout(NamedTuple):
    """The geometry of a template, read once."""

    letter_section: str
    appendix_section: str
    sizes: dict[str, float]
    dress: dict[str, str]
    head_left: float
    head_right: float
    text_width: float
    landscape_width: float
    joint_signer: float

    def width(self, text: str, role: str) -> float:
        """Return how wide a text is in one of the template's styles, in millimetres."""
        dress = self.dress.get(role, "")
        return metrics.text_width(text, self.sizes.get(role, NORMAL), bold="b" in dress, italic="i" in dress)

    def letter_end(self, *, followed: bool) -> Fragment:
        """Return the last, empty paragraph of the letter; it ends the section if appendices follow."""
        return _empty(self.letter_section if followed else "")

    def appendix_end(self, *, landscape: bool) -> Fragment:
        """Return the empty paragraph that ends the section of an appendix."""
        return _empty(turn_section(self.appendix_section) if landscape else self.appendix_section)

    def last_section(self, *, appendix: bool, landscape: bool) -> Fragment:
        """Return the set-up of the section that ends the document."""
        if not appendix:
            return Fragment(self.letter_section)
        return Fragment(turn_section(self.appendix_section) if landscape else self.appendix_section)


def _empty(section: str) -> Fragment:
    return Fragment(f'<w:p><w:pPr><w:pStyle w:val="Trong"/>{section}</w:pPr></w:p>')


@lru_cache(maxsize=8)
def turn_section(section: str) -> str:
    """Return a section on its side, its margins as the decree's own pages have them.

    Left, top and right stay as one sees them; the foot is as narrow as the right side.
    """
    section = re.sub(PAPER, r'<w:pgSz w:w="\2" w:h="\1" w:orient="landscape"/>', section)
    right = dict(re.findall(MARGIN, section)).get("right")
    return re.sub(r'(<w:pgMar[^>]*?)w:bottom="\d+"', rf'\1w:bottom="{right}"', section) if right else section
