"""What is mended of sections: the sheet and its margins."""

from lxml import etree

from dispatch import decree
from dispatch.word.draw.columns import TWIPS_PER_MM
from dispatch.word.measure.pages import SECTION, read_papers
from dispatch.word.mending.properties import change_mark

ROUNDED = 0.5  # mm


def mend_sheets(document: etree._Element) -> None:
    """Set every section on A4, upright or on its side as it is, with margins of the decree."""
    for section, page in zip(document.iter(SECTION), read_papers(document), strict=True):
        lies = page.width > page.height
        sides = decree.PAPER[::-1] if lies else decree.PAPER
        if max(abs(page.width - sides[0]), abs(page.height - sides[1])) > ROUNDED:
            change_mark(section, "pgSz", w=_twips(sides[0]), h=_twips(sides[1]))
        if lies:
            _mend_margins(section, page.margins, decree.LANDSCAPE_MARGINS)
        else:
            _mend_margins(section, page.margins, decree.MARGINS)


def _mend_margins(section: etree._Element, margins: dict[str, float], asked: dict[str, decree.Range]) -> None:
    for side, allowed in asked.items():
        if not allowed.allows(round(margins[side], 1)):
            nearest = min(max(margins[side], allowed.least), allowed.most)
            change_mark(section, "pgMar", **{side: _twips(nearest)})


def _twips(length: float) -> str:
    return f"{round(length * TWIPS_PER_MM)}"
