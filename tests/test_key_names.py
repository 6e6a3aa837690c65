"""No message shows a key without its Vietnamese name, and the name is the one of the glossary."""

import importlib
import pkgutil
import re

import pytest
from conftest import Memory, letter

import dispatch
from dispatch import rules
from dispatch.jobs.check import check_file
from dispatch.model.key_names import all_named, key_name, named
from dispatch.model.schema import glossary
from dispatch.problem import Fault
from dispatch.rules.paper import PAPER_BOOK

KEYS = {key for keys in glossary().values() for key in keys}
PAIRS = [(group, key) for group, keys in glossary().items() for key in keys]
NAMED = re.compile(r"([^`,;:()]+) \(`(\w+)`\)")
PLACEHOLDER = re.compile(r"\{+\w+\}+")


def every_fault():
    modules = [importlib.import_module(m.name) for m in pkgutil.walk_packages(dispatch.__path__, "dispatch.")]
    found = {value for module in modules for value in vars(module).values() if isinstance(value, Fault)}
    return sorted(found | {entry.fault for entry in (*rules.BOOK, *PAPER_BOOK)})


def bare_keys(text):
    """Return the keys that a message shows without a name: quoted, with a colon, or no word of any language."""
    rest = PLACEHOLDER.sub("", re.sub(r"\(`\w+`\)", "", text))
    quoted = re.findall(r"['`](\w+):?['`]", rest) + re.findall(r"\b(\w+): ?\[", rest)
    joined = re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", rest)
    alone = re.findall(
        r"(?<![\w-])(?:ngay|cua|khoa|loai|viec|ket|tiep|nhom|ghi|chuc|kieu|hinh|dong)(?!\w)", rest
    )
    return [word for word in (*quoted, *joined, *alone) if word in KEYS]


@pytest.mark.parametrize("fault", every_fault(), ids=lambda fault: fault.code)
def test_a_fault_shows_a_key_with_its_name(fault):
    for text in (fault.message, fault.hint):
        assert bare_keys(text) == []
        for words, key in NAMED.findall(text):
            names = {key_name(key, group) for group, other in PAIRS if other == key}
            assert any(words.endswith(name) for name in names), (text, names)


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "thêm 'kinh_gui:'": ["kinh_gui", "kinh_gui"],
        "thiếu ngay, cua": ["ngay", "cua"],
        "trong can_cu": ["can_cu"],
        "ví dụ so: [1]": ["so"],
        "thêm Kính gửi (`kinh_gui`)": [],
        "số '{so}' sai": [],
        "chỗ '{{han}}'": [],
        "ghi ngày": [],
    }.items(),
)
def test_a_bare_key_is_seen(text, expected):
    assert bare_keys(text) == expected


@pytest.mark.parametrize(("group", "key"), PAIRS)
def test_a_key_has_a_short_name(group, key):
    name = key_name(key, group)
    assert 1 < len(name) <= 40
    assert name not in KEYS - {"doan"}
    assert not re.search(r"[_`(),;:]", name)
    assert named(key, group) == f"{name} (`{key}`)"


def test_one_key_has_the_name_of_its_group():
    assert named("ten", "PhuLuc") == "tiêu đề phụ lục (`ten`)"
    assert named("ten", "Cot") == "tiêu đề cột (`ten`)"
    assert named("cua") == "cơ quan ban hành (`cua`)"
    assert named("ngay", "PhuLuc") == named("ngay")
    assert named("xyz") == "'xyz'"
    assert all_named(("so", "cua"), "VanBan") == "số (`so`), cơ quan ban hành (`cua`)"


WRONG = {  # what is wrong -> what is said of it
    "no subject": ({"trich_yeu": None}, "thiếu mục trích yếu (`trich_yeu`)"),
    "blank subject": ({"trich_yeu": ""}, "mục trích yếu (`trich_yeu`) để trống"),
    "no title of the signer": ({"nguoi_ky": {"ho_ten": "An"}}, "thiếu mục chức vụ (`chuc_vu`)"),
    "a list for a text": ({"so": ["1"]}, "mục số (`so`) phải là chữ"),
    "a group for a list": ({"phan_cong": "x"}, "mục phân công (`phan_cong`) phải là danh sách"),
    "a text for a group": ({"nguoi_ky": ["An"]}, "mục người ký (`nguoi_ky`) cần một nhóm"),
    "no choice": ({"hinh_thuc": "fax"}, "không phải giá trị của mục hình thức (`hinh_thuc`)"),
    "no number": ({"noi_dung": [{"hinh": {"tep": "a.png", "rong": "x"}}]}, "mục bề rộng in ra (`rong`) cần"),
    "neither yes nor no": (
        {"phan_cong": [{"viec": ["x"], "lien": "x y"}]},
        "mục viết liền (`lien`) cần 'có' hoặc 'không'",
    ),
    "too long": ({"trich_yeu": "a" * 10_001}, "mục trích yếu (`trich_yeu`) quá dài"),
    "unknown": ({"trichyeu": "x"}, "có phải trích yếu (`trich_yeu`)?"),
    "known elsewhere": ({"nguoi_ky": {"chuc_vu": "A", "cua": "x"}}, "không có mục cơ quan ban hành (`cua`)"),
    "two kinds": (
        {"noi_dung": [{"doan": "x", "khoan": "y"}]},
        "đoạn văn (`doan`), mục (`muc`), khoản (`khoan`)",
    ),
    "no kind of row": (
        {"noi_dung": [{"bang": {"cot": ["a"], "dong": [{"vi_du": "có"}]}}]},
        "các ô (`o`), tên nhóm (`nhom`), số dòng trống (`trong`), đơn vị (`don_vi`)",
    ),
    "a citation lacks": (
        {"can_cu": {"van_ban": [{"loai": "Công văn", "so": "1/SM"}]}},
        "cơ quan ban hành (`cua`)",
    ),
}


@pytest.mark.parametrize(("changes", "expected"), WRONG.values(), ids=list(WRONG))
def test_a_problem_shows_a_key_with_its_name(changes, expected):
    said = "\n".join(map(str, check_file(Memory({"thu.yaml": letter(**changes).encode()}), "thu.yaml")))
    assert expected in said
    assert bare_keys(re.sub(r"^\S+ ", "", said, flags=re.MULTILINE)) == []


def test_the_names_of_keys_are_for_those_who_read_vietnamese():
    (problem,) = check_file(Memory({"thu.yaml": letter(nguoi_ky={"ho_ten": "An"}).encode()}), "thu.yaml")
    assert "chức vụ" in problem.text()
    assert problem.text(lambda text: f"[{text}]") == "[thiếu mục `chuc_vu`]"
