"""The command line as it is used: what is written, what is said, and with which exit code it ends."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import CASES, FORM, letter, lines, needs_unix

from dispatch.cli.main import main
from dispatch.world import shipped_folder

ROOT = Path(__file__).parent.parent
TEMPLATE = Path(shipped_folder("templates")) / "docx" / "cong-van-13.docx"
OLD = b"the letter of yesterday"
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


@pytest.fixture(autouse=True)
def room(tmp_path, monkeypatch):
    """A folder of one's own with two letters, a bad one, and one that only gets warnings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    for name, changes in {
        "thu": {},
        "khac": {"trich_yeu": "một việc khác"},
        "hong": {"ngay": "35/03/2025", "so": ["12"]},
        "nhac": {"so": "12A"},
    }.items():
        (tmp_path / f"{name}.yaml").write_text(letter(**changes), "utf-8")
    return tmp_path


def run(*words, **more):
    return CliRunner().invoke(main, [str(word) for word in words], **more)


def process(*words, code="from dispatch.cli import run; run()", **more):
    """Run a process of its own; what it prints is bytes."""
    return subprocess.run([sys.executable, "-c", code, *map(str, words)], check=False, **more)


# --- build -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "target"),
    [
        ([], "thu.docx"),
        (["-o", "so-12.docx"], "so-12.docx"),
        (["-o", "có/dấu cách/thư.docx"], "có/dấu cách/thư.docx"),
        (["-o", "tmp"], "tmp/thu.docx"),
        (["-o", "ra/"], "ra/thu.docx"),
        (["--output", "ra"], "ra/thu.docx"),
        (["-o", "tháng 06.2024"], "tháng 06.2024/thu.docx"),
    ],
)
def test_where_a_letter_goes(room, output, target):
    done = run("build", "thu.yaml", *output)
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"đã ghi {target}\n", "")
    assert [str(path.relative_to(room)) for path in room.rglob("*.docx")] == [target]
    assert ("HoTen", "Nguyễn Văn An") in lines((room / target).read_bytes())


def test_a_letter_in_another_folder_goes_beside_itself(room):
    (room / "kho").mkdir()
    (room / "thu.yaml").rename(room / "kho" / "thu.yaml")
    assert run("build", "kho/thu.yaml").stdout == "đã ghi kho/thu.docx\n"
    assert (room / "kho" / "thu.docx").exists()


def test_several_letters_go_to_a_folder(room):
    done = run("build", "thu.yaml", "khac.yaml", "-o", "ra")
    assert (done.exit_code, done.stdout) == (0, "đã ghi ra/thu.docx\nđã ghi ra/khac.docx\n")


def test_one_bad_letter_does_not_keep_the_others_from_being_made(room):
    done = run("build", "thu.yaml", "hong.yaml", "khac.yaml", "khong-co.yaml", "-o", "ra")
    assert (done.exit_code, done.stdout) == (1, "đã ghi ra/thu.docx\nđã ghi ra/khac.docx\n")
    assert re.findall(r"^\S+: lỗi\[\w+\]", done.stderr, re.MULTILINE) == [
        "hong.yaml:3:7: lỗi[K004]",
        "hong.yaml:9:1: lỗi[K006]",
        "khong-co.yaml:1:1: lỗi[W001]",
    ]


def test_several_letters_do_not_go_to_one_file(room):
    done = run("build", "thu.yaml", "khac.yaml", "-o", "ra.docx")
    assert (done.exit_code, done.stdout) == (1, "đã ghi ra.docx\n")
    assert "khac.yaml:1:1: lỗi[W006]" in done.stderr


@pytest.mark.parametrize("other", ["kho/thu.yaml", "kho/THU.yaml", "./thu.yaml"])
def test_two_letters_of_one_name_do_not_go_to_one_folder(room, other):
    (room / "kho").mkdir()
    (room / other).write_text(letter(trich_yeu="một việc khác"), "utf-8")
    done = run("build", "thu.yaml", other, "-o", "ra", "--force")
    assert (done.exit_code, done.stdout) == (1, "đã ghi ra/thu.docx\n")
    assert f"{other}:1:1: lỗi[W005]" in done.stderr


def test_a_letter_that_is_there_is_not_overwritten(room):
    (room / "thu.docx").write_bytes(OLD)
    done = run("build", "thu.yaml")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "thu.docx:1:1: lỗi[W004]: tệp đã có, không ghi đè\n  gợi ý: thêm --force" in done.stderr
    assert (room / "thu.docx").read_bytes() == OLD


def test_a_letter_that_is_there_is_overwritten_by_force(room):
    (room / "thu.docx").write_bytes(OLD)
    assert run("build", "thu.yaml", "--force").exit_code == 0
    assert lines((room / "thu.docx").read_bytes())


def test_a_bad_letter_never_takes_the_place_of_a_good_one(room):
    (room / "hong.docx").write_bytes(OLD)
    assert run("build", "hong.yaml", "--force").exit_code == 1
    assert (room / "hong.docx").read_bytes() == OLD


@pytest.mark.parametrize("target", ["thu.yaml", "./thu.yaml", "mau.docx", "anh.docx"])
def test_force_never_overwrites_what_a_letter_is_made_of(room, target):
    (room / "mau.docx").write_bytes(TEMPLATE.read_bytes())
    (room / "anh.docx").symlink_to("thu.yaml")
    before = {name: (room / name).read_bytes() for name in ("thu.yaml", "mau.docx")}
    done = run("build", "thu.yaml", "--template", "mau.docx", "-o", target, "--force")
    assert target == "anh.docx" or done.exit_code == 1
    assert target != "mau.docx" or "lỗi[W008]" in done.stderr
    assert {name: (room / name).read_bytes() for name in before} == before


def test_a_dry_run_writes_nothing(room):
    before = sorted(room.rglob("*"))
    done = run("build", "thu.yaml", "hong.yaml", "-o", "ra/", "--dry-run")
    assert (done.exit_code, done.stdout) == (1, "sẽ ghi ra/thu.docx\n")
    assert "hong.yaml:3:7: lỗi[K004]" in done.stderr
    assert sorted(room.rglob("*")) == before


def test_a_dry_run_tells_what_would_be_refused(room):
    (room / "thu.docx").write_bytes(OLD)
    done = run("build", "thu.yaml", "--dry-run")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "lỗi[W004]" in done.stderr


def test_a_template_of_one_s_own(room):
    assert run("build", "thu.yaml", "--template", TEMPLATE).exit_code == 0
    assert run("build", "thu.yaml", "-o", "14.docx").exit_code == 0
    assert (room / "thu.docx").read_bytes() != (room / "14.docx").read_bytes()


@pytest.mark.parametrize(
    ("template", "said"),
    [("khong-co.docx", "khong-co.docx:1:1: lỗi[W001]"), ("thu.yaml", "thu.yaml:1:1: lỗi[T001]")],
)
def test_a_template_that_is_none(room, template, said):
    done = run("build", "thu.yaml", "--template", template)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr


def test_warnings_are_told_and_keep_nothing_from_being_made(room):
    done = run("build", "nhac.yaml")
    assert (done.exit_code, done.stdout) == (0, "đã ghi nhac.docx\n")
    assert re.match(r"nhac.yaml:\d+:\d+: cảnh báo\[CV101\]", done.stderr)


@pytest.mark.parametrize("name", [f"{'t' * 300}.docx", f"{'t' * 300}/", "thu.yaml/kho/", "/dev/null/ra.docx"])
def test_a_target_that_cannot_be_written_is_refused_in_one_line(room, name):
    done = run("build", "thu.yaml", "-o", name)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "lỗi[W003]" in done.stderr


# --- forms -----------------------------------------------------------------------------------------


def test_a_letter_without_forms_hands_out_none(room):
    done = run("form", "thu.yaml")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "thu.yaml:1:1: lỗi[W007]" in done.stderr


@pytest.mark.parametrize("code", ["/../../../ngoai", "/ngoai", "a/b", "a\\b", "..", "CON", "a" * 300])
def test_a_form_is_written_nowhere_but_where_it_was_asked_for(room, code):
    (room / "bieu.yaml").write_text(
        letter(bieu_mau=[{**FORM, "ma": code}], noi_dung="Kèm theo biểu mẫu."), "utf-8"
    )
    before = {path for path in room.rglob("*") if path.is_file()}
    run("form", "bieu.yaml", "-o", "ra/trong/")
    new = {path for path in room.rglob("*") if path.is_file()} - before
    assert {path.parent for path in new} <= {room / "ra" / "trong"}


# --- check -----------------------------------------------------------------------------------------


def test_check_tells_problems_and_a_sum(room):
    done = run("check", "thu.yaml", "hong.yaml", "nhac.yaml")
    assert (done.exit_code, done.stdout) == (1, "đã soát 3 tệp: 2 lỗi, 1 điều cần xem\n")
    assert done.stderr.splitlines()[:2] == [
        "hong.yaml:3:7: lỗi[K004]: '35/03/2025' không phải ngày có thật",
        "  gợi ý: viết như 2024, 11/2024 hoặc 12/11/2024",
    ]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("thu.yaml", 0),
        ("nhac.yaml", 0),
        ("hong.yaml", 1),
        ("khong-co.yaml", 1),
        ("thu.docx", 0),
        ("khong-co.docx", 1),
    ],
)
def test_check_ends_with_one_on_errors_only(room, file, code):
    run("build", "thu.yaml")
    assert run("check", file).exit_code == code
    assert run("check", file, "--format", "json").exit_code == code


def test_check_writes_nothing(room):
    before = sorted(room.rglob("*"))
    run("check", "thu.yaml", "hong.yaml")
    assert sorted(room.rglob("*")) == before


def test_check_as_json():
    files = [CASES / name for name in ("wrong-values.yaml", "unknown-keys.yaml", "clean.yaml")]
    done = run("check", *files, "--format", "json")
    rows = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (1, "")
    assert {row["file"] for row in rows} == {str(file) for file in files[:2]}
    for file in files:
        places = [(row["line"], row["column"], row["code"]) for row in rows if row["file"] == str(file)]
        assert places == sorted(places)
    assert next(row for row in rows if row["code"] == "K004") == {
        "file": str(files[0]),
        "line": 6,
        "column": 7,
        "severity": "error",
        "code": "K004",
        "message": "'35/03/2025' không phải ngày có thật",
        "hint": "viết như 2024, 11/2024 hoặc 12/11/2024",
        "path": ["ngay"],
    }


def test_check_as_json_of_nothing_wrong():
    assert json.loads(run("check", "thu.yaml", "--format", "json").stdout) == []


# --- exit codes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["khong-co-lenh"],
        ["build"],
        ["check"],
        ["build", "thu.yaml", "--khong-co"],
        ["check", "thu.yaml", "--format", "xml"],
        ["--lang", "fr", "check", "thu.yaml"],
        ["build", "tmp"],
    ],
)
def test_wrong_usage_ends_with_two(words):
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Cách dùng: ")


@pytest.mark.parametrize(
    ("command", "job"), [("check", "check.check_file"), ("build", "build.build_letters")]
)
def test_a_bug_ends_with_three_and_a_log(room, monkeypatch, command, job):
    def fall(*_, **__):
        raise RuntimeError("a bug of ours: " + "é")

    monkeypatch.setattr(f"dispatch.jobs.{job}", fall)
    done = run(command, "thu.yaml")
    assert (done.exit_code, done.stdout) == (3, "")
    (log,) = (room / "tmp").glob("congvan-*.log")
    assert done.stderr == f"lỗi của chương trình, không phải của anh chị; chi tiết ở {log}\n"
    text = log.read_text("utf-8")
    assert re.match(r"congvan \d+\.\d+\.\d+, Python 3\.\d+\.\d+", text)
    assert "Traceback (most recent call last)" in text
    assert "RuntimeError: a bug of ours: é" in text


def test_a_bug_is_told_in_the_language_that_was_asked_for(monkeypatch):
    monkeypatch.setattr("dispatch.jobs.check.check_file", lambda *_: 1 / 0)
    assert run("--lang", "en", "check", "thu.yaml").stderr.startswith("this is a bug in the program")


@needs_unix
@pytest.mark.parametrize("command", ["check", "build"])
def test_an_interrupted_run_ends_with_130(room, command):
    """The letter is a pipe: once somebody reads it, the command is at work."""
    os.mkfifo(room / "ong.yaml")
    (room / "ong.docx").write_bytes(OLD)
    run_it = [sys.executable, "-c", "from dispatch.cli import run; run()", command, "ong.yaml"]
    stuck = threading.Timer(
        60, os.open, [room / "ong.yaml", os.O_RDONLY | os.O_NONBLOCK]
    )  # if nobody comes to read
    stuck.start()
    with (
        subprocess.Popen(run_it, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as working,
        (room / "ong.yaml").open("wb"),
    ):
        stuck.cancel()
        working.send_signal(signal.SIGINT)
        out, err = working.communicate()
    assert (working.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert (room / "ong.docx").read_bytes() == OLD


@pytest.mark.parametrize("command", ["schema", "check"])
def test_nobody_listens(command):
    reading, writing = os.pipe()
    os.close(reading)
    words = [command] if command == "schema" else [command, "thu.yaml"]
    done = process(*words, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert done.returncode in {0, 1}
    assert done.stderr == b""


# --- words -----------------------------------------------------------------------------------------

COMMANDS = [[], *([name] for name in main.commands)]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words) or "congvan")
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_shows_an_example(words, flag):
    done = run(*words, flag)
    assert (done.exit_code, done.stderr) == (0, "")
    assert re.search(rf"^ +Ví dụ: congvan {' '.join(words)}", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words) or "congvan")
def test_help_in_english_and_then_in_vietnamese(words):
    english = run("--lang", "en", *words, "-h").stdout
    assert re.search(rf"^ +Example: congvan {' '.join(words)}", english, re.MULTILINE)
    assert not VIETNAMESE.search(english)
    assert "Ví dụ: congvan" in run(*words, "-h").stdout


def test_an_example_in_the_help_works(room):
    help_of = run("build", "-h").stdout
    words = re.search(r"Ví dụ: congvan (build .*)", help_of)[1].split()
    done = CliRunner().invoke(
        main, [str(ROOT / word) if word.startswith("examples/") else word for word in words]
    )
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize("how", ["option", "environment", "environment with a country"])
def test_english_when_asked(monkeypatch, how):
    words = []
    if how == "option":
        words = ["--lang", "en"]
    else:
        monkeypatch.setenv("CONGVAN_LANG", "en" if how == "environment" else "en_GB.UTF-8")
    done = run(*words, "check", "hong.yaml", "khong-co.yaml")
    assert done.exit_code == 1
    assert done.stdout == "files checked: 2, errors: 3, other points to look at: 0\n"
    assert "hong.yaml:3:7: error[K004]: '35/03/2025' " in done.stderr
    assert "no such file" in done.stderr
    assert not VIETNAMESE.search(done.stdout + done.stderr)


def test_every_refusal_is_english_when_asked(room):
    (room / "configs" / "co-quan").mkdir(parents=True)
    (room / "configs" / "co-quan" / "hong.yaml").write_text("ten: [", "utf-8")
    done = run("--lang", "en", "agencies")
    assert done.exit_code == 1
    assert "error[Y004]" in done.stderr


def test_an_option_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("CONGVAN_LANG", "en")
    assert run("--lang", "vi", "check", "thu.yaml").stdout == "đã soát 1 tệp: 0 lỗi, 0 điều cần xem\n"


def test_a_language_that_is_not_spoken_is_vietnamese(monkeypatch):
    monkeypatch.setenv("CONGVAN_LANG", "fr")
    assert run("check", "thu.yaml").stdout == "đã soát 1 tệp: 0 lỗi, 0 điều cần xem\n"


def test_json_speaks_english_too():
    done = run("--lang", "en", "check", "hong.yaml", "--format", "json")
    assert not VIETNAMESE.search(done.stdout)


# --- lists -----------------------------------------------------------------------------------------


def test_version():
    assert re.fullmatch(r"congvan \d+\.\d+\.\d+\n", run("--version").stdout)


def test_schema_is_a_schema():
    assert json.loads(run("schema").stdout)["properties"].keys() >= {"trich_yeu", "co_quan", "noi_nhan"}


def test_templates_are_files():
    files = run("templates").stdout.splitlines()
    assert str(TEMPLATE) in files
    assert all(Path(file).is_file() for file in files)


def test_agencies_beside_a_letter_win(room):
    (room / "configs" / "co-quan").mkdir(parents=True)
    (room / "configs" / "co-quan" / "stttt-bac-giang.yaml").write_text("ten: SỞ KHÁC", "utf-8")
    said = run("agencies").stdout
    assert re.search(
        r"^stttt-bac-giang +SỞ KHÁC\n +cạnh công văn: configs/co-quan/stttt-bac-giang.yaml$",
        said,
        re.MULTILINE,
    )
    assert "ubnd-phuong" in said


def test_a_bad_agency_is_refused_with_its_place(room):
    (room / "configs" / "co-quan").mkdir(parents=True)
    (room / "configs" / "co-quan" / "hong.yaml").write_text("ten: SỞ KHÁC\nky_hieu: @SK", "utf-8")
    done = run("agencies")
    assert done.exit_code == 1
    assert "configs/co-quan/hong.yaml:2:10: lỗi[Y004]" in done.stderr


# --- a process of its own ---------------------------------------------------------------------------


def test_the_door_of_a_checkout(room):
    done = subprocess.run(
        [sys.executable, ROOT / "cli.py", "build", "thu.yaml"], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "đã ghi thu.docx\n", b"")
    assert lines((room / "thu.docx").read_bytes())


def test_the_command_that_is_installed(room):
    command = Path(sys.executable).parent / "congvan"
    done = subprocess.run([command, "check", "hong.yaml"], capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode()) == (1, "đã soát 1 tệp: 2 lỗi, 0 điều cần xem\n")


@pytest.mark.parametrize(
    "changes",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "cp1258"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C.UTF-8"},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("words", "code"),
    [(["build", "thu.yaml"], 0), (["check", "hong.yaml"], 1), (["-h"], 0), (["agencies"], 0)],
)
def test_a_console_that_cannot_show_every_letter(room, changes, words, code):
    """Windows prints to a pipe in the letters of its country, which lack most of ours."""
    done = process(*words, env={**os.environ, **changes}, capture_output=True)
    assert done.returncode == code, done.stderr
    assert done.stdout
    assert list((room / "tmp").iterdir()) == []


def test_a_file_name_that_is_no_text(room):
    """Old shares hold names in other encodings than the disk's."""
    name = b"th\xff.yaml"
    Path(os.fsdecode(name)).write_text(letter(so="12A"), "utf-8")
    for words in (["build"], ["check"], ["check", "--format", "json"]):
        strict = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
        done = process(*words, os.fsdecode(name), env=strict, capture_output=True)
        assert done.returncode == 0, done.stderr
        assert done.stdout
    assert Path(os.fsdecode(b"th\xff.docx")).exists()


@pytest.mark.parametrize(
    ("words", "vietnamese", "english"),
    [
        ("bild", "Không có lệnh 'bild'. Có phải 'build'?", "No such command 'bild'. Did you mean 'build'?"),
        ("build", "Thiếu 'FILES...'.", "Missing argument 'FILES...'."),
        ("build a.yaml -o", "Tùy chọn '-o' cần một giá trị đi sau.", "Option '-o' requires an argument."),
        ("schema a b", "Thừa trên dòng lệnh: a b", "Got unexpected extra arguments (a b)"),
        (
            "units --format xml",
            "Giá trị của '--format' không hợp lệ: 'xml' không phải một trong: 'text', 'csv', 'json'.",
            "Invalid value for '--format': 'xml' is not one of 'text', 'csv', 'json'.",
        ),
    ],
)
def test_a_command_that_is_typed_wrong_is_told_in_the_language_asked_for(words, vietnamese, english):
    for language, told in (("vi", f"Lỗi: {vietnamese}\n"), ("en", f"Error: {english}\n")):
        done = CliRunner().invoke(main, ["--lang", language, *words.split()])
        assert (done.exit_code, done.stderr.endswith(told)) == (2, True), done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("words", [["units"], ["--help"], ["schema"]])
def test_a_result_for_which_there_is_no_room_is_told(words):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "cli.py", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=ROOT,
        )
    assert (done.returncode, done.stderr) == (1, "không ghi được kết quả: đĩa đầy\n")


@needs_unix
@pytest.mark.parametrize("closed", [1, 2])
def test_nobody_need_listen(closed, room):
    done = process("build", "thu.yaml", preexec_fn=lambda: os.close(closed), capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert Path("thu.docx").exists()
