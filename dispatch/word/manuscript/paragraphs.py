"""A paragraph of a Word file as one of a manuscript."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from dispatch.pages.manuscript import NUMBER, CannotLayOut, Paragraph, Picture, Span, TextLook
from dispatch.problem import N_
from dispatch.text import nonbreaking
from dispatch.word.manuscript.marks import paragraph_changes, text_changes, unknown
from dispatch.word.manuscript.styles import StyleSheet
from dispatch.word.package.names import W
from dispatch.word.package.styles import VAL

P_PR, R_PR, P_STYLE, RUN = W + "pPr", W + "rPr", W + "pStyle", W + "r"
OTHER_FIELD = N_("có trường chưa dàn được")
DRAWN_APART = N_("có dòng ngắt bằng tay trong đoạn căn đều hai bên")
WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "hyperlink", "smartTag"))
PASSED = frozenset(
    W + name
    for name in (
        *(
            "pPr",
            "rPr",
            "sdtPr",
            "sdtEndPr",
            "bookmarkStart",
            "bookmarkEnd",
            "proofErr",
            "lastRenderedPageBreak",
        ),
        *("permStart", "permEnd", "separator"),
    )
)
LETTERS = {W + "noBreakHyphen": nonbreaking.HYPHEN, W + "footnoteRef": NUMBER}


class Reading(NamedTuple):
    """What every paragraph of one file needs to know.

    The styles, the number of a note, the picture of a drawing, and whether lines that a hand has ended are drawn apart.
    """

    styles: StyleSheet
    note: Callable[[str], int]
    picture: Callable[[etree._Element], Picture]
    stretches: bool


def read_paragraph(element: etree._Element, reading: Reading) -> Paragraph:
    """Return a paragraph with its looks."""
    properties = element.find(P_PR)
    style = properties.find(P_STYLE) if properties is not None else None
    role = style.get(VAL, "") if style is not None else reading.styles.normal
    styled = reading.styles.look(role)
    look, mark = styled.paragraph, styled.text
    if properties is not None and len(properties) > 1:
        look = look._replace(**paragraph_changes(properties))
        own = properties.find(R_PR)
        mark = mark._replace(**text_changes(own)) if own is not None else mark
    spans = tuple(_joined(_spans(element, styled.text, reading)))
    if reading.stretches and look.align == "both" and any("\n" in span.text for span in spans):
        raise CannotLayOut(DRAWN_APART)
    return Paragraph(role, look, spans, mark)


def _spans(element: etree._Element, look: TextLook, reading: Reading) -> Iterator[Span]:
    """Yield the letters of a paragraph; of a field what it shows."""
    field = _Field()
    for run in _runs(element):
        own = run.find(R_PR)
        dress = reading.styles.dressed(look, own) if own is not None else look
        for piece in run:
            if piece.tag == W + "t":
                text = field.shown(piece.text or "")
                if text:
                    yield Span(text, dress)
            elif piece.tag not in PASSED and not field.takes(piece):
                yield _special(piece, dress, reading)


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Yield spans, those of one look that stand side by side as one."""
    before: Span | None = None
    for span in spans:
        if before and _plain(before) and _plain(span) and before.look == span.look:
            before = before._replace(text=before.text + span.text)
        else:
            if before:
                yield before
            before = span
    if before:
        yield before


def _plain(span: Span) -> bool:
    return not (span.note or span.picture)


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == RUN:
            yield child
        elif child.tag in WRAPPERS:
            yield from _runs(child)
        elif child.tag not in PASSED:
            raise unknown(child)


def _special(piece: etree._Element, look: TextLook, reading: Reading) -> Span:
    """Return what is no plain text: a hyphen that holds, the end of a line, the call of a note, a picture."""
    if piece.tag in LETTERS:
        return Span(LETTERS[piece.tag], look)
    if piece.tag == W + "br" and piece.get(W + "type", "textWrapping") == "textWrapping":
        return Span("\n", look)
    if piece.tag == W + "footnoteReference":
        number = reading.note(piece.get(W + "id", ""))
        return Span(str(number), look, note=number)
    if piece.tag == W + "drawing":
        return Span(NUMBER, look, picture=reading.picture(piece))
    raise unknown(piece)


class _Field:
    """Whether letters stand in a field, and whether they are what it shows."""

    def __init__(self) -> None:
        self.code: str | None = None
        self.showing = False

    def takes(self, piece: etree._Element) -> bool:
        """Say whether a piece belongs to a field rather than to the text."""
        if piece.tag == W + "instrText":
            self.code = (self.code or "") + (piece.text or "")
            return True
        if piece.tag != W + "fldChar":
            return False
        kind = piece.get(W + "fldCharType")
        if kind == "begin":
            if self.code is not None:
                raise CannotLayOut(OTHER_FIELD, self.code.strip())
            self.code, self.showing = "", False
        elif kind == "separate":
            self.showing = True
        else:
            self.code = None
        return True

    def shown(self, text: str) -> str:
        """Return what is seen of letters: of the number of a page its place, of a link its text."""
        if self.code is None:
            return text
        word = self.code.split(maxsplit=1)[0] if self.code.strip() else ""
        if word == "PAGE":
            return NUMBER if self.showing else ""
        if word == "HYPERLINK" and self.showing:
            return text
        raise CannotLayOut(OTHER_FIELD, word)
