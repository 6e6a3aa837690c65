"""What the layout prints around a text is printed once, though it was typed too: every text field, every mark.

Fields are taken from the model, marks from what is printed: a new key is tried as soon as `WHOLE` says it.
"""

import copy
import re
from typing import get_args

import pytest
from conftest import Memory, letter

from dispatch import decree
from dispatch.document_types import own_keys
from dispatch.jobs.check import check_file
from dispatch.letter import Paragraph, compose
from dispatch.model import CongVan, Part, validation
from dispatch.model.kinds import PrintedWith
from dispatch.text import wording
from dispatch.text.citation import LEADS
from dispatch.text.marks import Run, runs
from dispatch.text.printed_marks import STOPS
from dispatch.word.draw.blocks import BlockWriter
from dispatch.yaml_tree import parse

WHOLE = {
    "co_quan": {
        "ten": ["SỞ MẪU"],
        "chu_quan": ["UBND TỈNH MẪU"],
        "ky_hieu": "SM",
        "dia_danh": "Gia Lai",
        "ten_goi": "Sở Mẫu",
        "lien_he": ["Đường Mẫu"],
    },
    "so": "12",
    "don_vi_soan": "VP",
    "dia_danh": "Hoài Ân",
    "trich_yeu": "báo cáo kết quả",
    "mo_trich_yeu": "Về",
    "luu_hanh": "LƯU HÀNH NỘI BỘ",
    "kinh_gui": ["Bộ Nội vụ", "Bộ Tài chính"],
    "mo_dau": ["Thời gian qua"],
    "can_cu": [
        {
            "loi_dan": "Chấp hành",
            "van_ban": [
                {"ten": "Luật Viễn thông"},
                {
                    "loai": "Công văn",
                    "so": "5/BNV",
                    "ngay": "12/11/2024",
                    "cua": "Bộ Nội vụ",
                    "ve": "đo",
                    "khoa": "cv5",
                },
                {"loai": "Kế hoạch"},
            ],
            "ve": "rà soát",
            "tiep": "Sở đề nghị",
        },
    ],
    "dan_nhap": ["Sở báo cáo"],
    "noi_dung": [
        {"doan": "Đoạn"},
        {"muc": "Mục", "noi_dung": [{"khoan": "Khoản", "tieu_de": "Tiêu đề"}, {"khoan": "Khoản"}]},
        {"diem": "Điểm"},
        {"gach": "Gạch"},
        {"cong": "Cộng"},
        {"trich": "Trích"},
        {"phan": "Phần một"},
        {"chuong": "Chung"},
        {"tieu_muc": "Tiểu"},
        {"dieu": "Điều một"},
        {
            "bang": {
                "cot": [{"ten": "Cột", "ghi_chu": "chú"}, "Hai"],
                "dong": [{"o": ["Ô"]}, {"nhom": ["Nhóm"]}, {"don_vi": ["Xã A"]}],
                "so_cot": ["A", "B"],
                "tong_cong": "Cộng",
                "ten": "Tên",
            }
        },
        {"hinh": {"tep": "a.png", "chu_thich": "Hình"}},
    ],
    "phan_cong": [
        {"don_vi": "Sở Tài chính", "loi": "Giao", "viec": [{"noi_dung": "Thẩm định", "han": "trước ngày 13/12"}]},
        {"don_vi": "Sở Y tế", "lien": "có", "viec": [{"noi_dung": "rà soát"}, {"noi_dung": "tổng hợp"}]},
    ],
    "ghi_chu": ["Có biểu mẫu kèm theo Phụ lục I, Phụ lục II"],
    "ket_thuc": ["Trân trọng"],
    "phu_luc": [{"so": "I", "ten": ["DANH SÁCH"], "noi_dung": [{"khoan": "Một"}], "ky": {"phai": ["NGƯỜI LẬP"], "ho_ten_phai": "An", "trai": ["KẾ TOÁN"], "ho_ten_trai": "Bình"}}],
    "bieu_mau": [
        {
            "cot": [{"ten": "TT"}],
            "tieu_de": ["BIỂU TỔNG HỢP"],
            "phu_de": "Dòng dưới",
            "ky": "tháng 6",
            "don_vi_tinh": "đồng",
            "ghi_chu": ["Ghi chú"],
            "la_phu_luc": "có",
            "nguoi_bao_cao": {"trai": ["NGƯỜI LẬP"], "phai": ["THỦ TRƯỞNG"], "ngay": "Mẫu"},
        }
    ],
    "nguoi_ky": [{"quyen_han": ["KT. GIÁM ĐỐC"], "chuc_vu": "PHÓ GIÁM ĐỐC", "ho_ten": "Trần An", "chuc_vu_khac": "ỦY VIÊN"}],
    "noi_nhan": ["Như trên", "Lưu: VT, VP"],
    "ma_soan_thao": "PL.(300)",
}  # fmt: skip
FIXED = [decree.KINH_GUI, decree.NOI_NHAN, decree.SO, decree.TRICH_YEU, decree.PHU_LUC, decree.END, *STOPS]
FIXED += [
    ":",
    "-",
    "+",
    "/",
    "1.",
    "2.",
    "a)",
    "I.",
    "về việc",
    "của",
    "ngày",
    "số",
    *map(str.capitalize, LEADS),
]


def texts(said, path=()):
    """Yield the path of every text in a tree of keys."""
    if isinstance(said, str):
        yield path
    for key, below in (
        said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    ):
        yield from texts(below, (*path, key))


def marked(kind=CongVan, path=()):
    """Yield every key of the model that marks are printed around, by its way through the groups, and the marks."""
    for key, field in kind.model_fields.items():
        for part in parts((*field.metadata, field.annotation)):
            if isinstance(part, PrintedWith):
                yield (*path, key), part
            elif isinstance(part, type) and issubclass(part, Part) and part is not kind:
                yield from marked(part, (*path, key))


def parts(said):
    for part in said:
        yield part
        yield from parts(get_args(part))


def lines(value):
    """Yield the texts of a page; runs of one text stand on one line."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and value and all(isinstance(item, Run) for item in value):
        yield "".join(run.text for run in value)
    elif isinstance(value, tuple):
        for item in value:
            yield from lines(item)


def printed(said):
    """Return every line of a letter that is said as a tree of keys."""
    page = compose(validation.validate_letter(parse(letter(**said), "thu.yaml")))
    addressees = tuple(wording.addressee_lines(page.kinh_gui))
    return [line for line in lines(page._replace(kinh_gui=addressees)) if line]


def changed(paths, before="", behind=""):
    """Return the whole letter with marks before and behind some of its texts."""
    said = copy.deepcopy(WHOLE)
    for *way, last in paths:
        group = said
        for step in way:
            group = group[step]
        group[last] = f"{before}{group[last]}{behind}"
    return said


def told(**said):
    found = check_file(Memory({"thu.yaml": letter(**said).encode()}), "thu.yaml")
    return [" ".join(map(str, (problem.code, *problem.path))) for problem in found]


AS_THEY_ARE = ("lien", "la_phu_luc", "tep", "khoa", "dieu")  # under a Điều, "1." is its first khoản
PATHS = [path for path in texts(WHOLE) if path[-1] not in AS_THEY_ARE]
MARKED = {tuple(step for step in path if isinstance(step, str)): path for path in PATHS}
BY_FIELD = [(MARKED[way], marks) for way, marks in marked() if way in MARKED]
MARKS = sorted({*FIXED, *(mark for _, marks in BY_FIELD for mark in (*marks.before, *marks.behind))})
UNTOUCHED = printed(WHOLE)


def twice(mark, page):
    """Return the lines in which a mark stands twice, or a stop behind a stop; the end of a letter is one mark."""
    word = re.escape(mark.rstrip(":") or mark)
    again = re.compile(rf"(?<!\w){word}\s*:?\s*{word}(?!\w)|[;.,:]\s?[;.,]", re.IGNORECASE)
    new = [line for line in page if line not in UNTOUCHED]
    return [line for line in new if again.search(line.replace(decree.END, "").replace("PL.(", ""))]


@pytest.mark.parametrize("mark", MARKS)
def test_no_mark_is_printed_twice(mark):
    free = [
        path for path in PATHS if path[-3:] != ("van_ban", 1, "ngay")
    ]  # a day with another mark is refused
    if mark not in STOPS:  # nothing that is typed stands behind a stop of ours, but the bases
        assert twice(mark, printed(changed(free, f"{mark} "))) == []
    assert twice(mark, printed(changed(free, "", mark))) == []


@pytest.mark.parametrize(("path", "marks"), BY_FIELD, ids=[".".join(map(str, path)) for path, _ in BY_FIELD])
def test_a_mark_that_is_printed_around_a_key_is_taken_off_and_told(path, marks):
    typed = [(f"{mark} ", "") for mark in marks.before] + [("", f" {mark}") for mark in marks.behind]
    for before, behind in typed:
        said = changed([path], before, behind)
        assert printed(said) == UNTOUCHED
        assert " ".join(map(str, ("K040", *path))) in told(**said)


def rows(**named):
    """Hand rows to a test; what a row shows is its id."""
    names = {name.replace("_", " "): row for name, row in named.items()}
    return pytest.mark.parametrize(("changes", "expected", "line"), names.values(), ids=names)


def in_body(*parts):
    return {"noi_dung": list(parts)}


SHARES = [{"don_vi": "1. Phòng A:", "viec": ["Làm"]}, {"don_vi": "Phòng B", "viec": ["Làm", "- Xem"]}]


@rows(
    number=(in_body({"khoan": "1. Một"}), ["CV330 noi_dung 0 khoan"], "1. Một./."),
    number_and_bracket=(in_body({"khoan": "1) Một"}), ["CV330 noi_dung 0 khoan"], "1. Một./."),
    another_number=(in_body({"khoan": "3. Một"}), ["CV331 noi_dung 0 khoan"], "3. Một./."),
    a_figure=(in_body({"khoan": "1.500 hộ"}), [], "1. 1.500 hộ./."),
    number_before_a_heading=(
        in_body({"khoan": "Một", "tieu_de": "1. Đầu"}),
        ["CV307 noi_dung 0", "CV330 noi_dung 0 tieu_de"],
        "1. Đầu Một./.",
    ),
    number_of_its_own=(in_body({"khoan": "4. Một", "so": "4."}), ["CV330 noi_dung 0 khoan"], "4. Một./."),
    no_number=(in_body({"khoan": "1. Một", "so": ""}), [], "1. Một./."),
    the_second=(in_body({"khoan": "Một"}, {"khoan": "2. Hai"}), ["CV330 noi_dung 1 khoan"], "2. Hai./."),
    letter=(in_body({"diem": "a) Một"}), ["CV330 noi_dung 0 diem"], "a) Một./."),
    roman=(in_body({"muc": "I. Một"}, "Hai"), ["CV330 noi_dung 0 muc"], "I. MỘT"),
    dash=(in_body({"gach": "- Một"}), ["CV330 noi_dung 0 gach"], "- Một./."),
    below_zero=(in_body({"gach": "-5 độ"}), [], "- -5 độ./."),
    plus=(in_body({"cong": "+ Một"}), ["CV330 noi_dung 0 cong"], "+ Một./."),
    of_a_text=(in_body({"doan": "1. Một"}), [], "1. Một./."),
    unit=({**in_body(), "phan_cong": SHARES}, ["CV330 phan_cong 0 don_vi", "CV330 phan_cong 1 viec 1"], "1. Phòng A:"),
    task=({**in_body(), "phan_cong": SHARES}, ["CV330 phan_cong 0 don_vi", "CV330 phan_cong 1 viec 1"], "- Xem./."),
    task_without_a_dash=({"phan_cong": [{"don_vi": "Phòng A", "viec": ["- Làm"]}]}, [], "- Làm./."),
)  # fmt: skip
def test_a_sign_that_opens_an_item_is_printed_once(changes, expected, line):
    assert told(**changes) == expected
    assert line in printed(changes)


@rows(
    class_noun=({"kinh_gui": ["UBND các xã", "phường"]}, ["CV337 kinh_gui 1"], "- phường."),
    further_words=({"kinh_gui": ["Các sở", "ban, ngành tỉnh"]}, ["CV337 kinh_gui 1"], "- ban, ngành tỉnh."),
    all_of_them=(
        {"noi_nhan": ["Như trên", "CT", "các PCT UBND xã", "Lưu: VT"]},
        ["CV337 noi_nhan 2"],
        "- các PCT UBND xã;",
    ),
    no_class_noun=({"kinh_gui": ["Sở Nội vụ", "Tài chính"]}, ["CV337 kinh_gui 1"], "- Tài chính."),
    whole_names=({"kinh_gui": ["Sở Nội vụ", "Sở Tài chính"]}, [], "- Sở Tài chính."),
    one_name=({"kinh_gui": ["UBND các xã, phường"]}, [], "Kính gửi: UBND các xã, phường"),
    a_name_of_its_own=({"kinh_gui": ["Sở Nội vụ", "Phường Mẫu"]}, [], "- Phường Mẫu."),
    sentence=({"ket_thuc": ["Gửi các xã", "phường."]}, ["CV337 ket_thuc 1"], "Gửi các xã"),
    sentence_that_ends=({"ket_thuc": ["Gửi các xã.", "phường."]}, [], "Gửi các xã."),
    sentence_that_begins=({"ket_thuc": ["Gửi các xã", "Phường."]}, [], "Gửi các xã"),
    recipient=({"noi_nhan": ["Như trên", "UBND xã", "phường", "Lưu: VT"]}, ["CV337 noi_nhan 2"], "- phường;"),
)
def test_a_name_that_its_comma_split_is_told(changes, expected, line):
    assert told(**changes) == expected
    assert line in printed(changes)


def based(*acts, **more):
    return {"can_cu": {"van_ban": list(acts), **more}}


@rows(
    between=(
        based("Luật A;", "Luật B"), ["CV332 can_cu 0 van_ban 0 ten"], "Căn cứ Luật A; Luật B;"
    ),
    behind=(based("Luật A;"), ["CV332 can_cu 0 van_ban 0 ten"], "Căn cứ Luật A;"),
    behind_without_a_mark=(based("Luật A.", ket=""), [], "Căn cứ Luật A."),
    before_a_word=(based("Luật A,", ket="và", tiep="nay"), [], "Căn cứ Luật A, và nay"),
    in_a_block=(
        based("Luật A ngày 01/6/2020.", kieu="khối"), ["CV332 can_cu 0 van_ban 0 ten"], "Căn cứ Luật A ngày 01/6/2020."
    ),
    shared_subject=(
        based({"loai": "Luật", "ngay": "01/6/2020"}, ve="Đo;"), ["CV332 can_cu 0 ve"], "Căn cứ Luật ngày 01/6/2020 Đo;"
    ),
    with_its_lead=(based("Căn cứ Luật A"), [], "Căn cứ Luật A;"),
    with_a_lead_of_its_own=(based("Chấp hành Luật A", loi_dan="Chấp hành"), [], "Chấp hành Luật A;"),
    with_the_lead_in_its_type=(
        based({"loai": "Căn cứ Luật", "ngay": "01/6/2020"}), [], "Căn cứ Luật ngày 01/6/2020;"
    ),
)  # fmt: skip
def test_a_basis_is_led_in_and_closed_once(changes, expected, line):
    assert told(**changes) == expected
    assert line in printed(changes)


@rows(
    the_usual=({"noi_dung": ["Một.", "Hai."]}, [], "Hai./."),
    typed_in_the_middle=({"noi_dung": ["Một./.", "Hai."]}, ["CV190 noi_dung 0"], "Hai."),
    a_full_stop=({"noi_dung": ["Một.", "Hai"], "dau_ket": "."}, ["CV143 dau_ket"], "Hai."),
    a_full_stop_typed=({"noi_dung": ["Một", "Hai."], "dau_ket": "."}, ["CV143 dau_ket"], "Hai."),
)
def test_the_end_of_a_letter_is_printed_once(changes, expected, line):
    assert told(**changes) == expected
    assert line in printed(changes)


INVITATION = {
    "loai": "giấy mời",
    "kinh_gui": None,
    "noi_dung": None,
    "kinh_moi": "Sở Nội vụ",
    "du": "cuộc họp",
    "chu_tri": "Ông A",
    "thoi_gian": "8 giờ",
    "dia_diem": "Phòng họp",
    "noi_nhan": ["Sở Nội vụ", "Lưu: VT"],
}


@pytest.mark.parametrize(
    ("key", "typed", "line"),
    [
        ("kinh_moi", "Kính mời: Sở Nội vụ", "SỞ MẪU trân trọng kính mời: Sở Nội vụ"),
        ("du", "Tới dự cuộc họp", "Tới dự cuộc họp"),
        ("chu_tri", "Chủ trì: Ông A", "Chủ trì: Ông A"),
        ("thoi_gian", "thời gian 8 giờ", "Thời gian: 8 giờ"),
        ("dia_diem", "Địa điểm: Phòng họp", "Địa điểm: Phòng họp./."),
    ],
)
def test_the_words_of_a_form_are_printed_once(key, typed, line):
    assert printed({**INVITATION, key: typed}) == printed(INVITATION)
    assert line in printed({**INVITATION, key: typed})
    assert f"CV333 {key}" in told(**{**INVITATION, key: typed})
    assert "CV333" not in str(told(**INVITATION))


ELSEWHERE = {
    "mau",
    "kem_theo",
    "ma",
    "han",
    "ma_don_vi",
    "don_vi_bao_cao",
    "dau_ket",
    "ket",
    "khoa",
    "ky_hieu",
}
CHOSEN = {
    "loai",
    "do_khan",
    "hinh_thuc",
    "kieu",
    "kieu_phan_cong",
    "co_chu",
    "huong",
    "dau",
    "can",
    "lua_chon",
}


def named_texts(kind=CongVan, seen=()):
    """Yield the name of every text of the model; those that only some types have are said in another letter."""
    for key, field in kind.model_fields.items():
        found = list(parts((field.annotation,)))
        if key in own_keys_of_types():
            continue
        if str in found:
            yield key
        for part in found:
            if isinstance(part, type) and issubclass(part, Part) and part not in (*seen, kind):
                yield from named_texts(part, (*seen, kind))


def own_keys_of_types():
    return {own.key for own in own_keys()}


def test_every_text_of_the_model_is_tried():
    tried = {step for path in texts(WHOLE) for step in path}
    assert set(named_texts()) - tried - ELSEWHERE - CHOSEN == set()


@rows(
    full_stops=(in_body("Họ và tên: ................"), [], "Họ và tên: ................./."),
    one_full_stop=(in_body("Hết."), [], "Hết./."),
    ellipses=(in_body("Họ và tên: ………………"), [], "Họ và tên: ………………./."),
)
def test_dots_to_be_written_on_stay_before_the_end(changes, expected, line):
    assert told(**changes) == expected
    assert line in printed(changes)


@pytest.mark.parametrize(
    ("text", "leader"),
    [
        (f"Tên: {'…' * 8}", "dot"),
        (f"Tên: {'…' * 7}", None),
        (f"Tên: {'.' * 20}", "dot"),
        (f"Tên: {'.' * 19}", None),
        (f"Tên: {'_' * 12}", "underscore"),
        (f"Tên: {'_' * 11}", None),
        (f"Tên: {'…' * 8}, lớp", None),
        (f"**Tên:** {'…' * 8}", "dot"),
        (f"Tên: {'…' * 8}^[ghi rõ]", None),
    ],
)
def test_dots_at_the_end_of_a_text_go_on_to_the_margin(text, leader):
    drawn = BlockWriter(165.0, 257.0).block(Paragraph("NoiDung", runs(text)), {})
    assert re.findall(r'w:leader="(\w+)"', drawn) == [leader] * bool(leader)
    assert drawn.endswith("<w:r><w:tab/></w:r></w:p>") == bool(leader)
    assert ("…" in drawn or "..." in drawn or "__" in drawn) != bool(leader)
