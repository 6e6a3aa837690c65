"""The summary as a Word file and as YAML of an appendix: the figures of the workbook, in the heading of the form."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import letter, refusal
from docx import Document
from test_returns import FORM, GOOD, Later, came, collected, filled, handed_out, room, run, sheet  # noqa: F401 - fixtures

from dispatch.jobs.collect import Collecting, collect_returns
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
