"""Every reader of text takes steps by the length of the text, or refuses it: inputs are doubled, steps are counted.

A step is a line of ours that is run. What a regular expression does inside one line is not seen by that; so each of
them is linear by its form (what it repeats cannot begin where it ends), or looks at a text whose length is bounded.
`SLOW_FORMS` looks for the forms that are not.
"""

import ast
import re
import sys
from pathlib import Path

import pytest
from conftest import letter
from hypothesis import given
from hypothesis import strategies as st

from dispatch.letter.bases import spell_out
from dispatch.model import blank_cells
from dispatch.model.validation import validate_letter
from dispatch.problem import Refused
from dispatch.recipients import placeholders
from dispatch.recipients.file_names import name_files
from dispatch.recipients.rows import read_rows
from dispatch.tasks import read_deadline
from dispatch.text import marks
from dispatch.text.marks import bare, runs
from dispatch.yaml_tree import fold, parse

ROOT = Path(__file__).parent.parent / "dispatch"


def steps(reader, text):
    """Return how many lines of ours a reader runs over a text."""
    count = 0

    def see(frame, event, _):
        nonlocal count
        count += event == "line"
        return see if "dispatch" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(see)
    try:
        reader(text)
    except Refused:
        pass
    finally:
        sys.settrace(before)
    return count


def holes(text):
    return placeholders.HOLE.sub("", text)


def table(text):
    return read_rows(f"ten\n{text}\n".encode(), "ds.csv")


def yaml(text):
    return parse(f"a: {text}\nb: {text!r}", "a.yaml")


READERS = {
    "marks": runs.__wrapped__,
    "holes": holes,
    "deadline": read_deadline,
    "table": table,
    "yaml": yaml,
    "key": fold.__wrapped__,
}
PIECES = [
    *(
        "*a ",
        "*a* ",
        "**a *b ",
        "***",
        "*a",
        "\\*",
        "*\\*",
        "\\\\",
        "<u>a",
        "<u>a</u>",
        "<u><sub>",
        "</u>",
        "[a",
        "[a\\]",
    ),
    *(
        "^[a",
        "^[a] ",
        "[a](http://x ",
        "[a](http://x",
        "https://",
        "http://,",
        "http://a ",
        "<http://",
        "_*a*",
    ),
    *(
        "{{",
        "{{ ",
        "{{ a | ",
        "}}",
        "{{ a }}",
        "{",
        " ",
        "\t",
        ",",
        ";",
        '"',
        "'",
        ": ",
        "- ",
        "# ",
        "\n",
        "& ",
        "! ",
    ),
    *("trước ngày ", "( ", ") ", "hàng tháng ", "{han} ", "12/", "1/1/2026 ", "\u0301", "đ", "\u00a0", "a"),
]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_twice_the_text_takes_twice_the_steps(name, piece):
    one, two = (steps(READERS[name], piece * count) for count in (400, 800))
    assert two <= 2.3 * one + 300


LONG = [
    *("*a " * 100_000, "<u>a" * 100_000, "*" + "\\" * 100_000, "*\\" * 100_000, "*a*" * 100_000),
    *("{{" + " " * 900_000, "{{ " * 300_000, "^[" * 400_000, "https://" + "." * 900_000),
    *("[a](http://" * 90_000, "\\*" * 100_000),
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: ascii(text[:12]))
def test_a_text_as_long_as_a_letter_may_be_is_read(text):
    assert len(bare(runs.__wrapped__(text))) <= len(text)
    assert isinstance(holes(text), str)


# --- marks mean what they meant -----------------------------------------------------------------------

INSIDE = r"(?:\\[^\n]|[^\n\\]){0,2000}?"
AS_ONE_PATTERN = re.compile(  # what a mark is, in one expression that takes time by the square
    r"\\(?P<plain>[\\*<\[^])"
    rf"|(?<![\w*])(?P<stars>\*{{1,3}})(?=[^\s*])(?P<starred>{INSIDE}(?:\\[^\n]|[^\s*\\]))(?P=stars)(?![\w*])"
    r"|<(?P<tag>u|sub|sup)>(?P<tagged>(?:\\[^\n]|[^\n\\]){1,2000}?)</(?P=tag)>"
    r"|\^\[(?P<note>(?:\\[^\n]|[^\[\]\n\\])+)\]"
    r"|\[(?P<label>(?:\\[^\n]|[^\[\]\n\\])+)\]\((?P<target>(?:https?://|mailto:)[^\s()]+)\)"
    r"|<(?P<angled>https?://[^\s<>]+)>"
    r"|(?P<bare>https?://[^\s<>()\[\]\\]*[^\s<>()\[\].,;:!?'\"*\\])"
)


def letters_by_dress(text, dress=""):
    """Return each letter with its dress, as the one pattern has it."""
    found, at = [], 0
    for match in AS_ONE_PATTERN.finditer(text):
        found += [(c, dress) for c in text[at : match.start()]]
        part = match.groupdict()
        if part["stars"] or part["tag"]:
            more = marks.DRESS[part["stars"] or part["tag"]]
            inside = dress + "".join(c for c in more if c not in dress)
            found += letters_by_dress(part["starred"] or part["tagged"], inside)
        elif part["label"]:
            found += letters_by_dress(part["label"], dress)
        elif not part["note"]:
            found += [(c, dress) for c in part["plain"] or part["angled"] or part["bare"]]
        at = match.end()
    return found + [(c, dress) for c in text[at:]]


MARKED = st.lists(
    st.sampled_from(
        [*marks.DRESS, "\\", "a", "b ", "\n", " ", "<u>", "</u>", "<sub>", "</sub>", "[", "]", "^["]
    )
    | st.sampled_from(
        ["(https://x.vn)", "https://y.vn/a*b", "_", "é", "****", "x" * 700, "\t", "\u00a0", ".", "1"]
    ),
    max_size=25,
).map("".join)


@given(MARKED)
def test_marks_mean_what_one_pattern_says(text):
    assert [(c, run.dress) for run in runs(text) for c in run.text] == letters_by_dress(text)


@pytest.mark.parametrize(
    ("text", "dressed"),
    [
        ("*" + "a" * 2_001 + "*", True),
        ("*" + "a" * 2_002 + "*", False),
        ("*" + "\\a" * 2_001 + "*", True),
        ("*" + "\\a" * 2_002 + "*", False),
        ("<u>" + "a" * 2_000 + "</u>", True),
        ("<u>" + "a" * 2_001 + "</u>", False),
        ("*a\n*", False),
        ("<u></u>", False),
        ("<u></u>a</u>", True),
        ("*a\\**", True),
        ("*a\\*", False),
        ("*a *", False),
        ("*a\\ *", True),
        ("*a*b", False),
        ("*a*_", False),
        ("*a***", False),
        ("*a\\***", False),
        ("**a\\***", True),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_a_dress_ends_just_there(text, dressed):
    assert any(run.dress for run in runs(text)) is dressed


# --- what a few letters of YAML make room for ------------------------------------------------------------

MOST = blank_cells.BLANK_CELLS_MOST


def with_tables(*described):
    return letter(noi_dung=["Như sau.", *({"bang": table} for table in described)])


def columns(count):
    return [f"c{n}" for n in range(count)]


@pytest.mark.parametrize(
    ("described", "good"),
    [
        ([{"cot": columns(MOST // 1_000), "dong_trong": "1000"}], True),
        ([{"cot": columns(MOST // 1_000 + 1), "dong_trong": "1000"}], False),
        ([{"cot": columns(2_000), "dong_trong": "1000"}], False),
        ([{"cot": columns(1), "dong": [{"trong": "1000"}] * (MOST // 1_000)}], True),
        ([{"cot": columns(1), "dong": [{"trong": "1000"}] * (MOST // 1_000 + 1)}], False),
        ([{"cot": columns(1), "dong": [{"trong": "1000"}] * 20_000}], False),
        ([{"cot": columns(10), "dong_trong": "1000"}] * 3, True),
        ([{"cot": columns(10), "dong_trong": "1000"}] * 4, False),
        ([{"cot": columns(301), "dong": [["x"]] * 100}], True),
        ([{"cot": columns(302), "dong": [["x"]] * 100}], False),
        ([{"cot": columns(301), "dong": [{"don_vi": ["x"] * 100}]}], True),
        ([{"cot": columns(302), "dong": [{"don_vi": ["x"] * 100}]}], False),
        ([{"cot": columns(10), "dong": [columns(10)] * 5_000}], True),
    ],
)
def test_blank_cells_are_bounded_over_the_whole_letter(described, good):
    root = parse(with_tables(*described), "thu.yaml")
    if good:
        assert validate_letter(root)
        return
    with pytest.raises(Refused) as refusal:
        validate_letter(root)
    assert {problem.code for problem in refusal.value.problems} == {"K020"}


# --- names of files, cells of a table -------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern",
    [
        "{stt:>1000000000}",
        "{stt:01000000000}",
        "{don_vi:>1000000000}",
        "{stt:.1000000000f}",
        "{stt:{don_vi}}",
        "{stt:1000}",
    ],
)
def test_a_pattern_makes_no_room_without_end(pattern):
    with pytest.raises(Refused) as refusal:
        name_files(pattern, [{"don_vi": "999999999"}])
    assert [problem.code for problem in refusal.value.problems] == ["B021"]


@pytest.mark.parametrize(
    ("pattern", "name"),
    [("{stt:03} {don_vi}", "001 a"), ("{don_vi:_>5}", "____a"), ("{stt:0999}", "0" * 200)],
)
def test_an_ordinary_width_is_taken(pattern, name):
    assert name_files(pattern, [{"don_vi": "a"}]) == [name]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a" * 131_073, "một ô dài quá 131.072 ký tự"),
        ('"' + "a,\n" * 60_000, "có thể dấu nháy kép mở mà không đóng"),
        ('"a"b', "dấu nháy kép không đóng đúng chỗ"),
    ],
)
def test_a_cell_that_is_too_long_is_told_as_that(text, told):
    with pytest.raises(Refused) as refusal:
        table(text)
    assert told in str(refusal.value)


def test_a_cell_of_just_so_many_letters_is_read():
    assert table("a" * 131_072)[0].cells["ten"].value == "a" * 131_072


# --- regular expressions ----------------------------------------------------------------------------------


def patterns():
    """Yield every pattern of the house, as far as it is written as one text."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield f"{path.relative_to(ROOT).as_posix()}:{first.value}"


SLOW_FORMS = {
    "a repetition of a repetition": re.compile(r"\([^()]*[^\\][*+]\)[*+]"),
    "the same repeated twice in a row": re.compile(r"(\\s|\.|\[[^\]]+\])[*+]\??(?:\(\?:|\()?\1[*+]"),
}


LINEAR_AFTER_ALL = (  # what is repeated begins with a letter that its inside cannot hold
    r"(?:/[^\s/]+)+",
    r"(-[A-ZĐ0-9&]+)*",
    r"(?:[.,]\d+)*",
)


@pytest.mark.parametrize("form", SLOW_FORMS)
def test_no_pattern_of_the_house_has_a_form_that_takes_time_by_the_square(form):
    slow = [pattern for pattern in patterns() if SLOW_FORMS[form].search(pattern)]
    assert [pattern for pattern in slow if not any(known in pattern for known in LINEAR_AFTER_ALL)] == []


@pytest.mark.parametrize("slow", [r"(a+)+", r"\s*\s*", r"(?:[^a]*b*)*", r".*.*", r"\s*(?:\s*x)?"])
def test_a_slow_form_is_known(slow):
    assert any(form.search(slow) for form in SLOW_FORMS.values())


# --- what short names print -------------------------------------------------------------------------------


def citing(size, times, name="{a}"):
    act = {"khoa": "a", "ten": "x" * size}
    return letter(can_cu=[{"van_ban": [act]}], noi_dung=["Theo " + name * times + "."])


def with_deadline(size, times):
    task = {"noi_dung": "Báo cáo " + "{han}" * times, "han": "x" * size}
    return letter(phan_cong=[{"don_vi": "Phòng A", "viec": [task]}])


@pytest.mark.parametrize(
    ("text", "good"),
    [
        (citing(1_000, 1_000), True),
        (citing(1_000, 1_001), False),
        (citing(1_001, 1_000), False),
        (citing(200_000, 200_000), False),
        (citing(1_000, 400_000, "{b}"), True),
        (with_deadline(1_000, 1_000), True),
        (with_deadline(1_001, 1_000), False),
        (with_deadline(100_000, 100_000), False),
        (letter(noi_dung=["{a}" * 100_000]), True),
    ],
    ids=range(9),
)
def test_what_short_names_print_is_bounded(text, good):
    root = parse(text, "thu.yaml")
    if good:
        assert validate_letter(root)
        return
    with pytest.raises(Refused) as refusal:
        validate_letter(root)
    assert [(problem.code, bool(problem.place)) for problem in refusal.value.problems] == [("K021", True)]


def test_a_citation_that_names_a_citation_is_not_spelt_out_again():
    """Each would be twice as long as the one before."""
    named = {f"{{{n}}}": f"{{{n + 1}}}" * 2 for n in range(64)}
    assert spell_out("{0} {x} {", named) == "{1}{1} {x} {"
