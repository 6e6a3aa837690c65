"""What each key of a letter becomes on the page, and where each condition on it begins and ends.

A row is what it shows, the keys of the small letter of `conftest` that are changed (None leaves one out), and what
then stands there. A block is told by `shown`: its style, `+` where it stays with the next, and its text with the
dress of each run in brackets before it.
"""

import pytest
from conftest import letter

from dispatch import yaml_tree
from dispatch.letter import Form, Letter, Paragraph, Sheet, Signatures, compose, form_as_appendix, forms_of
from dispatch.letter.page import Figure
from dispatch.model import validation
from dispatch.text.marks import bare

AGENCY = {"ten": ["SỞ MẪU"], "ky_hieu": "SM", "dia_danh": "Mẫu"}
NAMED = {"loai": "thông báo", "kinh_gui": None, "trich_yeu": "Kết quả thực hiện"}
TABLE = {"cot": ["TT"]}


def said(**changes):
    return validation.validate_letter(yaml_tree.parse(letter(**changes), "thu.yaml"))


def composed(**changes):
    return compose(said(**changes))


def rows(**named):
    """Hand rows to a test; what a row shows is its id."""
    names = {name.replace("_", " "): row for name, row in named.items()}
    return pytest.mark.parametrize(("changes", "expected"), names.values(), ids=names)


def dressed(text):
    """Tell a text with the dress, the link or the note of each run before it."""
    return "".join(
        (f"[{run.dress}]" if run.dress else "")
        + (f"[→{run.link}]" if run.link else "")
        + run.text
        + (f"[^{dressed(run.note)}]" if run.note else "")
        for run in text
    )


def shown(block):
    match block:
        case Paragraph(role, text, keep):
            return f"{role}{'+' * keep}: {dressed(text)}"
        case Sheet(table, landscape, keep):
            return (
                f"Sheet{'+' * keep}{' ngang' * landscape}: {' | '.join(leaf.title for leaf in table.leaves)}"
            )
        case Figure(file, width):
            return f"Figure: {file} {width:g}"
        case Signatures(left, right, day, landscape, left_name, right_name):
            names = f" {left_name} | {right_name}" if left_name or right_name else ""
            return f"Signatures{' ngang' * landscape}: {left} {right} {day}{names}"


def body(**changes):
    return [shown(block) for block in composed(**changes).noi_dung]


# --- the whole ------------------------------------------------------------------------------------


def test_the_small_letter_is_composed_so():
    small = composed()
    assert {name: getattr(small, name) for name in Letter._fields if name != "noi_dung"} == {
        "chu_quan": (),
        "co_quan": ("SỞ MẪU",),
        "so_ky_hieu": "Số:         /SM-VP",
        "dia_danh_ngay": "Mẫu, ngày 12 tháng 11 năm 2024",
        "ten_loai": "",
        "trich_yeu": ("V/v báo cáo kết quả thực hiện",),
        "do_khan": "",
        "luu_hanh": "",
        "kinh_gui": ("UBND tỉnh Mẫu",),
        "noi_nhan": (((("- Như trên;", "", "", (), "")),), (("- Lưu: VT, VP.", "", "", (), ""),)),
        "nguoi_ky": ((("GIÁM ĐỐC",), "", "Nguyễn Văn An"),),
        "ky_ngang_hang": False,
        "xac_nhan": "",
        "lien_he": (),
        "van_ban_kem_theo": (),
        "ban_sao": None,
        "phu_luc": (),
        "tieu_de": "V/v báo cáo kết quả thực hiện",
        "tac_gia": "SỞ MẪU",
        "co_chu": "14",
    }
    assert body() == ["NoiDung+: Trân trọng báo cáo./."]


@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ({"co_quan": {**AGENCY, "chu_quan": ["UBND tỉnh Mẫu"]}}, "chu_quan", ("UBND TỈNH MẪU",)),
        ({"co_quan": {**AGENCY, "chu_quan": ["Bộ A", "Cục B"]}}, "chu_quan", ("BỘ A", "CỤC B")),
        ({"co_quan": {**AGENCY, "ten": ["Sở A", "B"]}}, "co_quan", ("SỞ A", "B")),
        ({"co_quan": {**AGENCY, "lien_he": ["1 Lê Lợi", "a@b.vn"]}}, "lien_he", ("1 Lê Lợi", "a@b.vn")),
        ({"co_quan": {**AGENCY, "ten_goi": "Sở Mẫu"}}, "tac_gia", "Sở Mẫu"),
        ({"luu_hanh": "Lưu hành nội bộ"}, "luu_hanh", "LƯU HÀNH NỘI BỘ"),
        ({"do_khan": "hỏa tốc"}, "do_khan", "hoa_toc"),
        (NAMED, "ten_loai", "THÔNG BÁO"),
        ({"loai": "công văn"}, "ten_loai", ""),
        (NAMED, "tieu_de", "Kết quả thực hiện"),
        ({"trich_yeu": "a" * 20 + " " + "b" * 20}, "tieu_de", "V/v " + "a" * 20 + " " + "b" * 20),
        (NAMED, "kinh_gui", ()),
        ({"kinh_gui": ["Sở A", "Sở B"]}, "kinh_gui", ("Sở A", "Sở B")),
        ({"co_chu": "13"}, "co_chu", "13"),
    ],
)
def test_a_key_becomes_a_part(changes, field, expected):
    assert getattr(composed(**changes), field) == expected


@pytest.mark.parametrize(
    ("field", "in_one", "in_two"), [("co_quan", 21, 22), ("chu_quan", 26, 27)], ids=["bold", "not bold"]
)
def test_the_name_of_an_agency_is_broken_where_it_does_not_fit(field, in_one, in_two):
    for count, lines in ((in_one, 1), (in_two, 2)):
        name = "i" * 10 + " " + "i" * count
        found = composed(co_quan={**AGENCY, "ten" if field == "co_quan" else field: [name]})
        assert getattr(found, field) == tuple(name.upper().split(" ") if lines == 2 else [name.upper()])


# --- head -------------------------------------------------------------------------------------------


@rows(
    agency_and_unit=({}, "SM-VP"),
    typed=({"ky_hieu": "A-B"}, "A-B"),
    no_unit=({"don_vi_soan": None}, "SM"),
    named_type=(NAMED, "TB-SM"),
    named_type_typed=({**NAMED, "ky_hieu": "A-B"}, "A-B"),
    named_type_without_abbreviation=({**NAMED, "loai": "thư công"}, "SM-VP"),
)
def test_a_symbol_is_put_together_unless_typed(changes, expected):
    assert composed(**changes, so="12").so_ky_hieu == f"Số: 12/{expected}"


@rows(
    of_the_agency=({}, "Mẫu, ngày 12 tháng 11 năm 2024"),
    of_the_letter=({"dia_danh": "Khác"}, "Khác, ngày 12 tháng 11 năm 2024"),
    month_alone=({"ngay": "11/2024"}, "Mẫu, ngày       tháng 11 năm 2024"),
    year_alone=({"ngay": "2024"}, "Mẫu, ngày       tháng       năm 2024"),
)
def test_a_place_is_of_the_letter_or_else_of_the_agency(changes, expected):
    assert composed(**changes).dia_danh_ngay == expected


@rows(
    short_both=({}, "14"),
    longest_place_in_14=({"dia_danh": "n" * 18}, "14"),
    place_too_long_for_14=({"dia_danh": "n" * 19}, "13"),
    longest_place_in_13=({"dia_danh": "n" * 21}, "13"),
    place_too_long_for_13=({"dia_danh": "n" * 22}, "13h"),
    place_too_long_for_any=({"dia_danh": "n" * 60}, "13h"),
    longest_number_in_14=({"ky_hieu": "n" * 19}, "14"),
    number_too_long_for_14=({"ky_hieu": "n" * 20}, "13"),
    number_too_long_for_13=({"ky_hieu": "n" * 21}, "13r"),
    longest_number=({"ky_hieu": "n" * 24}, "13r"),
    number_too_long_for_any=({"ky_hieu": "n" * 25}, "14"),
    place_for_13_and_number_too_long_for_any=({"dia_danh": "n" * 20, "ky_hieu": "n" * 50}, "13"),
    asked_for_14_whatever_the_place=({"co_chu": "14", "dia_danh": "n" * 19}, "14"),
    asked_for_14_whatever_the_number=({"co_chu": "14", "ky_hieu": "n" * 20}, "14"),
    asked_for_13=({"co_chu": "13"}, "13"),
    asked_for_13_with_a_long_number=({"co_chu": "13", "ky_hieu": "n" * 21}, "13r"),
    asked_for_13_with_a_long_place=({"co_chu": "13", "dia_danh": "n" * 22}, "13h"),
    asked_for_13_too_long_for_any=({"co_chu": "13", "dia_danh": "n" * 60}, "13h"),
    year_of_another_width_changes_nothing=({"dia_danh": "n" * 19, "ngay": "1/1/1111"}, "13"),
)
def test_a_letter_takes_the_first_sizes_with_room_for_number_and_date(changes, expected):
    assert composed(**changes, so="12").co_chu == expected


@rows(
    opening=({"trich_yeu": "đo"}, ("V/v đo",)),
    another_opening=({"trich_yeu": "đo", "mo_trich_yeu": "Về"}, ("Về đo",)),
    no_opening=({"trich_yeu": "đo", "mo_trich_yeu": ""}, ("đo",)),
    longest_line=({"trich_yeu": "n" * 6 + " " + "n" * 14}, ("V/v " + "n" * 6 + " " + "n" * 14,)),
    too_long_for_a_line=({"trich_yeu": "n" * 6 + " " + "n" * 15}, ("V/v " + "n" * 6, "n" * 15)),
    broken_in_two=({"trich_yeu": "a" * 20 + " " + "b" * 20}, ("V/v " + "a" * 20, "b" * 20)),
    named_type=(NAMED, ("Kết quả thực hiện",)),
    named_type_with_an_opening=({**NAMED, "mo_trich_yeu": "Về"}, ("Về Kết quả thực hiện",)),
    named_type_on_one_line=({**NAMED, "trich_yeu": "n" * 50}, ("n" * 50,)),
    named_type_broken_in_two=(
        {**NAMED, "trich_yeu": "Kết quả " * 9 + "x"},
        ("Kết quả Kết quả Kết quả Kết quả Kết quả", "Kết quả Kết quả Kết quả Kết quả x"),
    ),
)
def test_a_subject_opens_and_is_broken_as_its_type_wants(changes, expected):
    assert composed(**changes).trich_yeu == expected


# --- foot -------------------------------------------------------------------------------------------


@rows(
    two=({}, ["- Như trên;", "- Lưu: VT, VP."]),
    one=({"noi_nhan": ["Lưu: VT"]}, ["- Lưu: VT."]),
    sign_of_the_drafter=({"ma_soan_thao": "PL.(300)"}, ["- Như trên;", "- Lưu: VT, VP. PL.(300)"]),
)
def test_recipients_are_closed_and_the_drafter_stands_last(changes, expected):
    assert [dressed(line) for line in composed(**changes).noi_nhan] == expected


@rows(
    authority_before_the_post=(
        {"nguoi_ky": {"quyen_han": ["kt. giám đốc"], "chuc_vu": "phó giám đốc", "ho_ten": "An"}},
        [(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "", "An")],
    ),
    another_post=(
        {"nguoi_ky": {"chuc_vu": "Trưởng ban", "chuc_vu_khac": "Giám đốc sở", "ho_ten": "An"}},
        [(("TRƯỞNG BAN",), "GIÁM ĐỐC SỞ", "An")],
    ),
    two_signers=(
        {"nguoi_ky": [{"chuc_vu": "A", "ho_ten": "An"}, {"chuc_vu": "B"}]},
        [(("A",), "", "An"), (("B",), "", "")],
    ),
)
def test_a_signature_is_in_capitals_but_for_the_name(changes, expected):
    assert list(composed(**changes).nguoi_ky) == expected


# --- body: the order of its parts, the mark that ends it --------------------------------------------


def test_the_parts_of_a_body_stand_in_this_order():
    assert body(
        mo_dau=["mở", "đầu"],
        can_cu={"van_ban": ["A"]},
        dan_nhap=["dẫn"],
        noi_dung=["thân"],
        phan_cong=[{"don_vi": "Sở", "viec": ["việc"]}],
        ghi_chu=["ghi"],
        ket_thuc=["kết"],
    ) == [
        "NoiDung: mở",
        "NoiDung: đầu",
        "NoiDung: Căn cứ A;",
        "NoiDung: dẫn",
        "NoiDung: thân",
        "KhoanDe+: [b]Sở:",
        "NoiDung: việc",
        "NoiDung: ghi",
        "NoiDung+: kết./.",
    ]


@rows(
    in_place_of_the_full_stop=({"noi_dung": ["x."]}, ["NoiDung+: x./."]),
    behind_a_text_without_one=({"noi_dung": ["x"]}, ["NoiDung+: x./."]),
    typed_at_the_end=({"noi_dung": ["x./."]}, ["NoiDung+: x./."]),
    typed_with_room_behind=({"noi_dung": ["x<u>./. </u>"]}, ["NoiDung+: x[u]./. "]),
    typed_before_the_end=({"noi_dung": ["x./.", "y."]}, ["NoiDung: x./.", "NoiDung+: y."]),
    typed_inside=({"noi_dung": ["x./. y"]}, ["NoiDung+: x./. y./."]),
    none=({"noi_dung": ["x."], "dau_ket": ""}, ["NoiDung+: x."]),
    another=({"noi_dung": ["x."], "dau_ket": "--"}, ["NoiDung+: x--"]),
    behind_a_link=({"noi_dung": ["xem https://a.vn"]}, ["NoiDung+: xem [→https://a.vn]https://a.vn./."]),
    behind_a_note=({"noi_dung": ["x^[chú]"]}, ["NoiDung+: x[^chú]./."]),
    behind_bold=({"noi_dung": ["x **y.**"]}, ["NoiDung+: x [b]y./."]),
    behind_plain_after_bold=({"noi_dung": ["**x** y."]}, ["NoiDung+: [b]x y./."]),
    nothing_to_end=({"noi_dung": None}, []),
    none_under_a_table=({"noi_dung": ["x", {"bang": TABLE}]}, ["NoiDung: x", "Sheet+: TT"]),
    none_under_a_figure=({"noi_dung": [{"hinh": "a.png"}]}, ["Figure: a.png 120"]),
    behind_a_table_once_typed=({"noi_dung": ["x./.", {"bang": TABLE}]}, ["NoiDung: x./.", "Sheet+: TT"]),
)
def test_a_body_ends_with_the_mark_once(changes, expected):
    assert body(**changes) == expected


def test_the_mark_is_a_run_of_its_own_behind_links_notes_and_dress():
    for text in ("xem https://a.vn", "x^[chú]", "**y.**"):
        (block,) = composed(noi_dung=[text]).noi_dung
        assert block.text[-1] == ("./.", "", "", (), "")


@rows(
    last_of_two=(["x", "y"], ["NoiDung: x", "NoiDung+: y"]),
    table_at_the_end=(["x", {"bang": TABLE}], ["NoiDung: x", "Sheet+: TT"]),
    table_before_the_end=([{"bang": TABLE}, "x"], ["Sheet+: TT", "NoiDung+: x"]),
    table_farther_off=([{"bang": TABLE}, "x", "y"], ["Sheet: TT", "NoiDung: x", "NoiDung+: y"]),
    two_tables=([{"bang": TABLE}, {"bang": TABLE}], ["Sheet+: TT", "Sheet+: TT"]),
    three_tables=([{"bang": TABLE}] * 3, ["Sheet: TT", "Sheet+: TT", "Sheet+: TT"]),
    figure_at_the_end=(["x", {"hinh": "a.png"}], ["NoiDung: x", "Figure: a.png 120"]),
    table_alone=([{"bang": TABLE}], ["Sheet+: TT"]),
)
def test_the_end_of_the_text_stays_with_the_signature(changes, expected):
    assert body(noi_dung=changes, dau_ket="") == expected


# --- body: the tree -----------------------------------------------------------------------------------


def tree(*parts):
    """Return what parts become, before a last paragraph that is left out."""
    *found, last = body(noi_dung=[*parts, "hết"], dau_ket="")
    assert last == "NoiDung+: hết"
    return found


@rows(
    doan=([{"doan": "x"}], ["NoiDung: x"]),
    bare_text=(["x"], ["NoiDung: x"]),
    muc=([{"muc": "x"}, {"muc": "y"}], ["Muc+: [b]I. X", "Muc+: [b]II. Y"]),
    khoan=([{"khoan": "x"}, {"khoan": "y"}], ["Khoan: 1. x", "Khoan: 2. y"]),
    diem=([{"diem": "x"}, {"diem": "y"}], ["Diem: a) x", "Diem: b) y"]),
    gach=([{"gach": "x"}, {"gach": "y"}], ["Gach: - x", "Gach: - y"]),
    cong=([{"cong": "x"}, {"cong": "y"}], ["Cong: + x", "Cong: + y"]),
    trich=([{"trich": "x"}], ["Trich: x"]),
    something_between=([{"khoan": "x"}, "y", {"khoan": "z"}], ["Khoan: 1. x", "NoiDung: y", "Khoan: 2. z"]),
    another_kind_between=(
        [{"khoan": "x"}, {"diem": "y"}, {"khoan": "z"}],
        ["Khoan: 1. x", "Diem: a) y", "Khoan: 2. z"],
    ),
    typed_number=(
        [{"khoan": "x"}, {"khoan": "y", "so": "5."}, {"khoan": "z"}],
        ["Khoan: 1. x", "Khoan: 5. y", "Khoan: 2. z"],
    ),
    no_number=([{"khoan": "x", "so": ""}, {"khoan": "y"}], ["Khoan: x", "Khoan: 1. y"]),
    number_of_a_paragraph=([{"doan": "x", "so": "7)"}], ["NoiDung: 7) x"]),
    below_counted_anew=(
        [{"khoan": "x", "noi_dung": [{"diem": "a"}]}, {"khoan": "y", "noi_dung": [{"diem": "b"}]}],
        ["Khoan: 1. x", "Diem: a) a", "Khoan: 2. y", "Diem: a) b"],
    ),
)
def test_a_part_stands_under_its_sign(changes, expected):
    assert tree(*changes) == expected


@rows(
    heading_alone=([{"khoan": "", "tieu_de": "T"}], ["KhoanDe+: [b]1. T"]),
    heading_of_a_paragraph_alone=([{"doan": "", "tieu_de": "T"}], ["KhoanDe+: [b]T"]),
    heading_of_a_point_alone=([{"diem": "", "tieu_de": "T"}], ["Diem+: a) [b]T"]),
    heading_of_a_dash_alone=([{"gach": "", "tieu_de": "T"}], ["Gach+: [b]- T"]),
    heading_of_a_plus_alone=([{"cong": "", "tieu_de": "T"}], ["Cong+: [b]+ T"]),
    heading_of_a_quotation_alone=([{"trich": "", "tieu_de": "T"}], ["Trich+: [b]T"]),
    heading_and_text=([{"khoan": "x", "tieu_de": "T"}], ["Khoan: [b]1. [b]T x"]),
    heading_and_text_of_a_point=([{"diem": "x", "tieu_de": "T"}], ["Diem: a) [b]T x"]),
    heading_and_text_without_a_sign=([{"doan": "x", "tieu_de": "T"}], ["NoiDung: [b]T x"]),
    section_of_heading_alone=([{"muc": "", "tieu_de": "Tên"}], ["Muc+: [b]I. TÊN"]),
    section_of_both=([{"muc": "chữ", "tieu_de": "Tên"}], ["Muc+: [b]I. TÊN CHỮ"]),
    section_without_a_number=([{"muc": "chữ", "so": ""}], ["Muc+: [b]CHỮ"]),
    colon_before_parts=([{"khoan": "x:", "noi_dung": ["y"]}], ["Khoan+: 1. x:", "NoiDung: y"]),
    colon_before_another=([{"khoan": "x:"}], ["Khoan+: 1. x:"]),
    no_colon_before_parts=([{"khoan": "x", "noi_dung": ["y"]}], ["Khoan: 1. x", "NoiDung: y"]),
    colon_inside=([{"khoan": ": x", "noi_dung": ["y"]}], ["Khoan: 1. : x", "NoiDung: y"]),
)
def test_a_part_is_headed_and_kept_with_what_it_opens(changes, expected):
    assert tree(*changes) == expected


@rows(
    table=([{"bang": TABLE}, "x"], ["Sheet: TT", "NoiDung: x"]),
    table_with_a_name=(
        [{"bang": {**TABLE, "ten": "Tên"}}, "x"],
        ["TenBang+: [b]Tên", "Sheet: TT", "NoiDung: x"],
    ),
    table_with_a_heading=(
        [{"bang": TABLE, "tieu_de": "Đầu"}, "x"],
        ["TenBang+: [b]Đầu", "Sheet: TT", "NoiDung: x"],
    ),
    table_with_a_number=([{"bang": TABLE, "so": "1."}, "x"], ["TenBang+: [b]1.", "Sheet: TT", "NoiDung: x"]),
    table_with_all=(
        [{"bang": {**TABLE, "ten": "Tên"}, "so": "1.", "tieu_de": "Đầu"}, "x"],
        ["TenBang+: [b]1. Đầu Tên", "Sheet: TT", "NoiDung: x"],
    ),
    figure=([{"hinh": {"tep": "a.png", "rong": "60"}}], ["Figure: a.png 60"]),
    figure_with_a_caption=(
        [{"hinh": {"tep": "a.png", "chu_thich": "Chú"}}],
        ["Figure: a.png 120", "ChuThichHinh: [i]Chú"],
    ),
    figure_with_all=(
        [{"hinh": {"tep": "a.png", "chu_thich": "Chú"}, "so": "1.", "tieu_de": "Đầu"}],
        ["Figure: a.png 120", "ChuThichHinh: [i]1. Đầu Chú"],
    ),
)
def test_a_table_is_named_above_and_a_figure_below(changes, expected):
    assert tree(*changes) == expected


# --- body: bases ----------------------------------------------------------------------------------------

ACT = {"loai": "Công văn", "so": "1/SM", "ngay": "12/11/2024", "cua": "Sở Mẫu"}
CITED = "Công văn số 1/SM ngày 12/11/2024 của Sở Mẫu"


@rows(
    one=({"van_ban": [ACT]}, [f"NoiDung: Căn cứ {CITED};"]),
    two=({"van_ban": [ACT, "Luật A"]}, [f"NoiDung: Căn cứ {CITED}; Luật A;"]),
    subject_of_all=({"van_ban": ["A", "B"], "ve": "đo"}, ["NoiDung: Căn cứ A; B về việc đo;"]),
    subject_of_one=({"van_ban": [{**ACT, "ve": "đo"}, "B"]}, [f"NoiDung: Căn cứ {CITED} về việc đo; B;"]),
    another_opening=({"van_ban": ["A"], "loi_dan": "Xét"}, ["NoiDung: Xét A;"]),
    another_end=({"van_ban": ["A"], "ket": ","}, ["NoiDung: Căn cứ A,"]),
    carried_on=({"van_ban": ["A"], "ket": ",", "tiep": "sở báo."}, ["NoiDung: Căn cứ A, sở báo."]),
    block=({"van_ban": ["A", "B"], "kieu": "khoi"}, ["CanCu: Căn cứ A;", "CanCu: Căn cứ B."]),
    block_of_one=({"van_ban": [ACT], "kieu": "khoi"}, [f"CanCu: Căn cứ {CITED}."]),
    block_with_a_subject=(
        {"van_ban": ["A", "B"], "kieu": "khoi", "ve": "đo"},
        ["CanCu: Căn cứ A;", "CanCu: Căn cứ B về việc đo."],
    ),
    block_with_subjects_of_their_own=(
        {"van_ban": [{"ten": "A", "ve": "a"}, {"ten": "B", "ve": "b"}], "kieu": "khoi", "ve": "đo"},
        ["CanCu: Căn cứ A về việc a;", "CanCu: Căn cứ B về việc b."],
    ),
    block_carried_on=({"van_ban": ["A"], "kieu": "khoi", "tiep": "sở"}, ["CanCu: Căn cứ A.", "NoiDung: sở"]),
    block_of_three=(
        {"van_ban": ["A", "B", "C"], "kieu": "khoi"},
        ["CanCu: Căn cứ A;", "CanCu: Căn cứ B;", "CanCu: Căn cứ C."],
    ),
    lead_of_its_own=({"van_ban": ["A", "Xét đề nghị B"]}, ["NoiDung: Căn cứ A; Xét đề nghị B;"]),
    lead_of_its_own_first=({"van_ban": ["Xét đề nghị B"]}, ["NoiDung: Xét đề nghị B;"]),
    lead_of_its_own_in_a_block=(
        {"van_ban": ["A", "Xét đề nghị B"], "kieu": "khoi"},
        ["CanCu: Căn cứ A;", "CanCu: Xét đề nghị B."],
    ),
    no_lead=({"van_ban": ["A"], "loi_dan": ""}, ["NoiDung: A;"]),
    closed_by_a_word=({"van_ban": ["A"], "ket": "và", "tiep": "sở báo."}, ["NoiDung: Căn cứ A và sở báo."]),
    day_to_be_filled_in=(
        {"van_ban": [{**ACT, "ngay": "…../7/2026"}]},
        ["NoiDung: Căn cứ Công văn số 1/SM ngày …../7/2026 của Sở Mẫu;"],
    ),
    several_groups=(
        [{"van_ban": ["A", "B"], "ket": ","}, {"loi_dan": "thực hiện", "van_ban": ["C"], "tiep": "sở báo."}],
        ["NoiDung: Căn cứ A; B, thực hiện C; sở báo."],
    ),
    groups_joined_by_a_word=(
        [
            {"van_ban": ["A"], "ket": "và"},
            {"loi_dan": "xét đề nghị của Sở X tại", "van_ban": ["C"], "ket": ","},
        ],
        ["NoiDung: Căn cứ A và xét đề nghị của Sở X tại C,"],
    ),
    groups_each_with_its_subject=(
        [{"van_ban": ["A"], "ve": "a"}, {"loi_dan": "theo", "van_ban": ["B"], "ve": "b", "ket": "."}],
        ["NoiDung: Căn cứ A về việc a; theo B về việc b."],
    ),
    groups_in_a_block=(
        [
            {"van_ban": ["A", "B"], "kieu": "khoi"},
            {"loi_dan": "Xét đề nghị của Sở X tại", "van_ban": ["C"], "kieu": "khoi"},
        ],
        ["CanCu: Căn cứ A;", "CanCu: Căn cứ B;", "CanCu: Xét đề nghị của Sở X tại C."],
    ),
    block_and_sentence=(
        [{"van_ban": ["A"], "kieu": "khoi"}, {"loi_dan": "Thực hiện", "van_ban": ["B"], "ket": "."}],
        ["CanCu: Căn cứ A.", "NoiDung: Thực hiện B."],
    ),
    blocks_with_words_between=(
        [{"van_ban": ["A"], "kieu": "khoi", "tiep": "sở"}, {"van_ban": ["B"], "kieu": "khoi"}],
        ["CanCu: Căn cứ A.", "NoiDung: sở", "CanCu: Căn cứ B."],
    ),
)
def test_bases_stand_in_a_sentence_or_in_a_block(changes, expected):
    assert body(can_cu=changes, noi_dung=["hết"], dau_ket="") == [*expected, "NoiDung+: hết"]


@rows(
    its_type_and_number=([{**ACT, "khoa": "a"}], "theo Công văn số 1/SM."),
    the_type_of_the_first=([ACT, {"so": "2/SM", "khoa": "a"}], "theo Công văn số 2/SM."),
    a_type_of_its_own=([ACT, {"loai": "Kế hoạch", "so": "2", "khoa": "a"}], "theo Kế hoạch số 2."),
    no_short_name=([ACT], "theo {a}."),
    another_short_name=([{**ACT, "khoa": "b"}], "theo {a}."),
    words_of_its_own=(
        [{"ten": "Nghị định số 9/2024/NĐ-CP ngày 1/2/2024 quy định", "khoa": "a"}],
        "theo Nghị định số 9/2024/NĐ-CP.",
    ),
    a_law_in_words_of_its_own=([{"ten": "Luật Đất đai ngày 18/01/2024", "khoa": "a"}], "theo Luật Đất đai."),
    nothing_but_a_name=([{"ten": "A", "khoa": "a"}], "theo A."),
)
def test_a_short_name_is_spelt_out(changes, expected):
    said_there = {"can_cu": {"van_ban": changes}, "noi_dung": ["theo {a}.", "hết"], "dau_ket": ""}
    assert body(**said_there)[1:] == [f"NoiDung: {expected}", "NoiDung+: hết"]
    (appendix,) = composed(**said_there, phu_luc=[{"noi_dung": ["theo {a}."], "dau_ket": ""}]).phu_luc
    assert [shown(block) for block in appendix.blocks] == [f"NoiDung: {expected}"]


def test_braces_around_nothing_stand_as_they_are():
    assert body(can_cu={"van_ban": [ACT]}, noi_dung=["{}"], dau_ket="")[1:] == ["NoiDung+: {}"]


@rows(
    cell=({"dong": [["{luat}", "x"]]}, ["Luật Viễn thông", "x"]),
    dressed_cell=({"dong": [["Theo **{luat}**", "x"]]}, ["Theo Luật Viễn thông", "x"]),
    group=({"dong": ["{luat}"]}, ["Luật Viễn thông"]),
    other_braces=({"dong": [["{khac}", "x"]]}, ["{khac}", "x"]),
)
def test_a_short_name_is_spelt_out_in_cells(changes, expected):
    bases = {"van_ban": [{"ten": "Luật Viễn thông số 24/2023/QH15", "khoa": "luat"}]}
    blocks = composed(can_cu=bases, noi_dung=[{"bang": {"cot": ["A", "{luat}"], **changes}}]).noi_dung
    (sheet,) = [block for block in blocks if isinstance(block, Sheet)]
    assert [bare(cell.text) for row in sheet.table.body for cell in row.cells] == expected
    assert [bare(cell.text) for cell in sheet.table.heading] == ["A", "Luật Viễn thông"]


def test_a_short_name_is_spelt_out_in_every_run_and_each_time():
    found = composed(
        can_cu={"van_ban": [{**ACT, "khoa": "a"}, {"loai": "Luật", "so": "9", "khoa": "b"}]},
        noi_dung=["**{a}**, {b}, {a}"],
        dau_ket="",
    ).noi_dung
    assert [shown(block) for block in found[1:]] == [
        "NoiDung+: [b]Công văn số 1/SM, Luật số 9, Công văn số 1/SM",
    ]


SHARES = [{"don_vi": "Sở A", "viec": ["x", "y"]}, {"don_vi": "Sở B", "viec": ["z"]}]


@rows(
    between_texts=(
        {"noi_dung": ["Trước", {"phan_cong": SHARES}, "Sau"]},
        [
            "NoiDung: Trước",
            *("KhoanDe+: [b]1. Sở A:", "Gach: - x", "Gach: - y", "KhoanDe+: [b]2. Sở B:", "NoiDung: z"),
            "NoiDung+: Sau./.",
        ],
    ),
    under_a_heading=(
        {"noi_dung": [{"muc": "Việc", "noi_dung": [{"phan_cong": SHARES[1:], "tieu_de": "Giao:"}]}]},
        ["Muc+: [b]I. VIỆC", "KhoanDe+: [b]Giao:", "KhoanDe+: [b]Sở B:", "NoiDung+: z./."],
    ),
    as_the_letter_sets_them=(
        {"kieu_phan_cong": "gạch", "gach_viec": "không", "noi_dung": [{"phan_cong": SHARES[:1]}]},
        ["Gach+: [b]- Sở A:", "NoiDung: x", "NoiDung+: y./."],
    ),
    beside_those_behind=(
        {"noi_dung": [{"phan_cong": SHARES[1:]}], "phan_cong": SHARES[1:]},
        ["KhoanDe+: [b]Sở B:", "NoiDung: z", "KhoanDe+: [b]Sở B:", "NoiDung+: z./."],
    ),
)
def test_assignments_stand_in_the_body_too(changes, expected):
    assert body(**changes) == expected


# --- body: assignments ------------------------------------------------------------------------------------


@rows(
    one_task=([{"don_vi": "Sở", "viec": ["x"]}], ["KhoanDe+: [b]1. Sở:", "NoiDung: x"]),
    two_tasks=([{"don_vi": "Sở", "viec": ["x", "y"]}], ["KhoanDe+: [b]1. Sở:", "Gach: - x", "Gach: - y"]),
    word_before=(
        [{"loi": "Giao", "don_vi": "Sở", "viec": ["x"]}],
        ["KhoanDe+: [b]1. Giao Sở:", "NoiDung: x"],
    ),
    another_mark=([{"don_vi": "Sở", "dau": ".", "viec": ["x"]}], ["KhoanDe+: [b]1. Sở.", "NoiDung: x"]),
    dash_asked_for=(
        [{"don_vi": "Sở", "viec": [{"noi_dung": "x", "gach": "có"}]}],
        ["KhoanDe+: [b]1. Sở:", "Gach: - x"],
    ),
    dash_refused=(
        [{"don_vi": "Sở", "viec": [{"noi_dung": "x", "gach": "không"}, "y"]}],
        ["KhoanDe+: [b]1. Sở:", "NoiDung: x", "Gach: - y"],
    ),
    in_one_sentence=(
        [{"don_vi": "Sở", "lien": "có", "viec": ["x", "y", "z"]}],
        ["Khoan: 1. Sở x", "Gach: - y", "Gach: - z"],
    ),
    nobody=([{"viec": ["x", "y"]}], ["Khoan: 1. x", "Gach: - y"]),
    second=(
        [{"don_vi": "A", "viec": ["x"]}, {"don_vi": "B", "viec": ["y"]}],
        ["KhoanDe+: [b]1. A:", "NoiDung: x", "KhoanDe+: [b]2. B:", "NoiDung: y"],
    ),
    deadline_behind=(
        [{"viec": [{"noi_dung": "x.", "han": "trước ngày 5"}]}],
        ["Khoan: 1. x, trước ngày 5."],
    ),
    deadline_in_its_place=(
        [{"viec": [{"noi_dung": "x {han} y", "han": "trước ngày 5"}]}],
        ["Khoan: 1. x trước ngày 5 y"],
    ),
    place_without_a_deadline=([{"viec": ["x {han} y"]}], ["Khoan: 1. x {han} y"]),
)
def test_tasks_are_assigned_by_number(changes, expected):
    found = body(noi_dung=None, phan_cong=changes, kieu_phan_cong="số", ket_thuc=["hết"], dau_ket="")
    assert found == [*expected, "NoiDung+: hết"]


A, B = {"don_vi": "A", "viec": ["x"]}, {"don_vi": "B", "viec": ["y", "z"]}
ASKED = {"loi": "giao", "don_vi": "Sở", "lien": "có", "viec": [{"noi_dung": "x.", "han": "trước ngày 5"}]}


@rows(
    one_unit_has_no_number=({"phan_cong": [A]}, ["KhoanDe+: [b]A:", "NoiDung: x"]),
    two_units_have=(
        {"phan_cong": [A, A]},
        ["KhoanDe+: [b]1. A:", "NoiDung: x", "KhoanDe+: [b]2. A:", "NoiDung: x"],
    ),
    one_unit_with_its_number=(
        {"phan_cong": [A], "kieu_phan_cong": "so"},
        ["KhoanDe+: [b]1. A:", "NoiDung: x"],
    ),
    two_units_without=(
        {"phan_cong": [A, A], "kieu_phan_cong": "không"},
        ["KhoanDe+: [b]A:", "NoiDung: x", "KhoanDe+: [b]A:", "NoiDung: x"],
    ),
    one_unit_in_a_sentence=({"phan_cong": [ASKED]}, ["NoiDung: giao Sở x, trước ngày 5."]),
    all_in_one_sentence=(
        {
            "phan_cong": [{**A, "loi": "UBND tỉnh giao"}, {**B, "loi": "giao"}, ASKED],
            "kieu_phan_cong": "đoạn",
        },
        ["NoiDung: UBND tỉnh giao A x; giao B y; z; giao Sở x, trước ngày 5."],
    ),
    nobody_in_one_sentence=({"phan_cong": [], "kieu_phan_cong": "đoạn"}, []),
    no_dash_for_a_unit=(
        {"phan_cong": [{**B, "gach": "không"}]},
        ["KhoanDe+: [b]B:", "NoiDung: y", "NoiDung: z"],
    ),
    no_dash_for_all=(
        {"phan_cong": [B, B], "gach_viec": "không"},
        ["KhoanDe+: [b]1. B:", "NoiDung: y", "NoiDung: z", "KhoanDe+: [b]2. B:", "NoiDung: y", "NoiDung: z"],
    ),
    a_dash_for_all=({"phan_cong": [A], "gach_viec": "có"}, ["KhoanDe+: [b]A:", "Gach: - x"]),
    a_unit_may_say_otherwise=(
        {"phan_cong": [{**B, "gach": "có"}], "gach_viec": "không"},
        ["KhoanDe+: [b]B:", "Gach: - y", "Gach: - z"],
    ),
    a_task_may_say_otherwise=(
        {"phan_cong": [{**B, "gach": "không", "viec": [{"noi_dung": "y", "gach": "có"}, "z"]}]},
        ["KhoanDe+: [b]B:", "Gach: - y", "NoiDung: z"],
    ),
)
def test_tasks_are_assigned_as_it_is_said_once(changes, expected):
    found = body(noi_dung=None, ket_thuc=["hết"], dau_ket="", **changes)
    assert found == [*expected, "NoiDung+: hết"]


@rows(
    one_task=([{"don_vi": "Sở", "viec": ["x"]}], ["Gach+: [b]- Sở:", "NoiDung: x"]),
    two_units=(
        [{"don_vi": "A", "lien": "có", "viec": ["x"]}, {"don_vi": "B", "viec": ["y"]}],
        ["Gach: - A x", "Gach+: [b]- B:", "NoiDung: y"],
    ),
)
def test_tasks_are_assigned_by_dash(changes, expected):
    found = body(noi_dung=None, phan_cong=changes, kieu_phan_cong="gạch", ket_thuc=["hết"], dau_ket="")
    assert found == [*expected, "NoiDung+: hết"]


# --- appendices -------------------------------------------------------------------------------------------

FORM = {"ma": "bieu", "cot": ["TT"]}
AS_APPENDIX = {**FORM, "la_phu_luc": "có"}
TEXT = {"noi_dung": ["x"]}


@rows(
    none=({}, []),
    one=({"phu_luc": [TEXT]}, ["Phụ lục"]),
    two=({"phu_luc": [TEXT, TEXT]}, ["Phụ lục I", "Phụ lục II"]),
    four=({"phu_luc": [TEXT] * 4}, ["Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV"]),
    form=({"bieu_mau": [FORM]}, [""]),
    form_that_is_one=({"bieu_mau": [AS_APPENDIX]}, ["Phụ lục"]),
    text_and_form=({"phu_luc": [TEXT], "bieu_mau": [FORM]}, ["Phụ lục", ""]),
    text_and_form_that_is_one=({"phu_luc": [TEXT], "bieu_mau": [AS_APPENDIX]}, ["Phụ lục I", "Phụ lục II"]),
    forms_of_both_sorts=(
        {"bieu_mau": [AS_APPENDIX, FORM, {**AS_APPENDIX, "ma": "c"}]},
        ["Phụ lục I", "", "Phụ lục II"],
    ),
    one_with_a_number_typed=({"phu_luc": [{**TEXT, "so": "I"}]}, ["Phụ lục I"]),
    one_of_two_with_a_number_typed=({"phu_luc": [TEXT, {**TEXT, "so": "IIa"}]}, ["Phụ lục I", "Phụ lục IIa"]),
)
def test_appendices_are_numbered_where_there_are_two(changes, expected):
    assert [one.heading for one in composed(**changes).phu_luc] == expected


def appendix(**keys):
    (found,) = composed(phu_luc=[{**TEXT, **keys}]).phu_luc
    return found


@rows(
    plain=({}, ([], ["NoiDung: x./."], False)),
    title=({"ten": "Danh sách"}, (["[b]DANH SÁCH"], ["NoiDung: x./."], False)),
    title_of_two_lines=({"ten": ["Danh sách", "hộ"]}, (["[b]DANH SÁCH", "[b]HỘ"], ["NoiDung: x./."], False)),
    signed=(
        {"ky": {"phai": "TỔ TRƯỞNG"}},
        ([], ["NoiDung+: x./.", "Signatures: () ('TỔ TRƯỞNG',) "], False),
    ),
    signed_by_two=(
        {"ky": {"trai": "A", "ho_ten_trai": "An", "phai": ["B", "C"], "ho_ten_phai": "Bình", "ngay": "ngày"}},
        ([], ["NoiDung+: x./.", "Signatures: ('A', '') ('B', 'C') ngày An | Bình"], False),
    ),
    signed_by_more_on_the_left=(
        {"ky": {"trai": ["A", "B"], "phai": "C"}},
        ([], ["NoiDung+: x./.", "Signatures: ('A', 'B') ('C', '') "], False),
    ),
    signed_on_its_side=(
        {"ky": {"phai": "C"}, "huong": "ngang", "noi_dung": ["a", {"bang": TABLE}, "x"]},
        ([], ["NoiDung: a", "Sheet+ ngang: TT", "NoiDung+: x./.", "Signatures ngang: () ('C',) "], True),
    ),
    signed_under_six_notes=(
        {"ky": {"phai": "C"}, "dau_ket": "", "noi_dung": [{"bang": TABLE}, *"abcde"]},
        ([], ["Sheet+: TT", *(f"NoiDung+: {x}" for x in "abcde"), "Signatures: () ('C',) "], False),
    ),
    signed_under_seven_notes=(
        {"ky": {"phai": "C"}, "dau_ket": "", "noi_dung": [{"bang": TABLE}, *"abcdef"]},
        (
            [],
            ["Sheet: TT", *(f"NoiDung: {x}" for x in "abcde"), "NoiDung+: f", "Signatures: () ('C',) "],
            False,
        ),
    ),
    no_mark=({"dau_ket": ""}, ([], ["NoiDung: x"], False)),
    another_mark=({"dau_ket": "--"}, ([], ["NoiDung: x--"], False)),
    upright=({"huong": "dọc", "noi_dung": [{"bang": TABLE}], "dau_ket": ""}, ([], ["Sheet: TT"], False)),
    landscape=(
        {"huong": "ngang", "noi_dung": ["x", {"bang": TABLE}, "y"]},
        ([], ["NoiDung: x", "Sheet ngang: TT", "NoiDung: y./."], True),
    ),
)
def test_an_appendix_has_a_title_a_mark_and_a_direction(changes, expected):
    found = appendix(**changes)
    blocks = [shown(block) for block in found.blocks]
    assert ([dressed(title) for title in found.titles], blocks, found.landscape) == expected


@rows(
    electronic=(
        {"so": "12"},
        f"(Kèm theo Công văn số {' ' * 24} ngày       tháng       năm         của SỞ MẪU)",
    ),
    paper=(
        {"so": "12", "hinh_thuc": "giấy"},
        "(Kèm theo Công văn số 12/SM-VP ngày 12 tháng 11 năm 2024 của SỞ MẪU)",
    ),
    named_type=(
        {**NAMED, "so": "3", "hinh_thuc": "giấy", "co_quan": {**AGENCY, "ten_goi": "Sở Mẫu"}},
        "(Kèm theo Thông báo số 03/TB-SM ngày 12 tháng 11 năm 2024 của Sở Mẫu)",
    ),
)
def test_what_an_appendix_belongs_to_is_filled_in_on_paper(changes, expected):
    found = composed(**changes, phu_luc=[TEXT], bieu_mau=[FORM]).phu_luc
    assert [dressed(one.reference) for one in found] == [f"[i]{expected}"] * 2


@rows(typed=({"kem_theo": "(Kèm)"}, "[i](Kèm)"), none=({"kem_theo": ""}, ""))
def test_what_an_appendix_belongs_to_may_be_typed(changes, expected):
    assert dressed(appendix(**changes).reference) == expected
    (form,) = composed(bieu_mau=[{**FORM, **changes}]).phu_luc
    assert dressed(form.reference) == expected


# --- forms ------------------------------------------------------------------------------------------------


def forms(*keys, **changes):
    return forms_of(said(bieu_mau=[{"cot": ["TT"], **one} for one in keys], **changes))


@rows(
    nothing_said=({}, ("bieu-1", "SM-VP", "", "", "", "")),
    all_said=(
        {"ma": "b", "ky": "tháng 6", "han": "5/7", "don_vi_bao_cao": "Xã A", "ma_don_vi": "A1"},
        ("b", "SM-VP", "tháng 6", "5/7", "A1", "Xã A"),
    ),
    unit_without_a_code=({"don_vi_bao_cao": "Xã A"}, ("bieu-1", "SM-VP", "", "", "Xã A", "Xã A")),
    code_without_a_unit=({"ma_don_vi": "A1"}, ("bieu-1", "SM-VP", "", "", "A1", "")),
)
def test_a_form_is_known_by_what_is_said_of_it(changes, expected):
    (form,) = forms(changes)
    form_code, version, *rest, _round = form.identity
    assert (form_code, *rest) == expected
    assert len(version) == 12


def test_forms_without_a_code_are_counted():
    assert [form.identity.form for form in forms({}, {"ma": "b"}, {})] == ["bieu-1", "b", "bieu-3"]


@rows(
    nobody=({}, ("", "")),
    unit=({"don_vi_bao_cao": "Xã A"}, ("Xã A", "Xã A")),
    unit_and_code=({"don_vi_bao_cao": "Xã A", "ma_don_vi": "A1"}, ("A1", "Xã A")),
    code_alone=({"ma_don_vi": "A1"}, ("", "")),
)
def test_a_form_is_handed_to_the_unit_of_the_letter(changes, expected):
    (form,) = forms({}, **changes)
    assert (form.identity.unit, form.identity.unit_name) == expected


def test_a_form_keeps_its_own_unit():
    (form,) = forms({"don_vi_bao_cao": "Xã B", "ma_don_vi": "B1"}, don_vi_bao_cao="Xã A", ma_don_vi="A1")
    assert (form.identity.unit, form.identity.unit_name) == ("B1", "Xã B")
    assert isinstance(form, Form)
    assert form.handed_to("Xã C").identity[5:7] == ("Xã C", "Xã C")
    assert form.handed_to("Xã C", "C1").identity[5:7] == ("C1", "Xã C")


SIGNED = {"trai": ["A"], "phai": ["B"], "ngay": "ngày"}


@rows(
    plain=({}, ([], ["Sheet: TT"], False)),
    titles=({"tieu_de": "Biểu", "phu_de": "dòng dưới"}, (["[b]BIỂU", "[b]dòng dưới"], ["Sheet: TT"], False)),
    title_alone=({"tieu_de": "Biểu"}, (["[b]BIỂU"], ["Sheet: TT"], False)),
    second_title_alone=({"phu_de": "dưới"}, (["[b]dưới"], ["Sheet: TT"], False)),
    period=({"ky": "tháng 6"}, (["[i]Kỳ báo cáo: tháng 6"], ["Sheet: TT"], False)),
    unit=({"don_vi_bao_cao": "Xã A"}, (["[i]Xã A"], ["Sheet: TT"], False)),
    all_titles=(
        {"tieu_de": "Biểu", "ky": "tháng 6", "don_vi_bao_cao": "Xã A"},
        (["[b]BIỂU", "[i]Kỳ báo cáo: tháng 6", "[i]Xã A"], ["Sheet: TT"], False),
    ),
    unit_of_measure=(
        {"don_vi_tinh": "đồng"},
        ([], ["DonViTinh+: [i]Đơn vị tính: đồng", "Sheet: TT"], False),
    ),
    name=({"ten": "Bảng"}, ([], ["TenBang+: [b]Bảng", "Sheet: TT"], False)),
    notes=({"ghi_chu": ["a", "b"]}, ([], ["Sheet: TT", "GhiChuBang: a", "GhiChuBang: b"], False)),
    signed=({"nguoi_bao_cao": SIGNED}, ([], ["Sheet+: TT", "Signatures: ('A',) ('B',) ngày"], False)),
    landscape=(
        {"huong": "ngang", "nguoi_bao_cao": SIGNED},
        ([], ["Sheet+ ngang: TT", "Signatures ngang: ('A',) ('B',) ngày"], True),
    ),
)
def test_a_form_stands_behind_its_letter(changes, expected):
    (form,) = forms(changes)
    found = form_as_appendix(form, "Tên")
    blocks = [shown(block) for block in found.blocks]
    assert found.heading == "Tên"
    assert ([dressed(title) for title in found.titles], blocks, found.landscape) == expected
    (behind,) = composed(bieu_mau=[{"cot": ["TT"], **changes}]).phu_luc
    assert behind == found._replace(heading="")
