"""The engine that comes along: word2pdf, with fonts of our own, so that it needs no program and no font."""

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.preview.port import Engine, Printed, refusing
from dispatch.problem import N_
from dispatch.world.signals import deaf

if TYPE_CHECKING:
    from concurrent.futures import Future

    from word2pdf import Converter

NAME = "word2pdf"
FONTS = Path(__file__).parent.parent / "data" / "fonts"
ABSENT, CRASHED = N_("chưa cài"), N_("dừng giữa chừng")


def engine() -> Engine:
    """Return the engine, its fonts not yet loaded."""
    try:
        import word2pdf
    except ImportError:
        return refusing(NAME, ABSENT)
    return Engine(NAME, word2pdf.__version__, printed)


def printed(files: Sequence[bytes], workers: int = 1) -> list[Printed]:
    """Return a PDF of each file, made here or by several processes."""
    if min(workers, len(files)) <= 1:
        return [_one(data) for data in files]
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(workers, len(files)), initializer=deaf) as pool:
        return list(_results([pool.submit(_one, data) for data in files]))


def _results(jobs: "Sequence[Future[Printed]]") -> Iterator[Printed]:
    from concurrent.futures import BrokenExecutor

    for job in jobs:
        try:
            yield job.result()
        except BrokenExecutor:
            yield Printed(why=CRASHED)


def _one(data: bytes) -> Printed:
    """Print one file; whatever the engine stumbles over is an answer, not a crash."""
    try:
        return Printed(_converter().convert(data))
    except Exception as error:  # noqa: BLE001 - a young engine: any file may find a bug in it
        return Printed(why=f"{type(error).__name__}: {error}")


@functools.cache
def _converter() -> "Converter":
    """Load the engine once; it keeps its fonts between files."""
    from word2pdf import Converter

    return Converter(font_dirs=[str(FONTS)])
