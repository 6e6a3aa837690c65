"""Where each rule on the content begins and ends: what is just told, and what just is not.

A row is what it shows, the keys of the small letter of `conftest` that are changed (None leaves one out), and what
is told: the code and the path of keys, `[]` where nothing may be told. The rules from CV239 on are looked at in
`test_planted_faults.py`; what they say of the small letters here is left out.
"""

import pytest
from conftest import Memory, letter

from dispatch import rules
from dispatch.jobs.check import check_file
from dispatch.problem import Severity

AGENCY = {"ten": ["SỞ MẪU"], "ky_hieu": "SM", "dia_danh": "Mẫu"}
SIGNER = {"chuc_vu": "GIÁM ĐỐC", "ho_ten": "Nguyễn Văn An"}
NAMED = {
    "loai": "thông báo",
    "kinh_gui": None,
    "trich_yeu": "Kết quả thực hiện",
    "noi_nhan": ["Các phòng", "Lưu: VT, VP"],
}  # a type with a name of its own
FORM = {"ma": "bieu", "cot": ["TT"]}
ACT = {"loai": "Công văn", "so": "1/SM", "ngay": "12/11/2024", "cua": "Sở Mẫu", "ve": "báo cáo"}


def found(**changes):
    problems = check_file(Memory({"thu.yaml": letter(**changes).encode()}), "thu.yaml")
    return [problem for problem in problems if not "CV239" <= problem.code <= "CV329"]


def told(**changes):
    return [" ".join(map(str, (problem.code, *problem.path))) for problem in found(**changes)]


def rows(**named):
    """Hand rows to a test; what a row shows is its id."""
    names = {name.replace("_", " "): row for name, row in named.items()}
    return pytest.mark.parametrize(("changes", "expected"), names.values(), ids=names)


def agency(**changes):
    return {key: value for key, value in {**AGENCY, **changes}.items() if value is not None}


def test_the_small_letter_has_nothing_to_be_told():
    assert told() == []
    assert told(**NAMED) == []


# --- number, symbol, place --------------------------------------------------------------------------


@rows(
    no_number=({"so": ""}, []),
    one_digit=({"so": "7"}, []),
    two_digits=({"so": "12"}, []),
    one_ellipsis=({"so": "…"}, []),
    dots=({"so": "...."}, []),
    underscores=({"so": "__"}, []),
    dots_with_room_between=({"so": ". . ."}, []),
    a_letter_behind=({"so": "12A"}, ["CV101 so"]),
    a_letter_before=({"so": "A12"}, ["CV101 so"]),
    a_symbol_behind=({"so": "12/SM"}, ["CV101 so"]),
    its_own_symbol_behind=({"so": "12/SM-VP"}, ["CV339 so"]),
    nought=({"so": "0"}, ["CV101 so"]),
    noughts_before=({"so": "012"}, []),
    dots_behind_digits=({"so": "12…"}, ["CV101 so"]),
    a_dash=({"so": "-"}, ["CV101 so"]),
)
def test_a_number_is_digits_or_room_for_them(changes, expected):
    assert told(**changes) == expected


@rows(
    drafting_unit=({"don_vi_soan": "CV"}, ["CV102 don_vi_soan"]),
    agency=({"co_quan": agency(ky_hieu="CV")}, ["CV102 don_vi_soan"]),
    whole_symbol=({"ky_hieu": "CV-SM"}, ["CV102 ky_hieu"]),
    last_group=({"ky_hieu": "SM-CV"}, ["CV102 ky_hieu"]),
    between_others=({"ky_hieu": "SM-CV-VP"}, ["CV102 ky_hieu"]),
    behind_a_stroke=({"ky_hieu": "SM-VP/CV"}, ["CV102 ky_hieu", "CV103 ky_hieu"]),
    part_of_a_longer_group=({"don_vi_soan": "CVT"}, []),
    end_of_a_longer_group=({"ky_hieu": "SCV-VP"}, []),
    named_type=({**NAMED, "co_quan": agency(ky_hieu="CV")}, []),
)
def test_the_symbol_of_a_cong_van_has_no_cv_for_its_type(changes, expected):
    assert told(**changes) == expected


@rows(
    two_groups=({"ky_hieu": "SM-VP"}, []),
    three_groups=({"ky_hieu": "SM-VP-TH"}, []),
    groups_of_one_letter=({"ky_hieu": "A-B-Đ"}, []),
    first_and_last_letters_and_digits=({"ky_hieu": "AZ09-Z09A"}, []),
    ampersand=({"ky_hieu": "K&CN-V&P"}, []),
    D_with_a_stroke=({"ky_hieu": "SGDĐT-ĐT"}, []),
    quy_dinh=({"ky_hieu": "QyĐ-SM"}, []),
    chuong_trinh=({"ky_hieu": "CTr-SM"}, []),
    to_trinh=({"ky_hieu": "TTr-SM"}, []),
    TrS=({"ky_hieu": "TrS-SM"}, []),
    thu_tuong=({"ky_hieu": "SM-TTg"}, []),
    mixed_case_of_no_type=({"ky_hieu": "Ttg-SM"}, ["CV103 ky_hieu"]),
    lower_case_agency=({"co_quan": agency(ky_hieu="Sm")}, ["CV103 co_quan ky_hieu"]),
    lower_case_unit=({"don_vi_soan": "VPx"}, ["CV103 don_vi_soan"]),
    lower_case_agency_and_unit=(
        {"co_quan": agency(ky_hieu="Sm"), "don_vi_soan": "VPx"},
        ["CV103 co_quan ky_hieu", "CV103 don_vi_soan"],
    ),
    lower_case_unit_of_a_named_type=({**NAMED, "don_vi_soan": "vp"}, []),
    whole_symbol_stands_for_its_parts=({"ky_hieu": "SM-VP", "don_vi_soan": "vp"}, []),
    a_unit_of_two_groups=({"don_vi_soan": "VP-TH"}, []),
    no_unit=({"co_quan": agency(ky_hieu="SM-VP"), "don_vi_soan": None}, []),
    trung_hoc=({"don_vi_soan": "GDTrH"}, []),
    quan_ly_truong=({"don_vi_soan": "QLTr"}, []),
    tin_hoc=({"don_vi_soan": "THo"}, []),
    of_the_agency=({"co_quan": agency(ky_hieu="SGDTrH")}, []),
    van_phong=({"don_vi_soan": "VPh"}, []),
    chinh_phu=({"don_vi_soan": "ChPh"}, []),
    nghiep_vu=({"don_vi_soan": "NgV"}, []),
    nhan_su=({"don_vi_soan": "NhS"}, []),
    quy_che=({"don_vi_soan": "QuCh"}, []),
    giao_khoa=({"don_vi_soan": "GiKh"}, []),
    do_luong=({"don_vi_soan": "ĐoL"}, []),
    a_digit_and_a_beginning=({"don_vi_soan": "TH1Tr"}, []),
    a_beginning_alone=({"don_vi_soan": "Th"}, ["CV103 don_vi_soan"]),
    a_syllable_alone=({"don_vi_soan": "So"}, ["CV103 don_vi_soan"]),
    no_beginning_of_a_syllable=({"don_vi_soan": "GDTs"}, ["CV103 don_vi_soan"]),
    no_vietnamese_beginning=({"don_vi_soan": "GDFa"}, ["CV103 don_vi_soan"]),
    a_beginning_and_a_letter=({"don_vi_soan": "GDTrh"}, ["CV103 don_vi_soan"]),
    lower_case_first=({"don_vi_soan": "trGD"}, ["CV103 don_vi_soan"]),
    a_vowel_and_a_vowel=({"don_vi_soan": "GDAo"}, ["CV103 don_vi_soan"]),
    capitals_of_another_group=({"ky_hieu": "SM-Th"}, ["CV103 ky_hieu"]),
    lower_case_at_the_end=({"ky_hieu": "SM-VPx"}, ["CV103 ky_hieu"]),
    lower_case_at_the_beginning=({"ky_hieu": "xSM-VP"}, ["CV103 ky_hieu"]),
    a_space=({"ky_hieu": "SM -VP"}, ["CV103 ky_hieu"]),
    a_stroke=({"ky_hieu": "SM-VP/TH"}, ["CV103 ky_hieu"]),
    a_dot=({"ky_hieu": "S.M-VP"}, ["CV103 ky_hieu"]),
    a_letter_of_the_alphabet=({"ky_hieu": "SM-ƯDCNTT"}, []),
    a_letter_with_a_tone=({"ky_hieu": "SM-Ứ"}, ["CV103 ky_hieu"]),
    two_dashes=({"ky_hieu": "SM--VP"}, ["CV103 ky_hieu"]),
    dash_at_the_end=({"ky_hieu": "SM-"}, ["CV104 don_vi_soan", "K040 ky_hieu"]),
    dash_at_the_beginning=({"ky_hieu": "-SM"}, ["CV104 don_vi_soan", "K040 ky_hieu"]),
    named_type=({**NAMED, "co_quan": agency(ky_hieu="sm")}, ["CV103 co_quan ky_hieu"]),
)
def test_a_symbol_is_capitals_joined_by_dashes(changes, expected):
    assert told(**changes) == expected


BEGINNINGS = (  # of Vietnamese syllables, as abbreviations keep them
    *("Ch", "Gh", "Kh", "Ph", "Th", "Ng", "Nh", "Tr"),
    *("Ba", "Ca", "Da", "Đa", "Ga", "Ha", "Ka", "La", "Ma", "Na", "Pa", "Qu", "Ra", "Sa", "Ta", "Va", "Xa"),
    *("Tă", "Tâ", "Te", "Tê", "Ti", "To", "Tô", "Tơ", "Tu", "Tư", "Ty"),
)


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_an_abbreviation_may_keep_how_a_syllable_begins(beginning):
    assert told(don_vi_soan=f"Q{beginning}") == []
    assert told(don_vi_soan=beginning) == ["CV103 don_vi_soan"]


@rows(
    agency_and_unit=({}, []),
    symbol_of_two_groups=({"ky_hieu": "SM-VP", "don_vi_soan": None}, []),
    no_unit=({"don_vi_soan": None}, ["CV104 don_vi_soan"]),
    no_agency=({"co_quan": agency(ky_hieu=None)}, ["CV104 don_vi_soan"]),
    neither=({"co_quan": agency(ky_hieu=None), "don_vi_soan": None}, ["CV104 don_vi_soan"]),
    symbol_of_one_group=({"ky_hieu": "SM"}, ["CV104 don_vi_soan"]),
    named_type_with_a_symbol_of_one_group=({**NAMED, "ky_hieu": "SM"}, []),
    named_type_without_abbreviation=({**NAMED, "loai": "thư công", "don_vi_soan": None}, ["CV200 loai"]),
)
def test_the_symbol_of_a_cong_van_has_two_groups(changes, expected):
    assert told(**changes) == expected


@rows(
    of_the_agency=({}, []),
    of_the_letter=({"co_quan": agency(dia_danh=None), "dia_danh": "Mẫu"}, []),
    nowhere=({"co_quan": agency(dia_danh=None)}, ["CV105 co_quan"]),
    blank=({"co_quan": agency(dia_danh="")}, ["CV105 co_quan"]),
    named_type=({**NAMED, "co_quan": agency(dia_danh=None)}, ["CV105 co_quan"]),
)
def test_a_letter_has_a_place(changes, expected):
    assert told(**changes) == expected


SHORT = ["CV106 dia_danh"]


@rows(
    city_with_a_dot=({"dia_danh": "Tp. Mẫu"}, SHORT),
    city_in_capitals=({"dia_danh": "TP.Mẫu"}, SHORT),
    city_without_a_dot=({"dia_danh": "TP Mẫu"}, SHORT),
    city_in_lower_case=({"dia_danh": "tp Mẫu"}, SHORT),
    thi_xa=({"dia_danh": "TX. Mẫu"}, SHORT),
    thi_tran=({"dia_danh": "TT. Mẫu"}, SHORT),
    quan=({"dia_danh": "Q. 1"}, SHORT),
    phuong=({"dia_danh": "P. Mẫu"}, SHORT),
    xa=({"dia_danh": "X. Mẫu"}, SHORT),
    huyen=({"dia_danh": "h. Mẫu"}, SHORT),
    TPHCM=({"dia_danh": "TPHCM"}, SHORT),
    Hcm=({"dia_danh": "Hcm"}, SHORT),
    of_the_agency=({"co_quan": agency(dia_danh="TP. Mẫu")}, ["CV106 co_quan dia_danh"]),
    in_full=({"dia_danh": "Thành phố Hồ Chí Minh"}, []),
    a_name_with_the_same_letters=({"dia_danh": "Tphê"}, []),
    thi_xa_without_a_dot=({"dia_danh": "TX Mẫu"}, SHORT),
    further_on=({"dia_danh": "Mẫu, TP. Mẫu"}, SHORT),
    any_word_without_a_vowel=({"dia_danh": "HCMX"}, SHORT),
    phu_yen=({"dia_danh": "Phú Yên"}, []),
    the_letter_s_own_stands_for_the_agency_s=({"co_quan": agency(dia_danh="TP. Mẫu"), "dia_danh": "Mẫu"}, []),
)
def test_a_place_is_written_in_full(changes, expected):
    assert told(**changes) == expected


# At 14 pt the line has room for 19 n before a day in November, at 13 pt for 25; a date it must hold is a wider one.
@rows(
    just_room_at_14=({"dia_danh": "n" * 19, "co_chu": "14"}, []),
    just_none_at_14=({"dia_danh": "n" * 20, "co_chu": "14"}, ["CV107 dia_danh"]),
    of_the_agency=({"co_quan": agency(dia_danh="n" * 20), "co_chu": "14"}, ["CV107 co_quan dia_danh"]),
    another_size_has_room=({"dia_danh": "n" * 20}, []),
    just_room_at_13=({"dia_danh": "n" * 25}, []),
    no_size_has_room=({"dia_danh": "n" * 26}, ["CV107 dia_danh"]),
)
def test_place_and_date_stand_on_one_line(changes, expected):
    assert told(**changes) == expected


@rows(
    just_room_at_14=({"ky_hieu": "SM-" + "I" * 21, "co_chu": "14"}, []),
    just_none_at_14=({"ky_hieu": "SM-" + "I" * 22, "co_chu": "14"}, ["CV108 ky_hieu"]),
    another_size_has_room=({"ky_hieu": "SM-" + "I" * 22}, []),
    just_room_at_13=({"ky_hieu": "SM-" + "I" * 28}, []),
    no_size_has_room=({"ky_hieu": "SM-" + "I" * 29, "don_vi_soan": None}, ["CV108 ky_hieu"]),
    a_symbol_goes_before_the_unit=({"ky_hieu": "SM-" + "I" * 29}, ["CV108 ky_hieu"]),
    unit=({"don_vi_soan": "I" * 29}, ["CV108 don_vi_soan"]),
    agency=({**NAMED, "don_vi_soan": None, "co_quan": agency(ky_hieu="I" * 30)}, ["CV108 co_quan"]),
)
def test_number_and_symbol_stand_on_one_line(changes, expected):
    assert told(**changes) == expected


# --- subject, names --------------------------------------------------------------------------------


@rows(
    none=({"trich_yeu": "báo cáo kết quả"}, []),
    V_v=({"trich_yeu": "V/v báo cáo"}, ["CV111 trich_yeu"]),
    v_v=({"trich_yeu": "v/v báo cáo"}, ["CV111 trich_yeu"]),
    ve_viec=({"trich_yeu": "về việc báo cáo"}, ["CV111 trich_yeu"]),
    Ve_viec=({"trich_yeu": "Về việc báo cáo"}, ["CV111 trich_yeu"]),
    with_room_in_it=({"trich_yeu": "V / v báo cáo"}, ["CV111 trich_yeu"]),
    with_a_colon=({"trich_yeu": "V/v: báo cáo"}, ["CV111 trich_yeu"]),
    further_on=({"trich_yeu": "báo cáo về việc V/v đo"}, []),
    without_the_stroke=({"trich_yeu": "vv báo cáo"}, []),
    ve_alone=({"trich_yeu": "về báo cáo"}, ["CV111 trich_yeu"]),
    ve_of_a_verb=({"trich_yeu": "về đích nông thôn mới"}, []),
    the_same_opening=({"trich_yeu": "Về việc báo cáo", "mo_trich_yeu": "Về việc"}, ["CV111 trich_yeu"]),
    nothing_else=({"trich_yeu": "V/v"}, []),
    an_opening_of_its_own=({"trich_yeu": "V/v báo cáo", "mo_trich_yeu": "Phúc đáp"}, []),
    a_blank_opening=({"trich_yeu": "V/v báo cáo", "mo_trich_yeu": ""}, []),
    ve_viec_of_a_named_type=({**NAMED, "trich_yeu": "Về việc báo cáo"}, []),
)
def test_the_subject_of_a_cong_van_does_not_open_twice(changes, expected):
    assert told(**changes) == expected


@rows(
    V_v=({"mo_trich_yeu": "V/v:"}, ["CV183 mo_trich_yeu"]),
    V_v_with_room=({"mo_trich_yeu": "V/v :"}, ["CV183 mo_trich_yeu"]),
    V_v_with_room_in_it=({"mo_trich_yeu": "V / v:"}, ["CV183 mo_trich_yeu"]),
    ve_viec=({"mo_trich_yeu": "Về việc:"}, ["CV183 mo_trich_yeu"]),
    before_the_subject=({"trich_yeu": ": báo cáo"}, ["CV183 trich_yeu"]),
    typed_whole=({"mo_trich_yeu": "", "trich_yeu": "V/v: báo cáo"}, ["CV183 trich_yeu"]),
    of_a_named_type=({**NAMED, "mo_trich_yeu": "Về việc:"}, ["CV183 mo_trich_yeu"]),
    typed_whole_of_a_named_type=({**NAMED, "trich_yeu": "Về việc: báo cáo"}, ["CV183 trich_yeu"]),
    none=({"mo_trich_yeu": "V/v"}, []),
    further_on=({"trich_yeu": "báo cáo: kết quả"}, []),
    of_a_subject_that_is_whole=({"mo_trich_yeu": "", "trich_yeu": "Phúc đáp: báo cáo"}, []),
    of_another_opening=({"mo_trich_yeu": "Phúc đáp:"}, []),
    of_a_named_type_without_opening=({**NAMED, "trich_yeu": ": báo cáo"}, []),
    inside_a_word=({"mo_trich_yeu": "xV/v:"}, []),
)
def test_behind_the_opening_of_a_subject_stands_no_colon(changes, expected):
    assert told(**changes) == expected


@rows(
    full_stop=({"trich_yeu": "báo cáo."}, ["CV112 trich_yeu"]),
    semicolon=({"trich_yeu": "báo cáo;"}, ["CV112 trich_yeu"]),
    comma=({"trich_yeu": "báo cáo,"}, ["CV112 trich_yeu"]),
    full_stop_and_a_hard_space=({"trich_yeu": "báo cáo.\u00a0"}, ["CV112 trich_yeu"]),
    named_type=({**NAMED, "trich_yeu": "Báo cáo."}, ["CV112 trich_yeu"]),
    inside=({"trich_yeu": "báo cáo; đo, kiểm 1.2 lần"}, []),
    at_the_beginning=({"trich_yeu": ".vn và tên miền"}, []),
    bracket=({"trich_yeu": "báo cáo (lần 2)"}, []),
    question=({"trich_yeu": "báo cáo gì?"}, ["CV112 trich_yeu"]),
    and_so_on=({"trich_yeu": "rà soát máy tính, v.v."}, []),
)
def test_a_subject_ends_without_a_mark(changes, expected):
    assert told(**changes) == expected


@rows(
    letters_500=({"trich_yeu": "a" * 500}, []),
    letters_501=({"trich_yeu": "a" * 501}, ["CV113 trich_yeu"]),
    letters_501_of_a_named_type=({**NAMED, "trich_yeu": "A" * 501}, ["CV113 trich_yeu"]),
)
def test_a_subject_is_as_long_as_the_exchange_takes(changes, expected):
    assert told(**changes) == expected


@rows(
    in_the_subject=({**NAMED, "trich_yeu": "V/v kết quả"}, ["CV114 trich_yeu"]),
    in_lower_case=({**NAMED, "trich_yeu": "v/v kết quả"}, ["CV114 trich_yeu", "CV115 trich_yeu"]),
    as_the_opening=({**NAMED, "mo_trich_yeu": "V/v"}, ["CV114 mo_trich_yeu"]),
    as_the_opening_before_another=(
        {**NAMED, "mo_trich_yeu": "V/v", "trich_yeu": "V/v đo"},
        ["CV111 trich_yeu", "CV114 mo_trich_yeu"],
    ),
    behind_another_opening=(
        {**NAMED, "mo_trich_yeu": "Về", "trich_yeu": "V/v kết quả"},
        ["CV111 trich_yeu"],
    ),
    further_on=({**NAMED, "trich_yeu": "Kết quả V/v đo"}, []),
    cong_van_with_an_opening=({"mo_trich_yeu": "V/v"}, []),
)
def test_the_subject_of_a_named_type_has_no_v_v(changes, expected):
    assert told(**changes) == expected


@rows(
    capital=({**NAMED, "trich_yeu": "Kết quả"}, []),
    lower_case=({**NAMED, "trich_yeu": "kết quả"}, ["CV115 trich_yeu"]),
    lower_case_before_a_capital=({**NAMED, "trich_yeu": "kWh đã dùng"}, ["CV115 trich_yeu"]),
    lower_case_with_capitals_further_on=({**NAMED, "trich_yeu": "kết quả Quý I"}, ["CV115 trich_yeu"]),
    digit=({**NAMED, "trich_yeu": "12 kết quả"}, []),
    lower_case_opening=({**NAMED, "mo_trich_yeu": "về"}, ["CV115 mo_trich_yeu"]),
    capital_opening=({**NAMED, "mo_trich_yeu": "Về", "trich_yeu": "kết quả"}, []),
    blank_opening=({**NAMED, "mo_trich_yeu": "", "trich_yeu": "kết quả"}, ["CV115 trich_yeu"]),
    cong_van=({"trich_yeu": "kết quả"}, []),
    cong_van_with_an_opening=({"mo_trich_yeu": "về"}, []),
)
def test_the_subject_of_a_named_type_opens_with_a_capital(changes, expected):
    assert told(**changes) == expected


@rows(
    UBND=({"co_quan": agency(ten=["UBND XÃ MẪU"])}, ["CV121 co_quan ten 0"]),
    HDND=({"co_quan": agency(ten=["HĐND XÃ MẪU"])}, ["CV121 co_quan ten 0"]),
    lower_case=({"co_quan": agency(ten=["ubnd xã Mẫu"])}, ["CV121 co_quan ten 0"]),
    in_the_second_line=({"co_quan": agency(ten=["VĂN PHÒNG", "HĐND TỈNH"])}, ["CV121 co_quan ten 1"]),
    in_both_lines=({"co_quan": agency(ten=["UBND", "UBND"])}, ["CV121 co_quan ten 0", "CV121 co_quan ten 1"]),
    in_full=({"co_quan": agency(ten=["ỦY BAN NHÂN DÂN XÃ MẪU"])}, []),
    beginning_of_a_word=({"co_quan": agency(ten=["UBNDX MẪU"])}, []),
    end_of_a_word=({"co_quan": agency(ten=["XUBND MẪU"])}, []),
    agency_above=({"co_quan": agency(chu_quan=["UBND TỈNH MẪU"])}, []),
    city=({"co_quan": agency(ten=["SỞ MẪU TP. MẪU"])}, ["CV121 co_quan ten 0"]),
    city_without_a_space=({"co_quan": agency(ten=["SỞ MẪU TP.MẪU"])}, ["CV121 co_quan ten 0"]),
    city_without_a_dot=({"co_quan": agency(ten=["SỞ MẪU TP MẪU"])}, ["CV121 co_quan ten 0"]),
    city_with_two_dots=({"co_quan": agency(ten=["SỞ MẪU T.P MẪU"])}, ["CV121 co_quan ten 0"]),
    city_in_lower_case=({"co_quan": agency(ten=["Sở Mẫu Tp. Mẫu"])}, ["CV121 co_quan ten 0"]),
    TPHCM=({"co_quan": agency(ten=["SỞ MẪU TPHCM"])}, ["CV121 co_quan ten 0"]),
    HCM=({"co_quan": agency(ten=["SỞ MẪU", "HCM"])}, ["CV121 co_quan ten 1"]),
    thi_xa=({"co_quan": agency(ten=["PHÒNG MẪU TX. MẪU"])}, ["CV121 co_quan ten 0"]),
    thi_tran=({"co_quan": agency(ten=["PHÒNG MẪU TT.MẪU"])}, ["CV121 co_quan ten 0"]),
    quan=({"co_quan": agency(ten=["PHÒNG MẪU Q.1"])}, ["CV121 co_quan ten 0"]),
    phuong=({"co_quan": agency(ten=["PHÒNG MẪU P. MẪU"])}, ["CV121 co_quan ten 0"]),
    xa=({"co_quan": agency(ten=["PHÒNG MẪU X. MẪU"])}, ["CV121 co_quan ten 0"]),
    huyen=({"co_quan": agency(ten=["PHÒNG MẪU H. MẪU"])}, ["CV121 co_quan ten 0"]),
    city_of_the_agency_above=({"co_quan": agency(chu_quan=["UBND TP. MẪU"])}, []),
    city_in_full=({"co_quan": agency(ten=["SỞ MẪU THÀNH PHỐ MẪU"])}, []),
    a_word_that_begins_alike=({"co_quan": agency(ten=["NGÂN HÀNG TPX"])}, []),
    a_word_that_ends_alike=({"co_quan": agency(ten=["CÔNG TY XTP"])}, []),
    HCM_in_a_word=({"co_quan": agency(ten=["CÔNG TY HCMX"])}, []),
    a_letter_without_a_dot=({"co_quan": agency(ten=["TỔ H MẪU"])}, []),
    a_word_with_a_dot=({"co_quan": agency(ten=["CÔNG TY XH. MẪU"])}, []),
    initials=({"co_quan": agency(ten=["CÔNG TY A.P. MẪU"])}, []),
)
def test_who_issues_a_letter_is_named_in_full(changes, expected):
    assert told(**changes) == expected


ABOVE = ["TỈNH MẪU"]


@rows(
    committee=(
        {"co_quan": agency(ten=["ỦY BAN NHÂN DÂN XÃ MẪU"], chu_quan=ABOVE)},
        ["CV122 co_quan chu_quan"],
    ),
    council=(
        {"co_quan": agency(ten=["HỘI ĐỒNG NHÂN DÂN XÃ MẪU"], chu_quan=ABOVE)},
        ["CV122 co_quan chu_quan"],
    ),
    lower_case=(
        {"co_quan": agency(ten=["Ủy ban nhân dân xã Mẫu"], chu_quan=ABOVE)},
        ["CV122 co_quan chu_quan"],
    ),
    two_lines=(
        {"co_quan": agency(ten=["ỦY BAN NHÂN DÂN", "XÃ MẪU"], chu_quan=ABOVE)},
        ["CV122 co_quan chu_quan"],
    ),
    without_an_agency_above=({"co_quan": agency(ten=["ỦY BAN NHÂN DÂN XÃ MẪU"])}, []),
    another_agency=({"co_quan": agency(chu_quan=ABOVE)}, []),
    office_of_a_committee=({"co_quan": agency(ten=["VĂN PHÒNG ỦY BAN NHÂN DÂN"], chu_quan=ABOVE)}, []),
    committee_in_the_second_line=({"co_quan": agency(ten=["PHÒNG", "ỦY BAN NHÂN DÂN"], chu_quan=ABOVE)}, []),
)
def test_a_committee_stands_under_nobody(changes, expected):
    assert told(**changes) == expected


# --- recipients ------------------------------------------------------------------------------------


@rows(
    cong_van=({"kinh_gui": None}, ["CV131 kinh_gui"]),
    cong_van_with_a_blank_list=({"kinh_gui": []}, ["CV131 kinh_gui"]),
    cong_van_with_one=({"kinh_gui": ["Sở X"]}, []),
    named_type=({**NAMED}, []),
    to_trinh=({**NAMED, "loai": "tờ trình"}, []),
)
def test_a_cong_van_is_addressed(changes, expected):
    assert told(**changes) == expected


TO = {"kinh_gui": ["Sở X"], "noi_nhan": ["Như trên", "Lưu: VT"]}


@rows(
    to_trinh=({**NAMED, "loai": "tờ trình", **TO}, []),
    bao_cao=({**NAMED, "loai": "báo cáo", **TO}, []),
    thong_bao=({**NAMED, **TO}, ["CV132 kinh_gui"]),
    ke_hoach=({**NAMED, "loai": "kế hoạch", **TO}, ["CV132 kinh_gui"]),
    chi_thi_to_nobody=({**NAMED, "loai": "chỉ thị"}, []),
)
def test_of_the_named_types_only_those_to_a_superior_are_addressed(changes, expected):
    assert told(**changes) == expected


@rows(
    first=({"noi_nhan": ["Như trên", "Lưu: VT"]}, []),
    with_more_behind=({"noi_nhan": ["Như trên (b/c)", "Lưu: VT"]}, []),
    second=({"noi_nhan": ["Sở X", "Như trên", "Lưu: VT"]}, ["CV133 noi_nhan 0"]),
    at_the_end_of_the_first=({"noi_nhan": ["Gửi Như trên", "Lưu: VT"]}, ["CV133 noi_nhan 0"]),
    lower_case=({"noi_nhan": ["như trên", "Lưu: VT"]}, ["CV133 noi_nhan 0"]),
    nobody_above=({**NAMED, "noi_nhan": ["Các phòng", "Lưu: VT"]}, []),
)
def test_the_recipients_begin_with_those_above(changes, expected):
    assert told(**changes) == expected


ABOVE_NOBODY = {**NAMED, "noi_nhan": ["Như trên", "Lưu: VT"]}
IN_THE_TEXT = [  # to whom these go is said in their text
    "công điện",
    "giấy mời",
    "giấy giới thiệu",
    "giấy nghỉ phép",
    "giấy ủy quyền",
    "phiếu gửi",
    "phiếu chuyển",
    "phiếu báo",
    "thư công",
]


@rows(
    thong_bao=(ABOVE_NOBODY, ["CV184 noi_nhan 0"]),
    bao_cao=({**ABOVE_NOBODY, "loai": "báo cáo"}, ["CV184 noi_nhan 0"]),
    with_more_behind=({**NAMED, "noi_nhan": ["Như trên (b/c)", "Lưu: VT"]}, ["CV184 noi_nhan 0"]),
    the_second=({**NAMED, "noi_nhan": ["Sở X", "Như trên", "Lưu: VT"]}, ["CV184 noi_nhan 1"]),
    with_a_dash=(
        {**NAMED, "noi_nhan": ["- Như trên", "+Như trên", "Lưu: VT"]},
        ["CV184 noi_nhan 0", "K040 noi_nhan 0", "CV184 noi_nhan 1", "K040 noi_nhan 1"],
    ),
    as_a_part=({**NAMED, "noi_nhan": ["Các phòng như trên; Như trên", "Lưu: VT"]}, []),
    as_in_an_article=({**NAMED, "noi_nhan": ["Như Điều 3", "Lưu: VT"]}, []),
    addressed=({**NAMED, "loai": "báo cáo", **TO}, []),
    cong_van=({"kinh_gui": None}, ["CV131 kinh_gui"]),
)
def test_as_above_has_an_above(changes, expected):
    assert told(**changes) == expected


@pytest.mark.parametrize("kind", IN_THE_TEXT)
def test_some_types_say_in_their_text_to_whom_they_go(kind):
    assert "CV184 noi_nhan 0" not in told(**{**ABOVE_NOBODY, "loai": kind})


@rows(
    VT_alone=({"noi_nhan": ["Như trên", "Lưu: VT"]}, []),
    VT_and_more=({"noi_nhan": ["Như trên", "Lưu: VT, VP (3)"]}, []),
    only_line=({**NAMED, "noi_nhan": ["Lưu: VT"]}, []),
    without_the_colon=({"noi_nhan": ["Như trên", "Lưu VT, VP"]}, ["CV134 noi_nhan 1"]),
    without_VT=({"noi_nhan": ["Như trên", "Lưu: VP"]}, ["CV134 noi_nhan 1"]),
    at_the_end_of_the_last=({"noi_nhan": ["Như trên", "Bản Lưu: VT"]}, ["CV134 noi_nhan 1"]),
    last_but_one=({"noi_nhan": ["Như trên", "Lưu: VT", "Sở X"]}, ["CV134 noi_nhan 2"]),
    first=({**NAMED, "noi_nhan": ["Lưu: VT", "Sở X"]}, ["CV134 noi_nhan 1"]),
)
def test_the_recipients_end_with_the_copy_kept(changes, expected):
    assert told(**changes) == expected


@rows(
    dash=({"kinh_gui": ["Sở X", "- Sở Y"]}, ["K040 kinh_gui 1"]),
    dash_without_a_space=({"kinh_gui": ["-Sở X"]}, ["K040 kinh_gui 0"]),
    plus=({"kinh_gui": ["+Sở X"]}, ["K040 kinh_gui 0"]),
    semicolon=({"kinh_gui": ["Sở X;"]}, ["K040 kinh_gui 0"]),
    plus_of_a_recipient=({"noi_nhan": ["Như trên", "+ Sở X", "Lưu: VT"]}, ["K040 noi_nhan 1"]),
    dash_of_a_recipient=({"noi_nhan": ["Như trên", "-Sở X", "Lưu: VT"]}, ["K040 noi_nhan 1"]),
    semicolon_of_a_recipient=(
        {"noi_nhan": ["Như trên;", "Lưu: VT;"]},
        ["K040 noi_nhan 0", "K040 noi_nhan 1"],
    ),
    inside=({"kinh_gui": ["Sở X - Y; Sở + Z"], "noi_nhan": ["Như trên", "Sở X - Y; Z + T", "Lưu: VT"]}, []),
    dash_at_the_end=({"kinh_gui": ["Sở X -"]}, []),
    semicolon_at_the_beginning=({"kinh_gui": ["; Sở X"]}, []),
    full_stop=(
        {"kinh_gui": ["Sở X."], "noi_nhan": ["Như trên", "Lưu: VT."]},
        ["K040 kinh_gui 0", "K040 noi_nhan 1"],
    ),
    several=({"kinh_gui": ["Kính gửi: - Sở X.;"]}, ["K040 kinh_gui 0"]),
    v_v=({"kinh_gui": ["Các phòng, ban, v.v."]}, []),
    room=({"kinh_gui": ["Sở …"]}, []),
    star=({"kinh_gui": ["* Sở X"]}, []),
)
def test_names_are_typed_without_the_marks_that_are_added(changes, expected):
    assert told(**changes) == expected


# --- bases, body ------------------------------------------------------------------------------------


def based_on(*acts, **more):
    return {"can_cu": {"van_ban": [{k: v for k, v in act.items() if v is not None} for act in acts], **more}}


def groups(*acts):
    return [based_on(act)["can_cu"] for act in acts]


LACKING = ["CV141 can_cu 0 van_ban 0"]


@rows(
    nothing=(based_on(ACT), []),
    type=(based_on({**ACT, "loai": None}), LACKING),
    number=(based_on({**ACT, "so": None}), LACKING),
    day=(based_on({**ACT, "ngay": None}), LACKING),
    issuer=(based_on({**ACT, "cua": None}), LACKING),
    subject=(based_on({**ACT, "ve": None}), LACKING),
    subject_said_for_all=(based_on({**ACT, "ve": None}, ve="báo cáo"), []),
    type_said_by_the_first=(based_on(ACT, {**ACT, "loai": None}), []),
    type_said_by_the_second=(based_on({**ACT, "loai": None}, ACT), LACKING),
    number_of_the_second=(based_on(ACT, {**ACT, "so": None}), ["CV141 can_cu 0 van_ban 1"]),
    all_but_its_own_words=(based_on({"ten": "Công văn hôm qua"}), []),
    all_but_a_law=(based_on({"loai": "Luật Đất đai"}), []),
    all_but_a_law_in_capitals=(based_on({"loai": "LUẬT"}), []),
    all_but_a_code=(based_on({"loai": "Bộ luật Dân sự"}), []),
    all_but_an_ordinance=(based_on({"loai": "Pháp lệnh"}), []),
    all_but_a_draft_of_a_law=(based_on({"loai": "Dự thảo Luật"}), LACKING),
    all_behind_a_law=(based_on({"loai": "Luật"}, {"so": "1/SM"}), []),
    without_bases=({}, []),
)
def test_a_citation_lacks_what_it_says_neither_itself_nor_for_all(changes, expected):
    assert told(**changes) == expected


@rows(
    author_in_the_lead=(based_on({**ACT, "cua": None}, loi_dan="Xét đề nghị của Sở X tại"), []),
    nobody_in_the_lead=(based_on({**ACT, "cua": None}, loi_dan="Xét đề nghị tại"), LACKING),
    nobody_behind_the_word=(based_on({**ACT, "cua": None}, loi_dan="Xét đề nghị của"), LACKING),
    second_group=(
        {"can_cu": [*groups(ACT), *groups({**ACT, "so": None})]},
        ["CV141 can_cu 1 van_ban 0"],
    ),
    type_of_another_group=(
        {"can_cu": [*groups(ACT), *groups({**ACT, "loai": None})]},
        ["CV141 can_cu 1 van_ban 0"],
    ),
)
def test_each_group_of_bases_is_looked_at_by_itself(changes, expected):
    assert told(**changes) == expected


def short(*names):
    return based_on(*({**ACT, "khoa": name} for name in names))


@rows(
    two_names=(short("a", "b"), []),
    no_names=(short(None, None), []),
    blank_names=(short("", ""), []),
    one_name_twice=(short("a", "b", "a"), ["CV171 can_cu 0 van_ban 2 khoa"]),
    one_name_in_two_groups=(
        {"can_cu": [{"van_ban": [{**ACT, "khoa": "a"}]}, {"van_ban": [{**ACT, "khoa": "a"}]}]},
        ["CV171 can_cu 1 van_ban 0 khoa"],
    ),
    name_of_the_deadline=(short("han"), ["CV172 can_cu 0 van_ban 0 khoa"]),
    name_that_only_begins_alike=(short("hanh"), []),
)
def test_a_short_name_means_one_act(changes, expected):
    assert told(**changes) == expected


@rows(
    both=(based_on(ACT, ve="đo"), ["CV173 can_cu 0 ve"]),
    shared_by_all=(based_on({**ACT, "ve": None}, ve="đo"), []),
    only_the_first_has_its_own=(based_on(ACT, {**ACT, "ve": None}, ve="đo"), []),
    only_the_last_has_its_own=(based_on({**ACT, "ve": None}, ACT, ve="đo"), ["CV173 can_cu 0 ve"]),
)
def test_a_shared_subject_has_a_place(changes, expected):
    assert told(**changes) == expected


@rows(
    letter=(based_on({**ACT, "ve": "công tác văn thư"}), []),
    decree=(based_on({**ACT, "loai": "Nghị định", "ve": "công tác văn thư"}), ["CV174 can_cu 0 van_ban 0"]),
    decree_that_says_it=(based_on({**ACT, "loai": "Nghị định", "ve": "về công tác văn thư"}), []),
    decree_that_does_something=(based_on({**ACT, "loai": "Nghị định", "ve": "Quy định chi tiết"}), []),
    type_of_the_first=(
        based_on({**ACT, "loai": "Kế hoạch", "ve": "tổ chức"}, {**ACT, "loai": None}),
        ["CV174 can_cu 0 van_ban 1"],
    ),
    shared_subject=(
        based_on(*[{**ACT, "loai": "Kế hoạch", "ve": None}] * 2, ve="đo"),
        ["CV174 can_cu 0 van_ban 1"],
    ),
    in_its_own_words=(
        based_on({"ten": "Theo Kế hoạch số 5/KH-SM", "ve": "đo"}),
        ["CV174 can_cu 0 van_ban 0"],
    ),
)
def test_a_title_that_does_not_tell_how_it_is_quoted_is_shown(changes, expected):
    assert told(**changes) == expected


def task(text, **more):
    return {"phan_cong": [{"don_vi": "Sở X", "viec": [{"noi_dung": text, **more}]}]}


@rows(
    deadline=(task("báo cáo {han}", han="trước ngày 5"), []),
    no_deadline=(task("báo cáo {han}"), ["CV175 phan_cong 0 viec 0"]),
    blank_deadline=(task("báo cáo {han}", han=" "), ["CV175 phan_cong 0 viec 0"]),
    no_place_for_it=(task("báo cáo"), []),
    outside_of_a_task=({"noi_dung": ["báo cáo {han}"]}, ["CV340 noi_dung 0"]),
)
def test_a_place_for_a_deadline_has_one(changes, expected):
    assert told(**changes) == expected


@rows(
    symbol=(based_on({**ACT, "so": "SM-VP"}), ["CV187 can_cu 0 van_ban 0 so"]),
    symbol_behind_a_stroke=(based_on({**ACT, "so": "/SM-VP"}), ["CV187 can_cu 0 van_ban 0 so"]),
    symbol_with_a_digit=(based_on({**ACT, "so": "/V1-VP"}), ["CV187 can_cu 0 van_ban 0 so"]),
    symbol_and_one_dot=(based_on({**ACT, "so": "./SM-VP"}), ["CV187 can_cu 0 van_ban 0 so"]),
    symbol_of_the_second=(based_on(ACT, {**ACT, "so": "SM"}), ["CV187 can_cu 0 van_ban 1 so"]),
    number=(based_on({**ACT, "so": "1/SM-VP"}), []),
    number_alone=(based_on({**ACT, "so": "92"}), []),
    number_of_a_party_document=(based_on({**ACT, "so": "12-NQ/TW"}), []),
    standard=(based_on({**ACT, "so": "TCVN 6909"}), []),
    dots=(based_on({**ACT, "so": "../SM-VP"}), []),
    ellipsis=(based_on({**ACT, "so": "…/SM-VP"}), []),
    underscore=(based_on({**ACT, "so": "_/SM-VP"}), []),
    none=(based_on({**ACT, "so": None}), LACKING),
)
def test_what_is_cited_has_a_number_before_its_symbol(changes, expected):
    assert told(**changes) == expected


NO_DAY = ["CV188 can_cu 0 van_ban 0 ngay"]


@rows(
    month=(based_on({**ACT, "ngay": "7/2024"}), NO_DAY),
    month_in_words=(based_on({**ACT, "ngay": "tháng 7 năm 2024"}), NO_DAY),
    year=(based_on({**ACT, "ngay": "2024"}), NO_DAY),
    of_a_decree=(based_on({**ACT, "loai": "Nghị định", "ngay": "2024", "ve": "về đo"}), NO_DAY),
    of_the_second=(based_on(ACT, {**ACT, "ngay": "2024"}), ["CV188 can_cu 0 van_ban 1 ngay"]),
    whole=(based_on({**ACT, "ngay": "01/7/2024"}), []),
    open=(based_on({**ACT, "ngay": "…../7/2024"}), []),
    of_a_law=(based_on({"loai": "Luật", "ngay": "2024"}), []),
    of_a_code=(based_on({"loai": "Bộ luật Dân sự", "ngay": "2024"}), []),
    of_an_ordinance=(based_on({"loai": "PHÁP LỆNH", "ngay": "2024"}), []),
)
def test_the_day_of_what_is_cited_is_whole(changes, expected):
    assert told(**changes) == expected


LATER = ["CV189 can_cu 0 van_ban 0 ngay"]
LATER_IN_WORDS = ["CV189 can_cu 0 van_ban 0"]


def cited_as(words):
    return based_on({"ten": words})


@rows(
    the_day=(based_on({**ACT, "ngay": "12/11/2024"}), []),
    the_day_after=(based_on({**ACT, "ngay": "13/11/2024"}), LATER),
    the_month_after=(based_on({**ACT, "ngay": "12/2024"}), NO_DAY + LATER),
    the_month_itself=(based_on({**ACT, "ngay": "11/2024"}), NO_DAY),
    the_year_after=(based_on({"loai": "Luật", "ngay": "2025"}), LATER),
    the_year_itself=(based_on({"loai": "Luật", "ngay": "2024"}), []),
    letter_of_a_month=({"ngay": "11/2024", **based_on({**ACT, "ngay": "30/11/2024"})}, []),
    letter_of_a_month_before=({"ngay": "11/2024", **based_on({**ACT, "ngay": "01/12/2024"})}, LATER),
    letter_of_february=({"ngay": "02/2024", **based_on({**ACT, "ngay": "29/02/2024"})}, []),
    letter_of_a_year=({"ngay": "2024", **based_on({**ACT, "ngay": "31/12/2024"})}, []),
    letter_of_a_year_before=({"ngay": "2024", **based_on({**ACT, "ngay": "01/01/2025"})}, LATER),
    letter_without_a_day=({"ngay": "", **based_on({**ACT, "ngay": "01/01/2099"})}, []),
    of_the_second=(based_on(ACT, {**ACT, "ngay": "13/11/2024"}), ["CV189 can_cu 0 van_ban 1 ngay"]),
    open=(based_on({**ACT, "ngay": "…../12/2024"}), []),
    in_its_own_words=(cited_as("Công văn số 1/SM ngày 13/11/2024 của Sở Mẫu"), LATER_IN_WORDS),
    in_words_of_a_month=(cited_as("Công văn số 1/SM ngày 13 tháng 11 năm 2024 của Sở Mẫu"), LATER_IN_WORDS),
    in_its_own_words_with_dots=(cited_as("Công văn số 1/SM ngày 13.11.2024 của Sở Mẫu"), LATER_IN_WORDS),
    in_its_own_words_with_dashes=(cited_as("Công văn số 1/SM ngày 13-11-2024 của Sở Mẫu"), LATER_IN_WORDS),
    in_its_own_words_before=(cited_as("Công văn số 1/SM ngày 12/11/2024 của Sở Mẫu"), []),
    of_what_it_is_about=(cited_as("Công văn số 1/SM ngày 1/11/2024 về hội nghị số 2 ngày 13/12/2024"), []),
    without_a_number=(cited_as("Kế hoạch họp ngày 13/12/2024"), []),
    no_day_at_all=(cited_as("Công văn số 1/SM ngày 45/12/2024 của Sở Mẫu"), []),
)
def test_nothing_is_based_on_what_comes_later(changes, expected):
    assert told(**changes) == expected


EMPTY = {"noi_dung": None}
TASK = {"don_vi": "Sở X", "viec": ["báo cáo"]}


@rows(
    nothing=(EMPTY, ["CV142"]),
    blank_list=({"noi_dung": []}, ["CV142"]),
    notes_alone=({**EMPTY, "ghi_chu": ["Hết"]}, ["CV142"]),
    paragraphs_before=({**EMPTY, "mo_dau": ["Hết"]}, []),
    bases=({**EMPTY, **based_on(ACT)}, []),
    lead_in=({**EMPTY, "dan_nhap": ["Hết"]}, []),
    content=({**EMPTY, "noi_dung": ["Hết"]}, []),
    assignments=({**EMPTY, "phan_cong": [TASK]}, []),
    closing=({**EMPTY, "ket_thuc": ["Hết"]}, []),
)
def test_a_letter_says_something(changes, expected):
    assert told(**changes) == expected


OPEN = {"dau_ket": ""}
END = "Hết./."


@rows(
    by_itself=({}, []),
    with_room_before=({"dau_ket": " ./."}, []),
    half_a_mark=({"dau_ket": "./"}, ["CV143 dau_ket"]),
    the_other_half=({"dau_ket": "/."}, ["CV143 dau_ket"]),
    a_full_stop=({"dau_ket": "."}, ["CV143 dau_ket"]),
    half_a_mark_and_a_typed_one=({"dau_ket": "./", "noi_dung": [END]}, []),
    nowhere=(OPEN, ["CV143 dau_ket"]),
    typed_before=({**OPEN, **EMPTY, "mo_dau": [END]}, []),
    typed_as_a_lead_in=({**OPEN, **EMPTY, "dan_nhap": [END]}, []),
    typed_behind_the_bases=({**OPEN, **EMPTY, **based_on(ACT, tiep=END)}, []),
    typed_in_the_content=({**OPEN, "noi_dung": ["Hết", END]}, []),
    typed_in_an_item=({**OPEN, "noi_dung": [{"gach": END}]}, []),
    typed_in_an_item_of_an_item=({**OPEN, "noi_dung": [{"muc": "A", "noi_dung": [{"khoan": END}]}]}, []),
    typed_in_a_heading=({**OPEN, "noi_dung": [{"khoan": "", "tieu_de": END}]}, []),
    typed_in_a_note=({**OPEN, "ghi_chu": [END]}, []),
    typed_in_the_closing=({**OPEN, "ket_thuc": [END]}, []),
    typed_in_a_task=({**OPEN, "phan_cong": [TASK, {**TASK, "viec": ["báo cáo", END]}]}, []),
    typed_with_marks_inside=({**OPEN, "noi_dung": ["Hết **.**/."]}, []),
    typed_in_a_task_with_marks_inside=({**OPEN, "phan_cong": [{**TASK, "viec": ["Hết **.**/."]}]}, []),
    typed_in_a_note_with_marks_inside=({**OPEN, "ghi_chu": ["Hết **.**/."]}, []),
    typed_in_a_cell=({**OPEN, "noi_dung": [{"bang": {"cot": ["TT"], "dong": [[END]]}}]}, ["CV143 dau_ket"]),
    typed_over_a_table=({**OPEN, "noi_dung": [{"tieu_de": END, "bang": {"cot": ["TT"]}}]}, ["CV143 dau_ket"]),
    typed_as_a_subject=({**OPEN, "trich_yeu": "báo cáo ./. hết"}, ["CV143 dau_ket"]),
    half_of_it=({**OPEN, "noi_dung": ["Hết/."]}, ["CV352 noi_dung 0", "CV143 dau_ket"]),
)
def test_a_letter_has_an_end(changes, expected):
    assert told(**changes) == expected


BEHIND = ["CV190 noi_dung 0"]


@rows(
    in_the_same_text=({"noi_dung": ["Hết./. Xin cảm ơn."]}, BEHIND),
    behind_a_heading=({"noi_dung": [{"khoan": "x", "tieu_de": END}]}, BEHIND),
    in_the_next_text=({"noi_dung": [END, "Xin cảm ơn."]}, BEHIND),
    in_a_part_below=({"noi_dung": [{"khoan": END, "noi_dung": ["x"]}]}, BEHIND),
    a_table=({"noi_dung": [END, {"bang": {"cot": ["TT"]}}]}, BEHIND),
    the_content=({"mo_dau": [END]}, ["CV190 mo_dau 0"]),
    content_behind_the_lead_in=({"dan_nhap": [END]}, ["CV190 dan_nhap 0"]),
    content_behind_the_bases=(based_on(ACT, tiep=END), ["CV190 can_cu 0 tiep"]),
    lead_in_behind_the_bases=(
        {**based_on(ACT, tiep=END), **EMPTY, "dan_nhap": ["x"]},
        ["CV190 can_cu 0 tiep"],
    ),
    bases_behind_the_beginning=(
        {**based_on(ACT, tiep="x"), **EMPTY, "mo_dau": [END]},
        ["CV190 mo_dau 0"],
    ),
    tasks=({"noi_dung": [END], "phan_cong": [TASK]}, BEHIND),
    notes_behind_tasks=(
        {**EMPTY, "phan_cong": [{**TASK, "viec": [END]}], "ghi_chu": ["x"]},
        ["CV190 phan_cong 0 viec 0"],
    ),
    closing_behind_notes=({"ghi_chu": [END], "ket_thuc": ["x"]}, ["CV190 ghi_chu 0"]),
    two_marks=({"noi_dung": [END, END]}, BEHIND),
    nothing=({"noi_dung": ["x", END]}, []),
    nothing_behind_notes=({"ghi_chu": [END]}, []),
    nothing_behind_the_closing=({"ghi_chu": ["x"], "ket_thuc": [END]}, []),
    nothing_behind_tasks=({"phan_cong": [{**TASK, "viec": [END]}]}, []),
    a_bracket=({"noi_dung": ["(Hết./.)"]}, []),
    a_square_bracket=({"noi_dung": ["[Hết./.]"]}, []),
    a_quotation_mark=({"noi_dung": ["“Hết./.”"]}, []),
    other_quotation_marks=({"noi_dung": ["Hết./.\"'’»"]}, []),
    room=({"noi_dung": ["Hết./. \u00a0"]}, []),
    only_spoken_of=({"noi_dung": ["Ghi dấu './.' ở cuối.", "x"]}, []),
    only_spoken_of_in_other_marks=({"noi_dung": ['Ghi dấu "./." ở cuối.', "x"]}, []),
    only_spoken_of_in_round_marks=({"noi_dung": ["Ghi dấu “./.” ở cuối.", "x"]}, []),
    only_spoken_of_in_single_marks=({"noi_dung": ["Ghi dấu ‘./.’ ở cuối.", "x"]}, []),
    none=({"noi_dung": ["Hết.", "x"]}, []),
)
def test_nothing_stands_behind_the_end(changes, expected):
    assert told(**changes) == expected


def test_the_heading_of_a_picture_is_no_text_of_the_body():
    assert "CV143 dau_ket" in told(**OPEN, noi_dung=["Hết", {"tieu_de": END, "hinh": "anh.png"}])


@rows(
    two_steps=({"noi_dung": [{"khoan": "x", "so": "1.1"}]}, ["CV144 noi_dung 0 so"]),
    two_steps_and_a_dot=({"noi_dung": ["x", {"khoan": "x", "so": "1.1."}]}, ["CV144 noi_dung 1 so"]),
    two_digits=({"noi_dung": [{"khoan": "x", "so": "10.2"}]}, ["CV144 noi_dung 0 so"]),
    nested=(
        {"noi_dung": [{"muc": "A", "noi_dung": [{"diem": "x", "so": "2.1"}]}]},
        ["CV144 noi_dung 0 noi_dung 0 so"],
    ),
    one_step=({"noi_dung": [{"khoan": "x", "so": "1."}]}, []),
    letter_behind=({"noi_dung": [{"khoan": "x", "so": "1.a"}]}, []),
    letter_before=({"noi_dung": [{"khoan": "x", "so": "a1.1"}]}, []),
    without_a_dot=({"noi_dung": [{"khoan": "x", "so": "11"}]}, []),
    blank=({"noi_dung": [{"khoan": "x", "so": ""}]}, []),
    in_the_text=({"noi_dung": [{"khoan": "1.1 x"}]}, []),
)
def test_items_are_not_numbered_with_decimals(changes, expected):
    assert told(**changes) == expected


def test_a_problem_of_the_body_has_the_path_of_its_text():
    wrong = "theo Khoản 2"
    changes = {
        "mo_dau": ["x.", wrong],
        "dan_nhap": [wrong],
        "noi_dung": [{"muc": "A", "noi_dung": ["x", {"khoan": wrong}, {"khoan": "x", "tieu_de": wrong}]}],
        "phan_cong": [TASK, {"don_vi": "Sở Y", "viec": ["x", wrong]}],
        "ghi_chu": [wrong],
        "ket_thuc": ["x.", wrong],
    }
    assert sorted(told(**changes)) == [
        "CV145 dan_nhap 0",
        "CV145 ghi_chu 0",
        "CV145 ket_thuc 1",
        "CV145 mo_dau 1",
        "CV145 noi_dung 0 noi_dung 1",
        "CV145 noi_dung 0 noi_dung 2",
        "CV145 phan_cong 1 viec 1",
    ]


CITED = ["CV145 noi_dung 0"]


@rows(
    khoan=({"noi_dung": ["theo Khoản 2"]}, CITED),
    khoan_behind_a_comma=({"noi_dung": ["điểm a, Khoản 2"]}, CITED),
    khoan_behind_a_semicolon=({"noi_dung": ["điểm a; Khoản 2"]}, CITED),
    khoan_of_two_digits=({"noi_dung": ["theo Khoản 12x"]}, CITED),
    diem=({"noi_dung": ["theo Điểm a khoản 2"]}, CITED),
    diem_z=({"noi_dung": ["theo Điểm z"]}, CITED),
    diem_of_the_alphabet=({"noi_dung": ["theo Điểm đ khoản 2"]}, CITED),
    dieu_of_a_law=({"noi_dung": ["theo điều 5 của Luật Mẫu"]}, CITED),
    dieu_of_a_law_without_of=({"noi_dung": ["theo điều 15 Luật Mẫu"]}, CITED),
    dieu_of_a_decree=({"noi_dung": ["theo điều 5 Nghị định này"]}, CITED),
    dieu_of_a_circular=({"noi_dung": ["theo điều 5 của Thông tư này"]}, CITED),
    dieu_at_the_beginning=({"noi_dung": ["điều 5 Luật Mẫu"]}, CITED),
    khoan_at_the_beginning=({"noi_dung": ["Khoản 2 nói rõ"]}, []),
    khoan_of_another_sentence=({"noi_dung": ["Đã rõ. Khoản 2 nói"]}, []),
    khoan_of_a_sum=({"noi_dung": ["theo Khoản tiền"]}, []),
    khoan_in_lower_case=({"noi_dung": ["theo khoản 2 Điều 5 của Luật"]}, []),
    diem_of_a_word=({"noi_dung": ["theo Điểm ab"]}, []),
    diem_of_a_name=({"noi_dung": ["theo Điểm A"]}, []),
    dieu_of_a_decision=({"noi_dung": ["theo điều 5 của Quyết định"]}, ["CV145 noi_dung 0"]),
    dieu_of_no_act=({"noi_dung": ["theo điều 5 của nội quy"]}, []),
    dieu_in_capitals=({"noi_dung": ["theo Điều 5 của Luật"]}, []),
    dieu_as_the_end_of_a_word=({"noi_dung": ["theo xđiều 5 Luật"]}, []),
    dieu_without_a_number=({"noi_dung": ["theo điều của Luật"]}, []),
    twice_in_one_text=({"noi_dung": ["theo Khoản 2, Điểm a"]}, CITED * 2),
)
def test_what_is_cited_is_written_as_the_decree_has_it(changes, expected):
    assert told(**changes) == expected


OLD = {"kinh_gui": ["UBND huyện Mẫu"]}
GONE = ["CV146 kinh_gui 0"]


@rows(
    no_day=({**OLD, "ngay": ""}, []),
    the_year=({**OLD, "ngay": "2025"}, []),
    the_year_after=({**OLD, "ngay": "2026"}, GONE),
    the_month_before=({**OLD, "ngay": "6/2025"}, []),
    the_month=({**OLD, "ngay": "7/2025"}, GONE),
    the_day_before=({**OLD, "ngay": "30/6/2025"}, []),
    the_day=({**OLD, "ngay": "01/7/2025"}, GONE),
    the_day_after=({**OLD, "ngay": "02/7/2025"}, GONE),
)
def test_there_are_districts_until_30_june_2025(changes, expected):
    assert told(**changes) == expected


NOW = {"ngay": "01/7/2025"}


@rows(
    huyen=({**NOW, "kinh_gui": ["Phòng Mẫu huyện Mẫu"]}, GONE),
    quan=({**NOW, "kinh_gui": ["UBND quận 1"]}, GONE),
    thi_xa=({**NOW, "kinh_gui": ["UBND thị xã Mẫu"]}, GONE),
    thi_tran=({**NOW, "kinh_gui": ["UBND thị trấn Mẫu"]}, GONE),
    capitals=({**NOW, "kinh_gui": ["UBND HUYỆN MẪU"]}, GONE),
    the_second=({**NOW, "kinh_gui": ["Sở X", "UBND huyện"]}, ["CV146 kinh_gui 1"]),
    recipient=({**NOW, "noi_nhan": ["Như trên", "Huyện ủy, huyện đội", "Lưu: VT"]}, ["CV146 noi_nhan 1"]),
    issuer=({**NOW, "co_quan": agency(ten=["PHÒNG MẪU", "HUYỆN MẪU"])}, ["CV146 co_quan ten 1"]),
    xa_and_phuong=({**NOW, "kinh_gui": ["UBND các xã, phường"]}, []),
    end_of_a_word=({**NOW, "kinh_gui": ["Ban xhuyện"]}, []),
    beginning_of_a_word=({**NOW, "kinh_gui": ["Ban quậnx, huyệnx"]}, []),
    district_city=({**NOW, "kinh_gui": ["UBND thành phố Mẫu"]}, []),
)
def test_no_district_is_named_since_then(changes, expected):
    assert told(**changes) == expected


def since(text, **more):
    return {**NOW, "noi_dung": [text], **more}


STILL = ["CV191 noi_dung 0"]


@rows(
    huyen=(since("Đề nghị UBND huyện báo cáo."), STILL),
    the_level=(since("Đề nghị UBND cấp huyện báo cáo."), STILL),
    quan=(since("Rà soát tại quận 1."), STILL),
    thi_xa=(since("Rà soát tại các thị xã."), STILL),
    thi_tran=(since("Rà soát tại THỊ TRẤN Mẫu."), STILL),
    in_the_subject=(since("x", trich_yeu="báo cáo của các huyện"), ["CV191 trich_yeu"]),
    of_who_is_given_a_task=(
        since("x", phan_cong=[TASK, {"don_vi": "UBND **huyện** Mẫu", "viec": ["x"]}]),
        ["CV191 phan_cong 1 don_vi"],
    ),
    in_a_task=(
        since("x", phan_cong=[{**TASK, "viec": ["x", "đôn đốc các huyện"]}]),
        ["CV191 phan_cong 0 viec 1"],
    ),
    told_once=(since("Các huyện, thị xã, thị trấn.", ket_thuc=["Các huyện."]), STILL),
    behind_a_citation=(since("Theo Công văn số 12/SM, các huyện báo cáo của mình."), STILL),
    behind_the_issuer_of_a_citation=(since("Theo Công văn số 12/SM của Sở Mẫu, các huyện báo cáo."), STILL),
    in_another_sentence=(since("Các huyện cũ đã nộp. Các huyện báo cáo."), STILL),
    in_another_part_of_the_sentence=(since("Các huyện cũ đã nộp; các huyện báo cáo."), STILL),
    behind_a_question=(since("Các huyện cũ? Các huyện!"), STILL),
    behind_a_call=(since("Các huyện cũ! Các huyện."), STILL),
    on_the_day=(since("Các huyện.", ngay="7/2025"), STILL),
    the_day_before=(since("Các huyện.", ngay="30/6/2025"), []),
    no_day=(since("Các huyện.", ngay=""), []),
    issuer_of_what_is_cited=(since("Theo Công văn số 12/UBND-VX ngày 05/6/2024 của UBND huyện Mẫu, x."), []),
    issuer_of_what_is_cited_without_a_day=(since("Theo Quyết định số 12-QĐ/HU của Huyện ủy Mẫu (x)."), []),
    road=(since("Sửa đường huyện 5."), []),
    road_by_its_other_name=(since("Sửa huyện lộ 5."), []),
    road_between=(since("Sửa đường liên huyện."), []),
    a_name=(since("Ông Nguyễn Văn Quận."), []),
    a_word_that_begins_alike=(since("Các huyệnx, quậnx."), []),
    a_word_that_ends_alike=(since("Các xhuyện."), []),
    communes=(since("Các xã, phường, đặc khu."), []),
)
def test_no_district_is_named_in_the_text_since_then(changes, expected):
    assert told(**changes) == expected


@pytest.mark.parametrize("mark", [",", ";", "(", ")"])
def test_what_is_cited_ends_at_a_mark(mark):
    assert told(**since(f"Theo Công văn số 12/SM{mark} UBND huyện Mẫu của x")) == STILL


@pytest.mark.parametrize("mark", [",", ";", ".", "(", ")"])
def test_the_issuer_of_what_is_cited_ends_at_a_mark(mark):
    assert told(**since(f"Theo Công văn số 12/SM của Sở Mẫu{mark} các huyện báo cáo")) == STILL


@pytest.mark.parametrize(
    "cited", ["số 12-NQ", "số 12/HU", "Số 12/HU", "số 12/HU-VP ngày 05 tháng 6 năm 2024"]
)
def test_who_issued_what_is_cited_may_be_of_a_district(cited):
    assert told(**since(f"Theo Nghị quyết {cited} của Huyện ủy Mẫu, x")) == []


@pytest.mark.parametrize(
    "before",
    [
        "Nguyên Chủ tịch huyện Mẫu",
        "thuộc huyện Mẫu (cũ)",
        "trước đây thuộc huyện Mẫu",
        "trước khi bỏ, huyện Mẫu",
        "trước ngày 01/7/2025, huyện Mẫu",
        "trước tháng 7/2025, huyện Mẫu",
        "trước 01/7/2025, huyện Mẫu",
        "nguyên Chủ tịch huyện Mẫu",
        "sáp nhập huyện Mẫu",
        "hợp nhất các huyện",
        "sắp xếp cấp huyện",
        "giải thể huyện Mẫu",
        "chấm dứt hoạt động của cấp huyện",
        "kết thúc hoạt động cấp huyện",
        "không còn cấp huyện",
        "không tổ chức cấp huyện",
        "bỏ cấp huyện",
        "chuyển giao hồ sơ của huyện Mẫu",
        "bàn giao hồ sơ của huyện Mẫu",
        "tiếp nhận hồ sơ của huyện Mẫu",
    ],
)
def test_a_former_district_may_be_named(before):
    assert told(**since(f"Nêu rõ {before}; xong.")) == []


MERGED = {"kinh_gui": ["Bộ Thông tin và Truyền thông"]}


@rows(
    no_day=({**MERGED, "ngay": ""}, []),
    the_year=({**MERGED, "ngay": "2025"}, []),
    the_month_before=({**MERGED, "ngay": "02/2025"}, []),
    the_month=({**MERGED, "ngay": "3/2025"}, ["CV147 kinh_gui 0"]),
    the_day_before=({**MERGED, "ngay": "28/02/2025"}, []),
    the_day=({**MERGED, "ngay": "01/3/2025"}, ["CV147 kinh_gui 0"]),
    the_day_after=({**MERGED, "ngay": "02/3/2025"}, ["CV147 kinh_gui 0"]),
)
def test_ministries_stood_until_28_february_2025(changes, expected):
    assert told(**changes) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Bộ Thông tin và Truyền thông",
        "Bộ Kế hoạch và Đầu tư",
        "Bộ Giao thông vận tải",
        "Bộ Lao động - Thương binh và Xã hội",
        "Bộ Nông nghiệp và Phát triển nông thôn",
        "Bộ Tài nguyên và Môi trường",
        "Ủy ban Dân tộc",
    ],
)
def test_each_merged_ministry_is_known_among_addressees_and_recipients(name):
    changes = {
        "ngay": "01/3/2025",
        "kinh_gui": ["Bộ Công an", f"Văn phòng {name}"],
        "noi_nhan": ["Như trên", name, "Bộ Nông nghiệp và Môi trường", "Lưu: VT"],
    }
    assert told(**changes) == ["CV147 kinh_gui 1", "CV147 noi_nhan 1"]
    assert told(**{**changes, "noi_nhan": ["Như trên", "Lưu: VT"]}) == ["CV147 kinh_gui 1"]
    assert told(**{**changes, "kinh_gui": ["Bộ Công an"]}) == ["CV147 noi_nhan 1"]


@rows(
    no_merged_ministry=({"ngay": "01/3/2025", "kinh_gui": ["Bộ Khoa học và Công nghệ", "Bộ Nội vụ"]}, []),
    in_the_text=({"ngay": "01/3/2025", "noi_dung": ["Theo Bộ Giao thông vận tải."]}, ["CV336 noi_dung 0"]),
    over_two_lines=({"ngay": "01/3/2025", "kinh_gui": ["Ủy ban", "Dân tộc"]}, []),
)
def test_nothing_else_counts_as_a_merged_ministry(changes, expected):
    assert told(**changes) == expected


KEY = {**ACT, "khoa": "cv1"}


@rows(
    known=({**based_on(ACT, KEY), "noi_dung": ["Theo {cv1}."]}, []),
    unknown=({**based_on(KEY), "noi_dung": ["Theo {cv2}."]}, ["CV149 noi_dung 0"]),
    without_bases=({"noi_dung": ["Theo {cv1}."]}, ["CV149 noi_dung 0"]),
    of_a_cell=({"noi_dung": [{"bang": {"cot": ["TT"], "dong": [["{x}"]]}}]}, ["CV149 noi_dung 0 bang"]),
    known_of_a_cell=({**based_on(KEY), "noi_dung": [{"bang": {"cot": ["TT"], "dong": [["{cv1}"]]}}]}, []),
    of_an_appendix=(
        {"noi_dung": ["Phụ lục"], "phu_luc": [{"noi_dung": ["{x}"]}]},
        ["CV149 phu_luc 0 noi_dung 0"],
    ),
    deadline=({"phan_cong": [{"don_vi": "Sở X", "viec": [{"noi_dung": "nộp {han}", "han": "nay"}]}]}, []),
    of_a_task=({"phan_cong": [{"don_vi": "Sở X", "viec": ["nộp {x}"]}]}, ["CV149 phan_cong 0 viec 0"]),
    two_words=({"noi_dung": ["Theo {cv 1}."]}, []),
    nothing_inside=({"noi_dung": ["Theo {}."]}, []),
    two_of_a_text=({"noi_dung": ["Theo {a} và {b}."]}, ["CV149 noi_dung 0"] * 2),
    in_the_closing=({"ket_thuc": ["Theo {a}."]}, ["CV149 ket_thuc 0"]),
)
def test_a_name_in_braces_is_that_of_a_basis(changes, expected):
    assert told(**changes) == expected


def totalled(*rows, kind="số nguyên", **more):
    columns = ["Tên", {"ten": "Số", "kieu": kind, "tong": "có"}]
    return {"noi_dung": [{"bang": {"cot": columns, "dong": list(rows), "tong_cong": "Cộng", **more}}]}


@rows(
    all_filled_in=(totalled(["a", "1.200"], ["b", "5"]), ["CV343 noi_dung 0 bang: 1.205"]),
    decimals=(totalled(["a", "1,5"], ["b", "2"], kind="số thập phân"), ["CV343 noi_dung 0 bang: 3,5"]),
    of_an_appendix=(
        {"noi_dung": ["Phụ lục"], "phu_luc": [totalled(["a", "1"])]},
        ["CV343 phu_luc 0 noi_dung 0 bang: 1"],
    ),
    group_rows_do_not_count=(
        totalled({"nhom": ["I", "7"]}, ["a", "1"]),
        ["CV343 noi_dung 0 bang: 1"],
    ),
    one_to_be_filled=(totalled(["a", "1"], ["b", ""]), []),
    blank_rows_below=(totalled(["a", "1"], dong_trong="1"), []),
    one_that_is_no_number=(totalled(["a", "1"], ["b", "ít"]), []),
    column_of_text=(totalled(["a", "1"], kind="chữ"), []),
    no_row=(totalled(), []),
    no_total=(totalled(["a", "1"], tong_cong=""), []),
    of_a_form=(
        {"noi_dung": ["Có biểu mẫu kèm theo."], "bieu_mau": [totalled(["a", "1"])["noi_dung"][0]["bang"]]},
        [],
    ),
)
def test_a_total_of_what_is_filled_in_is_not_left_blank(changes, expected):
    problems = (one for one in found(**changes) if one.code == "CV343")
    said = [f"CV343 {' '.join(map(str, one.path))}: {dict(one.values)['total']}" for one in problems]
    assert said == expected


def a_form(**more):
    return {"noi_dung": ["Có biểu mẫu kèm theo."], "bieu_mau": [{"cot": ["TT"], "dong_trong": "1", **more}]}


@rows(
    of_the_subject=({**based_on(KEY), "trich_yeu": "triển khai {cv1}"}, ["CV340 trich_yeu"]),
    of_whom_it_is_for=({**based_on(KEY), "kinh_gui": ["Các sở", "Nơi {cv1}"]}, ["CV344 kinh_gui 1"]),
    of_who_gets_it=({**based_on(KEY), "noi_nhan": ["Theo {cv1}", "Lưu: VT, BCVT"]}, ["CV344 noi_nhan 0"]),
    of_an_appendix=(
        {**based_on(KEY), "mo_dau": ["Phụ lục"], "phu_luc": [{"ten": ["{cv1}"], "noi_dung": ["{cv1}"]}]},
        ["CV340 phu_luc 0 ten 0"],
    ),
    of_a_form=({**based_on(KEY), **a_form(ghi_chu=["Theo {cv1}"])}, ["CV340 bieu_mau 0 ghi_chu 0"]),
    deadline_of_a_form=({**based_on(KEY), **a_form(phu_de="Gửi {han}")}, ["CV340 bieu_mau 0 phu_de"]),
    deadline_of_a_unit=(
        {"phan_cong": [{"don_vi": "Sở {han}", "viec": ["nộp"]}]},
        ["CV340 phan_cong 0 don_vi"],
    ),
    of_the_body=({**based_on(KEY), "mo_dau": ["Theo {cv1}."]}, []),
    locked_cell_of_a_form=({**based_on(KEY), **a_form(dong=[["{không điền}"]])}, []),
    no_name_of_a_basis=({**based_on(KEY), "kinh_gui": ["Các sở", "Nơi {cv2}"]}, []),
)
def test_no_name_in_braces_stands_where_nothing_is_put_in(changes, expected):
    assert [one for one in told(**changes) if one.startswith(("CV340", "CV344"))] == expected


# --- signing ----------------------------------------------------------------------------------------


def signed(*lines, **more):
    return {"nguoi_ky": {**SIGNER, "quyen_han": list(lines), **more}}


AUTHORITY = ["CV151 nguoi_ky 0 quyen_han"]


@rows(
    none=(signed(), []),
    TM=(signed("TM. ỦY BAN NHÂN DÂN"), []),
    KT=(signed("KT. GIÁM ĐỐC", chuc_vu="PHÓ GIÁM ĐỐC"), []),
    TL=(signed("TL. GIÁM ĐỐC"), []),
    TUQ=(signed("TUQ. GIÁM ĐỐC"), []),
    Q=(signed("Q. GIÁM ĐỐC"), []),
    lower_case=(signed("tl. giám đốc"), []),
    stroke=(signed("T/M ỦY BAN NHÂN DÂN"), AUTHORITY),
    no_dot=(signed("TM ỦY BAN NHÂN DÂN"), AUTHORITY),
    no_space=(signed("TM.ỦY BAN NHÂN DÂN"), AUTHORITY),
    another=(signed("PT. GIÁM ĐỐC"), AUTHORITY),
    a_title_alone=(signed("GIÁM ĐỐC"), AUTHORITY),
    a_title_in_the_second_line=(signed("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), []),
    authority_in_the_second_line=(signed("TM. ỦY BAN", "KT. CHỦ TỊCH", chuc_vu="PHÓ CHỦ TỊCH"), []),
    stroke_in_the_second_line=(signed("TM. ỦY BAN NHÂN DÂN", "K/T CHỦ TỊCH"), AUTHORITY),
    no_space_in_the_second_line=(signed("TM. ỦY BAN NHÂN DÂN", "TL.CHỦ TỊCH"), AUTHORITY),
    stroke_in_the_third_line=(signed("TM. ỦY BAN", "CHỦ TỊCH", "T/L CHỦ TỊCH"), AUTHORITY),
    one_letter_in_the_second_line=(signed("TM. ỦY BAN NHÂN DÂN", "X. CHỦ TỊCH"), AUTHORITY),
    four_letters_in_the_second_line=(signed("TM. ỦY BAN NHÂN DÂN", "ABCD. CHỦ TỊCH"), AUTHORITY),
    five_letters_in_the_second_line=(signed("TM. ỦY BAN NHÂN DÂN", "ABCDE. CHỦ TỊCH"), []),
    further_on_in_the_second_line=(signed("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH K/T"), []),
    of_the_second_signer=(
        {"nguoi_ky": [SIGNER, {**SIGNER, "quyen_han": ["T/M X"]}]},
        ["CV151 nguoi_ky 1 quyen_han"],
    ),
)
def test_an_authority_is_written_as_the_decree_has_it(changes, expected):
    assert told(**changes) == expected


NAME = ["CV152 nguoi_ky 0 ho_ten"]


@pytest.mark.parametrize("degree", ["GS", "PGS", "TS", "ThS", "BS", "KS", "CN", "DS", "CVC"])
def test_each_degree_is_known_before_a_name_with_or_without_its_dot(degree):
    for before in (f"{degree}. ", f"{degree} ", f"{degree}."):
        assert told(nguoi_ky={**SIGNER, "ho_ten": f"{before}Nguyễn Văn An"}) == NAME


@rows(
    two_degrees=(signed(ho_ten="PGS.TS. Nguyễn Văn An"), NAME),
    a_name=(signed(ho_ten="Nguyễn Văn An"), []),
    a_name_that_begins_alike=(signed(ho_ten="TSô Văn An"), []),
    another_degree=(signed(ho_ten="ThsX. Văn An"), []),
    lower_case=(signed(ho_ten="Ts Văn An"), []),
    behind_the_name=(signed(ho_ten="Nguyễn Văn An, TS. Luật"), []),
    of_the_second_signer=(
        {"nguoi_ky": [SIGNER, {**SIGNER, "ho_ten": "TS. An"}]},
        ["CV152 nguoi_ky 1 ho_ten"],
    ),
)
def test_a_name_stands_without_degrees(changes, expected):
    assert told(**changes) == expected


DEPUTY = {"chuc_vu": "PHÓ GIÁM ĐỐC"}
UPSIDE_DOWN = ["CV353 nguoi_ky 0 quyen_han"]
AGAIN = ["CV153 nguoi_ky 0 quyen_han"]


@rows(
    both=(signed("TUQ. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG", **DEPUTY), AGAIN),
    the_other_way_round=(signed("KT. TRƯỞNG PHÒNG", "TUQ. GIÁM ĐỐC", **DEPUTY), [*AGAIN, *UPSIDE_DOWN]),
    delegated_alone=(signed("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"), []),
    deputy_alone=(signed("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", **DEPUTY), []),
    a_line_that_ends_alike=(signed("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG KT."), []),
    a_line_that_ends_with_the_other=(signed("KT. GIÁM ĐỐC", "TRƯỞNG PHÒNG TUQ.", **DEPUTY), []),
    two_signers=(
        {"nguoi_ky": [{**SIGNER, "quyen_han": ["TUQ. X"]}, {**SIGNER, **DEPUTY, "quyen_han": ["KT. X"]}]},
        [],
    ),
    the_second_signer=(
        {"nguoi_ky": [SIGNER, {**SIGNER, **DEPUTY, "quyen_han": ["TUQ. X", "KT. Y"]}]},
        ["CV153 nguoi_ky 1 quyen_han"],
    ),
)
def test_what_was_delegated_is_not_delegated_again(changes, expected):
    assert told(**changes) == expected


HEAD = ["CV154 nguoi_ky 0 chuc_vu"]


@rows(
    deputy=(signed("KT. GIÁM ĐỐC", chuc_vu="PHÓ GIÁM ĐỐC"), []),
    deputy_in_lower_case=(signed("KT. GIÁM ĐỐC", chuc_vu="Phó Giám đốc"), []),
    deputy_of_a_minister=(signed("KT. BỘ TRƯỞNG", chuc_vu="THỨ TRƯỞNG"), []),
    the_head=(signed("KT. GIÁM ĐỐC", chuc_vu="GIÁM ĐỐC"), HEAD),
    a_title_that_ends_alike=(signed("KT. GIÁM ĐỐC", chuc_vu="CẤP PHÓ"), HEAD),
    in_the_last_of_two_lines=(signed("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", chuc_vu="CHỦ TỊCH"), HEAD),
    in_the_first_of_two_lines=(
        signed("KT. CHỦ TỊCH", "TL. CHÁNH VĂN PHÒNG", chuc_vu="TRƯỞNG PHÒNG"),
        UPSIDE_DOWN,
    ),
    a_line_that_ends_alike=(signed("TM. ỦY BAN KT."), []),
    the_head_by_himself=(signed(), []),
    another_authority=(signed("TL. GIÁM ĐỐC"), []),
    the_second_signer=(
        {"nguoi_ky": [SIGNER, {**SIGNER, "quyen_han": ["KT. X"]}]},
        ["CV154 nguoi_ky 1 chuc_vu"],
    ),
)
def test_for_the_head_signs_a_deputy(changes, expected):
    assert told(**changes) == expected


ALONE = ["CV185 nguoi_ky 0 chuc_vu"]


@rows(
    deputy=(signed(**DEPUTY), ALONE),
    deputy_in_lower_case=(signed(chuc_vu="Phó Giám đốc"), ALONE),
    deputy_of_a_minister=(signed(chuc_vu="THỨ TRƯỞNG"), ALONE),
    deputy_in_charge=(signed(chuc_vu="PHÓ GIÁM ĐỐC PHỤ TRÁCH"), ALONE),
    for_the_collective_only=(signed("TM. ỦY BAN NHÂN DÂN", chuc_vu="PHÓ CHỦ TỊCH"), ALONE),
    by_order_only=(signed("TL. GIÁM ĐỐC", chuc_vu="PHÓ TRƯỞNG PHÒNG"), ALONE),
    of_the_second_signer=({"nguoi_ky": [SIGNER, {**SIGNER, **DEPUTY}]}, ["CV185 nguoi_ky 1 chuc_vu"]),
    for_the_head=(signed("KT. GIÁM ĐỐC", **DEPUTY), []),
    for_the_head_of_the_collective=(signed("TM. ỦY BAN", "KT. CHỦ TỊCH", chuc_vu="PHÓ CHỦ TỊCH"), []),
    for_the_head_written_otherwise=(signed("K/T GIÁM ĐỐC", **DEPUTY), AUTHORITY),
    for_the_head_without_a_dot=(signed("KT GIÁM ĐỐC", **DEPUTY), AUTHORITY),
    for_the_head_with_two_dots=(signed("K.T GIÁM ĐỐC", **DEPUTY), AUTHORITY),
    for_the_head_with_room=(signed("K T GIÁM ĐỐC", **DEPUTY), AUTHORITY),
    for_the_head_in_lower_case=(signed("kt. giám đốc", **DEPUTY), []),
    a_word_that_ends_alike=(signed("TL. XKT", **DEPUTY), ALONE),
    a_word_that_begins_alike=(signed("TL. KTX", **DEPUTY), ALONE),
    the_head=(signed(), []),
    a_title_that_ends_alike=(signed(chuc_vu="CẤP PHÓ"), []),
)
def test_a_deputy_does_not_sign_by_himself(changes, expected):
    assert told(**changes) == expected


@pytest.mark.parametrize("kind", ["biên bản", "hợp đồng", "bản ghi nhớ", "bản thỏa thuận"])
def test_whoever_is_a_party_signs_as_who_he_is(kind):
    found = told(**{**NAMED, "loai": kind, **signed(**DEPUTY)})
    assert [problem for problem in found if not problem.startswith("CV20")] == []


TITLE = ["CV186 nguoi_ky 0 chuc_vu"]


@rows(
    collective=(signed(chuc_vu="TM. ỦY BAN NHÂN DÂN"), TITLE),
    for_the_head=(signed(chuc_vu="KT. GIÁM ĐỐC"), TITLE),
    by_order=(signed(chuc_vu="TL. GIÁM ĐỐC"), TITLE),
    authorised=(signed(chuc_vu="TUQ. GIÁM ĐỐC"), TITLE),
    lower_case=(signed(chuc_vu="kt. giám đốc"), TITLE),
    below_another=(signed("TM. ỦY BAN NHÂN DÂN", chuc_vu="KT. CHỦ TỊCH"), TITLE),
    of_the_second_signer=(
        {"nguoi_ky": [SIGNER, {**SIGNER, "chuc_vu": "TL. GIÁM ĐỐC"}]},
        ["CV186 nguoi_ky 1 chuc_vu"],
    ),
    acting_head=(signed(chuc_vu="Q. GIÁM ĐỐC"), []),
    title=(signed(), []),
    further_on=(signed(chuc_vu="TRƯỞNG PHÒNG KT."), []),
    without_a_dot=(signed(chuc_vu="TM MẪU"), []),
)
def test_below_an_authority_stands_a_title(changes, expected):
    assert told(**changes) == expected


@rows(
    name_alone=({"nguoi_ky": {"ho_ten": "Nguyễn Văn An"}}, ["K002 nguoi_ky 0 chuc_vu"]),
    authority_alone=(
        {"nguoi_ky": {"quyen_han": "KT. GIÁM ĐỐC", "ho_ten": "Nguyễn Văn An"}},
        ["K002 nguoi_ky 0 chuc_vu"],
    ),
    blank_title=({"nguoi_ky": {"chuc_vu": "", "ho_ten": "Nguyễn Văn An"}}, ["K007 nguoi_ky 0 chuc_vu"]),
    nothing=({"nguoi_ky": []}, ["K007 nguoi_ky"]),
)
def test_a_name_does_not_sign_without_a_title(changes, expected):
    assert told(**changes) == expected


@rows(
    blank=({"nguoi_ky": {"chuc_vu": "GIÁM ĐỐC", "ho_ten": ""}}, ["CV155 nguoi_ky 0"]),
    left_out=({"nguoi_ky": {"chuc_vu": "GIÁM ĐỐC"}}, ["CV155 nguoi_ky 0"]),
    of_the_second_signer=({"nguoi_ky": [SIGNER, {"chuc_vu": "GIÁM ĐỐC"}]}, ["CV155 nguoi_ky 1"]),
)
def test_a_signature_has_a_name(changes, expected):
    assert told(**changes) == expected


# --- appendices -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xem Phụ lục", []),
        ("có kèm theo", []),
        ("xin gửi kèm", []),
        ("đính kèm", []),
        ("theo biểu mẫu", []),
        ("CÓ MẪU BIỂU", []),
        ("xem phụ  lục, kèm, biểu, mẫu", ["told"]),
    ],
    ids=[
        "appendix",
        "with it",
        "sent with it",
        "attached",
        "form",
        "form, the other way round",
        "none of them whole",
    ],
)
def test_a_form_and_an_appendix_are_mentioned_in_one_of_these_words(text, expected):
    assert told(noi_dung=[text], bieu_mau=[FORM]) == ["CV161 bieu_mau" for _ in expected]
    assert told(noi_dung=[text], phu_luc=[{"noi_dung": ["x"]}]) == ["CV162 phu_luc 0" for _ in expected]


@rows(
    mentioned_in_a_task=({"bieu_mau": [FORM], "phan_cong": [{"viec": ["điền biểu mẫu"]}]}, []),
    mentioned_in_the_subject_alone=({"bieu_mau": [FORM], "trich_yeu": "gửi biểu mẫu"}, ["CV161 bieu_mau"]),
    no_form=({}, []),
    form_as_an_appendix=(
        {"bieu_mau": [{**FORM, "la_phu_luc": "có"}]},
        ["CV161 bieu_mau", "CV162 bieu_mau"],
    ),
)
def test_forms_are_mentioned_in_the_text(changes, expected):
    assert told(**changes) == expected


def table(*rows):
    return {"bang": {"cot": ["TT"], "dong": [row if isinstance(row, dict) else [row] for row in rows]}}


def with_appendices(text, count, **more):
    return {"noi_dung": [text], "phu_luc": [{"noi_dung": ["x"]}] * count, **more}


NUMBERED_FORM = [{**FORM, "la_phu_luc": "có"}]


@rows(
    all_at_once_in_one_of_two_texts=(with_appendices("các Phụ lục kèm theo", 2, ket_thuc=["x"]), []),
    one_by_any_word=(with_appendices("có đính kèm", 1), []),
    one_in_a_table=({"noi_dung": [table("xem Phụ lục")], "phu_luc": [{"noi_dung": ["x"]}]}, []),
    two_of_two=(with_appendices("Phụ lục I và Phụ lục II", 2), []),
    two_at_once=(with_appendices("Phụ lục I và II", 2), []),
    three_in_a_range=(with_appendices("Phụ lục I-III", 3), []),
    all_at_once=(with_appendices("các Phụ lục kèm theo", 2), []),
    second_of_two=(with_appendices("Phụ lục II", 2), ["CV162 phu_luc 0"]),
    first_of_two=(with_appendices("Phụ lục I", 2), ["CV162 phu_luc 1"]),
    no_number_of_two=(with_appendices("Phụ lục kèm theo", 2), ["CV162 phu_luc 0", "CV162 phu_luc 1"]),
    all_of_a_decree=(
        with_appendices("các Phụ lục của Nghị định", 2),
        ["CV162 phu_luc 0", "CV162 phu_luc 1"],
    ),
    two_in_two_texts=(with_appendices("Phụ lục I", 2, ket_thuc=["Phụ lục II"]), []),
    two_in_a_table=({"noi_dung": [table("Phụ lục I, II")], "phu_luc": [{"noi_dung": ["x"]}] * 2}, []),
    two_as_the_name_of_a_group=(
        {"noi_dung": [table({"nhom": "Phụ lục I, II"})], "phu_luc": [{"noi_dung": ["x"]}] * 2},
        [],
    ),
    two_over_a_table=(
        {
            "noi_dung": [{"tieu_de": "Phụ lục I", "bang": {"cot": ["TT"], "ten": "Phụ lục II"}}],
            "phu_luc": [{"noi_dung": ["x"]}] * 2,
        },
        [],
    ),
    two_behind_the_bases=(
        with_appendices("x", 2, **based_on(ACT, tiep="báo cáo theo Phụ lục I, II:")),
        [],
    ),
    one_and_a_form=(with_appendices("Phụ lục I và Phụ lục II", 1, bieu_mau=NUMBERED_FORM), []),
    one_and_a_form_not_mentioned=(
        with_appendices("Phụ lục I", 1, bieu_mau=NUMBERED_FORM),
        ["CV162 bieu_mau"],
    ),
    one_not_mentioned_and_a_form=(
        with_appendices("Phụ lục II", 1, bieu_mau=NUMBERED_FORM),
        ["CV162 phu_luc 0"],
    ),
    one_and_a_form_that_is_none=(with_appendices("Phụ lục", 1, bieu_mau=[FORM]), []),
    four=(with_appendices("Phụ lục I, Phụ lục II, Phụ lục III, Phụ lục IV", 4), []),
    none=(with_appendices("x", 0), []),
)
def test_each_appendix_is_mentioned(changes, expected):
    assert told(**changes) == expected


BOTH = "Phụ lục I, Phụ lục II"
LOOSE = ["CV163 noi_dung 0"]


@rows(
    both=(with_appendices(BOTH, 2), []),
    a_third=(with_appendices(f"{BOTH}, Phụ lục III", 2), LOOSE),
    a_fifth=(with_appendices(f"{BOTH}, Phụ lục V", 2), LOOSE),
    a_tenth=(with_appendices(f"{BOTH}, Phụ lục X", 2), LOOSE),
    a_fiftieth=(with_appendices(f"{BOTH}, Phụ lục L", 2), LOOSE),
    the_last_of_a_range=(with_appendices("Phụ lục I-III", 2), LOOSE),
    in_figures=(with_appendices(f"{BOTH}, Phụ lục 3", 2), LOOSE),
    numbered_where_there_is_one=(with_appendices("Phụ lục II", 1), LOOSE),
    of_the_whole=(with_appendices("Phụ lục", 1), []),
    in_another_text=(with_appendices(BOTH, 2, ket_thuc=["x", "Phụ lục IV"]), ["CV163 ket_thuc 1"]),
    behind_the_bases=(with_appendices(BOTH, 2, **based_on(ACT, tiep="Phụ lục V:")), ["CV163 can_cu 0 tiep"]),
    twice=(with_appendices(f"{BOTH}, Phụ lục V, Phụ lục V", 2), LOOSE),
    with_this_letter=(with_appendices(f"{BOTH}; Phụ lục V kèm theo", 2), LOOSE),
    of_a_decree=(with_appendices(f"{BOTH}, Phụ lục V của Nghị định", 2), []),
    in_a_decree=(with_appendices(f"{BOTH}, Phụ lục V tại Nghị định", 2), []),
    with_a_decree=(with_appendices(f"{BOTH}, Phụ lục V kèm theo Nghị định", 2), []),
    issued_with_a_decree=(with_appendices(f"{BOTH}, Phụ lục V ban hành theo Nghị định", 2), []),
    with_something_else_behind=(with_appendices(f"{BOTH}, Phụ lục V trong đó", 2), LOOSE),
    no_number=(with_appendices(f"{BOTH}, Phụ lục Việt, Phụ lục IA", 2), []),
    lower_case=(with_appendices(f"{BOTH}, phụ lục v", 2), []),
)
def test_each_mention_has_its_appendix(changes, expected):
    assert told(**changes) == expected


@rows(
    numbered=(with_appendices("Phụ lục I", 0), LOOSE),
    numbered_and_enclosed=(with_appendices("Phụ lục II kèm theo", 0), LOOSE),
    two=(with_appendices("Phụ lục I và II", 0), LOOSE * 2),
    numbered_though_a_form_follows=(with_appendices("Phụ lục I", 0, bieu_mau=[FORM]), LOOSE),
    of_a_decree=(with_appendices("Phụ lục I của Nghị định", 0), []),
    enclosed=(with_appendices("có Phụ lục kèm theo", 0), LOOSE),
    looked_into=(with_appendices("chi tiết tại Phụ lục", 0), LOOSE),
    in_the_closing=({"ket_thuc": ["x.", "chi tiết tại Phụ lục"]}, ["CV163 ket_thuc 1"]),
    enclosed_and_a_form_follows=(with_appendices("có Phụ lục kèm theo", 0, bieu_mau=[FORM]), []),
    enclosed_and_there_is_one=(with_appendices("có Phụ lục kèm theo", 1), []),
    common_noun=(with_appendices("hướng dẫn tại phụ lục gửi kèm", 0), ["CV180 noi_dung 0"]),
    form=(with_appendices("theo biểu mẫu kèm theo", 0), ["CV180 noi_dung 0"]),
    form_and_there_is_one=(with_appendices("theo biểu mẫu kèm theo", 0, bieu_mau=[FORM]), []),
    form_and_an_appendix=(with_appendices("theo biểu mẫu kèm theo", 1), []),
    form_of_another_letter=(with_appendices("theo biểu mẫu kèm theo Công văn số 1/SM", 0), []),
    something_else_enclosed=(with_appendices("(có Công văn số 1/SM kèm theo)", 0), []),
    only_mentioned=(with_appendices("lập phụ lục", 0), []),
)
def test_nothing_is_pointed_to_where_nothing_follows(changes, expected):
    assert told(**changes) == expected


NUMBERED = ["CV181 noi_dung 0"]


@rows(
    lone_and_numbered=(with_appendices("Phụ lục I", 1), NUMBERED),
    lone_and_numbered_in_figures=(with_appendices("Phụ lục 1", 1), NUMBERED),
    lone_and_numbered_further_on=(
        with_appendices("Phụ lục", 1, ket_thuc=["x", "Phụ lục I"]),
        ["CV181 ket_thuc 1"],
    ),
    lone_without_a_number=(with_appendices("Phụ lục", 1), []),
    lone_and_one_of_a_decree=(with_appendices("Phụ lục, Phụ lục I của Nghị định", 1), []),
    lone_form=({"noi_dung": ["Phụ lục I"], "bieu_mau": NUMBERED_FORM}, NUMBERED),
    two_in_figures=(with_appendices("Phụ lục 1, 2", 2), NUMBERED * 2),
    the_second_in_figures=(with_appendices("Phụ lục I và Phụ lục 2", 2), NUMBERED),
    two_in_capitals=(with_appendices("PHỤ LỤC I, II", 2), []),
    none_in_figures=(with_appendices("Phụ lục 1", 0), LOOSE),
)
def test_an_appendix_is_named_as_it_is_printed(changes, expected):
    assert told(**changes) == expected


def typed(*numbers):
    return [{"so": number, "noi_dung": ["x"]} for number in numbers]


@rows(
    alone=({"noi_dung": ["Phụ lục I"], "phu_luc": typed("I")}, []),
    alone_in_another_way=({"noi_dung": ["Phụ lục 1"], "phu_luc": typed("I")}, ["CV181 noi_dung 0"]),
    another=({"noi_dung": ["Phụ lục II"], "phu_luc": typed("I")}, ["CV163 noi_dung 0"]),
    out_of_order=({"noi_dung": ["Phụ lục II, III"], "phu_luc": typed("II", "III")}, []),
    one_of_them=({"noi_dung": ["Phụ lục III"], "phu_luc": typed("II", "III")}, ["CV162 phu_luc 0"]),
    one_left_to_be_numbered=({"noi_dung": ["Phụ lục I, IV"], "phu_luc": typed("", "IV")}, []),
)
def test_a_typed_number_is_the_name_of_an_appendix(changes, expected):
    assert told(**changes) == expected


def titled(title, **more):
    return {"noi_dung": ["Phụ lục"], "phu_luc": [{"ten": title, "noi_dung": ["x"], **more}]}


@rows(
    heading=(titled("Phụ lục"), ["CV334 phu_luc 0 ten 0"]),
    heading_in_capitals=(titled("PHỤ LỤC I"), ["CV334 phu_luc 0 ten 0"]),
    heading_in_figures=(titled("Phụ lục 1 - Danh sách"), ["CV334 phu_luc 0 ten 0"]),
    heading_of_the_tenth=(titled("Phụ lục X"), ["CV182 phu_luc 0 ten 0"]),
    heading_with_so=(titled("Phụ lục số 1"), ["CV334 phu_luc 0 ten 0"]),
    heading_and_colon=(titled("Phụ lục: Danh sách"), ["CV334 phu_luc 0 ten 0"]),
    heading_and_dash=(titled("Phụ lục - Danh sách"), ["CV334 phu_luc 0 ten 0"]),
    heading_and_long_dash=(titled("Phụ lục – Danh sách"), ["CV334 phu_luc 0 ten 0"]),
    heading_and_full_stop=(titled("Phụ lục. Danh sách"), ["CV334 phu_luc 0 ten 0"]),
    of_the_second=(
        {
            **with_appendices(BOTH, 1),
            "phu_luc": [{"noi_dung": ["x"]}, {"ten": "Phụ lục II", "noi_dung": ["x"]}],
        },
        ["CV334 phu_luc 1 ten 0"],
    ),
    of_a_form=(
        {"noi_dung": ["Phụ lục"], "bieu_mau": [{**FORM, "la_phu_luc": "có", "tieu_de": "PHỤ LỤC I"}]},
        ["CV334 bieu_mau 0 tieu_de 0"],
    ),
    of_the_second_form=(
        {
            "noi_dung": ["Phụ lục"],
            "bieu_mau": [{**FORM, "ma": "x"}, {**NUMBERED_FORM[0], "tieu_de": "PHỤ LỤC"}],
        },
        ["CV334 bieu_mau 1 tieu_de 0"],
    ),
    of_a_form_that_is_none=({"noi_dung": ["biểu mẫu"], "bieu_mau": [{**FORM, "tieu_de": "PHỤ LỤC"}]}, []),
    its_own=(titled("Danh sách"), []),
    none=(titled(""), []),
    further_on=(titled("Danh mục phụ lục I"), []),
    of_a_contract=(titled("Phụ lục hợp đồng"), []),
    of_a_name=(titled("Phụ lục IA"), []),
)
def test_the_title_of_an_appendix_does_not_repeat_its_heading(changes, expected):
    assert told(**changes) == expected


def with_forms(*codes):
    return {"noi_dung": ["theo biểu mẫu"], "bieu_mau": [{"ma": code, "cot": ["TT"]} for code in codes]}


@rows(
    two=(with_forms("a", "b"), []),
    twice=(with_forms("a", "a"), ["CV164 bieu_mau 1"]),
    first_and_third=(with_forms("a", "b", "a"), ["CV164 bieu_mau 2"]),
    three_times=(with_forms("a", "a", "a"), ["CV164 bieu_mau 1", "CV164 bieu_mau 2"]),
    by_themselves=(with_forms("", ""), []),
    the_name_the_first_has_by_itself=(with_forms("", "bieu-1"), ["CV164 bieu_mau 1"]),
    the_name_the_second_has_by_itself=(with_forms("bieu-2", ""), ["CV164 bieu_mau 1"]),
    a_name_that_nobody_has_by_itself=(with_forms("bieu-1", ""), []),
)
def test_forms_have_codes_of_their_own(changes, expected):
    assert told(**changes) == expected


# --- what is said -----------------------------------------------------------------------------------

LONG = "x" * 80
CUT = "x" * 59 + "…"
TOLD = [  # changed keys -> what is said of them, first to last
    ({"so": "12A"}, ["số '12A' không phải số đăng ký"]),
    (
        {"so": LONG},
        [f"'Số: {LONG}/SM-VP' dài quá một dòng ở bộ cỡ chữ 14", f"số '{CUT}' không phải số đăng ký"],
    ),
    ({"don_vi_soan": "CV"}, ["ký hiệu công văn không có chữ 'CV': 'SM-CV'"]),
    ({"ky_hieu": "TTr-sm"}, ["ký hiệu 'TTr-sm' có khoảng trắng, chữ thường hoặc dấu lạ"]),
    ({"don_vi_soan": None}, ["ký hiệu 'SM' thiếu cơ quan hoặc đơn vị soạn"]),
    ({"co_quan": agency(dia_danh=None)}, ["thiếu địa danh"]),
    ({"dia_danh": "TP. Mẫu"}, ["địa danh 'TP. Mẫu' viết tắt"]),
    (
        {"dia_danh": "n" * 20, "co_chu": "14"},
        [f"'{'n' * 20}, ngày 12 tháng 11 năm 2024' dài quá một dòng ở bộ cỡ chữ 14"],
    ),
    ({"dia_danh": "n" * 26}, [f"'{'n' * 26}, ngày 12 tháng 11 năm 2024' dài quá một dòng ở bộ cỡ chữ 13h"]),
    ({"so": "5", "don_vi_soan": "I" * 40}, [f"'Số: 05/SM-{'I' * 40}' dài quá một dòng ở bộ cỡ chữ 14"]),
    (
        {"trich_yeu": "Về việc đo"},
        ["trích yếu gõ cả 'Về việc': công cụ tự in chữ mở đầu, nên chỉ in một lần"],
    ),
    ({"trich_yeu": "v/v đo"}, ["trích yếu gõ cả 'v/v': công cụ tự in chữ mở đầu, nên chỉ in một lần"]),
    ({"trich_yeu": "đo."}, ["trích yếu kết thúc bằng dấu câu"]),
    ({"trich_yeu": "a" * 502}, ["trích yếu dài 502 ký tự, trục liên thông nhận nhiều nhất 500"]),
    ({**NAMED, "trich_yeu": "V/v đo"}, ["văn bản có tên loại không mở trích yếu bằng 'V/v'"]),
    ({**NAMED, "trich_yeu": "đo"}, ["trích yếu mở đầu bằng chữ thường"]),
    ({"co_quan": agency(ten=["PHÒNG", "hđnd xã"])}, ["tên cơ quan ban hành viết tắt: 'hđnd xã'"]),
    ({"kinh_gui": None}, ["thiếu 'Kính gửi'"]),
    ({**NAMED, **TO}, ["'Thông báo' không dùng 'Kính gửi'"]),
    (
        {"noi_nhan": ["Sở X", "VT"]},
        ["dòng đầu của nơi nhận nên là 'Như trên'", "dòng cuối của nơi nhận nên là 'Lưu: VT, …'"],
    ),
    ({"kinh_gui": ["- Sở X"]}, ["'- Sở X' in là 'Sở X': dấu, chữ mà công cụ tự in thì chỉ in một lần"]),
    (
        {"kinh_gui": [f"-{LONG}"]},
        [f"'-{CUT[1:]}' in là '{CUT}': dấu, chữ mà công cụ tự in thì chỉ in một lần"],
    ),
    (
        based_on({"so": "1/SM"}),
        [
            "viện dẫn '1/SM' thiếu tên loại (`loai`), ngày ban hành (`ngay`), cơ quan ban hành (`cua`), trích yếu (`ve`)"
        ],
    ),
    (
        based_on({"loai": "Công văn", "ve": "đo"}),
        ["viện dẫn 'Công văn' thiếu số (`so`), ngày ban hành (`ngay`), cơ quan ban hành (`cua`)"],
    ),
    (
        based_on({**ACT, "so": f"1{LONG[1:]}", "ngay": None}),
        [f"viện dẫn '1{CUT[1:]}' thiếu ngày ban hành (`ngay`)"],
    ),
    (based_on({**ACT, "so": LONG}), [f"viện dẫn '{CUT}' chỉ có ký hiệu, không có số"]),
    (
        based_on({**ACT, "ngay": "12/2024"}),
        [
            "ngày của văn bản được viện dẫn, '12/2024', không có ngày",
            "văn bản làm căn cứ đề ngày 12/2024, sau ngày của văn bản này",
        ],
    ),
    (
        cited_as("Công văn số 1/SM ngày 13/12/2024"),
        ["văn bản làm căn cứ đề ngày 13/12/2024, sau ngày của văn bản này"],
    ),
    ({"noi_dung": [f"Hết./. {LONG}"]}, [f"sau dấu hết văn bản './.' còn chữ: '{CUT}'"]),
    (
        {"noi_dung": [END, {"bang": {"cot": ["TT"]}}, "Xin *chào*"]},
        ["sau dấu hết văn bản './.' còn chữ: 'Xin chào'"],
    ),
    (
        {"mo_dau": ["Đầu"], "noi_dung": ["x", END, "Sau", "Cuối"]},
        ["sau dấu hết văn bản './.' còn chữ: 'Sau'"],
    ),
    (
        since("Ủy ban nhân dân huyện."),
        [
            (
                "nội dung nhắc cấp huyện 1 chỗ, chỗ đầu là 'Ủy ban nhân dân huyện': "
                "không còn cấp huyện từ 01/7/2025"
            )
        ],
    ),
    ({"noi_dung": [END, {"bang": {"cot": ["TT"]}}]}, ["sau dấu hết văn bản './.' còn chữ: '…'"]),
    (
        since("UBND các huyện, quận; Ủy ban nhân dân huyện và cấp huyện."),
        ["nội dung nhắc cấp huyện 4 chỗ, chỗ đầu là 'UBND các huyện': không còn cấp huyện từ 01/7/2025"],
    ),
    (
        since("Cấp huyện."),
        ["nội dung nhắc cấp huyện 1 chỗ, chỗ đầu là 'Cấp huyện': không còn cấp huyện từ 01/7/2025"],
    ),
    (EMPTY, ["không có nội dung"]),
    (OPEN, ["không có dấu hết văn bản './.'"]),
    ({"noi_dung": [{"khoan": "x", "so": "1.1."}]}, ["đánh số thập phân '1.1.' không có trong nghị định"]),
    ({"noi_dung": ["theo Khoản 12x"]}, ["viết hoa sai trong viện dẫn: 'Khoản 12'"]),
    ({"noi_dung": ["theo **Điểm** đ"]}, ["viết hoa sai trong viện dẫn: 'Điểm đ'"]),
    ({"noi_dung": ["theo điều 15 của Thông tư 1"]}, ["viết hoa sai trong viện dẫn: 'điều 15 của Thông tư'"]),
    ({**NOW, "kinh_gui": ["UBND các huyện, thị xã"]}, ["'UBND các huyện': không còn cấp huyện từ 01/7/2025"]),
    (
        {**NOW, "kinh_gui": ["ủy ban nhân dân Quận 1"]},
        ["'ủy ban nhân dân Quận': không còn cấp huyện từ 01/7/2025"],
    ),
    ({**NOW, "kinh_gui": ["Phòng các thị trấn"]}, ["'các thị trấn': không còn cấp huyện từ 01/7/2025"]),
    ({**NOW, "kinh_gui": ["Phòng thị xã"]}, ["'thị xã': không còn cấp huyện từ 01/7/2025"]),
    (
        {"ngay": "01/3/2025", "noi_nhan": ["Như trên", "Văn phòng Ủy ban Dân tộc", "Lưu: VT"]},
        ["'Ủy ban Dân tộc' đã giải thể hoặc hợp nhất từ 01/3/2025"],
    ),
    (
        {"noi_dung": ["x {a1} y {b}"]},
        ["không biết '{a1}' là viện dẫn nào", "không biết '{b}' là viện dẫn nào"],
    ),
    (signed("TM. X", "T/L Y"), ["quyền hạn 'T/L Y' viết không đúng"]),
    (signed(ho_ten="TS. An"), ["họ tên 'TS. An' có học hàm, học vị"]),
    (signed("TUQ. X", "KT. Y", **DEPUTY), ["người được ủy quyền (TUQ.) không được để cấp phó ký thay (KT.)"]),
    (signed(**DEPUTY), ["cấp phó 'PHÓ GIÁM ĐỐC' ký mà không có dòng KT."]),
    (signed(chuc_vu="TL. X"), ["'TL. X' là quyền hạn, còn thiếu chức vụ của chính người ký"]),
    ({"mo_trich_yeu": "v / v:"}, ["sau 'v / v' không có dấu hai chấm"]),
    (ABOVE_NOBODY, ["nơi nhận ghi 'Như trên' nhưng ở trên không có 'Kính gửi'"]),
    (signed("KT. X"), ["ký thay (KT.) nhưng chức vụ không phải cấp phó: 'GIÁM ĐỐC'"]),
    (signed(ho_ten=""), ["chưa có họ tên người ký"]),
    ({"bieu_mau": [FORM]}, ["có biểu mẫu kèm theo nhưng nội dung không nhắc tới"]),
    (with_appendices("x", 1), ["nội dung không nhắc tới Phụ lục"]),
    (with_appendices("Phụ lục I, Phụ lục III", 3), ["nội dung không nhắc tới Phụ lục II"]),
    (
        with_appendices("Phụ lục I, Phụ lục II, Phụ lục IX", 2),
        ["nhắc tới Phụ lục IX nhưng văn bản không có phụ lục đó"],
    ),
    (
        with_appendices("Phụ lục 2", 2),
        ["viết 'Phụ lục 2' nhưng trên trang phụ lục đó là 'Phụ lục II'", "nội dung không nhắc tới Phụ lục I"],
    ),
    (with_appendices("Phụ lục I", 1), ["viết 'Phụ lục I' nhưng trên trang phụ lục đó là 'Phụ lục'"]),
    (
        with_appendices("biểu mẫu kèm theo", 0),
        ["nhắc tới biểu mẫu kèm theo nhưng văn bản không có phụ lục, biểu mẫu nào"],
    ),
    (
        titled(f"Phụ lục X: {LONG}"),
        [f"tiêu đề phụ lục 'Phụ lục X: {CUT[11:]}' đã có chữ 'Phụ lục', sẽ in hai lần"],
    ),
    (with_forms("bieu-2", ""), ["hai biểu mẫu cùng mã 'bieu-2'"]),
]


@pytest.mark.parametrize(("changes", "said"), TOLD, ids=range(len(TOLD)))
def test_a_problem_says_what_was_found(changes, said):
    assert [problem.text() for problem in found(**changes)] == said


BY_CUSTOM = {  # what custom, the order of the forms or doubt says is a note
    *(
        "CV240",
        "CV255",
        "CV256",
        "CV263",
        "CV273",
        "CV275",
        "CV285",
        "CV291",
        "CV298",
        "CV299",
        "CV316",
        "CV317",
    ),
    *("CV318", "CV320", "CV321", "CV323", "CV327", "CV354", "CV356"),
}


def test_only_a_letter_that_would_be_spoilt_is_refused():
    severe = {entry.fault.code: entry.fault.severity for entry in rules.BOOK}
    assert {code for code, severity in severe.items() if severity is Severity.ERROR} == {
        "CV142",
        "CV171",
        "CV172",
        "CV173",
        "CV175",
        "CV289",
        "CV340",
        "CV344",
        "CV341",
        "CV342",
    }
    assert {code for code, severity in severe.items() if severity is Severity.INFO} == {
        "CV104",
        "CV111",
        "CV144",
        "CV155",
        "CV174",
        "CV180",
        "CV200",
        "CV330",
        "CV332",
        "CV333",
        "CV334",
        "CV338",
        "CV339",
        "K041",
        *BY_CUSTOM,
        "CV204",
        "CV343",
    }


def test_every_rule_says_what_it_rests_on_and_why():
    assert [entry.fault.code for entry in rules.BOOK if not (entry.clause and entry.why)] == []
    (why,) = [entry.why for entry in rules.BOOK if entry.fault.code == "CV105"]
    assert why == "Địa danh đứng trước ngày tháng năm ban hành."


def test_where_nothing_can_be_advised_nothing_is():
    assert "gợi ý" in "".join(map(str, found(so="12A")))
    assert "gợi ý" not in "".join(map(str, found(trich_yeu="a" * 501)))
