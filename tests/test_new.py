"""`congvan new` as a person drives it: by flags alone, and question by question in a terminal of its own."""

import codecs
import os
import re
import select
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dispatch.building.load import load_letter
from dispatch.cli.main import main
from dispatch.jobs.check import check_file
from dispatch.problem import Severity
from dispatch.world import Disk

ROOT = Path(__file__).parent.parent
ABOVE = str(ROOT / "examples" / "cascade" / "1717-stttt.yaml")
LIKE = str(ROOT / "examples" / "ubnd-hoai-nhon.yaml")
HOAI_AN = "UBND xã Hoài Ân, tỉnh Gia Lai"
OWNED = """
import os, signal
os.close(os.open(os.ttyname(0), os.O_RDWR))  # the first terminal that a session opens is its own
signal.signal(signal.SIGINT, signal.default_int_handler)
from dispatch.cli import run
run()
"""
PATIENCE = 30  # seconds until a terminal that says nothing is given up


def run(*args):
    return CliRunner().invoke(main, ["new", *map(str, args)])


class Terminal:
    """A pseudo-terminal with `congvan new` in it: waits for what it says, types what it is told."""

    def __init__(self, folder, *args):
        pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
        self.mine, theirs = pty.openpty()
        termios.tcsetwinsize(self.mine, (40, 100))
        self.process = subprocess.Popen(
            [sys.executable, "-c", OWNED, "new", *args],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env={**os.environ, "TERM": "dumb", "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        os.close(theirs)
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.unread = self.all = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.mine)

    def asks(self, text):
        """Wait until it says a text."""
        while text not in self.unread:
            assert self._heard(), f"{text!r} was not said:\n{self.all}"
        self.unread = self.unread.split(text, 1)[1]
        return self

    def types(self, text):
        os.write(self.mine, f"{text}\n".encode())
        return self

    def presses(self, key):
        os.write(self.mine, key)
        return self

    def interrupted(self):
        """Press Ctrl-C, and again while nothing comes of it: a line editor may miss one as it begins to listen."""
        while self.process.poll() is None:
            self.presses(b"\x03")
            while self._heard(1):
                pass
        return self.process.returncode

    def ends(self):
        """Wait for the end; return its exit code."""
        while self._heard():
            pass
        return self.process.wait(PATIENCE)

    def _heard(self, patience=PATIENCE):
        if not select.select([self.mine], [], [], patience)[0]:
            return False
        try:
            data = os.read(self.mine, 65536)
        except OSError:
            return False
        text = self.decoder.decode(data).replace("\r\n", "\n")
        self.unread += text
        self.all += text
        return bool(data)


# --- in a terminal ----------------------------------------------------------------------------------


def test_a_letter_is_asked_for_question_by_question(tmp_path):
    with Terminal(tmp_path) as terminal:
        terminal.asks("Cơ quan ban hành").types(HOAI_AN)
        terminal.asks("Loại văn bản [công văn]").types("")
        terminal.asks("Trích yếu").types("tuyên truyền sử dụng ứng dụng i-Speed")
        terminal.asks("Kính gửi").types("Các trường học; Trạm Y tế xã")
        terminal.asks("Căn cứ").types("12/SKHCN-BCVT; 05/11/2026; Sở Khoa học và Công nghệ; tuyên truyền")
        terminal.asks("Thời hạn").types("trước ngày 30/11/2026")
        terminal.asks("Biểu mẫu").types("so-lieu-do-4g-5g")
        terminal.asks("Ghi vào tệp [thu.yaml]").types("")
        terminal.asks("ỦY BAN NHÂN DÂN").asks("Căn cứ Công văn số 12/SKHCN-BCVT").asks("đã ghi thu.yaml")
        assert terminal.ends() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["thu.yaml"]
    assert {p.severity for p in check_file(Disk(), str(tmp_path / "thu.yaml"))} == {Severity.INFO}


def test_a_mistake_is_told_and_asked_again_and_one_may_go_back(tmp_path):
    (tmp_path / "thu.yaml").write_text("cũ", "utf-8")
    with Terminal(tmp_path) as terminal:
        terminal.asks("Cơ quan").types("UBND Tân Tiến").asks("[A004]").asks(
            "phường Tân Tiến, thành phố Bắc Ninh"
        )
        terminal.asks("Cơ quan").types("UBND xã Hoài An, tỉnh Gia Lai").asks("[A003]").asks(
            "xã Hoài Ân, tỉnh Gia Lai"
        )
        terminal.asks("Cơ quan").types("ubnd xa hoai an tinh gia lai")
        terminal.asks("Loại").types("côg văn").asks("[K008]").asks("Loại").types("")
        terminal.asks("Trích yếu").types("sai").asks("Kính gửi").types("<")
        terminal.asks("Trích yếu (không gồm chữ 'V/v') [sai]").types("báo cáo").asks("Kính gửi").types(
            "Các thôn"
        )
        terminal.asks("Căn cứ").types("12; 13").asks("[L003]").asks("Căn cứ").types("")
        terminal.asks("Thời hạn").types("mai\ufffe").asks("[Y007]").asks("Thời hạn").types("")
        terminal.asks("Biểu mẫu").types("bieu-la").asks("[C001]").asks("Biểu mẫu").types("")
        terminal.asks("Ghi vào").types("").asks("[W004]").asks("Ghi vào").types("moi.yaml").asks(
            "đã ghi moi.yaml"
        )
        assert terminal.ends() == 0
    assert (tmp_path / "thu.yaml").read_text("utf-8") == "cũ"
    assert load_letter(Disk(), str(tmp_path / "moi.yaml")).letter_data.trich_yeu == "báo cáo"


def test_control_c_leaves_nothing_behind(tmp_path):
    with Terminal(tmp_path) as terminal:
        terminal.asks("Cơ quan").types(HOAI_AN).asks("Loại")
        assert terminal.interrupted() == 130
        assert "Traceback" not in terminal.all
    assert list(tmp_path.iterdir()) == []


def test_only_what_no_flag_says_is_asked(tmp_path):
    with Terminal(tmp_path, "--from", ABOVE, "--day", "2024", "-o", "thu.yaml") as terminal:
        terminal.asks("Cơ quan").types("ubnd-hoai-nhon").asks("Loại").types("")
        terminal.asks("[tiếp tục đẩy mạnh việc sử dụng ứng dụng i-Speed]").types("")
        terminal.asks("[UBND các xã, phường]").types("")
        terminal.asks("Căn cứ").types("").asks("Biểu mẫu").types("").asks("đã ghi thu.yaml")
        assert terminal.ends() == 0


def test_what_flags_say_wrong_is_told_before_anything_is_asked(tmp_path):
    with Terminal(tmp_path, "--basis", "12; 13") as terminal:
        assert terminal.asks("[L003]").ends() == 1
        assert "Cơ quan" not in terminal.all


def test_tab_completes_a_name(tmp_path):
    pytest.importorskip("readline")
    with Terminal(tmp_path) as terminal:
        terminal.asks("Cơ quan").asks("> ").presses("UBND xã Hoài Ân, t".encode() + b"\t").asks(HOAI_AN)


# --- by flags ---------------------------------------------------------------------------------------


def test_the_town_letter_by_flags_alone(tmp_path):
    file = tmp_path / "thu.yaml"
    result = run(
        *("--from", ABOVE, "--agency", "ubnd-hoai-nhon", "--day", "2024", "--drafter", "VX", "--earlier", 3),
        *("--title", "CHỦ TỊCH", "--signer", "Lê Đăng Tuấn", "-o", file),
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert check_file(Disk(), str(file)) == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([], ["L001", "L002"]),
        (["--agency", "UBND Tân Tiến", "--subject", "a"], ["A004"]),
        (["--agency", "UBND xã Hoài An, tỉnh Gia Lai", "--subject", "a"], ["A003"]),
        (["--agency", HOAI_AN, "--subject", "a", "--basis", "b"], ["L003"]),
        (["--agency", HOAI_AN, "--subject", "a\x07"], ["Y007"]),
        (["--from", "khong-co.yaml", "--agency", HOAI_AN], ["W001"]),
        (["--like", LIKE, "--form", "bieu-la"], ["C001"]),
    ],
)
def test_by_flags_a_mistake_is_refused_and_nothing_written(args, says, tmp_path):
    file = tmp_path / "thu.yaml"
    result = run(*args, "-o", file)
    assert (result.exit_code, re.findall(r"lỗi\[(\w+)\]", result.output)) == (1, says)
    assert not file.exists()


@pytest.mark.parametrize(
    "args",
    [
        ["--like", LIKE, "--from", ABOVE],
        ["--earlier", "3"],
        ["--from", ABOVE, "--deadline", "mai"],
        ["--like", LIKE, "--deadline", "mai"],
    ],
)
def test_flags_that_contradict_each_other_are_told(args):
    assert run(*args).exit_code == 2


def test_nothing_is_written_over(tmp_path):
    file = tmp_path / "thu.yaml"
    file.write_text(Path(LIKE).read_text("utf-8"), "utf-8")
    args = ("--agency", HOAI_AN, "--subject", "báo cáo", "-o", file)
    assert "W004" in run(*args).output
    assert "W008" in run("--like", file, "-o", file, "--force").output
    assert "trich_yeu: tuyên truyền" in file.read_text("utf-8")
    assert run(*args, "--force").exit_code == 0
    assert "trich_yeu: báo cáo" in file.read_text("utf-8")


# --- as it is told ----------------------------------------------------------------------------------


def test_the_commands_of_the_page_do_what_it_says(tmp_path, monkeypatch):
    told = re.findall(
        r"^\$ congvan ((?:.*\\\n)*.*)$", (ROOT / "docs" / "cascade.md").read_text("utf-8"), re.MULTILINE
    )
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    results = [CliRunner().invoke(main, shlex.split(command.replace("\\\n", ""))) for command in told]
    assert [result.exit_code for result in results] == [0] * 5
    assert sorted(path.name for path in (tmp_path / "hoai-nhon").iterdir()) == [
        *("thu-bieu-tong-hop-i-speed.docx", "thu-bieu-tong-hop-i-speed.xlsx", "thu.docx", "thu.yaml")
    ]
