"""The engine that comes along: word2pdf, with fonts of our own, so that it needs no program and no font."""

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.preview.engines import preload
from dispatch.preview.engines.engine import ABSENT, CRASHED, Engine, Printed, unusable_engine
from dispatch.world import cache_folder, shipped_folder
from dispatch.world.signals import ignore_interrupts

if TYPE_CHECKING:
    from concurrent.futures import Future

    from word2pdf import Converter

NAME = "word2pdf"
ANY_PAGE = "docx/phu-luc-14.docx"
ENDS_OF_LINES = "-–—\u00ad"  # the engine's own, without the slash: Word and LibreOffice end no line at it
FONTS = Path(__file__).parent.parent.parent / "data" / "fonts"


def engine() -> Engine:
    """Return the engine, itself not yet loaded."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Engine(NAME, version(NAME), print_files)
    except PackageNotFoundError:
        return unusable_engine(NAME, ABSENT)


def print_files(files: Sequence[bytes], workers: int = 1) -> list[Printed]:
    """Return a PDF of each file, made here or by several processes."""
    if min(workers, len(files)) <= 1:
        return [
            preload.print_preloaded(data) if preload.is_preloaded() else print_one(data) for data in files
        ]
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(workers, len(files)), initializer=ignore_interrupts) as pool:
        return list(_results([pool.submit(print_one, data) for data in files]))


def _results(jobs: "Sequence[Future[Printed]]") -> Iterator[Printed]:
    from concurrent.futures import BrokenExecutor

    for job in jobs:
        try:
            yield job.result()
        except BrokenExecutor:
            yield Printed(why=CRASHED)


def print_one(data: bytes) -> Printed:
    """Print one file; whatever the engine stumbles over is an answer, not a crash."""
    try:
        return Printed(load_converter().convert(data))
    except Exception as error:  # noqa: BLE001 - a young engine: any file may find a bug in it
        return Printed(why=f"{type(error).__name__}: {error}")


@functools.cache
def load_converter() -> "Converter":
    """Load the engine once; it keeps its fonts between files."""
    from word2pdf import Converter
    from word2pdf.layout import engine as layout

    layout.BREAK_AFTER = ENDS_OF_LINES
    return Converter(font_dirs=[str(FONTS)], font_cache=cache_folder() is not None)


def warm_up() -> None:
    """Load the engine and its fonts, before there is a file to print, by printing a template of ours."""
    print_one((Path(shipped_folder("templates")) / ANY_PAGE).read_bytes())
