"""The summary as a Word file and as YAML of an appendix: the figures of the workbook, in the heading of the form."""

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import yaml
from conftest import letter, refusal
from docx import Document
from test_returns import FORM, GOOD, Later, came, collected, filled, handed_out, room, run, sheet  # noqa: F401 - fixtures
from test_upper_form import saved_by_libreoffice

from dispatch.jobs.collect import Collecting, collect_returns
from dispatch.returns.ledger import summaries_of
from dispatch.world import Disk

ROWS = [["Nam", "1.010", ""], ["Nữ", "25", ""], ["Tổng cộng", "1.035", ""]]


@pytest.fixture
def two_units(room):  # noqa: F811 - the fixture
    came("a.xlsx", filled(1, GOOD), 18)
    came("b.xlsx", filled(2, {"B6": 1000, "B7": 5}), 18)
    return room


def tables(file):
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(file).tables]


def test_the_word_file_holds_the_table_of_the_form(two_units):
    collected("th.docx")
    assert tables("th.docx")[-1] == [["Nội dung", "Số người", "Tốc độ"], *ROWS]
    assert "BIỂU SỐ LIỆU" in [paragraph.text for paragraph in Document("th.docx").paragraphs]


def test_the_yaml_is_an_appendix_that_a_letter_takes(two_units):
    collected("th.yaml")
    said = yaml.load(Path("th.yaml").read_text("utf-8"), yaml.BaseLoader)
    (appendix,) = said["phu_luc"]
    assert appendix["noi_dung"][0]["bang"]["dong"] == [
        [cell or "{không điền}" for cell in row] for row in ROWS
    ]
    own = yaml.load(letter(noi_dung=["Số liệu tại Phụ lục kèm theo."]), yaml.BaseLoader)
    Path("tiep.yaml").write_text(yaml.safe_dump(own | said, allow_unicode=True), "utf-8")
    run("build", "tiep.yaml")
    assert tables("tiep.docx")[-1][1:] == ROWS


@pytest.mark.parametrize("file", ["th.docx", "th.yaml"])
def test_the_same_again_is_the_same_file(two_units, file):
    collected(file)
    before = Path(file).read_bytes()
    collected(file)
    collected("khac.xlsx")
    collected(file)
    assert Path(file).read_bytes() == before


GROUPED = FORM | {
    "cot": [*FORM["cot"], {"khoa": "ho", "ten": "Số hộ", "kieu": "số nguyên", "tong": "có"}],
    "dong": [
        ["Chung", "", "", ""],
        "A. Thành thị",
        ["Nam", "", "", ""],
        ["Nữ", "", "", ""],
        {"nhom": ["B. Nông thôn", "", "", "x"]},
        ["Nam", "", "", ""],
        "C. Khác",
    ],
}


@pytest.fixture
def grouped(room):  # noqa: F811 - the fixture
    """Two units that have filled in a form whose rows stand in groups."""
    asked = letter(bieu_mau=[GROUPED], noi_dung=["Báo cáo theo biểu mẫu kèm theo."], kinh_gui=None)
    Path("thu.yaml").write_text(asked, "utf-8")
    shutil.rmtree("ra")
    run("batch", "thu.yaml", "--to", "ds.csv", "-o", "ra", "--forms", "--quiet")
    came("a.xlsx", filled(1, {"B6": 1, "B8": 10, "B9": 20, "B11": 5, "D8": 7}), 18)
    came("b.xlsx", filled(2, {"B6": 2, "B8": 100, "B9": 200, "B11": 50, "D11": 9}), 18)
    return room


def test_groups_of_rows_have_sums_of_their_own_and_the_total_passes_over_them(grouped):
    _, found = collected("th.xlsx")
    (summary,) = summaries_of(found.ledger)
    shown = [(line.values[0] or line.name, line.values[1], line.values[3]) for line in summary.lines]
    assert shown == [
        ("Chung", 3, 0),
        ("A. Thành thị", 330, 7),
        ("Nam", 110, 7),
        ("Nữ", 220, 0),
        ("B. Nông thôn", 55, "x"),
        ("Nam", 55, 9),
        ("C. Khác", None, None),
        ("Tổng cộng", 388, 16),
    ]
    page = openpyxl.load_workbook("th.xlsx")["Tổng hợp"]
    assert [page[at].value for at in ("B6", "B9", "B11", "B12", "D9")] == [
        "=SUBTOTAL(9,B7:B8)",
        "=SUBTOTAL(9,B10:B10)",
        None,
        "=SUBTOTAL(9,B5:B11)",
        "x",
    ]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_works_out_the_same_sums(grouped, tmp_path_factory):
    collected("th.xlsx")
    ours = sheet_values("th.xlsx")
    assert sheet_values(saved_by_libreoffice("th.xlsx", tmp_path_factory.mktemp("lo"))) == ours
    assert ours[-1][1] == 388


def sheet_values(file):
    page = openpyxl.load_workbook(file, data_only=True)["Tổng hợp"]
    return [row for row in page.iter_rows(min_row=5, values_only=True) if any(row)]


def test_several_forms_are_several_appendices_of_one_file(room):  # noqa: F811 - the fixture
    second = FORM | {"ma": "so-hai", "tieu_de": "BIỂU HAI", "cot": [*FORM["cot"][:2], "Ghi chú"]}
    asked = letter(bieu_mau=[FORM, second], noi_dung=["Báo cáo theo biểu mẫu kèm theo."], kinh_gui=None)
    Path("thu.yaml").write_text(asked, "utf-8")
    run("batch", "thu.yaml", "--to", "ds.csv", "-o", "hai", "--forms", "--quiet")
    collect_returns(Disk(), Collecting("hai", (), "th.docx"))
    assert [table[0] for table in tables("th.docx")] == [
        ["Nội dung", "Số người", "Tốc độ"],
        ["Nội dung", "Số người", "Ghi chú"],
    ]


def test_before_anything_came_the_summary_is_of_today(room):  # noqa: F811 - the fixture
    collect_returns(Later(date(2026, 6, 17)), Collecting("ra", (), "th.xlsx"))
    assert sheet("th.xlsx", "Tổng hợp")[1][:1] == ("(Tính đến ngày 17/6/2026: 0/3 đơn vị đã báo cáo)",)


@pytest.mark.parametrize("name", ["th.pdf", "th", "th.xls"])
def test_a_name_that_asks_for_no_kind_of_file_is_refused_before_anything_is_taken_in(two_units, name):
    before = Path("ra/journal.jsonl").read_bytes()
    asked = Collecting("ra", ("ve",), name)
    assert [problem.code for problem in refusal(collect_returns, Disk(), asked)] == ["R069"]
    assert (Path("ra/journal.jsonl").read_bytes(), Path(name).exists()) == (before, False)
