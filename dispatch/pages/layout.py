"""A manuscript becomes pages."""

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch.pages.manuscript import BLACK, NUMBER, Manuscript, Paper, Paragraph, Section
from dispatch.pages.pages import Box, Line, Page, Pages, PlacedCell, PlacedPicture, Rule, Run
from dispatch.pages.paginate import fill_pages
from dispatch.pages.stacks import Stack, draw_falls, stack_strips
from dispatch.pages.strips import (
    Drawing,
    PlacedFrame,
    PlacedRule,
    PlacedText,
    join_drawings,
    paragraph_strips,
)
from dispatch.pages.tables import block_strips

MM_PER_TWIP = 25.4 / 1440
SEPARATOR = (2880, 10)  # twips: how long and how thick the line above notes is
SEPARATOR_DOWN = 0.675  # of the height of the paragraph that it stands in
NOTES = "ChuThich"


def lay_out(manuscript: Manuscript) -> Pages:
    """Return a manuscript as pages; CannotLayOut if it holds what is not laid out here."""
    pages: list[Page] = []
    for section in manuscript.sections:
        number = section.first_number
        if number is None:
            number = pages[-1].number + 1 if pages else 1
        pages += _section_pages(section, manuscript, number)
    return Pages(tuple(pages), manuscript.title, manuscript.author)


class _Edges(NamedTuple):
    """What stands above and below the text of a page, and between which heights the text stands."""

    top: int
    bottom: int
    drawing: Drawing


def _section_pages(section: Section, manuscript: Manuscript, first_number: int) -> Iterator[Page]:
    """Yield the pages of a section."""
    paper = section.paper
    wide = paper.width - paper.left - paper.right
    strips = [strip for block in section.blocks for strip in block_strips(block, wide)]
    stacks = {
        number: _stack(manuscript.notes[number - 1], wide, number)
        for strip in strips
        for number in strip.notes
    }
    separator = _stack(manuscript.separator, wide, 0).height if stacks else 0

    @functools.cache
    def edges(index: int) -> _Edges:
        return _edges(section, index, first_number + index)

    def room(index: int) -> int:
        return edges(index).bottom - edges(index).top

    def notes_height(called: Sequence[int]) -> int:
        return separator * bool(called) + sum([stacks[number].height for number in called])

    placed: dict[int, int] = {}
    for index, filled in enumerate(fill_pages(strips, room, notes_height)):
        margins = edges(index)
        drawings = [draw_falls(filled.falls, placed, paper.left, margins.top)]
        if filled.notes:
            top = margins.bottom - notes_height(filled.notes)
            drawings += [_separator(paper, top + round(separator * SEPARATOR_DOWN))]
            drawings += _notes([stacks[note] for note in filled.notes], paper, top + separator)
        yield _page(paper, first_number + index, join_drawings([margins.drawing, *drawings]))


def _stack(paragraphs: Sequence[Paragraph], wide: int, number: int) -> Stack:
    """Return paragraphs one below the other, with a number where they ask for it."""
    return stack_strips(
        [strip for one in paragraphs for strip in paragraph_strips(_numbered(one, number), wide)]
    )


def _numbered(paragraph: Paragraph, number: int) -> Paragraph:
    spans = [span._replace(text=span.text.replace(NUMBER, str(number))) for span in paragraph.spans]
    return paragraph._replace(spans=tuple(spans))


def _edges(section: Section, index: int, number: int) -> _Edges:
    """Return head and foot of a page, which push the text where they are high."""
    paper, which = section.paper, min(index, 1)
    wide = paper.width - paper.left - paper.right
    head, foot = _stack(section.heads[which], wide, number), _stack(section.feet[which], wide, number)
    foot_top = paper.height - paper.footer - foot.height
    drawings = [head.drawing.moved(paper.left, paper.header), foot.drawing.moved(paper.left, foot_top)]
    return _Edges(
        top=max(paper.top, paper.header + head.height),
        bottom=min(paper.height - paper.bottom, foot_top),
        drawing=join_drawings(drawings),
    )


def _separator(paper: Paper, top: int) -> Drawing:
    """Return the short line above the notes of a page."""
    wide, thick = SEPARATOR
    return Drawing(rules=(PlacedRule(paper.left, top - thick // 2, wide, thick, NOTES, BLACK),))


def _notes(notes: Sequence[Stack], paper: Paper, top: int) -> Iterator[Drawing]:
    """Yield the notes of a page, one below the other."""
    for note in notes:
        yield note.drawing.moved(paper.left, top)
        top += note.height


def _page(paper: Paper, number: int, drawing: Drawing) -> Page:
    """Return a page in millimetres."""
    return Page(
        paper.width * MM_PER_TWIP,
        paper.height * MM_PER_TWIP,
        number,
        Box(
            paper.left * MM_PER_TWIP,
            paper.top * MM_PER_TWIP,
            (paper.width - paper.left - paper.right) * MM_PER_TWIP,
            (paper.height - paper.top - paper.bottom) * MM_PER_TWIP,
        ),
        tuple([_line(text) for text in drawing.texts if text.line.settings]),
        tuple([Rule(_box(rule), rule.role, rule.colour) for rule in dict.fromkeys(drawing.rules)]),
        tuple([PlacedCell(_box(frame)) for frame in drawing.frames]),
        tuple([picture for text in drawing.texts for picture in _pictures(text)]),
    )


def _box(thing: PlacedRule | PlacedFrame) -> Box:
    sides = (thing.left, thing.top, thing.width, thing.height)
    return Box(*(side * MM_PER_TWIP for side in sides))


def _line(text: PlacedText) -> Line:
    line = text.line
    left = text.left * MM_PER_TWIP
    runs = [
        Run(one.text, one.look, left + one.left * MM_PER_TWIP, one.width * MM_PER_TWIP)
        for one in line.settings
        if not one.picture
    ]
    box = Box(
        left + line.left * MM_PER_TWIP,
        text.top * MM_PER_TWIP,
        line.width * MM_PER_TWIP,
        text.height * MM_PER_TWIP,
    )
    baseline = (text.top + text.baseline) * MM_PER_TWIP
    return Line(box, text.role, baseline, line.stretch * MM_PER_TWIP, tuple(runs))


def _pictures(text: PlacedText) -> Iterator[PlacedPicture]:
    for one in text.line.settings:
        if one.picture:
            top = text.top + text.baseline - one.picture.height
            box = (text.left + one.left, top, one.picture.width, one.picture.height)
            yield PlacedPicture(Box(*(side * MM_PER_TWIP for side in box)), text.role, one.picture)
