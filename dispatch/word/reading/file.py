"""A Word file of any office, read without trusting it: nothing is run, no link is followed."""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from dispatch.foreign.document import FOOTER, HEADER, OF_THE_MARGIN, PAGE_NUMBER, BlockSpot, Document, LeftOut
from dispatch.patterns import lazy_pattern
from dispatch.text.marks import Text, bare
from dispatch.word.package.names import DOCUMENT, FOOTNOTES, STYLES, W
from dispatch.word.package.opening import read_package
from dispatch.word.reading.blocks import BlockReader
from dispatch.word.reading.dress import Styles
from dispatch.word.reading.numbers import AutomaticNumbers
from dispatch.word.reading.pieces import as_run, composed, pieces_of

NUMBERING, ENDNOTES = "word/numbering.xml", "word/endnotes.xml"
MARGIN = lazy_pattern(r"word/(?P<kind>header|footer)(?P<number>\d*)\.xml")
NUMBER = lazy_pattern(r"[\s\d/–—-]*(?:Trang|trang)?[\s\d/–—-]*")
PLACES = {"header": HEADER, "footer": FOOTER}


class ReadParts(NamedTuple):
    """A Word file as a document, and the paragraph that stands at each of its places."""

    document: Document
    paragraphs: Mapping[BlockSpot, etree._Element]


def read_word_document(data: bytes) -> Document:
    """Return a Word file as a document.

    Raises:
        Unreadable: for what is no Word file, is locked, damaged, too large or holds a macro.
    """
    return read_parts(read_package(data).trees).document


def read_parts(trees: Mapping[str, etree._Element]) -> ReadParts:
    """Return the parts of a Word file, read as trees, as a document."""
    styles = Styles(trees.get(STYLES))
    notes = {
        **_notes(trees.get(FOOTNOTES), "footnote", styles),
        **_notes(trees.get(ENDNOTES), "endnote", styles),
    }
    reader = BlockReader(styles, AutomaticNumbers(trees.get(NUMBERING)), notes)
    body = trees[DOCUMENT].find(W + "body")
    blocks = tuple(reader.blocks(body, BlockSpot())) if body is not None else ()
    left_out = (*reader.left_out, *_margins(trees, styles))
    document = Document(blocks, left_out, translated=reader.has_old_letters)
    return ReadParts(document, reader.paragraphs)


def _notes(root: etree._Element | None, kind: str, styles: Styles) -> dict[tuple[str, str], Text]:
    """Return the text of each footnote by its number, on one line."""
    found: dict[tuple[str, str], Text] = {}
    for note in root.iterfind(W + kind) if root is not None else ():
        paragraphs = [_runs(paragraph, styles) for paragraph in note.iter(W + "p")]
        text = tuple(run for runs in paragraphs for run in runs)
        if bare(text).strip():
            found[kind, note.get(W + "id", "")] = text
    return found


def _runs(paragraph: etree._Element, styles: Styles) -> Text:
    """Return a paragraph as letters that stand on one line."""
    dress = styles.of_paragraph(paragraph.find(W + "pPr"))
    pieces = pieces_of(paragraph, dress.letters, styles)
    return composed(tuple(as_run(piece) for piece in pieces if not piece.unseen and piece.box is None))


def _margins(trees: Mapping[str, etree._Element], styles: Styles) -> list[LeftOut]:
    """Return what stands above and below the text of every page."""
    found = []
    for name in sorted(trees):
        part = MARGIN.fullmatch(name)
        if not part:
            continue
        lines = [bare(_runs(paragraph, styles)).strip() for paragraph in trees[name].iter(W + "p")]
        spot = BlockSpot().inside(PLACES[part["kind"]], int(part["number"] or 1))
        found += [LeftOut(spot, line, _why(line)) for line in lines if line]
    return found


def _why(line: str) -> str:
    return PAGE_NUMBER if NUMBER.fullmatch(line) else OF_THE_MARGIN
