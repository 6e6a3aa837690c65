"""Workbooks of recipients: read as they are meant, refused where they would fill the memory or run something."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import letter, refusal
from openpyxl.styles import Font

from dispatch.cli.main import main
from dispatch.excel import limits
from dispatch.excel.returned_form import read_excel_form
from dispatch.problem import Refused
from dispatch.recipients.rows import read_rows
from dispatch.yaml_tree import to_plain

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
HEADING = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
ROW = '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>7</v></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ODS_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def zip_of(parts, **more):
    """Return an archive of some parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**parts, **more}.items():
            archive.writestr(name, data)
    return target.getvalue()


def xlsx_parts(rows=HEADING + ROW, texts=("ten", "so_ho", "A"), **changed):
    """Return the parts of a workbook as Excel writes it: texts by their numbers, references in every cell."""
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in (
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        )
    )
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return {
        "[Content_Types].xml": "<Types></Types>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Nơi nhận" sheetId="1" r:id="rworksheet"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        STYLES: f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
        TEXTS: f'<sst xmlns="{MAIN}" count="3" uniqueCount="{len(texts)}">{strings}</sst>',
        SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    } | changed


def xlsx(rows=HEADING + ROW, texts=("ten", "so_ho", "A"), **changed):
    return zip_of(xlsx_parts(rows, texts, **changed))


def ods_row(*cells, repeat=1):
    """Return a row of an .ods; a text is a cell of text, anything in angle brackets is taken as it is."""
    inside = "".join(
        cell
        if cell.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeat}">{inside}</table:table-row>'


BLANK = '<table:table-cell table:number-columns-repeated="{}"/>'
ENDLESS = ods_row(BLANK.format(16384), repeat=1_048_500)


def content(rows, before=""):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {ODS_SPACES} {CALC}><office:body>'
        f'<office:spreadsheet><table:table table:name="Nơi nhận"><table:table-column/>{rows}</table:table>'
        '<table:table table:name="Khác"><table:table-row/></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'


def ods(*rows, **changed):
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    parts |= {
        "META-INF/manifest.xml": MANIFEST.format("<manifest:file-entry/>"),
        "content.xml": content("".join(rows)),
    }
    return zip_of(parts | changed)


def plain(data, file):
    """Return the rows of a table as plain texts."""
    return [{name: to_plain(node) for name, node in row.cells.items()} for row in read_rows(data, file)]


def verdict(data, file="bang.xlsx"):
    """Return how a table is refused: code, place, reason."""
    (problem,) = refusal(read_rows, data, file)
    return problem.code, problem.place.file, dict(problem.values)["why"]


def bare_zip(name, stream, size, crc):
    """Return an archive with one deflated member whose list says whatever it is told."""
    sizes = struct.pack("<HHHLLL", 8, 0, 33, crc, len(stream), size)
    head = (
        b"PK\3\4"
        + struct.pack("<HH", 20, 0)
        + sizes
        + struct.pack("<HH", len(name), 0)
        + name.encode()
        + stream
    )
    entry = b"PK\1\2" + struct.pack("<HHH", 20, 20, 0) + sizes
    entry += struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, 0) + name.encode()
    return head + entry + b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(entry), len(head), 0)


def blank_stream(megabytes):
    """Return a deflated stream of so many megabytes of blanks, made from one that is repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + packer.flush()


def peak(action, *given):
    """Return the most memory that an action took, in megabytes."""
    tracemalloc.start()
    try:
        action(*given)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


# --- what is too large -----------------------------------------------------------------------------


BOMB = blank_stream(400)


def test_a_small_file_that_unpacks_to_400_megabytes_is_refused_without_being_unpacked():
    data = bare_zip("xl/workbook.xml", BOMB, 400_000_000, 0)
    assert len(data) < 500_000
    assert peak(lambda: verdict(data)) < 5
    assert verdict(data) == ("B001", "bang.xlsx", "tệp giải nén ra quá lớn")


@pytest.mark.parametrize("says", [0, 1_000, 10_000_000])
def test_a_member_that_holds_more_than_its_list_says_fills_no_memory(says):
    crc = zlib.crc32(b" " * says)  # the sum is that of what would be left if the rest were cut off
    data = bare_zip("xl/workbook.xml", BOMB, says, crc)
    assert peak(lambda: verdict(data)) < 5 + 4 * says / 1e6
    assert verdict(data) == ("B001", "bang.xlsx", "tệp hỏng")


def test_a_member_that_holds_less_than_its_list_says_is_damaged():
    data = bare_zip("xl/workbook.xml", blank_stream(1), 1_000_001, zlib.crc32(b" " * 1_000_000))
    assert verdict(data) == ("B001", "bang.xlsx", "tệp hỏng")


def test_the_same_door_stands_before_returned_forms():
    for says, why in ((1_000, "tệp hỏng"), (400_000_000, "tệp giải nén ra quá lớn")):
        data = bare_zip("xl/workbook.xml", BOMB, says, zlib.crc32(b" " * 1_000))
        (problem,) = refusal(read_excel_form, data, "b.xlsx")
        assert (problem.code, dict(problem.values)["why"]) == ("F001", why)


@pytest.mark.parametrize("make", [xlsx, lambda: ods(ods_row("ten"), ods_row("A"))], ids=["xlsx", "ods"])
@pytest.mark.parametrize("limit", ["members", "unpacked"])
def test_an_archive_of_just_the_limit_is_read_and_of_one_more_is_not(make, limit, monkeypatch):
    data = make()
    members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    just = {"members": len(members), "unpacked": sum(info.file_size for info in members)}[limit]
    monkeypatch.setattr(limits, "TABLE", limits.TABLE._replace(**{limit: just}))
    assert len(plain(data, "bang.xlsx")) == 1
    monkeypatch.setattr(limits, "TABLE", limits.TABLE._replace(**{limit: just - 1}))
    assert verdict(data)[2] == "tệp giải nén ra quá lớn"


@pytest.mark.parametrize(
    "make",
    [
        lambda last: xlsx(f'{HEADING}<row r="{last}"><c r="B{last}"><v>1</v></c></row>'),
        lambda last: ods(ods_row("ten", "so_ho"), ods_row("", "", repeat=last - 2), ods_row("", "1")),
    ],
    ids=["xlsx", "ods"],
)
def test_a_table_of_just_as_many_cells_as_may_be_is_read_and_the_cell_beyond_is_named(make, monkeypatch):
    monkeypatch.setattr(limits, "GRID_MOST", 2 * 50)
    assert [row["so_ho"] for row in plain(make(50), "bang.xlsx")] == ["1"]
    assert verdict(make(51)) == ("B001", "bang.xlsx[Nơi nhận!B51]", "có dữ liệu ở ô quá xa bảng; xóa ô đó")


LONG = "x" * 1_000
SHARERS = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>2</v></c></row>' for n in range(2, 12))


@pytest.mark.parametrize(
    ("make", "letters"),
    [
        (lambda: xlsx(HEADING + SHARERS, ("ten", "so_ho", LONG)), 10_000 + len("tenso_ho")),
        (lambda: ods(ods_row("ten", "so_ho"), ods_row(LONG, repeat=10)), 10_000 + len("tenso_ho")),
    ],
    ids=["xlsx", "ods"],
)
def test_texts_repeated_to_just_the_limit_are_read_and_one_letter_more_is_not(make, letters, monkeypatch):
    data = make()
    monkeypatch.setattr("dispatch.excel.table_sheet.open_workbook", door_to(data))
    monkeypatch.setattr(limits, "TABLE", limits.TABLE._replace(unpacked=letters))
    assert len(plain(data, "bang.xlsx")) == 10
    monkeypatch.setattr(limits, "TABLE", limits.TABLE._replace(unpacked=letters - 1))
    assert verdict(data)[2] == "tệp giải nén ra quá lớn"


def door_to(data):
    """Return a door that hands out what is inside, for limits that the archive itself would not pass."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return lambda *_: parts


def test_a_long_text_in_one_cell_is_no_reason_to_refuse_the_short_ones(monkeypatch):
    texts = ("ten", "so_ho", "A", LONG)
    rows = HEADING + SHARERS + '<row r="12"><c r="A12" t="s"><v>3</v></c></row>'
    monkeypatch.setattr(limits, "TABLE", limits.TABLE._replace(unpacked=5_000))
    assert len(plain(xlsx(rows, texts), "bang.xlsx")) == 11


@pytest.mark.parametrize(
    ("texts", "cell"),
    [
        (f"<si><t>{LONG[:500]}<!--</si>-->{LONG[:500]}</t></si>", "<v>2</v>"),
        (f"<si><t>a<x/>{LONG}</t></si>", "<v>2</v>"),
        (f"<si><t>{LONG}</t></si>" + "<si><t>a</t></si>" * 19, "<v>2<!-- -->1</v>"),
        (f"<si><t>{LONG}</t></si>" + "<si><t>a</t></si>" * 19, "<v>2&#49;</v>"),
        (f"<si><t>{LONG}</t></si><si><t>a</t></si>", "<v>3</v><v>2</v>"),
        (f"<si><t>a<si/></t></si><si><t>{LONG}</t></si>", "<v>2</v>"),
    ],
    ids=[
        "a comment in a text",
        "a tag in a text",
        "a comment in a number",
        "a reference",
        "two numbers",
        "nested",
    ],
)
def test_no_spelling_hides_how_often_a_long_text_is_repeated(texts, cell, monkeypatch):
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s">{cell}</c></row>' for n in range(2, 100))
    strings = f'<sst xmlns="{MAIN}"><si><t>ten</t></si><si><t>so_ho</t></si>{texts}</sst>'
    data = xlsx(HEADING + rows, **{TEXTS: strings})
    monkeypatch.setattr(limits, "TABLE", limits.TABLE._replace(unpacked=len(LONG) * 50))
    assert verdict(data)[:2] == ("B001", "bang.xlsx")


# --- cells far away --------------------------------------------------------------------------------


FAR = ("B001", "bang.xlsx[Nơi nhận!XFD1048576]", "có dữ liệu ở ô quá xa bảng; xóa ô đó")
DAMAGED = ("B001", "bang.xlsx", "tệp hỏng")


@pytest.mark.parametrize(
    ("row", "announced"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', FAR),
        ('<row r="1048576"><c r="XFD1048576" t="str"><v></v></c></row>', FAR),
        ("<row r='1048576'><c\nr = 'XFD1048576'><v>1</v></c></row>", FAR),
        ('<row r="3"><c s="0" r="XFD1048576"><v>1</v></c></row>', FAR),
        ('<row r="3"><x:c xmlns:x="{0}" r="XFD1048576"><x:v>1</x:v></x:c></row>', FAR),
        ('<row r="3"><x><c r="XFD1048576"><v>1</v></c></x></row>', FAR),
        ('<row r="3"><c r="$XFD$1048576"><v>1</v></c></row>', FAR),
        ('<row r="3"><c r="A3" r="XFD1048576"><v>1</v></c></row>', DAMAGED),
        ('<c r="XFD1048576"><v>1</v></c>', DAMAGED),
        ('<row r="3"><row r="1048576"/><c r="XFD3"><v>1</v></c></row>', DAMAGED),
        ('<row r="3"><c r="xfd1048576"><v>1</v></c></row>', DAMAGED),
        ('<row r="3"><c r="A4294967298"><v>1</v></c></row>', DAMAGED),
        ('<row r="3"><c r="AAAAAAAA3"><v>1</v></c></row>', DAMAGED),
        ('<row r="3"><c r="A0"><v>1</v></c></row>', DAMAGED),
        ('<row r="A3"><c><v>1</v></c></row>', DAMAGED),
    ],
)  # fmt: skip
def test_a_crafted_reference_is_refused_where_it_stands(row, announced):
    assert verdict(xlsx(HEADING + ROW + row.replace("{0}", MAIN))) == announced


def test_cells_that_say_no_reference_stand_one_after_the_other():
    data = xlsx("<row>" + HEADING.partition(">")[2] + "<row><c t='s'><v>2</v></c><c><v>7</v></c></row>")
    assert plain(data, "bang.xlsx") == [{"ten": "A", "so_ho": "7"}]


def test_cells_without_references_are_counted_all_the_same(monkeypatch):
    monkeypatch.setattr(limits, "GRID_MOST", 2_000)
    row = '<row r="1000"><c/><c/><c><v>1</v></c></row>'
    assert verdict(xlsx(HEADING + row))[1] == "bang.xlsx[Nơi nhận!C1000]"


def test_more_rows_than_any_sheet_has_are_not_counted_to_their_end(monkeypatch):
    monkeypatch.setattr("dispatch.excel.workbook_parts.ROWS_MOST", 10)
    rows = "".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in range(2, 11))
    assert len(plain(xlsx(HEADING + rows), "bang.xlsx")) == 9
    assert verdict(xlsx(HEADING + rows + "<row/><row/>")) == DAMAGED


def test_a_blank_cell_far_away_with_a_look_is_no_data():
    book = openpyxl.Workbook()
    for row in (["ten"], ["A"]):
        book.active.append(row)
    book.active.cell(1_048_576, 16_384).font = Font(bold=True)
    target = io.BytesIO()
    book.save(target)
    assert plain(target.getvalue(), "bang.xlsx") == [{"ten": "A"}]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (TEXTS, 'uniqueCount="3"', 'uniqueCount="99999999999"'),
        (TEXTS, 'uniqueCount="3"', "uniqueCount = '99999999999'"),
        (
            STYLES,
            "<cellXfs>",
            f'<numFmts><numFmt numFmtId="200" formatCode="{"0" * 1_001}"/></numFmts><cellXfs>',
        ),
    ],
)
def test_a_count_or_a_format_beyond_all_measure_is_refused(part, old, new):
    parts = xlsx_parts()
    assert verdict(zip_of(parts, **{part: parts[part].replace(old, new)})) == DAMAGED


@pytest.mark.parametrize("value", ["-1e300", "1e300"])
def test_an_hour_that_no_clock_shows_is_refused_and_does_not_end_the_program(value):
    parts = xlsx_parts(HEADING + f'<row r="2"><c r="A2" s="1"><v>{value}</v></c></row>')
    hours = '<numFmts><numFmt numFmtId="200" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/>'
    parts[STYLES] = parts[STYLES].replace('<cellXfs><xf numFmtId="0"/>', hours)
    assert verdict(zip_of(parts)) == DAMAGED


def test_a_format_of_just_the_limit_is_read():
    parts = xlsx_parts()
    wide = f'<numFmts><numFmt numFmtId="200" formatCode="{"0" * limits.FORMAT_MOST}"/></numFmts><cellXfs>'
    data = zip_of(parts, **{STYLES: parts[STYLES].replace("<cellXfs>", wide)})
    assert plain(data, "bang.xlsx") == [{"ten": "A", "so_ho": "7"}]


# --- what is locked, armed, damaged or something else ------------------------------------------------


def locked(data):
    """Set the mark of a password on the first member of an archive."""
    at = data.index(b"PK\1\2") + 8
    return data[:at] + b"\1" + data[at + 1 :]


def bzipped():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_BZIP2) as archive:
        for name, data in xlsx_parts().items():
            archive.writestr(name, data)
    return target.getvalue()


def with_dtd(parts, name):
    data = parts[name] if isinstance(parts[name], str) else parts[name].decode()
    return zip_of(parts, **{name: f'<!DOCTYPE a [<!ENTITY b "c">]>{data}'})


ENCRYPTION = MANIFEST.format("<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")
GOOD_ODS = (ods_row("ten"), ods_row("A"))


@pytest.mark.parametrize(
    ("file", "data", "why"),
    [
        ("bang.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "tệp đặt mật khẩu"),
        ("bang.xls", OLE, "tệp kiểu cũ (.xls)"),
        ("bang.xlsx", locked(xlsx()), "tệp đặt mật khẩu"),
        ("bang.xlsm", xlsx(**{"xl/vbaProject.bin": "x"}), "tệp có macro"),
        ("bang.xlsx", bzipped(), "tệp hỏng"),
        ("bang.xlsx", with_dtd(xlsx_parts(), SHEET), "tệp hỏng"),
        ("bang.xlsx", xlsx(**{SHEET: "".join(xlsx_parts()[SHEET]).encode("utf-16")}), "tệp hỏng"),
        ("bang.xlsx", xlsx(**{SHEET: "<worksheet><sheetData></worksheet>"}), "tệp hỏng"),
        ("bang.xlsx", zip_of({"word/document.xml": "<a></a>"}), "không phải tệp Excel .xlsx"),
        ("bang.xlsx", b"ten;so_ho", "không phải tệp Excel .xlsx"),
        ("bang.ods", b"ten;so_ho", "không phải tệp bảng tính .ods"),
        ("bang.ods", zip_of({"word/document.xml": "<a></a>"}), "không phải tệp bảng tính .ods"),
        ("bang.ods", ods(**{"content.xml": f"<office:document-content {ODS_SPACES}><office:text/></office:document-content>"}), "không phải tệp bảng tính .ods"),
        ("bang.ods", ods(*GOOD_ODS, **{"META-INF/manifest.xml": ENCRYPTION, "content.xml": b"\x91\0\x13"}), "tệp đặt mật khẩu"),
        ("bang.ods", zip_of({"META-INF/manifest.xml": ENCRYPTION, "encrypted-package": b"\x91"}), "tệp đặt mật khẩu"),
        ("bang.ods", ods(*GOOD_ODS, **{"Basic/Standard/Module1.xml": "<a></a>"}), "tệp có macro"),
        ("bang.ods", ods(*GOOD_ODS, **{"Scripts/python/a.py": "x"}), "tệp có macro"),
        ("bang.ods", ods(**{"content.xml": content(ods_row("ten"), "<!DOCTYPE a>")}), "tệp hỏng"),
        ("bang.ods", ods(**{"content.xml": content(ods_row("ten"))[:-30]}), "tệp hỏng"),
        ("bang.ods", ods(ods_row("ten", repeat="1" * 5_000)), "tệp hỏng"),
        ("bang.ods", ods(ods_row("ten", repeat="x")), "tệp hỏng"),
        ("bang.ods", ods(ods_row('<table:table-cell office:value-type="float" office:value="x"/>')), "tệp hỏng"),
        ("bang.ods", ods(ods_row('<table:table-cell><text:p>a<text:s text:c="256"/></text:p></table:table-cell>')), "tệp hỏng"),
    ],
)  # fmt: skip
def test_what_is_not_safe_to_open_is_refused_and_said_why(file, data, why):
    assert verdict(data, file) == ("B001", file, why)


def test_an_ods_that_lists_no_macro_has_none():
    data = ods(*GOOD_ODS, **{"Basic/script-lc.xml": "<a></a>", "Basic/Standard/script-lb.xml": "<a></a>"})
    assert plain(data, "bang.ods") == [{"ten": "A"}]


def test_an_ods_is_no_returned_form():
    (problem,) = refusal(read_excel_form, ods(*GOOD_ODS), "b.xlsx")
    assert (problem.code, dict(problem.values)["why"]) == ("F001", "không phải tệp Excel .xlsx")


@pytest.mark.parametrize(
    ("file", "data"),
    [("bang.xlsx", xlsx()), ("bang.ods", ods(ods_row("ten", "so_ho"), ods_row("A", "7"), ENDLESS))],
)
def test_a_workbook_with_a_spoilt_byte_is_read_or_refused(file, data):
    crashes = set()
    for at in range(0, len(data), 13):
        try:
            read_rows(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :], file)
        except Refused:
            pass
        except Exception as error:  # noqa: BLE001 - they are gathered, to be told together
            crashes.add(type(error).__name__)
    assert crashes == set()


@pytest.mark.parametrize(("file", "make"), [("bang.xlsx", xlsx_parts), ("bang.ods", None)])
def test_a_part_with_a_spoilt_letter_is_read_or_refused(file, make):
    parts = (
        make()
        if make
        else {"META-INF/manifest.xml": "<a></a>", "content.xml": content(ods_row("ten") + ods_row("A"))}
    )
    name = SHEET if make else "content.xml"
    crashes = set()
    for at in range(len(parts[name])):
        for letter_ in '"<9':
            data = zip_of(parts, **{name: parts[name][:at] + letter_ + parts[name][at + 1 :]})
            try:
                read_rows(data, file)
            except Refused:
                pass
            except Exception as error:  # noqa: BLE001 - they are gathered, to be told together
                crashes.add((type(error).__name__, at, letter_))
    assert crashes == set()


# --- .ods ------------------------------------------------------------------------------------------


def number(value, kind="float"):
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"><text:p>?</text:p></table:table-cell>'


CSV = "Tên;Số hộ;Ghi chú\nVăn Lăng;1200;a\nVăn Lang;7;\nVăn Lang;7;\nVăn Lạng;12,5;b\n"


def test_an_ods_reads_as_the_same_table_in_csv():
    data = ods(
        ods_row(BLANK.format(16384), repeat=3),
        ods_row("Tên", "Số hộ", "Ghi chú", BLANK.format(16381)),
        ods_row("Văn Lăng", number(1200), "a", BLANK.format(16381)),
        ods_row("Văn Lang", number(7), BLANK.format(16382), repeat=2),
        ods_row("Văn Lạng", number(12.5), "b"),
        ENDLESS,
    )
    assert plain(data, "bang.ods") == plain(data, "BẢNG.ODS") == plain(CSV.encode(), "bang.csv")


def test_a_cell_of_an_ods_is_named_as_its_reader_finds_it():
    rows = read_rows(
        ods(ods_row("", "", "ten"), ods_row("", repeat=4), ods_row("", "", "A", repeat=2)), "bang.ods"
    )
    assert [row.cells["ten"].place.file for row in rows] == ["bang.ods[Nơi nhận!C6]", "bang.ods[Nơi nhận!C7]"]


def cell(attributes, inside=""):
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("<text:p> Văn  Lăng </text:p>", "Văn  Lăng"),
        ("<text:p>số 1</text:p><text:p>ngõ 3</text:p>", "số 1\nngõ 3"),
        ("<text:p>a<text:s/>b<text:s text:c='3'/>c<text:tab/>d<text:line-break/>e</text:p>", "a b   c\td\ne"),
        ("<text:p>a<text:span>b<text:a>c</text:a></text:span>d</text:p>", "abcd"),
        ("<office:annotation><text:p>xem lại</text:p></office:annotation><text:p>A</text:p>", "A"),
        (cell('office:value-type="string" office:string-value="A"', "<text:p>B</text:p>"), "A"),
        (number(1_200_000), "1200000"),
        (number(-0.25), "-0,25"),
        (number(0.30000000000000004), "0,3"),
        (number(0.125, "percentage"), "12,5%"),
        (number(0.25, "percentage"), "25%"),
        (number("inf"), "inf"),
        (cell('office:value-type="boolean" office:boolean-value="true"', "<text:p>ĐÚNG</text:p>"), "TRUE"),
        (cell('office:value-type="date" office:date-value="2026-03-05T14:30:00"'), "05/03/2026 14:30"),
        (cell('office:value-type="date" office:date-value="2026-03-05"'), "05/03/2026"),
        (cell('office:value-type="date" office:date-value="-0044-03-15"', "<text:p>15/3/-44</text:p>"), "15/3/-44"),
        (cell('office:value-type="time" office:time-value="PT14H30M00S"'), "14:30"),
        (cell('office:value-type="time" office:time-value="P1D"', "<text:p>24:00</text:p>"), "24:00"),
        (cell('table:formula="of:=[.A1]" office:value-type="float" office:value="42"', "<text:p>42</text:p>"), "42"),
        (cell('table:formula="of:=[.A1]" office:value-type="string"', "<text:p/>"), ""),
        ("<table:covered-table-cell><text:p>dưới ô gộp</text:p></table:covered-table-cell>", ""),
    ],
)  # fmt: skip
def test_a_cell_of_an_ods_says_what_its_reader_sees(typed, reads):
    typed = typed if typed.startswith("<table") else cell('office:value-type="string"', typed)
    data = ods(ods_row("ten", "gia_tri"), ods_row("A", typed))
    assert plain(data, "bang.ods") == [{"ten": "A", "gia_tri": reads}]


def test_a_number_and_a_day_read_alike_in_xlsx_and_ods():
    book = openpyxl.Workbook()
    for row in (["so", "ngay"], [0.1 + 0.2, date(2026, 12, 31)]):
        book.active.append(row)
    book.active["B2"].number_format = "dd/mm/yyyy"
    target = io.BytesIO()
    book.save(target)
    day = cell('office:value-type="date" office:date-value="2026-12-31"')
    same = ods(ods_row("so", "ngay"), ods_row(number(0.1 + 0.2), day))
    assert plain(target.getvalue(), "b.xlsx") == plain(same, "b.ods") == [{"so": "0,3", "ngay": "31/12/2026"}]


def test_a_formula_of_an_ods_that_failed_or_was_never_worked_out_is_told():
    data = ods(
        ods_row("ten", "so"),
        ods_row("A", cell('table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"', "<text:p>#DIV/0!</text:p>")),
        ods_row("B", cell('table:formula="of:=1/0" office:value-type="string"', "<text:p>Err:502</text:p>")),
        ods_row(cell('table:formula="of:=6*7"'), "", repeat=2),
        ods_row("#N/A", "1"),
    )  # fmt: skip
    rows = read_rows(data, "bang.ods")
    assert [(p.code, p.place.file, dict(p.values).get("text")) for row in rows for p in row.wrong] == [
        ("B008", "bang.ods[Nơi nhận!B2]", "#DIV/0!"),
        ("B008", "bang.ods[Nơi nhận!B3]", "Err:502"),
        ("B009", "bang.ods[Nơi nhận!A4]", None),
        ("B009", "bang.ods[Nơi nhận!A5]", None),
    ]
    assert [row.cells.said("so") for row in rows] == ["", "", "", "", "1"]


def test_a_table_inside_a_cell_is_not_taken_for_the_end_of_the_sheet():
    inner = f"<text:p/><table:table>{ods_row('x')}</table:table>"
    data = ods(ods_row("ten"), ods_row(cell("", inner)), ods_row("A"))
    assert plain(data, "bang.ods") == [{"ten": "A"}]


@pytest.mark.parametrize(
    ("rows", "announced"),
    [
        ([ods_row("A", repeat=16_000_000)], ("B001", "bang.ods[Nơi nhận!A16000001]")),
        ([ods_row("A", "<table:table-cell table:number-columns-repeated='16000000'><text:p>b</text:p></table:table-cell>")], ("B001", "bang.ods[Nơi nhận!AHZHPQ2]")),
        ([ods_row(BLANK.format(16383), "b", repeat=1_048_575)], ("B001", "bang.ods[Nơi nhận!XFD1048576]")),
        ([ENDLESS, ods_row(BLANK.format(16383), "b")], ("B001", "bang.ods[Nơi nhận!XFD1048502]")),
        ([ods_row("x" * 1_000_000, repeat=1_000)], ("B001", "bang.ods")),
    ],
)  # fmt: skip
def test_what_an_ods_repeats_without_end_is_refused_before_it_is_repeated(rows, announced):
    data = ods(ods_row("ten"), *rows)
    assert peak(lambda: verdict(data, "bang.ods")) < 20
    assert verdict(data, "bang.ods")[:2] == announced


# --- the command -----------------------------------------------------------------------------------


def test_a_batch_makes_the_same_letters_from_an_ods_as_from_a_csv(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("thu.yaml").write_text(
        letter(kinh_gui=["UBND {{ ten }}"], noi_dung=["Gửi {{ so_ho }} hộ."]), "utf-8"
    )
    Path("bang.csv").write_text("Tên;Số hộ\nxã Một;12\nxã Hai;7\n", "utf-8")
    Path("BANG.ODS").write_bytes(
        ods(ods_row("Tên", "Số hộ"), ods_row("xã Một", number(12)), ods_row("xã Hai", number(7)), ENDLESS)
    )
    letters = []
    for table in ("bang.csv", "BANG.ODS"):
        run = CliRunner().invoke(
            main, ["batch", "thu.yaml", "--to", table, "-o", table.lower() + ".ra", "--bare"]
        )
        assert run.exit_code == 0, run.output
        letters.append({path.name: path.read_bytes() for path in Path(table.lower() + ".ra").glob("*.docx")})
    assert letters[0] == letters[1]
    assert len(letters[0]) == 2


def test_the_help_of_batch_names_every_kind_of_table():
    said = CliRunner().invoke(main, ["batch", "--help"]).output
    assert ".xlsx, .ods, .csv hoặc .yaml" in " ".join(said.split())


def _workbook(cells):
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"A1": "a", "A2": 1, "A3": "=1+1"}, [("A2", []), ("A3", ["A3"])]),
        ({"A3": "a", "B3": "b", "A4": 1, "B4": 2, "A5": 3, "B5": "=2"}, [("A4", []), ("A5", ["B5"])]),
        ({"B2": "a", "C2": "b", "B3": 1, "C3": "=2", "B4": 3, "C4": 4}, [("B3", ["C3"]), ("B4", [])]),
        (
            {"A1": "a", "B1": "b", "A2": 1, "B2": 2, "A3": "=1", "B3": "=2"},
            [("A2", []), ("A3", ["A3", "B3"])],
        ),
        ({"A1": "a", "A2": "=2"}, [("A2", ["A2"])]),
        ({"A5": "a", "A9": "x"}, [("A9", [])]),
    ],
    ids=[
        "at once",
        "under blank rows",
        "beside a blank column",
        "a last row of formulas",
        "nothing else",
        "gaps",
    ],
)
def test_a_row_is_told_where_it_stands_and_bears_its_own_failures(cells, expected):
    rows = read_rows(_workbook(cells), "a.xlsx")
    places = [(str(row.place), [str(problem.place) for problem in row.wrong]) for row in rows]
    inside = [
        (place.split("!")[1].split("]")[0], [p.split("!")[1].split("]")[0] for p in wrong])
        for place, wrong in places
    ]
    assert inside == expected
