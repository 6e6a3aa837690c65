"""What a person sees of one file: its lines, or what was made of its pages, and by whom."""

import os
from typing import TYPE_CHECKING, NamedTuple

from dispatch.cli.base import WROTE
from dispatch.cli.screen import worded
from dispatch.problem import N_, Problem

if TYPE_CHECKING:
    from dispatch.jobs.preview import PageOutputs
    from dispatch.jobs.render_pages import RenderedPages
    from dispatch.world import CachingReader, World

PAGES = N_("{pages} trang")
MADE_BY = N_("dựng bằng {engine} {version}; phông {fonts}")
STANDS_IN = N_("{fonts} thay {replaced} (rộng bằng nhau)")


class ViewOptions(NamedTuple):
    """What was asked for: how a terminal shows it, and what is to be made of the pages."""

    width: int
    styled: bool
    pdf: str | None = None
    png: str | None = None
    dpi: int = 100
    engine: str | None = None
    viewer: bool = False
    pictures: bool = False
    force: bool = False
    sources: tuple[str, ...] = ()

    @property
    def paged(self) -> bool:
        """Say whether an engine is needed."""
        return bool(self.pdf or self.png or self.viewer or self.pictures or self.engine)


def letter_lines(world: "CachingReader", file: str, view: ViewOptions) -> tuple[str, list[Problem]]:
    """Return a letter in lines, and what was noticed."""
    from dispatch.jobs.preview import preview_lines
    from dispatch.preview.terminal import draw

    lines, problems = preview_lines(world, file, view.width)
    return (draw.as_styled if view.styled else draw.as_plain)(lines), problems


def make_pages(world: "World", file: str, view: ViewOptions) -> tuple[str, list[Problem]]:
    """Make pages of a file, put them where they are wanted, and return what was done."""
    from dispatch.jobs.preview import file_to_view, page_products, preview_pages
    from dispatch.preview.viewer import open_file
    from dispatch.world import Outputs, SourceWorld

    reading = SourceWorld(world)
    reading.sources.update(view.sources)
    pages, problems = preview_pages(reading, file, view.engine)
    products = page_products(pages, file, page_outputs(view))
    targets = Outputs(world, reading, force=view.force).write(products)
    if view.viewer:
        open_file(file_to_view(world, pages, file, view.pdf))
    graphics = pages_as_graphics(pages, view) if view.pictures else ""
    lines = [*(worded(WROTE, target=target) for target in targets), describe_pages(pages)]
    return graphics + "".join(f"{line}\n" for line in lines), problems


def pages_as_graphics(pages: "RenderedPages", view: ViewOptions) -> str:
    """Return the pages as this terminal takes pictures."""
    from dispatch.cli.terminal import terminal_attributes
    from dispatch.preview import graphics
    from dispatch.preview.pdf_pages import page_pixels

    way = graphics.choose_protocol(os.environ, terminal_attributes)
    columns = min(view.width, graphics.MOST)
    return "".join(
        way.stream(page, columns)
        for page in page_pixels(pages.pdf, min(columns * way.cell, way.most), way.most)
    )


def page_outputs(view: ViewOptions) -> "PageOutputs":
    """Return what is to be written."""
    from dispatch.jobs.preview import PageOutputs

    return PageOutputs(view.pdf, view.png, view.dpi)


def describe_pages(pages: "RenderedPages") -> str:
    """Return how many pages there are, who made them, in which fonts."""
    return f"{worded(PAGES, pages=len(pages.pages))}; {describe_engine(pages)}"


def describe_engine(pages: "RenderedPages") -> str:
    """Return who made pages, in which fonts."""
    fonts, replaced = ", ".join(pages.families), ", ".join(pages.replaced)
    shown_fonts = worded(STANDS_IN, fonts=fonts, replaced=replaced) if replaced else fonts
    return worded(MADE_BY, engine=pages.engine.name, version=pages.engine.version, fonts=shown_fonts)
