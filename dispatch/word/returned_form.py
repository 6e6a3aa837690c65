"""Read a form that came back as a Word file: who it is, its heading, its cells, each with its place.

Cells are read by where they stand, not by their controls: another office program may drop
the controls when it saves, but never the table nor the custom properties.
"""

from collections.abc import Iterator, Sequence
from typing import cast

from lxml import etree

from dispatch.archive import TOO_LARGE
from dispatch.forms import Identity, Structure
from dispatch.forms.identity import identity_of
from dispatch.forms.returned import (
    NO_FORM,
    OUTSIDE,
    SEVERAL,
    UNREADABLE,
    FoundCell,
    ReturnedForm,
    left_out,
    unreadable,
)
from dispatch.model.column_kinds import DEFAULT_KIND
from dispatch.problem import Place, Problem, Refused, shorten
from dispatch.word.form_table import (
    TBL,
    FormCell,
    FormRow,
    FormTable,
    blocks_of,
    place_of,
    read_rows,
    shape_problems,
)
from dispatch.word.package.names import DOCUMENT, STYLES, W
from dispatch.word.package.opening import Unreadable, read_package
from dispatch.word.package.styles import VAL
from dispatch.word.returned_text import is_sentence, read_answers, titles_of
from dispatch.word.seen import why
from dispatch.word.seen.cell import read_cell, read_paragraph
from dispatch.word.seen.looks import Piece
from dispatch.word.seen.styles import P_PR, RunStyles

PROPERTIES = "docProps/custom.xml"
P, TC, FIELD_MARK = W + "p", W + "tc", W + "fldChar"
PLACES_MOST = 150_000  # rows, cells, paragraphs; a form of 1,000 rows and 60 columns has 121,000
ELEMENTS_MOST = 1_000_000
COUNT_PLACES = etree.XPath("count(//w:tr) + count(//w:tc) + count(//w:p)", namespaces={"w": W.strip("{}")})
COUNT_ELEMENTS = etree.XPath("count(//*)")
STEPS = {"begin": 1, "end": -1}
OUR_STYLES = frozenset(  # of the paragraphs with text that a form has around its table
    (
        *("Tên phụ lục", "Kèm theo", "Đơn vị tính", "Ghi chú bảng", "Tên bảng", "Nhận dạng biểu mẫu"),
        *("Quyền hạn, chức vụ", "Chức vụ khác", "Họ và tên", "Họ và tên, dưới chức vụ khác"),
        *("Địa danh và thời gian", "Chú thích cuối trang"),
    )
)


def read_word_form(data: bytes, file: str) -> ReturnedForm:
    """Return a form as it came back, or refuse what is no form."""
    document, properties, styles = _parts(data, file)
    _refuse_endless(document, file)
    identity, structure = read_carried(properties, file)
    blocks = [*blocks_of(document)]
    plain = RunStyles(styles)
    if structure.words:
        return _text_form(blocks, identity, structure, plain, file)
    table = find_form_table(blocks, structure, plain, file)
    style = _style_of(table)
    looks = RunStyles(styles, style) if style else plain
    count = structure.heading_rows
    return ReturnedForm(
        file=file,
        identity=identity,
        structure=structure,
        heading=tuple(_heading(table.rows[:count], looks)),
        rows=tuple(_body(table.rows[count:], structure, looks, _cells_inside_fields(document))),
        shape=tuple(shape_problems(table, structure.with_rows(len(table.rows) - count))),
        remarks=tuple(_outside(blocks, table, looks)),
    )


def _text_form(
    blocks: Sequence[etree._Element], identity: Identity, structure: Structure, styles: RunStyles, file: str
) -> ReturnedForm:
    """Return a form of text as it came back."""
    answers, shape = read_answers(blocks, structure, styles)
    around = [block for block in blocks if not is_sentence(block, styles)]
    return ReturnedForm(
        file=file,
        identity=identity,
        structure=structure,
        heading=tuple(titles_of(structure)),
        rows=(answers,),
        shape=shape,
        remarks=tuple(_outside(around, None, styles)),
    )


def _parts(data: bytes, file: str) -> tuple[etree._Element, etree._Element | None, etree._Element | None]:
    """Return the document, the custom properties and the styles of a Word file."""
    try:
        trees = read_package(data).trees
    except Unreadable as error:
        raise Refused([UNREADABLE.at(Place(file), why=error.why)]) from error
    return trees[DOCUMENT], trees.get(PROPERTIES), trees.get(STYLES)


def _refuse_endless(document: etree._Element, file: str) -> None:
    """Refuse a document that no form can be: each cell and paragraph of it would be looked at closely."""
    places = cast("float", COUNT_PLACES(document))
    elements = cast("float", COUNT_ELEMENTS(document))
    if places > PLACES_MOST or elements > ELEMENTS_MOST:
        raise Refused([UNREADABLE.at(Place(file), why=TOO_LARGE)])


def read_carried(properties: etree._Element | None, file: str) -> tuple[Identity, Structure]:
    """Return what a form carries of itself, or refuse what carries nothing of ours."""
    named = [*properties] if properties is not None else []
    texts = {p.get("name", ""): "".join(map(str, p.itertext())) for p in named}
    if len(texts) != len(named):
        raise Refused([NO_FORM.at(Place(file))])  # which of two properties of one name is meant?
    try:
        values = {name.removeprefix("congvan."): text for name, text in texts.items()}
        return identity_of(values), Structure.recalled(values["structure"])
    except (KeyError, ValueError) as error:
        raise Refused([NO_FORM.at(Place(file))]) from error


def find_form_table(
    blocks: Sequence[etree._Element], structure: Structure, styles: RunStyles, file: str
) -> FormTable:
    """Return the form's table: the one whose first heading says the most alike, if there is no second."""
    tables = [read_rows(block) for block in blocks if block.tag == TBL]
    titles = {" ".join(text.split()) for text, *_ in structure.heading if text}

    def likeness(table: FormTable) -> int:
        cells = (cell for row in table.rows[: structure.heading_rows + 1] for cell in row.cells)
        return len(titles & {read_cell(cell.element, styles).text for cell in cells})

    ranked = sorted(((likeness(table), -at) for at, table in enumerate(tables)), reverse=True)
    if not ranked or not ranked[0][0]:
        raise Refused([NO_FORM.at(Place(file))])
    alike = [at for like, at in ranked if 2 * like >= ranked[0][0]]
    if len(alike) > 1:
        raise Refused([SEVERAL.at(Place(file), found=len(alike))])
    return tables[-alike[0]]


def _style_of(table: FormTable) -> str:
    style = table.element.find(f"{W}tblPr/{W}tblStyle")
    return style.get(VAL, "") if style is not None else ""


def _heading(rows: Sequence[FormRow], styles: RunStyles) -> Iterator[tuple[FoundCell, int, int, int, int]]:
    begins = [{cell.column: cell for cell in row.cells} for row in rows]
    for index, row in enumerate(rows):
        for cell in row.cells:
            if not cell.goes_on:
                tall = 1 + _goes_on_below(begins[index + 1 :], cell.column)
                found = FoundCell(read_cell(cell.element, styles).text, place_of(index, cell.column))
                yield found, index, cell.column, tall, cell.wide


def _goes_on_below(rows: Sequence[dict[int, FormCell]], column: int) -> int:
    """Return in how many rows a cell goes on."""
    for count, row in enumerate(rows):
        if column not in row or not row[column].goes_on:
            return count
    return len(rows)


def _body(
    rows: Sequence[FormRow], structure: Structure, styles: RunStyles, in_fields: frozenset[etree._Element]
) -> Iterator[tuple[FoundCell, ...]]:
    kinds = [leaf.kind for leaf in structure.leaves]
    for index, row in enumerate(rows, structure.heading_rows):
        texts = [read_cell(cell.element, styles) for cell in row.cells]
        objections = (
            why.FIELD if cell.element in in_fields else _objection(text, kinds[cell.column :])
            for cell, text in zip(row.cells, texts, strict=True)
        )
        cells = tuple(
            _found(text, place_of(index, cell.column), objection)
            for cell, text, objection in zip(row.cells, texts, objections, strict=True)
        )
        yield _in_columns(row, cells, len(kinds), index) if structure.merges else cells


def _in_columns(row: FormRow, cells: Sequence[FoundCell], columns: int, index: int) -> tuple[FoundCell, ...]:
    """Return a cell for each column of a row; what a merged cell covers says nothing."""
    if len(cells) == 1:
        return tuple(cells)
    found = [FoundCell("", place_of(index, at)) for at in range(columns)]
    for cell, said in zip(row.cells, cells, strict=True):
        if cell.column < columns and not cell.goes_on:
            found[cell.column] = said
    return tuple(found)


def _found(piece: Piece, place: str, objection: str) -> FoundCell:
    text = piece.text
    return FoundCell(text, place, unreadable(text, place, objection), left_out(text, place, piece.left_out))


def _objection(text: Piece, kinds: Sequence[str]) -> str:
    """Return why a cell cannot be read in a column of a kind; plain text takes more than the others."""
    kind = kinds[0] if kinds else DEFAULT_KIND
    return text.unread or ("" if kind == DEFAULT_KIND else text.no_value)


def _cells_inside_fields(document: etree._Element) -> frozenset[etree._Element]:
    """Return the cells that begin inside a field of their surroundings: what is seen of them is its result."""
    depth, inside = 0, []
    for element in document.iter(FIELD_MARK, TC):
        if element.tag == TC:
            inside += [element] if depth else []
        else:
            depth = max(0, depth + STEPS.get(element.get(W + "fldCharType", ""), 0))
    return frozenset(inside)


def _outside(
    blocks: Sequence[etree._Element], table: FormTable | None, styles: RunStyles
) -> Iterator[Problem]:
    """Yield what somebody wrote or put outside the table: nobody reads it there."""
    for block in blocks:
        if (table and block is table.element) or block.tag == W + "sectPr":
            continue
        for paragraph in block.iter(P) if block.tag in (P, TBL) else ():
            text = read_paragraph(paragraph, styles)
            name = styles.name(styles.paragraph_style(paragraph.find(P_PR)))
            if (text.text and name not in OUR_STYLES) or text.unread not in ("", why.NOTE):
                yield OUTSIDE.at(found=shorten(text.text or text.unread))
        if block.tag not in (P, TBL):
            yield OUTSIDE.at(found=shorten(etree.QName(block).localname))
