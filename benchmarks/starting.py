"""Whole processes: our command against the imports that nothing of its kind can do without."""

import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from clock import Measured, Work, side_by_side

CONGVAN = str(Path(sys.executable).with_name("congvan"))


def showing_help(rounds: int) -> Measured:
    """Return the seconds of `congvan --help`, and of importing click."""
    return side_by_side(process([CONGVAN, "--help"]), _importing("click"), rounds)


def building(file: str, rounds: int) -> Measured:
    """Return the seconds of building one letter, and of importing docxtpl and pydantic."""
    with tempfile.TemporaryDirectory() as folder:
        build = process(_building(file, folder), {"XDG_CACHE_HOME": folder})
        return side_by_side(build, _importing("docxtpl, pydantic"), rounds)


def building_first(file: str, rounds: int) -> Measured:
    """Return the same where the template has never been used before: nothing is remembered."""
    with tempfile.TemporaryDirectory() as folder:
        caches = (f"{folder}/{at}" for at in itertools.count())

        def build(at: int) -> None:
            process(_building(file, folder), {"XDG_CACHE_HOME": next(caches)})(at)

        return side_by_side(build, _importing("docxtpl, pydantic"), rounds)


def _building(file: str, folder: str) -> list[str]:
    return [CONGVAN, "build", file, "-o", f"{folder}/letter.docx", "--force"]


def _importing(names: str) -> Work:
    return process([sys.executable, "-c", f"import {names}"])


def process(words: Sequence[str], extra: dict[str, str] | None = None) -> Work:
    """Return a process to be timed; its byte code is kept, as that of every installed program is."""
    surroundings = {**os.environ, **(extra or {})}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    return lambda _: subprocess.run(words, env=surroundings, check=True, capture_output=True)
