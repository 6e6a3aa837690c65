"""Forms of Excel whose cells were moved, copied, hidden or dressed: refused by place, never read as another's."""

import copy
import io
import itertools
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from conftest import refusal
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Font

from dispatch import letter
from dispatch.building.load import load_letter
from dispatch.excel.form_workbook import form_workbook
from dispatch.excel.returned_form import read_excel_form
from dispatch.forms.returned import judge_form
from dispatch.world import Disk

ROOT = Path(__file__).parent.parent
ANSWERS = {
    "so_nguyen": 22,
    "so_thap_phan": 2.5,
    "phan_tram": 12.5,
    "ngay": date(2026, 6, 5),
}


def forms():
    """Yield the forms of all examples by the names of their files."""
    for file in sorted((ROOT / "examples").glob("**/*.yaml")):
        for form in letter.forms_of(load_letter(Disk(), str(file)).letter_data):
            yield f"{file.stem} {form.identity.form}", form


FORMS = dict(forms())


def corner(form, data):
    """Return where the body of a form begins."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    hidden = {row[0].value: row[1].value for row in book["_congvan"].iter_rows(max_col=2)}
    return openpyxl.utils.cell.coordinate_to_tuple(hidden["table"])[0] + form.table.heading_rows


def answer(form, cell):
    leaf = form.table.leaves[cell.column]
    return leaf.choices[0] if leaf.choices else ANSWERS.get(leaf.kind, f"chữ {cell.row}")


def filled(form, *edits):
    """Return a form with an answer in every cell, after somebody edited it."""
    data = form_workbook(form)
    first = corner(form, data)
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book["Biểu"]
    for row in form.table.body:
        for cell in row.cells:
            if cell.fill and row.kind != "tong":
                page.cell(first + cell.row, 1 + cell.column, answer(form, cell))
    for edit in edits:
        edit(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def judged(data, form):
    values, problems = judge_form(read_excel_form(data, "b.xlsx"), form.identity)
    return values, [problem.code for problem in problems], "\n".join(map(str, problems))


def take(page, row, column):
    return page._cells.pop((row, column), None)


def put(page, cell, row, column):
    if cell is not None:
        cell.row, cell.column = row, column
        page._cells[row, column] = cell


def shift(way, row, column, last_row, last_column):
    """Return an edit that deletes or inserts one cell, and moves those behind it as Excel does."""

    def edit(book):
        page = book["Biểu"]
        line = [(row, at) for at in range(column, last_column + 1)]
        if way in ("up", "down"):
            line = [(at, column) for at in range(row, last_row + 1)]
        cells = [take(page, *at) for at in line]
        if way in ("left", "up"):
            for cell, at in zip(cells[1:], line, strict=False):
                put(page, cell, *at)
            return
        step = (0, 1) if way == "right" else (1, 0)
        for cell, (down, across) in zip(cells, line, strict=True):
            put(page, cell, down + step[0], across + step[1])
        page.cell(row, column)._style = copy.copy(page.cell(row, max(1, column - 1))._style)

    return edit


def shifts():
    """Yield every way in which one cell of one row of a form can be deleted or inserted."""
    for name, form in FORMS.items():
        first, columns = corner(form, form_workbook(form)), form.table.columns
        for row in form.table.body:
            if row.kind == "nhom" or columns < 2:
                continue
            for column in sorted({1, columns // 2 + 1, columns}):
                for way in ("left", "right", "up", "down"):
                    last = first + len(form.table.body) - 1
                    yield pytest.param(
                        form,
                        shift(way, first + row.cells[0].row, column, last, columns),
                        id=f"{name} {row.cells[0].row} {column} {way}",
                    )


@pytest.mark.parametrize(("form", "edit"), list(shifts()))
def test_a_form_whose_cells_were_shifted_is_refused_by_place(form, edit):
    values, codes, text = judged(filled(form, edit), form)
    assert values == []
    assert {"F007", "F008", "F029"} & set(codes)
    assert "Biểu!" in text or "số dòng" in text


@pytest.mark.parametrize("form", list(FORMS.values()), ids=list(FORMS))
def test_a_filled_form_is_read_whole(form):
    values, codes, text = judged(filled(form), form)
    assert codes == [], text
    asked = [cell for row in form.table.body for cell in row.cells if cell.fill and row.kind != "tong"]
    assert len(values) == len(asked)


FORM = letter.forms_of(load_letter(Disk(), str(ROOT / "examples" / "stttt-bac-giang.yaml")).letter_data)[0]
FIRST = corner(FORM, form_workbook(FORM))
OPEN = [row.cells[0].row for row in FORM.table.body if all(cell.fill for cell in row.cells)]
ROW = FIRST + OPEN[0]
LAST = FORM.table.columns


def numbers(form=FORM):
    """Return the columns of numbers, counted from one."""
    return [
        at for at, leaf in enumerate(form.table.leaves, 1) if leaf.kind in ANSWERS and leaf.kind != "ngay"
    ]


@pytest.mark.parametrize("column", range(1, LAST + 1))
def test_a_cell_that_was_cut_away_is_named(column):
    values, codes, text = judged(filled(FORM, lambda book: take(book["Biểu"], ROW, column)), FORM)
    assert (values, codes) == ([], ["F029"])
    assert f"Biểu!{openpyxl.utils.get_column_letter(column)}{ROW}: " in text


def test_a_gap_that_was_filled_again_is_seen_by_the_formats():
    def edit(book):
        shift("left", ROW, 2, FIRST + len(FORM.table.body) - 1, LAST)(book)
        book["Biểu"].cell(ROW, LAST, "đã điền")

    kinds = [leaf.kind for leaf in FORM.table.leaves]
    assert any(left != right for left, right in itertools.pairwise(kinds[1:]))
    values, codes, _ = judged(filled(FORM, edit), FORM)
    assert (values, codes) == ([], ["F029"])


def test_a_row_that_was_pasted_over_has_lost_its_lines_and_is_read():
    def edit(book):
        for column in range(1, LAST + 1):
            book["Biểu"].cell(ROW, column).border = Border()

    values, codes, _ = judged(filled(FORM, edit), FORM)
    assert (codes, len(values)) == ([], len(judged(filled(FORM), FORM)[0]))


# --- which sheet ------------------------------------------------------------------------------------


def with_copy(of, **states):
    """Return an edit that copies a sheet and hides some."""

    def edit(book):
        book.copy_worksheet(book[of]).title = "Bản sao"
        for name, state in states.items():
            book[name.replace("_", " ")].sheet_state = state

    return edit


def test_two_copies_that_are_seen_are_asked_back():
    (problem,) = refusal(read_excel_form, filled(FORM, with_copy("Biểu")), "b.xlsx")
    assert (problem.code, dict(problem.values)["names"]) == ("F016", "Biểu, Bản sao")


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_copy_is_not_read_and_told(state):
    def edit(book):
        with_copy("Biểu", Bản_sao=state)(book)
        book["Bản sao"].cell(ROW, 2, 99)

    values, codes, text = judged(filled(FORM, edit), FORM)
    assert (codes, "Bản sao" in text) == (["F020"], True)
    assert values == judged(filled(FORM), FORM)[0]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_copy_that_is_seen_is_read_and_the_hidden_original_is_not(state):
    values, codes, text = judged(filled(FORM, with_copy("Biểu", Biểu=state)), FORM)
    assert (codes, "'Biểu'" in text) == (["F020"], True)
    assert {value.place.split("!")[0] for value in values} == {"Bản sao"}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_form_that_is_hidden_is_refused(state):
    def edit(book):
        book["Biểu"].sheet_state = state
        book.create_sheet("Trống")

    (problem,) = refusal(read_excel_form, filled(FORM, edit), "b.xlsx")
    assert problem.code == "F017"


@pytest.mark.parametrize(("text", "codes"), [("xem thêm", ["F020"]), (None, [])])
def test_what_stands_on_another_sheet_is_told(text, codes):
    def edit(book):
        book.create_sheet("Khác", 0)["B7"] = text

    assert judged(filled(FORM, edit), FORM)[1] == codes


# --- hidden lines and dress -------------------------------------------------------------------------


def hide_row(row):
    def edit(book):
        book["Biểu"].row_dimensions[row].hidden = True

    return edit


def hide_column(column):
    def edit(book):
        book["Biểu"].column_dimensions[openpyxl.utils.get_column_letter(column)].hidden = True

    return edit


@pytest.mark.parametrize("at", OPEN[:5])
def test_what_was_typed_into_a_hidden_row_is_named_and_not_read(at):
    values, codes, text = judged(filled(FORM, hide_row(FIRST + at)), FORM)
    assert codes == ["F025"] * LAST
    assert f"Biểu!A{FIRST + at}: không đọc ô có dòng hoặc cột bị ẩn ('chữ {at}')" in text
    assert at not in {value.row for value in values}


@pytest.mark.parametrize("column", range(1, LAST + 1))
def test_what_was_typed_into_a_hidden_column_is_named_and_not_read(column):
    values, codes, _ = judged(filled(FORM, hide_column(column)), FORM)
    assert set(codes) == {"F025"}
    assert FORM.table.leaves[column - 1].key not in {value.key for value in values}


LOOKS = {
    "struck": ({"strike": True}, "chữ bị gạch ngang"),
    "superscript": ({"vertAlign": "superscript"}, "chữ nâng lên"),
    "subscript": ({"vertAlign": "subscript"}, "chữ nâng lên"),
    "bold": ({"b": True}, ""),
    "red": ({"color": "FFFF0000"}, ""),
    "not struck": ({"strike": False}, ""),
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("column", range(1, LAST + 1))
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "run"])
def test_an_answer_whose_dress_changes_its_meaning_is_named_and_not_read(look, column, whole):
    given, what = LOOKS[look]

    def edit(book):
        cell = book["Biểu"].cell(ROW, column)
        if whole:
            cell.font = Font(**given)
        else:
            cell.value = CellRichText(["1", TextBlock(InlineFont(**given), "5")])

    values, codes, text = judged(filled(FORM, edit), FORM)
    keys = [value.key for value in values if value.row == OPEN[0]]
    assert codes == (["F025"] if what else [])
    assert what in text
    assert (FORM.table.leaves[column - 1].key in keys) is not bool(what)


@pytest.mark.parametrize("text", ["25\n30", "12\t5", "25\r\n30", "2\u200b5", "2\u00ad5", "25\n"], ids=ascii)
@pytest.mark.parametrize("column", numbers())
def test_a_number_that_is_broken_apart_is_none(text, column):
    def edit(book):
        book["Biểu"].cell(ROW, column, text)

    values, codes, _ = judged(filled(FORM, edit), FORM)
    found = [v.value for v in values if v.row == OPEN[0] and v.key == FORM.table.leaves[column - 1].key]
    assert (codes, found) == (([], [25]) if text == "25\n" else (["F009"], []))
