"""Copies of forms that were read before: read in no time, and never otherwise than with all care."""

import io
import random
import re
import shutil
import zipfile
from datetime import date

import pytest
import test_sheet
import test_shifted_forms
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from test_sheet import ANSWERS, REPEATING, SMALL, TOP, answer, changed

from dispatch.excel.cells import SharedTables
from dispatch.excel.filled_cells import FilledCells
from dispatch.excel.form_workbook import form_workbook
from dispatch.excel.known_forms import KnownForms
from dispatch.excel.limits import FORM
from dispatch.excel.number_formats import CellFormat
from dispatch.excel.opening import open_workbook
from dispatch.excel.sheet_pieces import Unlike
from dispatch.excel.shown_days import EPOCH_1900
from dispatch.forms.grid import LeafColumn
from dispatch.model.column_kinds import COLUMN_KINDS
from dispatch.problem import Refused
from dispatch.returns.workbook_reading import judged_workbook


def verdict(data, known):
    """Return all that a returned workbook is found to say, or why it is refused."""
    try:
        form, values, problems = judged_workbook(data, "b.xlsx", known)
    except Refused as refusal:
        return refusal.problems
    return form.identity, values, problems


def taken(data, known):
    return known.read(open_workbook(data, "b.xlsx", FORM), "b.xlsx") is not None


def both_ways(data, known):
    """Return what is found of a workbook with all care, after it was found beside what is known."""
    careful = verdict(data, KnownForms())
    assert verdict(data, known) == careful
    return careful


def of_unit(form, code, name="Xã A & B"):
    return form._replace(identity=form.identity._replace(unit=code, unit_name=name))


def warmed(form, answers):
    """Return what is known after a filled form of another unit was read."""
    known = KnownForms()
    data = changed(form_workbook(of_unit(form, "77", "Phường Bảy")), answer(answers))
    assert not verdict(data, known)[2]
    return known


KNOWN = warmed(SMALL, ANSWERS)
FILLED = changed(form_workbook(SMALL), answer(ANSWERS))


# --- copies -----------------------------------------------------------------------------------------------


def test_a_copy_of_another_unit_is_known():
    assert taken(FILLED, KNOWN)
    identity, values, problems = both_ways(FILLED, KNOWN)
    assert (identity, problems) == (SMALL.identity, ())
    assert {(one.row, one.key): one.value for one in values} == test_sheet.VALUES


@pytest.mark.parametrize("form", test_shifted_forms.FORMS.values(), ids=list(test_shifted_forms.FORMS))
def test_each_form_of_the_examples_is_known_again(form):
    known = KnownForms()
    one, other = (test_shifted_forms.filled(of_unit(form, code, f"Xã {code}")) for code in ("01", "02"))
    both_ways(one, known)
    assert taken(other, known)
    assert both_ways(other, known)[0].unit == "02"


def with_shared_texts(data):
    """Return a workbook whose texts stand in one list, as Excel and LibreOffice save them."""
    parts = parts_of(data)
    texts = {}

    def share(match):
        number = texts.setdefault(match[2], len(texts))
        return b'%s t="s"><v>%d</v></c>' % (match[1], number)

    inline = rb'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="inlineStr"><is>((?:(?!</is>).)*)</is></c>'
    for number in (1, 2):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = re.sub(inline, share, parts[name], flags=re.DOTALL)
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (main, items)
    relation = (
        b'<Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", relation)
    return packed(parts)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def test_texts_in_one_list_are_known_by_their_letters_whatever_their_numbers():
    known = KnownForms()
    both_ways(with_shared_texts(changed(form_workbook(of_unit(SMALL, "77")), answer(ANSWERS))), known)
    other = with_shared_texts(changed(form_workbook(SMALL), answer({"A13": "Xã Bốn", **ANSWERS})))
    assert taken(other, known)
    both_ways(other, known)


def test_copies_that_libreoffice_saved_are_known(tmp_path):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    one = changed(form_workbook(of_unit(SMALL, "77")), answer(ANSWERS))
    known = KnownForms()
    both_ways(test_sheet.resaved(tmp_path, "a.xlsx", one).read_bytes(), known)
    other = test_sheet.resaved(tmp_path, "b.xlsx", FILLED).read_bytes()
    assert taken(other, known)
    both_ways(other, known)


def with_page(data, old, new):
    parts = parts_of(data)
    page = parts["xl/worksheets/sheet1.xml"]
    assert re.search(old, page)
    parts["xl/worksheets/sheet1.xml"] = re.sub(old, new, page, count=1)
    return packed(parts)


UNSEEN = {
    "where the cursor stood": (rb'activeCell="A1"', rb'activeCell="C7"'),
    "how high a row was made": (rb'<row r="11"', rb'<row r="11" ht="31.5" customHeight="1"'),
    "the foot of the page": (rb"<oddFooter>", rb"<oddFooter>x"),
    "who signs": (rb'(<c r="[A-Z]+2\d" s="\d+") t="n"></c>', rb'\1 t="inlineStr"><is><t>Ng. A</t></is></c>'),
}


@pytest.mark.parametrize("what", UNSEEN)
def test_what_says_nothing_of_the_cells_may_differ(what):
    data = with_page(FILLED, *UNSEEN[what])
    assert taken(data, KNOWN)
    both_ways(data, KNOWN)


def test_rows_that_were_added_are_another_form():
    known = warmed(REPEATING, {"A9": "Xã Ba"})
    assert taken(changed(form_workbook(REPEATING), answer({"A9": "Xã Tư"})), known)

    def add(page):
        test_sheet.insert_row(TOP + 4)(page)
        page["A9"] = "Xã Tư"

    more = changed(form_workbook(REPEATING), add)
    assert not taken(more, known)
    both_ways(more, known)


# --- whatever is odd is read with all care ------------------------------------------------------------------

TYPED = [
    *("25 người", "khoảng 25", "O", "1.234", "1,234.5", "1 234", "12.5", "-", "không phát sinh", "không", ""),
    *("…", " 7 ", "1.234,5", "'25", "95%", "đạt", "_x0041_", "a\nb", "=1+1", "=A1", "#REF!", "\u202e12"),
    *(0, -5, 1.5, 1e20, 123456789012345678, 0.1 + 0.2, True, date(2026, 6, 5), date(1905, 1, 1), 46000),
    CellRichText([TextBlock(InlineFont(strike=True), "25"), TextBlock(InlineFont(b=True), "7")]),
]


@pytest.mark.parametrize("value", TYPED, ids=repr)
@pytest.mark.parametrize("column", "ABCDEF")
def test_whatever_is_typed_is_read_as_with_all_care(value, column):
    both_ways(changed(FILLED, answer({f"{column}12": value})), KNOWN)


def edit_cell(at, **how):
    def edit(page):
        for name, value in how.items():
            setattr(page[at], name, value)

    return edit


def hidden(page):
    page.sheet_state = "hidden"
    page.parent.create_sheet("Trống")


EDITS = {
    "a heading": answer({f"A{TOP}": "Đơn vị khác"}),
    "a fixed row": answer({"A11": "Phường Khác"}),
    "a fixed number": answer({"B12": 999}),
    "a total": answer({"B15": 5}),
    "a total in letters": answer({"B15": "5"}),
    "the line of the unit": answer({"A4": "Đơn vị: Xã khác"}),
    "a note beside the table": answer({"H11": "ghi chú"}),
    "a note below": answer({"A17": "ghi chú"}),
    "a row below": answer({"A16": "thêm"}),
    "a merge": lambda page: page.merge_cells("B13:C13"),
    "a hidden row": lambda page: setattr(page.row_dimensions[11], "hidden", True),
    "a hidden column": lambda page: setattr(page.column_dimensions["B"], "hidden", True),
    "another format": edit_cell("B11", number_format='0.0" triệu"'),
    "struck out": edit_cell("B11", font=Font(strike=True)),
    "white": edit_cell("A13", font=Font(color="FFFFFFFF")),
    "a row": test_sheet.insert_row(11),
    "a row less": test_sheet.delete_row(11),
    "a column": test_sheet.insert_column(2),
    "a column less": test_sheet.delete_column(2),
    "a sheet": lambda page: page.parent.create_sheet("Khác"),
    "a sheet with words": lambda page: page.parent.create_sheet("Khác").append(["chữ"]),
    "a copy": lambda page: page.parent.copy_worksheet(page),
    "a new name": lambda page: setattr(page, "title", "Trang"),
    "another version": lambda page: page.parent["_congvan"].__setitem__("B2", "x"),
    "another round": lambda page: page.parent["_congvan"].__setitem__("B8", "x"),
    "a unit that steers": lambda page: page.parent["_congvan"].__setitem__("B6", "\u202e1"),
    "no unit": lambda page: page.parent["_congvan"].__setitem__("B6", None),
    "a number for a unit": lambda page: page.parent["_congvan"].__setitem__("B6", 5),
    "no hidden sheet": lambda page: page.parent.remove(page.parent["_congvan"]),
    "a hidden sheet that is seen": lambda page: setattr(page.parent["_congvan"], "sheet_state", "visible"),
    "a form that is hidden": hidden,
    "nothing filled in": answer(dict.fromkeys(ANSWERS)),
}


@pytest.mark.parametrize("what", EDITS)
def test_whatever_is_changed_is_read_as_with_all_care(what):
    both_ways(changed(FILLED, EDITS[what]), KNOWN)


TOKENS = [
    *(b"", b"<", b">", b"/>", b'"', b"&", b"&amp;", b"&#7;", b"\0", b"\xff", b"<!--", b"-->", b"<![CDATA["),
    *(b"<c>", b"</c>", b"<v>1</v>", b"<v></v>", b"<f>1</f>", b"<is><t>x</t></is>", b"<row>", b"</row>", b"s"),
    *(b' t="s"', b' t="e"', b' t="b"', b' t="str"', b' t="d"', b' r="A1"', b' s="1"', b' s="99"', b' s="x"'),
    *(b' hidden="1"', b' ht="0"', b"1e9", b"-1", b"0", b"9" * 30, b"NaN", b"XFD1048576", b" ", b"\n", b"\r"),
]
MARKUP = re.compile(rb"<[^>]*>|[^<]+")


def spoilt(parts, chance):
    """Return a workbook one of whose parts is spoilt in a few places."""
    names = ["xl/worksheets/sheet1.xml"] * 6 + [
        "xl/worksheets/sheet2.xml",
        "xl/workbook.xml",
        "xl/styles.xml",
    ]
    name = chance.choice([name for name in (*names, "xl/sharedStrings.xml") if name in parts])
    pieces = MARKUP.findall(parts[name])
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = chance.randrange(len(pieces))
        piece, token = pieces[at], chance.choice(TOKENS)
        cut = chance.randrange(len(piece) + 1)
        more, other = piece[:cut] + token + piece[cut:], piece[:cut] + token + piece[cut + 1 :]
        pieces[at] = chance.choice((more, more, other, piece + piece, chance.choice(pieces), b""))
    return packed(parts | {name: b"".join(pieces)})


@pytest.mark.parametrize("make", [lambda data: data, with_shared_texts], ids=["in cells", "in one list"])
def test_a_spoilt_copy_is_read_or_refused_as_with_all_care(make):
    parts, chance = parts_of(make(FILLED)), random.Random(5)
    known = KnownForms()
    both_ways(make(changed(form_workbook(of_unit(SMALL, "77")), answer(ANSWERS))), known)
    assert taken(make(FILLED), known)
    for _ in range(250):
        both_ways(spoilt(parts, chance), known)


# --- numbers ------------------------------------------------------------------------------------------------

RAW = st.one_of(
    st.integers(-(10**15), 10**15).map(str),
    st.floats(allow_nan=False, allow_infinity=False, width=64).map(repr),
    st.decimals(-(10**9), 10**9, places=3).map(str),
    st.from_regex(r"-?0{0,3}\d{1,16}(\.\d{0,18})?", fullmatch=True).filter(str.isascii),
)


@given(kind=st.sampled_from(sorted(COLUMN_KINDS)), raw=RAW)
@settings(max_examples=400, deadline=None)
def test_a_number_is_read_in_no_time_as_it_is_with_all_care(kind, raw):
    def answered(*, quick):
        code = COLUMN_KINDS[kind].excel_format or "@"
        shared = SharedTables([], [], {}, [CellFormat(code, boxed=True)], EPOCH_1900)
        cells = FilledCells(LeafColumn("c", "Cột", kind, (), True, 1.0), 0, shared)
        if not quick:
            cells._quick = None
        try:
            said = cells.answer(b"><v>%s</v></c>" % raw.encode())
        except Unlike:
            return None
        return type(said), str(said)

    assert answered(quick=True) == answered(quick=False)
