"""Show a letter before it goes out: in lines at once, or as the pages that Word will print."""

from pathlib import PurePath
from typing import NamedTuple

from dispatch.building.load import compose_file, is_word
from dispatch.building.pictures import load_pictures
from dispatch.building.products import build_letter
from dispatch.building.source import open_letter
from dispatch.jobs.render_pages import RenderedPages, render_pages
from dispatch.preview.terminal.draw import draw_letter
from dispatch.preview.terminal.lines import Line
from dispatch.problem import Problem
from dispatch.world import TEMPLATE_MOST, CachingReader, World, write_to_cache

DPI = 100
PDF, PNG = ".pdf", ".png"


class PageOutputs(NamedTuple):
    """What is to be written of the pages of a file: a PDF, pictures of the pages in a folder."""

    pdf: str | None = None
    png: str | None = None
    dpi: int = DPI


class PagedFile(NamedTuple):
    """A file as pages, and all that is to be said of it."""

    pages: RenderedPages
    problems: list[Problem]


def preview_lines(world: CachingReader, file: str, width: int) -> tuple[tuple[Line, ...], list[Problem]]:
    """Return a letter as a terminal shows it, and what was noticed; what `build` refuses is refused.

    A finished Word file is drawn from the YAML that it carries.
    """
    whole, loaded = compose_file(*open_letter(world, file))
    if not is_word(file):
        load_pictures(world, whole, loaded, file)
    return draw_letter(whole, width), loaded.problems


def preview_pages(world: CachingReader, file: str, engine: str | None = None) -> PagedFile:
    """Return a letter, or a finished Word file, as pages."""
    docx, problems = (world.read(file, TEMPLATE_MOST), []) if is_word(file) else build_letter(world, file)
    pages = render_pages(docx, file, engine)
    return PagedFile(pages, [*problems, *pages.problems])


def page_products(pages: RenderedPages, file: str, wanted: PageOutputs) -> dict[str, bytes]:
    """Return the files that are wanted of some pages, by where they go."""
    from dispatch.preview.pdf_pages import page_pngs

    files = {pdf_target(wanted.pdf, file): pages.pdf} if wanted.pdf else {}
    if wanted.png:
        drawings = page_pngs(pages.pdf, wanted.dpi)
        digits = len(str(len(drawings)))
        for number, data in enumerate(drawings, 1):
            name = f"{PurePath(file).stem}-trang-{number:0{digits}}{PNG}"
            files[str(PurePath(wanted.png) / name)] = data
    return files


def pdf_target(target: str, file: str) -> str:
    """Return where the PDF of a file goes: to a named file, or into a folder."""
    return target if target.lower().endswith(PDF) else str(PurePath(target) / f"{PurePath(file).stem}{PDF}")


def file_to_view(world: World, pages: RenderedPages, file: str, pdf: str | None) -> str:
    """Return where a viewer finds the PDF.

    Where it was written, or among the caches, for a viewer outlives us.
    """
    return pdf_target(pdf, file) if pdf else write_to_cache(world, f"{PurePath(file).stem}{PDF}", pages.pdf)
