"""Leaf through a folder: every letter in it on one contact sheet."""

import os
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from dispatch.configs import SUFFIX
from dispatch.jobs.preview import preview_pages
from dispatch.jobs.render_pages import RenderedPages
from dispatch.preview.contact_sheet import SHARP, WIDE, SheetCard, contact_sheet_html
from dispatch.problem import N_, Fault, Place, Problem, Refused, Say, in_reading_order
from dispatch.world import CachingReader, Outputs, SourceWorld, World

NO_LETTERS = Fault("X022", N_("thư mục không có tệp {suffix} nào"), N_("đưa thư mục chứa các công văn"))
MADE_OF = ".html"


class ContactSheet(NamedTuple):
    """What was written, of how many letters, and what is wrong with each that could not be shown."""

    target: str
    letters: int
    problems: tuple[Problem, ...]


class SheetWording(NamedTuple):
    """How a sheet speaks: the language, and what is said of who made the pages."""

    say: Say
    made_by: Callable[[RenderedPages], str]


def write_contact_sheet(
    world: World,
    folder: str,
    words: SheetWording,
    target: str | None = None,
    *,
    engine: str | None = None,
    force: bool = False,
) -> ContactSheet:
    """Write a contact sheet of every letter in a folder.

    One that is refused stands there with what is wrong.
    """
    reading = SourceWorld(world)
    files = [str(PurePath(folder) / name) for name in world.names(folder, SUFFIX)]
    reading.sources.update(files)
    if not files:
        raise Refused([NO_LETTERS.at(Place(folder), suffix=SUFFIX)])
    wrong: list[Problem] = []
    cards = [_card(reading, file, words, engine, wrong) for file in files]
    goal = target or _beside(folder)
    title = PurePath(_beside(folder)).stem
    Outputs(world, reading, force=force).write({goal: contact_sheet_html(title, cards).encode()})
    return ContactSheet(goal, len(files), tuple(wrong))


def _card(
    world: CachingReader, file: str, words: SheetWording, engine: str | None, wrong: list[Problem]
) -> SheetCard:
    from dispatch.preview.pdf_pages import encode_png, page_pixels

    name = PurePath(file).stem
    try:
        pages, problems = preview_pages(world, file, engine)
    except Refused as refusal:
        wrong += refusal.problems
        return SheetCard(
            name, (), "", [problem.as_line(words.say) for problem in in_reading_order(refusal.problems)]
        )
    pictures = [encode_png(page) for page in page_pixels(pages.pdf, WIDE * SHARP)]
    return SheetCard(
        name, pictures, words.made_by(pages), [problem.as_line(words.say) for problem in problems]
    )


def _beside(folder: str) -> str:
    """Return the name of a sheet that is asked for without one: that of its folder, beside it."""
    name = os.path.normpath(folder)
    return f"{os.path.abspath(name) if name.endswith('.') else name}{MADE_OF}"  # noqa: PTH100 - links keep their names
