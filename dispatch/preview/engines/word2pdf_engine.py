"""The engine that comes along: word2pdf, with fonts of our own, so that it needs no program and no font."""

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.preview.engines import preload
from dispatch.preview.engines.engine import ABSENT, CRASHED, Engine, Printed, refusing
from dispatch.world import shipped
from dispatch.world.signals import deaf

if TYPE_CHECKING:
    from concurrent.futures import Future

    from word2pdf import Converter

NAME = "word2pdf"
ANY_PAGE = "docx/phu-luc-14.docx"
FONTS = Path(__file__).parent.parent.parent / "data" / "fonts"


def engine() -> Engine:
    """Return the engine, itself not yet loaded."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Engine(NAME, version(NAME), printed)
    except PackageNotFoundError:
        return refusing(NAME, ABSENT)


def printed(files: Sequence[bytes], workers: int = 1) -> list[Printed]:
    """Return a PDF of each file, made here or by several processes."""
    if min(workers, len(files)) <= 1:
        return [preload.asked(data) if preload.waits() else one(data) for data in files]
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(workers, len(files)), initializer=deaf) as pool:
        return list(_results([pool.submit(one, data) for data in files]))


def _results(jobs: "Sequence[Future[Printed]]") -> Iterator[Printed]:
    from concurrent.futures import BrokenExecutor

    for job in jobs:
        try:
            yield job.result()
        except BrokenExecutor:
            yield Printed(why=CRASHED)


def one(data: bytes) -> Printed:
    """Print one file; whatever the engine stumbles over is an answer, not a crash."""
    try:
        return Printed(converter().convert(data))
    except Exception as error:  # noqa: BLE001 - a young engine: any file may find a bug in it
        return Printed(why=f"{type(error).__name__}: {error}")


@functools.cache
def converter() -> "Converter":
    """Load the engine once; it keeps its fonts between files."""
    from word2pdf import Converter

    return Converter(font_dirs=[str(FONTS)])


def warmed() -> None:
    """Load the engine and its fonts, before there is a file to print, by printing a template of ours."""
    one((Path(shipped("templates")) / ANY_PAGE).read_bytes())
