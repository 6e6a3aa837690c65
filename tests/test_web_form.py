"""The form and the YAML: what is shown, what comes back, and that nothing changes but what was changed."""

from pathlib import Path

import pytest

from dispatch.drafting.edit_text import revise
from dispatch.model.form_fields import letter_fields
from dispatch.web.form_state import (
    changed_keys,
    letter_state,
    names_by_path,
    nearest_name,
    posted_state,
    wanted_of,
)
from dispatch.yaml_tree import parse, to_plain

ROOT = Path(__file__).parent.parent
FIELDS = letter_fields()
ORDER = [field.key for field in FIELDS]
LETTERS = sorted([*(ROOT / "examples").glob("*.yaml"), *(ROOT / "tests" / "cases").glob("*.yaml")])
READABLE = [path for path in LETTERS if path.parent.name == "examples"]


def state_of(text):
    return letter_state(FIELDS, parse(text, "thu.yaml"), text)


def sent(state, name=""):
    """Return the pairs that a browser sends of a form in this state, its line ends as browsers send them."""
    if isinstance(state, dict):
        return [
            pair for key, below in state.items() for pair in sent(below, f"{name}.{key}" if name else key)
        ]
    if isinstance(state, list):
        return [pair for at, row in enumerate(state) for pair in sent(row, f"{name}.{at}")]
    if hasattr(state, "text"):
        return [(f"{name}.yaml", state.text.replace("\n", "\r\n"))]
    return [(name, state.replace("\n", "\r\n"))]


def with_changes(text, **changes):
    """Return a letter's text after somebody has typed into some fields."""
    pairs = {
        **dict(sent(state_of(text))),
        **{name.replace("__", "."): value for name, value in changes.items()},
    }
    wanted = changed_keys(FIELDS, state_of(text), posted_state(FIELDS, pairs.items()))
    return revise(text, "thu.yaml", wanted, ORDER)


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_a_form_that_nobody_touched_changes_nothing(path):
    text = path.read_text("utf-8")
    state = state_of(text)
    assert changed_keys(FIELDS, state, posted_state(FIELDS, sent(state))) == {}
    everything = {field.key: wanted_of(field, state[field.key]) for field in FIELDS}
    assert revise(text, "thu.yaml", everything, ORDER) == text


LETTER = """
co_quan: mau   # của ta
trich_yeu: báo cáo
kinh_gui: Sở A
can_cu:
  - van_ban: [Luật X]
noi_dung:
  - Mở đầu.   # câu đầu
  - muc:
    tieu_de: Một
    noi_dung:
      - khoan: Việc
  - bang: {cot: [A], dong: [[1]]}   # bảng
phan_cong:
  - viec: Làm
nguoi_ky: {chuc_vu: GIÁM ĐỐC}
"""

TYPED = [
    ({"co_quan": "khac"}, ("co_quan: mau", "co_quan: khac")),
    ({"trich_yeu": ""}, ("trich_yeu: báo cáo\n", "")),
    ({"kinh_gui": "Sở A\r\nSở B\r\n\r\n"}, ("kinh_gui: Sở A", "kinh_gui:\n  - Sở A\n  - Sở B")),
    ({"kinh_gui": "Sở A ⏎\r\nphòng B"}, ("kinh_gui: Sở A", 'kinh_gui: "Sở A \\nphòng B"')),
    ({"so": "12"}, ("trich_yeu", "so: 12\ntrich_yeu")),
    ({"noi_dung__2__text": "Việc lớn"}, ("khoan: Việc", "khoan: Việc lớn")),
    ({"noi_dung__2__kind": "diem"}, ("khoan: Việc", "diem: Việc")),
    ({"noi_dung__2__depth": "0"}, ("    noi_dung:\n      - khoan: Việc\n", "  - khoan: Việc\n")),
    ({"noi_dung__0__text": "", "noi_dung__0__title": ""}, ("  - Mở đầu.   # câu đầu\n", "")),
    ({"noi_dung__1__so": "-"}, ("    tieu_de: Một", "    tieu_de: Một\n    so: ''")),
    ({"noi_dung__3__text": "bang: {cot: [B]}"}, ("{cot: [A], dong: [[1]]}", "{cot: [B]}")),
    ({"noi_dung__4__text": "Hết.", "noi_dung__4__kind": "doan"}, ("# bảng", "# bảng\n  - Hết.")),
    ({"phan_cong__0__don_vi": "Các xã"}, ("  - viec", "  - don_vi: Các xã\n    viec")),
    ({"phan_cong__0__viec__1__noi_dung": "Gửi"}, ("viec: Làm", "viec:\n      - Làm\n      - Gửi")),
    ({"nguoi_ky__0__ho_ten": "A, B"}, (" {chuc_vu: GIÁM ĐỐC}", "\n  chuc_vu: GIÁM ĐỐC\n  ho_ten: A, B")),
    ({"dau_ket": "(để trống)"}, ("nguoi_ky", "dau_ket: ''\nnguoi_ky")),
    ({"can_cu__0__van_ban__0__ten": "", "can_cu__0__loi_dan": ""}, ("can_cu:\n  - van_ban: [Luật X]\n", "")),
]


@pytest.mark.parametrize(("typed", "change"), TYPED, ids=[next(iter(typed)) for typed, _ in TYPED])
def test_what_is_typed_stands_in_the_file_and_nothing_else_changes(typed, change):
    expected = LETTER.replace(*change, 1)
    assert expected != LETTER
    assert with_changes(LETTER, **typed) == expected


def test_a_new_key_is_a_field_at_once():
    from dispatch.model import CongVan, key_names
    from dispatch.model.form_fields import part_fields
    from dispatch.model.parts import NguoiKy

    assert {field.key for field in FIELDS} == set(CongVan.model_fields)
    assert {field.name for field in part_fields(NguoiKy)} >= {"Họ tên", "Chức vụ"}
    assert all(field.name and field.meaning for field in FIELDS), key_names


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("trich_yeu",), "trich_yeu"),
        (("kinh_gui", 3), "kinh_gui"),
        (("noi_dung", 1, "noi_dung", 0, "khoan"), "noi_dung.2"),
        (("noi_dung", 2, "bang", "cot", 0), "noi_dung.3"),
        (("phan_cong", 0, "viec", 0, "han"), "phan_cong.0.viec.0.han"),
        (("nguoi_ky", 0), "nguoi_ky.0"),
        (("trich_yu",), ""),
    ],
)
def test_a_problem_is_shown_at_its_field(path, name):
    assert nearest_name(names_by_path(FIELDS, state_of(LETTER)), path) == name


def test_a_blank_row_before_it_does_not_move_a_problem():
    rows = {"phan_cong.0.don_vi": "", "phan_cong.1.don_vi": "A", "phan_cong.1.viec.0.noi_dung": "B"}
    names = names_by_path(FIELDS, posted_state(FIELDS, rows.items()))
    assert nearest_name(names, ("phan_cong", 0, "viec", 0, "noi_dung")) == "phan_cong.1.viec.0.noi_dung"


def test_pairs_that_no_form_of_ours_sends_are_no_harm():
    odd = [
        ("phan_cong", "x"),
        ("phan_cong.0", "y"),
        ("phan_cong.0.viec", "z"),
        ("kinh_gui.0", "w"),
        ("", "v"),
    ]
    odd += [("noi_dung.x.text", "a"), ("noi_dung.0.text.x", "b"), ("__proto__.x", "c"), ("co_quan.ten", "Đ")]
    for pair in odd:
        wanted = changed_keys(FIELDS, state_of(LETTER), posted_state(FIELDS, [pair]))
        assert to_plain(parse(revise(LETTER, "thu.yaml", wanted, ORDER), "thu.yaml"))
