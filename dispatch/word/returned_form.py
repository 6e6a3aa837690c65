"""Read a form that came back as a Word file: who it is, its heading, its cells, each with its place.

Cells are read by where they stand, not by their controls: another office program may drop
the controls when it saves, but never the table nor the custom properties.
"""

from collections.abc import Iterator

from lxml import etree

from dispatch.forms import Identity, Structure
from dispatch.forms.returned import NO_FORM, SHAPE, UNREADABLE, FoundCell, ReturnedForm
from dispatch.problem import Place, Problem, Refused
from dispatch.word.package.names import DOCUMENT, W
from dispatch.word.package.opening import Unreadable, open_package
from dispatch.word.package.parsing import parse_part


def read_word_form(data: bytes, file: str) -> ReturnedForm:
    """Return a form as it came back, or refuse what is no form."""
    document, properties = _document_and_properties(data, file)
    identity, structure = _identity(properties, file)
    rows = [list(_cells(row)) for row in _table(document, structure, file)]
    count = structure.heading_rows
    return ReturnedForm(
        file=file,
        identity=identity,
        structure=structure,
        heading=tuple(_heading(rows[:count])),
        rows=tuple(_body(row, index) for index, row in enumerate(rows[count:], count)),
        shape=tuple(_new_merges(rows[count:], structure)),
    )


def _document_and_properties(data: bytes, file: str) -> tuple[etree._Element, etree._Element | None]:
    try:
        parts = open_package(data)
    except Unreadable as error:
        raise Refused([UNREADABLE.at(Place(file), why=error.why)]) from error
    custom = parts.get("docProps/custom.xml")
    return parse_part(parts[DOCUMENT]), parse_part(custom) if custom else None


def _identity(properties: etree._Element | None, file: str) -> tuple[Identity, Structure]:
    said = (
        {p.get("name", ""): "".join(map(str, p.itertext())) for p in properties}
        if properties is not None
        else {}
    )
    try:
        identity = Identity(**{name: said[f"congvan.{name}"] for name in Identity._fields})
        return identity, Structure.recalled(said["congvan.structure"])
    except (KeyError, ValueError) as error:
        raise Refused([NO_FORM.at(Place(file))]) from error


def _table(document: etree._Element, structure: Structure, file: str) -> list[etree._Element]:
    """Return the rows of the form's table: the one whose first heading says the most alike."""
    tables = [
        table for table in document.iter(W + "tbl") if next(table.iterancestors(W + "tbl"), None) is None
    ]
    titles = {" ".join(text.split()) for text, *_ in structure.heading if text}

    def likeness(table: etree._Element) -> int:
        return len(titles & {_text(cell) for cell in table.iter(W + "tc")})

    best = max(tables, key=likeness, default=None)
    if best is None or not likeness(best):
        raise Refused([NO_FORM.at(Place(file))])
    return [row for row in best.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is best]


def _text(cell: etree._Element) -> str:
    """Return the words of a cell on one line."""
    lines = ("".join(str(part) for part in p.itertext(W + "t")) for p in cell.iter(W + "p"))
    return " ".join(" ".join(lines).split())


def _cells(row: etree._Element) -> Iterator[tuple[etree._Element, int, int, bool]]:
    """Yield the cells of a row.

    The cell, its first column, how many it covers, whether it goes on from above.
    """
    column = 0
    for cell in row.iter(W + "tc"):
        if next(cell.iterancestors(W + "tr")) is not row:
            continue
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        wide = int(span.get(W + "val", "1")) if span is not None else 1
        yield cell, column, wide, merge is not None and merge.get(W + "val") != "restart"
        column += wide


def _heading(
    rows: list[list[tuple[etree._Element, int, int, bool]]],
) -> Iterator[tuple[FoundCell, int, int, int, int]]:
    for index, row in enumerate(rows):
        for cell, column, wide, again in row:
            if not again:
                below = (next((c for c in lower if c[1] == column), None) for lower in rows[index + 1 :])
                tall = 1
                for lower in below:
                    if lower is None or not lower[3]:
                        break
                    tall += 1
                yield FoundCell(_text(cell), _place(index, column)), index, column, tall, wide


def _body(row: list[tuple[etree._Element, int, int, bool]], index: int) -> tuple[FoundCell, ...]:
    return tuple(FoundCell(_text(cell), _place(index, column)) for cell, column, _, _ in row)


def _new_merges(
    rows: list[list[tuple[etree._Element, int, int, bool]]], structure: Structure
) -> Iterator[Problem]:
    """Yield every merge of the body that was not there; a row of another count is told by itself."""
    for index, (row, (kind, _)) in enumerate(zip(rows, structure.rows, strict=False), structure.heading_rows):
        for _, column, wide, again in row:
            if again or (wide > 1 and kind != "nhom"):
                yield SHAPE.at(what=_place(index, column), found=f"1 × {wide}", expected="1 × 1")


def _place(row: int, column: int) -> str:
    return f"dòng {row + 1} cột {column + 1}"
