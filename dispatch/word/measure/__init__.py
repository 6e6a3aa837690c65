"""Measure a finished Word file: every letter that prints as it prints, every section, every table."""

from collections.abc import Iterator, Sequence

from lxml import etree

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Refused, Spot
from dispatch.rules.measures import MeasuredLine, Measures, Roles
from dispatch.word.measure.lines import measured_lines
from dispatch.word.measure.looks import Looks
from dispatch.word.measure.numbers import number
from dispatch.word.measure.pages import Edges, Parts, read_papers
from dispatch.word.measure.roles import roles_by_style, with_roles
from dispatch.word.measure.standing import Story
from dispatch.word.package.names import DOCUMENT, FOOTNOTES, STYLES, W
from dispatch.word.package.opening import Unreadable, read_package
from dispatch.word.package.styles import VAL

__all__ = ["measure"]

NOT_WORD = Fault(
    "D000", N_("không phải tệp Word (.docx) đọc được"), N_("kiểm tra tệp có bị hỏng hay đặt mật khẩu không")
)
SETTINGS, THEME = "word/settings.xml", "word/theme/theme1.xml"
WANTED = lazy_pattern(r"word/(?:theme/)?\w+\.xml|word/_rels/document\.xml\.rels")
OLDEST = 12  # the version of Word that a file is laid out by which names none
NOTES = {FOOTNOTES: W + "footnote", "word/endnotes.xml": W + "endnote"}
NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")
NOTE, BOX = N_("chú thích"), N_("hộp chữ")
BOX_CONTENT = W + "txbxContent"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
CHANGES = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
WHOLE = N_("cả tệp")
CHANGED, NUMBERS = N_("sửa đổi đang theo dõi"), N_("số thứ tự tự động")


def measure(data: bytes, name: str, roles: Roles = roles_by_style) -> Measures:
    """Return the measures of a Word file, or refuse what is none; `roles` say which part each line of its text plays."""
    parts = _parts(data, name)
    document = parts[DOCUMENT]
    looks = Looks(parts.get(STYLES), parts.get(THEME))
    papers = read_papers(document)
    story = Story(looks, papers, name)
    lines = measured_lines([*story.read(document[-1])], name)
    edges = Edges(parts, looks, name)
    pages = tuple(edges.numbered(document, papers))
    boxes = [*_boxes(document, story)]
    others = [*edges.lines(), *with_roles([*_notes(parts, story), *boxes], roles_by_style)]
    return Measures(
        lines=with_roles(lines, roles),
        others=tuple(others),
        pages=pages,
        tables=tuple(story.tables),
        compatibility=_compatibility(parts.get(SETTINGS)),
        unjudged=tuple(_unjudged(document, story, boxes)),
        place=Place(name, 1, 1, Spot(WHOLE)),
    )


def _parts(data: bytes, name: str) -> Parts:
    try:
        trees = read_package(data).trees
    except Unreadable as error:
        raise Refused([NOT_WORD.at(Place(name), why=error.why)]) from error
    return {part: tree for part, tree in trees.items() if WANTED.fullmatch(part)}


def _compatibility(settings: etree._Element | None) -> int:
    """Return which version of Word the file asks to be laid out by."""
    for setting in settings.iter(W + "compatSetting") if settings is not None else ():
        if setting.get(W + "name") == "compatibilityMode":
            return int(number(setting.get(VAL, str(OLDEST))))
    return OLDEST


def _boxes(document: etree._Element, story: Story) -> Iterator[MeasuredLine]:
    """Yield the lines in text boxes, which stand nowhere in the text; once, where they are held twice."""
    for box in document.iter(BOX_CONTENT):
        if next(box.iterancestors(FALLBACK), None) is None:
            yield from _beside(box, story, BOX)


def _notes(parts: Parts, story: Story) -> Iterator[MeasuredLine]:
    """Yield the lines of the notes."""
    for part, tag in NOTES.items():
        for note in parts[part].iterfind(tag) if part in parts else ():
            if note.get(W + "type", "normal") not in NO_NOTES:
                yield from _beside(note, story, NOTE)


def _beside(element: etree._Element, story: Story, name: str) -> Iterator[MeasuredLine]:
    """Yield the lines of what stands beside the text, found by its kind and its words."""
    found = [*Story(story.looks, story.pages, story.file).read(element)]
    for line in measured_lines(found, story.file):
        words = line.place.spot.words if line.place.spot else ""
        yield line._replace(place=Place(story.file, story.printed, 1, Spot(name, (), words)))


def _unjudged(document: etree._Element, story: Story, boxes: Sequence[MeasuredLine]) -> Iterator[str]:
    """Yield the kinds of things that print, or may print, in a way that is not measured."""
    if boxes:
        yield BOX
    if story.numbered:
        yield NUMBERS
    if next(document.iter(*CHANGES), None) is not None:
        yield CHANGED
