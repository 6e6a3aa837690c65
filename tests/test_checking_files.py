"""`congvan check` of files of others: a folder, what programs read, a copy with comments at each place."""

import io
import json
import shutil
import subprocess
import zipfile

import lawful_letters
import pytest
from click.testing import CliRunner
from conftest import letter
from docx import Document
from foreign_letters import foreign_letter
from lawful_letters import Letter, saved
from lxml import etree
from openxml_audit import OpenXmlValidator

from dispatch.cli.main import main
from dispatch.word.package.opening import read_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FAULTY = Letter(looks={"agency": {"size": 14}, "text": {"align": "left"}}, page={"left": 1134})


@pytest.fixture(autouse=True)
def room(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def words_of(data):
    """Return every text of the body, in order."""
    return [text.text for text in read_package(data).trees["word/document.xml"].iter(W + "t")]


def comments_of(data):
    """Return what each comment says, and the words that it stands beside."""
    trees = read_package(data).trees
    said = {
        comment.get(W + "id"): ["".join(p.itertext(W + "t")) for p in comment.iter(W + "p")]
        for comment in trees["word/comments.xml"]
    }
    beside = {
        mark.get(W + "id"): "".join(mark.getparent().itertext(W + "t"))
        for mark in trees["word/document.xml"].iter(W + "commentRangeStart")
    }
    assert said.keys() == beside.keys()
    return {beside[key]: said[key] for key in said}


# --- a copy with comments ---------------------------------------------------------------------------


def annotated(room, data):
    (room / "thu.docx").write_bytes(data)
    done = run("check", "thu.docx", "--annotate", "soat.docx")
    assert done.exit_code == 0, done.output
    return (room / "soat.docx").read_bytes()


def test_each_finding_stands_beside_its_paragraph(room):
    said = comments_of(annotated(room, saved(FAULTY)))
    assert said["SỞ XÂY DỰNG"] == ["cỡ chữ 14 ở 'SỞ XÂY DỰNG', ngoài khoảng 12–13 [D204; PL I.V]"]
    text = next(lines for words, lines in said.items() if words.startswith("Thực hiện"))
    assert text == [
        "đoạn 'Thực hiện Kế hoạch số 12/KH-U…' không canh đều hai bên [D213; PL I.II.6.e]",
    ]
    first = said["UBND TỈNH GIA LAI"]
    assert first[0] == "cả tệp: lề trái 20.0 mm, ngoài khoảng 30–35 mm [D202; PL I.I.3]"


@pytest.mark.parametrize("layout", lawful_letters.LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_copy_says_the_same_and_is_valid(room, layout):
    data = saved(FAULTY, layout)
    copy = annotated(room, data)
    assert words_of(copy) == words_of(data)
    before, after = (
        [str(e) for e in OpenXmlValidator().validate(str(room / name)).errors]
        for name in ("thu.docx", "soat.docx")
    )
    assert after == before


def test_comments_that_were_there_stay(room):
    first = annotated(room, saved(FAULTY))
    (room / "soat.docx").unlink()
    said = comments_of(annotated(room, first))
    with zipfile.ZipFile(io.BytesIO((room / "soat.docx").read_bytes())) as archive:
        ids = [c.get(W + "id") for c in etree.fromstring(archive.read("word/comments.xml"))]
    assert len(ids) == len(set(ids)) == 2 * len(said)


def test_python_docx_opens_a_copy(room):
    (room / "kiem.docx").write_bytes(annotated(room, foreign_letter()))
    assert len(list(Document(room / "kiem.docx").comments)) > 3


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_shows_the_comments(room):
    copy = annotated(room, saved(FAULTY))
    words = ["soffice", f"-env:UserInstallation=file://{room}/ho-so", "--headless", "--convert-to", "odt"]
    subprocess.run([*words, "--outdir", "ra", "soat.docx"], check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile("ra/soat.odt") as archive:
        content = archive.read("content.xml").decode()
    assert content.count("<office:annotation ") == len(comments_of(copy))


@pytest.mark.parametrize(
    "words", [("thu.yaml",), ("a.docx", "b.docx"), ("thu.pdf",)], ids=["yaml", "two files", "pdf"]
)
def test_only_one_word_file_is_annotated(room, words):
    assert run("check", *words, "--annotate", "soat.docx").exit_code == 2
    assert not (room / "soat.docx").exists()


def test_what_is_no_word_file_leaves_no_copy(room):
    (room / "thu.docx").write_bytes(b"PK")
    done = run("check", "thu.docx", "--annotate", "soat.docx")
    assert done.exit_code == 1
    assert "D000" in done.stderr
    assert not (room / "soat.docx").exists()


# --- a folder ---------------------------------------------------------------------------------------


def test_a_folder_is_told_a_line_a_file(room):
    folder = room / "ve"
    folder.mkdir()
    (folder / "a.docx").write_bytes(saved(FAULTY))
    (folder / "b.docx").write_bytes(saved(Letter()))
    (folder / "~$b.docx").write_bytes(b"khoa")
    (folder / "c.yaml").write_text(letter(so="1"))
    (folder / "d.txt").write_text("x")
    done = run("check", "ve")
    assert done.stdout.splitlines()[:2] == [
        "ve/a.docx: 0 lỗi, 3 cảnh báo, 0 lưu ý · D202, D204, D213",
        "ve/b.docx: 0 lỗi, 0 cảnh báo, 0 lưu ý",
    ]
    assert done.stdout.splitlines()[-1].startswith("đã soát 3 tệp: 0 lỗi")


def test_a_folder_without_letters_is_told(room):
    (room / "trong").mkdir()
    done = run("check", "trong")
    assert done.exit_code == 1
    assert "D290" in done.stderr


# --- other kinds ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("thu.doc", b"\xd0\xcf\x11\xe0" + b"x" * 600, "D291"),
        ("thu.pdf", b"%PDF-1.7", "D291"),
        ("thu.rtf", b"{\\rtf1 x}", "D291"),
    ],
)
def test_what_cannot_be_measured_is_told_in_one_line(room, name, data, code):
    (room / name).write_bytes(data)
    done = run("check", name)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 2)
    assert code in done.stderr


def test_a_word_file_by_an_older_name_is_measured(room):
    (room / "thu.doc").write_bytes(saved(FAULTY))
    assert "D204" in run("check", "thu.doc").stderr


# --- SARIF ------------------------------------------------------------------------------------------


def test_problems_as_sarif(room):
    (room / "thu moi.docx").write_bytes(saved(FAULTY))
    (room / "thu.yaml").write_text("co_quan: [\n")
    done = run("check", "thu moi.docx", "thu.yaml", "--format", "sarif")
    assert done.exit_code == 1
    log = json.loads(done.stdout)
    (only,) = log["runs"]
    rules, results = only["tool"]["driver"]["rules"], only["results"]
    assert log["version"] == "2.1.0"
    assert [rules[result["ruleIndex"]]["id"] for result in results] == [r["ruleId"] for r in results]
    assert {result["level"] for result in results} == {"warning", "error"}
    of_word = next(result for result in results if result["ruleId"] == "D204")
    assert of_word["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "thu%20moi.docx"}},
            "logicalLocations": [{"fullyQualifiedName": "đoạn 2 (bảng 1, dòng 1, ô 1) 'SỞ XÂY DỰNG'"}],
        }
    ]
    of_yaml = next(result for result in results if result["level"] == "error")
    assert of_yaml["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1
    assert of_word["message"]["text"].startswith("cỡ chữ 14 ở 'SỞ XÂY DỰNG'")


def test_nothing_wrong_as_sarif(room):
    (room / "thu.docx").write_bytes(saved(Letter()))
    log = json.loads(run("check", "thu.docx", "--format", "sarif").stdout)
    assert log["runs"][0]["results"] == []
