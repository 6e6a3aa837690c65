"""Where reading a table, filling a letter and naming its file begin and end: what is just so, and what just is not."""

import io
from datetime import date

import openpyxl
import pytest
from conftest import Memory, refusal

from dispatch import units
from dispatch.recipients import choose, file_names, placeholders
from dispatch.recipients.rows import read_rows
from dispatch.world import SourceWorld
from dispatch.yaml_tree import parse, to_plain


def table(**rows):
    """Hand rows of an input and what comes of it to a test; what a row shows is its id."""
    return pytest.mark.parametrize(
        ("given", "expected"), rows.values(), ids=[name.replace("_", " ") for name in rows]
    )


def read(text, file="bang.csv"):
    return read_rows(text.encode(), file)


def cells(text, file="bang.csv"):
    return [{name: to_plain(node) for name, node in row.cells.items()} for row in read(text, file)]


def stood(problems):
    """Return problems as code, line, column and what they quote."""
    return [
        (p.code, p.place and p.place.line, p.place and p.place.column, *dict(p.values).values())
        for p in problems
    ]


def refused(text, file="bang.csv"):
    return stood(refusal(read, text, file))


# --- tables -----------------------------------------------------------------------------------------

TWO = [{"a": "1", "b": "2"}]


@table(
    semicolon=("a;b\n1;2", TWO),
    comma=("a,b\n1,2", TWO),
    tab=("a\tb\n1\t2", TWO),
    more_semicolons=("a;b;c,d\n1;2;3", [{"a": "1", "b": "2", "c,d": "3"}]),
    more_commas=("a,b,c;d\n1,2,3", [{"a": "1", "b": "2", "c;d": "3"}]),
    more_tabs=("a\tb\tc;d\n1\t2\t3", [{"a": "1", "b": "2", "c;d": "3"}]),
    as_many_commas=("a;b,c\n1;2", [{"a": "1", "b,c": "2"}]),
    as_many_commas_as_tabs=("a\tb,c\n1\t2", [{"a": "1", "b,c": "2"}]),
    commas_in_quotes=('"a,x,y";b\n1;2', [{"a,x,y": "1", "b": "2"}]),
    other_sign_in_each_quotes=('"a,";",b"\n1;2', [{"a,": "1", ",b": "2"}]),
    one_column=("a\n1", [{"a": "1"}]),
    line_of_delimiters_before=(";;\na;b\n1;2", TWO),
    line_of_room_before=("  \na,b\n1,2", TWO),
    windows_lines=("a;b\r\n1;2\r\n", TWO),
    old_mac_lines_with_more_of_another_sign_below=("a;b\r1,2,3\r", [{"a": "1,2,3", "b": ""}]),
    old_mac_lines=("a;b\r1;2\r", TWO),
    blank_line_between=("a;b\n\n1;2\n\n", TWO),
    line_of_blank_cells=("a;b\n;\n1;2", TWO),
    room_around=(" a ; b \n 1 ; 2 ", TWO),
    short_line=("a;b\n1", [{"a": "1", "b": ""}]),
    blank_cells_too_many=("a;b\n1;2;;", TWO),
    column_without_a_name=("a;;b\n1;;2", TWO),
    line_end_in_a_cell=('a;b\n1;"2\r\n3"', [{"a": "1", "b": "2\n3"}]),
    marks_apart=("a;b\n1;e\u0302", [{"a": "1", "b": "ê"}]),
    names_are_folded=("Số hộ;Đơn vị\n1;2", [{"so_ho": "1", "don_vi": "2"}]),
    name_again_further_on=("a;b\na;b", [{"a": "a", "b": "b"}]),
)
def test_a_table_is_read_as_it_is_meant(given, expected):
    assert cells(given) == expected


@table(
    nothing=("", [("B002", 1, 1)]),
    heading_alone=("a;b\n", [("B002", 1, 1)]),
    blank_lines_alone=("a;b\n;\n;\n", [("B002", 1, 1)]),
    same_name=("a;b;a\n1;2;3", [("B004", 1, 3, "a")]),
    same_name_folded=("x;Số hộ;so_ho\n1;2;3", [("B004", 1, 3, "so_ho")]),
    same_name_three_times=("a;a;a\n1;2;3", [("B004", 1, 2, "a"), ("B004", 1, 3, "a")]),
    no_name_twice=("a;;\n1;2;3", [("B003", 2, 2, "2"), ("B003", 2, 3, "3")]),
    no_name_at_the_first=(";b\n1;2", [("B003", 2, 1, "1")]),
    no_name_told_once=("a;\n1;\n1;2\n1;3", [("B003", 3, 2, "2")]),
    heading_further_down=("\n\na;a\n1;2", [("B004", 3, 2, "a")]),
    both=("a;a;\n1;2;3", [("B004", 1, 2, "a"), ("B003", 2, 3, "3")]),
)
def test_a_table_is_refused_where_its_heading_is_wrong(given, expected):
    assert refused(given) == expected


@pytest.mark.parametrize(
    ("text", "line"), [('a;b\n1;"2', 2), ('a;b\n"x\ny";2\n1;"2" x', 4), ('a;"b" x\n', 1)]
)
def test_a_quote_that_is_not_closed_is_told_where_its_line_begins(text, line):
    assert refused(text) == [("B001", line, 1, "dấu nháy kép không đóng đúng chỗ")]


@table(
    clean=("a;b\n1;2", []),
    one_cell_too_many=("a;b\n1;2;3", [("B005", 2, 3, "3")]),
    two_cells_too_many=("a;b\n1;2;3;4", [("B005", 2, 3, "3"), ("B005", 2, 4, "4")]),
    blank_cell_too_many=("a;b\n1;2;;4", [("B005", 2, 4, "4")]),
    control=("a;b\n1;x\x07", [("B007", 2, 2, "U+0007")]),
    two_controls=("a;b\n\x01;x\x07", [("B007", 2, 1, "U+0001"), ("B007", 2, 2, "U+0007")]),
    control_too_many=("a;b\n1;2;\x07", [("B005", 2, 3, "3"), ("B007", 2, 3, "U+0007")]),
    line_end=('a;b\n1;"2\n3"', []),
)
def test_what_is_wrong_with_one_row_is_told_of_it_alone(given, expected):
    assert stood(read(given)[0].wrong) == expected


def test_a_cell_knows_its_place_and_a_row_where_it_begins():
    first, second = read("a;b\n1;2\n\n3\n")
    assert [(n.place.line, n.place.column) for n in first.cells.values()] == [(2, 1), (2, 2)]
    assert [(n.place.line, n.place.column) for n in second.cells.values()] == [(4, 1), (4, 2)]
    assert (second.place.file, second.place.line, second.place.column) == ("bang.csv", 4, 1)
    assert (len(first.cells), list(first.cells)) == (2, ["a", "b"])
    assert first.cells.get("c") is None
    assert first.cells.get("c", "x") == "x"
    assert first.cells.get("b").value == "2"
    assert [second.cells.said(name) for name in ("a", "b", "c")] == ["3", "", ""]
    assert [first.cells.said(name) for name in ("a", "b", "c")] == ["1", "2", ""]


def sheet(*rows, at=(1, 1), edit=lambda _: None):
    book = openpyxl.Workbook()
    book.active.title = "Nhận"
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            book.active.cell(at[0] + down, at[1] + across, value)
    edit(book.active)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_cell_of_a_sheet_is_told_as_excel_names_it():
    (row,) = read_rows(sheet(("a", "b"), ("1", "2"), at=(1, 3)), "bang.XLSX")
    assert [str(node.place.file) for node in row.cells.values()] == [
        "bang.XLSX[Nhận!C2]",
        "bang.XLSX[Nhận!D2]",
    ]
    (problem,) = refusal(read_rows, sheet(("a", ""), ("1", "2")), "bang.xlsm")
    assert stood([problem]) == [("B003", 2, 2, "2")]
    (row,) = read_rows(sheet(("a", "b"), ("1", "=1/0"), ("=2",)), "bang.xlsx")[:1]
    assert stood(row.wrong) == [("B009", 2, 2)]
    row, _ = read_rows(sheet(("a",), ("=2",), ("x",)), "bang.xlsx")
    assert stood(row.wrong) == [("B009", 2, 1)]
    (row,) = read_rows(sheet(("a", "b"), ("=2", "x\x7f")), "bang.xlsx")
    assert stood(row.wrong) == [("B009", 2, 1), ("B007", 2, 2, "U+007F")]


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm", ".xls", ".ods", ".XLS"])
def test_a_workbook_is_told_by_its_ending(ending):
    assert [p.code for p in refusal(read_rows, b"a;b\n1;2\n", f"bang{ending}")] == ["B001"]


@pytest.mark.parametrize("file", ["bang.csv", "bang.txt", "bang", "xlsx.csv", "bang.xlsx.csv", ".yaml.csv"])
def test_another_ending_is_a_table_of_text(file):
    assert cells("a;b\n1;2", file) == TWO


@pytest.mark.parametrize("file", ["b.yaml", "b.yml", "B.YAML"])
def test_a_list_of_groups_is_a_table(file):
    assert cells('- {a: "1", b: ["2", "3"]}\n- {a: x}', file) == [{"a": "1", "b": ["2", "3"]}, {"a": "x"}]


@table(
    a_group=("a: x", [("B006", 1)]),
    a_text=("x", [("B006", 1)]),
    a_text_in_the_list=("- {a: x}\n- y", [("B006", 2)]),
    a_list_in_the_list=("- {a: x}\n- [y]", [("B006", 2)]),
    an_empty_group=("- {a: x}\n- {}", [("B006", 2)]),
    two_of_them=("- y\n- {a: x}\n- z", [("B006", 1), ("B006", 3)]),
)
def test_what_is_no_list_of_groups_is_refused(given, expected):
    assert [row[:2] for row in refused(given, "b.yaml")] == expected


def test_an_empty_list_has_no_rows():
    assert [row[0] for row in refused("[]", "b.yaml")] == ["B002"]


# --- placeholders -----------------------------------------------------------------------------------

ROW = read("Tên;so_ho;trong\nXã Đông;1234567;")[0]


def filled(text, row=ROW):
    return to_plain(placeholders.fill(parse(f"noi_dung: [{text!r}]", "thu.yaml"), row))["noi_dung"][0]


def not_filled(text):
    node = parse(f"noi_dung: [{text!r}]", "thu.yaml")
    return [(p.code, *dict(p.values).values()) for p in refusal(placeholders.fill, node, ROW)]


@table(
    none=("x", "x"),
    one_brace=("{ten}", "{ten}"),
    whole=("{{ten}}", "Xã Đông"),
    room=("{{  ten  }}", "Xã Đông"),
    in_a_text=("gửi {{ ten }}.", "gửi Xã Đông."),
    twice=("{{ten}}{{ten}}", "Xã ĐôngXã Đông"),
    folded=("{{ Tên }}", "Xã Đông"),
    blank_cell_that_may_be=("a{{ trong | trong }}b", "ab"),
    blank_number_that_may_be=("a{{ trong | so | trong }}b", "ab"),
    blank_number_said_first_that_it_may_be=("a{{ trong|trong|so }}b", "ab"),
    filled_cell_that_may_be_blank=("{{ ten | trong }}", "Xã Đông"),
    filled_number_that_may_be_blank=("{{ so_ho | so | trong }}", "1.234.567"),
    capitals_that_may_be_blank=("{{ ten | trong | hoa }}", "XÃ ĐÔNG"),
    upper=("{{ ten | hoa }}", "XÃ ĐÔNG"),
    lower=("{{ ten|thuong }}", "xã đông"),
    number=("{{ so_ho | so }}", "1.234.567"),
    room_around_a_way=("{{ so_ho  |  so  }}", "1.234.567"),
    closing_alone=("x }} y", "x }} y"),
)
def test_a_name_between_braces_becomes_its_cell(given, expected):
    assert filled(given) == expected


@table(
    unknown=("{{ tem }}", [("B011", "tem", "ten")]),
    unlike_any=("{{ zzzzzz }}", [("B011", "zzzzzz", "")]),
    unknown_way=("{{ ten | to }}", [("B012", "to", "so, hoa, thuong, trong")]),
    no_way=("{{ ten | }}", [("B012", "", "so, hoa, thuong, trong")]),
    two_ways=("{{ ten | hoa | thuong }}", [("B012", "hoa | thuong", "so, hoa, thuong, trong")]),
    may_be_blank_twice=("{{ ten | trong | trong }}", [("B012", "trong | trong", "so, hoa, thuong, trong")]),
    two_ways_and_may_be_blank=(
        "{{ ten | so | hoa | trong }}",
        [("B012", "so | hoa | trong", "so, hoa, thuong, trong")],
    ),
    unknown_way_of_a_blank=("{{ trong | to | trong }}", [("B012", "to | trong", "so, hoa, thuong, trong")]),
    blank_cell=("a{{ trong }}b", [("B022", "trong")]),
    blank_number=("{{ trong | so }}", [("B013", "trong", "")]),
    blank_capitals=("{{ trong | hoa }}", [("B022", "trong")]),
    not_a_number=("{{ ten | so }}", [("B013", "ten", "Xã Đông")]),
    not_closed=("{{ ten", [("B014",)]),
    not_closed_behind_another=("{{ ten }} {{ ten", [("B014",)]),
    brace_in_a_way=("{{ ten | a}b }}", [("B014",)]),
    braces_around=("{{{ ten }}{", [("B014",)]),
    nested=("{{ {{ ten }} }}", [("B014",)]),
    two=("{{ a1 }} {{ ten | to }}", [("B011", "a1", ""), ("B012", "to", "so, hoa, thuong, trong")]),
)
def test_a_hole_that_cannot_be_filled_is_told(given, expected):
    assert not_filled(given) == expected


@table(
    one_digit=("7", "7"),
    three_digits=("999", "999"),
    four_digits=("1000", "1.000"),
    zeros=("007", "7"),
    dots_as_typed=("1.234.567", "1.234.567"),
    decimals=('"1234,50"', "1.234,50"),
    negative=("-1234", "-1.234"),
    longer_than_excel_keeps=("123456789012345678", "123.456.789.012.345.678"),
)
def test_a_number_has_dots_between_its_thousands(given, expected):
    assert filled("{{ n | so }}", read(f"n;m\n{given};x")[0]) == expected


@pytest.mark.parametrize(
    "text", ["", "-", "1,", "1.00", "0.125", "1 000", "x1", "1x", "1_000", "1e-7", "25%"]
)
def test_what_is_no_number_is_told_where_it_stands(text):
    (problem,) = refusal(
        placeholders.fill, parse("a: '{{ n | so }}'", "thu.yaml"), read(f'n;m\n"{text}";x')[0]
    )
    assert (problem.code, problem.place.file, problem.place.line) == ("B013", "bang.csv", 2)


@pytest.mark.parametrize("way", ["", "| hoa", "| thuong"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u00a0",
        "\u2003",
        "\u3000",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\u2060",
        "\n",
        " \u200b \t",
    ],
    ids=ascii,
)
def test_a_hole_that_would_print_nothing_is_told_where_its_cell_stands(text, way):
    (row,) = read(f'- {{ten: "{text.encode("unicode_escape").decode()}", so: 1}}', "b.yaml")
    letter = parse(f"a: 'x {{{{ ten {way} }}}} y'", "thu.yaml")
    (problem,) = refusal(placeholders.fill, letter, row)
    assert (problem.code, problem.place.file, problem.place.line) == ("B022", "b.yaml", 1)
    assert "{{ ten | trong }}" in problem.hint_text()
    may = parse(f"a: 'x{{{{ ten {way} | trong }}}}y'", "thu.yaml")
    assert to_plain(placeholders.fill(may, row)) == {"a": "xy"}


@pytest.mark.parametrize("sign", ["\u200e", "\u202e"], ids=ascii)
def test_a_table_as_text_holds_no_sign_that_turns_the_writing(sign):
    (problem,) = refusal(read, f'- {{ten: "{sign}", so: 1}}', "b.yaml")
    assert (problem.code, problem.place.line) == ("Y030", 1)


def test_a_filled_text_stands_where_its_cell_does_if_it_is_nothing_else():
    root = parse("a: ' {{ ten }} '\nb: 'x {{ ten }}'\nc: x", "thu.yaml")
    places = {key: node.place.file for key, node in placeholders.fill(root, ROW).value.items()}
    assert places == {"a": "bang.csv", "b": "thu.yaml", "c": "thu.yaml"}


def test_the_names_of_a_letter_are_gathered_from_everywhere():
    root = parse("a: '{{ Tên }} {{ b | so }}'\nc: ['{{ d }}', {e: '{{ f }}'}]\n'{{ g }}': x", "thu.yaml")
    assert placeholders.placeholder_names(root) == {"ten", "b", "d", "f"}


def test_a_row_is_laid_over_the_keys_of_the_letter():
    (row,) = read("- {a: x, b: '', c: {d: y}, f: z}", "b.yaml")
    over = dict(parse("a: old\nb: old\nc: {d: old, e: old}", "thu.yaml").value)
    said = placeholders.row_overrides(row, ["a", "b", "c", "f", "g"], over)
    assert {key: to_plain(node) for key, node in said.items()} == {
        "a": "x",
        "c": {"d": "y", "e": "old"},
        "f": "z",
    }


def test_a_list_is_no_text_for_a_hole():
    (row,) = read("- {ten: [x, y]}", "b.yaml")
    assert [p.code for p in refusal(placeholders.fill, parse("a: 'x {{ ten }}'", "thu.yaml"), row)] == [
        "B011"
    ]


# --- names of files ---------------------------------------------------------------------------------


@table(
    plain=("Xã Đông", "Xã Đông"),
    marks_apart=("Xa\u0303", "Xã"),
    stroke=("a/b", "a b"),
    backslash=("a\\b", "a b"),
    colon=("a:b", "a b"),
    quote=('a"b', "a b"),
    less=("a<b", "a b"),
    greater=("a>b", "a b"),
    bar=("a|b", "a b"),
    question=("a?b", "a b"),
    star=("a*b", "a b"),
    first_control=("a\0b", "a b"),
    last_control=("a\x1fb", "a b"),
    delete=("a\x7fb", "a b"),
    tilde=("a~b", "a~b"),
    several=("a/:?b", "a b"),
    room=("  a   b  ", "a b"),
    dots_around=("..a.b..", "a.b"),
    way_up=("../a", "a"),
    nothing=("", "_"),
    nothing_but_dots=("..", "_"),
    nothing_but_strokes=("//", "_"),
    con=("CON", "_CON"),
    con_with_an_ending=("con.txt", "_con.txt"),
    prn=("prn", "_prn"),
    aux=("Aux", "_Aux"),
    nul=("nul", "_nul"),
    com=("com1", "_com1"),
    lpt=("LPT9.x", "_LPT9.x"),
    longer=("cony", "cony"),
    com_without_digit=("com", "com"),
    com_with_two=("com11", "com11"),
    lpt_without_digit=("lpt", "lpt"),
    further_on=("a con", "a con"),
    fifty=("a" * 50, "a" * 50),
    two_hundred=("a" * 200, "a" * 200),
    one_more=("a" * 201, "a" * 200),
    two_bytes_each=("đ" * 101, "đ" * 100),
    cut_within_a_letter=("a" + "đ" * 100, "a" + "đ" * 99),
    fifty_of_four_bytes=("\U0001f600" * 51, "\U0001f600" * 50),
    room_where_it_is_cut=("a" * 198 + " bc", "a" * 198 + " b"),
    room_at_the_cut=("a" * 199 + " b", "a" * 199),
    dot_at_the_cut=("a" * 199 + ".b", "a" * 199),
)
def test_a_safe_name_is_one_that_every_disk_takes(given, expected):
    assert file_names.safe_name(given) == expected


@table(
    marks=("Xã", "xa"),
    marks_apart=("Xa\u0303", "xa"),
    d=("đ", "d"),
    D=("Đ", "d"),
    case=("ABC", "abc"),
    sharp_s=("ß", "ss"),
    other_marks=("a\u05b0b", "ab"),
    other_letters=("я", "я"),
)
def test_a_key_of_a_name_has_neither_case_nor_marks(given, expected):
    assert file_names.collision_key(given) == expected


def named(pattern, *names):
    return file_names.name_files(pattern, [{"ten": name} for name in names])


@pytest.mark.parametrize(
    ("pattern", "names", "expected"),
    [
        ("{ten}", ["a", "b"], ["a", "b"]),
        ("{ten}", ["a", "a", "a"], ["a", "a (2)", "a (3)"]),
        ("{ten}", ["Văn", "Vân", "VAN"], ["Văn", "Vân (2)", "VAN (3)"]),
        ("{ten}", ["a", "a (2)", "a"], ["a", "a (2)", "a (3)"]),
        ("{stt:03} {ten}", ["a", "a"], ["001 a", "002 a"]),
        ("{stt}", ["a", "b"], ["1", "2"]),
        ("{stt:2}.{ten}", ["a", "a"], ["1.a", "2.a"]),
        ("{ten} {stt}", ["a", "a"], ["a 1", "a 2"]),
        ("x{stt:0}", ["a"], ["x1"]),
        ("x", ["a", "b"], ["x", "x (2)"]),
    ],
)
def test_no_two_names_meet(pattern, names, expected):
    assert named(pattern, *names) == expected


@table(
    unknown=("{la}", ("{la}", "la", "{stt:03} {don_vi}")),
    two_unknown=("{x} {b} {ten}", ("{x} {b} {ten}", "b, x", "{stt:03} {don_vi}")),
    not_closed=("{ten", ("{ten", "expected '}' before end of string", "{stt:03} {don_vi}")),
)
def test_a_pattern_that_cannot_be_followed_is_refused(given, expected):
    (problem,) = refusal(named, given, "a")
    assert (problem.code, tuple(dict(problem.values).values())) == ("B021", expected)


@pytest.mark.parametrize("pattern", ["{ten:d}", "{ten.x}", "{ten[x]}", "{}", "{stt:x!}"])
def test_a_pattern_that_its_values_do_not_fit_is_refused(pattern):
    assert [p.code for p in refusal(named, pattern, "a")] == ["B021"]


@table(
    none=("x", set()),
    one=("{ten}", {"ten"}),
    number_left_out=("{stt:03} {ten}", {"ten"}),
    two=("{a}{b}", {"a", "b"}),
    doubled_braces=("{{a}}", set()),
)
def test_a_pattern_takes_columns(given, expected):
    assert file_names.pattern_columns(given) == expected


# --- who it goes to ---------------------------------------------------------------------------------

ROWS = read("ten;don_vi\nVăn Lăng;A\nVăn Lang;B\nĐông;A")


@pytest.mark.parametrize(
    ("only", "but", "expected"),
    [
        ([], [], [0, 1, 2]),
        (["Văn Lăng"], [], [0]),
        (["văn lang"], [], [1]),
        (["A"], [], [0, 2]),
        (["A", "B"], [], [0, 1, 2]),
        ([], ["A"], [1]),
        ([], ["Đông", "B"], [0]),
        (["A"], ["Đông"], [0]),
        (["B"], ["B"], []),
    ],
)
def test_rows_are_chosen_by_what_any_cell_says(only, but, expected):
    assert list(choose.choose_rows(ROWS, only, but)) == expected


def test_a_name_that_means_no_row_is_refused():
    problems = refusal(choose.choose_rows, ROWS, ["A", "X"], ["Y", "B"])
    assert [(p.code, dict(p.values)["name"]) for p in problems] == [("B041", "X"), ("B041", "Y")]


@table(
    unit=("ten;ten_day_du;don_vi\na;b;c", "c"),
    full_name=("x;ten;ten_day_du\ny;a;b", "b"),
    name=("x;ten\ny;a", "a"),
    first_cell=("x;z\ny;a", "y"),
    first_cell_that_says_something=("x;z\n;a", "a"),
    blank_unit=("x;ten;don_vi\ny;a;", "a"),
)
def test_a_row_is_called_by_the_first_of_these(given, expected):
    assert choose.unit_of(read(given)[0]) == expected


def test_a_row_without_any_text_is_called_by_its_place():
    (row,) = read("- {a: [x]}", "b.yaml")
    assert choose.unit_of(row) == str(row.place)
    assert (choose.text_of(row, "a"), choose.text_of(row, "b")) == ("", "")
    assert choose.cell_value(row, "a") == ["x"]
    assert choose.text_of(read("- {a: x}", "b.yaml")[0], "a") == "x"
    assert choose.cell_value(ROWS[0], "ten") == "Văn Lăng"


def province(said, name="Thái Nguyên"):
    world = SourceWorld(Memory({"thu.yaml": said.encode()}))
    return choose.rows_of_province(world, name, "thu.yaml")


def test_every_commune_of_a_province_is_a_row():
    rows = province("ngay: 12/11/2026\n")
    whole, day = units.province_on_day("Thái Nguyên", date(2026, 11, 12))
    below = units.units_below(whole, day)
    assert len(rows) == len(below) > 1
    unit, row = below[0], {name: to_plain(node) for name, node in rows[0].cells.items()}
    assert row == {
        "ma": unit.code,
        "ten": unit.name,
        "loai_don_vi": unit.kind,
        "ten_day_du": unit.full,
        "don_vi": f"UBND {unit.in_sentence}",
        "kinh_gui": f"UBND {unit.in_sentence}",
    }
    assert rows[0].place.file == unit.code


@table(
    no_day=("x: y", True),
    blank_day=("ngay: ''", True),
    addressed_to_all=("kinh_gui: [Sở]", True),
    addressed_by_name=("kinh_gui: ['UBND {{ ten }}']", False),
    name_elsewhere=("noi_dung: ['{{ ten }}']", True),
)
def test_a_commune_is_addressed_unless_the_letter_says_how(given, expected):
    assert ("kinh_gui" in province(given)[0].cells) == expected


def test_a_day_that_is_none_is_refused_where_it_stands():
    (problem,) = refusal(province, "x: y\nngay: mai")
    assert (problem.place.line, dict(problem.values)["text"]) == (2, "mai")
