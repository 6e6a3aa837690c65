"""Are the tests worth their time? Spoil the code in one small way at a time, and see whether a test says so.

    make mutants                      every room
    make mutants ROOM=rules           one room, or a module: ROOM=dispatch/rules/paper/dress.py
    make mutants ROOM="rules --sample 50 --seed 2"

What nobody notices is printed as `file:line: before → after`. A change that cannot matter belongs into
`mutants-equivalent.txt`, with the reason. Only for systems that fork: third-party packages and the
modules that the spoilt one does not reach are read once, and every change is tried in a child process.
"""

import argparse
import ast
import contextlib
import gc
import importlib
import importlib.util
import os
import pickle
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import NamedTuple

import pytest
from mutations import Mutant, mutants

ROOT = Path(__file__).parent.parent
LISTED = Path(__file__).with_name("mutants-equivalent.txt")
BESIDE = "not test_every_code_is_provoked_somewhere_here"  # it looks at the tests, and long
LEAST_SECONDS, MEMORY_MOST, FILE_MOST = 30, 4 << 30, 256 << 20


class Part(NamedTuple):
    """Modules, and the test files that are theirs: first those that notice most in least time."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "rules": (
        Part(
            ("dispatch/rules/paper/*.py", "dispatch/rules/measures.py"),
            ("test_paper_bounds", "test_hand_edits", "test_cases"),
        ),
        Part(("dispatch/rules/*.py",), ("test_appendix_mentions", "test_rule_bounds", "test_cases")),
    ),
    "letter": (
        Part(
            ("dispatch/letter/*.py",),
            ("test_letter_bounds", "test_seeds", "test_examples", "test_forms", "test_agencies"),
        ),
    ),
    "forms": (
        Part(("dispatch/forms/*.py",), ("test_forms_bounds", "test_forms", "test_examples", "test_sheet")),
    ),
    "recipients": (
        Part(
            ("dispatch/recipients/*.py",), ("test_recipients_bounds", "test_recipients_tables", "test_batch")
        ),
    ),
    "measuring": (
        Part(("dispatch/word/measure/*.py",), ("test_paper_bounds", "test_hand_edits", "test_cases")),
    ),
    "units": (
        Part(
            ("dispatch/units/*.py", "dispatch/agencies/*.py"),
            ("test_units_bounds", "test_units", "test_agencies"),
        ),
    ),
    "wording": (
        Part(
            ("dispatch/text/wording.py",),
            ("test_wording_bounds", "test_examples", "test_tasks", "test_cases", "test_drafting"),
        ),
    ),
}


class Tried(NamedTuple):
    """What became of one change of a module."""

    file: str
    line: int
    before: str
    after: str
    killed: bool
    late: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.before} → {self.after}"


# --- a run of the tests in a child ---------------------------------------------------------------


class Spoilt(SourceFileLoader):
    """Finds and loads one module, from code of our own."""

    def __init__(self, file: str, code: object) -> None:
        super().__init__(_module(file), str(ROOT / file))
        self.code = code

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        if name != self.name:
            return None
        inside = [str(Path(self.path).parent)] if self.path.endswith("__init__.py") else None
        return importlib.util.spec_from_file_location(
            name, self.path, loader=self, submodule_search_locations=inside
        )

    def get_code(self, fullname: str) -> object:
        return self.code


def run_tests(
    files: Sequence[str], folder: Path, spoilt: Spoilt | None = None, told: int | None = None
) -> int:
    """Run test files in this process, what they print put aside or told; return pytest's exit code."""
    out = os.open(os.devnull, os.O_WRONLY) if told is None else told
    os.dup2(out, 1)
    os.dup2(out, 2)
    if spoilt:
        sys.meta_path.insert(0, spoilt)
    plain = [
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:faulthandler",
        "-k",
        BESIDE,
        f"--basetemp={folder}",
        f"--rootdir={ROOT}",
    ]
    plain += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # what is read ahead cannot be rewritten
    codes = (int(pytest.main([*plain, str(ROOT / "tests" / f"{file}.py")])) for file in files)
    return next(filter(None, codes), 0)


def forked(action: Callable[[], object], seconds: float = 0) -> int:
    """Start an action in a child process, which ends with its exit code; return its process id."""
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        os.setsid()
        if seconds:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, seconds)
        code = int(action() or 0)
    except BaseException:  # noqa: BLE001 - whatever it is, it ends this child
        traceback.print_exc()
        code = 71
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def ended(pid: int) -> int:
    """Wait for a child, end what it has started, and return its exit code, negative for a signal."""
    _, status = os.waitpid(pid, 0)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(status)


class Clean(NamedTuple):
    """A run without any change: how long it took, and the modules that it read, each with its file."""

    seconds: float
    modules: dict[str, str]


def clean_run(files: Sequence[str], folder: Path) -> Clean:
    """Run tests on the code as it is, which they must pass."""
    log, names = folder / "log", folder / "names"

    def run() -> int:
        code = run_tests(files, folder / "t", told=os.open(log, os.O_WRONLY | os.O_CREAT))
        names.write_bytes(pickle.dumps({name: _origin(module) for name, module in list(sys.modules.items())}))
        return code

    begun = time.monotonic()
    if ended(forked(run)):
        sys.exit(f"the tests fail without any change:\n{log.read_text('utf-8', 'replace')}")
    return Clean(time.monotonic() - begun, pickle.loads(names.read_bytes()))


def _origin(module: object) -> str:
    return str(getattr(vars(module).get("__spec__"), "origin", None))


# --- the changes of one module -------------------------------------------------------------------


def read_ahead(names: Iterable[str]) -> None:
    """Import modules that every run needs, so that a child finds them there."""
    for name in names:
        if name not in sys.modules:
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def try_module(
    file: str, chosen: Sequence[Mutant], files: Sequence[str], clean: Clean, folder: Path, jobs: int
) -> None:
    """Try the changes of one module, in a process that has read what this module does not touch; tell each by pickle."""
    ours = f"{ROOT / 'dispatch'}{os.sep}"
    untouched = {name for name, origin in clean.modules.items() if origin.startswith(ours)} - dependents(
        _module(file)
    )
    read_ahead(untouched)
    gc.collect()
    gc.freeze()
    most = max(LEAST_SECONDS, 4 * clean.seconds)
    whole = Spoilt(file, compile((ROOT / file).read_text("utf-8"), str(ROOT / file), "exec"))
    if ended(forked(lambda: run_tests(files, folder / "0", whole))):
        sys.exit(f"{file}: the tests fail without any change, once other modules are read ahead")
    waiting, running = list(reversed(chosen)), {}
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant, slot = waiting.pop(), min(set(range(jobs)) - {slot for _, slot in running.values()})
            running[forked(_trial(file, mutant, files, folder / str(slot)), most)] = mutant, slot
        pid = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT).si_pid
        (mutant, _), code = running.pop(pid), ended(pid)
        tried = Tried(
            file, mutant.line, mutant.before, mutant.after, killed=code != 0, late=code == -signal.SIGALRM
        )
        sys.stdout.buffer.write(pickle.dumps(tried))
        sys.stdout.buffer.flush()


def _trial(file: str, mutant: Mutant, files: Sequence[str], folder: Path) -> Callable[[], int]:
    def run() -> int:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MOST, MEMORY_MOST))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_MOST, FILE_MOST))
        return run_tests(files, folder, Spoilt(file, mutant.code()))

    return run


def _module(file: str) -> str:
    """Return the name of a module by its file."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def dependents(module: str) -> set[str]:
    """Return what would read a module, however far off, itself among it: a package is read before what it holds."""
    read = {_module(file): set(_reads(file)) for file in _files("dispatch/**/*.py")}
    found = {module}
    while more := {name for name, needs in read.items() if needs & found} - found:
        found |= more
    return found


def _reads(file: str) -> Iterator[str]:
    parts = _module(file).split(".")
    yield from (".".join(parts[:count]) for count in range(1, len(parts)))
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
        above = f"{node.module}." if isinstance(node, ast.ImportFrom) and node.module else ""
        for name in names:
            words = f"{above}{name}".split(".")
            yield from (
                ".".join(words[:count]) for count in range(1, len(words) + 1) if words[0] == "dispatch"
            )


def _files(pattern: str) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(pattern))


# --- rooms ---------------------------------------------------------------------------------------


def listed() -> dict[tuple[str, str, str], str]:
    """Return the changes that are known not to matter, and why: `file: before → after  # reason`."""
    found = {}
    for line in LISTED.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            change, _, reason = line.rpartition("  # ")
            file, _, told = change.partition(": ")
            before, _, after = told.partition(" → ")
            found[file, before, after] = reason
    return found


def try_room(parts: Sequence[Part], asked: argparse.Namespace, folder: Path) -> Iterator[Tried]:
    """Yield what becomes of every change of a room, or of some taken by chance."""
    theirs = {
        file: part.tests for part in reversed(parts) for pattern in part.modules for file in _files(pattern)
    }
    every = [
        (file, m) for file in theirs for m in _of(file) if (_key(file, m) in asked.known) == asked.listed
    ]
    if asked.sample:
        every = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
    for tests in dict.fromkeys(part.tests for part in parts):
        chosen = {
            file: [m for there, m in every if there == file] for file in theirs if theirs[file] == tests
        }
        if any(chosen.values()):
            clean = clean_run(tests, folder)
            read_ahead(name for name, origin in clean.modules.items() if _is_foreign(origin))
            for file in filter(chosen.get, chosen):
                yield from _piped(partial(try_module, file, chosen[file], tests, clean, folder, asked.jobs))


def _is_foreign(origin: str) -> bool:
    """Say whether a module is neither ours nor a test."""
    return not origin.startswith((f"{ROOT / 'dispatch'}{os.sep}", f"{ROOT / 'tests'}{os.sep}"))


def _key(file: str, mutant: Mutant) -> tuple[str, str, str]:
    return file, mutant.before, mutant.after


def _of(file: str) -> list[Mutant]:
    return mutants((ROOT / file).read_text("utf-8"), str(ROOT / file))


def _piped(action: Callable[[], None]) -> Iterator[Tried]:
    """Yield what an action tells on its standard output, from a process of its own."""
    there, here = os.pipe()

    def run() -> None:
        os.close(there)
        os.dup2(here, 1)
        sys.stdout = os.fdopen(1, "w", closefd=False)
        action()

    pid = forked(run)
    os.close(here)
    try:
        with os.fdopen(there, "rb") as told:
            while told.peek(1):
                yield pickle.load(told)
    except BaseException:
        os.kill(pid, signal.SIGKILL)
        raise
    if code := ended(pid):
        sys.exit(f"a trial broke off ({code})")


def chosen_rooms(names: Sequence[str]) -> dict[str, tuple[Part, ...]]:
    """Return the parts to try by room: of all rooms, of some, or a module alone."""
    found = {}
    for name in names or ROOMS:
        parts = (
            ROOMS.get(name)
            or [
                Part((name,), part.tests)
                for room in ROOMS.values()
                for part in room
                if any(Path(name).match(pattern) for pattern in part.modules)
            ][:1]
        )
        if not parts:
            sys.exit(f"no room {name}: choose from {', '.join(ROOMS)}, or a module of theirs")
        found[name] = tuple(parts)
    return found


def main() -> None:
    """Try the rooms asked for, and tell how much their tests notice."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rooms", nargs="*", help="rooms or modules; all rooms if there is none")
    parser.add_argument(
        "--sample", type=int, default=0, help="try so many changes of a room, taken by chance"
    )
    parser.add_argument("--seed", type=int, default=0, help="another seed takes others")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time")
    parser.add_argument(
        "--listed", action="store_true", help="try what is listed as equivalent, and print what is noticed"
    )
    asked = parser.parse_args()
    rooms = chosen_rooms(asked.rooms)
    asked.known = listed()
    folder = Path(tempfile.mkdtemp())
    try:
        for room, parts in rooms.items():
            tell(room, try_room(parts, asked, folder), listed=asked.listed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    files = {
        file
        for parts in rooms.values()
        for part in parts
        for pattern in part.modules
        for file in _files(pattern)
    }
    made = {_key(file, mutant) for file in files for mutant in _of(file)}
    for file, before, after in asked.known:
        if not (ROOT / file).exists() or (file in files and (file, before, after) not in made):
            say(f"stale in {LISTED.name}: {file}: {before} → {after}")


def tell(room: str, tried: Iterable[Tried], *, listed: bool) -> None:
    """Print what nobody noticed, or of those listed what somebody did; then the figures of a room."""
    begun, total, killed, late = time.monotonic(), 0, 0, 0
    for one in tried:
        total, killed, late = total + 1, killed + one.killed, late + one.late
        if one.killed == listed:
            say(one)
    share = f"{killed / total:.1%}" if total else "nothing to try"
    seconds = time.monotonic() - begun
    say(f"{room}: {killed}/{total} noticed, {share} ({late} by the clock; {seconds:.0f} s)")


def say(text: object) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    main()
