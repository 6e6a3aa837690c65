"""Report forms as Excel sheets: what is handed out, what comes back, and what is not accepted."""

import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from conftest import refusal
from header_trees import column_trees
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from dispatch import forms, letter
from dispatch.building.load import load_letter
from dispatch.excel.form_copies import FormCopies
from dispatch.excel.form_workbook import form_workbook
from dispatch.excel.number_cells import number_cell
from dispatch.excel.references import cell_ref
from dispatch.excel.returned_form import read_excel_form
from dispatch.excel.shown_days import EPOCH_1904
from dispatch.forms import Structure, structure_of
from dispatch.forms.returned import judge_form
from dispatch.model import BieuMau
from dispatch.text.marks import bare
from dispatch.world import Disk

ROOT = Path(__file__).parent.parent
HEADERS = json.loads((Path(__file__).parent / "data" / "statistics-headers.json").read_text("utf-8"))
COLUMNS = [
    {"khoa": "don_vi", "ten": "Đơn vị", "ghi_chu": "(xã, phường)", "rong": 2},
    {
        "ten": "Số liệu",
        "con": [
            {"khoa": "nguoi", "ten": "Số người", "kieu": "so_nguyen", "tong": "có"},
            {"khoa": "toc_do", "ten": "Tốc độ", "kieu": "so_thap_phan", "tong": "có"},
        ],
    },
    {"khoa": "ty_le", "ten": "Tỷ lệ", "kieu": "phan_tram"},
    {"khoa": "ngay", "ten": "Ngày", "kieu": "ngay"},
    {"khoa": "dat", "ten": "Đạt", "kieu": "lua_chon", "lua_chon": ["có", "không, vì chưa đo"]},
]
ROWS = [
    {"o": ["Ví dụ: xã A", "25", "40,5"], "vi_du": "có"},
    "A. Các phường",
    ["Phường Một"],
    ["Phường Hai", "1.000"],
]
TOP, FIRST = 6, 9  # the first row of the table, and of its body, of the form below


LETTER = load_letter(Disk(), str(ROOT / "examples" / "stttt-bac-giang.yaml")).letter_data


def form_of(columns=COLUMNS, **more):
    """Return a form as a letter hands it out to one unit."""
    asked = {
        "ma": "thu",
        "cot": columns,
        "tieu_de": "Biểu thử",
        "ky": "tháng 6/2026",
        "han": "13/7/2026",
        "kem_theo": "(Kèm theo Công văn số …)",
        "don_vi_tinh": "người",
    }
    said = LETTER.model_copy(update={"bieu_mau": (BieuMau.model_validate(asked | more),)})
    form = letter.forms_of(said)[0]
    return form._replace(identity=form.identity._replace(unit="01", unit_name="Xã A & B"))


SMALL = form_of(
    dong=ROWS,
    dong_trong=2,
    tong_cong="Tổng cộng",
    so_cot="có",
    ghi_chu=["**Ghi chú:** ghi đủ."],
    nguoi_bao_cao={"trai": "NGƯỜI LẬP BIỂU", "phai": "THỦ TRƯỞNG", "ngay": "…, ngày … tháng … năm …"},
)
DATA = form_workbook(SMALL)
ANSWERS = {
    "B11": 1234,
    "C11": 40.5,
    "D11": 12.5,
    "E11": date(2026, 6, 5),
    "F11": "không, vì chưa đo",
    "A13": "Xã Ba",
    "B13": 7,
}
VALUES = {
    (2, "nguoi"): 1234,
    (2, "toc_do"): Decimal("40.5"),
    (2, "ty_le"): Decimal("12.5"),
    (2, "ngay"): date(2026, 6, 5),
    (2, "dat"): "không, vì chưa đo",
    (4, "don_vi"): "Xã Ba",
    (4, "nguoi"): 7,
}


def seed():
    return letter.forms_of(LETTER)[0]


def page(data, name="Biểu", **more):
    return openpyxl.load_workbook(io.BytesIO(data), **more)[name]


def changed(data, *edits):
    """Return a workbook after somebody edited it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for edit in edits:
        edit(book["Biểu"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def answer(answers):
    def fill(page):
        for cell, value in answers.items():
            page[cell] = value

    return fill


def shift(insert, axis, at, by):
    """Return an edit that inserts or deletes rows or columns and moves merged cells along, as Excel does."""

    def edit(page):
        merged = [str(one) for one in page.merged_cells.ranges]
        for one in merged:
            page.unmerge_cells(one)
        getattr(page, insert)(at)
        for one in map(CellRange, merged):
            low, high = getattr(one, f"min_{axis}"), getattr(one, f"max_{axis}")
            ends = [low + by * (low > at or (by > 0 and low == at)), high + by * (high >= at)]
            if ends[0] <= ends[1]:
                setattr(one, f"max_{axis}", max(ends[1], high))
                setattr(one, f"min_{axis}", ends[0])
                setattr(one, f"max_{axis}", ends[1])
                page.merge_cells(one.coord)

    return edit


def insert_row(at):
    return shift("insert_rows", "row", at, 1)


def delete_row(at):
    return shift("delete_rows", "row", at, -1)


def insert_column(at):
    return shift("insert_cols", "col", at, 1)


def delete_column(at):
    return shift("delete_cols", "col", at, -1)


def told(data, expected=SMALL.identity):
    """Return what a returned form is blamed for: codes, and the whole text."""
    problems = judge_form(read_excel_form(data, "bieu.xlsx"), expected)[1]
    return [problem.code for problem in problems], "\n".join(map(str, problems))


def values(data):
    return {(one.row, one.key): one.value for one in judge_form(read_excel_form(data, "bieu.xlsx"))[0]}


def repacked(data, name, change):
    """Return a package with one member changed or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, change(old.read(member)) if member == name else old.read(member))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return buffer.getvalue()


FILLED = changed(DATA, answer(ANSWERS))


def described(table):
    """Return the heading of a table as merged cells: text, row, column, rows, columns."""
    return sorted((bare(c.text), c.row, c.column, c.rows, c.columns) for c in table.heading)


def drawn(form, top):
    """Return the heading of a sheet in the same way, cell by cell, as openpyxl sees it."""
    found = page(form_workbook(form))
    rows, columns = range(top, top + form.table.heading_rows), range(1, form.table.columns + 1)
    merged = {one.start_cell.coordinate: one for one in found.merged_cells.ranges}
    cells = []
    for row in rows:
        for column in columns:
            cell = found.cell(row, column)
            if isinstance(cell, openpyxl.cell.cell.MergedCell):
                continue
            span = merged.get(cell.coordinate)
            tall, wide = (span.size["rows"], span.size["columns"]) if span else (1, 1)
            cells.append((str(cell.value or ""), row - top, column - 1, tall, wide))
    return sorted(cells)


class TestHeading:
    def test_of_the_seed_is_the_described_one_with_its_bold_and_italic_parts(self):
        form = seed()
        assert drawn(form, 5) == described(form.table)
        first = page(form_workbook(form), rich_text=True)["A5"].value
        assert [(str(run), bool(run.font.b), bool(run.font.i)) for run in first] == [
            ("Đơn vị", True, False),
            (" ", False, False),
            ("(Sở, ban, ngành tỉnh; UBND các huyện, thị xã, thành phố)", False, True),
        ]

    @pytest.mark.parametrize("header", HEADERS, ids=lambda header: header["title"][:40])
    def test_of_every_real_form_is_drawn_cell_by_cell(self, header):
        form = form_of(column_trees(header["header_rows"]), huong="ngang", dong_trong=3)
        told_by_html = [
            (" ".join(cell["text"].split()), cell["rowspan"], cell["colspan"])
            for row in header["header_rows"]
            for cell in row
        ]
        in_order = sorted(drawn(form, TOP), key=lambda cell: cell[1:3])
        assert [(text, tall, wide) for text, _, _, tall, wide in in_order] == told_by_html
        assert drawn(form, TOP) == described(form.table)
        assert judge_form(read_excel_form(form_workbook(form), "b.xlsx"), form.identity)[1][0].code == "F010"

    def test_is_high_enough_for_its_titles(self):
        found = page(
            form_workbook(
                form_of([{"ten": "Tổng số lượt truy cập trong tháng", "rong": 1}] * 8, dong_trong=1)
            )
        )
        assert found.row_dimensions[TOP].height > 3 * 15

    def test_stays_in_sight(self):
        found = page(DATA)
        assert (found.freeze_panes, found.print_title_rows) == (f"A{FIRST}", f"${TOP}:${FIRST - 1}")
        assert page(form_workbook(form_of([f"Cột {n}" for n in range(8)], dong_trong=1))).freeze_panes == "B7"


class TestHandedOut:
    found = page(DATA)

    def test_says_what_the_form_says(self):
        said = [self.found.cell(row, 1).value for row in range(1, TOP)]
        assert said == [
            "BIỂU THỬ",
            "Kỳ báo cáo: tháng 6/2026",
            "(Kèm theo Công văn số …)",
            "Đơn vị: Xã A & B",
            "Đơn vị tính: người",
        ]
        below = [cell.value for row in self.found.iter_rows(FIRST + 7) for cell in row if cell.value]
        assert below == [
            "Ghi chú: ghi đủ.",
            "…, ngày … tháng … năm …",
            "NGƯỜI LẬP BIỂU",
            "THỦ TRƯỞNG",
            SMALL.identity.line,
        ]
        assert self.found["A1"].font.b
        assert self.found["A1"].font.name == "Times New Roman"
        assert SMALL.identity.line.replace("&", "&&") in self.found.oddFooter.left.text

    def test_on_paper_the_form_is_told_at_the_foot_of_each_page_and_not_below_the_table_too(self):
        (line,) = [cell for row in self.found.rows for cell in row if cell.value == SMALL.identity.line]
        assert self.found.print_area.endswith(f"${line.row - 1}")

    def test_locks_what_is_fixed_and_opens_what_is_to_be_filled(self):
        locks = self.found.protection
        assert locks.sheet
        assert locks.insertRows
        assert locks.deleteRows
        assert locks.insertColumns
        assert locks.deleteColumns
        assert not locks.password
        for row in SMALL.table.body:
            for cell in row.cells:
                box = self.found.cell(FIRST + cell.row, 1 + cell.column)
                assert box.protection.locked != (cell.fill and box.data_type != "f"), box.coordinate
        assert all(self.found.cell(row, 1).protection.locked for row in range(1, FIRST))

    def test_shows_each_kind_in_its_format_and_takes_no_other(self):
        formats = [self.found.cell(12, column).number_format for column in range(1, 7)]
        assert formats == ["@", "#,##0", "#,##0.0##", '0.00"%"', "DD/MM/YYYY", "@"]
        checks = {
            str(check.sqref).split(":")[0].split()[0][0]: check
            for check in self.found.data_validations.dataValidation
        }
        assert {letter: check.type for letter, check in checks.items()} == {
            "B": "custom",
            "C": "custom",
            "D": "custom",
            "E": "custom",
            "F": "list",
        }
        assert all(check.showErrorMessage and check.error for check in checks.values())
        assert str(checks["B"].sqref) == "B11 B13:B14"
        hidden, cells = checks["F"].formula1.split("!")
        assert hidden == "'_congvan'"
        assert [c.value for c in page(DATA, "_congvan")[cells.replace("$", "")][0]] == [
            "có",
            "không, vì chưa đo",
        ]

    def test_adds_up_columns_without_the_example(self):
        assert self.found["B15"].value == "=SUM(B11:B14)"
        assert self.found["C15"].value == "=SUM(C11:C14)"
        assert self.found["D15"].value is None
        assert (self.found["B12"].value, self.found["B9"].value) == (1000, "25")

    def test_fixed_numbers_look_as_they_were_typed_and_come_back_so(self):
        typed = ["2026", "1.000", "0,125", "12,5%", "007", "84912345678901234", "khoảng 5"]
        kinds = ["so_nguyen", "so_nguyen", "so_thap_phan", "phan_tram", "so_nguyen", "so_nguyen", "so_nguyen"]
        form = form_of([{"ten": f"Cột {n}", "kieu": kind} for n, kind in enumerate(kinds)], dong=[typed])
        data = form_workbook(form)
        cells = [page(data).cell(7, column) for column in range(1, 8)]
        assert [cell.value for cell in cells] == [2026, 1000, 0.125, 12.5, *typed[4:]]
        assert [cell.number_format for cell in cells] == ["0", "#,##0", "0.000", '0.0"%"', "@", "@", "@"]
        assert [found.text for found in read_excel_form(data, "b.xlsx").rows[0]] == typed
        assert told(data, form.identity)[0] == ["F010"]

    def test_is_a_page_wide_on_a4(self):
        assert (self.found.page_setup.orientation, self.found.page_setup.paperSize) == ("portrait", 9)
        assert (self.found.page_setup.fitToWidth, self.found.page_setup.fitToHeight) == (1, 0)
        assert self.found.sheet_properties.pageSetUpPr.fitToPage
        margins = self.found.page_margins
        assert [
            round(side * 25.4) for side in (margins.top, margins.bottom, margins.left, margins.right)
        ] == [
            20,
            20,
            30,
            15,
        ]
        wide = (
            sum(self.found.column_dimensions[get_column_letter(n)].width for n in range(1, 7)) * 7 / 96 * 25.4
        )
        assert wide == pytest.approx(165, abs=0.5)
        turned = page(form_workbook(form_of(huong="ngang", dong_trong=1)))
        assert turned.page_setup.orientation == "landscape"
        margins = turned.page_margins
        assert [
            round(side * 25.4) for side in (margins.top, margins.bottom, margins.left, margins.right)
        ] == [
            30,
            15,
            20,
            20,
        ]

    def test_a_group_runs_across_the_table(self):
        assert "A10:F10" in [str(one) for one in self.found.merged_cells.ranges]

    def test_knows_who_it_is(self):
        book = openpyxl.load_workbook(io.BytesIO(DATA))
        assert book["_congvan"].sheet_state == "veryHidden"
        for name, said in SMALL.identity._asdict().items():
            ((hidden, cell),) = book.defined_names[f"congvan_{name}"].destinations
            assert (book[hidden][cell].value or "") == said

    @pytest.mark.parametrize(
        "said", ["=1+1", "+84 123", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A", "_x0041_"]
    )
    def test_text_that_looks_like_something_else_stays_text(self, said):
        form = form_of(["Nội dung", "Số"], tieu_de=said, dong=[[said]], ghi_chu=[said])
        data = form_workbook(form)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert page(data)["A1"].data_type == page(data)["A7"].data_type == "s" or said == "#N/A"
        returned = read_excel_form(data, "b.xlsx")
        assert returned.rows[0][0].text == said
        assert [p.code for p in judge_form(returned, form.identity)[1]] == ["F010"]

    def test_the_name_of_the_table_and_marks_in_the_unit(self):
        found = page(
            form_workbook(form_of(dong_trong=1, ten="Bảng 1", don_vi_tinh="km<sup>2</sup>")), rich_text=True
        )
        assert str(found["A5"].value) == "Đơn vị tính: km2"
        assert found["A5"].value[-1].font.vertAlign == "superscript"
        assert (found["A6"].value, found["A6"].font.b) == ("Bảng 1", True)

    def test_footnotes_stand_below(self):
        form = form_of([{"ten": "Tên^[theo Nghị định]"}], dong_trong=1)
        said = [cell.value for row in page(form_workbook(form)).iter_rows() for cell in row]
        assert "* theo Nghị định" in said
        assert "Tên" in said

    def test_one_column_can_be_signed_by_two(self):
        form = form_of(
            ["Nội dung"], dong_trong=1, nguoi_bao_cao={"trai": "LẬP BIỂU", "phai": "GIÁM ĐỐC", "ngay": ""}
        )
        data = form_workbook(form)
        said = [cell.value for row in page(data).iter_rows() for cell in row]
        assert {"LẬP BIỂU", "GIÁM ĐỐC"} <= set(said)
        assert told(data, form.identity)[0] == ["F010"]

    def test_the_same_form_has_the_same_bytes(self):
        assert form_workbook(SMALL) == DATA
        code = (
            "import hashlib; from dispatch import letter, world; from dispatch.building.load import load_letter; from dispatch.excel.form_workbook import form_workbook;"
            "said = load_letter(world.Disk(), 'examples/stttt-bac-giang.yaml').letter_data;"
            "print(hashlib.sha256(form_workbook(letter.forms_of(said)[0])).hexdigest())"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
        )
        assert run.stdout.strip() == hashlib.sha256(form_workbook(seed())).hexdigest()


class TestReturned:
    def test_an_untouched_form_is_known_and_empty(self):
        returned = read_excel_form(DATA, "đổi tên.xlsx")
        assert (returned.file, returned.identity) == ("đổi tên.xlsx", SMALL.identity)
        assert returned.structure == forms.structure_of(SMALL.table)
        assert told(DATA)[0] == ["F010"]

    def test_the_seed_form_comes_back(self):
        form = seed()
        data = changed(form_workbook(form), answer({"A8": "Xã Một", "D8": 300, "E8": 12, "F8": "đủ"}))
        assert told(data, form.identity)[0] == []
        assert values(data) == {
            (1, "don_vi"): "Xã Một",
            (1, "cai_dat_luy_ke"): 300,
            (1, "truy_cap_luy_ke"): 12,
            (1, "ghi_chu"): "đủ",
        }

    def test_values_come_back_with_their_kinds_and_places(self):
        assert told(FILLED)[0] == []
        assert values(FILLED) == VALUES
        assert judge_form(read_excel_form(FILLED, "b.xlsx"))[0][0].place == "Biểu!B11"

    def test_five_hundred_rows(self):
        form = form_of(dong_trong=500)
        data = changed(form_workbook(form), answer({f"B{8 + n}": n for n in range(500)}))
        assert told(data, form.identity)[0] == []
        assert values(data) == {(n, "nguoi"): n for n in range(500)}

    def test_a_form_larger_than_one_cell_can_describe(self):
        form = form_of(
            [f"Cột số {n}" for n in range(20)], dong=[["Xã " + "rất dài " * 20 + str(n)] for n in range(400)]
        )
        assert len(forms.structure_of(form.table).kept()) > 60_000
        assert told(form_workbook(form), form.identity)[0] == ["F010"]

    def test_a_total_is_never_a_value(self):
        worked_out = changed(FILLED, answer({"B15": 2241}))
        assert values(worked_out) == values(FILLED)
        assert (6, "nguoi") not in values(FILLED)

    def test_a_formula_without_a_result_is_named(self):
        codes, said = told(changed(FILLED, answer({"B14": "=B13+1"})))
        assert codes == ["F009"]
        assert "Biểu!B14: '=B13+1'" in said

    def test_pasting_may_take_the_lines_away(self):
        plain = openpyxl.styles.Border()
        cells = [f"{letter}{row}" for row in (13, 14, 15) for letter in "ABCDEF"]
        data = changed(FILLED, lambda page: [setattr(page[cell], "border", plain) for cell in cells])
        assert told(data)[0] == []
        assert values(data) == VALUES

    def test_a_line_above_the_table_does_no_harm(self):
        for edit in (insert_row(2), delete_row(3)):
            data = changed(FILLED, edit)
            assert told(data)[0] == []
            assert values(data) == VALUES

    def test_a_table_that_moved_aside_is_found(self):
        assert values(changed(FILLED, insert_column(1))) == VALUES

    def test_another_sheet_before_it_or_another_name_does_no_harm(self):
        book = openpyxl.load_workbook(io.BytesIO(FILLED))
        book["Biểu"].title = "Trang tính 1"
        buffer = io.BytesIO()
        book.save(buffer)
        assert values(buffer.getvalue()) == VALUES


class TestNumbers:
    @pytest.mark.parametrize(
        ("raw", "code", "shown", "value"),
        [
            ("1234", "#,##0", "1.234", "1234"),
            ("12.5", "General", "12,5", "12,5"),
            ("0.30000000000000004", "General", "0,3", "0,3"),
            ("0.6666666666666666", "0.00", "0,67", "0,666666666666667"),
            ("0.125", "0.00%", "12,50%", "12,5%"),
            ("12.5", '0.00"%"', "12,50%", "12,5"),
            ("46178", "DD/MM/YYYY", "05/06/2026", "05/06/2026"),
            ("46178", "mm/yyyy", "06/2026", "06/2026"),
            ("46178", "d-mmm-yy", "5-Tháng 06-26", "05/06/2026"),
            ("46178.5", "dd/mm/yyyy hh:mm", "05/06/2026 12:00", "05/06/2026 12:00"),
            ("46178.5", "dd/mm/yyyy", "05/06/2026", "05/06/2026"),
            ("INF", "General", "INF", "INF"),
        ],
    )
    def test_are_seen_as_their_cell_shows_them_and_worth_what_it_holds(self, raw, code, shown, value):
        assert number_cell(raw, code) == (shown, value, None, None)

    def test_days_may_be_counted_from_1904(self):
        assert number_cell("44716", "dd/mm/yyyy", EPOCH_1904).shown == "05/06/2026"

    @pytest.mark.parametrize(
        ("typed", "said"), [(date(2026, 6, 5), "2026-06-05"), (True, "TRUE"), ("a\nb", "a\nb")]
    )
    def test_and_texts(self, typed, said):
        returned = read_excel_form(changed(DATA, answer({"A13": typed})), "b.xlsx")
        assert returned.rows[4][0].text == said

    def test_a_share_typed_with_its_sign_is_not_divided(self):
        def percent(page):
            page["D11"] = 0.125
            page["D11"].number_format = "0.00%"

        assert values(changed(DATA, percent)) == {(2, "ty_le"): Decimal("12.5")}

    def test_a_cell_is_named_by_letters_and_numbers_only(self):
        assert str(cell_ref("$AB$12")) == "AB12"
        with pytest.raises(ValueError, match="A0"):
            cell_ref("A0")


class TestBadReturns:
    @pytest.mark.parametrize(
        "said", ["khoảng 25", "1.234,5", "25 người", 12.5, "12.34", "không", date(2026, 6, 5), True]
    )
    def test_what_is_no_whole_number_is_named_with_its_cell(self, said):
        codes, text = told(changed(FILLED, answer({"B13": said})))
        assert codes == ["F009"]
        assert "Biểu!B13: " in text
        assert "không phải số nguyên (cột 'Số người')" in text

    @pytest.mark.parametrize(
        ("cell", "said"),
        [("C11", "40.5.1"), ("D11", "mười"), ("E11", "31/02/2026"), ("E11", "2026"), ("F11", "chưa")],
    )
    def test_every_kind_is_asked_for(self, cell, said):
        codes, text = told(changed(FILLED, answer({cell: said})))
        assert (codes, f"Biểu!{cell}: " in text) == (["F009"], True)

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"form": "bieu-khac"}, "F003"),
            ({"symbol": "UBND-VX"}, "F003"),
            ({"period": "tháng 7/2026"}, "F003"),
            ({"unit": "02"}, "F003"),
            ({"version": "000000000000"}, "F004"),
        ],
    )
    def test_another_form_letter_period_unit_or_version(self, change, code):
        assert told(FILLED, SMALL.identity._replace(**change))[0] == [code]

    @pytest.mark.parametrize(
        ("edit", "code", "where"),
        [
            (answer({"B7": "Số hộ"}), "F006", "Biểu!B7: tiêu đề 'Số hộ', nguyên bản là 'Số người'"),
            (answer({"A6": "Tên xã"}), "F006", "Biểu!A6"),
            (
                answer({"A12": "Phường Ba"}),
                "F008",
                "Biểu!A12: ô cố định 'Phường Ba', nguyên bản là 'Phường Hai'",
            ),
            (answer({"B12": 1001}), "F008", "Biểu!B12"),
            (answer({"A9": None}), "F008", "Biểu!A9"),
            (insert_row(12), "F007", "số dòng: 8, nguyên bản là 7"),
            (insert_row(FIRST), "F007", "số dòng: 8"),
            (insert_row(7), "F007", "số dòng: 8"),
            (delete_row(12), "F007", "số dòng: 6"),
            (delete_row(14), "F007", "số dòng: 6"),
            (insert_column(2), "F007", "số cột: 7, nguyên bản là 6"),
            (insert_column(4), "F007", "số cột: 7"),
            (delete_column(1), "F007", "số cột: 5"),
            (delete_column(3), "F007", "số cột: 5"),
            (delete_column(6), "F007", "số cột: 5"),
            (answer({"G13": "xem thêm"}), "F028", "Biểu!G13: xem thêm"),
            (answer({"A4": "Đơn vị: Xã C"}), "F040", "Biểu!A4: dòng trên bảng ghi 'Đơn vị: Xã C'"),
            (answer({"A2": "Kỳ báo cáo: tháng 5/2026"}), "F040", "biểu phát ra ghi 'tháng 6/2026'"),
            (answer({"C11": "1.234"}), "F041", "Biểu!C11: '1.234' gõ dạng chữ"),
            (answer({"A16": "Xã Bốn", "B16": 3}), "F007", "số dòng: "),
            (lambda page: page.unmerge_cells("B6:C6"), "F007", "Biểu!B6: 1 × 1, nguyên bản là 1 × 2"),
        ],
    )
    def test_an_altered_form_is_named_by_its_cell(self, edit, code, where):
        codes, text = told(changed(FILLED, edit))
        assert code in codes
        assert where in text

    def test_rows_and_columns_in_a_form_without_fixed_texts(self):
        form = form_of(dong_trong=5)
        for edit in (insert_row(9), delete_row(9), insert_row(12), delete_row(12)):
            codes, text = told(changed(form_workbook(form), answer({"B10": 1}), edit), form.identity)
            assert codes == ["F007"], text

    @pytest.mark.parametrize(
        ("merge", "unread"),
        [("B13:B14", ["B13"]), ("C11:D11", ["C11", "D11"]), ("A14:XFD1048576", []), ("A13:A14", ["A13"])],
    )
    def test_only_merged_cells_are_not_read(self, merge, unread):
        tag = f'<mergeCell ref="{merge}"/></mergeCells>'.encode()
        data = repacked(FILLED, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</mergeCells>", tag))
        found, problems = judge_form(read_excel_form(data, "b.xlsx"))
        assert [p.code for p in problems] == ["F025"] * len(unread)
        assert {one.place for one in found} == {f"Biểu!{cell}" for cell in ANSWERS if cell not in unread}
        assert all(
            f"Biểu!{cell}: không đọc ô có ô gộp" in str(p) for cell, p in zip(unread, problems, strict=True)
        )

    @pytest.mark.parametrize("said", ["1.234", "12.345"])
    def test_a_number_that_could_be_two_is_asked_back_and_one_that_could_not_is_read(self, said):
        codes, text = told(changed(FILLED, answer({"C11": said})))
        assert codes == ["F041"]
        assert f"{said} / {said.replace('.', ',')}" in text
        for plain in ("1234", "1.234,5", "1.234.567", "40,5"):
            assert told(changed(FILLED, answer({"C11": plain})))[0] == []
        assert told(changed(FILLED, answer({"B11": said})))[0] == []

    def test_a_group_that_is_no_longer_one_cell_is_named(self):
        data = changed(FILLED, lambda page: page.unmerge_cells("A10:F10"))
        assert "Biểu!A10: 1 × 1, nguyên bản là 1 × 6" in str(
            judge_form(read_excel_form(data, "b.xlsx"))[1][0]
        )


def plain_workbook():
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def locked(data):
    """Set the mark of a password on the first member of an archive."""
    at = data.index(b"PK\1\2") + 8
    return data[:at] + b"\1" + data[at + 1 :]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


class TestNoForm:
    @pytest.mark.parametrize(
        ("data", "code", "why"),
        [
            (b"", "F001", "không phải tệp Excel"),
            (b"PK\x03\x04 fake xlsx..", "F001", "không phải tệp Excel"),
            (OLE + "EncryptedPackage".encode("utf-16-le"), "F001", "mật khẩu"),
            (OLE, "F001", ".xls"),
            (locked(DATA), "F001", "mật khẩu"),
            (DATA[: len(DATA) // 2], "F001", "không phải tệp Excel"),
            ((ROOT / "templates" / "docx" / "cong-van-14.docx").read_bytes(), "F001", "không phải tệp Excel"),
            (plain_workbook(), "F002", "không phải biểu mẫu"),
        ],
        ids=["empty", "eighteen-bytes", "password", "old", "zip-password", "half", "word", "other"],
    )
    def test_is_refused_and_said_why(self, data, code, why):
        (problem,) = refusal(read_excel_form, data, "b.xlsx")
        assert (problem.code, problem.place.file) == (code, "b.xlsx")
        assert why in str(problem)

    @pytest.mark.parametrize(
        ("name", "change", "why"),
        [
            ("xl/media/a.xml", lambda _: b" " * 61_000_000, "giải nén"),
            ("xl/workbook.xml", lambda part: part[:-30], "hỏng"),
            ("xl/worksheets/sheet1.xml", lambda part: part.replace(b'r="B7"', b'r="7B"'), "hỏng"),
            (
                "xl/worksheets/sheet1.xml",
                lambda part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part.replace(b"Bi", b"&b;"),
                "",
            ),
        ],
    )
    def test_is_not_opened_when_it_is_not_safe(self, name, change, why):
        (problem,) = refusal(read_excel_form, repacked(FILLED, name, change), "b.xlsx")
        assert problem.code == "F001"
        assert why in str(problem)

    def test_a_macro_is_never_unpacked_and_that_is_told(self):
        data = repacked(FILLED, "xl/vbaProject.bin", lambda _: b"x")
        data = repacked(
            data, "[Content_Types].xml", lambda part: part.replace(b"sheet.main", b"sheet.macroEnabled.main")
        )
        found, problems = judge_form(read_excel_form(data, "b.xlsm"))
        assert (len(found), [p.code for p in problems]) == (len(ANSWERS), ["F043"])

    def test_a_sheet_without_end_is_not_read(self, monkeypatch):
        monkeypatch.setattr("dispatch.excel.cells.CELLS_MOST", 10_000)
        rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1000, 12_000))
        data = repacked(
            FILLED, "xl/worksheets/sheet1.xml", lambda p: p.replace(b"</sheetData>", rows + b"</sheetData>")
        )
        assert "giải nén" in str(refusal(read_excel_form, data, "b.xlsx")[0])

    def test_one_cell_far_away_does_no_harm(self):
        far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        data = repacked(FILLED, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", far))
        assert values(data) == VALUES

    @pytest.mark.parametrize(
        ("cell", "said"),
        [("A2", "phiên bản"), ("B2", "0" * 12), ("B11", "[]"), ("B11", "[" * 20_000), ("B9", "đâu đó")],
    )
    def test_a_hidden_sheet_that_somebody_edited(self, cell, said):
        book = openpyxl.load_workbook(io.BytesIO(FILLED))
        book["_congvan"][cell] = said
        buffer = io.BytesIO()
        book.save(buffer)
        assert [p.code for p in refusal(read_excel_form, buffer.getvalue(), "b.xlsx")] == ["F005"]


def resaved(folder, name, data, suffix="xlsx"):
    """Return a file as LibreOffice saves it again."""
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        folder / "lai",
        folder / name,
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    return (folder / "lai" / name).with_suffix(f".{suffix}")


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    if not resaved(folder, "thu.csv", b"1,2").exists():
        pytest.skip("LibreOffice is installed without Calc")
    return resaved(folder, "bieu.xlsx", FILLED).read_bytes()


class TestLibreOffice:
    def test_keeps_values_identity_and_structure(self, saved):
        returned = read_excel_form(saved, "bieu.xlsx")
        assert (returned.identity, returned.structure) == (SMALL.identity, forms.structure_of(SMALL.table))
        assert told(saved)[0] == []
        assert values(saved) == VALUES

    def test_keeps_a_real_form_unaltered(self, saved, tmp_path):
        form = form_of(column_trees(HEADERS[1]["header_rows"]), huong="ngang", dong_trong=3)
        data = resaved(tmp_path, "bieu.xlsx", form_workbook(form)).read_bytes()
        assert told(data, form.identity)[0] == ["F010"]


# --- rows that may be added -------------------------------------------------------------------------------

REPEATING = form_of(dong_trong=3, lap="có", tong_cong="Tổng cộng")
REPEATED = form_workbook(REPEATING)


class TestRepeatingRows:
    def test_a_sheet_lets_rows_be_inserted_where_the_form_says_so(self):
        assert page(REPEATED).protection.insertRows is False
        assert page(DATA).protection.insertRows is True

    @pytest.mark.parametrize("rows", [0, 1, 40])
    def test_rows_that_were_added_are_read(self, rows):
        def add(page):
            for _ in range(rows):
                insert_row(11)(page)
            for number in range(3 + rows):
                page.cell(8 + number, 2).value = number + 1

        found, problems = judge_form(read_excel_form(changed(REPEATED, add), "b.xlsx"), REPEATING.identity)
        assert (problems, [one.value for one in found]) == ([], [*range(1, 4 + rows)])
        assert [one.row for one in found] == [*range(3 + rows)]

    def test_rows_that_were_left_out_cost_nothing(self):
        found, problems = judge_form(
            read_excel_form(changed(REPEATED, answer({"B8": 5}), delete_row(10)), "b.xlsx"),
            REPEATING.identity,
        )
        assert (problems, [one.value for one in found]) == ([], [5])

    def test_the_word_form_takes_rows_too(self):
        structure = structure_of(REPEATING.table)
        assert Structure.recalled(structure.kept()) == structure
        assert structure.version != structure._replace(repeats=False).version
        assert [kind for kind, _ in structure.with_rows(6).rows] == ["o"] * 5 + ["tong"]
        assert [kind for kind, _ in structure.with_rows(2).rows] == ["o", "tong"]
        assert structure.with_rows(0) == structure

    def test_a_form_that_does_not_say_so_is_as_it_was(self):
        assert "lap" not in SMALL.table._asdict() or not structure_of(SMALL.table).repeats
        assert len(json.loads(structure_of(SMALL.table).kept())) == 4


# --- copies for many units --------------------------------------------------------------------------------


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


UNITS = [
    ("01", "UBND xã Một"),
    ("02", 'UBND xã "A & B" <c>'),
    ("UBND phường 5", "UBND phường 5"),
    ("03", "Đơn vị " * 60),
    ("04", "hai  dấu cách"),
    ("05", "=1+1"),
    ("A. Các phường", "Phường Một"),
    ("06", "_x0041_"),
    ("25", "25"),
    ("07", ""),
    ("thu", "người"),
    ("08", "Ω tên đơn vị"),
]


@pytest.mark.parametrize("form", [SMALL, seed(), REPEATING], ids=["small", "seed", "repeating"])
def test_a_copy_has_the_parts_that_its_form_has_alone(form):
    copies = FormCopies()
    for code, name in UNITS:
        mine = form._replace(identity=form.identity._replace(unit=code, unit_name=name))
        assert parts_of(copies.workbook(mine)) == parts_of(form_workbook(mine)), (code, name)
    assert len(copies.prototypes) == 1


def test_copies_of_several_forms_do_not_meet():
    copies = FormCopies()
    for form in (SMALL, REPEATING, SMALL):
        found = read_excel_form(copies.workbook(form), "b.xlsx")
        assert (found.identity, found.structure) == (form.identity, structure_of(form.table))
