"""The library: what its page says runs, strangers see its types, and nothing of the process is changed by it."""

import io
import logging
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import LETTER, refusal
from hypothesis import given
from hypothesis import strategies as st

import dispatch
from dispatch import library
from dispatch.yaml_tree import parse, to_plain

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "library.md").read_text("utf-8")
CODE = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture(scope="module")
def page():
    """Everything that the code on the page defines, run from top to bottom."""
    names = {}
    for block in CODE:
        exec(compile(block, "docs/library.md", "exec"), names)
    return names


def test_the_code_on_the_page_runs(page):
    assert len(CODE) >= 5
    assert page["document"].data.startswith(b"PK")


def test_the_page_and_the_library_name_the_same():
    named = set(
        re.findall(
            r"`(\w+)", "\n".join(line.split("|")[1] for line in PAGE.split("\n") if line.startswith("| `"))
        )
    )
    assert named == set(dispatch.__all__)
    assert len(dispatch.__all__) <= 12
    assert set(dispatch.__all__) <= set(dir(dispatch))
    assert all(getattr(dispatch, name) for name in dispatch.__all__)
    with pytest.raises(AttributeError):
        _ = dispatch.nothing_of_the_kind


def test_the_handler_answers(page):
    def ask(text):
        body = text.encode()
        answers = []
        environ = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        return b"".join(page["application"](environ, lambda *given: answers.append(given))), answers[0][0]

    data, status = ask(library.as_yaml(page["LETTER"]))
    assert (status, data[:2]) == ("200 OK", b"PK")
    data, status = ask("so: [")
    assert status.startswith("422")
    assert b"Y004" in data


def test_letters_made_in_threads_are_those_made_one_after_the_other():
    letters = [{**LETTER, "so": number, "trich_yeu": f"việc {number}"} for number in range(40)]
    alone = [dispatch.build(letter) for letter in letters]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(dispatch.build, letters)) == alone


def test_a_batch_is_what_each_letter_would_be_alone_and_a_bad_row_costs_only_itself():
    rows = [
        {"ten": "xã Một"},
        {"ten": "\x07"},
        {"ten": "xã Ba", "so": 7, "do_khan": "rất"},
        {"ten": "xã Bốn", "so": 7},
    ]
    made = list(dispatch.build_batch({**LETTER, "kinh_gui": "UBND {{ ten }}"}, rows))
    assert [[p.code for p in document.problems] for document in made] == [[], ["B007"], ["K008"], []]
    assert [bool(document.data) for document in made] == [True, False, False, True]


def test_a_letter_that_is_wrong_itself_is_refused_before_any_row_is_made():
    wrong = {**LETTER, "kinh_gui": "UBND {{ ten }}", "ngay": "31/02/2026"}
    assert [p.code for p in refusal(dispatch.build_batch, wrong, [{"ten": "xã Một"}])] == ["K004"]


def test_a_word_file_is_measured_and_printed_without_a_name():
    data = dispatch.build(LETTER).data
    assert dispatch.measure(data) == []
    assert [p.severity.name for p in dispatch.measure(b"PK")] == ["ERROR"]
    assert dispatch.make_pages(data).data.startswith(b"%PDF")
    assert refusal(dispatch.make_pages, b"PK")


def test_nothing_of_the_process_is_changed(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    code = """
import logging, os, sys, gettext, signal
before = dict(os.environ), logging.root.manager.disable, gettext.gettext, signal.getsignal(signal.SIGINT), os.getcwd()
import dispatch
letter = {"co_quan": {"ten": ["SỞ MẪU"], "ky_hieu": "SM", "dia_danh": "Mẫu"}, "trich_yeu": "việc", "noi_dung": "Một.",
          "kinh_gui": "A", "nguoi_ky": {"chuc_vu": "GIÁM ĐỐC"}, "noi_nhan": ["Lưu: VT"]}
data = dispatch.build(letter).data
list(dispatch.build_batch({**letter, "kinh_gui": "{{ ten }}"}, [{"ten": "A"}, {"ten": "B"}]))
dispatch.make_pages(data)
after = dict(os.environ), logging.root.manager.disable, gettext.gettext, signal.getsignal(signal.SIGINT), os.getcwd()
assert before == after
assert "click" not in sys.modules
"""
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert list(tmp_path.rglob("*.docx")) == []
    assert logging.root.manager.disable == 0


def test_files_outside_the_world_are_not_read(tmp_path):
    (tmp_path / "anh.png").write_bytes(b"x")
    letter = {**LETTER, "noi_dung": {"hinh": {"tep": str(tmp_path / "anh.png")}}}
    assert [p.code for p in refusal(dispatch.build, letter)] == ["H002"]
    letter = {**LETTER, "co_quan": "../../etc/passwd"}
    assert refusal(dispatch.build, letter)


def test_a_stranger_sees_types(tmp_path):
    (tmp_path / "stranger.py").write_text(
        "import dispatch\n"
        "data: bytes = dispatch.build({'so': 1, 'ngay': None}).data\n"
        "codes: list[str] = [p.code for p in dispatch.check('so: 1')]\n"
        "lines: list[object] = [p.as_dict()['line'] for p in dispatch.measure(data)]\n"
        "world = dispatch.MemoryWorld({'a.yaml': 'x'})\n"
        "for document in dispatch.build_batch(b'', [{'ten': 'A'}], world=world):\n"
        "    print(len(document.data) + 1)\n"
        "reveal_type(dispatch.make_pages(data).problems)\n"
        "dispatch.build(3)\n",
        "utf-8",
    )
    environ = {**os.environ, "MYPYPATH": str(ROOT)}
    words = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--follow-imports=silent",
        "--cache-dir",
        str(tmp_path),
        "stranger.py",
    ]
    done = subprocess.run(words, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    errors = [line for line in done.stdout.split("\n") if ": error: " in line]
    assert len(errors) == 1, done.stdout
    assert errors[0].startswith('stranger.py:9: error: Argument 1 to "build" has incompatible type "int"')
    assert re.search(
        r"stranger.py:8: note: Revealed type is .*list\[.*dispatch\.problem\.Problem\]", done.stdout
    )
    assert (ROOT / "dispatch" / "py.typed").exists()


VALUES = st.recursive(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), max_size=60).filter(
        lambda t: t == t.strip()
    ),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), VALUES, min_size=1, max_size=4))
def test_a_dict_as_yaml_says_the_same(letter):
    import unicodedata

    def composed(value):
        if isinstance(value, str):
            return unicodedata.normalize("NFC", value)
        return (
            {k: composed(v) for k, v in value.items()}
            if isinstance(value, dict)
            else list(map(composed, value))
        )

    folded = {key.strip("_") for key in letter}
    if len(folded) == len(letter):
        assert list(map(composed, to_plain(parse(library.as_yaml(letter), "thu.yaml")).values())) == list(
            map(composed, letter.values())
        )
