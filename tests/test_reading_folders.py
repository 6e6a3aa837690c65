"""`congvan read` of a folder: each file a letter of ours, what cannot be read told, the others read all the same."""

from pathlib import Path

import foreign_letters
import pytest
from click.testing import CliRunner
from foreign_letters import foreign_letter

from dispatch.building.load import load_letter
from dispatch.cli.main import main
from dispatch.world import Disk


@pytest.fixture(autouse=True)
def room(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "den"
    folder.mkdir()
    (folder / "a.docx").write_bytes(foreign_letter())
    (folder / "b.txt").write_bytes(foreign_letters.as_text())
    (folder / "hong.docx").write_bytes(b"PK")
    (folder / "~$a.docx").write_bytes(b"khoa")
    (folder / "ghi-chu.yaml").write_text("x: 1")
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_file_becomes_a_letter(jobs):
    done = run("read", "den", "-o", "doc", "--jobs", jobs)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "den/a.docx → doc/a.yaml: 0 chỗ xem lại, 0 chỗ bỏ ra ngoài",
        "den/b.txt → doc/b.yaml: 0 chỗ xem lại, 0 chỗ bỏ ra ngoài",
        "đã đọc 2 tệp, không đọc được 1 tệp",
    ]
    assert "den/hong.docx:1:1: lỗi[G001]" in done.stderr
    assert sorted(path.name for path in Path("doc").iterdir()) == ["a.yaml", "b.yaml"]
    assert {load_letter(Disk(), f"doc/{name}.yaml").letter_data.so for name in "ab"} == {"215"}


def test_two_files_of_one_name_keep_their_endings():
    Path("den/a.txt").write_bytes(foreign_letters.as_text())
    Path("den/hong.docx").unlink()
    assert run("read", "den", "-o", "doc").exit_code == 0
    assert sorted(path.name for path in Path("doc").iterdir()) == ["a.docx.yaml", "a.txt.yaml", "b.yaml"]


def test_nothing_is_written_over():
    Path("doc").mkdir()
    Path("doc/b.yaml").write_text("cua nguoi khac")
    done = run("read", "den", "-o", "doc")
    assert (done.exit_code, "W004" in done.stderr) == (1, True)
    assert [path.name for path in Path("doc").iterdir()] == ["b.yaml"]
    assert run("read", "den", "-o", "doc", "--force").stdout.count("→") == 2


def test_a_folder_without_letters_is_told():
    Path("trong").mkdir()
    done = run("read", "trong", "-o", "doc")
    assert (done.exit_code, "G030" in done.stderr) == (1, True)


@pytest.mark.parametrize("words", [("den",), ("den", "--form", "-o", "doc")], ids=["no target", "a form"])
def test_a_folder_is_read_into_a_folder(words):
    assert run("read", *words).exit_code == 2


def test_a_folder_that_is_no_target_of_one_file_is_left():
    done = run("read", "den/a.docx", "-o", "den")
    assert done.exit_code == 1
    assert "W004" in done.stderr
