"""Measure a finished Word file: every letter that prints as it prints, every section, every table."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Refused, Spot
from dispatch.rules.measures import MeasuredLine, MeasuredTable, Measures, Roles
from dispatch.word.drawn_shapes import is_outlined
from dispatch.word.measure.lines import measured_lines
from dispatch.word.measure.looks import Looks
from dispatch.word.measure.numbers import number
from dispatch.word.measure.pages import Edges, Parts, read_papers
from dispatch.word.measure.roles import roles_by_style, with_roles
from dispatch.word.measure.standing import Standing, StandingLine, Story
from dispatch.word.package.names import DOCUMENT, FOOTNOTES, STYLES, W
from dispatch.word.package.opening import Unreadable, read_package
from dispatch.word.package.styles import VAL

__all__ = ["measure"]

NOT_WORD = Fault(
    "D000", N_("không phải tệp Word (.docx) đọc được"), N_("kiểm tra tệp có bị hỏng hay đặt mật khẩu không")
)
SETTINGS, THEME, NUMBERING = "word/settings.xml", "word/theme/theme1.xml", "word/numbering.xml"
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
WHITE = N_("chữ trắng, không in ra")
ANOTHER = N_("văn bản khác ở phía sau")


def measure(data: bytes, name: str, roles: Roles | None = None) -> Measures:
    """Return the measures of a Word file, or refuse what is none.

    Which part each line plays, `roles` say if somebody hands them in; else the styles of a file of ours,
    and in a file without such styles the witnesses by which letters of others are read.
    """
    trees = _trees(data, name)
    parts = {part: tree for part, tree in trees.items() if WANTED.fullmatch(part)}
    document = parts[DOCUMENT]
    looks = Looks(parts.get(STYLES), parts.get(THEME), trees.get(NUMBERING))
    papers = read_papers(document)
    story = Story(looks, papers, name)
    text = _standing_lines([*story.read(document[-1])], name)
    edges = Edges(parts, looks, name)
    pages = tuple(edges.numbered(document, papers))
    boxes = [*_boxes(document, story)]
    notes = [line for _, line in _notes(parts, story) if line is not None]
    played = _played(text, boxes, story, trees, roles)
    return Measures(
        lines=played.lines,
        others=(*edges.lines(), *with_roles(notes, roles_by_style), *played.boxed),
        pages=pages,
        tables=played.tables,
        compatibility=_compatibility(parts.get(SETTINGS)),
        unjudged=(*_unjudged(document, story, boxes), *played.unjudged),
        place=Place(name, 1, 1, Spot(WHOLE)),
    )


class Played(NamedTuple):
    """Lines with the parts they play, in the text and in text boxes, the tables that hold data, what nobody can judge."""

    lines: tuple[MeasuredLine, ...]
    boxed: tuple[MeasuredLine, ...]
    tables: tuple[MeasuredTable, ...]
    unjudged: tuple[str, ...] = ()


def _trees(data: bytes, name: str) -> Parts:
    try:
        return read_package(data).trees
    except Unreadable as error:
        raise Refused([NOT_WORD.at(Place(name), why=error.why)]) from error


def _played(
    text: Sequence[StandingLine],
    boxes: Sequence[StandingLine],
    story: Story,
    trees: Parts,
    roles: Roles | None,
) -> Played:
    """Return which part each line plays."""
    lines, boxed = ([line for _, line in some if line is not None] for some in (text, boxes))
    if roles or any(roles_by_style(lines)):
        by_style = with_roles(lines, roles or roles_by_style), with_roles(boxed, roles_by_style)
        return Played(*by_style, tuple(story.tables))
    from dispatch.word.measure.drawn_rules import with_drawn_rules
    from dispatch.word.measure.witnesses import find_parts, lines_with_parts

    played = find_parts(trees)
    found = [*lines_with_parts(text, played.of_paragraphs)]
    return Played(
        lines=tuple(with_drawn_rules([one for one, _ in text], found)),
        boxed=tuple(lines_with_parts(boxes, played.of_paragraphs)),
        tables=tuple(table for table in story.tables if table.number not in played.layout),
        unjudged=(ANOTHER,) if played.before_another else (),
    )


def _standing_lines(standing: Sequence[Standing], name: str) -> list[StandingLine]:
    """Return paragraphs, each with its line if it prints."""
    lines = measured_lines(standing, name)
    return [(one, next(lines) if one.prints else None) for one in standing]


def _compatibility(settings: etree._Element | None) -> int:
    """Return which version of Word the file asks to be laid out by."""
    for setting in settings.iter(W + "compatSetting") if settings is not None else ():
        if setting.get(W + "name") == "compatibilityMode":
            return int(number(setting.get(VAL, str(OLDEST))))
    return OLDEST


def _boxes(document: etree._Element, story: Story) -> Iterator[StandingLine]:
    """Yield the lines in text boxes, which stand nowhere in the text; once, where they are held twice."""
    for box in document.iter(BOX_CONTENT):
        if next(box.iterancestors(FALLBACK), None) is None:
            framed = is_outlined(box)
            for one, line in _beside(box, story, BOX):
                yield one, line._replace(framed=framed or line.framed, cell=None) if line else None


def _notes(parts: Parts, story: Story) -> Iterator[StandingLine]:
    """Yield the lines of the notes."""
    for part, tag in NOTES.items():
        for note in parts[part].iterfind(tag) if part in parts else ():
            if note.get(W + "type", "normal") not in NO_NOTES:
                yield from _beside(note, story, NOTE)


def _beside(element: etree._Element, story: Story, name: str) -> Iterator[StandingLine]:
    """Yield the lines of what stands beside the text, found by its kind and its words."""
    found = [*Story(story.looks, story.pages, story.file).read(element)]
    for one, line in _standing_lines(found, story.file):
        if line:
            words = line.place.spot.words if line.place.spot else ""
            yield one, line._replace(place=Place(story.file, story.printed, 1, Spot(name, (), words)))


def _unjudged(document: etree._Element, story: Story, boxes: Sequence[StandingLine]) -> Iterator[str]:
    """Yield the kinds of things that print, or may print, in a way that is not measured."""
    if boxes:
        yield BOX
    if story.numbered:
        yield NUMBERS
    if next(document.iter(*CHANGES), None) is not None:
        yield CHANGED
    if story.has_white_letters:
        yield WHITE
