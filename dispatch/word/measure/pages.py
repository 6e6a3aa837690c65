"""The sections of a Word file: paper and margins, and where their page numbers stand."""

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

from dispatch.problem import N_, Place, Spot
from dispatch.rules.measures import MeasuredLine, MeasuredPage, PageNumber
from dispatch.word.measure.lines import measured_lines
from dispatch.word.measure.looks import Looks
from dispatch.word.measure.numbers import millimetres
from dispatch.word.measure.roles import roles_by_style, with_roles
from dispatch.word.measure.runs import PAGE
from dispatch.word.measure.standing import Story
from dispatch.word.package.names import DOCUMENT, W
from dispatch.word.package.styles import switched_on

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SECTION = W + "sectPr"
EDGES = {W + "headerReference": N_("đầu trang"), W + "footerReference": N_("chân trang")}
KINDS = ("default", "first", "even")
SIDES = ("top", "bottom", "left", "right")
ARABIC = ("decimal", "numberInDash")
Edge = tuple[str, str]  # header or footer, and of which pages
Parts = Mapping[str, etree._Element]  # noqa: SLF001 - lxml's own name for its type


def read_papers(document: etree._Element) -> tuple[MeasuredPage, ...]:
    """Return the sections with their paper and margins, before anything on it is measured."""
    return tuple(map(_paper, document.iter(SECTION)))


def _paper(section: etree._Element) -> MeasuredPage:
    size, margin, number = (section.find(W + tag) for tag in ("pgSz", "pgMar", "pgNumType"))
    return MeasuredPage(
        width=_length(size, "w"),
        height=_length(size, "h"),
        margins={side: _length(margin, side) for side in SIDES},
        first_apart=switched_on(section.find(W + "titlePg")),
        restarts=number is not None and number.get(W + "start") == "1",
        arabic=number is None or number.get(W + "fmt", "decimal") in ARABIC,
        numbers=(),
        feet=(),
    )


def _length(mark: etree._Element | None, name: str) -> float:
    return millimetres(mark.get(W + name, "0")) if mark is not None else 0.0


class Edges:
    """The headers and footers of a file; a section has those of the one before unless it says other."""

    def __init__(self, parts: Parts, looks: Looks, file: str) -> None:
        self.parts = parts
        self.targets = _targets(parts)
        self.looks = looks
        self.file = file
        self.even_apart = _has_even_pages(parts.get("word/settings.xml"))
        self.named: dict[Edge, str] = {}
        self._lines: dict[tuple[str, str, float], tuple[MeasuredLine, ...]] = {}

    def numbered(self, document: etree._Element, pages: tuple[MeasuredPage, ...]) -> Iterator[MeasuredPage]:
        """Yield the sections with what stands at the edges of their pages."""
        for section, page in zip(document.iter(SECTION), pages, strict=True):
            for reference in section.iter(*EDGES):
                kind = reference.get(W + "type", "default")
                self.named[str(reference.tag), kind] = self.targets.get(reference.get(R + "id", ""), "")
            shown = [(edge, kind) for edge in EDGES for kind in KINDS if self._is_shown(kind, page)]
            lines = [(edge, kind, line) for edge, kind in shown for line in self._at(edge, kind, page)]
            yield page._replace(
                numbers=tuple(
                    PageNumber(kind == "first", edge == W + "headerReference", line)
                    for edge, kind, line in lines
                    if any(run.field == PAGE for run in line.runs)
                ),
                feet=tuple(
                    line for edge, kind, line in lines if edge == W + "footerReference" and kind != "first"
                ),
            )

    def lines(self) -> Iterator[MeasuredLine]:
        """Yield what prints at the edges of any page."""
        for found in self._lines.values():
            yield from found

    def _is_shown(self, kind: str, page: MeasuredPage) -> bool:
        return kind == "default" or (page.first_apart if kind == "first" else self.even_apart)

    def _at(self, edge: str, kind: str, page: MeasuredPage) -> tuple[MeasuredLine, ...]:
        """Return the lines of a header or footer as it stands on the pages of a section."""
        name = self.named.get((edge, kind), "")
        if name not in self.parts:
            return ()
        key = name, edge, page.room
        if key not in self._lines:
            found = [*Story(self.looks, (page,), self.file).read(self.parts[name])]
            spot = Spot(EDGES[edge])
            lines = with_roles(measured_lines(found, self.file), roles_by_style)
            self._lines[key] = tuple(
                line._replace(place=Place(self.file, 1, 1, spot._replace(words=line.place.spot.words)))
                for line in lines
                if line.place.spot
            )
        return self._lines[key]


def _targets(parts: Parts) -> dict[str, str]:
    """Return the parts that a document names, by the names it gives them."""
    relations = parts.get("word/_rels/document.xml.rels")
    folder = posixpath.dirname(DOCUMENT)
    return {
        line.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, line.get("Target", ""))).lstrip(
            "/"
        )
        for line in (relations if relations is not None else ())
    }


def _has_even_pages(settings: etree._Element | None) -> bool:
    """Say whether pages of even number have headers of their own."""
    return settings is not None and switched_on(settings.find(W + "evenAndOddHeaders"))
