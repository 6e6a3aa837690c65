"""The parts of a Word file as a manuscript."""

from collections.abc import Iterator, Mapping
from functools import partial

from lxml import etree

from dispatch.pages.manuscript import Block, CannotLayOut, Manuscript, Paragraph, Picture, Section
from dispatch.problem import N_
from dispatch.word.drawn_shapes import A, R
from dispatch.word.manuscript.marks import unknown
from dispatch.word.manuscript.paragraphs import PASSED, Reading, read_paragraph
from dispatch.word.manuscript.sections import (
    REFERENCES,
    first_number,
    has_own_first_page,
    read_paper,
    refuse_unknown_section,
    refuse_unknown_settings,
    stretches_broken_lines,
)
from dispatch.word.manuscript.styles import read_styles
from dispatch.word.manuscript.tables import read_table
from dispatch.word.package.names import DOCUMENT, FOOTNOTES, STYLES, W
from dispatch.word.package.opening import Package
from dispatch.word.package.relations import read_relations, relations_of, resolve
from dispatch.word.pictures import BadPicture, read_picture
from dispatch.word.template.properties import CORE_NAME

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
SETTINGS = "word/settings.xml"
EMU_PER_TWIP = 635
BROKEN = N_("tệp Word thiếu một phần")
TABLE_OUTSIDE = N_("có bảng ở đầu trang, chân trang hoặc chú thích")
SECTION = W + "sectPr"
WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent"))
NO_BLOCKS = frozenset((*PASSED, W + "tcPr", SECTION))
Edges = dict[tuple[str, str], tuple[Paragraph, ...]]
"""Heads and feet by element and kind (first, default)."""


def read_manuscript(package: Package) -> Manuscript:
    """Return what a Word file says; CannotLayOut where it says what is not known here."""
    return _Reader(package).manuscript()


class _Reader:
    """The parts of one file, read one after the other.

    Nothing that it holds leads back to it: where thousands of files are read, each goes as soon as it is done.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        settings = self._tree(SETTINGS)
        refuse_unknown_settings(settings)
        self.targets = self._targets(DOCUMENT)
        self.called: list[str] = []
        self.reading = Reading(
            read_styles(_part(package, STYLES)),
            partial(_number_of, self.called),
            partial(_picture, package, self.targets),
            stretches_broken_lines(settings),
        )

    def manuscript(self) -> Manuscript:
        """Return all of it."""
        body = self._tree(DOCUMENT).find(W + "body")
        if body is None:
            raise CannotLayOut(BROKEN, DOCUMENT)
        sections = tuple(self._sections(body))
        return Manuscript(sections, *self._notes(), self._property("title"), self._property("creator"))

    def _tree(self, name: str) -> etree._Element:
        tree = self.package.trees.get(name)
        if tree is None:
            raise CannotLayOut(BROKEN, name)
        return tree

    def _property(self, name: str) -> str:
        """Return what a file says of itself as a whole: its title, its author."""
        core = self.package.trees.get(CORE_NAME)
        said = core.find(DC + name) if core is not None else None
        return (said.text or "") if said is not None else ""

    def _targets(self, name: str) -> dict[str, str]:
        """Return where the relations of a part lead."""
        root = self._tree(relations_of(name))
        return {one.line.get("Id", ""): resolve(name, one.target) for one in read_relations(root)}

    def _sections(self, body: etree._Element) -> Iterator[Section]:
        """Yield the sections; one without a head or foot of some kind keeps that of the one before."""
        edges: Edges = {}
        blocks: list[Block] = []
        for element in body:
            if element.tag == SECTION:
                yield self._section(element, blocks, edges)
                return
            blocks += self._block(element)
            end = element.find(f"{W}pPr/{SECTION}") if element.tag == W + "p" else None
            if end is not None:
                yield self._section(end, blocks, edges)
                blocks = []
        raise CannotLayOut(BROKEN, "sectPr")

    def _block(self, element: etree._Element) -> Iterator[Block]:
        if element.tag == W + "p":
            yield read_paragraph(element, self.reading)
        elif element.tag == W + "tbl":
            yield read_table(element, self._blocks)
        elif element.tag in WRAPPERS:
            yield from self._blocks(element)
        elif element.tag not in NO_BLOCKS:
            raise unknown(element)

    def _blocks(self, element: etree._Element) -> tuple[Block, ...]:
        """Return the blocks in a cell, a head, a note."""
        return tuple([block for child in element for block in self._block(child)])

    def _paragraphs(self, element: etree._Element) -> tuple[Paragraph, ...]:
        """Return what stands in a head, a foot or a note: paragraphs, and no table."""
        blocks = self._blocks(element)
        paragraphs = tuple([block for block in blocks if isinstance(block, Paragraph)])
        if len(paragraphs) < len(blocks):
            raise CannotLayOut(TABLE_OUTSIDE)
        return paragraphs

    def _section(self, element: etree._Element, blocks: list[Block], edges: Edges) -> Section:
        refuse_unknown_section(element)
        for mark in element:
            if mark.tag in REFERENCES:
                name = self.targets.get(mark.get(R + "id", ""), "")
                key = str(mark.tag), mark.get(W + "type", "default")
                edges[key] = self._paragraphs(self._tree(name))
        first = "first" if has_own_first_page(element) else "default"
        heads, feet = (
            (edges.get((tag, first), ()), edges.get((tag, "default"), ()))
            for tag in (W + "headerReference", W + "footerReference")
        )
        return Section(read_paper(element), tuple(blocks), heads, feet, first_number(element))

    def _notes(self) -> tuple[tuple[tuple[Paragraph, ...], ...], tuple[Paragraph, ...]]:
        """Return the notes in the order of their calls, and the paragraph that holds the line above them."""
        if not self.called:
            return (), ()
        root = self._tree(FOOTNOTES)
        notes = {note.get(W + "id", ""): note for note in root.iterfind(W + "footnote")}
        kinds = {note.get(W + "type", "normal"): note for note in notes.values()}
        if "separator" not in kinds or not notes.keys() >= set(self.called):
            raise CannotLayOut(BROKEN, FOOTNOTES)
        read = [self._paragraphs(notes[name]) for name in self.called]
        return tuple(read), self._paragraphs(kinds["separator"])


def _part(package: Package, name: str) -> bytes:
    data = package.parts.get(name)
    if data is None:
        raise CannotLayOut(BROKEN, name)
    return data


def _number_of(called: list[str], name: str) -> int:
    """Return the number of a note that is called: notes are numbered as they are called."""
    called.append(name)
    return len(called)


def _picture(package: Package, targets: Mapping[str, str], drawing: etree._Element) -> Picture:
    """Return the picture of a drawing that stands in its line like a letter."""
    inline = drawing.find(WP + "inline")
    extent = inline.find(WP + "extent") if inline is not None else None
    blips = list(drawing.iter(A + "blip"))
    if extent is None or len(blips) != 1:
        raise unknown(drawing)
    name = targets.get(blips[0].get(R + "embed", ""), "")
    sides = [extent.get("cx", ""), extent.get("cy", "")]
    if not all(side.isdecimal() for side in sides):
        raise unknown(drawing)
    try:
        picture = read_picture(_part(package, name))
    except BadPicture as error:
        raise CannotLayOut(error.why, name) from error
    width, height = (round(int(side) / EMU_PER_TWIP) for side in sides)
    return Picture(picture.data, picture.kind, width, height)
