"""A letter's text is revised until it says what is wanted: what says so stays as it was typed."""

from textwrap import dedent

import pytest
from conftest import refusal
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.drafting.commented_yaml import Snippet, commented_yaml
from dispatch.drafting.edit_text import Group, is_empty, revise, source_at
from dispatch.yaml_tree import parse, to_plain

FILE = "thu.yaml"
ORDER = ("ngay", "trich_yeu", "kinh_gui", "noi_nhan")


def task(noi_dung="", han="", gach=""):
    return Group({"noi_dung": noi_dung, "han": han, "gach": gach}, "noi_dung")


def share(don_vi="", *viec):
    return Group({"don_vi": don_vi, "viec": tuple(viec)}, "viec")


LETTER = """
# đầu tệp
Trích yếu: báo cáo   # ngắn thôi
kinh_gui:
  # hai nơi
  - Sở A
  - Sở B   # nhớ hỏi

phan_cong:
- don_vi: Các xã   # mọi xã
  viec:
    - Báo cáo
    - {noi_dung: Gửi, han: 12/6}
- viec: Đọc
# cuối tệp
"""

CASES = {
    "nothing to change": ({"trich_yeu": "báo cáo"}, LETTER),
    "a text": ({"trich_yeu": "xin ý kiến"}, LETTER.replace("báo cáo ", "xin ý kiến ")),
    "a text that needs quotes": ({"trich_yeu": "a: b"}, LETTER.replace("báo cáo ", "'a: b' ")),
    "an item": ({"kinh_gui": ("Sở A", "Sở C")}, LETTER.replace("Sở B", "Sở C")),
    "an item goes": ({"kinh_gui": ("Sở B",)}, LETTER.replace("  - Sở A\n", "")),
    "an item between": ({"kinh_gui": ("Sở A", "X", "Sở B")}, LETTER.replace("Sở A\n", "Sở A\n  - X\n")),
    "an item before": ({"kinh_gui": ("X", "Sở A", "Sở B")}, LETTER.replace("  - Sở A", "  - X\n  - Sở A")),
    "an item behind": ({"kinh_gui": ("Sở A", "Sở B", "X")}, LETTER.replace("hỏi", "hỏi\n  - X")),
    "a key goes": ({"trich_yeu": ""}, LETTER.replace("Trích yếu: báo cáo   # ngắn thôi\n", "")),
    "a list goes": (
        {"kinh_gui": ()},
        LETTER.replace("kinh_gui:\n  # hai nơi\n  - Sở A\n  - Sở B   # nhớ hỏi\n", ""),
    ),
    "a new key": ({"ngay": "2026"}, LETTER.replace("Trích", "ngay: 2026\nTrích")),
    "a new key at its place": ({"noi_nhan": ("A",)}, LETTER.replace("hỏi", "hỏi\nnoi_nhan:\n  - A")),
    "in braces": (
        {"phan_cong": (share("Các xã", task("Báo cáo"), task("Gửi", "13/6, sáng")), share("", task("Đọc")))},
        LETTER.replace("12/6", "'13/6, sáng'"),
    ),
    "a bare item grows": (
        {"phan_cong": (share("Các xã", task("Báo cáo", "mai"), task("Gửi", "12/6")), share("", task("Đọc")))},
        LETTER.replace("- Báo cáo", "- noi_dung: Báo cáo\n      han: mai"),
    ),
    "a first key goes": (
        {"phan_cong": (share("", task("Báo cáo"), task("Gửi", "12/6")), share("", task("Đọc")))},
        LETTER.replace("- don_vi: Các xã   # mọi xã\n  viec", "- viec"),
    ),
    "a first key comes": (
        {"phan_cong": (share("Các xã", task("Báo cáo"), task("Gửi", "12/6")), share("A", task("Đọc")))},
        LETTER.replace("- viec: Đọc", "- don_vi: A\n  viec: Đọc"),
    ),
    "items change places": (
        {"phan_cong": (share("", task("Đọc")), share("Các xã", task("Báo cáo"), task("Gửi", "12/6")))},
        LETTER.replace("\n- viec: Đọc", "").replace("phan_cong:", "phan_cong:\n- viec: Đọc"),
    ),
    "one becomes two": (
        {
            "phan_cong": (
                share("Các xã", task("Báo cáo"), task("Gửi", "12/6")),
                share("", task("Đọc"), task("B")),
            )
        },
        LETTER.replace("- viec: Đọc", "- viec:\n    - Đọc\n    - B"),
    ),
    "a snippet": (
        {"kinh_gui": Snippet("- A\n- B")},
        LETTER.replace("\n  # hai nơi\n  - Sở A\n  - Sở B", "\n  - A\n  - B"),
    ),
}


@pytest.mark.parametrize(("wanted", "expected"), CASES.values(), ids=CASES)
def test_only_what_is_asked_for_changes(wanted, expected):
    assert revise(LETTER, FILE, wanted, ORDER) == expected


@pytest.mark.parametrize("text", ["a: x\r\nb:\r\n  - y\r\n", "a: x\nb:\n  - y", "a: x\nb: y"])
def test_line_ends_stay_as_they_are(text):
    revised = revise(text, FILE, {"b": ("y", "z")}, ())
    assert to_plain(parse(revised, FILE)) == {"a": "x", "b": ["y", "z"]}
    assert revised.count("\r\n") == (revised.count("\n") if "\r\n" in text else 0)


@pytest.mark.parametrize("broken", ["'a", "a: b: c", "- a\nb", "[", "x: 1\nx: 2"])
def test_a_snippet_that_is_no_yaml_is_refused(broken):
    assert refusal(revise, LETTER, FILE, {"kinh_gui": Snippet(broken)})


def test_a_letter_in_braces_is_refused():
    assert [problem.code for problem in refusal(revise, "{a: b}", FILE, {"a": "c"})] == ["L004"]


def test_a_value_as_it_was_typed():
    text = dedent("""
        noi_dung:
          - a
          - bang:
              cot: [A, B]   # hai cột
              dong:
                - [1, 2]
        """)
    assert source_at(text, ("noi_dung", 1)) == "bang:\n  cot: [A, B]   # hai cột\n  dong:\n    - [1, 2]"
    assert source_at(text, ("noi_dung", 5)) == source_at(text, ("kinh_gui",)) == ""


# --- whatever stands there, whatever is wanted ------------------------------------------------------

TEXTS = st.sampled_from(
    ["", "a", "b: c", "- d", "e, f", "'g'", "h #i", "dài " * 40, "k\nl", "[m", "{n}", "có"]
)
SAID = TEXTS.filter(bool)
TASKS = st.builds(task, SAID, TEXTS)
SHARES = st.builds(lambda unit, tasks: share(unit, *tasks), TEXTS, st.lists(TASKS, min_size=1, max_size=3))
LETTERS = st.fixed_dictionaries(
    {
        "trich_yeu": TEXTS,
        "kinh_gui": st.lists(SAID, max_size=4).map(tuple),
        "phan_cong": st.lists(SHARES, max_size=3).map(tuple),
    }
)
HEAD, TAIL = "# đầu\nso: 1  # giữ\n", "khac: [x, y]  # giữ\n# cuối\n"


def typed(value, draw):
    """Return a value as somebody types it: shortly or in full, in braces or a line each, with remarks."""
    if isinstance(value, Group):
        said = {key: typed(below, draw) for key, below in value.keys.items() if not is_empty(below)}
        short = list(said) == [value.bare] and isinstance(said[value.bare], str) and draw(st.booleans())
        return said[value.bare] if short else said
    if isinstance(value, tuple):
        items = tuple(typed(item, draw) for item in value)
        return items[0] if len(items) == 1 and draw(st.booleans()) else items
    return value


def meant(value):
    """Return what is wanted as it is understood: every short form in full."""
    if isinstance(value, Group):
        return {key: meant(below) for key, below in value.keys.items() if not is_empty(below)}
    return [meant(item) for item in value] if isinstance(value, tuple) else value.strip()


def understood(value, wanted):
    """Return what a text says, as fully as what is wanted."""
    if isinstance(wanted, Group):
        value = value if isinstance(value, dict) else {wanted.bare: value}
        return {key: understood(value[key], below) for key, below in wanted.keys.items() if key in value}
    if isinstance(wanted, tuple):
        value = value if isinstance(value, list) else [value]
        assert len(value) == len(wanted)
        return [understood(item, below) for item, below in zip(value, wanted, strict=True)]
    return value.strip()


@settings(max_examples=50)
@given(before=LETTERS, after=LETTERS, data=st.data())
def test_any_letter_is_revised_into_any_other(before, after, data):
    body = {key: typed(value, data.draw) for key, value in before.items() if not is_empty(value)}
    text = HEAD + (commented_yaml(body) if body else "") + TAIL
    revised = revise(text, FILE, after, tuple(after))
    said = to_plain(parse(revised, FILE))
    assert said.pop("so") == "1"
    assert said.pop("khac") == ["x", "y"]
    assert said.keys() == {key for key, value in after.items() if not is_empty(value)}
    assert {key: understood(said[key], after[key]) for key in said} == {
        key: meant(after[key]) for key in said
    }
    assert revise(revised, FILE, after, tuple(after)) == revised
    assert all(line in revised.splitlines() for line in (HEAD + TAIL).splitlines())


@settings(max_examples=30)
@given(said=LETTERS, data=st.data())
def test_what_is_said_already_is_left_to_the_letter(said, data):
    body = {key: typed(value, data.draw) for key, value in said.items() if not is_empty(value)}
    text = HEAD + (commented_yaml(body) if body else "") + TAIL
    assert revise(text, FILE, said, tuple(said)) == text
