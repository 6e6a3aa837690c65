"""The folder that `congvan serve --demo` opens: every letter in order, a batch that went out, returns of each kind."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psutil
from click.testing import CliRunner
from conftest import TODAY, Memory, refusal

from dispatch.cli import serve as serve_command
from dispatch.cli.main import main
from dispatch.jobs import demo
from dispatch.jobs.desk import State, list_desk
from dispatch.jobs.returned import look_at_returns
from dispatch.returns.fates import Fate
from dispatch.world import shipped_folder
from dispatch.world.dated import DatedDisk

EXAMPLES = Path(shipped_folder("examples"))


def test_the_process_that_draws_ends_with_a_server_that_was_killed(tmp_path):
    words = [sys.executable, EXAMPLES.parent / "cli.py", "serve", tmp_path, "--no-open"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(words, stdout=subprocess.PIPE, env=env)
    server.stdout.readline()
    drawing = psutil.Process(server.pid).children(recursive=True)
    server.kill()
    server.wait()
    server.stdout.close()
    assert drawing
    assert psutil.wait_procs(drawing, timeout=60)[1] == []


def test_the_demo_has_letters_to_open_and_returns_of_each_kind():
    world = Memory({str(file): file.read_bytes() for file in EXAMPLES.iterdir() if file.is_file()})

    def world_on(day):
        world.day = day
        return world

    demo.make_demo(world_on, "mau", TODAY)
    letters = list_desk(world, "mau")
    assert letters[0].name == demo.SENT
    assert letters[0].state is State.OVERDUE
    assert letters[0].returns[:3] == (97, 134, 12)
    assert len(letters) == len(demo.OTHERS) + 1
    assert not [letter for letter in letters if letter.errors]
    found = look_at_returns(world, f"mau/{demo.SENT.removesuffix('.yaml')}-gui-nhieu-noi")
    fates = Counter(file.fate for file in found.ledger.fates.files)
    assert fates == {Fate.COUNTED: 97, Fate.TO_MEND: 3, Fate.INSTEAD: 1, Fate.STRANGER: 1}


def test_an_installation_without_examples_says_so(monkeypatch):
    monkeypatch.setattr(demo, "shipped_folder", lambda kind: f"khong/{kind}")
    (problem,) = refusal(demo.make_demo, lambda day: Memory(), "mau", TODAY)
    assert problem.code == "S026"


def test_the_folder_is_gone_when_the_server_ends(monkeypatch, tmp_path):
    served = []
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(demo, "make_demo", lambda on, folder, day: served.append((on, folder)))
    monkeypatch.setattr(serve_command, "_serve", lambda folder, port, *, closed: served.append(folder))
    done = CliRunner().invoke(main, ["serve", "--demo", "--no-open"])
    assert done.exit_code == 0
    (made_by, made), opened = served
    assert (made_by, made) == (DatedDisk, opened)
    assert made.startswith(str(tmp_path))
    assert list(tmp_path.iterdir()) == []
