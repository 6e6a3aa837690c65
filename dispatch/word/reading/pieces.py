"""The letters of a paragraph in the order in which they are seen; what is not seen is put aside with its reason."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from dispatch.foreign.document import DELETED, HIDDEN, TINY, WHITE
from dispatch.text.marks import Run, Text
from dispatch.text.old_letters import is_old_font, shown_letters
from dispatch.word.package.names import W
from dispatch.word.reading.dress import HALVES, Marks, Styles, number_of
from dispatch.word.seen.elements import ALTERNATE, MATH

FALLBACK = "Fallback"
PROPERTIES = frozenset(
    W + name
    for name in (
        *("pPr", "rPr", "sectPr", "tblPr", "tcPr", "trPr", "tblGrid", "tblPrEx"),
        *("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "instrText", "delInstrText"),
    )
)
GONE = frozenset(W + name for name in ("del", "moveFrom"))
TEXTS = frozenset((W + "t", MATH + "t"))
SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
BREAK, SYMBOL, BOX_CONTENT = W + "br", W + "sym", W + "txbxContent"
NEW_PAGE, NEW_LINE = "\f", "\n"
TINY_MOST = 2.0  # points: nobody reads them
PAPER = frozenset(("FFFFFF", "AUTO", "CLEAR", ""))
SYMBOL_SIGN = "□"
PRIVATE = "Co"
DRESSES = {"b": "b", "i": "i", "u": "u"}
NO_MARKS: Marks = {}
RAISED = {"subscript": "v", "superscript": "^"}


class Piece(NamedTuple):
    """Letters in one dress, or the place of a footnote, or a text box that stands here."""

    text: str = ""
    marks: Marks = NO_MARKS
    note: tuple[str, str] = ("", "")
    box: etree._Element | None = None
    unseen: str = ""


def pieces_of(paragraph: etree._Element, marks: Marks, styles: Styles) -> Iterator[Piece]:
    """Yield all that stands in a paragraph."""
    for child in paragraph:
        yield from _inside(child, marks, styles)


def _inside(element: etree._Element, marks: Marks, styles: Styles) -> Iterator[Piece]:
    """Yield what stands in an element of a paragraph."""
    tag = element.tag
    if tag in PROPERTIES:
        return
    if tag in GONE:
        yield Piece("".join(map(str, element.itertext(W + "delText", W + "t"))), unseen=DELETED)
    elif tag == ALTERNATE:
        yield from _alternative(element, marks, styles)
    elif tag == W + "r":
        dressed = styles.of_run(marks, element.find(W + "rPr"))
        for child in element:
            yield from _inside(child, dressed, styles)
    else:
        yield from _sign(element, marks) or _children(element, marks, styles)


def _children(element: etree._Element, marks: Marks, styles: Styles) -> Iterator[Piece]:
    for child in element:
        yield from _inside(child, marks, styles)


def _alternative(element: etree._Element, marks: Marks, styles: Styles) -> Iterator[Piece]:
    """Yield what stands in the branch that today's programs show; the other says the same."""
    branches = [*element]
    chosen = [branch for branch in branches if etree.QName(branch).localname != FALLBACK] or branches
    for branch in chosen[:1]:
        yield from _children(branch, marks, styles)


def _sign(element: etree._Element, marks: Marks) -> list[Piece]:
    """Return what an element stands for by itself; nothing of one that only holds others."""
    tag = str(element.tag)
    if tag in TEXTS:
        return [_letters(element.text or "", marks)]
    if tag in SIGNS:
        return [Piece(SIGNS[tag], marks)]
    if tag == BREAK:
        return [Piece(NEW_PAGE if element.get(W + "type") in ("page", "column") else NEW_LINE, marks)]
    if tag == SYMBOL:
        return [Piece(_symbol(element.get(W + "char", "")), marks)]
    if tag in NOTES:
        return [Piece(note=(NOTES[tag], element.get(W + "id", "")))]
    return [Piece(box=element)] if tag == BOX_CONTENT else []


def _letters(text: str, marks: Marks) -> Piece:
    """Return letters as they are seen, with their capitals."""
    letters = shown_letters(text, marks.get("font", ""))
    shown = letters.upper() if marks.get("caps") else letters
    return Piece(shown, marks, unseen=_unseen(marks) if shown.strip() else "")


def _unseen(marks: Marks) -> str:
    """Return why letters are not seen, or nothing."""
    if marks.get("vanish"):
        return HIDDEN
    if 0 < number_of(marks.get("sz")) / HALVES <= TINY_MOST:
        return TINY
    white = marks.get("color", "").upper() == "FFFFFF"
    on_paper = marks.get("shd", "").upper() in PAPER and marks.get("highlight", "none") in ("none", "white")
    return WHITE if white and on_paper else ""


def _symbol(code: str) -> str:
    """Return a sign of a symbol font: what Unicode has no sign for is a box."""
    try:
        sign = chr(int(code, 16))
    except ValueError:
        return SYMBOL_SIGN
    return SYMBOL_SIGN if unicodedata.category(sign) in (PRIVATE, "Cs", "Cc") else sign


def is_translated(piece: Piece) -> bool:
    """Say whether the file holds other letters than an old font shows."""
    return not piece.text.isascii() and is_old_font(piece.marks.get("font", ""))


def as_run(piece: Piece) -> Run:
    """Return a piece as letters in their dress."""
    dress = "".join(sign for mark, sign in DRESSES.items() if piece.marks.get(mark))
    text = piece.text.replace("\u00a0", " ").replace("\u2011", "-")
    return Run(text, dress + RAISED.get(piece.marks.get("vertAlign", ""), ""))


def composed(runs: Text) -> Text:
    """Return runs of the same dress as one, their letters composed (NFC), also across the seam of two runs."""
    whole: list[Run] = []
    for run in runs:
        last = whole[-1] if whole else None
        if last and not run.note and not last.note and (last.dress == run.dress or _leans(run.text)):
            whole[-1] = last._replace(text=last.text + run.text)
        elif run.text or run.note:
            whole.append(run)
    return tuple(run._replace(text=unicodedata.normalize("NFC", run.text)) for run in whole)


def _leans(text: str) -> bool:
    """Say whether a text begins with a mark that belongs to the letter before it."""
    return bool(text) and unicodedata.combining(text[0]) > 0
