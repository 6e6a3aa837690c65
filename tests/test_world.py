"""The real disk: a file is written whole or not at all, and whatever the system says no to is said in one line."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from conftest import as_anybody, letter, needs_unix, refusal

from dispatch.building.products import build_letter
from dispatch.jobs.check import check_file
from dispatch.world import Disk, reason_of

OLD = b"the letter of yesterday"


@pytest.fixture
def room():
    """A folder that anybody may enter, which the folders of pytest are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def drafts(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".congvan-")]


def refused(name, data=b"new"):
    (problem,) = refusal(Disk().write, str(name), data)
    assert (problem.code, problem.place.file) == ("W003", str(name))
    return dict(problem.values)["why"]


# --- writing -------------------------------------------------------------------------------------


def test_a_file_is_written_where_no_folder_was(tmp_path):
    Disk().write(str(tmp_path / "a" / "b" / "thư.docx"), b"new")
    assert (tmp_path / "a" / "b" / "thư.docx").read_bytes() == b"new"
    assert drafts(tmp_path / "a" / "b") == []


def test_a_file_takes_the_place_of_another(tmp_path):
    target = tmp_path / "thu.docx"
    target.write_bytes(OLD)
    Disk().write(str(target), b"new")
    assert target.read_bytes() == b"new"
    assert drafts(tmp_path) == []


@needs_unix
@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077, 0o002])
def test_who_may_read_a_letter_follows_the_umask(tmp_path, mask):
    before = os.umask(mask)
    try:
        Disk().write(str(tmp_path / "thu.docx"), b"new")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "thu.docx").stat().st_mode) == 0o666 & ~mask


def test_a_folder_that_may_not_be_written_to(room):
    folder = room / "kho"
    folder.mkdir()
    (folder / "thu.docx").write_bytes(OLD)
    folder.chmod(0o555)
    with as_anybody():
        assert refused(folder / "thu.docx") == "không có quyền"
    assert [path.read_bytes() for path in folder.iterdir()] == [OLD]


def test_a_folder_that_may_not_be_made(room):
    with as_anybody():
        assert refused(room / "kho" / "thu.docx") == "không có quyền"
    assert list(room.iterdir()) == []


def test_a_target_that_is_a_folder(tmp_path):
    target = tmp_path / "thu.docx"
    target.mkdir()
    assert refused(target) == "đó là thư mục"
    assert drafts(tmp_path) == []


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "kho").write_bytes(OLD)
    assert refused(tmp_path / "kho" / "thu.docx") in {
        "đã có tệp cùng tên",
        "một phần của đường dẫn không phải thư mục",
    }
    assert refused(tmp_path / "kho" / "a" / "thu.docx") == "một phần của đường dẫn không phải thư mục"
    assert (tmp_path / "kho").read_bytes() == OLD


def test_a_name_that_is_too_long(tmp_path):
    assert refused(tmp_path / f"{'ế' * 200}.docx") == "tên tệp quá dài"
    assert list(tmp_path.iterdir()) == []


def test_a_name_as_long_as_the_disk_allows(tmp_path):
    name = "t" * 250 + ".docx"
    Disk().write(str(tmp_path / name), b"new")
    assert (tmp_path / name).read_bytes() == b"new"


def test_a_file_that_grows_too_large_for_the_system(tmp_path):
    resource = pytest.importorskip("resource")
    target = tmp_path / "thu.docx"
    target.write_bytes(OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        why = refused(target, bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not why.isascii(), "said in the reader's language"
    assert target.read_bytes() == OLD
    assert drafts(tmp_path) == []


def test_a_full_disk(tmp_path):
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may lay out a small disk")
    try:
        target = tmp_path / "thu.docx"
        target.write_bytes(OLD)
        assert refused(target, bytes(100_000)) == "đĩa đầy"
        assert target.read_bytes() == OLD
        assert drafts(tmp_path) == []
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("blow", [KeyboardInterrupt(), SystemExit(1), MemoryError(), OSError(errno.EIO, "")])
def test_a_write_that_is_interrupted(tmp_path, monkeypatch, step, blow):
    def fall(*_):
        raise blow

    target = tmp_path / "thu.docx"
    target.write_bytes(OLD)
    monkeypatch.setattr(os, step, fall)
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - every kind of it, one after the other
        Disk().write(str(target), b"new")
    assert caught.value is blow or caught.value.problems[0].code == "W003"
    assert target.read_bytes() == OLD
    assert drafts(tmp_path) == []


CONTAINED = """
import os, sys
from dispatch.world import Disk
os.getpid = lambda: 1
def halt(_):
    print("half way", flush=True)
    sys.stdin.read()
if sys.argv[2] == "halt":
    os.fsync = halt
Disk().write(sys.argv[1], b"new")
"""


@needs_unix
def test_a_process_killed_in_the_middle_leaves_the_old_file_and_hinders_nobody(tmp_path):
    """In a container every run may be process number 1, the killed one and the next."""
    target = tmp_path / "thu.docx"
    target.write_bytes(OLD)
    run = [sys.executable, "-c", CONTAINED, str(target)]
    with subprocess.Popen([*run, "halt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"half way\n"
        process.kill()
        process.wait()
    assert process.returncode == -signal.SIGKILL
    assert target.read_bytes() == OLD
    subprocess.run([*run, "go"], check=True)
    assert target.read_bytes() == b"new"


# --- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("không có.yaml", "không có tệp này"),
        ("kho", "đó là thư mục"),
        ("tệp/thu.yaml", "một phần của đường dẫn không phải thư mục"),
        ("t" * 300, "tên tệp quá dài"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path, name, why):
    (tmp_path / "kho").mkdir()
    (tmp_path / "tệp").write_bytes(b"")
    (problem,) = refusal(Disk().read, str(tmp_path / name), 100_000)
    assert (problem.code, dict(problem.values)["why"]) == ("W001", why)
    assert problem.place.file == str(tmp_path / name)


def test_a_file_that_may_not_be_read(room):
    file = room / "thu.yaml"
    file.write_text(letter(), "utf-8")
    file.chmod(0)
    with as_anybody():
        (problem,) = check_file(Disk(), str(file))
    assert (problem.code, dict(problem.values)["why"]) == ("W001", "không có quyền")


def test_how_much_is_read(tmp_path):
    file = tmp_path / "thu.yaml"
    file.write_bytes(b"0123456789")
    assert Disk().read(str(file), 10) == b"0123456789"
    assert [problem.code for problem in refusal(Disk().read, str(file), 9)] == ["W002"]


@needs_unix
def test_a_pipe_is_not_read_without_end(tmp_path):
    os.mkfifo(tmp_path / "thu.yaml")
    pipe = os.open(tmp_path / "thu.yaml", os.O_RDWR)
    os.write(pipe, bytes(100))
    end = threading.Timer(30, os.close, [pipe])  # only a reader that wants it all waits for this
    end.start()
    problems = refusal(Disk().read, str(tmp_path / "thu.yaml"), 9)
    end.cancel()
    os.close(pipe)
    assert [problem.code for problem in problems] == ["W002"]


# --- what else is asked of a disk ------------------------------------------------------------------


def test_names_are_sorted_and_only_those_asked_for(tmp_path):
    for name in ("b.yaml", "a.yaml", "c.yml", "a.yaml.bak"):
        (tmp_path / name).write_bytes(b"")
    assert Disk().names(str(tmp_path), ".yaml") == ["a.yaml", "b.yaml"]
    assert Disk().names(str(tmp_path / "none"), ".yaml") == []
    assert Disk().names(str(tmp_path / "a.yaml"), ".yaml") == []


@pytest.mark.parametrize("question", ["exists", "is_folder"])
def test_a_question_about_a_path_is_always_answered(room, question):
    ask = getattr(Disk(), question)
    assert ask(str(room))
    assert not ask(str(room / ("t" * 300)))
    closed = room / "kho"
    closed.mkdir(mode=0o700)
    with as_anybody():
        assert not ask(str(closed / "thu.docx"))


def test_what_was_remembered_is_recalled(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert Disk().recall("a") == ""
    Disk().remember("a", "tiếng Việt")
    assert Disk().recall("a") == "tiếng Việt"


def test_nothing_depends_on_being_remembered(monkeypatch, tmp_path):
    (tmp_path / "cache").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Disk().remember("a", "b")
    assert Disk().recall("a") == ""
    (tmp_path / "thu.yaml").write_text(letter(), "utf-8")
    assert build_letter(Disk(), str(tmp_path / "thu.yaml"))[0].startswith(b"PK")


def test_remembered_bytes_that_are_no_text_are_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "congvan").mkdir()
    (tmp_path / "congvan" / "a").write_bytes(b"\xff\xfe")
    assert Disk().recall("a") == ""


def test_a_reason_without_words_of_ours_is_the_system_s():
    assert reason_of(OSError(errno.EPIPE, "Broken pipe")) == "Broken pipe"
    assert reason_of(OSError("no number")) == "no number"


def test_drafts_that_are_swept_are_gone_though_somebody_still_writes_them(tmp_path):
    folder, begun = tmp_path / ".congvan-0.tmp", threading.Event()
    folder.mkdir()

    def write():
        for number in range(1_000_000):
            Disk().draft(str(folder / str(number)), b"x", "thu.docx")
            begun.set()

    told = []
    writer = threading.Thread(target=lambda: told.extend(refusal(write)))
    writer.start()
    assert begun.wait(60)
    Disk().sweep(str(tmp_path))
    writer.join(60)
    assert [(p.code, p.place.file) for p in told] == [("W003", "thu.docx")]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_drafts_goes_with_all_that_is_in_it(tmp_path):
    (tmp_path / ".congvan-0.tmp" / "sub").mkdir(parents=True)
    with Disk().drafts(str(tmp_path)) as folder:
        Disk().draft(f"{folder}/a", b"x", "a.docx")
        Disk().sweep(str(tmp_path))
        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_draft_that_is_gone_makes_no_folder_for_its_target(tmp_path):
    (problem,) = refusal(Disk().place, str(tmp_path / "khong-co"), str(tmp_path / "ra" / "a.docx"))
    assert (problem.code, problem.place.file) == ("W003", str(tmp_path / "ra" / "a.docx"))
    assert list(tmp_path.iterdir()) == []


def test_a_draft_is_placed_on_another_disk(tmp_path):
    shared = Path("/dev/shm")
    if not shared.is_dir():
        pytest.skip("there is one disk only")
    with tempfile.TemporaryDirectory(dir=shared) as other:
        if Path(other).stat().st_dev == tmp_path.stat().st_dev:
            pytest.skip("there is one disk only")
        Path(tmp_path, "nhap").write_bytes(b"abc")
        Disk().place(str(tmp_path / "nhap"), f"{other}/ra/a.docx")
        assert Path(other, "ra", "a.docx").read_bytes() == b"abc"
        assert [file.name for file in Path(other, "ra").iterdir()] == ["a.docx"]
    assert list(tmp_path.iterdir()) == []
