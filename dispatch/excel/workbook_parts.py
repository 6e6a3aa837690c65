"""The parts of an Excel workbook by what they are, and the cells of a sheet one by one with their places."""

import posixpath
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from dispatch.excel.limits import COLUMNS_MOST, ROWS_MOST, STYLES_MOST, XLSX
from dispatch.excel.opening import Parts
from dispatch.excel.references import CellRef, cell_ref
from dispatch.patterns import lazy_pattern

ESCAPE = lazy_pattern(r"_x([0-9A-Fa-f]{4})_")
STRETCH = 1_000_000  # bytes of a sheet that are looked at together
CELL_OPENINGS = (b"<c ", b"<c>", b"<c/")
ODD = (etree.XMLSyntaxError, KeyError, ValueError, IndexError, OverflowError)  # what a damaged part leads to


class WorkbookParts(NamedTuple):
    """A workbook: its sheets by name, first to last, what their cells share, which are hidden or charts."""

    sheets: Mapping[str, bytes]
    texts: bytes | None
    styles: bytes | None
    from_1904: bool
    hidden: frozenset[str] = frozenset()
    charts: tuple[str, ...] = ()


def parse_part(part: bytes) -> etree._Element:
    """Return a part as a tree; entities and outside references are left alone."""
    return etree.fromstring(part, _parser())


@cache
def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


class WorkbookFacts(NamedTuple):
    """What a workbook lists: the relation of each sheet, what each relation is, and what is said of both."""

    sheets: Mapping[str, str]
    relations: Mapping[str, tuple[str, str]]
    from_1904: bool
    hidden: frozenset[str]


def workbook_parts(parts: Parts) -> WorkbookParts:
    """Return the parts by what they are; one of ODD is raised where the workbook does not add up."""
    facts = _facts(parts[XLSX], parts["xl/_rels/workbook.xml.rels"])
    sheets = {name: facts.relations[relation] for name, relation in facts.sheets.items()}
    by_kind = {kind: parts[target] for kind, target in facts.relations.values() if target in parts}
    styles = by_kind.get("styles", b"")
    if max(styles.count(b"<xf"), styles.count(b"<font")) > STYLES_MOST:
        raise ValueError(STYLES_MOST)
    return WorkbookParts(
        {
            name: parts[target]
            for name, (kind, target) in sheets.items()
            if kind == "worksheet" and target in parts
        },
        by_kind.get("sharedStrings"),
        by_kind.get("styles"),
        facts.from_1904,
        facts.hidden,
        tuple(name for name, (kind, _) in sheets.items() if kind == "chartsheet"),
    )


@lru_cache(maxsize=16)
def _facts(workbook: bytes, related: bytes) -> WorkbookFacts:
    """Return what a workbook lists: many that one program saved list the same."""
    book = parse_part(workbook)
    properties = next(book.iter("{*}workbookPr"), None)
    listed = {sheet.get("name", ""): sheet for sheet in book.iter("{*}sheet")}
    return WorkbookFacts(
        {name: _relation(sheet) for name, sheet in listed.items()},
        _relations(related),
        properties is not None and properties.get("date1904") in ("1", "true"),
        frozenset(name for name, sheet in listed.items() if sheet.get("state", "visible") != "visible"),
    )


def _relations(part: bytes) -> dict[str, tuple[str, str]]:
    """Return the kind and the name of each part of a workbook by the number it knows it under."""
    return {
        relation.get("Id", ""): (
            posixpath.basename(relation.get("Type", "")),
            posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/"),
        )
        for relation in parse_part(part).iter("{*}Relationship")
    }


def _relation(sheet: etree._Element) -> str:
    """Return the number a sheet is known under; its namespace differs between two versions of the format."""
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")


def iterate_rows(sheet: bytes) -> Iterator[tuple[int, etree._Element]]:
    """Yield each row of a sheet that has cells, with its number, or one more than before if it has none.

    Raises:
        ValueError, XMLSyntaxError: where the sheet does not add up.
    """
    number = 0
    refuse_endless_rows(sheet)
    tags = ("{*}row", "{*}sheetData")
    events = etree.iterparse(BytesIO(sheet), tag=tags, resolve_entities=False, no_network=True)
    for count, (_, element) in enumerate(events):
        if count > ROWS_MOST or len(element) > COLUMNS_MOST or not _is_well_placed(element):
            raise ValueError(element.tag)
        if element.tag.endswith("row"):
            number = int(element.get("r") or number + 1)
            if len(element):
                yield number, element
            drop_element(element)


def refuse_endless_rows(sheet: bytes) -> None:
    """Raise ValueError for a row of more cells than a sheet has columns, before a tree is made of it."""
    for start in range(0, len(sheet), STRETCH):
        if sheet.find(b"<row", start, start + STRETCH) < 0:
            cells = sum(sheet.count(opening, start, start + STRETCH) for opening in CELL_OPENINGS)
            if cells > COLUMNS_MOST:
                raise ValueError(cells)


def _is_well_placed(element: etree._Element) -> bool:
    """Say whether rows stand in the data of the sheet alone, and nothing else there: else readers differ."""
    if element.tag.endswith("sheetData"):
        return all(str(child.tag).endswith("row") for child in element.iterchildren("*"))
    data = next(element.iterancestors("{*}sheetData"), None)
    return data is None or data is element.getparent()


def row_cells(number: int, row: etree._Element) -> Iterator[tuple[CellRef, etree._Element]]:
    """Yield each cell of a row with its place, which is beside the one before if it does not say."""
    column = 0
    for cell in row.iter("{*}c"):
        reference = cell.get("r")
        at = cell_ref(reference) if reference else CellRef(number, column + 1)
        column = at.column
        yield at, cell


def drop_element(element: etree._Element) -> None:
    """Forget an element that was read, and the one like it before it, so that a long part fills no memory."""
    element.clear()
    parent, previous = element.getparent(), element.getprevious()
    if parent is not None and previous is not None and previous.tag == element.tag:
        parent.remove(previous)


def shared_texts(part: bytes | None) -> list[str]:
    """Return the texts that cells name by their number."""
    return [] if part is None else [join_runs(text) for text in parse_part(part).iterfind("{*}si")]


def join_runs(text: etree._Element) -> str:
    """Return the letters of a text, all its runs together, without the reading aids of Japanese."""
    runs = text.iterfind("{*}t"), text.iterfind("{*}r/{*}t")
    return unescape("".join(run.text or "" for item in runs for run in item))


def unescape(text: str) -> str:
    """Return a text with the letters that XML cannot hold, which Excel writes as `_x000D_`."""
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
