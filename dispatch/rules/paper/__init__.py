"""What the decree asks of a finished Word file: paper, fonts, sizes, places, rules, numbering."""

from dispatch.rules.paper import address, appendix, dress, foot, head, letters, sheet, text, unjudged, wording
from dispatch.rules.paper.book import PAPER_BOOK, PaperRule, check_paper

__all__ = [
    "PAPER_BOOK",
    "PaperRule",
    "address",
    "appendix",
    "check_paper",
    "dress",
    "foot",
    "head",
    "letters",
    "sheet",
    "text",
    "unjudged",
    "wording",
]
