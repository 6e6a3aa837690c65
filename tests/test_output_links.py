"""Links where a run would write: never followed, named, and left as they are, whatever they lead to."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import letter, needs_unix

from dispatch.cli.main import main
from dispatch.problem import Refused
from dispatch.world import Disk

pytestmark = needs_unix
BATCH = ("batch", "thu.yaml", "--to", "ds.csv", "--quiet", "-o", "ra")
RECORDS = ("manifest.jsonl", "manifest.csv", ".congvan.products.jsonl", ".congvan.lock")
LETTERS = ("001 xã Một.docx", "002 xã Hai.docx")
KEPT = b"cua nguoi khac\n"


@pytest.fixture(autouse=True)
def room(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    form = {"tieu_de": "BIỂU", "ma": "mot", "cot": ["TT", "Số hộ"]}
    text = letter(noi_dung=["Gửi {{ ten }} biểu mẫu kèm theo."], bieu_mau=[form])
    Path("thu.yaml").write_text(text, "utf-8")
    Path("ds.csv").write_text("ten\nxã Một\nxã Hai\n", "utf-8")
    Path("ngoai").mkdir()
    Path("ngoai/tep").write_bytes(KEPT)
    Path("ngoai/manifest.jsonl").write_text(
        json.dumps(
            dict.fromkeys(("don_vi", "ma", "file", "status", "sha256", "input", "version"), "x") | {"stt": 1}
        )
        + "\n"
    )
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, words)


def outside():
    return {str(file): file.read_bytes() for file in sorted(Path("ngoai").rglob("*")) if file.is_file()}


TARGETS = {
    "a file": "../ngoai/tep",
    "a file by its whole name": "{room}/ngoai/tep",
    "a record of another folder": "../ngoai/manifest.jsonl",
    "a folder": "../ngoai",
    "nothing": "../ngoai/khong",
    "nothing in a folder that is not there": "../khong/tep",
    "itself": "{itself}",
    "the source of the run": None,
}


def link(name, target, room):
    place = Path("ra") / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.is_dir() and not place.is_symlink():
        place.rename("cu")
    place.unlink(missing_ok=True)
    place.symlink_to(
        TARGETS[target].format(room=room, itself=place.name) if TARGETS[target] else "../thu.yaml"
    )
    return place


@pytest.mark.parametrize("when", ["at first", "again", "again by force"])
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", [*RECORDS, "bieu"])
def test_a_record_or_a_folder_of_a_batch_that_is_a_link_is_refused(name, target, when, room):
    if when != "at first":
        assert run(*BATCH, "--forms").exit_code == 0
    place = link(name, target, room)
    before, leads = outside(), place.readlink()
    for more in ((), ("--forms",), ("--zip", "goi.zip"), ("--dry-run",)):
        done = run(*BATCH, *more, *(("--force",) if when == "again by force" else ()))
        assert done.exit_code == 1, (more, done.output)
        code = "W008" if target == "the source of the run" else "W010"
        assert f"ra/{name}:1:1: lỗi[{code}]: " in done.stderr
    assert (outside(), place.is_symlink(), place.readlink()) == (before, True, leads)
    assert not Path("goi.zip").exists()
    assert not Path("ngoai/khong").exists()


@pytest.mark.parametrize("when", ["at first", "again", "again by force"])
@pytest.mark.parametrize("target", [name for name in TARGETS if TARGETS[name]])
def test_a_letter_that_is_a_link_is_that_rows_error(target, when, room):
    if when != "at first":
        assert run(*BATCH).exit_code == 0
    place = link(LETTERS[0], target, room)
    before, leads = outside(), place.readlink()
    done = run(*BATCH, *(("--force",) if when == "again by force" else ()))
    assert done.exit_code == 1
    assert f"ra/{LETTERS[0]}:1:1: lỗi[W010]" in done.stderr
    assert (outside(), place.readlink()) == (before, leads)
    assert (Path("ra") / LETTERS[1]).read_bytes().startswith(b"PK")


def test_a_letter_whose_bytes_lie_behind_a_link_is_not_taken_for_ours(room):
    assert run(*BATCH).exit_code == 0
    place = Path("ra") / LETTERS[0]
    place.rename("ngoai/thu.docx")
    place.symlink_to("../ngoai/thu.docx")
    done = run(*BATCH, "--zip", "goi.zip")
    assert (done.exit_code, "lỗi[W010]" in done.stderr) == (1, True)


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("target", [name for name in TARGETS if TARGETS[name] and name != "a folder"])
@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("build", "thu.yaml", "-o", "ra/thu.docx"), "thu.docx"),
        (("build", "thu.yaml", "-o", "ra/"), "thu.docx"),
        (("form", "thu.yaml", "-o", "ra/"), "thu-mot.xlsx"),
        ((*BATCH, "--zip", "ra/goi.zip"), "goi.zip"),
        ((*BATCH, "--pack", "ra/goi.docx"), "goi.docx"),
        (("preview", "thu.yaml", "--pdf", "ra/thu.pdf"), "thu.pdf"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_a_result_that_is_a_link_is_refused(words, name, target, force, room):
    Path("thu.yaml").write_text(
        Path("thu.yaml").read_text("utf-8").replace("{{ ten }}", "xã")
        if words[0] != "batch"
        else Path("thu.yaml").read_text("utf-8"),
        "utf-8",
    )
    place = link(name, target, room)
    before, leads = outside(), place.readlink()
    done = run(*words, *force)
    assert done.exit_code == 1
    assert f"{place}:1:1: lỗi[W010]" in done.stderr
    assert (outside(), place.readlink()) == (before, leads)


@pytest.mark.parametrize("way", ["the folder itself", "a folder above it", "by its whole name"])
def test_the_folder_of_a_batch_may_be_reached_through_a_link(way, room):
    Path("that/trong").mkdir(parents=True)
    Path("loi").symlink_to("that")
    Path("ra").symlink_to("that/trong")
    output = {
        "the folder itself": "ra",
        "a folder above it": "loi/trong",
        "by its whole name": str(room / "loi/trong"),
    }[way]
    for _ in range(2):
        done = run(*BATCH[:-1], output, "--forms", "--zip", f"{output}/goi.zip")
        assert done.exit_code == 0, done.stderr
    assert sorted(file.name for file in Path("that/trong").glob("*.docx")) == list(LETTERS)


def test_a_letter_that_is_linked_from_elsewhere_is_written_as_ever():
    assert run(*BATCH).exit_code == 0
    Path("ngoai/loi").symlink_to("../ra/manifest.jsonl")
    assert run(*BATCH, "--force").exit_code == 0


@pytest.mark.parametrize("target", ["tep", "khong", "loi"])
def test_nothing_is_put_at_the_end_of_what_a_link_leads_to(target):
    Path("loi").symlink_to(f"ngoai/{target}" if target != "loi" else target)
    before = outside()
    with pytest.raises(Refused) as caught:
        Disk().append("loi", b"a")
    assert [problem.code for problem in caught.value.problems] == ["W003"]
    assert outside() == before
