"""What a person sees of one file: its lines, or what was made of its pages, and by whom."""

import os
from typing import TYPE_CHECKING, NamedTuple

from dispatch.cli.base import WROTE, say
from dispatch.problem import N_, Problem

if TYPE_CHECKING:
    from dispatch.jobs import Pictured, Wanted
    from dispatch.world import Recaller, World

PAGES = N_("{pages} trang")
MADE_BY = N_("dựng bằng {engine} {version}; phông {fonts}")
STANDS_IN = N_("{fonts} thay {replaced} (rộng bằng nhau)")


class View(NamedTuple):
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

    @property
    def paged(self) -> bool:
        """Say whether an engine is needed."""
        return bool(self.pdf or self.png or self.viewer or self.pictures or self.engine)


def drawn(world: "Recaller", file: str, view: View) -> tuple[str, list[Problem]]:
    """Return a letter in lines, and what was noticed."""
    from dispatch import jobs
    from dispatch.preview.terminal import draw

    lines, problems = jobs.previewed(world, file, view.width)
    return (draw.styled if view.styled else draw.plain)(lines), problems


def pages(world: "World", file: str, view: View) -> tuple[str, list[Problem]]:
    """Make pages of a file, put them where they are wanted, and return what was done."""
    from dispatch import jobs
    from dispatch.preview.viewer import opened

    found, problems = jobs.paged(world, file, view.engine)
    targets = jobs.written(world, found, file, wanted(view), force=view.force)
    if view.viewer:
        opened(jobs.viewable(world, found, file, view.pdf))
    seen = pictured(found, view) if view.pictures else ""
    lines = [*(say()(WROTE).format(target=target) for target in targets), made_by(found)]
    return seen + "".join(f"{line}\n" for line in lines), problems


def pictured(found: "Pictured", view: View) -> str:
    """Return the pages as this terminal takes pictures."""
    from dispatch.cli.terminal import attributes
    from dispatch.preview import graphics
    from dispatch.preview.pdf_pages import pixels

    way = graphics.way(os.environ, attributes)
    columns = min(view.width, graphics.MOST)
    return "".join(way.stream(page, columns) for page in pixels(found.pdf, min(columns * way.cell, way.most), way.most))


def wanted(view: View) -> "Wanted":
    """Return what is to be written."""
    from dispatch.jobs import Wanted

    return Wanted(view.pdf, view.png, view.dpi)


def made_by(found: "Pictured") -> str:
    """Return how many pages there are, who made them, in which fonts."""
    return f"{say()(PAGES).format(pages=len(found.pages))}; {maker(found)}"


def maker(found: "Pictured") -> str:
    """Return who made pages, in which fonts."""
    tell = say()
    fonts, replaced = ", ".join(found.families), ", ".join(found.replaced)
    said = tell(STANDS_IN).format(fonts=fonts, replaced=replaced) if replaced else fonts
    return tell(MADE_BY).format(engine=found.engine.name, version=found.engine.version, fonts=said)
