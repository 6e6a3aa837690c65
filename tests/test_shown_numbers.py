"""Numbers of cells as Excel shows them in Vietnam: value × format, held to a table, to LibreOffice and to files."""

import csv
import io
import itertools
import json
import shutil
import subprocess
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from test_recipients_tables import MAIN, SHEET, STYLES, cell, content, ods, ods_row, plain, xlsx_parts, zip_of
from test_sheet import answer, changed, form_of

from dispatch.excel.form_workbook import form_workbook
from dispatch.excel.number_cells import number_cell, show_text
from dispatch.excel.quick_formats import quick_show
from dispatch.excel.returned_form import read_excel_form
from dispatch.excel.shown_days import EPOCH_1900, EPOCH_1904
from dispatch.excel.table_sheet import read_table_sheet
from dispatch.excel.values import show_value
from dispatch.forms.returned import judge_form
from dispatch.recipients.rows import read_rows

DATA = json.loads((Path(__file__).parent / "data" / "shown-numbers.json").read_text("utf-8"))
CELLS = [tuple(row) for row in DATA["cells"]]
OTHERWISE = {tuple(pair) for pairs in DATA["libreoffice"].values() for pair in pairs}
CODES = sorted({code for _, code, *_ in CELLS})
VIETNAMESE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item></oor:items>"""
SHOWN_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true"


def workbook(*rows, epoch=None):
    """Return a workbook of rows; a pair is a value and its format."""
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    for down, row in enumerate(rows, 1):
        for across, typed in enumerate(row, 1):
            value, code = typed if isinstance(typed, tuple) else (typed, None)
            place = book.active.cell(down, across, value)
            place.number_format = code or place.number_format
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def in_table(value, code, **more):
    """Return what a table says of one cell, and the codes of what is wrong with it."""
    (row,) = read_rows(workbook(("ten", "x"), ("A", (value, code)), **more), "b.xlsx")
    return row.cells.said("x"), [(problem.code, problem.place.file) for problem in row.wrong]


def in_form(kind, value, code):
    """Return what a form that came back says of its one cell: values and problems."""
    choices = {"lua_chon": ["có"]} if kind == "lua_chon" else {}

    def fill(page):
        answer({"A7": value})(page)
        page["A7"].number_format = code

    form = form_of([{"khoa": "cot", "ten": "Cột", "kieu": kind, **choices}], dong_trong=1)
    values, problems = judge_form(
        read_excel_form(changed(form_workbook(form), fill), "b.xlsx"), form.identity
    )
    return [filled.value for filled in values], [problem.code for problem in problems]


# --- the table -------------------------------------------------------------------------------------


def test_the_family_is_large():
    assert len(CELLS) >= 200
    assert len(CODES) >= 100
    assert set(OTHERWISE) <= {(raw, code) for raw, code, *_ in CELLS}


@pytest.mark.parametrize(("raw", "code", "shown", "value", "shown_doubt", "value_doubt"), CELLS)
def test_a_number_is_shown_as_its_format_says(raw, code, shown, value, shown_doubt, value_doubt):
    found = number_cell(raw, code)
    assert (found.shown, found.value) == (shown, value)
    doubts = [doubt and doubt.reason.name for doubt in (found.shown_doubt, found.value_doubt)]
    assert doubts == [shown_doubt, value_doubt]


@pytest.mark.parametrize("code", CODES)
def test_the_quick_way_shows_what_the_long_way_shows(code):
    bounds = ("0", "1", "3653", "3654", "46178", "2958465", "2958466", "12345678901", "123456789012")
    decimals = (
        "0.5",
        "1.005",
        "0.005",
        "999.9999",
        "99999999.995",
        "1234.5",
        "0.0000001",
        "1E-7",
        "-1",
        "007",
    )
    for raw in {raw for raw, *_ in CELLS} | {*bounds, *decimals}:
        shown = quick_show(code, EPOCH_1900)(raw)
        found = number_cell(raw, code)
        assert shown is None or (found.shown, found.shown_doubt) == (shown, None)


def test_a_number_without_a_format_is_shown_alike_by_both_ways():
    parts = ("0.5", "0.15", "0.0001", "0.1234567885", "0.12345678849999", "0.99999999951", "99999.999999951")
    numbers = [sign * float(part) * scale for sign in (1, -1) for part in parts for scale in (1, 7, 1e3, 1e5)]
    for number in [*numbers, *(n / 7 for n in range(1, 200)), 1e10 + 0.25, 12345678901.5, 1e-5, 1e-7]:
        assert show_value(number) == number_cell(f"{number:.15g}", "General").shown, number


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("0", "dd/mm/yyyy", "00/01/1900"),
        ("1", "dd/mm/yyyy", "01/01/1900"),
        ("59", "dd/mm/yyyy", "28/02/1900"),
        ("60", "dd/mm/yyyy", "29/02/1900"),
        ("61", "dd/mm/yyyy", "01/03/1900"),
        ("2026", "dd/mm/yyyy", "18/07/1905"),
        ("3653", "dd/mm/yyyy", "31/12/1909"),
    ],
)
def test_a_number_typed_into_a_cell_for_days_is_no_day(raw, code, shown):
    doubt = number_cell(raw, code).shown_doubt
    assert (doubt.reason.name, doubt.held) == ("EARLY", raw)
    assert doubt.shown == shown


@pytest.mark.parametrize("raw", ["3654", "46178", "2958465"])
def test_a_day_of_our_time_is_one(raw):
    assert number_cell(raw, "dd/mm/yyyy").shown_doubt is None


@pytest.mark.parametrize(
    ("raw", "code", "epoch", "reason"),
    [
        ("-1", "dd/mm/yyyy", EPOCH_1900, "UNSEEN"),
        ("-0.5", "h:mm", EPOCH_1900, "UNSEEN"),
        ("2958466", "dd/mm/yyyy", EPOCH_1900, "UNSEEN"),
        ("5062026", "dd/mm/yyyy", EPOCH_1900, "UNSEEN"),
        ("2958465.9999999", "h:mm:ss", EPOCH_1900, "UNSEEN"),
        ("2958465", "dd/mm/yyyy", EPOCH_1904, "UNSEEN"),
        ("-1", "dd/mm/yyyy", EPOCH_1904, "UNSEEN"),
        ("2026", "dd/mm/yyyy", EPOCH_1904, "EARLY"),
        ("5", "[DBNum1]0", EPOCH_1900, "UNSEEN"),
        ("5", "0;0;0;@;0", EPOCH_1900, "UNSEEN"),
        ("46178", "[$-40C]d mmmm yyyy", EPOCH_1900, "UNSEEN"),
        ("46178", "[$-D07041E]dd/mm/yyyy", EPOCH_1900, "UNSEEN"),
        ("75", "[>100]0;[<50]0", EPOCH_1900, "UNSEEN"),
        ("1000000000000000", "0", EPOCH_1900, "LONG"),
        ("123456789012345678", "0", EPOCH_1900, "LONG"),
        ("-123456789012345678", "#,##0", EPOCH_1900, "LONG"),
        ("123456789012", "General", EPOCH_1900, "OTHER"),
        ("-1234", "#,##0;[Red]#,##0", EPOCH_1900, "OTHER"),
        ("-5", '0" đồng";[Red]0" đồng"', EPOCH_1900, "OTHER"),
    ],
)
def test_what_nobody_could_read_rightly_is_asked_back(raw, code, epoch, reason):
    assert number_cell(raw, code, epoch).shown_doubt.reason.name == reason


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("999999999999999", "0"),
        ("99999999999", "General"),
        ("-5", '0" đồng";"âm "0" đồng"'),
        ("-5", "0;(0)"),
        ("46178", "[$-40C]dd/mm/yyyy"),
        ("-5", ";;;"),
        ("1E+20", "0.00E+00"),
    ],
)
def test_what_is_seen_rightly_is_not_asked_back(raw, code):
    assert number_cell(raw, code).shown_doubt is None


@pytest.mark.parametrize("raw", ["", "x", "1e999", "1_000", "٣", "0x1", "--1", "1,5", "1e"])
def test_what_is_no_number_of_a_file_is_none(raw):
    with pytest.raises(ValueError, match=r".*"):
        number_cell(raw, "0")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "Đông"),
        ("@", "Đông"),
        ("0.00", "Đông"),
        ('"Xã "@', "Xã Đông"),
        ('0;-0;0;"Xã "@', "Xã Đông"),
        ("dd/mm/yyyy;@", "Đông"),
        (";;;", ""),
        ('0;0;0;"chữ"', "chữ"),
    ],
)
def test_a_text_is_shown_as_its_format_says(code, shown):
    assert show_text("Đông", code) == shown
    assert in_table("Đông", code) == (shown, [])
    assert in_form("chu", "Đông", code)[0] == ([shown] if shown else [])


# --- LibreOffice as the judge ----------------------------------------------------------------------


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same_in_xlsx_and_ods(tmp_path):
    profile, table = tmp_path / "ho-so", tmp_path / "bang.xlsx"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(VIETNAMESE, "utf-8")
    table.write_bytes(workbook(*(((float(raw), code),) for raw, code, *_ in CELLS)))
    for target in (SHOWN_AS_CSV, "ods"):
        words = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", target]
        subprocess.run([*words, "--outdir", tmp_path, table], check=True, capture_output=True, timeout=120)
    with (tmp_path / "bang.csv").open(encoding="utf-8", newline="") as file:
        expected = [" ".join(line[0].split()) if line else "" for line in csv.reader(file)]
    for name in ("bang.xlsx", "bang.ods"):
        lines = dict(read_table_sheet((tmp_path / name).read_bytes(), name).lines)
        ours = [(lines.get(number) or [""])[0] for number in range(1, len(CELLS) + 1)]
        compared = zip(CELLS, ours, expected, strict=True)
        wrong = [(raw, code, us, them) for (raw, code, *_), us, them in compared if us != them]
        assert [case for case in wrong if case[:2] not in OTHERWISE] == []


# --- tables of recipients --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "said", "wrong"),
    [
        (2 / 3, "0.00", "0,67", None),
        (0.25, "0%", "25%", None),
        (0.125, "0.0%", "12,5%", None),
        (4, "00000", "00004", None),
        (1e-7, "0.0000000", "0,0000001", None),
        (46178.604166666664, "dd/mm/yyyy hh:mm", "05/06/2026 14:30", None),
        (46178, "mm/yyyy", "06/2026", None),
        (46178, "dd/mm/yyyy", "05/06/2026", None),
        (1234567, "#,##0", "1.234.567", None),
        (1234567, '0.0,," triệu"', "1,2 triệu", None),
        (0.5, "# ?/?", "1/2", None),
        (12345678901, None, "12345678901", None),
        (2026, "dd/mm/yyyy", "18/07/1905", "B017"),
        (25, "d/m", "25/1", "B017"),
        (123456789012, None, "1,23457E+11", "B015"),
        (-1234, "#,##0;[Red]#,##0", "1.234", "B015"),
        (1234567890123456, "0", "1234567890123456", "B016"),
        (-1, "dd/mm/yyyy", "-1", "B018"),
        (5, "[DBNum1]0", "5", "B018"),
    ],
)
def test_a_cell_of_a_table_says_what_excel_shows_or_is_asked_back(value, code, said, wrong):
    text, problems = in_table(value, code)
    assert problems == ([(wrong, "b.xlsx[Sheet!B2]")] if wrong else [])
    assert wrong == "B018" or text == said


def test_what_is_asked_back_says_what_is_shown_and_what_is_held():
    (row,) = read_rows(workbook(("ten", "x"), ("A", (2026, "dd/mm/yyyy"))), "b.xlsx")
    assert "'18/07/1905'" in str(row.wrong[0])
    assert "'2026'" in str(row.wrong[0])


def test_days_of_a_table_may_be_counted_from_1904():
    assert in_table(datetime(2026, 6, 5), "dd/mm/yyyy", epoch=CALENDAR_MAC_1904) == ("05/06/2026", [])  # noqa: DTZ001


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('<c r="B2" s="1"><v>0.6666666666666666</v></c>', "0,67"),
        ('<c r="B2" s="1" t="n"><v>0.6666666666666666</v></c>', "0,67"),
        ('<c s="1" r="B2"><v>0.6666666666666666</v></c>', "0,67"),
        ("<c r='B2' s='1'><v>0.6666666666666666</v></c>", "0,67"),
        ('<c r="B2" s="1"><f>2/3</f><v>0.6666666666666666</v></c>', "0,67"),
        ('<c r="B2" s="1"><f t="shared" si="0"/><v>0.6666666666666666</v></c>', "0,67"),
        ('<c r="B2" s="1"><v> 0.6666666666666666 </v></c>', "0,67"),
        ('<c r="B2" s="1"><v xml:space="preserve">0.6666666666666666</v></c>', "0,67"),
        ('<x:c xmlns:x="{0}" r="B2" s="1"><x:v>0.6666666666666666</x:v></x:c>', "0,67"),
        ('<c r="B2" s="1" ><v>0.6666666666666666</v></c>', "0,67"),
        ('<c s="1"><v>0.6666666666666666</v></c>', "0,67"),
        ('<c r="B2" s="01"><v>0.6666666666666666</v></c>', "0,67"),
        ('<c r="B2" s="2"><v>4</v></c>', "00004"),
        ('<c r="B2" s="3" t="s"><v>2</v></c>', "Xã A"),
        ('<c r="B2" s="3" t="str"><f>1</f><v>B</v></c>', "Xã B"),
        ('<c r="B2" s="3" t="inlineStr"><is><t>C</t></is></c>', "Xã C"),
        ('<c r="B2" s="9"><v>7</v></c>', "7"),
        ('<c r="B2"><v>0.6666666666666666</v></c>', "0,666666667"),
    ],
)
def test_no_spelling_of_a_cell_hides_its_format(typed, said):
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    rows += f'<row r="2"><c r="A2" t="s"><v>2</v></c>{typed.replace("{0}", MAIN)}</row>'
    styles = '<xf numFmtId="0"/><xf numFmtId="2"/><xf numFmtId="170"/><xf numFmtId="171"/>'
    codes = (
        '<numFmt numFmtId="170" formatCode="00000"/><numFmt numFmtId="171" formatCode="&quot;Xã &quot;@"/>'
    )
    sheet = f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'
    parts = xlsx_parts(rows)
    assert plain(zip_of(parts, **{STYLES: sheet}), "b.xlsx") == [{"ten": "A", "so_ho": said}]
    assert SHEET in parts


def test_a_style_that_all_cells_have_who_name_none_is_seen_too():
    sheet = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="2"/></cellXfs></styleSheet>'
    assert plain(zip_of(xlsx_parts(), **{STYLES: sheet}), "b.xlsx") == [{"ten": "A", "so_ho": "7,00"}]


ODS_STYLES = (
    '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0">{}</office:automatic-styles>'
)


def in_ods(style, attributes, row="", column=""):
    """Return what an .ods says of a cell whose format is given as its XML."""
    styles = ODS_STYLES.format(
        f'{style}<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
    )
    own = "" if row or column else 'table:style-name="ce1"'
    lines = ods_row("ten", "x") + ods_row("A", cell(f"{own} {attributes}", "<text:p>?</text:p>")).replace(
        "<table:table-row ", f"<table:table-row {row} "
    )
    data = zip_content(styles, lines, column)
    (found,) = read_rows(data, "b.ods")
    return found.cells.said("x"), [problem.code for problem in found.wrong]


def zip_content(styles, lines, column):
    body = content(lines).replace("<office:body>", f"{styles}<office:body>")
    columns = f"<table:table-column/><table:table-column {column}/>"
    return ods(**{"content.xml": body.replace("<table:table-column/>", columns, 1)})


def digits(places=0, whole=1, more=""):
    return f'<number:number number:decimal-places="{places}" number:min-integer-digits="{whole}" {more}/>'


def number_style(inside, kind="number", more=""):
    return f'<number:{kind}-style style:name="N1" {more}>{inside}</number:{kind}-style>'


FLOAT = 'office:value-type="float" office:value="{}"'.format
DAY = 'office:value-type="date" office:date-value="{}"'.format
HOUR = 'office:value-type="time" office:time-value="{}"'.format
FIGURES = "<number:day number:style='long'/><number:text>/</number:text><number:month number:style='long'/><number:text>/</number:text><number:year number:style='long'/>"
AMERICAN = "<number:month number:style='long'/><number:text>/</number:text><number:day number:style='long'/><number:text>/</number:text><number:year/>"
CLOCK = "<number:hours/><number:text>:</number:text><number:minutes number:style='long'/>"


@pytest.mark.parametrize(
    ("style", "attributes", "said", "wrong"),
    [
        (number_style(digits(2)), FLOAT(2 / 3), "0,67", []),
        (number_style(digits(0, 5)), FLOAT(4), "00004", []),
        (number_style(digits(0, 1, "number:grouping='true'")), FLOAT(1234567), "1.234.567", []),
        (number_style(digits(2, 1, "number:min-decimal-places='0'")), FLOAT(1.5), "1,5", []),
        (number_style(digits(1, 1, "number:display-factor='1000'")), FLOAT(1234567), "1234,6", []),
        (number_style(digits(0) + "<number:text>%</number:text>", "percentage"), 'office:value-type="percentage" office:value="0.25"', "25%", []),
        (number_style(digits(0) + "<number:text> hộ</number:text>"), FLOAT(12), "12 hộ", []),
        (number_style(digits(0) + "<number:text>%</number:text>"), FLOAT(12), "12%", []),
        (number_style(digits(0) + '<number:text> "x"</number:text>'), FLOAT(12), '12 "x"', []),
        (number_style("<number:number number:min-integer-digits='1'/>"), FLOAT(2 / 3), "0,666666666666667", []),
        (number_style("<number:fraction number:min-integer-digits='0' number:min-numerator-digits='1' number:min-denominator-digits='1'/>"), FLOAT(0.5), "1/2", []),
        (number_style("<number:scientific-number number:decimal-places='2' number:min-integer-digits='1' number:min-exponent-digits='2'/>"), FLOAT(12345), "1,23E+04", []),
        (number_style(FIGURES, "date"), DAY("2026-06-05"), "05/06/2026", []),
        (number_style(AMERICAN, "date", "number:automatic-order='true'"), DAY("2026-06-05"), "05/06/2026", []),
        (number_style(AMERICAN, "date"), DAY("2026-06-05"), "06/05/26", []),
        (number_style(FIGURES, "date"), DAY("2026-06-05T14:30:00"), "05/06/2026", []),
        (number_style(FIGURES + "<number:text> </number:text>" + CLOCK, "date"), DAY("2026-06-05T14:29:59.999999"), "05/06/2026 14:30", []),
        (number_style("<number:month number:style='long'/><number:text>/</number:text><number:year number:style='long'/>", "date"), DAY("2026-06-05"), "06/2026", []),
        (number_style("<number:month number:style='long' number:textual='true'/>", "date", "number:language='en'"), DAY("2026-06-05"), "June", []),
        (number_style("<number:month number:style='long' number:textual='true'/>", "date", "number:language='fr'"), DAY("2026-06-05"), "46178", ["B018"]),
        (number_style("<number:quarter/>", "date"), DAY("2026-06-05"), "46178", ["B018"]),
        (number_style(CLOCK, "time"), HOUR("PT14H30M00S"), "14:30", []),
        (number_style(CLOCK, "time"), HOUR("PT38H30M00S"), "14:30", []),
        (number_style(CLOCK, "time", "number:truncate-on-overflow='false'"), HOUR("PT38H30M00S"), "38:30", []),
        (number_style(FIGURES, "date"), DAY("1905-07-18"), "18/07/1905", ["B017"]),
        (number_style(digits()), FLOAT("123456789012345678"), "123456789012345678", ["B016"]),
        ("", FLOAT("123456789012"), "123456789012", []),
        ("", FLOAT("123456789012345678"), "123456789012345678", ["B016"]),
        ("", DAY("2026-06-05T14:30:00"), "05/06/2026 14:30", []),
        ("", HOUR("PT14H30M15S"), "14:30:15", []),
        ("", 'office:value-type="percentage" office:value="0.125"', "12,5%", []),
    ],
)  # fmt: skip
def test_a_cell_of_an_ods_says_what_its_style_shows_or_is_asked_back(style, attributes, said, wrong):
    text, problems = in_ods(style, attributes)
    assert problems == wrong
    assert wrong == ["B018"] or text == said


def test_a_cell_of_an_ods_has_the_style_of_its_row_or_its_column():
    default = 'table:default-cell-style-name="ce1"'
    assert in_ods(number_style(digits(2)), FLOAT(2 / 3), row=default)[0] == "0,67"
    assert in_ods(number_style(digits(2)), FLOAT(2 / 3), column=default)[0] == "0,67"


SECTIONS = (
    '<number:number-style style:name="N1P0">{}</number:number-style>'
    '<number:number-style style:name="N1"><number:text>-</number:text>{}'
    '<style:map style:condition="value(){}0" style:apply-style-name="N1P0"/></number:number-style>'
)


def test_a_style_of_an_ods_may_have_another_for_some_numbers():
    style = SECTIONS.format(digits(1), digits(1), "&gt;=")
    assert in_ods(style, FLOAT(5))[0] == "5,0"
    assert in_ods(style, FLOAT(-5))[0] == "-5,0"


# --- forms -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "code", "filled"),
    [
        ("so_thap_phan", 2 / 3, "0.00", Decimal("0.666666666666667")),
        ("so_thap_phan", 0.125, "#,##0.0##", Decimal("0.125")),
        ("so_thap_phan", 0.5, "# ?/?", Decimal("0.5")),
        ("so_thap_phan", 0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', Decimal(0)),
        ("so_nguyen", 1234567, "#,##0", 1234567),
        ("so_nguyen", 4, "00000", 4),
        ("so_nguyen", -5, "0;(0)", -5),
        ("so_nguyen", 123456789012, "General", 123456789012),
        ("so_nguyen", 999999999999999, "0", 999999999999999),
        ("phan_tram", 0.25, "0%", Decimal(25)),
        ("phan_tram", 0.125, "0%", Decimal("12.5")),
        ("phan_tram", 12.5, '0.00"%"', Decimal("12.5")),
        ("ngay", 46178, "d-mmm-yy", datetime(2026, 6, 5).date()),  # noqa: DTZ001
        ("ngay", 46178.6, "dd/mm/yyyy", datetime(2026, 6, 5).date()),  # noqa: DTZ001
        ("chu", 2 / 3, "0.00", "0,67"),
        ("chu", 4, "00000", "00004"),
        ("chu", 46178, "mm/yyyy", "06/2026"),
        ("chu", 0.25, "0%", "25%"),
    ],
)
def test_a_form_takes_the_value_where_it_counts_and_what_is_shown_where_it_is_text(kind, value, code, filled):
    assert in_form(kind, value, code) == ([filled], [])


@pytest.mark.parametrize(
    ("kind", "value", "code", "wrong"),
    [
        ("so_nguyen", 1234567, "0.0,,", "F011"),
        ("so_nguyen", -1234, "#,##0;[Red]#,##0", "F011"),
        ("so_nguyen", 0, "0;-0;;@", "F011"),
        ("so_nguyen", 5, ";;;", "F011"),
        ("so_nguyen", 5, '"không"', "F011"),
        ("so_nguyen", 5, '"1"0', "F011"),
        ("so_nguyen", 1234567890123456, "0", "F012"),
        ("chu", 1234567890123456, "0", "F012"),
        ("chu", 123456789012, "General", "F011"),
        ("ngay", 2026, "dd/mm/yyyy", "F013"),
        ("ngay", 25, "dd/mm/yyyy", "F013"),
        ("chu", 2026, "dd/mm/yyyy", "F013"),
        ("ngay", -1, "dd/mm/yyyy", "F014"),
        ("ngay", 5062026, "dd/mm/yyyy", "F014"),
        ("so_nguyen", 5, "[DBNum1]0", "F014"),
        ("ngay", 46178, "mm/yyyy", "F009"),
        ("ngay", 46178.6, "dd/mm/yyyy h:mm", "F009"),
        ("so_nguyen", 46178, "dd/mm/yyyy", "F009"),
        ("so_nguyen", 0.25, "0%", "F009"),
        ("so_nguyen", 12.4, "#,##0", "F009"),
    ],
)
def test_a_form_asks_back_what_shows_another_value_than_it_holds(kind, value, code, wrong):
    assert in_form(kind, value, code) == ([], [wrong])


FIXED = {
    "so_nguyen": ("1.000", 1000, "#,##0"),
    "so_thap_phan": ("12,50", 12.5, "0.00"),
    "phan_tram": ("25%", 0.25, "0%"),
}


@pytest.mark.parametrize("kind", FIXED)
def test_a_fixed_number_is_the_same_however_it_is_shown(kind):
    typed, value, code = FIXED[kind]
    columns = [{"khoa": "a", "ten": "A", "kieu": kind}, {"khoa": "b", "ten": "B"}]

    def fill(page):
        answer({"A7": value, "B7": "x"})(page)
        page["A7"].number_format = code

    form = form_of(columns, dong=[[typed, ""]])
    values, problems = judge_form(
        read_excel_form(changed(form_workbook(form), fill), "b.xlsx"), form.identity
    )
    assert ([filled.value for filled in values], problems) == (["x"], [])


NUMBERS = ("0", "7", "-7", "1234.5", "0.005", "123456789.12")
BUILT = [
    head + body + tail
    for head, body, tail in itertools.product(
        ("", '"Số "', "[Red]"), ("0", "#,##0", "0.00", "#,##0.0#", "000"), ("", '" hộ"', "%", "\\ [$₫-42A]")
    )
]


@pytest.mark.parametrize("code", BUILT)
def test_what_is_shown_is_the_value_within_its_places(code):
    for raw in NUMBERS:
        found = number_cell(raw, code)
        shown = found.shown.replace("Số ", "").replace(" hộ", "").removesuffix(" ₫").removesuffix("%")
        number = Decimal(shown.replace(".", "").replace(",", "."))
        places = len(shown.partition(",")[2])
        held = Decimal(found.value.removesuffix("%").replace(",", "."))
        assert abs(number - held) <= Decimal(1).scaleb(-places) / 2, (raw, code, found)
