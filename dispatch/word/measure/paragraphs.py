"""The paragraphs of a file that print, by the numbers under which they are told."""

from collections.abc import Mapping

from lxml import etree

from dispatch.word.measure.looks import Looks
from dispatch.word.measure.pages import read_papers
from dispatch.word.measure.standing import Story
from dispatch.word.package.names import DOCUMENT, STYLES

THEME = "word/theme/theme1.xml"


def printing_paragraphs(trees: Mapping[str, etree._Element]) -> dict[int, etree._Element]:
    """Return the paragraphs of the text that print something, counted as problems name them."""
    document = trees[DOCUMENT]
    story = Story(Looks(trees.get(STYLES), trees.get(THEME)), read_papers(document), "")
    return {one.number: one.element for one in story.read(document[-1]) if one.prints}
