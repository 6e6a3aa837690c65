"""Answers put into a form of Excel: its file stays as it was but for the cells that are filled in."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from dispatch.archive import ArchiveLimits, open_archive
from dispatch.excel.cells import Sheet, read_sheets
from dispatch.excel.form_page import choose_page
from dispatch.excel.hidden_sheet import HIDDEN, HiddenSheet, read_hidden_sheet
from dispatch.excel.limits import DAMAGED, FORM, XLSX, refusal
from dispatch.excel.more_rows import insert_rows, move_names
from dispatch.excel.opening import Parts, open_workbook
from dispatch.excel.package import EPOCH
from dispatch.excel.references import CellRef
from dispatch.excel.region import find_table
from dispatch.excel.sheet_tree import cell_at, number_rows
from dispatch.excel.shown_days import EPOCH_1900, EPOCH_1904
from dispatch.excel.styles import ESCAPED
from dispatch.excel.workbook_parts import ODD, parse_part, workbook_parts
from dispatch.forms.answers import Answers, answer_text
from dispatch.forms.no_value import NoValue
from dispatch.model.column_kinds import Value

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
INLINE = "inlineStr"


def fill_excel_form(data: bytes, file: str, answers: Answers) -> bytes:
    """Return a form with its answers; a formula keeps its place, and shows what it comes to.

    Raises:
        Refused: F001, F002, F005, F016, F017, for what is no form that can be filled.
    """
    parts = open_workbook(data, file, FORM)
    pages = read_sheets(parts, file)
    kept = read_hidden_sheet(pages, file)
    page, _ = choose_page([page for name, page in pages.items() if name != HIDDEN], kept, file)
    try:
        return _repacked(data, _changed(parts, page, kept, answers))
    except ODD as error:
        raise refusal(FORM, file, DAMAGED) from error


def _changed(parts: Parts, page: Sheet, kept: HiddenSheet, answers: Answers) -> Parts:
    """Return the parts that answers change; one of ODD is raised where the sheet does not add up."""
    region = find_table(page, kept)
    first = region.top + kept.structure.heading_rows
    book = workbook_parts(parts)
    name = _part_name(parts, book.sheets[page.name])
    sheet = parse_part(parts[name])
    changed = {}
    if answers.more_rows:
        names, below = parse_part(parts[XLSX]), first + answers.below
        insert_rows(sheet, below, answers.more_rows)
        move_names(names, page.name, below, answers.more_rows)
        changed[XLSX] = _serialised(names)
    epoch = EPOCH_1904 if book.from_1904 else EPOCH_1900
    rows, grid = number_rows(sheet), next(sheet.iter("{*}sheetData"))
    for answer in (*answers.cells, *answers.totals):
        at = CellRef(first + answer.row, region.left + answer.column)
        _put(cell_at(rows, grid, at), answer.value, epoch)
    return {**changed, name: _serialised(sheet)}


def _part_name(parts: Parts, sheet: bytes) -> str:
    """Return the name of a part: that whose very bytes these are, for two sheets may be alike."""
    return next(name for name, data in parts.items() if data is sheet)


def _put(cell: etree._Element, value: Value | NoValue, epoch: date) -> None:
    """Write a value into a cell, whose look and formula stay."""
    space = etree.QName(cell).namespace
    for child in [child for child in cell if etree.QName(child).localname != "f"]:
        cell.remove(child)
    cell.attrib.pop("t", "")
    if isinstance(value, str | NoValue):
        cell.set("t", INLINE)
        text = etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t")
        text.set(SPACE, "preserve")
        text.text = ESCAPED.sub("_x005F_", answer_text(value))
        return
    number = (value - epoch).days if isinstance(value, date) else value
    etree.SubElement(cell, f"{{{space}}}v").text = f"{Decimal(number):f}"


def _serialised(tree: etree._Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _repacked(data: bytes, changed: Parts) -> bytes:
    """Return a workbook with some parts changed; all others, pictures too, are what they were."""
    archive = open_archive(data, ArchiveLimits(FORM.members, FORM.unpacked))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for member in archive.members:
            part = changed.get(member.filename) or archive.read(member)
            target.writestr(ZipInfo(member.filename, EPOCH.timetuple()[:6]), part, ZIP_DEFLATED)
    return packed.getvalue()
