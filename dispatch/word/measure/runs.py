"""The letters of a paragraph that print, in order, each with its look."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from lxml import etree

from dispatch import decree
from dispatch.rules.measures import MeasuredRun
from dispatch.word.measure.looks import DEFAULT_SIZE, R_PR, Looks, Marks
from dispatch.word.measure.numbers import number
from dispatch.word.package.names import W
from dispatch.word.package.styles import OFF

LETTERS = {  # what prints something besides the text of a run
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "sym": "\ufffc",
    W + "pgNum": "1",
}
AROUND = frozenset(
    W + name for name in ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "bdo", "dir")
)
IN_LINE = "textWrapping"  # a break that ends a line only, not a page or column
RUN, TEXT, LINK, FIELD = W + "r", W + "t", W + "hyperlink", W + "fldSimple"
FIELD_MARK, INSTRUCTION = W + "fldChar", W + "instrText"
EFFECTS = ("strike", "dstrike", "smallCaps", "highlight", "shd")
NONE = frozenset((*OFF, "auto", "FFFFFF", "clear"))
WHITE = "FFFFFF"
PAGE, ANY_PAGE = "PAGE", "1"  # which number stood there when the file was saved says nothing


class PrintedRuns:
    """The runs of one paragraph, with the fields that are open."""

    def __init__(self, looks: Looks, style: str) -> None:
        self.looks = looks
        self.style = style
        self.fields: list[list[str]] = []  # of each open field its instruction, and what came behind it
        self.is_white = False  # some of its letters are, on white paper

    def of(self, paragraph: etree._Element) -> tuple[MeasuredRun, ...]:
        """Return the runs that print; neighbours of one look are one."""
        runs = [*self._inside(paragraph, "")]
        if len(runs) < 2:  # noqa: PLR2004 - nothing to put together
            return tuple(runs)
        groups = groupby(runs, key=lambda run: run[1:])
        return tuple(MeasuredRun("".join([run.text for run in alike]), *look) for look, alike in groups)

    def _inside(self, element: etree._Element, field: str) -> Iterator[MeasuredRun]:
        for child in element:
            tag = child.tag
            if tag == RUN:
                yield from self._run(child, field)
            elif tag == LINK:
                yield from self._inside(child, "HYPERLINK")
            elif tag == FIELD:
                yield from self._simple_field(child)
            elif tag in AROUND:
                yield from self._inside(child, field)

    def _simple_field(self, field: etree._Element) -> Iterator[MeasuredRun]:
        name = field_name(field.get(W + "instr", ""))
        inside = [*self._inside(field, name)]
        yield from inside or self._number(None, name)

    def _run(self, run: etree._Element, field: str) -> Iterator[MeasuredRun]:
        properties = run.find(R_PR)
        text = ""
        for element in run:
            tag = element.tag
            if tag == FIELD_MARK:
                yield from self._seen(text, properties, field)
                yield from self._field_mark(element, properties)
                text = ""
            elif tag == INSTRUCTION and self.fields:
                self.fields[-1][0] += element.text or ""
            elif tag == TEXT:
                text += element.text or ""
            elif tag in LETTERS and element.get(W + "type", IN_LINE) == IN_LINE:
                text += LETTERS[tag]
        yield from self._seen(text, properties, field)

    def _seen(self, text: str, properties: etree._Element | None, field: str) -> Iterator[MeasuredRun]:
        """Yield letters, unless they are the instruction of a field, or hidden."""
        if not text or any(len(opened) == 1 for opened in self.fields):
            return
        marks = self.looks.run(self.style, properties)
        if marks.get("vanish", "0") not in OFF:
            return
        if _is_white(marks):
            self.is_white = self.is_white or bool(text.strip())
            return
        if self.fields:
            self.fields[-1].append(text)
            field = field_name(self.fields[-1][0])
        yield _measured(ANY_PAGE if field == PAGE else text, tuple(sorted(marks.items())), field)

    def _field_mark(self, mark: etree._Element, properties: etree._Element | None) -> Iterator[MeasuredRun]:
        kind = mark.get(W + "fldCharType", "")
        if kind == "begin":
            self.fields.append([""])
        elif kind == "separate" and self.fields:
            self.fields[-1].append("")
        elif kind == "end" and self.fields:
            instruction, *shown = self.fields.pop()
            if not "".join(shown):
                yield from self._number(properties, field_name(instruction))

    def _number(self, properties: etree._Element | None, field: str) -> Iterator[MeasuredRun]:
        """Yield a page number that nobody has reckoned yet."""
        if field == PAGE:
            marks = self.looks.run(self.style, properties)
            yield _measured(ANY_PAGE, tuple(sorted(marks.items())), field)


def _is_white(marks: Marks) -> bool:
    """Say whether letters are white on paper that nothing made darker."""
    ground = marks.get("highlight", "none"), marks.get("shd", "auto")
    return marks.get("color", "").upper() == WHITE and NONE.issuperset(ground)


def field_name(instruction: str) -> str:
    """Return what a field does: the first word of its instruction."""
    return next(iter(instruction.split()), "").upper()


@lru_cache(maxsize=4096)
def _measured(text: str, marks: tuple[tuple[str, str], ...], field: str) -> MeasuredRun:
    look: Marks = dict(marks)
    colour = look.get("color", "auto")
    effect = next((name for name in EFFECTS if look.get(name, "0") not in NONE), "")
    capitals = any(look.get(name, "0") not in OFF for name in ("caps", "smallCaps"))
    return MeasuredRun(
        text=text.upper() if capitals else text,
        size=number(look.get("sz", DEFAULT_SIZE)) / 2,
        bold=look.get("b", "0") not in OFF,
        italic=look.get("i", "0") not in OFF,
        underlined=look.get("u", "none") not in OFF,
        fonts=frozenset(_fonts(text, look)),
        colour="" if colour in ("auto", "000000") else colour.upper(),
        effect=effect,
        field=field,
    )


def _fonts(text: str, look: Marks) -> Iterator[str]:
    """Yield the fonts of the letters: Word takes those with Vietnamese marks from another slot."""
    letters = "".join(text.split()).replace("\ufffc", "")
    if not letters or any(letter.isascii() for letter in letters):
        yield look.get("ascii", decree.FONT)
    if not letters.isascii():
        yield look.get("hAnsi", decree.FONT)
