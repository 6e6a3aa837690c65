"""What holds for every letter: text in is text out, the same letter has the same bytes, nothing is a surprise.

A text comes back as it was typed but for this: it is put in NFC; white space at its ends goes; in what stands on one
line, Tabs, line breaks and rows of spaces are one space. Marks are kept from marking with a backslash.
"""

import hashlib
import os
import re
import subprocess
import sys
import unicodedata

import pytest
from conftest import Memory, letter, lines, written
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dispatch import jobs, source
from dispatch.marks import bare, runs
from dispatch.problem import Place, Refused
from dispatch.source import Node

FRAGMENTS = (
    *("&", "<", ">", "&amp;", "]]>", "<!--", "<w:p>", '"', "'", "\\", "`", "#", " #", ": ", "- ", "%", "|", "@", "!"),
    *("{{", "}}", "{%", "%}", "{#", "#}", "{_{", "}_}", "{{ so_ky_hieu }}", "{%p endfor %}", "{han}", "{0}", "%s"),
    *("*", "**", "***", "_", "^[a]", "[a](https://b.vn)", "<u>a</u>", "https://a.vn/?b=c&d", "a@b.vn"),
    *("\t", "\n", "\n\n", "  ", "\u00a0", "\u2028", "\u200b", "\ufeff", "e\u0302\u0301", "D\u031b", "😀", "👩🏽‍🏫", "ß", "İ"),
    *("Số", "ủy ban", "012", "0x1F", "no", "~", "1.50", "12:30", "./.", ".", ";", "…", "-", "a" * 60),
)
CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters=[chr(n) for n in (*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF)]
)
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(CHARACTERS, max_size=8), max_size=12).map("".join)
LONG = ("Ế & <b> {{ x }} " * 700)[:9_999]


def line(text):
    return re.sub(r"[ \t\n]+", " ", unicodedata.normalize("NFC", text)).strip(" ")


def block(text):
    return unicodedata.normalize("NFC", text).strip(" \n\t")


def unmarked(text):
    """Keep the marks in a text from marking."""
    return re.sub(r"([\\*<\[^])", r"\\\1", text)


def made(**changes):
    world = Memory({"thu.yaml": letter(**changes).encode()})
    return jobs.made(world, "thu.yaml")[0]


def printed(style, **changes):
    """Return the texts of the paragraphs in some styles."""
    return [text for role, text in lines(made(**changes)) if re.fullmatch(style, role or "")]


AGENCY = {"ten": ["SỞ MẪU"], "ky_hieu": "SM", "dia_danh": "Mẫu"}
SIGNER = {"chuc_vu": "GIÁM ĐỐC", "ho_ten": "Nguyễn Văn An"}
FORM = {"cot": ["TT"], "tieu_de": "BIỂU"}
ACT = {"loai": "Công văn", "so": "1/SM", "ngay": "12/11/2024", "cua": "Sở Mẫu", "ve": "báo cáo"}
PLAIN = {  # field -> style, what is changed, what is printed; nothing in these texts marks
    "chu_quan": ("CoQuanChuQuan", lambda x: {"co_quan": {**AGENCY, "chu_quan": [x]}}, str.upper),
    "ten": ("CoQuan", lambda x: {"co_quan": {**AGENCY, "ten": [x]}}, str.upper),
    "ky_hieu": ("SoKyHieu", lambda x: {"ky_hieu": x}, lambda x: f"Số:          /{x}"),
    "don_vi_soan": ("SoKyHieu", lambda x: {"don_vi_soan": x}, lambda x: f"Số:          /SM-{x}"),
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
    "lien_he": ("LienHe", lambda x: {"co_quan": {**AGENCY, "lien_he": [x]}}, str),
    "quyen_han": ("ChucVu", lambda x: {"nguoi_ky": {**SIGNER, "quyen_han": x}}, lambda x: f"{x.upper()} GIÁM ĐỐC"),
    "chuc_vu": ("ChucVu", lambda x: {"nguoi_ky": {**SIGNER, "chuc_vu": x}}, str.upper),
    "chuc_vu_khac": ("ChucVuKhac", lambda x: {"nguoi_ky": {**SIGNER, "chuc_vu_khac": x}}, str.upper),
    "ho_ten": ("HoTen", lambda x: {"nguoi_ky": {**SIGNER, "ho_ten": x}}, str),
}
LINES = {  # texts on one line in which marks mark
    "can_cu.loi_dan": ("NoiDung", lambda x: {"can_cu": {"loi_dan": x, "van_ban": "b", "ket": "."}}, lambda x: f"{x} b."),
    "can_cu.ve": ("NoiDung", lambda x: {"can_cu": {"van_ban": "b", "ve": x}}, lambda x: f"Căn cứ b về việc {x};"),
    "can_cu.ket": ("NoiDung", lambda x: {"can_cu": {"van_ban": "b", "ket": x}}, lambda x: f"Căn cứ b{x}"),
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
        lambda x: f"1. Đề nghị {x}:",
    ),
    "phan_cong.loi": (
        "KhoanDe",
        lambda x: {"phan_cong": [{"loi": x, "don_vi": "các phòng", "viec": "b"}]},
        lambda x: f"1. {x} các phòng:",
    ),
    "viec.han": (
        "NoiDung",
        lambda x: {"noi_dung": None, "phan_cong": [{"don_vi": "a", "viec": {"noi_dung": "b {han} c", "han": x}}]},
        lambda x: f"b {x} c./.",
    ),
    "ma_soan_thao": ("NoiNhanDong", lambda x: {"noi_nhan": "Lưu: VT", "ma_soan_thao": x}, lambda x: f"- Lưu: VT. {x}"),
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
    "tieu_de": ("KhoanDe", lambda x: {"noi_dung": [{"khoan": "", "tieu_de": x}, "Hết."]}, lambda x: f"1. {x}"),
    "tieu_de liền": ("Khoan", lambda x: {"noi_dung": [{"khoan": "b", "tieu_de": x}, "Hết."]}, lambda x: f"1. {x} b"),
    "viec": ("NoiDung", lambda x: {"phan_cong": [{"don_vi": "a", "viec": [x]}], "ket_thuc": "Hết."}, str),
    "viec liền": (
        "Khoan",
        lambda x: {"phan_cong": [{"don_vi": "a", "viec": [x], "lien": "có"}], "ket_thuc": "Hết."},
        lambda x: f"1. a {x}",
    ),
    "noi_nhan": ("NoiNhanDong", lambda x: {"noi_nhan": [f"{x}a", "Lưu: VT"]}, lambda x: f"- {x}a; - Lưu: VT."),
    "cot.ten": ("OBang.*", lambda x: {"noi_dung": [{"bang": {"cot": [x]}}, "Hết."]}, str),
    "dong": ("OBang.*", lambda x: {"noi_dung": [{"bang": {"cot": ["a"], "dong": [[x]]}}, "Hết."]}, lambda x: f"a {x}"),
    "dong nhóm": (
        "OBang.*",
        lambda x: {"noi_dung": [{"bang": {"cot": ["a", "b"], "dong": [x]}}, "Hết."]},
        lambda x: f"a b {x}",
    ),
    "bieu_mau.phu_de": ("PhuLucTen", lambda x: {"bieu_mau": [{**FORM, "phu_de": x}]}, lambda x: f"BIỂU {x}"),
    "bieu_mau.ghi_chu": ("GhiChuBang", lambda x: {"bieu_mau": [{**FORM, "ghi_chu": x}]}, str),
}


def comes_back(field, kind, text, *, marks):
    """Say whether a field is printed as it was typed; the lines of one style are read as one."""
    style, change, said = kind[field]
    folded = (block if kind is BLOCKS else line)(text)
    assume(folded)
    whole = " ".join(printed(style, **change(unmarked(text) if marks else text)))
    assert said(folded) in whole if style == "NoiDung" else said(folded) == whole


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
