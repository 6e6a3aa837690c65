"""LibreOffice as an engine: many files in one call, in a profile of its own, never waited for without end."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dispatch.preview.engines.engine import ABSENT, CRASHED, Engine, Printed, unusable_engine
from dispatch.preview.engines.word2pdf_engine import FONTS
from dispatch.problem import N_

Process = subprocess.Popen[bytes] | None
NAME = "soffice"
ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
BREAKS_AS_WORD = (24, 2)  # the first version that squeezes the spaces of a justified line, as Word 2013 does
CAUTION = N_("LibreOffice trước 24.2 ngắt dòng khác Word ở đoạn căn đều hai bên: số trang có thể sai")
SLOW, MUTE, NO_PDF = N_("chạy quá lâu, đã dừng"), N_("không trả lời"), N_("không ghi ra PDF")
ANSWER_WITHIN, START_WITHIN, PRINT_WITHIN = 20.0, 60.0, 10.0  # seconds; the last for each file


def engine(patience: float = START_WITHIN) -> Engine:
    """Return LibreOffice as it is installed here, or why it cannot be used."""
    program = shutil.which("soffice") or shutil.which("libreoffice") or _elsewhere()
    if not program:
        return unusable_engine(NAME, ABSENT)
    found = re.search(r"(\d+)\.(\d+)[\d.]*", _answer(program))
    if not found:
        return unusable_engine(NAME, MUTE)
    old = (int(found[1]), int(found[2])) < BREAKS_AS_WORD
    return Engine(NAME, found[0], partial(_print_files, program, patience), caution=CAUTION if old else "")


def _whole(pdf: bytes) -> bool:
    """Say whether this begins and ends as a PDF does."""
    return pdf.startswith(b"%PDF-") and b"%%EOF" in pdf[-1024:]


def _elsewhere() -> str:
    return next((place for place in ELSEWHERE if Path(place).exists()), "")


def _answer(program: str) -> str:
    """Return what a program says of its version."""
    with _folder() as folder, (folder / "said").open("wb") as out:
        with _running([program, _profile(folder), "--version"], folder, out.fileno()) as process:
            trouble = _trouble(process, ANSWER_WITHIN)
        return "" if trouble else (folder / "said").read_text("utf-8", "replace")


def _print_files(program: str, patience: float, files: Sequence[bytes], workers: int = 1) -> list[Printed]:
    """Return a PDF of each file; each worker is a process with a profile of its own, and all go at once."""
    hands = max(1, min(workers, len(files)))
    with ExitStack() as stack:
        shares = [stack.enter_context(_share(program, files[hand::hands])) for hand in range(hands)]
        made = [_collect(share, patience) for share in shares]
    return [made[at % hands][at // hands] for at in range(len(files))]


class _Share(NamedTuple):
    """Some of the files, being printed by one call."""

    files: list[Path]
    process: Process


@contextmanager
def _share(program: str, files: Sequence[bytes]) -> Iterator[_Share]:
    with _folder() as folder:
        fonts = folder / "profile" / "user" / "fonts"  # with these it starts where no font is installed
        shutil.copytree(FONTS, fonts, ignore=shutil.ignore_patterns("*.sh", "*.txt"))
        drafts = [folder / f"{at}.docx" for at in range(len(files))]
        for draft, data in zip(drafts, files, strict=True):
            draft.write_bytes(data)
        names = [draft.name for draft in drafts]
        words = [program, _profile(folder), "--headless", "--norestore", "--convert-to", "pdf", *names]
        with _running(words, folder, subprocess.DEVNULL) as process:
            yield _Share(drafts, process)


def _collect(share: _Share, patience: float) -> list[Printed]:
    """Return what one call made; its exit code proves nothing, a whole PDF does."""
    trouble = _trouble(share.process, patience + PRINT_WITHIN * len(share.files))
    return [_read_printed(file.with_suffix(".pdf"), trouble) for file in share.files]


def _read_printed(pdf: Path, trouble: str) -> Printed:
    with contextlib.suppress(OSError):
        data = pdf.read_bytes()
        if _whole(data):
            return Printed(data)
    return Printed(why=trouble or NO_PDF)


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="congvan-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def _profile(folder: Path) -> str:
    return f"-env:UserInstallation={(folder / 'profile').as_uri()}"


@contextmanager
def _running(words: Sequence[str], folder: Path, out: int) -> Iterator[Process]:
    """Start a program, and end it with all that it started, whatever happens meanwhile."""
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell, and every word is ours
            words,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        yield None
        return
    try:
        yield process
    finally:
        _end(process)


def _trouble(process: Process, seconds: float) -> str:
    """Wait for a program, and return what went wrong with it."""
    try:
        return MUTE if process is None else CRASHED if process.wait(seconds) else ""
    except subprocess.TimeoutExpired:
        return SLOW


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program and its children, those too that outlived it."""
    if os.name == "nt":
        words = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(words, capture_output=True, check=False)  # noqa: S603 - as above
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
