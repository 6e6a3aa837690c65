"""Where each rule of wording begins and ends: what is just written so, and what just is not."""

from datetime import date

import pytest

from dispatch.text import wording


def table(**rows):
    """Hand rows of an input and what comes of it to a test; what a row shows is its id."""
    return pytest.mark.parametrize(
        ("given", "expected"), rows.values(), ids=[name.replace("_", " ") for name in rows]
    )


# --- days -------------------------------------------------------------------------------------------


@table(
    year=("2026", (None, None, 2026)),
    month_and_year=("3/2026", (None, 3, 2026)),
    day_with_strokes=("5/3/2026", (5, 3, 2026)),
    day_with_dots=("05.03.2026", (5, 3, 2026)),
    day_with_dashes=("5-3-2026", (5, 3, 2026)),
    day_with_two_signs=("15-12/2026", (15, 12, 2026)),
    month_with_a_dot=("12.2026", (None, 12, 2026)),
    month_with_a_dash=("12-2026", (None, 12, 2026)),
    year_first=("2026-03-05", (5, 3, 2026)),
    year_first_without_zeros=("2026-3-5", (5, 3, 2026)),
    year_in_words=("năm 2026", (None, None, 2026)),
    month_in_words=("tháng 3 năm 2026", (None, 3, 2026)),
    day_in_words=("ngày 5 tháng 3 năm 2026", (5, 3, 2026)),
    two_digits_in_words=("ngày 15 tháng 12 năm 2026", (15, 12, 2026)),
    day_in_words_without_its_word=("5 tháng 3 năm 2026", (5, 3, 2026)),
    room_in_words=("ngày  5  tháng  3  năm  2026", (5, 3, 2026)),
    room_around=("  5/3/2026\n", (5, 3, 2026)),
    last_day_of_february=("29/2/2024", (29, 2, 2024)),
    a_month_of_thirty_one_days=("31/1/2026", (31, 1, 2026)),
)
def test_a_day_is_told_as_far_as_it_is_typed(given, expected):
    assert wording.day_parts(given) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "26",
        "20260",
        "5/3/26",
        "5/3/20260",
        "123/3/2026",
        "5/123/2026",
        "/2026",
        "5//2026",
        "5 3 2026",
        "5,3,2026",
        "2026/3/5",
        "2026-3",
        "2026-123-5",
        "2026-3-123",
        "20260-3-5",
        "5/3/2026 x",
        "x 5/3/2026",
        "năm 2026 x",
        "năm2026",
        "năm 20260",
        "năm 202",
        "tháng3 năm 2026",
        "tháng 3năm 2026",
        "ngày5 tháng 3 năm 2026",
        "5tháng 3 năm 2026",
        "ngày tháng 3 năm 2026",
        "ngày 123 tháng 3 năm 2026",
        "tháng 123 năm 2026",
        "ngày 5 năm 2026",
        "30/2/2026",
        "29/2/2026",
        "31/4/2026",
        "32/1/2026",
        "0/1/2026",
        "13/2026",
        "0/2026",
        "0000",
    ],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - some are told by `date`
        wording.day_parts(text)
    assert caught.value.args


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((1, 1, 2026), "ngày 01 tháng 01 năm 2026"),
        ((9, 2, 2026), "ngày 09 tháng 02 năm 2026"),
        ((10, 3, 2026), "ngày 10 tháng 3 năm 2026"),
        ((31, 12, 2026), "ngày 31 tháng 12 năm 2026"),
        ((None, 3, 2026), "ngày       tháng 3 năm 2026"),
        ((None, None, 2026), "ngày       tháng       năm 2026"),
        ((None, None, None), "ngày       tháng       năm        "),
        ((5, None, None), "ngày 05 tháng       năm        "),
    ],
)
def test_a_day_in_words_has_the_zeros_of_the_decree_and_room_for_what_is_not_known(parts, expected):
    assert wording.long_date(*parts) == expected


@table(
    first_month=(date(2026, 1, 5), "05/01/2026"),
    second_month=(date(2026, 2, 9), "09/02/2026"),
    third_month=(date(2026, 3, 10), "10/3/2026"),
    last_month=(date(2026, 12, 31), "31/12/2026"),
)
def test_a_day_in_figures_has_the_zeros_of_the_decree(given, expected):
    assert wording.short_date(given) == expected


# --- numbers ----------------------------------------------------------------------------------------


@table(
    blank=("", " " * 8),
    room=("  ", " " * 8),
    one_digit=("7", "07"),
    two_digits=("12", "12"),
    zero_before_one=("07", "07"),
    zeros_before=("0012", "12"),
    zeros_before_one=("007", "07"),
    zero_behind=("70", "70"),
    nothing_but_zeros=("000", "00"),
    room_around=(" 7 ", "07"),
    letter_behind=("7A", "7A"),
    zero_before_and_letter_behind=("07A", "07A"),
    other_digits=("٣", "٣"),
    other_sign=("²", "²"),
    dots=("…", "…"),
)
def test_a_register_number_of_one_digit_takes_a_zero(given, expected):
    assert wording.number(given) == expected


@table(
    two=(("SM", "VP"), "SM-VP"),
    three=(("UBND", "SM", "VP"), "UBND-SM-VP"),
    one=(("SM",), "SM"),
    first_empty=(("", "VP"), "VP"),
    last_empty=(("SM", ""), "SM"),
    middle_empty=(("A", "", "B"), "A-B"),
    all_empty=(("", ""), ""),
    none=((), ""),
)
def test_a_symbol_joins_the_groups_that_there_are(given, expected):
    assert wording.symbol(*given) == expected


@table(
    first=(0, "a"),
    d=(3, "d"),
    d_with_a_stroke=(4, "đ"),
    e=(5, "e"),
    last=(len(wording.decree.LETTERS) - 1, wording.decree.LETTERS[-1]),
    first_of_two=(len(wording.decree.LETTERS), "aa"),
    second_of_two=(len(wording.decree.LETTERS) + 1, "ab"),
    next_of_two=(2 * len(wording.decree.LETTERS), "ba"),
    first_of_three=(len(wording.decree.LETTERS) * (len(wording.decree.LETTERS) + 1), "aaa"),
)
def test_points_go_on_behind_the_last_letter(given, expected):
    assert wording.point(given) == expected


@table(
    zero=(0, ""),
    one=(1, "I"),
    three=(3, "III"),
    four=(4, "IV"),
    five=(5, "V"),
    eight=(8, "VIII"),
    nine=(9, "IX"),
    ten=(10, "X"),
    thirty_nine=(39, "XXXIX"),
    forty=(40, "XL"),
    forty_nine=(49, "XLIX"),
    fifty=(50, "L"),
    eighty_nine=(89, "LXXXIX"),
    ninety=(90, "XC"),
    ninety_nine=(99, "XCIX"),
    hundred=(100, "C"),
    three_hundred_and_ninety_nine=(399, "CCCXCIX"),
    four_hundred=(400, "CD"),
    four_hundred_and_ninety_nine=(499, "CDXCIX"),
    five_hundred=(500, "D"),
    eight_hundred_and_ninety_nine=(899, "DCCCXCIX"),
    nine_hundred=(900, "CM"),
    nine_hundred_and_ninety_nine=(999, "CMXCIX"),
    thousand=(1000, "M"),
    two_thousand_and_twenty_six=(2026, "MMXXVI"),
)
def test_a_roman_number_takes_the_greatest_sign_that_it_holds(given, expected):
    assert wording.roman(given) == expected


# --- lists ------------------------------------------------------------------------------------------


@table(
    none=([], []),
    one=(["a"], ["- a."]),
    two=(["a", "b"], ["- a;", "- b."]),
    three=(["a", "b", "c"], ["- a;", "- b;", "- c."]),
    closed_by_a_full_stop=(["a.", "b."], ["- a;", "- b."]),
    closed_by_a_semicolon=(["a;", "b;"], ["- a;", "- b."]),
    room_behind=(["a ;", "b . "], ["- a;", "- b."]),
    closed_by_a_comma=(["a,"], ["- a."]),
    closed_by_a_line=(["a_"], ["- a_."]),
    signs_before=([". a"], ["- . a."]),
)
def test_dashed_lines_close_with_a_semicolon_and_the_last_with_a_full_stop(given, expected):
    assert wording.as_dashed_list(given) == expected


@table(
    one=(["Sở X"], ["Kính gửi: Sở X"]),
    two=(["Sở X", "Sở Y"], ["Kính gửi:", "- Sở X;", "- Sở Y."]),
    three=(["X", "Y", "Z"], ["Kính gửi:", "- X;", "- Y;", "- Z."]),
    none=([], ["Kính gửi:"]),
    one_with_a_full_stop=(["Sở X."], ["Kính gửi: Sở X."]),
)
def test_one_addressee_stands_on_the_line_and_several_below_it(given, expected):
    assert wording.addressee_lines(given) == expected


@table(
    nothing=("báo cáo", "báo cáo!"),
    full_stop=("báo cáo.", "báo cáo!"),
    semicolon=("báo cáo;", "báo cáo!"),
    comma=("báo cáo,", "báo cáo!"),
    end_of_a_letter=("báo cáo./.", "báo cáo!"),
    stroke=("báo cáo/", "báo cáo!"),
    room=("báo cáo ", "báo cáo!"),
    tab=("báo cáo\t", "báo cáo!"),
    line_end=("báo cáo\n", "báo cáo!"),
    room_that_does_not_break=("báo cáo\u00a0", "báo cáo!"),
    all_of_them=("báo cáo \t\n\u00a0.;,/", "báo cáo!"),
    colon=("báo cáo:", "báo cáo:!"),
    bracket=("báo cáo.)", "báo cáo.)!"),
    line=("báo cáo_", "báo cáo_!"),
    before=("./báo cáo", "./báo cáo!"),
)
def test_a_mark_takes_the_place_of_what_closed_the_text(given, expected):
    assert wording.end_with(given, "!") == expected


# --- joining ---------------------------------------------------------------------------------------


def test_filled_parts_are_joined():
    assert wording.join_filled(["a", "", "b"]) == "a b"
    assert wording.join_filled(["a", "", "b"], ", ") == "a, b"
    assert wording.join_filled([]) == ""
