"""Leaf through a folder: every letter in it on one contact sheet."""

import os
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from dispatch.building.source import put_down
from dispatch.configs import SUFFIX
from dispatch.jobs.preview import paged
from dispatch.jobs.render_pages import Pictured
from dispatch.preview.contact_sheet import SHARP, WIDE, Card, sheet
from dispatch.problem import N_, Fault, Place, Problem, Refused, Say, in_reading_order
from dispatch.world import World

NO_LETTERS = Fault("X022", N_("thư mục không có tệp {suffix} nào"), N_("đưa thư mục chứa các công văn"))
MADE_OF = ".html"


class Leafed(NamedTuple):
    """What was written, of how many letters, and what is wrong with each that could not be shown."""

    target: str
    letters: int
    problems: tuple[Problem, ...]


class Words(NamedTuple):
    """How a sheet speaks: the language, and what is said of who made the pages."""

    say: Say
    made_by: Callable[[Pictured], str]


def leafed(
    world: World,
    folder: str,
    words: Words,
    target: str | None = None,
    *,
    engine: str | None = None,
    force: bool = False,
) -> Leafed:
    """Write a contact sheet of every letter in a folder; one that is refused stands there with what is wrong."""
    files = [str(PurePath(folder) / name) for name in world.names(folder, SUFFIX)]
    if not files:
        raise Refused([NO_LETTERS.at(Place(folder), suffix=SUFFIX)])
    wrong: list[Problem] = []
    cards = [_card(world, file, words, engine, wrong) for file in files]
    goal = target or _beside(folder)
    title = PurePath(_beside(folder)).stem
    put_down(world, folder, {goal: sheet(title, cards).encode()}, force=force)
    return Leafed(goal, len(files), tuple(wrong))


def _card(world: World, file: str, words: Words, engine: str | None, wrong: list[Problem]) -> Card:
    from dispatch.preview.pdf_pages import packed, pixels

    name = PurePath(file).stem
    try:
        found, problems = paged(world, file, engine)
    except Refused as refusal:
        wrong += refusal.problems
        return Card(name, (), "", [problem.shown(words.say) for problem in in_reading_order(refusal.problems)])
    pictures = [packed(page) for page in pixels(found.pdf, WIDE * SHARP)]
    return Card(name, pictures, words.made_by(found), [problem.shown(words.say) for problem in problems])


def _beside(folder: str) -> str:
    """Return the name of a sheet that is asked for without one: that of its folder, beside it."""
    name = os.path.normpath(folder)
    return f"{os.path.abspath(name) if name.endswith('.') else name}{MADE_OF}"  # noqa: PTH100 - links keep their names
