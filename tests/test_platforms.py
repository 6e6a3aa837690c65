"""Windows and macOS, as far as Linux can play them: what they lack, what they answer; and users without a home."""

import errno
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import letter, needs_unix, refusal

from dispatch.cli.main import main
from dispatch.world import Disk, cache_folder, user_folder

ROOT = Path(__file__).parent.parent
NAMELESS = 54_321
OLD = b"the letter of yesterday"
EITHER = "không có quyền, hoặc tệp đang mở trong Word, Excel hay chương trình khác"
OPEN = "tệp đang mở trong Word, Excel hay chương trình khác"


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    """A folder with a letter in it, and a place of one's own for what is temporary."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tam").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tam"))
    (tmp_path / "thu.yaml").write_text(letter(), "utf-8")
    return tmp_path


def python(code, *words, **more):
    """Run code in a process of its own, where tests and rooms are found."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    how = {"capture_output": True, "text": True, "encoding": "utf-8", "env": env, **more}
    return subprocess.run([sys.executable, "-c", code, *map(str, words)], check=False, **how)


# --- what only Unix has -----------------------------------------------------------------------------

HIDDEN = """
import importlib, pkgutil, sys
import click.testing, filelock
import without_unix

def rooms():
    import dispatch
    return [importlib.import_module(m.name) for m in pkgutil.walk_packages(dispatch.__path__, "dispatch.")]

def run():
    from dispatch.cli.main import main
    for words in (
        ["build", "thu.yaml", "--force"],
        ["preview", "thu.yaml", "--pdf", "thu.pdf", "--force"],
        ["batch", "thu.yaml", "--to", "ds.csv", "-o", "ra", "--jobs", "1", "--quiet"],
    ):
        done = click.testing.CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output

rooms(), run()  # packages of others see the system that is there
for name in [name for name in sys.modules if name.split(".")[0] == "dispatch"]:
    del sys.modules[name]
without_unix.hide()
sys.platform = "win32"
print(len(rooms())), run()
"""


def test_every_room_opens_and_works_without_what_only_unix_has(desk):
    (desk / "ds.csv").write_text("ten\nA\n", "utf-8")
    done = python(HIDDEN)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        int(done.stdout) >= len(list((ROOT / "dispatch").rglob("*.py"))) - 2
    )  # nobody imports the catalogue's builder
    assert (desk / "thu.docx").read_bytes().startswith(b"PK")
    assert len(list((desk / "ra").glob("*.docx"))) == 1


def test_every_file_of_tests_is_imported_without_what_only_unix_has():
    code = """
import importlib, pathlib, sys
sys.path.insert(0, "tests")
import pytest, without_unix
without_unix.hide()
for file in sorted(pathlib.Path("tests").glob("test_*.py")):
    importlib.import_module(file.stem)
    print(file.stem)
"""
    done = python(code, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert set(done.stdout.split()) == {file.stem for file in (ROOT / "tests").glob("test_*.py")}


def test_what_is_hidden_is_hidden_from_us_only():
    code = """
import sys, without_unix
without_unix.hide()
def asks(file):
    try:
        exec("import termios", {"__file__": file})
    except ModuleNotFoundError:
        return False
    return True
print(*(asks(file) for file in sys.argv[1:]))
"""
    done = python(code, ROOT / "tests" / "a.py", ROOT / "dispatch" / "cli" / "a.py", ROOT / "lib" / "a.py")
    assert done.stdout.split()[:2] == ["False", "False"], done.stderr
    assert done.stdout.split()[2] == str(os.name == "posix")


# --- what Windows answers ---------------------------------------------------------------------------


def windows_error(winerror, *names):
    """Return an error as Windows raises it; opening a file tells no number of Windows' own."""
    error = PermissionError(
        errno.EACCES, "Access is denied", *names[:1], *([None, names[1]] if names[1:] else [])
    )
    error.winerror = winerror
    return error


@pytest.mark.parametrize(("number", "why"), [(5, EITHER), (32, OPEN), (33, OPEN)])
@pytest.mark.parametrize("word", ["write", "put", "place"])
def test_a_letter_that_is_open_in_word_is_said_to_be(desk, monkeypatch, number, why, word):
    def replace(draft, target):
        raise windows_error(number, draft, target)

    (desk / "thu.docx").write_bytes(OLD)
    (desk / "nhap").write_bytes(b"new")
    monkeypatch.setattr(os, "replace", replace)
    if word == "place":
        (problem,) = refusal(Disk().place, "nhap", "thu.docx")
    else:
        (problem,) = refusal(getattr(Disk(), word), "thu.docx", b"new")
    assert (problem.code, dict(problem.values)["why"]) == ("W003", why)
    assert (desk / "thu.docx").read_bytes() == OLD
    assert not list(desk.glob("*.tmp"))


def test_a_clerk_is_told_to_close_word(desk, monkeypatch):
    def replace(draft, target):
        raise windows_error(5, draft, target)

    (desk / "thu.docx").write_bytes(OLD)
    monkeypatch.setattr(os, "replace", replace)
    done = CliRunner().invoke(main, ["build", "thu.yaml", "--force"])
    assert done.exit_code == 1
    assert f"thu.docx:1:1: lỗi[W003]: không ghi được tệp: {EITHER}" in done.stderr
    english = CliRunner().invoke(main, ["--lang", "en", "build", "thu.yaml", "--force"])
    assert "or the file is open in Word" in english.stderr


@pytest.mark.parametrize(("word", "given"), [("read", 100), ("append", b"x")])
@pytest.mark.parametrize(("number", "why"), [(None, EITHER), (32, OPEN)])
def test_a_file_that_is_open_in_excel_is_said_to_be(desk, monkeypatch, word, given, number, why):
    def denied(path, *_):
        raise windows_error(number, str(path))

    (desk / "ds.csv").write_bytes(OLD)
    monkeypatch.setattr(Path, "open", denied)
    (problem,) = refusal(getattr(Disk(), word), "ds.csv", given)
    assert dict(problem.values)["why"] == why


def test_a_folder_in_which_nothing_may_be_written_is_not_said_to_be_open(monkeypatch):
    def denied(*_):
        raise windows_error(None, "thu.docx")

    monkeypatch.setattr(os, "open", denied)
    (problem,) = refusal(Disk().write, "thu.docx", b"new")
    assert dict(problem.values)["why"] == "không có quyền"


CLOSED = """
import errno, io, os, sys
class Pipe(io.RawIOBase):
    def writable(self):
        return True
    def fileno(self):
        return 1
    def write(self, data):
        try:
            return os.write(1, data)
        except BrokenPipeError:
            sys.platform = platform  # no sooner, for much is still to be imported
            raise OSError(errno.EINVAL, "Invalid argument") from None
sys.stdout = io.TextIOWrapper(io.BufferedWriter(Pipe()), "utf-8")
platform = sys.argv.pop(1)
from dispatch.cli import run
run()
"""


@pytest.mark.parametrize(("platform", "code"), [("win32", 1), ("linux", 3)])
@pytest.mark.parametrize("words", [["units"], ["--help"], ["schema"]])
@needs_unix
def test_windows_says_in_another_way_that_nobody_listens(desk, platform, code, words):
    nobody, says = os.pipe()
    os.close(nobody)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(desk / "tam")}
    done = python(
        CLOSED, platform, *words, capture_output=False, stdout=says, stderr=subprocess.PIPE, env=env
    )
    os.close(says)
    if platform == "win32":
        assert (done.returncode, done.stderr) == (code, "")
    else:
        assert done.returncode != 0
        assert done.stderr, "elsewhere it is a bug, and bugs are told"


def test_a_name_that_windows_finds_invalid_is_no_closed_pipe(monkeypatch):
    def invalid(*_):
        raise OSError(errno.EINVAL, "Invalid argument", "a<b")

    monkeypatch.setattr("dispatch.jobs.check.check_file", invalid)
    monkeypatch.setattr(sys, "platform", "win32")
    assert CliRunner().invoke(main, ["check", "thu.yaml"]).exit_code == 3


# --- power cuts -------------------------------------------------------------------------------------


@pytest.fixture
def steps(monkeypatch):
    """What is asked of the disk, in order: files and folders that are waited for, and moves."""
    told, fsync, replace = [], os.fsync, os.replace

    def waits(number):
        told.append("folder" if stat.S_ISDIR(os.fstat(number).st_mode) else "file")
        fsync(number)

    def moves(*names):
        told.append("move")
        replace(*names)

    monkeypatch.setattr(os, "fsync", waits)
    monkeypatch.setattr(os, "replace", moves)
    return told


@needs_unix
def test_a_letter_is_waited_for_and_then_its_name(steps):
    Disk().write("thu.docx", b"new")
    assert steps == ["file", "move", "folder"]
    Disk().stream("thu.docx", [b"n", b"ew"])
    assert steps == ["file", "move", "folder"] * 2


@needs_unix
def test_folders_that_were_made_are_waited_for_too(steps):
    Disk().write("a/b/thu.docx", b"new")
    assert steps == ["folder", "folder", "file", "move", "folder"]


def test_a_batch_waits_once(steps, monkeypatch):
    monkeypatch.setattr(os, "sync", lambda: steps.append("all"), raising=False)
    Disk().put("thu.docx", b"new")
    Disk().put("a/b/thu.docx", b"new")
    Disk().settle()
    assert steps == ["move", "move", "all"]
    monkeypatch.delattr(os, "sync")
    Disk().settle()


@needs_unix
@pytest.mark.parametrize("call", ["open", "fsync"])
@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EIO])
def test_a_file_system_need_not_wait_for_folders_but_may_not_fail(desk, monkeypatch, call, number):
    plain = getattr(os, call)

    def fails(what, *how):
        if (stat.S_ISDIR(os.fstat(what).st_mode)) if isinstance(what, int) else Path(what).is_dir():
            raise OSError(number, os.strerror(number))
        return plain(what, *how)

    monkeypatch.setattr(os, call, fails)
    if number == errno.EIO:
        assert [problem.code for problem in refusal(Disk().write, "thu.docx", b"new")] == ["W003"]
    else:
        Disk().write("thu.docx", b"new")
    assert (desk / "thu.docx").read_bytes() == b"new"
    assert not list(desk.glob("*.tmp"))


# --- without a home ---------------------------------------------------------------------------------


@pytest.fixture
def homeless(monkeypatch):
    """Take away the home, and all that says where one's own things are."""

    def nowhere():
        raise RuntimeError("Could not determine home directory.")

    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA", "CONGVAN_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", nowhere)


@pytest.fixture
def shown(monkeypatch):
    """What the system's viewer is given."""
    files = []
    monkeypatch.setattr("dispatch.preview.viewer.open_file", files.append)
    return files


@pytest.mark.usefixtures("homeless")
def test_a_letter_is_made_without_a_home(desk):
    assert (cache_folder(), user_folder()) == (None, "")
    done = CliRunner().invoke(main, ["build", "thu.yaml"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert (desk / "thu.docx").read_bytes().startswith(b"PK")
    Disk().remember("a", "b")
    assert Disk().recall("a") == ""


def looked_at(shown):
    """Return the one file that the viewer was given."""
    done = CliRunner().invoke(main, ["preview", "thu.yaml", "--open"])
    assert (done.exit_code, done.stderr) == (0, "")
    (file,) = map(Path, shown)
    assert file.name == "thu.pdf"
    assert file.read_bytes().startswith(b"%PDF-")
    return file


@pytest.mark.usefixtures("homeless")
def test_a_letter_is_looked_at_without_a_home(desk, shown):
    folder = looked_at(shown).parent
    assert folder.parent == desk / "tam"
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, "nobody else reads it"


def test_a_letter_is_looked_at_with_a_home_that_may_not_be_written_to(desk, shown, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(desk / "thu.yaml" / "cache"))
    assert looked_at(shown).parent.parent == desk / "tam"


@pytest.mark.usefixtures("homeless")
def test_no_room_for_what_is_temporary_is_told(monkeypatch, shown):
    def full(**_):
        raise OSError(errno.ENOSPC, "No space left on device", "tam/congvan-0")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    done = CliRunner().invoke(main, ["preview", "thu.yaml", "--open"])
    assert (done.exit_code, shown) == (1, [])
    assert done.stderr.startswith("tam/congvan-0:1:1: lỗi[W003]: không ghi được tệp: đĩa đầy")


@needs_unix
@pytest.mark.parametrize(
    ("words", "made"),
    [
        (["build", "thu.yaml"], [".docx"]),
        (["preview", "thu.yaml", "--pdf", "thu.pdf"], [".pdf"]),
        (["doctor"], []),
    ],
)
def test_a_user_without_a_name_is_served(words, made):
    """As in a container that is run under any number; the folders of pytest are closed to such a user."""
    if os.geteuid():
        pytest.skip("only root can become somebody else")
    nameless = f"import os; os.setgroups([]); os.setreuid({NAMELESS}, 0); from dispatch.cli import run; run()"
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/tmp")) as room:
        Path(room).chmod(0o755)
        Path(room, "thu.yaml").write_text(letter(), "utf-8")
        done = python(nameless, *words, cwd=room, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)})
        assert (done.returncode, done.stderr) == (0, "")
        assert {file.suffix for file in Path(room).iterdir()} == {".yaml", *made}
