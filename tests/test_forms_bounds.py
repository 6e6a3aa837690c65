"""Where the grid of a form, its identity and the judgement of what returns begin and end: what just is so, and what just is not."""

import pytest

from dispatch.forms import GridCell, Identity, LeafColumn, Structure, build_grid, structure_of, version_of
from dispatch.forms.returned import FoundCell, ReturnedForm, judge_form
from dispatch.model import Bang
from dispatch.problem import Severity
from dispatch.text.marks import Run, bare


def table(**rows):
    """Hand rows of an input and what comes of it to a test; what a row shows is its id."""
    return pytest.mark.parametrize(
        ("given", "expected"), rows.values(), ids=[name.replace("_", " ") for name in rows]
    )


def grid(**form):
    return build_grid(Bang.model_validate(form))


def spans(cells):
    """Return cells as text, row, column, rows, columns."""
    return [(bare(c.text), c.row, c.column, c.rows, c.columns) for c in cells]


def body(**form):
    """Return the body as the kind of each row and its texts, `None` where something is to be filled."""
    rows = grid(**{"cot": ["a", "b"], **form}).body
    return [(row.kind, *(None if cell.fill else bare(cell.text) for cell in row.cells)) for row in rows]


# --- heading ----------------------------------------------------------------------------------------

GROUP = {"ten": "G", "con": ["x", "y"]}
DEEP = {"ten": "D", "con": ["p", {"ten": "E", "con": ["q", "r"]}]}


@table(
    one=(["a"], [("a", 0, 0, 1, 1)]),
    two=(["a", "b"], [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]),
    group_first=(
        [GROUP, "b"],
        [("G", 0, 0, 1, 2), ("x", 1, 0, 1, 1), ("y", 1, 1, 1, 1), ("b", 0, 2, 2, 1)],
    ),
    group_last=(["a", GROUP], [("a", 0, 0, 2, 1), ("G", 0, 1, 1, 2), ("x", 1, 1, 1, 1), ("y", 1, 2, 1, 1)]),
    deep=(
        ["a", DEEP],
        [
            ("a", 0, 0, 3, 1),
            ("D", 0, 1, 1, 3),
            ("p", 1, 1, 2, 1),
            ("E", 1, 2, 1, 2),
            ("q", 2, 2, 1, 1),
            ("r", 2, 3, 1, 1),
        ],
    ),
)
def test_a_tree_of_columns_becomes_cells_with_spans(given, expected):
    made = grid(cot=given)
    assert spans(made.heading) == expected
    assert made.heading_rows == max(row + rows for _, row, _, rows, _ in expected)
    assert made.columns == max(column + columns for _, _, column, _, columns in expected)
    assert all(cell.heading and not cell.fill for cell in made.heading)


@table(
    none=([], []),
    by_themselves=("có", ["(1)", "(2)", "(3)"]),
    not_at_all=("không", []),
    as_given=(["A", "B", "(1)"], ["A", "B", "(1)"]),
    fewer=(["A"], ["A", "", ""]),
    one_that_is_like_the_sign=(["#", "B"], ["#", "B", ""]),
)
def test_columns_are_numbered_in_a_row_below_the_heading(given, expected):
    made = grid(cot=["a", GROUP], so_cot=given)
    numbers = [cell for cell in made.heading if cell.row == 2]
    assert spans(numbers) == [(text, 2, at, 1, 1) for at, text in enumerate(expected)]
    assert made.heading_rows == (3 if expected else 2)
    assert all(cell.heading for cell in numbers)
    assert {run.dress for cell in numbers for run in cell.text} <= {"i"}


@table(
    title=({"ten": "a"}, (Run("a", "b"),)),
    title_and_note=({"ten": "a", "ghi_chu": "n"}, (Run("a", "b"), Run(" "), Run("n", "i"))),
    note_alone=({"ghi_chu": "n"}, (Run("n", "i"),)),
)
def test_a_title_is_bold_and_its_note_italic(given, expected):
    assert grid(cot=[given, "b"]).heading[0].text == expected


@table(
    plain=({"ten": "a"}, ("cot_2", "a", "chu", (), False)),
    key=({"ten": "a", "khoa": "k"}, ("k", "a", "chu", (), False)),
    note=({"ten": "a", "ghi_chu": "n"}, ("cot_2", "a n", "chu", (), False)),
    lines=({"ten": "a\n b"}, ("cot_2", "a b", "chu", (), False)),
    total=({"ten": "a", "kieu": "so_nguyen", "tong": "có"}, ("cot_2", "a", "so_nguyen", (), True)),
    choices=(
        {"ten": "a", "kieu": "lua_chon", "lua_chon": ["x", "y"]},
        ("cot_2", "a", "lua_chon", ("x", "y"), False),
    ),
)
def test_a_column_says_what_may_stand_in_it(given, expected):
    assert grid(cot=["z", given]).leaves[1][:5] == expected


@table(
    given=({"ten": "a", "rong": 9}, 9),
    one_letter=({"ten": "a"}, 0.6),
    two_letters=({"ten": "ab"}, 0.6),
    just_more_than_the_least=({"ten": "abcde"}, 0.7),
    by_the_longest_word=({"ten": "abcdefghij"}, 1.4),
    by_its_length=({"ten": "a " * 50}, 99**0.5 * 0.28),
    with_its_note=({"ten": "ab " * 10, "ghi_chu": "abc " * 12}, 76**0.5 * 0.28),
    by_the_word_of_its_note=({"ten": "ab", "ghi_chu": "abcdefghij"}, 1.4),
    just_the_most=({"ten": "a" * 43}, 6.0),
    just_below_the_most=({"ten": "a" * 42}, 5.88),
    without_a_title=({"khoa": "k"}, 0.6),
)
def test_a_column_is_as_wide_as_its_title_wants(given, expected):
    assert grid(cot=["z", given]).leaves[1].weight == pytest.approx(expected)


def test_a_column_that_nobody_described_is_of_text():
    assert LeafColumn("k", "t") == LeafColumn("k", "t", "chu", (), False, 1.0)
    assert GridCell((), 1, 2) == GridCell((), 1, 2, 1, 1, False, False)
    assert (LeafColumn("k", "t").align, LeafColumn("k", "t", "so_nguyen").align) == ("left", "center")


# --- body -------------------------------------------------------------------------------------------


@table(
    no_rows=({}, []),
    cells=({"dong": [["1", "2"]]}, [("o", "1", "2")]),
    short=({"dong": [["1"]]}, [("o", "1", None)]),
    blank=({"dong": [["1", ""]]}, [("o", "1", None)]),
    ellipsis_sign=({"dong": [["…", "1"]]}, [("o", None, "1")]),
    dots=({"dong": [["...", "1"]]}, [("o", None, "1")]),
    two_ellipsis_signs=({"dong": [["……", "1"]]}, [("o", None, "1")]),
    two_dots=({"dong": [["..", "1"]]}, [("o", None, "1")]),
    four_dots=({"dong": [["....", "1"]]}, [("o", None, "1")]),
    example=({"dong": [{"o": ["1", ""], "vi_du": "có"}]}, [("vi_du", "1", "")]),
    group=({"dong": ["N"]}, [("nhom", "N")]),
    units=({"dong": [{"don_vi": ["A", "B"]}]}, [("o", "A", None), ("o", "B", None)]),
    blank_rows_among=({"dong": [{"trong": 2}, ["1", "2"]]}, [("o", None, None)] * 2 + [("o", "1", "2")]),
    blank_rows_behind=({"dong_trong": 2, "dong": [["1", "2"]]}, [("o", "1", "2")] + [("o", None, None)] * 2),
    totals=({"tong_cong": "T"}, [("tong", "T", "")]),
    totals_to_be_filled=(
        {"cot": ["a", {"ten": "b", "kieu": "so_nguyen", "tong": "có"}, "c"], "tong_cong": "T"},
        [("tong", "T", None, "")],
    ),
    total_in_the_first=(
        {"cot": [{"ten": "b", "kieu": "so_nguyen", "tong": "có"}, "c"], "tong_cong": "T"},
        [("tong", "T", "")],
    ),
    total_in_a_group=(
        {
            "cot": ["a", {"ten": "G", "con": ["x", {"ten": "y", "kieu": "so_nguyen", "tong": "có"}]}],
            "tong_cong": "T",
        },
        [("tong", "T", None)],
    ),
)
def test_a_row_is_to_be_filled_where_nothing_is_said(given, expected):
    assert body(**given) == expected


ROOM_TO_WRITE = (
    *("", " ", "…", "……", "……………", "..", "...", "." * 40, "_", "____", "… …", ". . .", "…/…", "...…"),
    *(
        "....../....../2026",
        "…../…../…..",
        "…/…/2026",
        "__/__/2026",
        "…-…-2026",
        "… / … / 2026",
        "…../7/2026",
    ),
    *(
        "ngày … tháng … năm …",
        "ngày ...... tháng ...... năm 2026",
        "Ngày … tháng … năm 2026",
        "… tháng 7 năm 2026",
    ),
)
WORDS = (
    *(
        "-",
        ".",
        "/",
        "0",
        "1",
        "2026",
        "15/6/2026",
        "x",
        "v.v.",
        "Số: …",
        "…%",
        "… người",
        "1...",
        "12/…/2026",
    ),
    *("...5", "… 5", "./.", "ngày", "tháng 7/2026", "(…)", "a_b", "…x", "…/…/20266"),
)


@pytest.mark.parametrize("text", ROOM_TO_WRITE)
def test_room_to_write_is_to_be_filled(text):
    assert body(cot=["a", "b"], dong=[[text, "2"]]) == [("o", None, "2")]
    assert body(cot=["a", "b"], dong=[{"o": [text, "2"], "vi_du": "có"}]) == [("vi_du", text.strip(), "2")]


@pytest.mark.parametrize("text", WORDS)
def test_what_says_something_is_not(text):
    assert body(cot=["a"], dong=[[text]]) == [("o", text)]


@pytest.mark.parametrize("locked", ["{không điền}", "{khong_dien}", "{Không  điền}", {"không điền": ""}])
def test_a_blank_may_be_locked(locked):
    assert body(cot=["a", "b"], dong=[[locked, "…"]]) == [("o", "", None)]


@pytest.mark.parametrize("text", ["{không}", "không điền", "{không điền}x"])
def test_nothing_else_locks(text):
    assert body(cot=["a"], dong=[[text]]) == [("o", text)]


def test_every_cell_of_the_body_knows_where_it_stands():
    rows = grid(
        cot=["a", "b"],
        dong=["N", {"don_vi": ["A", "B"]}, {"trong": 2}, ["1"]],
        dong_trong=2,
        tong_cong="T",
    ).body
    assert [[(c.row, c.column, c.rows, c.columns) for c in row.cells] for row in rows] == [
        [(0, 0, 1, 2)],
        *[[(at, 0, 1, 1), (at, 1, 1, 1)] for at in range(1, 9)],
    ]
    assert rows[0].cells[0].text == (Run("N", "b"),)
    assert rows[-1].cells[0].text == (Run("T", "b"),)
    assert not any(cell.heading for row in rows for cell in row.cells)


# --- identity ---------------------------------------------------------------------------------------

WHO = Identity("bieu", "v1", "1/SM", "tháng 6", "30/6/2026", "01", "Xã Đông", "1a2b3c4d")


def test_the_small_print_says_what_there_is():
    assert WHO.line == (
        "Mã biểu: bieu · Phiên bản: v1 · Kèm theo: 1/SM · Kỳ: tháng 6 · Hạn: 30/6/2026"
        " · Mã đơn vị: 01 · Đơn vị: Xã Đông · Mã đợt: 1a2b3c4d"
    )
    assert Identity("bieu", "v1").line == "Mã biểu: bieu · Phiên bản: v1"
    assert Identity("bieu", "").line == "Mã biểu: bieu"
    assert Identity("a", "b")[2:] == ("",) * 6


FORM = {
    "cot": ["TT", {"khoa": "so", "ten": "Số", "kieu": "so_nguyen"}],
    "dong": [["1"], ["2"]],
    "tong_cong": "Cộng",
}
STRUCTURE = structure_of(grid(**FORM))


def test_a_structure_is_the_heading_the_columns_and_the_fixed_texts():
    assert STRUCTURE.heading == (("TT", 0, 0, 1, 1), ("Số", 0, 1, 1, 1))
    assert (STRUCTURE.heading_rows, [leaf.key for leaf in STRUCTURE.leaves]) == (1, ["cot_1", "so"])
    assert STRUCTURE.rows == (("o", ("1", None)), ("o", ("2", None)), ("tong", ("Cộng", "")))
    assert Structure.recalled(STRUCTURE.kept()) == STRUCTURE
    assert STRUCTURE.kept().startswith('[[["TT",0,0,1,1],["Số",0,1,1,1]],1,[["cot_1","TT","chu",[],false,')


@pytest.mark.parametrize(
    "text",
    ["", "x", "[]", "1", "null", "[1,1,[],[]]", "[[],1,[]]", "[[],1,[[1]],[]]", '[[],"x",[],[]]'],
)
def test_what_is_no_structure_is_not_recalled(text):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - what it says is of several modules
        Structure.recalled(text)
    assert caught.value.args


def test_a_text_that_is_no_structure_is_quoted_up_to_forty_letters():
    with pytest.raises(ValueError, match=r"^x{40}$"):
        Structure.recalled("x" * 41)


def test_a_kind_that_nobody_knows_is_not_recalled():
    with pytest.raises(ValueError, match=r"^la$"):
        Structure.recalled(STRUCTURE.kept().replace("so_nguyen", "la"))


@table(
    the_same=({}, True),
    another_title=({"cot": ["TT", {"khoa": "so", "ten": "Số x", "kieu": "so_nguyen"}]}, False),
    another_key=({"cot": ["TT", {"khoa": "s", "ten": "Số", "kieu": "so_nguyen"}]}, False),
    another_kind=({"cot": ["TT", {"khoa": "so", "ten": "Số", "kieu": "so_thap_phan"}]}, False),
    another_row=({"dong": [["1"], ["3"]]}, False),
    one_row_more=({"dong": [["1"], ["2"], ["3"]]}, False),
    no_totals=({"tong_cong": ""}, False),
    numbered_columns=({"so_cot": "có"}, False),
    another_width=({"cot": ["TT", {"khoa": "so", "ten": "Số", "kieu": "so_nguyen", "rong": 9}]}, True),
    a_total=({"cot": ["TT", {"khoa": "so", "ten": "Số", "kieu": "so_nguyen", "tong": "có"}]}, False),
)
def test_a_form_of_another_structure_has_another_version(given, expected):
    made = grid(**{**FORM, **given})
    assert (version_of(made) == STRUCTURE.version) == expected
    assert version_of(made) == structure_of(made).version
    assert len(version_of(made)) == 12


def test_other_choices_are_another_version():
    one, other = (
        version_of(grid(cot=[{"ten": "a", "kieu": "lua_chon", "lua_chon": choices}]))
        for choices in (["x", "y"], ["x", "z"])
    )
    assert one != other


def test_the_version_of_a_form_stays_what_it_was():
    assert version_of(grid(cot=["a"])) == "2aaf74ae543b"


# --- what returned ----------------------------------------------------------------------------------

MINE = Identity("bieu", STRUCTURE.version, "1/SM", "tháng 6", "", "01")


def returned(texts=(("1", "7"), ("2", "8"), ("Cộng", "15")), heading=None, identity=MINE, shape=()):
    cells = heading if heading is not None else STRUCTURE.heading
    return ReturnedForm(
        "b.xlsx",
        identity,
        STRUCTURE,
        tuple((FoundCell(text, f"H{at}"), *rest) for at, (text, *rest) in enumerate(cells)),
        tuple(tuple(FoundCell(t, f"{a}.{b}") for b, t in enumerate(row)) for a, row in enumerate(texts)),
        shape,
    )


def judged(expected=None, **form):
    """Return the values and the problems of a form, as plain texts."""
    values, problems = judge_form(returned(**form), expected)
    assert {p.place.file for p in problems} <= {"b.xlsx"}
    return [tuple(v) for v in values], [(p.code, *dict(p.values).values()) for p in problems]


GOOD = [(0, "so", 7, "0.1"), (1, "so", 8, "1.1")]
FIRST, SECOND = STRUCTURE.heading
ROWS = (("1", "7"), ("2", "8"))


@table(
    whole=({}, (GOOD, [])),
    one_blank=({"texts": (("1", "7"), ("2", " "), ("Cộng", ""))}, (GOOD[:1], [])),
    all_blank=({"texts": (("1", ""), ("2", ""), ("Cộng", ""))}, ([], [("F010",)])),
    one_that_is_no_number=(
        {"texts": (("1", "bảy"), ("2", "8"), ("Cộng", ""))},
        (GOOD[1:], [("F009", "0.1", "bảy", "số nguyên", "Số")]),
    ),
    none_that_is_a_number=(
        {"texts": (("1", "bảy"), ("2", ""), ("Cộng", ""))},
        ([], [("F009", "0.1", "bảy", "số nguyên", "Số")]),
    ),
    fixed_cell=(
        {"texts": (("x", "7"), ("2", "8"), ("Cộng", ""))},
        (GOOD, [("F008", "0.0", "x", "1")]),
    ),
    two_fixed_cells=(
        {"texts": (("x", "7"), ("y", "8"), ("Cộng", ""))},
        (GOOD, [("F008", "0.0", "x", "1"), ("F008", "1.0", "y", "2")]),
    ),
    room_in_a_fixed_cell=({"texts": ((" 1 ", "7"), ("2", "8"), ("Cộng", ""))}, (GOOD, [])),
    row_gone=({"texts": ROWS}, ([], [("F007", "số dòng", "2", "3")])),
    row_more=(
        {"texts": (*ROWS, ("Cộng", ""), ("", ""))},
        ([], [("F007", "số dòng", "4", "3")]),
    ),
    row_gone_and_two_changes=(
        {"texts": (("x", "7"), ("y", "8"))},
        ([], [("F007", "số dòng", "2", "3"), ("F008", "0.0", "x", "1")]),
    ),
    heading=(
        {"heading": (("TTx", *FIRST[1:]), SECOND)},
        (GOOD, [("F006", "H0", "TTx", "TT")]),
    ),
    room_in_a_heading=({"heading": ((" TT\n", *FIRST[1:]), SECOND)}, (GOOD, [])),
    heading_of_two_rows=(
        {"heading": (("TT", 0, 0, 2, 1), SECOND)},
        (GOOD, [("F007", "H0", "2 × 1", "1 × 1")]),
    ),
    column_gone=(
        {"heading": (FIRST,)},
        ([], [("F007", "số cột", "1", "2"), ("F006", "dòng 1 cột 2", "", "Số")]),
    ),
    column_more=(
        {"heading": (FIRST, SECOND, ("M", 0, 2, 1, 1))},
        ([], [("F007", "số cột", "3", "2"), ("F006", "H2", "M", "")]),
    ),
    no_heading=(
        {"heading": ()},
        ([], [("F007", "số cột", "0", "2"), ("F006", "dòng 1 cột 1", "", "TT")]),
    ),
    merged_heading=(
        {"heading": (("TT", 0, 0, 1, 2),)},
        (GOOD, [("F007", "H0", "1 × 2", "1 × 1"), ("F006", "dòng 1 cột 2", "", "Số")]),
    ),
)
def test_what_was_changed_is_told_and_what_was_filled_is_taken(given, expected):
    given = {"texts": (("1", "7"), ("2", "8"), ("Cộng", "")), **given}
    assert judged(**given) == expected


OTHER = MINE._replace


@table(
    the_same=((MINE, MINE), []),
    nothing_expected=((MINE, None), []),
    another_form=((MINE, OTHER(form="x")), [("F003", "Mã biểu", "bieu", "x")]),
    another_letter=((MINE, OTHER(symbol="2/SM")), [("F003", "Kèm theo", "1/SM", "2/SM")]),
    another_period=((MINE, OTHER(period="x")), [("F003", "Kỳ", "tháng 6", "x")]),
    another_unit=((MINE, OTHER(unit="02")), [("F003", "Mã đơn vị", "01", "02")]),
    any_unit=((MINE, OTHER(unit="")), []),
    another_deadline=((MINE, OTHER(deadline="x")), []),
    another_name_of_the_unit=((MINE, OTHER(unit_name="x")), []),
    older=((MINE, OTHER(version="v2")), [("F004", STRUCTURE.version, "v2")]),
    older_of_another_form=((MINE, OTHER(form="x", version="v2")), [("F003", "Mã biểu", "bieu", "x")]),
    edited=((OTHER(version="v2"), None), [("F005",)]),
    edited_and_older=((OTHER(version="v2"), MINE), [("F005",), ("F004", "v2", STRUCTURE.version)]),
)
def test_a_form_is_the_one_that_is_waited_for(given, expected):
    identity, due = given
    assert judged(due, identity=identity, texts=(("1", "7"), ("2", "8"), ("Cộng", "")))[1] == expected


def test_a_form_of_a_strange_shape_has_no_values_and_is_not_called_empty():
    strange = judge_form(returned(texts=ROWS), None)[1][:1]
    blank = (("1", "7"), ("2", "8"), ("Cộng", ""))
    assert judged(shape=tuple(strange), texts=blank) == ([], [("F007", "số dòng", "2", "3")])


def test_only_a_blank_form_is_a_warning():
    (problem,) = judge_form(returned(texts=(("1", ""), ("2", ""), ("Cộng", ""))))[1]
    assert problem.severity is Severity.WARNING
    (problem,) = judge_form(returned(texts=(("x", "1"), ("2", ""), ("Cộng", ""))))[1]
    assert problem.severity is Severity.ERROR


def test_what_adds_up_is_nobodys_value_and_a_heading_below_is_told_by_its_row():
    column = {"khoa": "so", "ten": "Số", "kieu": "so_nguyen", "tong": "có"}
    structure = structure_of(grid(cot=["TT", {"ten": "G", "con": [column]}], dong=[["1"]], tong_cong="Cộng"))
    heading = tuple((FoundCell(text, "H"), *rest) for text, *rest in structure.heading)
    rows = tuple(tuple(FoundCell(text, text) for text in row) for row in (("1", "7"), ("Cộng", "9")))
    form = ReturnedForm("b.xlsx", Identity("bieu", structure.version), structure, heading[:-1], rows)
    values, problems = judge_form(form)
    assert [tuple(value) for value in values] == [(0, "so", 7, "7")]
    assert [(p.code, *dict(p.values).values()) for p in problems] == [("F006", "dòng 2 cột 2", "", "Số")]
