"""The zip for Windows: command files that Windows reads as they are meant, in front of a program that knows their words."""

import importlib.util
import re
from pathlib import Path

import pytest

from dispatch.cli.main import main

ROOT = Path(__file__).parent.parent
_spec = importlib.util.spec_from_file_location("gather", ROOT / "windows" / "gather.py")
gather = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(gather)
STARTERS = {name: gather.starter(name, "3.12").decode("ascii") for name in gather.STARTERS}


@pytest.mark.parametrize("name", STARTERS)
def test_a_command_file_is_as_windows_reads_it(name):
    text = STARTERS[name]
    assert text.count("\r\n") == text.count("\n")
    assert "@VERSION@" not in text
    jumps, labels = re.findall(r"goto (\w+)", text), re.findall(r"(?m)^:(\w+)", text)
    assert {*jumps} == {*labels}
    code = re.sub(
        r'"[^"]*"', "", "\n".join(line for line in text.splitlines() if not line.startswith(("echo", "rem")))
    )
    assert "(" not in code, "a bracket in a folder's name would end a block"


@pytest.mark.parametrize("name", STARTERS)
def test_a_folder_with_blanks_in_its_name_stays_one_word(name):
    for line in STARTERS[name].splitlines():
        if "%" in line and not line.startswith(("echo", "set ", "rem", "if errorlevel", "exit", "%PYTHON%")):
            outside = re.sub(r'"[^"]*"', "", line).replace("%errorlevel%", "")
            assert "%" not in outside, line


def test_what_is_called_is_there():
    opened = re.search(r'(?m)^"[^"]*congvan\.exe" (\w+) ', STARTERS["Mo cong van.cmd"])[1]
    assert opened in main.commands


def test_a_program_without_its_pages_would_not_open(tmp_path):
    assert any(need.startswith("starlette") for need in gather.requirements())
    wheel = tmp_path / "congvan-1-py3-none-any.whl"
    wheel.write_bytes(b"x")
    names = [name for name, _ in gather.members([wheel], "3.13")]
    assert names == ["DOC TRUOC.txt", *gather.STARTERS, f"wheels/{wheel.name}"]
    read_first = dict(gather.members([], "3.13"))["DOC TRUOC.txt"].decode("utf-8-sig")
    assert "Python 3.13" in read_first
