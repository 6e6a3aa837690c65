"""Read a template's geometry off its parts: sections, sizes by style, column widths."""

import re

from dispatch.patterns import lazy_pattern
from dispatch.word.draw.columns import TWIPS_PER_MM
from dispatch.word.template.layout import MARGIN, PAPER, Layout

SIZE = lazy_pattern(r'<w:sz w:val="(\d+)"/>')
GRID = lazy_pattern(r'<w:gridCol w:w="(\d+)"/>')
SECTION = lazy_pattern(r"<w:sectPr[ >](?:(?!</w:sectPr>).)*</w:sectPr>", re.DOTALL)
STYLE = lazy_pattern(r'<w:style [^>]*w:styleId="([^"]+)".*?</w:style>', re.DOTALL)


def measure_layout(document: str, styles: str) -> Layout:
    """Return the layout of a template's document and styles parts."""
    sections = SECTION.findall(document)
    letter, appendix = sections[0], sections[-1]
    wide, tall = map(int, next(iter(re.findall(PAPER, letter)), ("11906", "16838")))
    margin = {side: int(value) for side, value in re.findall(MARGIN, letter)}
    columns = [int(width) / TWIPS_PER_MM for width in GRID.findall(document)[:2]] or [60.0, 105.0]
    text_width = (wide - margin.get("left", 0) - margin.get("right", 0)) / TWIPS_PER_MM
    styles_by_id = {match[1]: match[0] for match in STYLE.finditer(styles)}
    return Layout(
        letter_section=letter,
        appendix_section=appendix,
        sizes={name: int(size[1]) / 2 for name, text in styles_by_id.items() if (size := SIZE.search(text))},
        dress={
            name: "b" * ("<w:b/>" in text) + "i" * ("<w:i/>" in text) for name, text in styles_by_id.items()
        },
        head_left=columns[0],
        head_right=columns[-1],
        text_width=text_width,
        joint_signer=_joint_signer(document) or text_width / 2,
        landscape_width=(tall - margin.get("left", 0) - margin.get("right", 0)) / TWIPS_PER_MM,
    )


def _joint_signer(document: str) -> float:
    """Return how wide the column of one of two joint signers is, none where the template has no place for them."""
    before, tag, _ = document.partition("in ky_lien_tich")
    widths = GRID.findall(before.rpartition("<w:tblGrid>")[2]) if tag else []
    return int(widths[-1]) / TWIPS_PER_MM if widths else 0.0
