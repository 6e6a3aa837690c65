"""Tables of a body: cells merged by signs, columns that say their width and side, group rows with cells of their own."""

from io import BytesIO

import pytest
from conftest import letter, refusal
from docx import Document
from docx.oxml.ns import qn

from dispatch import decree, library
from dispatch.forms import Structure, build_grid, structure_of
from dispatch.forms.widths import CELL_MARGIN, fit_table
from dispatch.letter import Sheet, compose
from dispatch.model import CongVan, validation
from dispatch.model.merges import UnmergeableError, spans
from dispatch.model.tables import Bang
from dispatch.text.metrics import text_width
from dispatch.yaml_tree import parse


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["ab", "cd"], {}),
        (["a<"], {(0, 0): (1, 2)}),
        (["a<<"], {(0, 0): (1, 3)}),
        (["ab<", "cde"], {(0, 1): (1, 2)}),
        (["a", "^"], {(0, 0): (2, 1)}),
        (["ab", "^c", "^d"], {(0, 0): (3, 1)}),
        (["a<", "^^"], {(0, 0): (2, 2)}),
        (["a<", "^<"], {(0, 0): (2, 2)}),
        (["a<b", "^^^", "cde"], {(0, 0): (2, 2), (0, 2): (2, 1)}),
        (["ab", "c<", "^^"], {(1, 0): (2, 2)}),
        (["a", "^", "b", "^"], {(0, 0): (2, 1), (2, 0): (2, 1)}),
    ],
)
def test_signs_say_what_a_cell_covers(rows, expected):
    assert {place: span for place, span in spans(rows).items() if span != (1, 1)} == expected


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        (["<a"], 1),
        (["^a"], 1),
        (["ab", "<c"], 2),
        (["a<", "^b"], 2),
        (["ab", "^<"], 2),
        (["ab", "c<", "^d"], 3),
        (["a<", "b^"], 2),
        ([(), "^a"], 2),
    ],
)
def test_a_sign_without_a_cell_and_a_shape_that_is_no_rectangle_are_told(rows, row):
    with pytest.raises(UnmergeableError, match=str(row)):
        spans(rows)


def table(*rows, columns=("TT", "Tên", "Số"), **more):
    return {"noi_dung": ["Như sau:", {"bang": {"cot": list(columns), "dong": list(rows), **more}}]}


def cells(changes):
    """Return each row of the table as another program reads it: text, columns, how it is merged downwards."""
    document = Document(BytesIO(library.build(letter(**changes)).data))
    body = next(one for one in document.tables if "TT" in one.rows[0].cells[0].text)
    return [
        [("".join(t.text or "" for t in c.iter(qn("w:t"))), c.grid_span, c.vMerge) for c in row.tc_lst]
        for row in body._tbl.tr_lst[1:]
    ]


def test_a_row_that_goes_on_from_the_left_is_one_cell_in_word():
    assert cells(table(["1", "a", "2"], ["Tổng cộng", "<", "3"])) == [
        [("1", 1, None), ("a", 1, None), ("2", 1, None)],
        [("Tổng cộng", 2, None), ("3", 1, None)],
    ]


def test_a_cell_that_goes_on_below_is_there_in_each_row():
    assert cells(table(["1", "a", "2"], ["^", "b", "3"], ["2", "c", "4"])) == [
        [("1", 1, "restart"), ("a", 1, None), ("2", 1, None)],
        [("", 1, "continue"), ("b", 1, None), ("3", 1, None)],
        [("2", 1, None), ("c", 1, None), ("4", 1, None)],
    ]


def test_a_square_of_cells_is_one():
    assert cells(table(["1", "a", "<"], ["2", "^", "^"])) == [
        [("1", 1, None), ("a", 2, "restart")],
        [("2", 1, None), ("", 2, "continue")],
    ]


def test_a_group_may_have_a_number_and_further_cells():
    (group, _) = cells(table({"nhom": ["I", "Thành thị", "12"]}, ["1", "a", "2"]))
    assert group == [("I", 1, None), ("Thành thị", 1, None), ("12", 1, None)]
    data = library.build(letter(**table({"nhom": ["I", "Thành thị"]}, ["1", "a", "2"]))).data
    rows = next(one for one in Document(BytesIO(data)).tables if one.rows[0].cells[0].text == "TT").rows
    assert all(run.bold for cell in rows[1].cells for p in cell.paragraphs for run in p.runs)
    assert all(p.paragraph_format.keep_with_next for cell in rows[1].cells for p in cell.paragraphs)


def test_a_group_of_one_text_still_goes_across():
    assert cells(table("Cả bảng", {"nhom": ["Một"]}))[0] == [("Cả bảng", 3, None)]


def codes(**changes):
    return [
        problem.code for problem in refusal(validation.validate_letter, parse(letter(**changes), "thu.yaml"))
    ]


def test_what_cannot_be_merged_is_told():
    assert codes(**table(["<", "a", "b"])) == ["K026"]
    assert codes(**table("Nhóm", ["1", "^", "^"])) == ["K026"]


@pytest.mark.parametrize(
    ("side", "expected"), [("trái", "left"), ("giữa", "center"), ("phải", "right"), (None, "left")]
)
def test_a_column_says_where_its_cells_stand(side, expected):
    column = {"ten": "Tên", **({"can": side} if side else {})}
    data = library.build(letter(**table(["1", "a"], columns=["TT", column]))).data
    body = next(one for one in Document(BytesIO(data)).tables if one.rows[0].cells[0].text == "TT")
    sides = [row.cells[1].paragraphs[0]._p.pPr.find(qn("w:jc")).get(qn("w:val")) for row in body.rows]
    assert sides == ["center", expected]


def widths(*columns, room=decree.TEXT_WIDTH, **more):
    made = Bang.model_validate({"cot": list(columns), **more})
    return fit_table(build_grid(made), room)


def test_columns_are_as_wide_as_they_ask_to_be():
    fit = widths({"ten": "TT", "rong": 1}, {"ten": "Tên", "rong": 2}, {"ten": "Nội dung", "rong": 6})
    assert [round(wide, 6) for wide in fit.widths] == [round(165 / 9 * share, 6) for share in (1, 2, 6)]
    assert fit.size == 12


def test_a_word_that_needs_more_takes_it_from_the_others_in_their_proportions():
    wide = widths({"ten": "NNNNNNNNNN", "rong": 1}, {"ten": "b", "rong": 2}, {"ten": "c", "rong": 20}).widths
    assert wide[0] > 165 / 23
    assert round(wide[2] / wide[1], 6) == 10
    assert round(sum(wide), 6) == 165


def test_tables_that_ask_for_the_same_widths_line_up():
    asked = ({"ten": "TT", "rong": 1}, {"ten": "Tên", "rong": 9})
    assert widths(*asked).widths == widths(*asked, dong=[["1", "một nội dung khác hẳn"]]).widths


def test_where_one_column_asks_for_nothing_all_are_shared_out_by_their_words():
    assert widths({"ten": "TT", "rong": 1}, "Một tên rất dài của một cột").widths[0] != 165 / 2


def test_tables_of_the_same_columns_in_one_text_line_up_by_what_the_widest_word_needs():
    short, wide = (
        {"bang": {"cot": ["TT", "Tên"], "dong": [[text, "a"]]}} for text in ("1", "Dàidàidàidàidài")
    )
    other = {"bang": {"cot": ["TT", "Họ tên"], "dong": [["1", "a"]]}}
    sheets = _sheets(noi_dung=["x", short, wide, other])
    first, second, third = (fit_table(sheet.table, 165).widths for sheet in sheets)
    assert first == second
    assert first[0] > fit_table(_sheets(noi_dung=["x", short])[0].table, 165).widths[0]
    assert third != first


def _sheets(**changes):
    page = compose(validation.validate_letter(parse(letter(**changes), "thu.yaml")))
    return [block for block in page.noi_dung if isinstance(block, Sheet)]


def told(**changes):
    return [
        (problem.code, problem.path)
        for problem in library.check(letter(**changes))
        if problem.code in ("K028", "K041", "K042")
    ]


MANY = [f"Nghiệp{at}vụchuyênmôn" for at in range(9)]


@pytest.mark.parametrize(
    ("columns", "changes", "expected"),
    [
        (MANY[:3], {}, []),
        (MANY[:4], {}, [("K041", ("noi_dung", 1, "bang"))]),
        (MANY[:5], {}, [("K028", ("noi_dung", 1, "bang"))]),
        (MANY, {}, [("K042", ("noi_dung", 1, "bang"))]),
    ],
)
def test_a_table_too_wide_for_its_page_is_told(columns, changes, expected):
    assert told(**table(columns=columns), **changes) == expected


def test_the_same_table_on_a_page_on_its_side_is_not():
    columns = MANY[:5]
    part = {"ten": "a", "noi_dung": [{"bang": {"cot": columns}}]}
    upright, aside = (told(phu_luc=[{**part, "huong": way}]) for way in ("dọc", "ngang"))
    assert (upright, aside) == ([("K028", ("phu_luc", 0, "noi_dung", 0, "bang"))], [])


def test_a_form_too_wide_is_told_too():
    assert told(bieu_mau=[{"cot": MANY}]) == [("K042", ("bieu_mau", 0))]


def test_a_letter_needs_no_table_to_be_checked():
    assert isinstance(validation.validate_letter(parse(letter(), "thu.yaml")), CongVan)


def test_the_name_of_a_total_stands_over_the_columns_before_it():
    columns = ["TT", "Tên", {"ten": "Số", "tong": "có"}]
    assert cells(table(["1", "a", "2"], columns=columns, tong_cong="Tổng cộng"))[-1] == [
        ("Tổng cộng", 2, None),
        ("", 1, None),
    ]


@pytest.mark.parametrize("columns", [["TT", "Tên", "Số"], ["TT", {"ten": "Số", "tong": "có"}, "Tên"]])
def test_the_name_of_a_total_has_one_cell_where_no_more_stand_before_it(columns):
    assert [wide for _, wide, _ in cells(table(columns=columns, tong_cong="Tổng cộng"))[-1]] == [1, 1, 1]


def test_the_total_of_a_form_keeps_its_cells_for_they_are_known_by_their_place():
    form = {"cot": ["TT", "Tên", {"ten": "Số", "tong": "có"}], "tong_cong": "Tổng"}
    data = validation.validate_letter(parse(letter(bieu_mau=[form]), "thu.yaml"))
    assert [cell.columns for cell in build_grid(data.bieu_mau[0]).body[-1].cells] == [1, 1, 1]


def test_numbers_of_columns_may_be_blank():
    assert cells(table(["1", "a", "2"], so_cot=["A", "", "(1)"]))[0] == [
        ("A", 1, None),
        ("", 1, None),
        ("(1)", 1, None),
    ]


def test_a_form_with_a_group_of_cells_is_known_again():
    form = {"cot": ["TT", "Tên", "Số"], "dong": [{"nhom": ["I", "Thành thị", "12"]}, ["1", "A"], "Nông thôn"]}
    data = validation.validate_letter(parse(letter(bieu_mau=[form]), "thu.yaml"))
    structure = structure_of(build_grid(data.bieu_mau[0]))
    assert Structure.recalled(structure.kept()) == structure
    assert structure.rows[0] == ("nhom_o", ("I", "Thành thị", "12"))


@pytest.mark.parametrize("rule", ["(1)=(2)+(3)+(4)", "(12)=(3)+(4)"])
def test_a_slanted_column_number_fits_its_column(rule):
    grid = build_grid(Bang.model_validate({"cot": [{"rong": 8}, {"rong": 1.0}], "so_cot": ["A", rule]}))
    fit = fit_table(grid, decree.TEXT_WIDTH)
    assert fit.widths[1] >= text_width(rule, fit.size, italic=True) + 2 * CELL_MARGIN
