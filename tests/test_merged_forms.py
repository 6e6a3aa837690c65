"""Forms whose cells are merged: as they go out in Word and Excel, and as they come back."""

import io
import shutil
import subprocess
from collections.abc import Callable

import pytest
from conftest import letter as written
from conftest import refusal
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator
from test_forms import fill, handed, one_form
from test_returns import run

from dispatch.excel.form_workbook import form_workbook
from dispatch.excel.returned_form import read_excel_form
from dispatch.forms import Structure, structure_of
from dispatch.forms.returned import judge_form
from dispatch.model import validation
from dispatch.word.returned_form import read_word_form
from dispatch.yaml_tree import parse

COLUMNS = [
    {"khoa": "tt", "ten": "TT"},
    {"khoa": "thon", "ten": "Thôn"},
    {"khoa": "gioi", "ten": "Giới"},
    {"khoa": "nguoi", "ten": "Số người", "kieu": "số nguyên"},
    {"khoa": "y_kien", "ten": "Ý kiến"},
]
ROWS = [
    ["1", "Thôn Một", "Nam", "", ""],
    ["^", "^", "Nữ", "", "^"],
    ["2", "Thôn Hai", "<", "", "…"],
    ["Cộng", "<", "<", "", "{không điền}"],
]


def merged(**changes):
    whole, form = one_form(**{"cot": COLUMNS, "dong": ROWS, **changes})
    return form, handed(form, whole)


ANSWERS = {"d1.nguoi": "12", "d2.nguoi": "15", "d3.nguoi": "9", "d1.y_kien": "thuận", "d4.nguoi": "36"}
EXPECTED = {
    (0, "nguoi"): 12,
    (0, "y_kien"): "thuận",
    (1, "nguoi"): 15,
    (2, "nguoi"): 9,
    (3, "nguoi"): 36,
}


def judged(read: Callable, data, form):
    values, problems = judge_form(read(data, "ve"), form.identity)
    return {(v.row, v.key): v.value for v in values}, [problem.code for problem in problems]


def sheet_with(form, answers=ANSWERS, change=lambda sheet: None):
    """Return the workbook of a form, filled in as a person at Excel would."""
    book = load_workbook(io.BytesIO(form_workbook(form)))
    sheet = book["Biểu"]
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "TT")
    columns = [column["khoa"] for column in COLUMNS]
    for place, text in answers.items():
        row, _, key = place[1:].partition(".")
        cell = sheet.cell(top + int(row), 1 + columns.index(key))
        cell.value = int(text) if text.isdecimal() else text
    change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_structure_says_what_is_merged_and_what_is_to_be_filled():
    structure = structure_of(merged()[0].table)
    assert structure.merges == ((0, 0, 2, 1), (0, 1, 2, 1), (0, 4, 2, 1), (2, 1, 1, 2), (3, 0, 1, 3))
    assert [texts for _, texts in structure.rows] == [
        ("1", "Thôn Một", "Nam", None, None),
        ("", "", "Nữ", None, ""),
        ("2", "Thôn Hai", "", None, None),
        ("Cộng", "", "", None, ""),
    ]
    assert structure.layout(1) == ((0, 1, True), (1, 1, True), (2, 1, False), (3, 1, False), (4, 1, True))
    assert structure.layout(3) == ((0, 3, False), (3, 1, False), (4, 1, False))
    assert Structure.recalled(structure.kept()) == structure


def test_a_row_is_read_with_what_goes_on_from_above():
    structure = structure_of(merged()[0].table)
    assert [structure.texts_as_read(row) for row in range(4)] == [
        ("1", "Thôn Một", "Nam", None, None),
        ("1", "Thôn Một", "Nữ", None, ""),
        ("2", "Thôn Hai", "", None, None),
        ("Cộng", "", "", None, ""),
    ]


def test_a_merge_more_or_less_is_another_version():
    plain = [[text if text not in "<^" else "x" for text in row] for row in ROWS]
    versions = {merged(dong=rows)[0].identity.version for rows in (ROWS, plain, [*ROWS[:3], plain[3]])}
    assert len(versions) == 3


@pytest.mark.parametrize(
    "merges",
    [
        *("[]", "[[0,0,1,1]]", "[[0,0,9,1]]", "[[0,0,1,9]]", "[[0,0,2,1],[1,0,1,2]]"),
        *("[[0,0]]", '["x"]', "[[0,0,2,1],[0,0,2,1]]", "[[-1,0,2,1]]", "null", "[[0,0,0,5]]"),
        "[[0,0,1000000,1000000]]",
    ],
)
def test_merges_that_no_form_had_are_not_recalled(merges):
    kept = structure_of(merged()[0].table)._replace(merges=()).kept()
    with pytest.raises(ValueError):  # noqa: PT011 - what it says is of several modules
        Structure.recalled(f"{kept[:-1]},false,{merges}]")


def test_a_form_that_takes_more_rows_has_no_merged_cells():
    def codes(**more):
        form = {"cot": ["TT", "Tên"], "dong": [["1", "<"]], "dong_trong": "2", **more}
        return [
            one.code
            for one in refusal(validation.validate_letter, parse(written(bieu_mau=[form]), "thu.yaml"))
        ]

    assert codes(lap="có") == ["K027"]
    validation.validate_letter(
        parse(written(bieu_mau=[{"cot": ["TT"], "dong_trong": "2", "lap": "có"}]), "x")
    )
    validation.validate_letter(parse(written(bieu_mau=[{"cot": ["TT", "Tên"], "dong": [["1", "<"]]}]), "x"))


def test_word_values_come_back_from_the_cells_that_are_seen(tmp_path):
    form, data = merged()
    filled = fill(data, ANSWERS)
    assert judged(read_word_form, filled, form) == (EXPECTED, [])
    assert judged(read_word_form, data, form) == ({}, ["F010"])
    (tmp_path / "bieu.docx").write_bytes(filled)
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "bieu.docx")).errors] == []


def test_excel_values_come_back_from_the_cells_that_are_seen():
    form, _ = merged()
    assert judged(read_excel_form, sheet_with(form), form) == (EXPECTED, [])
    assert judged(read_excel_form, form_workbook(form), form) == ({}, ["F010"])


def test_an_excel_total_adds_up_the_cells_that_are_there():
    columns = [*COLUMNS[:3], {**COLUMNS[3], "tong": "có"}, COLUMNS[4]]
    form, _ = merged(cot=columns, dong=[*ROWS[:2], ["2", "Thôn Hai", "Nam", "<", ""]], tong_cong="Cộng")
    sheet = load_workbook(io.BytesIO(form_workbook(form)))["Biểu"]
    (total,) = (cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=SUM"))
    first, last = total.value[5:-1].split(":")
    assert [total.row - sheet[at].row for at in (first, last)] == [3, 2]


def part_in_word(data, row, column):
    """Take apart the cells of a row that go on from above, as Split Cells of Word does."""
    document = Document(io.BytesIO(data))
    table = next(one for one in document.tables if one.rows[0].cells[0].text == "TT")
    cell = table.rows[row]._tr.tc_lst[column]
    mark = cell.tcPr.find(qn("w:vMerge"))
    cell.tcPr.remove(mark)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("row", "column"), [(2, 0), (2, 1), (2, 4)])
def test_a_cell_that_was_parted_in_word_is_told_and_nothing_is_read(row, column):
    form, data = merged()
    assert judged(read_word_form, part_in_word(fill(data, ANSWERS), row, column), form) == ({}, ["F029"])


def split_in_word(data):
    """Part the cell over two columns of the third row."""
    document = Document(io.BytesIO(data))
    table = next(one for one in document.tables if one.rows[0].cells[0].text == "TT")
    cell = table.rows[3]._tr.tc_lst[1]
    cell.tcPr.remove(cell.tcPr.find(qn("w:gridSpan")))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_cell_that_no_longer_covers_its_columns_is_told():
    form, data = merged()
    values, codes = judged(read_word_form, split_in_word(fill(data, ANSWERS)), form)
    assert (values, "F007" in codes) == ({}, True)


def unmerge(at):
    return lambda sheet: sheet.unmerge_cells(str(next(r for r in sheet.merged_cells.ranges if at(r))))


@pytest.mark.parametrize(
    "change",
    [
        unmerge(lambda span: span.size == {"rows": 2, "columns": 1} and span.min_col == 2),
        unmerge(lambda span: span.size == {"rows": 1, "columns": 2}),
    ],
)
def test_a_cell_that_was_parted_in_excel_is_told_and_nothing_is_read(change):
    form, _ = merged()
    values, codes = judged(read_excel_form, sheet_with(form, change=change), form)
    assert (values, set(codes)) == ({}, {"F007"})


def merge_below(sheet):
    at = next(row[3] for row in sheet.iter_rows() if row[2].value == "Nam")
    sheet.merge_cells(start_row=at.row, end_row=at.row + 1, start_column=4, end_column=4)


def test_a_further_merge_is_named_by_its_cell_and_the_others_are_read():
    form, _ = merged()
    values, codes = judged(read_excel_form, sheet_with(form, change=merge_below), form)
    assert codes == ["F025"]
    assert values == {at: value for at, value in EXPECTED.items() if at not in ((0, "nguoi"), (1, "nguoi"))}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["docx:MS Word 2007 XML", "xlsx:Calc MS Excel 2007 XML"])
def test_libreoffice_may_save_it_again(tmp_path, kind):
    form, data = merged()
    name = f"bieu.{kind[:4]}"
    (tmp_path / name).write_bytes(fill(data, ANSWERS) if kind.startswith("docx") else sheet_with(form))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", tmp_path / "lai"]
    subprocess.run([*convert, tmp_path / name], check=True, capture_output=True, timeout=120)
    read = read_word_form if kind.startswith("docx") else read_excel_form
    assert judged(read, (tmp_path / "lai" / name).read_bytes(), form) == (EXPECTED, [])


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("dòng", [("1", "Thôn Một", "Nam", 12, "thuận"), ("1", "Thôn Một", "Nữ", 15, None)]),
        ("cộng", [("1", "Thôn Một", "Nam", 24, None), ("1", "Thôn Một", "Nữ", 30, None)]),
    ],
)
def test_merged_forms_are_summed_up(tmp_path, monkeypatch, way, expected):
    form = {"ma": "gop", "cot": COLUMNS, "dong": ROWS, "tong_hop": way}
    asked = written(bieu_mau=[form], noi_dung=["Báo cáo theo biểu mẫu kèm theo."], kinh_gui=None)
    (tmp_path / "thu.yaml").write_text(asked, "utf-8")
    (tmp_path / "ds.csv").write_text(
        "ma;ten;kinh_gui\n01;xã Một;UBND xã Một\n02;xã Hai;UBND xã Hai\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    run("batch", "thu.yaml", "--to", "ds.csv", "-o", "ra", "--forms", "--quiet")
    (tmp_path / "ve").mkdir()
    word = next((tmp_path / "ra" / "bieu").glob("001*.docx"))
    (tmp_path / "ve" / "1.docx").write_bytes(fill(word.read_bytes(), ANSWERS))
    book = load_workbook(next((tmp_path / "ra" / "bieu").glob("002*.xlsx")))
    top = next(row[0].row for row in book["Biểu"].iter_rows() if row[0].value == "TT")
    for place, text in ANSWERS.items():
        at = ["tt", "thon", "gioi", "nguoi", "y_kien"].index(place[3:])
        book["Biểu"].cell(top + int(place[1]), 1 + at).value = int(text) if text.isdecimal() else text
    book.save(tmp_path / "ve" / "2.xlsx")
    run("collect", "ra", "ve", "-o", "tong-hop.xlsx")
    sheet = load_workbook("tong-hop.xlsx", data_only=True).worksheets[0]
    before = 2 if way == "dòng" else 0
    rows = [tuple(row[before : before + 5]) for row in sheet.iter_rows(values_only=True)]
    assert [row for row in rows if "Thôn Một" in row][:2] == expected
