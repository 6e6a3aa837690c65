"""`congvan fix`: what is told of the looks of a Word file is mended, and no letter of it is changed."""

import io
import shutil
import subprocess
import zipfile

import foreign_letters
import lawful_letters
import pytest
from click.testing import CliRunner
from conftest import Memory
from foreign_letters import foreign_letter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lawful_letters import LAYOUTS, LOOKS, Letter, saved
from openxml_audit import OpenXmlValidator
from test_foreign_paper import ALWAYS, RULES

from dispatch.cli.main import main
from dispatch.jobs.check import check_file
from dispatch.problem import Severity
from dispatch.word.mending import mend_word_file
from dispatch.word.mending.file import MENDED
from dispatch.word.package.opening import open_package, read_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PRINTING = [W + name for name in ("t", "tab", "br", "cr", "noBreakHyphen", "sym", "delText", "instrText")]
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)


def letters_of(data):
    """Return all that a Word file says, in every part of it, sign by sign."""
    trees = read_package(data).trees
    return {
        name: [(element.tag, element.text) for element in tree.iter(*PRINTING)]
        for name, tree in trees.items()
    }


def told(data):
    problems = check_file(Memory({"thu.docx": data}), "thu.docx")
    return [problem for problem in problems if problem.severity is not Severity.INFO]


FEW = 3


def some_layouts(name):
    """Return a few layouts to try a fault in: for each others, always the same."""
    first = sum(map(ord, name))
    return [LAYOUTS[(first + at * 5) % len(LAYOUTS)] for at in range(FEW)]


@pytest.mark.parametrize(
    ("name", "layout"), [(name, layout) for name in ALWAYS for layout in some_layouts(name)]
)
def test_what_was_mended_is_told_no_more(name, layout):
    data = saved(ALWAYS[name].change, layout)
    mended = mend_word_file(data, "thu.docx")
    assert letters_of(mended.data) == letters_of(data)
    typed_rule = layout is lawful_letters.with_typed_rules
    left = {problem.code for problem in told(mended.data)} & MENDED
    assert left == set() or (typed_rule and left == {"D208"})
    of_looks = {problem.code for problem in told(data)} & MENDED - left
    assert of_looks <= {problem.code for problem in mended.mended}


@pytest.mark.parametrize(
    "layout", [one for one in LAYOUTS if one not in (lawful_letters.with_tabs, lawful_letters.with_spaces)]
)
@pytest.mark.parametrize(("part", "share"), [key for key in RULES if RULES[key]])
def test_a_rule_becomes_as_long_as_asked(part, share, layout):
    data = saved(Letter(rules={part: share}), layout)
    mended = mend_word_file(data, "thu.docx").data
    typed = layout is lawful_letters.with_typed_rules and share
    assert typed or not {problem.code for problem in told(mended)} & {"D208", "D209"}
    assert letters_of(mended) == letters_of(data)


@each_layout
def test_a_lawful_letter_stays_as_it_is(layout):
    data = saved(Letter(), layout)
    assert open_package(mend_word_file(data, "thu.docx").data) == open_package(data)


LOOK = st.fixed_dictionaries(
    {},
    optional={
        "size": st.sampled_from((9, 11, 12.5, 13, 14, 15.5, 20)),
        "bold": st.booleans(),
        "italic": st.booleans(),
        "align": st.sampled_from(("left", "center", "right", "both")),
        "first": st.sampled_from((0, 340, 567, 720, 1134)),
        "left": st.sampled_from((0, 300, 1985)),
        "before": st.sampled_from((0, 60, 120, 240)),
        "line": st.sampled_from((200, 240, 300, 480)),
        "font": st.sampled_from(("Times New Roman", "Arial", "Calibri")),
        "colour": st.sampled_from(("", "1F497D", "FF0000")),
        "underlined": st.booleans(),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(LOOKS)), LOOK), st.sampled_from(LAYOUTS[:7]))
def test_whatever_it_looks_like_its_words_stay_and_its_looks_are_mended(looks, layout):
    data = saved(Letter(looks=looks), layout)
    mended = mend_word_file(data, "thu.docx").data
    assert letters_of(mended) == letters_of(data)
    assert {problem.code for problem in told(mended)} & MENDED == set()
    assert open_package(mend_word_file(mended, "thu.docx").data) == open_package(mended)


@pytest.mark.parametrize("layout", foreign_letters.LAYOUTS, ids=lambda layout: layout.__name__)
def test_letters_of_another_kind_keep_their_words_and_stay_valid(layout, tmp_path):
    data = foreign_letter(layout)
    mended = mend_word_file(data, "thu.docx").data
    assert letters_of(mended) == letters_of(data)
    for name, said in (("truoc.docx", data), ("sau.docx", mended)):
        (tmp_path / name).write_bytes(said)
    before, after = (
        {str(error) for error in OpenXmlValidator().validate(str(tmp_path / name)).errors}
        for name in ("truoc.docx", "sau.docx")
    )
    assert after - before == set()


def test_letters_of_an_old_font_keep_it():
    data = saved(Letter(looks={"text": {"font": ".VnTime"}}))
    assert b'w:ascii=".VnTime"' in open_package(mend_word_file(data, "thu.docx").data)["word/document.xml"]


# --- the command ------------------------------------------------------------------------------------


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_the_command_says_what_it_mended_and_what_is_left(room):
    change = Letter(looks={"agency": {"size": 14}}, texts={"number": ["Số: 5/SXD-QLN"]})
    (room / "thu.docx").write_bytes(saved(change))
    done = run("fix", "thu.docx", "-o", "sua.docx")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "thu.docx: đoạn 2 (bảng 1, dòng 1, ô 1) 'SỞ XÂY DỰNG': đã sửa [D204] cỡ chữ 14 ở 'SỞ XÂY DỰNG', ngoài khoảng 12–13",
        "đã ghi sua.docx",
        "đã sửa 1 chỗ, còn 1 điều cần xem",
    ]
    assert "D250" in done.stderr
    assert run("check", "sua.docx").stderr.count("cảnh báo") == 1


def test_a_signed_file_is_left_alone(room):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in open_package(saved(Letter())).items():
            archive.writestr(name, part)
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    (room / "thu.docx").write_bytes(target.getvalue())
    done = run("fix", "thu.docx", "-o", "sua.docx")
    assert (done.exit_code, (room / "sua.docx").exists()) == (1, False)
    assert "D293" in done.stderr


@pytest.mark.parametrize(
    "data", [b"PK", b"\xd0\xcf\x11\xe0", b"%PDF-1.7", b""], ids=["zip", "doc", "pdf", "empty"]
)
def test_what_is_no_word_file_is_told(room, data):
    (room / "thu.docx").write_bytes(data)
    done = run("fix", "thu.docx", "-o", "sua.docx")
    assert (done.exit_code, (room / "sua.docx").exists()) == (1, False)
    assert "D292" in done.stderr


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_what_was_mended(room):
    change = Letter(
        looks={part: {"size": 15, "bold": True, "font": "Arial"} for part in LOOKS}, rules={"motto": 0.0}
    )
    (room / "sua.docx").write_bytes(mend_word_file(saved(change), "thu.docx").data)
    words = ["soffice", f"-env:UserInstallation=file://{room}/ho-so", "--headless", "--convert-to", "docx"]
    subprocess.run([*words, "--outdir", "ra", "sua.docx"], check=True, capture_output=True, timeout=120)
    assert {problem.code for problem in told((room / "ra" / "sua.docx").read_bytes())} & MENDED == set()
