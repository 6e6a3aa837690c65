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
    """Return a section on its side.

    The sheet is turned with its margins, the bound edge goes up (PL I.I.2).
    """
    turn = {"top": "right", "right": "bottom", "bottom": "left", "left": "top"}
    section = re.sub(PAPER, r'<w:pgSz w:w="\2" w:h="\1" w:orient="landscape"/>', section)
    margins = dict(re.findall(MARGIN, section))
    for side, value in margins.items():
        section = re.sub(rf'(<w:pgMar[^>]*?)w:{turn[side]}="[^"]*"', rf'\1w:@{turn[side]}="{value}"', section)
    return section.replace("w:@", "w:")
