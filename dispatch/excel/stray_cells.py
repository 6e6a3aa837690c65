"""Cells far from the others, and texts repeated without end: looked for before a reader makes room for them.

A reader of tables makes room for every cell of the rectangle around what is filled, and copies a
shared text into each cell that names it. One crafted cell, or one long text, would fill the memory.
"""

from dispatch.excel import limits
from dispatch.excel.references import CellRef, cell_place, column_number
from dispatch.excel.workbook_parts import iterate_rows, parse_part, row_cells
from dispatch.patterns import lazy_pattern

NEAR = CellRef(99_999, 26)  # plain cells up to here are stepped over at the speed of a search
UNUSUAL = lazy_pattern(
    rb'<c(?! r="[A-Z]\d{1,5}+"(?: s="(?:0|[1-9]\d*+)")?+(?:'
    rb' t="(?:s"><v>\d|inlineStr"><is><t'
    rb'|(?:s|str|b|inlineStr)"(?:/>|>(?:<v|<is><t|</c|<f[^>]*+>(?:[^<]*+</f>)?+<v>[^<])))'
    rb'|(?: t="n")?+(?:/>|></c'
    rb"|>(?:<f[^>]*+>(?:[^<]*+</f>)?+)?+<v>-?\d)))(?=[\s/>])"
    rb'(?: r="([A-Z]{1,3})(\d{1,7})"(?: [st]="\w+")*/?>)?'
)
PREFIXED = lazy_pattern(rb":c[\s/>]")
QUOTED_TAG = lazy_pattern(rb"""=\s*(?:"[^"<]*<|'[^'<]*<)""")
PLAIN = lazy_pattern(rb't="s"><v>(\d+)</v></c>')
SHARED, SMALLEST = b't="s"', b'<c r="A1" t="s"><v>0</v></c>'
NO_REFERENCE = (b"", b"")


def unusual_cells(sheet: bytes) -> set[tuple[bytes, bytes]]:
    """Return column and row of cells that are not plain values near the first, as far as their tags say them.

    Among these are cells far away, errors, formulas without a value, texts of several runs in their cells,
    and any tag that is written in another way than office programs write it. Most tables have none.
    """
    cells = {(match[1] or b"", match[2] or b"") for match in UNUSUAL.finditer(sheet)}
    return cells | {NO_REFERENCE} if b":c" in sheet and PREFIXED.search(sheet) else cells


def refuse_stray_cells(
    sheet: bytes, unusual: set[tuple[bytes, bytes]], texts: bytes | None, file: str, name: str
) -> None:
    """Refuse a sheet that is larger than it looks.

    Raises:
        Refused: B001 at the cell that stands too far away, or for the letters of all its cells together.
        ValueError, IndexError, XMLSyntaxError: where the sheet does not add up.
    """
    if _is_small(sheet, unusual, texts or b""):
        return
    rows = columns = shares = 0
    farthest = CellRef(1, 1)
    for at, cell in (pair for number, row in iterate_rows(sheet) for pair in row_cells(number, row)):
        if len(cell):  # one without anything in it has only a look
            rows, columns = max(rows, at.row), max(columns, at.column)
            farthest = max(farthest, at, key=lambda ref: ref.row * ref.column)
            shares += cell.get("t") == "s"
    if rows * columns > limits.GRID_MOST:
        raise limits.refusal(limits.TABLE, cell_place(file, name, farthest), limits.STRAY)
    if texts and _letters(sheet, shares, texts) > limits.TABLE.unpacked:
        raise limits.refusal(limits.TABLE, file, limits.TOO_LARGE)


def _is_small(sheet: bytes, unusual: set[tuple[bytes, bytes]], texts: bytes) -> bool:
    """Say whether a sheet is surely within limits; a tag written in another way leaves that open."""
    if NO_REFERENCE in unusual:
        return False
    rows = max([NEAR.row, *(int(row) for _, row in unusual)])
    columns = max([NEAR.column, *(column_number(letters.decode()) for letters, _ in unusual)])
    return rows * columns <= limits.GRID_MOST and (not texts or _is_short(sheet, texts))


def _is_short(sheet: bytes, texts: bytes) -> bool:
    """Say whether cells would surely be within limits if each named the longest text that they share."""
    longest, most = _longest(texts), limits.TABLE.unpacked
    return len(sheet) // len(SMALLEST) * longest <= most or sheet.count(SHARED) * longest <= most


def _longest(texts: bytes) -> int:
    """Return how long a shared text can be at most, in bytes and with its tags."""
    if b"<!" in texts or texts.count(b"<?") > 1 or QUOTED_TAG.search(texts):
        return len(texts)  # an end may stand where it ends nothing
    return max(map(len, texts.split(b"</si>")))


def _letters(sheet: bytes, shares: int, texts: bytes) -> int:
    """Return how many letters the cells that share texts have together, at most."""
    root = parse_part(texts)
    lengths = [sum(map(len, text.itertext())) for text in root.iterchildren("{*}si")]
    if len(lengths) != len(list(root.iter("{*}si"))):
        raise ValueError(root.tag)  # readers differ on how they count
    plain = [] if b"<!" in sheet else [lengths[int(number)] for number in PLAIN.findall(sheet)]
    return sum(plain) + (shares - len(plain)) * max(lengths, default=0)
