"""Answers put into a form of Word: its file stays as it was but for the cells that are filled in."""

import copy

from lxml import etree

from dispatch.forms import Structure
from dispatch.forms.answers import Answers, answer_text
from dispatch.forms.returned import UNREADABLE
from dispatch.problem import Place, Refused
from dispatch.word.draw.tables import control_tag
from dispatch.word.form_table import SDT, TAG_MOST, FormTable, blocks_of, read_rows
from dispatch.word.package.archive import pack, write_archive
from dispatch.word.package.names import DOCUMENT, STYLES, W
from dispatch.word.package.opening import Package, Unreadable, read_package
from dispatch.word.package.relations import as_part
from dispatch.word.package.styles import VAL
from dispatch.word.returned_form import PROPERTIES, find_form_table, read_carried
from dispatch.word.seen.styles import RunStyles

P, R, T, PROMPTS = W + "p", W + "r", W + "t", W + "showingPlcHdr"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill_word_form(data: bytes, file: str, answers: Answers) -> bytes:
    """Return a form with its answers.

    Raises:
        Refused: F001, F002, F027, for what is no form that can be filled.
    """
    package = _opened(data, file)
    document = package.trees[DOCUMENT]
    _, structure = read_carried(package.trees.get(PROPERTIES), file)
    styles = RunStyles(package.trees.get(STYLES))
    table = find_form_table([*blocks_of(document)], structure, styles, file)
    if answers.more_rows:
        table = _with_more_rows(table, structure, answers)
    for answer in (*answers.cells, *answers.totals):
        cells = table.rows[structure.heading_rows + answer.row].cells
        _put(cells[answer.column].element, answer_text(answer.value))
    parts = {**package.parts, DOCUMENT: as_part(document)}
    return write_archive([pack(name, part) for name, part in parts.items()])


def _opened(data: bytes, file: str) -> Package:
    try:
        return read_package(data)
    except Unreadable as error:
        raise Refused([UNREADABLE.at(Place(file), why=error.why)]) from error


def _with_more_rows(table: FormTable, structure: Structure, answers: Answers) -> FormTable:
    """Return the table with more rows like a blank one; every control is called after its row again."""
    model = table.rows[structure.heading_rows + answers.below].element
    for _ in range(answers.more_rows):
        model.addnext(copy.deepcopy(model))
    grown = read_rows(table.element)
    keys = [leaf.key for leaf in structure.leaves]
    for at, row in enumerate(grown.rows[structure.heading_rows :]):
        for cell in row.cells:
            for control in cell.element.iter(SDT):
                _name(control, at, keys[cell.column], cell.column)
    return grown


def _name(control: etree._Element, row: int, key: str, column: int) -> None:
    said = {"tag": control_tag(row, key)[:TAG_MOST], "id": str(row * 1000 + column + 1)}
    for name, text in said.items():
        for mark in control.iterfind(f"{W}sdtPr/{W}{name}"):
            mark.set(VAL, text)


def _put(cell: etree._Element, text: str) -> None:
    """Write a text into the first paragraph of a cell, in the look of what stood there, and nothing else."""
    runs = [*cell.iter(R)]
    for prompt in [*cell.iter(PROMPTS)]:
        prompt.getparent().remove(prompt)  # type: ignore[union-attr] # it was found below the cell
    paragraph = next(cell.iter(P), None)
    if paragraph is None:
        paragraph = etree.SubElement(cell, P)
    run = etree.SubElement(runs[0].getparent() if runs else paragraph, R)  # type: ignore[arg-type]
    for old in runs:
        old.getparent().remove(old)  # type: ignore[union-attr] # the same
    words = etree.SubElement(run, T)
    words.set(SPACE, "preserve")
    words.text = text
