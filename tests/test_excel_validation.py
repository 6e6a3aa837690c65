"""What a form of Excel takes while it is filled in: values of its columns, words instead of one, stated sums."""

import io
import re
import shutil
import subprocess

import openpyxl
import pytest
from test_sheet import form_of

from dispatch.excel.form_workbook import form_workbook
from dispatch.excel.validation import ERROR_MOST, FORMULA_MOST
from dispatch.forms.no_value import SPELLINGS

COLUMNS = [
    "Tên",
    {"khoa": "tong", "ten": "Tổng", "kieu": "số nguyên"},
    {"khoa": "nam", "ten": "Nam", "kieu": "số nguyên"},
    {"khoa": "nu", "ten": "Nữ", "kieu": "số nguyên"},
    {"khoa": "con", "ten": "Còn", "kieu": "số thập phân"},
    {"khoa": "ngay", "ten": "Ngày", "kieu": "ngày"},
]
NUMBERS = ["A", "(1=2+3)", "(2)", "(3)", "(4) = (1) - (2)", "(5)"]


def sheet_of(**more):
    form = form_of(COLUMNS, **{"so_cot": NUMBERS, "dong_trong": 1, **more})
    return openpyxl.load_workbook(io.BytesIO(form_workbook(form)))["Biểu"]


def checks_of(sheet):
    """Return what is checked in each column, by its letter."""
    return {str(check.sqref)[0]: check for check in sheet.data_validations.dataValidation}


def test_a_stated_sum_is_asked_about_and_marked_where_it_is_typed_and_nowhere_else():
    sheet = sheet_of()
    checks = checks_of(sheet)
    assert {letter: check.errorStyle for letter, check in checks.items()} == {
        "B": "warning",
        "C": None,
        "D": None,
        "E": "warning",
        "F": None,
    }
    assert "(1=2+3)" in checks["B"].error
    marked = {str(found.sqref)[0] for found in sheet.conditional_formatting}
    assert marked == {"B", "E"}


@pytest.mark.parametrize("numbers", [[], "có", ["A", "(1)", "(2)", "(3)", "(4)", "(5)"]])
def test_without_a_stated_sum_nothing_is_asked_or_marked(numbers):
    sheet = sheet_of(so_cot=numbers)
    assert {check.errorStyle for check in checks_of(sheet).values()} == {None}
    assert not [*sheet.conditional_formatting]


def test_formulas_and_messages_are_no_longer_than_excel_takes():
    letters = [f"c{number}" for number in range(2, 42)]
    columns = [{"khoa": key, "ten": key, "kieu": "số nguyên"} for key in ("c1", *letters)]
    rule = "(1=" + "+".join(str(number) for number in range(2, 42)) + ")"
    form = form_of(columns, so_cot=[rule, *(f"({number})" for number in range(2, 42))], dong_trong=1)
    for sheet in (sheet_of(), openpyxl.load_workbook(io.BytesIO(form_workbook(form)))["Biểu"]):
        for check in sheet.data_validations.dataValidation:
            assert len(check.formula1) <= FORMULA_MOST
            assert len(check.error) <= ERROR_MOST


ROWS = [  # what stands in columns B to F, and what of it is taken
    ((5, 2, 3, 3, 46000), "yes yes yes yes yes"),
    ((6, 2, 3, 4, 46000), "no yes yes yes yes"),
    ((5, 2, 3, 3.5, 46000), "yes yes yes no yes"),
    ((6, 2, 0, 4, 46000), "no yes yes yes yes"),
    ((6, 2, "-", 4, 46000), "yes yes yes yes yes"),
    ((1.5, 2.5, "25 người", "khoảng 3", 2026), "no no no no no"),
    (("-", "Không phát sinh", "–", "-", "-"), "yes yes yes yes yes"),
    ((0, 0, 0, 0, 0), "yes yes yes yes no"),
    (("0", "5 ", "không", "…", "x"), "no no no no no"),
]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_takes_what_is_to_be_taken(tmp_path):
    """The formula of each cell is put beside it, and a program that is not ours works it out."""
    checks = checks_of(sheet_of())
    book = openpyxl.Workbook()
    page = book.active
    for row, (values, _) in enumerate(ROWS, 1):
        for column, (letter, value) in enumerate(zip("BCDEF", values, strict=True), 2):
            page.cell(row, column, value)
            formula = re.sub(r"\b([B-F])\d+\b", rf"\g<1>{row}", checks[letter].formula1)
            page.cell(row, column + 10, f"={formula}")
    book.save(tmp_path / "thu.xlsx")
    words = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/ho-so",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run(
        [*words, "--outdir", tmp_path / "ra", tmp_path / "thu.xlsx"],
        check=True,
        capture_output=True,
        timeout=300,
    )
    found = openpyxl.load_workbook(tmp_path / "ra" / "thu.xlsx", data_only=True).active
    taken = [
        " ".join({1: "yes", 0: "no"}[found.cell(row, column + 10).value] for column in range(2, 7))
        for row in range(1, len(ROWS) + 1)
    ]
    assert taken == [said for _, said in ROWS]


def test_every_word_instead_of_a_value_is_taken():
    formula = checks_of(sheet_of())["C"].formula1
    assert [word for word in SPELLINGS if f'="{word}"' not in formula] == []
