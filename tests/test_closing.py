"""From which day to which day the figures of a period are, what a form prints of it, and when it is due too soon."""

from datetime import date

import openpyxl
import pytest
from conftest import letter, lines, refusal

from dispatch import yaml_tree
from dispatch.building.products import build_letter, make_forms
from dispatch.model.validation import validate_letter
from dispatch.rules import check
from dispatch.text.report_periods import usual_closing
from dispatch.world import Disk

FORM = {"cot": ["TT", {"ten": "Số", "kieu": "số nguyên"}], "tieu_de": "BIỂU SỐ LIỆU", "dong_trong": "1"}


def read(**form):
    return validate_letter(yaml_tree.parse(text(**form), "thu.yaml"))


def text(**form):
    return letter(bieu_mau=[FORM | form], noi_dung=["Báo cáo theo biểu mẫu kèm theo."])


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("tháng 6/2026", (2026, 5, 15), (2026, 6, 14)),
        ("Tháng 06 năm 2026", (2026, 5, 15), (2026, 6, 14)),
        ("tháng 1/2026", (2025, 12, 15), (2026, 1, 14)),
        ("tháng 12/2026", (2026, 11, 15), (2026, 12, 14)),
        ("quý I/2026", (2025, 12, 15), (2026, 3, 14)),
        ("quý 4 năm 2026", (2026, 9, 15), (2026, 12, 14)),
        ("6 tháng đầu năm 2026", (2025, 12, 15), (2026, 6, 14)),
        ("sáu tháng cuối năm 2026", (2026, 6, 15), (2026, 12, 14)),
        ("năm 2026", (2025, 12, 15), (2026, 12, 14)),
    ],
)
def test_the_days_of_a_period(period, first, last):
    assert usual_closing(period) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "period",
    ["", "9 tháng năm 2026", "tháng 13/2026", "quý V/2026", "tháng 6", "tuần 3/2026", "năm học 2026 - 2027"],
)
def test_a_period_of_which_nobody_can_say_its_days(period):
    assert usual_closing(period) is None


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({}, ""),
        ({"chot": "không"}, ""),
        ({"chot": "có"}, "Số liệu từ ngày 15/5/2026 đến ngày 14/6/2026"),
        ({"chot": {"tu": "13/5/2026"}}, "Số liệu từ ngày 13/5/2026 đến ngày 14/6/2026"),
        ({"chot": {"den": "12/6/2026"}}, "Số liệu từ ngày 15/5/2026 đến ngày 12/6/2026"),
        ({"chot": {"den": "12/6/2026"}, "ky": "đợt 1"}, "Số liệu đến ngày 12/6/2026"),
    ],
)
def test_what_a_form_says_of_its_figures(said, line):
    (form,) = read(**({"ky": "tháng 6/2026"} | said)).bieu_mau
    assert (form.closing.line if form.closing else "") == line


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"chot": "có"}, "K060"),
        ({"chot": "có", "ky": "9 tháng năm 2026"}, "K060"),
        ({"chot": {"tu": "15/5/2026"}, "ky": "đợt 1"}, "K060"),
        ({"chot": {"den": "6/2026"}, "ky": "tháng 6/2026"}, "K061"),
        ({"chot": {"tu": "2026"}, "ky": "tháng 6/2026"}, "K061"),
        ({"chot": {"tu": "15/6/2026"}, "ky": "tháng 6/2026"}, "K062"),
        ({"chot": "đến 14/6", "ky": "tháng 6/2026"}, "K010"),
        ({"chot": {"den": "31/6/2026"}, "ky": "tháng 6/2026"}, "K004"),
    ],
)
def test_closing_days_that_are_none_are_refused(said, code):
    assert [problem.code for problem in refusal(read, **said)] == [code]


def test_closing_days_of_one_day_are_days():
    (form,) = read(ky="ngày 14", chot={"tu": "14/6/2026", "den": "14/6/2026"}).bieu_mau
    assert form.closing == (date(2026, 6, 14), date(2026, 6, 14))


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        ("14/6/2026", True),  # the day itself, a Sunday
        ("trước ngày 15/6/2026", True),
        ("15/6/2026", False),  # Monday
        ("trước ngày 16/6/2026", False),
        ("13/6/2026", True),  # before its figures close
        ("01/7/2026", False),
        ("ngày 14 hàng tháng", True),
        ("trước ngày 15 hàng tháng", True),
        ("ngày 15 hàng tháng", False),
        ("ngày 13 hàng tháng", False),  # the 13th of July
        ("khi nào xong", False),
        ("", False),
    ],
)
def test_a_form_is_due_a_working_day_after_its_figures_close(deadline, told):
    found = check(read(ky="tháng 6/2026", chot="có", han=deadline))
    assert [p.path for p in found if p.code == "CV370"] == [("bieu_mau", 0, "han")] * told


@pytest.mark.parametrize(("last", "told"), [("11/6/2026", False), ("12/6/2026", True), ("13/6/2026", True)])
def test_a_weekend_is_no_working_day(last, told):
    """Figures that close on Friday the 12th, due on Sunday the 14th."""
    found = check(read(ky="tháng 6/2026", chot={"den": last}, han="14/6/2026"))
    assert ("CV370" in [problem.code for problem in found]) == told


def test_without_closing_days_nothing_is_said_of_deadlines():
    assert "CV370" not in [problem.code for problem in check(read(ky="tháng 6/2026", han="14/6/2026"))]


def test_the_days_stand_under_the_period_in_word_and_in_excel(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "thu.yaml").write_text(text(ky="tháng 6/2026", chot="có"), "utf-8")
    line = "Số liệu từ ngày 15/5/2026 đến ngày 14/6/2026"
    data, _ = build_letter(Disk(), "thu.yaml")
    said = [text.replace("\xa0", " ") for _, text in lines(data)]
    assert said[said.index("Kỳ báo cáo: tháng 6/2026") + 1] == line
    products, _ = make_forms(Disk(), "thu.yaml", "UBND xã Một")
    (workbook,) = (product.data for product in products if product.suffix.endswith(".xlsx"))
    (tmp_path / "bieu.xlsx").write_bytes(workbook)
    column = [row[0] for row in openpyxl.load_workbook("bieu.xlsx")["Biểu"].iter_rows(values_only=True)]
    assert column[column.index("Kỳ báo cáo: tháng 6/2026") + 1] == line
