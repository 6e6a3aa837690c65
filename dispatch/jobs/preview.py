"""Show a letter before it goes out: in lines at once, or as the pages that Word will print."""

from pathlib import PurePath
from typing import NamedTuple

from dispatch.building.load import composed, is_word
from dispatch.building.render import pictures_of
from dispatch.building.source import inside, put_down
from dispatch.jobs.making import made
from dispatch.jobs.render_pages import Pictured, pictured
from dispatch.preview.terminal.draw import drawn
from dispatch.preview.terminal.lines import Line
from dispatch.problem import Problem
from dispatch.world import TEMPLATE_MOST, Recaller, World, memory

DPI = 100
PDF, PNG = ".pdf", ".png"


class Wanted(NamedTuple):
    """What is to be written of the pages of a file: a PDF, pictures of the pages in a folder."""

    pdf: str | None = None
    png: str | None = None
    dpi: int = DPI


class Paged(NamedTuple):
    """A file as pages, and all that is to be said of it."""

    made: Pictured
    problems: list[Problem]


def previewed(world: Recaller, file: str, width: int) -> tuple[tuple[Line, ...], list[Problem]]:
    """Return a letter as a terminal of a width shows it, and what was noticed; what `build` refuses is refused.

    A finished Word file is drawn from the YAML that it carries.
    """
    whole, loaded = composed(*inside(world, file))
    if not is_word(file):
        pictures_of(world, whole, loaded, file)
    return drawn(whole, width), loaded.problems


def paged(world: Recaller, file: str, engine: str | None = None) -> Paged:
    """Return a letter, or a finished Word file, as pages."""
    docx, problems = (world.read(file, TEMPLATE_MOST), []) if is_word(file) else made(world, file)
    found = pictured(docx, file, engine)
    return Paged(found, [*problems, *found.problems])


def products(found: Pictured, file: str, wanted: Wanted) -> dict[str, bytes]:
    """Return the files that are wanted of some pages, by where they go."""
    from dispatch.preview.pdf_pages import pictures

    files = {pdf_of(wanted.pdf, file): found.pdf} if wanted.pdf else {}
    if wanted.png:
        drawings = pictures(found.pdf, wanted.dpi)
        digits = len(str(len(drawings)))
        for number, data in enumerate(drawings, 1):
            name = f"{PurePath(file).stem}-trang-{number:0{digits}}{PNG}"
            files[str(PurePath(wanted.png) / name)] = data
    return files


def pdf_of(target: str, file: str) -> str:
    """Return where the PDF of a file goes: to a named file, or into a folder."""
    return target if target.lower().endswith(PDF) else str(PurePath(target) / f"{PurePath(file).stem}{PDF}")


def written(world: World, found: Pictured, file: str, wanted: Wanted, *, force: bool = False) -> tuple[str, ...]:
    """Write what is wanted of some pages: all of it, or nothing where a file may not be overwritten."""
    return put_down(world, file, products(found, file, wanted), force=force).targets


def viewable(world: World, found: Pictured, file: str, pdf: str | None) -> str:
    """Return where a viewer finds the PDF: where it was written, or among the caches, for a viewer outlives us."""
    if pdf:
        return pdf_of(pdf, file)
    target = str(memory() / f"{PurePath(file).stem}{PDF}")
    world.write(target, found.pdf)
    return target
