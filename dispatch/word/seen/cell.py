"""The text of a cell as it is seen: what is struck out, hidden or deleted does not count.

Whatever is not known to be seen just as it is written makes the cell unreadable, and says why:
an element that nobody here knows may hold anything.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from dispatch.patterns import lazy_pattern
from dispatch.word.package.names import W
from dispatch.word.package.styles import OFF, VAL
from dispatch.word.seen import why
from dispatch.word.seen.controls import control_around, is_bound, is_prompt
from dispatch.word.seen.elements import (
    ALTERNATE,
    AROUND_TEXT,
    BREAK,
    CONTENT,
    FIELD_MARKS,
    INSTRUCTION,
    LETTERS,
    RUN,
    TEXT,
    UNREAD,
    USUAL,
    WITHOUT_TEXT,
    P,
)
from dispatch.word.seen.fields import OpenField, field_objection, is_dirty
from dispatch.word.seen.looks import Piece, is_plain, seen_letters
from dispatch.word.seen.styles import P_PR, R_PR, Look, RunStyles, is_marked

JOINT = "\v"  # between two paragraphs that are one since the end of the first was deleted
WHITE, APART = lazy_pattern(r"[\t\n\r]"), lazy_pattern(r"[\n\t\v]")
Pieces = Iterator[Piece]


def read_cell(cell: etree._Element, styles: RunStyles) -> Piece:
    """Return what is seen of a cell, on one line."""
    text = None if control_around(cell) is not None else _usual_text(cell, styles)
    return Piece(text) if text is not None else _joined([*CellText(styles, _ground(cell)).pieces(cell)])


def read_paragraph(paragraph: etree._Element, styles: RunStyles) -> Piece:
    """Return what is seen of a paragraph, on one line."""
    text = _usual_text(paragraph, styles)
    return Piece(text) if text is not None else _joined([*CellText(styles, "").paragraph(paragraph)])


def _usual_text(element: etree._Element, styles: RunStyles) -> str | None:
    """Return the text of what holds one paragraph and nothing that asks for a closer look."""
    elements = [*element.iter()]
    tags = [inside.tag for inside in elements]
    if not USUAL.issuperset(tags) or tags.count(P) != 1:
        return None
    if not styles.is_quiet(elements[tags.index(P)].find(P_PR), is_plain):
        return None
    letters = [inside for inside in elements if inside.tag == TEXT]
    if any(map(len, letters)):
        return None
    text = "".join([inside.text or "" for inside in letters])
    return " ".join(text.split()) if text.isprintable() else None


def _ground(cell: etree._Element) -> str:
    shading = cell.find(f"{W}tcPr/{W}shd")
    return shading.get(W + "fill", "") if shading is not None else ""


def _joined(pieces: Sequence[Piece]) -> Piece:
    whole = "".join(piece.text for piece in pieces).strip()
    no_value = _first(piece.no_value for piece in pieces)
    if not no_value and not whole.isprintable() and APART.search(whole):
        no_value = why.LINES
    return Piece(
        text=" ".join(whole.replace(JOINT, "").split()),
        unread=_first(piece.unread for piece in pieces) or _cut(pieces),
        no_value=no_value if whole else "",
        left_out=_first(piece.left_out for piece in pieces),
    )


def _first(reasons: Iterator[str]) -> str:
    return next(filter(None, reasons), "")


def _cut(pieces: Sequence[Piece]) -> str:
    """Return why a cell cannot be read that has letters close before and behind what does not count."""
    before, is_open = "", False
    for piece in pieces:
        if piece.left_out:
            is_open = bool(before) and not before[-1].isspace()
        elif piece.text:
            if is_open and not piece.text[0].isspace():
                return why.CUT
            before, is_open = piece.text, False
    return ""


def _one_of(branches: Sequence[Sequence[Piece]]) -> Pieces:
    """Yield what all branches of a choice say alike; where they differ nobody knows which is seen."""
    yield from next(iter(branches), ())
    if any(branch != branches[0] for branch in branches):
        yield Piece(unread=why.ALTERNATIVE)


class CellText:
    """The pieces of one cell, in the order in which they are seen."""

    def __init__(self, styles: RunStyles, ground: str) -> None:
        self.styles = styles
        self.ground = ground
        self.fields: list[OpenField] = []

    def pieces(self, cell: etree._Element) -> Pieces:
        """Yield the pieces of a cell."""
        around = control_around(cell)
        if around is not None and is_bound(around):
            yield Piece(unread=why.BOUND)
        if around is None or not is_prompt(around):
            yield from self._inside(cell, None)
        if self.fields:
            yield Piece(unread=why.FIELD)

    def paragraph(self, paragraph: etree._Element) -> Pieces:
        """Yield the pieces of a paragraph; its end is a break unless it was deleted or hidden."""
        properties = paragraph.find(P_PR)
        if properties is not None:
            yield from self._placed(properties)
        yield from self._inside(paragraph, properties)
        yield Piece(BREAK if properties is None or _ends_a_line(properties) else JOINT)

    def _placed(self, properties: etree._Element) -> Pieces:
        """Yield what a paragraph's own properties add to its text or take from its place."""
        if self.styles.is_numbered(properties):
            yield Piece(unread=why.NUMBERED)
        if properties.find(W + "framePr") is not None:
            yield Piece(unread=why.FRAMED)
        if is_marked(properties, "bidi"):
            yield Piece(no_value=why.DIRECTION)

    def _inside(self, element: etree._Element, paragraph: etree._Element | None) -> Pieces:
        for child in element:
            yield from self._element(child, paragraph)

    def _element(self, element: etree._Element, paragraph: etree._Element | None) -> Pieces:
        """Yield what is seen of something in a cell, which may stand in a paragraph of these properties."""
        tag = str(element.tag)
        if tag == RUN:
            look = self.styles.look(paragraph, element.find(R_PR))
            yield from self._in_run(element, look)
        elif tag in AROUND_TEXT:
            yield from self._inside(element, paragraph)
        elif tag == ALTERNATE:
            yield from _one_of([[*self._inside(branch, paragraph)] for branch in element])
        elif tag not in WITHOUT_TEXT:
            yield from self._wrapper(element, paragraph)

    def _wrapper(self, element: etree._Element, paragraph: etree._Element | None) -> Pieces:
        """Yield what stands in an element that does something to it."""
        match etree.QName(element).localname if str(element.tag).startswith(W) else "":
            case "p":
                yield from self._paragraph_inside(element, paragraph)
            case "sdt":
                yield from self._control(element, paragraph)
            case "fldSimple":
                yield from self._simple_field(element, paragraph)
            case "bdo" | "dir":
                yield from self._directed(element, paragraph)
            case _:
                yield Piece(unread=UNREAD.get(str(element.tag), why.STRANGE))

    def _paragraph_inside(self, element: etree._Element, paragraph: etree._Element | None) -> Pieces:
        """Yield the pieces of a paragraph of the cell; one in another is no text of Word's."""
        yield from self.paragraph(element)
        if paragraph is not None:
            yield Piece(unread=why.STRANGE)

    def _control(self, control: etree._Element, paragraph: etree._Element | None) -> Pieces:
        """Yield what stands in a content control; what it shows until it is filled does not count."""
        if is_bound(control):
            yield Piece(unread=why.BOUND)
        if not is_prompt(control):
            for content in control.iterfind(CONTENT):
                yield from self._inside(content, paragraph)

    def _simple_field(self, field: etree._Element, paragraph: etree._Element | None) -> Pieces:
        inside = [*self._inside(field, paragraph)]
        yield from inside
        has_result = any(piece.text.strip() for piece in inside)
        instruction = field.get(W + "instr", "")
        yield Piece(unread=field_objection(instruction, is_dirty=is_dirty(field), has_result=has_result))

    def _directed(self, element: etree._Element, paragraph: etree._Element | None) -> Pieces:
        yield from self._inside(element, paragraph)
        if element.get(VAL) != "ltr":
            yield Piece(unread=why.DIRECTION)

    def _in_run(self, run: etree._Element, look: Look) -> Pieces:
        for element in run:
            tag = str(element.tag)
            if tag == TEXT and not len(element):
                yield from self._letters(WHITE.sub(" ", element.text or ""), look)
            elif tag in LETTERS:
                yield from self._letters(LETTERS[tag], look)
            elif tag == ALTERNATE:
                yield from _one_of([[*self._in_run(branch, look)] for branch in element])
            elif tag in FIELD_MARKS:
                yield from self._field_mark(element)
            elif tag not in WITHOUT_TEXT and look.get("vanish", "0") in OFF and self._is_seen():
                yield Piece(unread=UNREAD.get(tag, why.STRANGE))

    def _field_mark(self, mark: etree._Element) -> Pieces:
        kind = mark.get(W + "fldCharType", "")
        if mark.tag == INSTRUCTION:
            for field in self.fields[-1:]:
                field.instruction += mark.text or ""
        elif kind == "begin":
            self.fields.append(OpenField(mark))
        elif not self.fields:
            yield Piece(unread=why.FIELD)
        elif kind == "separate":
            self.fields[-1].in_result = True
        else:
            objection = self.fields.pop().objection()
            yield Piece(unread=objection if self._is_seen() else "")

    def _is_seen(self) -> bool:
        """Say whether what stands here is seen: the instructions of fields are not."""
        return all(field.in_result for field in self.fields)

    def _letters(self, text: str, look: Look) -> Pieces:
        """Yield letters that are seen; those of an instruction are not."""
        for field in self.fields:
            field.has_result = field.has_result or (field.in_result and bool(text.strip()))
        if self._is_seen():
            yield seen_letters(text, look, self.ground)


def _ends_a_line(properties: etree._Element) -> bool:
    """Say whether the end of a paragraph is seen: deleted, moved away or hidden it is not."""
    mark = properties.find(R_PR)
    if mark is None:
        return True
    gone = any(mark.find(W + name) is not None for name in ("del", "moveFrom"))
    return not gone and not is_marked(mark, "vanish")
