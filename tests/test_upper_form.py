"""The form of the level above, filled from our summary: which column, which row, and never a wrong figure."""

import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml
from conftest import letter, refusal
from docx import Document
from docx.oxml.ns import qn
from test_returns import FORM, GOOD, came, collected, filled, handed_out, room, run  # noqa: F401 - fixtures

from dispatch.excel.more_rows import moved
from dispatch.excel.returned_form import read_excel_form
from dispatch.forms.answers import Answer, Answers, answer_text
from dispatch.forms.no_value import NoValue
from dispatch.forms.returned import FilledValue
from dispatch.jobs.report import Reporting, report_upwards
from dispatch.returns import journal
from dispatch.returns.fill_upper import ColumnMapping
from dispatch.returns.reading import Kind, Reading, read_returned
from dispatch.returns.store import read_journal
from dispatch.returns.upper_answers import refuse_other_reading
from dispatch.world import Disk

UPPER = {
    "ma": "bo",
    "tieu_de": "BIỂU CỦA BỘ",
    "cot": [
        {"khoa": "noi_dung", "ten": "Nội dung"},
        {"khoa": "nguoi", "ten": "Tổng số người", "kieu": "số nguyên", "tong": "có"},
    ],
    "dong": [["Nam", ""], ["Nữ", ""]],
    "tong_cong": "Tổng",
}
ONE_ROW = {
    "ma": "bo",
    "cot": [
        {"khoa": "tinh", "ten": "Tỉnh"},
        {"khoa": "tong_so", "ten": "Tổng số", "kieu": "số nguyên"},
        {"khoa": "toc_do", "ten": "Tốc độ", "kieu": "số thập phân"},
    ],
    "dong_trong": "1",
}


def handed_down(form, kind="xlsx", unit="UBND tỉnh Mẫu"):
    """Return a form that the ministry has handed out to our province: its file, in the folder `bo`."""
    asked = letter(bieu_mau=[form], noi_dung=["Báo cáo theo biểu mẫu kèm theo."], kinh_gui=None)
    Path("bo.yaml").write_text(asked, "utf-8")
    Path("tinh.csv").write_text(f"ma;ten;kinh_gui\n52;{unit};{unit}\n", "utf-8")
    shutil.rmtree("bo", ignore_errors=True)
    run("batch", "bo.yaml", "--to", "tinh.csv", "-o", "bo", "--forms", "--quiet")
    (found,) = Path("bo/bieu").glob(f"*.{kind}")
    place = Path(f"cap-tren.{kind}")
    shutil.copy(found, place)
    return str(place)


def report(file, *columns, form=""):
    asked = Reporting("ra", "bc", ("Bộ Mẫu",), (file,), ColumnMapping(columns, form), force=True)
    return report_upwards(Disk(), asked)


def values(file):
    reading = read_returned(Path("bc", file).read_bytes(), file)
    assert [p.code for p in reading.problems] == []
    return {(one.row, one.key): one.value for one in reading.values}


@pytest.fixture
def two_units(room):  # noqa: F811 - the fixture
    came("a.xlsx", filled(1, GOOD), 18)
    came("b.xlsx", filled(2, {"B6": 1000, "B7": 5}), 18)
    return room


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_rows_and_columns_of_one_name_are_filled_and_the_total_is_theirs(two_units, kind):
    file = handed_down(UPPER, kind)
    done = report(file)
    assert [p.code for p in done.problems] == []
    assert values(file) == {(0, "nguoi"): 1010, (1, "nguoi"): 25}
    if kind == "xlsx":
        sheet = openpyxl.load_workbook(Path("bc", file), data_only=True)["Biểu"]
        assert [sheet[at].value for at in ("B6", "B7", "B8")] == [1010, 25, 1035]
        assert openpyxl.load_workbook(Path("bc", file))["Biểu"]["B8"].value == "=SUM(B6:B7)"
    else:
        total = Document(Path("bc", file)).tables[0].rows[-1]._tr
        assert [t.text for t in total.iter(qn("w:t"))] == ["Tổng", "1.035"]


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_level_above_collects_what_we_filled_in(two_units, kind):
    file = handed_down(UPPER, kind)
    report(file)
    run("collect", "bo", "bc", "-o", "bo.xlsx")
    rows = [*openpyxl.load_workbook("bo.xlsx", data_only=True)["Tổng hợp"].iter_rows(values_only=True)]
    assert rows[-3:] == [("Nam", 1010), ("Nữ", 25), ("Tổng cộng", 1035)]


def test_the_form_that_was_filled_is_changed_in_its_cells_alone(two_units):
    file = handed_down(UPPER)
    report(file)
    before, after = (zipfile.ZipFile(path) for path in (file, Path("bc", file)))
    assert before.namelist() == after.namelist()
    differing = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert differing == ["xl/worksheets/sheet1.xml"]
    assert Path(file).read_bytes() != Path("bc", file).read_bytes()


def test_columns_of_other_names_are_asked_for_once(two_units):
    file = handed_down(ONE_ROW)
    (problem,) = refusal(report, file)
    assert problem.code == "R060"
    assert "Tỉnh (`tinh`); Tổng số (`tong_so`)" in problem.text()
    assert "nguoi" in problem.hint_text()
    assert not Path("bc").exists()
    done = report(file, "tong_so=nguoi", "tinh={don_vi}")
    assert values(file) == {(0, "tinh"): "UBND tỉnh Mẫu", (0, "tong_so"): 1035}
    assert [(p.code, p.severity.name) for p in done.problems] == [("R067", "WARNING")]
    (kept,) = (event for event in read_journal(Disk(), "ra") if event.kind == journal.MAPPED)
    assert kept.facts["columns"] == {"tinh": "{don_vi}", "tong_so": "nguoi", "toc_do": "toc_do"}
    report(file)
    assert values(file)[0, "tong_so"] == 1035
    assert len([event for event in read_journal(Disk(), "ra") if event.kind == journal.MAPPED]) == 1


def test_another_mapping_counts_from_then_on(two_units):
    file = handed_down(ONE_ROW)
    report(file, "tong_so=nguoi", "tinh={don_vi}")
    report(file, "tinh=")
    assert values(file) == {(0, "tong_so"): 1035}
    report(file)
    assert values(file) == {(0, "tong_so"): 1035}


@pytest.mark.parametrize("said", ["tong_so", "tong_so=luong", "khac=nguoi", "=nguoi"])
def test_a_mapping_of_columns_that_are_none_is_refused(two_units, said):
    assert [p.code for p in refusal(report, handed_down(ONE_ROW), said)] == ["R061"]


def test_a_row_without_counterpart_is_told_on_both_sides(two_units):
    file = handed_down(UPPER | {"dong": [["Nam", ""], ["Khác", ""]]})
    codes = {(p.code, p.text()) for p in report(file).problems}
    assert codes == {
        ("R062", "biểu của cấp trên: dòng 'Khác' không có trong bảng tổng hợp, để trống"),
        ("R063", "bảng tổng hợp: dòng 'Nữ' không có chỗ trong biểu của cấp trên"),
    }
    assert values(file) == {(0, "nguoi"): 1010}


def by_unit():
    """Let our form be summed up a line a unit."""
    record = Path("ra/rounds.jsonl")
    record.write_text(record.read_text("utf-8").replace('"summary": ""', '"summary": "don_vi"'), "utf-8")


LIST = {
    "ma": "bo",
    "cot": [
        {"khoa": "tt", "ten": "TT"},
        {"khoa": "xa", "ten": "Xã"},
        {"khoa": "nguoi", "ten": "Số người", "kieu": "số nguyên", "tong": "có"},
    ],
    "tong_cong": "Tổng",
}
NAMED = "tt={tt}", "xa={don_vi}"
EACH = {
    (0, "tt"): "1",
    (0, "xa"): "xã Một",
    (0, "nguoi"): 30,
    (1, "tt"): "2",
    (1, "xa"): "xã Hai",
    (1, "nguoi"): 1005,
    (2, "tt"): "3",
    (2, "xa"): "xã Ba",
}


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize(
    "rows", [{"dong_trong": "3"}, {"dong_trong": "1", "lap": "có"}, {"dong_trong": "2", "lap": "có"}], ids=str
)
def test_each_unit_has_its_row_and_rows_are_added_where_the_form_allows_it(two_units, kind, rows):
    by_unit()
    file = handed_down(LIST | rows, kind)
    report(file, *NAMED)
    assert values(file) == EACH
    if kind == "xlsx":
        sheet = openpyxl.load_workbook(Path("bc", file))["Biểu"]
        assert sheet["C8"].value == "=SUM(C5:C7)"
        assert "C5:C7" in {str(span) for each in sheet.data_validations.dataValidation for span in each.sqref}
        assert sheet.print_area.startswith("'Biểu'!$A$1:$C$")


def test_too_few_rows_are_refused_and_nothing_is_cut_off(two_units):
    by_unit()
    assert [p.code for p in refusal(report, handed_down(LIST | {"dong_trong": "2"}), *NAMED)] == ["R064"]


def test_units_that_the_form_names_find_their_rows(two_units):
    by_unit()
    rows = {"dong": [["2", "Xã Hai", ""], ["1", "xã  Một", ""], ["3", "xã Ba", ""]]}
    file = handed_down(LIST | rows)
    report(file)
    assert values(file) == {(0, "nguoi"): 1005, (1, "nguoi"): 30}


def test_what_somebody_typed_is_not_written_over(two_units):
    file = handed_down(UPPER)
    book = openpyxl.load_workbook(file)
    book["Biểu"]["B6"] = 7
    book.save(file)
    (problem,) = refusal(report, file)
    assert (problem.code, problem.text()) == (
        "R065",
        "biểu của cấp trên: Biểu!B6 đã ghi '7', số tổng hợp là '1.010'",
    )
    book["Biểu"]["B6"] = 1010
    book.save(file)
    report(file)
    assert values(file)[0, "nguoi"] == 1010


def test_a_sum_of_nothing_is_no_zero_and_a_zero_is_one(room):  # noqa: F811 - the fixture
    came("a.xlsx", filled(1, {"B6": 0}), 18)
    file = handed_down(UPPER)
    report(file)
    assert values(file) == {(0, "nguoi"): 0}


def test_a_value_that_does_not_fit_a_column_is_refused(room):  # noqa: F811 - the fixture
    by_unit()
    came("a.xlsx", filled(1, {"B6": 3, "C6": 1.5}), 18)
    file = handed_down(LIST | {"dong_trong": "3"})
    (problem,) = refusal(report, file, "tt=", "xa=", "nguoi=toc_do")
    assert (problem.code, problem.text()) == (
        "R066",
        "'1,5' không ghi được vào cột 'Số người' của biểu cấp trên",
    )


def test_what_is_no_form_of_ours_or_was_altered_is_refused_whole(two_units):
    book = openpyxl.Workbook()
    book.save("cap-tren.xlsx")
    assert [p.code for p in refusal(report, "cap-tren.xlsx")] == ["F002"]
    file = handed_down(UPPER)
    book = openpyxl.load_workbook(file)
    book["Biểu"]["B5"] = "Số hộ"
    book.save(file)
    assert [p.code for p in refusal(report, file)] == ["F006"]
    assert not Path("bc").exists()


def test_the_form_of_the_level_above_is_never_written_over(two_units):
    file = handed_down(UPPER)
    before = Path(file).read_bytes()
    asked = Reporting("ra", ".", (), (file,), force=True)
    assert [p.code for p in refusal(report_upwards, Disk(), asked)] == ["W008"]
    assert Path(file).read_bytes() == before


def test_on_the_command_line_a_file_is_a_form_and_all_else_a_recipient(two_units):
    file = handed_down(UPPER)
    told = run("report", "ra", "-o", "bc", "--to", "Bộ Mẫu", "--to", file).stdout
    assert told.splitlines() == ["đã ghi bc/bao-cao.yaml", "đã ghi bc/bao-cao.docx", f"đã ghi bc/{file}"]
    assert yaml.safe_load(Path("bc/bao-cao.yaml").read_text("utf-8"))["kinh_gui"] == ["Bộ Mẫu"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("B5", "B5"),
        ("B6", "B8"),
        ("B5:B5", "B5:B7"),
        ("SUM(B4:B5)", "SUM(B4:B7)"),
        ("SUM(B6:B9)", "SUM(B8:B11)"),
        ("$A$1:$C$9", "$A$1:$C$11"),
        ("'_congvan'!$B$12:$D$12", "'_congvan'!$B$12:$D$12"),
        ("A1:A5 C3:C4", "A1:A7 C3:C4"),
        ("LOG10(B9)", "LOG10(B11)"),
    ],
)
def test_references_move_with_the_rows(text, expected):
    assert moved(text, 5, 2) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234, "1.234"),
        (Decimal("0.5"), "0,5"),
        (date(2026, 6, 5), "05/6/2026"),
        (NoValue.NOTHING, "không phát sinh"),
        ("chữ", "chữ"),
    ],
)
def test_an_answer_in_a_cell_of_text(value, text):
    assert answer_text(value) == text


def test_a_form_that_would_be_read_otherwise_is_refused(two_units):
    form = read_excel_form(Path(handed_down(UPPER)).read_bytes(), "cap-tren.xlsx")
    answers = Answers([Answer(0, 1, 1010)])
    meant = Reading(Kind.FORM, values=(FilledValue(0, "nguoi", 1010, "Biểu!B6"),))
    refuse_other_reading(form, answers, meant)
    for other in (Reading(Kind.FORM), meant._replace(values=(meant.values[0]._replace(value=1011),))):
        assert [p.code for p in refusal(refuse_other_reading, form, answers, other)] == ["R068"]


# --- what an office program makes of it -----------------------------------------------------------------------


def saved_by_libreoffice(file, folder):
    """Return a file as LibreOffice saves it again, formulas reckoned anew."""
    kind = Path(file).suffix[1:]
    words = ["soffice", f"-env:UserInstallation=file://{folder}/ho-so", "--headless", "--convert-to", kind]
    subprocess.run([*words, "--outdir", str(folder), str(file)], check=True, capture_output=True, timeout=300)
    return folder / Path(file).name


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_filled_form_with_rows_put_in_is_the_same_to_libreoffice(two_units, tmp_path_factory):
    by_unit()
    file = handed_down(LIST | {"dong_trong": "1", "lap": "có"})
    report(file, *NAMED)
    again = saved_by_libreoffice(Path("bc", file), tmp_path_factory.mktemp("lo"))
    reading = read_returned(again.read_bytes(), file)
    assert [problem.code for problem in reading.problems] == []
    assert {(one.row, one.key): one.value for one in reading.values} == EACH
    sheet = openpyxl.load_workbook(again, data_only=True)["Biểu"]
    assert sheet["C8"].value == 1035


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_form_that_libreoffice_has_saved_is_filled_as_well(two_units, tmp_path_factory, kind):
    by_unit()
    file = handed_down(LIST | {"dong_trong": "2", "lap": "có"}, kind)
    shutil.copy(saved_by_libreoffice(file, tmp_path_factory.mktemp("lo")), file)
    report(file, *NAMED)
    assert values(file) == EACH
