"""What of a sheet of an .xlsx is not seen as it stands: hidden rows and columns, cells under a merge.

Most tables have none of it, which one look at the bytes shows; only the others are read for it.
"""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from dispatch.excel.limits import COLUMNS_MOST
from dispatch.excel.references import cell_ref
from dispatch.excel.sheet_rows import Merge
from dispatch.excel.workbook_parts import iterate_rows
from dispatch.patterns import lazy_pattern

YES = ("1", "true")
ROW_HIDES = lazy_pattern(rb"""\s(?:hidden\s*=\s*["'][^0f]|ht\s*=\s*["']0)""")
SHEET_HIDES = (b"hidden", b"zeroHeight", b'width="0', b"width='0")
DATA = b"sheetData"
MERGE = lazy_pattern(rb"""mergeCell\s(?:[^>]*\s)?ref\s*=\s*["']([A-Z]+\d+)(?::([A-Z]+\d+))?["']""")


def hidden_lines(sheet: bytes) -> tuple[frozenset[int], tuple[range, ...]]:
    """Return the hidden rows that have cells, and the hidden columns."""
    head = sheet[: max(0, sheet.find(DATA))] or sheet
    if not (ROW_HIDES.search(sheet) or any(sign in head for sign in SHEET_HIDES)):
        return frozenset(), ()
    standard_is_hidden, columns = _sheet_look(sheet)
    rows = frozenset(
        number
        for number, row in iterate_rows(sheet)
        if _is_hidden(row, standard_is_hidden=standard_is_hidden)
    )
    return rows, columns


def _is_hidden(row: etree._Element, *, standard_is_hidden: bool) -> bool:
    """Say whether a row has no height, by its own word or by that of its sheet."""
    if row.get("hidden") in YES:
        return True
    height = row.get("ht")
    return standard_is_hidden and row.get("hidden") is None if height is None else not float(height)


def _sheet_look(sheet: bytes) -> tuple[bool, tuple[range, ...]]:
    """Return whether rows are hidden unless they say otherwise, and which columns are hidden."""
    standard_is_hidden, columns = False, []
    tags = ("{*}sheetFormatPr", "{*}col", "{*}sheetData")
    events = etree.iterparse(
        BytesIO(sheet), events=("start",), tag=tags, resolve_entities=False, no_network=True
    )
    for _, element in events:
        if element.tag.endswith("sheetData"):
            break
        if element.tag.endswith("sheetFormatPr"):
            standard_is_hidden = element.get("zeroHeight") in YES
        elif element.get("hidden") in YES or not float(element.get("width", "9")):
            columns.append(range(int(element.get("min", "1")), int(element.get("max", "1")) + 1))
        if len(columns) > COLUMNS_MOST:
            raise ValueError(len(columns))
    return standard_is_hidden, tuple(columns)


def merges(sheet: bytes) -> Iterator[Merge]:
    """Yield the cells of a sheet that look like one; they stand behind its data."""
    for match in MERGE.finditer(sheet, max(0, sheet.rfind(DATA))):
        first = cell_ref(match[1].decode())
        yield Merge(first, cell_ref((match[2] or match[1]).decode()))
