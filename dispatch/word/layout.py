"""What a template tells of its own geometry: column widths, sizes by style, its two sections."""

import re
from dataclasses import dataclass

from dispatch import metrics
from dispatch.word.ink import TWIPS_PER_MM, Ink

SECTION = re.compile(r"<w:sectPr[ >](?:(?!</w:sectPr>).)*</w:sectPr>", re.DOTALL)
PAPER = re.compile(r'<w:pgSz [^>]*?w:w="(\d+)"[^>]*?w:h="(\d+)"[^>]*/>')
MARGIN = re.compile(r'w:(top|right|bottom|left)="(\d+)"')
STYLE = re.compile(r'<w:style [^>]*w:styleId="([^"]+)".*?</w:style>', re.DOTALL)
SIZE = re.compile(r'<w:sz w:val="(\d+)"/>')
GRID = re.compile(r'<w:gridCol w:w="(\d+)"/>')
NORMAL = 14.0


@dataclass(frozen=True, slots=True)
class Layout:
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
        return metrics.width(text, self.sizes.get(role, NORMAL), bold="b" in dress, italic="i" in dress)

    def letter_end(self, *, followed: bool) -> Ink:
        """Return the last, empty paragraph of the letter; it ends the section if appendices follow."""
        return _empty(self.letter_section if followed else "")

    def appendix_end(self, *, landscape: bool) -> Ink:
        """Return the empty paragraph that ends the section of an appendix."""
        return _empty(turned(self.appendix_section) if landscape else self.appendix_section)

    def last_section(self, *, appendix: bool, landscape: bool) -> Ink:
        """Return the set-up of the section that ends the document."""
        if not appendix:
            return Ink(self.letter_section)
        return Ink(turned(self.appendix_section) if landscape else self.appendix_section)


def _empty(section: str) -> Ink:
    return Ink(f'<w:p><w:pPr><w:pStyle w:val="Trong"/>{section}</w:pPr></w:p>')


def turned(section: str) -> str:
    """Return a section on its side: paper turned, the top margin on the right (PL I.I.2)."""
    turn = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
    section = PAPER.sub(r'<w:pgSz w:w="\2" w:h="\1" w:orient="landscape"/>', section)
    margins = dict(MARGIN.findall(section))
    for side, value in margins.items():
        section = re.sub(rf'(<w:pgMar[^>]*?)w:{turn[side]}="[^"]*"', rf'\1w:@{turn[side]}="{value}"', section)
    return section.replace("w:@", "w:")


def measured(document: str, styles: str) -> Layout:
    """Return the layout of a template's document and styles parts."""
    sections = SECTION.findall(document)
    letter, appendix = sections[0], sections[-1]
    wide, tall = map(int, next(iter(PAPER.findall(letter)), ("11906", "16838")))
    margin = {side: int(value) for side, value in MARGIN.findall(letter)}
    columns = [int(width) / TWIPS_PER_MM for width in GRID.findall(document)[:2]] or [60.0, 105.0]
    found = {match[1]: match[0] for match in STYLE.finditer(styles)}
    return Layout(
        letter_section=letter,
        appendix_section=appendix,
        sizes={name: int(size[1]) / 2 for name, text in found.items() if (size := SIZE.search(text))},
        dress={name: "b" * ("<w:b/>" in text) + "i" * ("<w:i/>" in text) for name, text in found.items()},
        head_left=columns[0],
        head_right=columns[-1],
        text_width=(wide - margin.get("left", 0) - margin.get("right", 0)) / TWIPS_PER_MM,
        landscape_width=(tall - margin.get("top", 0) - margin.get("bottom", 0)) / TWIPS_PER_MM,
    )
