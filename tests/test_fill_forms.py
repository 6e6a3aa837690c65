"""Whatever is filled into a form by us is read back as just that, from Excel and from Word."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_sheet import form_of

from dispatch.building.load import compose_file
from dispatch.building.render import render_form_alone
from dispatch.excel.fill_form import fill_excel_form
from dispatch.excel.form_workbook import form_workbook
from dispatch.forms.answers import Answer, Answers, answer_text
from dispatch.forms.no_value import NoValue
from dispatch.forms.returned import answer_of
from dispatch.returns.reading import read_returned
from dispatch.word.fill_form import fill_word_form
from dispatch.world import Disk

COLUMNS = [
    {"khoa": "chu", "ten": "Chữ"},
    {"khoa": "nguyen", "ten": "Nguyên", "kieu": "số nguyên"},
    {"khoa": "thap_phan", "ten": "Thập phân", "kieu": "số thập phân"},
    {"khoa": "phan_tram", "ten": "Phần trăm", "kieu": "phần trăm"},
    {"khoa": "ngay", "ten": "Ngày", "kieu": "ngày"},
    {"khoa": "chon", "ten": "Chọn", "kieu": "lựa chọn", "lua_chon": ["có", "không"]},
]
FILL = {"xlsx": fill_excel_form, "docx": fill_word_form}
DECIMALS = st.decimals(-99_999_999, 99_999_999, places=3, allow_nan=False)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Zl", "Zp")), max_size=30)
VALUES = st.tuples(
    TEXTS.map(lambda text: " ".join(text.split()))
    | st.sampled_from(["=1+1", "_x0041_", "+84", "-", "a & <b>"]),
    st.integers(-999_999_999_999, 999_999_999_999),
    DECIMALS,
    DECIMALS,
    st.dates(date(1910, 1, 2), date(2999, 12, 31)),
    st.sampled_from(["có", "không"]),
)


@cache
def blank(kind):
    form = form_of(COLUMNS, dong_trong=1, lap="có")
    if kind == "xlsx":
        return form, form_workbook(form)
    whole, _ = compose_file(Disk(), "examples/stttt-bac-giang.yaml")
    return form, render_form_alone(Disk(), form, whole)


@pytest.mark.parametrize("kind", FILL)
@settings(max_examples=40, deadline=None)
@given(rows=st.lists(VALUES, min_size=1, max_size=3))
def test_what_is_filled_in_is_read_back(kind, rows):
    form, data = blank(kind)
    cells = [
        Answer(row, column, answer_of(answer_text(value), leaf))
        for row, values in enumerate(rows)
        for column, (leaf, value) in enumerate(zip(form.table.leaves, values, strict=True))
        if answer_text(value).strip(" ._…-/0123456789") or column
    ]
    reading = read_returned(FILL[kind](data, f"b.{kind}", Answers(cells, (), len(rows) - 1, 0)), f"b.{kind}")
    assert [p.text() for p in reading.problems] == []
    keys = [leaf.key for leaf in form.table.leaves]
    expected = {(row, keys[column]): value for row, column, value in cells}
    assert {(one.row, one.key): one.value for one in reading.values} == expected


@pytest.mark.parametrize("kind", FILL)
@pytest.mark.parametrize("value", [*NoValue])
def test_words_instead_of_a_value_are_read_back(kind, value):
    _, data = blank(kind)
    filled = FILL[kind](data, f"b.{kind}", Answers([Answer(0, column, value) for column in (1, 2, 3, 4)]))
    reading = read_returned(filled, f"b.{kind}")
    assert [one.value for one in reading.values] == [value] * 4


@pytest.mark.parametrize("kind", FILL)
@pytest.mark.parametrize("text", ["a\x00b", "a\x1b[31mb", "a\nb", "a\u202eb"])
def test_a_text_that_no_file_can_hold_ends_nothing(kind, text):
    _, data = blank(kind)
    reading = read_returned(FILL[kind](data, f"b.{kind}", Answers([Answer(0, 0, text)])), f"b.{kind}")
    assert len(reading.values) <= 1
    assert reading.identity.form == "thu"


def test_rows_that_are_not_there_are_put_in_their_place():
    """A program may leave out what is blank and has no look."""
    form, data = blank("xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.xml"):
                part = re.sub(rb'<c r="[CE]%d"[^>]*/>' % (first_row(book)), b"", part)
            target.writestr(name, part)
    filled = fill_excel_form(
        bare.getvalue(), "b.xlsx", Answers([Answer(0, 2, Decimal("1.5")), Answer(0, 1, 4)])
    )
    cells = openpyxl.load_workbook(io.BytesIO(filled))["Biểu"][first_row(book)]
    assert [cell.value for cell in cells[:4]] == [None, 4, 1.5, None]
    assert form.identity.form == "thu"


def first_row(book):
    return next(cell.row for row in book["Biểu"] for cell in row if not cell.protection.locked)


def test_the_same_answers_have_the_same_bytes():
    for kind, fill in FILL.items():
        answers = Answers([Answer(0, 1, 5), Answer(0, 2, Decimal("0.5"))])
        assert fill(blank(kind)[1], "b", answers) == fill(blank(kind)[1], "b", answers)
