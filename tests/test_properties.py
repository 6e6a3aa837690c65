"""What holds for every letter: text in is text out, the same letter has the same bytes, nothing is a surprise.

A text comes back as it was typed but for this: it is put in NFC; white space at its ends goes; where only one line has
room, a Tab or a line break is a space. Marks are kept from marking with a backslash.
"""

import codecs
import functools
import hashlib
import io
import os
import re
import subprocess
import sys
import unicodedata
import zipfile

import pytest
from conftest import FORM, Memory, letter, lines, tried, written
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dispatch import yaml_tree
from dispatch.building.products import build_letter
from dispatch.model import CongVan, Part
from dispatch.text.marks import bare, runs
from dispatch.text.nonbreaking import as_typed
from dispatch.word.package.archive import join_chunks, own_chunk, shared_chunk, write_archive
from dispatch.yaml_tree import Node

FRAGMENTS = (
    *(
        "&",
        "<",
        ">",
        "&amp;",
        "]]>",
        "<!--",
        "<w:p>",
        '"',
        "'",
        "\\",
        "`",
        "#",
        " #",
        ": ",
        "- ",
        "%",
        "|",
        "@",
        "!",
    ),
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "{_{",
        "}_}",
        "{{ so_ky_hieu }}",
        "{%p endfor %}",
        "{han}",
        "{0}",
        "%s",
    ),
    *("*", "**", "***", "_", "^[a]", "[a](https://b.vn)", "<u>a</u>", "https://a.vn/?b=c&d ", "a@b.vn"),
    *(
        "\t",
        "\n",
        "\n\n",
        "  ",
        "\u00a0",
        "\u2028",
        "\u200b",
        "\ufeff",
        "e\u0302\u0301",
        "D\u031b",
        "😀",
        "👩🏽‍🏫",
        "ß",
        "İ",
    ),
    *("Số", "ủy ban", "012", "0x1F", "no", "~", "1.50", "12:30", "./.", ".", ";", "…", "-", "a" * 60),
)
TURNING = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc"),
    exclude_characters=[chr(n) for n in (*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF, *TURNING)],
)
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(CHARACTERS, max_size=8), max_size=12).map("".join)
LONG = ("Ế & <b> {{ x }} " * 700)[:9_999]


def line(text):
    return re.sub(r"[\t\n]", " ", unicodedata.normalize("NFC", text)).strip(" ")


def block(text):
    return unicodedata.normalize("NFC", text).strip(" \n\t")


def unmarked(text):
    """Keep the marks in a text from marking."""
    return re.sub(r"([\\*<\[^])", r"\\\1", text)


def made(**changes):
    world = Memory({"thu.yaml": letter(**changes).encode()})
    return build_letter(world, "thu.yaml", bare=True)[0]


def printed(style, **changes):
    """Return the texts of the paragraphs in some styles, with the spaces and hyphens of a keyboard."""
    return [as_typed(text) for role, text in lines(made(**changes)) if re.fullmatch(style, role or "")]


AGENCY = {"ten": ["SỞ MẪU"], "ky_hieu": "SM", "dia_danh": "Mẫu"}
SIGNER = {"chuc_vu": "GIÁM ĐỐC", "ho_ten": "Nguyễn Văn An"}
ACT = {"loai": "Công văn", "so": "1/SM", "ngay": "12/11/2024", "cua": "Sở Mẫu", "ve": "báo cáo"}
PLAIN = {  # field -> style, what is changed, what is printed; nothing in these texts marks
    "chu_quan": ("CoQuanChuQuan", lambda x: {"co_quan": {**AGENCY, "chu_quan": [x]}}, str.upper),
    "ten": ("CoQuan", lambda x: {"co_quan": {**AGENCY, "ten": [x]}}, str.upper),
    "ky_hieu": ("SoKyHieu", lambda x: {"ky_hieu": x}, lambda x: f"Số: {8 * ' '}/{x}"),
    "don_vi_soan": ("SoKyHieu", lambda x: {"don_vi_soan": x}, lambda x: f"Số: {8 * ' '}/SM-{x}"),
    "so": ("SoKyHieu", lambda x: {"so": f"a{x}"}, lambda x: f"Số: a{x}/SM-VP"),
    "dia_danh": ("DiaDanhNgay", lambda x: {"dia_danh": x}, lambda x: f"{x}, ngày 12 tháng 11 năm 2024"),
    "trich_yeu": ("TrichYeu", lambda x: {"trich_yeu": f"a{x}"}, lambda x: f"V/v a{x}"),
    "mo_trich_yeu": ("TrichYeu", lambda x: {"mo_trich_yeu": x, "trich_yeu": "a"}, lambda x: f"{x} a"),
    "trich_yeu tên loại": (
        "TrichYeuTenLoai",
        lambda x: {"loai": "thông báo", "trich_yeu": f"a{x}", "kinh_gui": None},
        lambda x: f"a{x}",
    ),
    "kinh_gui": ("KinhGuiMot|KinhGuiDai", lambda x: {"kinh_gui": x}, lambda x: f"Kính gửi: {x}"),
    "kinh_gui nhiều nơi": ("KinhGuiDong", lambda x: {"kinh_gui": [x, x]}, lambda x: f"- {x}; - {x}."),
    "luu_hanh": ("LuuHanh", lambda x: {"luu_hanh": x}, str.upper),
    "lien_he": ("LienHeDau", lambda x: {"co_quan": {**AGENCY, "lien_he": [x]}}, str),
    "quyen_han": (
        "ChucVu",
        lambda x: {"nguoi_ky": {**SIGNER, "quyen_han": x}},
        lambda x: f"{x.upper()} GIÁM ĐỐC",
    ),
    "chuc_vu": ("ChucVu", lambda x: {"nguoi_ky": {**SIGNER, "chuc_vu": x}}, str.upper),
    "chuc_vu_khac": ("ChucVuKhac", lambda x: {"nguoi_ky": {**SIGNER, "chuc_vu_khac": x}}, str.upper),
    "ho_ten": ("HoTen", lambda x: {"nguoi_ky": {**SIGNER, "ho_ten": x}}, str),
}


def closed(mark):
    """Say how a group of bases closes: a word stands apart, a mark does not."""
    return f"Căn cứ b {mark}" if mark[:1].isalpha() else f"Căn cứ b{mark}"


LINES = {  # texts on one line in which marks mark
    "can_cu.loi_dan": (
        "NoiDung",
        lambda x: {"can_cu": {"loi_dan": x, "van_ban": "b", "ket": "."}},
        lambda x: f"{x} b.",
    ),
    "can_cu.ve": (
        "NoiDung",
        lambda x: {"can_cu": {"van_ban": "b", "ve": x}},
        lambda x: f"Căn cứ b về việc {x};",
    ),
    "can_cu.ket": ("NoiDung", lambda x: {"can_cu": {"van_ban": "b", "ket": x}}, closed),
    "van_ban.ten": ("NoiDung", lambda x: {"can_cu": {"van_ban": [x, x]}}, lambda x: f"Căn cứ {x}; {x};"),
    "van_ban.so": (
        "NoiDung",
        lambda x: {"can_cu": {"van_ban": {**ACT, "so": x}}},
        lambda x: f"Căn cứ Công văn số {x} ngày 12/11/2024 của Sở Mẫu về việc báo cáo;",
    ),
    "van_ban.cua": (
        "NoiDung",
        lambda x: {"can_cu": {"van_ban": {**ACT, "cua": x}}},
        lambda x: f"Căn cứ Công văn số 1/SM ngày 12/11/2024 của {x} về việc báo cáo;",
    ),
    "noi_dung.so": ("Khoan", lambda x: {"noi_dung": [{"so": x, "khoan": "b"}, "Hết."]}, lambda x: f"{x} b"),
    "phan_cong.don_vi": (
        "KhoanDe",
        lambda x: {"phan_cong": [{"loi": "Đề nghị", "don_vi": x, "viec": "b"}]},
        lambda x: f"Đề nghị {x}:",
    ),
    "phan_cong.loi": (
        "KhoanDe",
        lambda x: {"phan_cong": [{"loi": x, "don_vi": "các phòng", "viec": "b"}]},
        lambda x: f"{x} các phòng:",
    ),
    "viec.han": (
        "NoiDung",
        lambda x: {
            "noi_dung": None,
            "phan_cong": [{"don_vi": "a", "viec": {"noi_dung": "b {han} c", "han": x}}],
        },
        lambda x: f"b {x} c./.",
    ),
    "ma_soan_thao": (
        "NoiNhanDong",
        lambda x: {"noi_nhan": "Lưu: VT", "ma_soan_thao": x},
        lambda x: f"- Lưu: VT. {x}",
    ),
    "bang.ten": ("TenBang", lambda x: {"noi_dung": [{"bang": {"cot": ["a"], "ten": x}}, "Hết."]}, str),
    "cot.ghi_chu": (
        "OBang.*",
        lambda x: {"noi_dung": [{"bang": {"cot": [{"ten": "a", "ghi_chu": x}]}}, "Hết."]},
        lambda x: f"a {x}",
    ),
    "bieu_mau.don_vi_tinh": (
        "DonViTinh",
        lambda x: {"bieu_mau": [{**FORM, "don_vi_tinh": x}]},
        lambda x: f"Đơn vị tính: {x}",
    ),
    "bieu_mau.kem_theo": ("KemTheo", lambda x: {"bieu_mau": [{**FORM, "kem_theo": x}]}, str),
}
BLOCKS = {  # texts that keep their Tabs and line breaks
    "mo_dau": ("NoiDung", lambda x: {"mo_dau": [x]}, str),
    "dan_nhap": ("NoiDung", lambda x: {"dan_nhap": [x]}, str),
    "ghi_chu": ("NoiDung", lambda x: {"ghi_chu": [x], "ket_thuc": "Hết."}, str),
    "ket_thuc": ("NoiDung", lambda x: {"ket_thuc": [x, "Hết."]}, str),
    "can_cu.tiep": ("NoiDung", lambda x: {"can_cu": {"van_ban": "b", "tiep": x}}, lambda x: f"Căn cứ b; {x}"),
    "doan": ("NoiDung", lambda x: {"noi_dung": [x, "Hết."]}, str),
    "muc": ("Muc", lambda x: {"noi_dung": [{"muc": x}, "Hết."]}, lambda x: f"I. {x.upper()}"),
    "khoan": ("Khoan", lambda x: {"noi_dung": [{"khoan": x}, "Hết."]}, lambda x: f"1. {x}"),
    "diem": ("Diem", lambda x: {"noi_dung": [{"diem": x}, "Hết."]}, lambda x: f"a) {x}"),
    "gach": ("Gach", lambda x: {"noi_dung": [{"gach": x}, "Hết."]}, lambda x: f"- {x}"),
    "cong": ("Cong", lambda x: {"noi_dung": [{"cong": x}, "Hết."]}, lambda x: f"+ {x}"),
    "trich": ("Trich", lambda x: {"noi_dung": [{"trich": x}, "Hết."]}, str),
    "tieu_de": (
        "KhoanDe",
        lambda x: {"noi_dung": [{"khoan": "", "tieu_de": x}, "Hết."]},
        lambda x: f"1. {x}",
    ),
    "tieu_de liền": (
        "Khoan",
        lambda x: {"noi_dung": [{"khoan": "b", "tieu_de": x}, "Hết."]},
        lambda x: f"1. {x} b",
    ),
    "viec": ("NoiDung", lambda x: {"phan_cong": [{"don_vi": "a", "viec": [x]}], "ket_thuc": "Hết."}, str),
    "viec liền": (
        "NoiDung",
        lambda x: {"phan_cong": [{"don_vi": "a", "viec": [x], "lien": "có"}], "ket_thuc": "Hết."},
        lambda x: f"a {x}",
    ),
    "noi_nhan": (
        "NoiNhanDong",
        lambda x: {"noi_nhan": [f"{x}a", "Lưu: VT"]},
        lambda x: f"- {x}a; - Lưu: VT.",
    ),
    "cot.ten": ("OBang.*", lambda x: {"noi_dung": [{"bang": {"cot": [x]}}, "Hết."]}, str),
    "dong": (
        "OBang.*",
        lambda x: {"noi_dung": [{"bang": {"cot": ["a"], "dong": [[x]]}}, "Hết."]},
        lambda x: f"a {x}",
    ),
    "dong nhóm": (
        "OBang.*",
        lambda x: {"noi_dung": [{"bang": {"cot": ["a", "b"], "dong": [x]}}, "Hết."]},
        lambda x: f"a b {x}",
    ),
    "bieu_mau.phu_de": ("PhuLucTen", lambda x: {"bieu_mau": [{**FORM, "phu_de": x}]}, lambda x: f"BIỂU {x}"),
    "bieu_mau.ghi_chu": ("GhiChuBang", lambda x: {"bieu_mau": [{**FORM, "ghi_chu": x}]}, str),
}


MARKED = {"ky_hieu", "don_vi_soan", "dia_danh", "kinh_gui", "kinh_gui nhiều nơi", "can_cu.ve", "noi_nhan"}
MARKED |= {"van_ban.ten", "van_ban.so", "van_ban.cua", "phan_cong.don_vi", "phan_cong.loi", "viec.han"}
MARKED |= {"bieu_mau.don_vi_tinh", "muc", "khoan", "diem", "gach", "cong", "tieu_de", "tieu_de liền"}
"""Marks are printed around these, and taken off where they are typed: tests/test_typed_marks.py tries that."""


def comes_back(field, kind, text, *, marks):
    """Say whether a field is printed as it was typed; the lines of one style are read as one."""
    style, change, wanted = kind[field]
    text = f"ô{text}ô" if field in MARKED else text.strip(" \t\n")
    folded = (block if kind is BLOCKS else line)(text)
    assume(folded.strip() and "{han}" not in text)
    whole = printed(style, **change(unmarked(text) if marks else text))
    if style == "NoiDung":
        assert as_typed(wanted(folded)) in whole
    else:
        assert _said(wanted(folded), kind, field) == _said(" ".join(whole), kind, field)


def _said(text, kind, field):
    """Return a text as it is compared: lines that we break ourselves are one."""
    keeps_breaks = kind is BLOCKS and field != "bieu_mau.phu_de"
    return as_typed(text) if keeps_breaks else as_typed(text).replace("\n", " ")


@pytest.mark.parametrize("field", PLAIN)
@settings(max_examples=20)
@given(texts)
@example(LONG)
def test_a_line_comes_back(field, text):
    comes_back(field, PLAIN, text, marks=False)


@pytest.mark.parametrize("field", LINES)
@settings(max_examples=20)
@given(texts)
@example(LONG)
def test_a_line_with_marks_kept_from_marking_comes_back(field, text):
    comes_back(field, LINES, text, marks=True)


@pytest.mark.parametrize("field", BLOCKS)
@settings(max_examples=20)
@given(texts)
@example(LONG)
def test_a_text_comes_back(field, text):
    comes_back(field, BLOCKS, text, marks=True)


def test_white_space_at_the_ends_goes():
    said = {"ho_ten": "\t Nguyễn Văn An\n", "chuc_vu": " GIÁM ĐỐC "}
    assert made(nguoi_ky=said, noi_dung=["\n\t a \tb\n c \n", "Hết."]) == made(
        nguoi_ky=SIGNER, noi_dung=["a \tb\n c", "Hết."]
    )


TABLE = {"cot": ["a", "b"], "dong": [["c", "d"]]}
KEPT = {  # places where a text could be lost on the way
    "heading of a table": {"noi_dung": [{"bang": TABLE, "tieu_de": "XYZ"}, "Hết."]},
    "number of a table": {"noi_dung": [{"bang": TABLE, "so": "XYZ"}, "Hết."]},
    "parts of a table": {"noi_dung": [{"bang": TABLE, "noi_dung": "XYZ"}, "Hết."]},
    "name of a form's table": {"bieu_mau": [{**FORM, "ten": "XYZ"}]},
    "period of a form": {"bieu_mau": [{**FORM, "ky": "XYZ"}]},
    "choices of a column": {"noi_dung": [{"bang": {"cot": [{"ten": "a", "con": ["XYZ", "c"]}]}}, "Hết."]},
    "labels of columns": {"noi_dung": [{"bang": {**TABLE, "so_cot": ["XYZ"]}}, "Hết."]},
    "labels of more columns than there are": {
        "noi_dung": [{"bang": {**TABLE, "so_cot": ["a", "b", "XYZ"]}}, "Hết."]
    },
    "cell of a group with cells": {
        "noi_dung": [{"bang": {**TABLE, "dong": [{"nhom": "a", "o": ["XYZ"]}]}}, "Hết."]
    },
    "more cells than columns": {"noi_dung": [{"bang": {**TABLE, "dong": [["a", "b", "XYZ"]]}}, "Hết."]},
    "unit of a row": {"noi_dung": [{"bang": {**TABLE, "dong": [{"don_vi": ["XYZ"]}]}}, "Hết."]},
    "total": {"noi_dung": [{"bang": {**TABLE, "tong_cong": "XYZ"}}, "Hết."]},
    "what follows bases in a block": {"can_cu": {"kieu": "khoi", "van_ban": [ACT], "tiep": "XYZ"}},
    "subject of bases in a block": {"can_cu": {"kieu": "khoi", "van_ban": ["a", "b"], "ve": "XYZ"}},
    "number beside a citation in words": {"can_cu": {"van_ban": [{"ten": "a", "so": "XYZ"}]}},
    "opening of a share": {"phan_cong": [{"loi": "XYZ", "viec": ["a"]}]},
    "deadline in a run-in share": {
        "phan_cong": [{"don_vi": "a", "viec": {"noi_dung": "b", "han": "XYZ"}, "lien": "có"}]
    },
    "drafter's code after a note": {"noi_nhan": ["Lưu: VT (để b/c)"], "ma_soan_thao": "XYZ"},
    "text of an appendix": {"phu_luc": [{"noi_dung": [{"muc": "a", "noi_dung": "XYZ"}]}]},
    "reference of an appendix": {"phu_luc": [{"noi_dung": "a", "kem_theo": "XYZ"}]},
    "footnote of an appendix": {"phu_luc": [{"noi_dung": "a^[XYZ]"}]},
}


@pytest.mark.parametrize("changes", KEPT.values(), ids=list(KEPT))
def test_a_text_is_printed_or_refused(changes):
    world = Memory({"thu.yaml": letter(**changes).encode()})
    whole, problems = tried(build_letter, world, "thu.yaml")
    assert problems or "XYZ" in "\n".join(text for _, text in lines(whole[0])) + notes(whole[0])


def notes(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/footnotes.xml").decode()


@pytest.mark.parametrize(
    ("last", "printed_as"),
    [
        ("Trân trọng", "Trân trọng./."),
        ("Trân trọng.", "Trân trọng./."),
        ("Trân trọng./.", "Trân trọng./."),
        ("**Trân trọng**", "Trân trọng./."),
        ("Xem https://a.vn", "Xem https://a.vn./."),
        ("Trân trọng^[ghi chú]", "Trân trọng./."),
        ("Trân trọng!", "Trân trọng!./."),
    ],
)
def test_a_letter_ends_with_its_mark(last, printed_as):
    assert printed("NoiDung", ket_thuc=last)[-1] == printed_as


@pytest.mark.parametrize(
    ("field", "typed", "printed_as"),
    [
        ("muc", "nước H<sub>2</sub>O và [liên kết](https://a.vn)", "I. NƯỚC H2O VÀ LIÊN KẾT"),
        ("khoan", r"*a \* b* và **c \*\* d**", "1. a * b và c ** d"),
        ("khoan", r"<u>a \</u> b</u>", "1. a </u> b"),
        ("khoan", "5*3*2 và 2^[sic]", "1. 5*3*2 và 2"),
    ],
)
def test_marks_never_show(field, typed, printed_as):
    assert printed(field.capitalize(), noi_dung=[{field: typed}, "Hết."]) == [printed_as]


@given(texts)
def test_a_text_whose_marks_are_kept_from_marking_is_not_dressed(text):
    found = runs(unmarked(text))
    assert bare(found) == text
    assert {(run.dress, run.note) for run in found} <= {("", ())}


@given(
    texts, st.sampled_from([("*", "*", "i"), ("**", "**", "b"), ("***", "***", "bi"), ("<u>", "</u>", "u")])
)
def test_a_dress_covers_all_that_is_kept_from_marking(text, mark):
    inside = " ".join(text.split())
    assume(inside)
    opening, closing, dress = mark
    found = runs(f"{opening}{unmarked(inside)}{closing}")
    assert bare(found) == inside
    assert {run.dress for run in found} == {dress}


@given(texts)
def test_marks_only_dress_what_they_stand_around(text):
    plain = re.sub(r"[\\*<\[^]", "", text)
    assert bare(runs(plain)) == plain


# --- what is too long or too much ------------------------------------------------------------------

MUCH = {
    "600 paragraphs": {"noi_dung": ["a"] * 600},
    "600 points": {"noi_dung": [{"diem": "a"}] * 600},
    "2,000 headings": {"noi_dung": [{"muc": "a"}] * 2_000 + ["b"]},
    "parts in parts": {
        "noi_dung": functools.reduce(lambda inner, _: [{"khoan": "a", "noi_dung": inner}], range(15), "b")
    },
    "200 columns": {"noi_dung": [{"bang": {"cot": ["a"] * 200}}]},
    "columns in columns": {
        "noi_dung": [
            {
                "bang": {
                    "cot": functools.reduce(lambda inner, _: [{"ten": "a", "con": inner}], range(15), ["b"])
                }
            }
        ]
    },
    "a column of no width": {"noi_dung": [{"bang": {"cot": [{"ten": "a", "rong": "0"}]}}]},
    "a column of endless width": {"noi_dung": [{"bang": {"cot": [{"ten": "a", "rong": "inf"}]}}]},
    "a column of no number": {"noi_dung": [{"bang": {"cot": [{"ten": "a", "rong": "nan"}]}}]},
    "a word wider than the page": {"noi_dung": [{"bang": {"cot": ["a" * 5_000, "b"]}}]},
    "a number of 5,000 digits": {"so": "9" * 5_000},
    "a year of five digits": {"ngay": "12345"},
    "a number of other digits": {"so": "١٢"},
    "a day of other digits": {"ngay": "٣/٦/٢٠٢٤"},
    "a hundred signers": {"nguoi_ky": [SIGNER] * 100},
    "only a picture that is not there": {"noi_dung": [{"hinh": "a.png"}]},
    "a picture in an appendix": {"phu_luc": [{"noi_dung": [{"hinh": "a.png"}]}]},
    "a picture of endless width": {"noi_dung": [{"hinh": {"tep": "a.png", "rong": "inf"}}]},
    "2,000 opened tags": {"noi_dung": ["<u>a" * 2_000]},
    "2,000 brackets": {"noi_dung": ["[" * 2_000 + "^[" * 2_000]},
}


@pytest.mark.parametrize("changes", MUCH.values(), ids=list(MUCH))
def test_a_letter_is_made_or_refused(changes):
    data, problems = tried(functools.partial(made, **changes))
    assert problems or lines(data)


@pytest.mark.parametrize(
    ("count", "last"),
    [(40, "XL."), (49, "XLIX."), (50, "L."), (90, "XC."), (100, "C.")],
)
def test_headings_are_counted_in_roman_numbers(count, last):
    assert printed("Muc", noi_dung=[*[{"muc": "a"}] * count, "Hết."])[-1] == f"{last} A"


# --- the same letter --------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes_in_every_process(tmp_path):
    (tmp_path / "thu.yaml").write_text(
        letter(bieu_mau=[{**FORM, "dong_trong": "3"}], noi_dung="a^[b]"), "utf-8"
    )
    code = "from dispatch.cli import run; run()"
    sums = set()
    for seed in ("0", "1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, "build", "thu.yaml", "-o", f"{seed}.docx"],
            check=True,
            capture_output=True,
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "XDG_CACHE_HOME": str(tmp_path / f"cache{int(seed) // 2}"),
            },
        )
        sums.add(hashlib.sha256((tmp_path / f"{seed}.docx").read_bytes()).hexdigest())
    assert len(sums) == 1


# --- trees ------------------------------------------------------------------------------------------

keys = st.sampled_from(["so", "ngay", "noi_dung", "viec", "0", "Trích yếu"])
trees = st.recursive(
    st.text("ab ", max_size=3),
    lambda t: st.lists(t, max_size=3) | st.dictionaries(keys, t, max_size=3),
    max_leaves=8,
)
mappings = st.dictionaries(keys, trees, max_size=4)
steps = st.sampled_from(["so", "ngay", "noi_dung", "viec", "trich_yeu", "0", 0, 1, 2, -1, 99])


def parsed(tree):
    return yaml_tree.parse(written(tree), "thu.yaml")


@given(mappings, st.lists(steps, max_size=6).map(tuple))
def test_every_path_has_a_place(tree, path):
    place = yaml_tree.locate(parsed(tree), path)
    assert (place.file, place.line) == ("thu.yaml", 1)
    assert 1 <= place.column <= len(written(tree))


@given(mappings)
def test_every_scalar_is_found_where_it_was_written(tree):
    text = written(tree)
    for node in yaml_tree.scalars(yaml_tree.parse(text, "thu.yaml")):
        assert text[node.place.column - 1 :].startswith(written(node.value))


@given(mappings, mappings)
def test_laying_over(tree, top):
    base, nothing = parsed(tree), parsed({})
    assert yaml_tree.overlay(base, nothing).value == base.value
    assert yaml_tree.overlay(nothing, base) == base
    assert yaml_tree.overlay(base, base) == base
    laid = yaml_tree.to_plain(yaml_tree.overlay(base, parsed(top)))
    for key, value in yaml_tree.to_plain(parsed(top)).items():
        if not isinstance(value, dict):
            assert laid[key] == value
    assert laid.keys() == yaml_tree.to_plain(base).keys() | yaml_tree.to_plain(parsed(top)).keys()


@settings(max_examples=300)
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [*"ab:-[]{}#&*!|>'\"%@`,?=.0 \n\t\\~<é\x85\u2028\ufeff\x01\ud800", "\n  ", "\n- ", ": "]
        )
    ).map("".join)
)
def test_any_text_is_parsed_or_refused(text):
    tree, problems = tried(yaml_tree.parse, text, "thu.yaml")
    assert problems or isinstance(tree, Node)
    for problem in problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert str(problem)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_decoded_or_refused(data):
    text, problems = tried(yaml_tree.decode, data, "thu.yaml")
    assert [problem.code for problem in problems] == ["Y001"] or text.encode() == data.removeprefix(
        codecs.BOM_UTF8
    )


def subclasses(part):
    return [below for one in part.__subclasses__() for below in (one, *subclasses(one))]


VALUES = st.sampled_from(
    [
        "",
        "a",
        "có",
        "không",
        "2024",
        "30/02/2024",
        "-1",
        "1e9",
        "nan",
        "so",
        "thông báo",
        "**a**",
        "[b](https://c.vn)",
    ]
)
FIELDS = sorted({name for part in (CongVan, *subclasses(Part)) for name in part.model_fields})
anything = st.recursive(
    VALUES,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), below, max_size=4),
    max_leaves=10,
)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(sorted(CongVan.model_fields)), anything, max_size=4))
def test_any_letter_is_made_or_refused_with_places(changes):
    world = Memory({"thu.yaml": letter(**changes).encode()})
    whole, refused = tried(build_letter, world, "thu.yaml")
    assert refused or lines(whole[0])
    for problem in refused or whole[1]:
        assert problem.place
        assert problem.text()
        assert problem.code != "K000"


PIECE = st.one_of(st.binary(max_size=1200), st.binary(min_size=1, max_size=8).map(lambda some: some * 9000))


@given(st.lists(st.tuples(st.sampled_from([shared_chunk, own_chunk]), PIECE), max_size=6))
def test_a_file_packed_in_stretches_is_the_file_packed_whole(stretches):
    whole = b"".join(data for _, data in stretches)
    made = write_archive([join_chunks("a.xml", [pack(data) for pack, data in stretches])])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("a.xml") == whole, "its sum is checked as well"
        assert archive.getinfo("a.xml").file_size == len(whole)
