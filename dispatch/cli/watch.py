"""`congvan preview --watch`: the screen stays, and shows the last good pages with what is wrong since."""

import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import click

from dispatch.cli.base import say, show
from dispatch.cli.pages import View, drawn, made_by, pictured, wanted
from dispatch.problem import N_, Problem, Refused
from dispatch.world import EXISTS

if TYPE_CHECKING:
    from dispatch.jobs import Pictured
    from dispatch.jobs.watch import Round
    from dispatch.world import Recaller

TOOK = N_("{clock}: {seconds:.2f} giây; {made_by}")
FAILED = N_("{clock}: {seconds:.2f} giây; chưa làm lại được, trên đây là bản tốt gần nhất")
NOTHING_YET = N_("{clock}: {seconds:.2f} giây; chưa làm được")
WAITING = N_("đang theo dõi {file}; Ctrl-C để dừng")
CLEAR = "\x1b[H\x1b[2J\x1b[3J"


class Seen(NamedTuple):
    """What a round shows: the preview, who made its pages, and what was noticed."""

    preview: str
    made_by: str
    problems: list[Problem]


def watch(file: str, view: View) -> NoReturn:
    """Show a file again each time it, or what it is made from, is saved."""
    from dispatch.jobs.watch import Clock, watch
    from dispatch.world import Disk

    watch(Disk(), _maker(file, view), Clock(time.monotonic, time.sleep), Screen(file))


def _maker(file: str, view: View) -> "Callable[[Recaller], Seen]":
    """Return how a file is made once: written, drawn, and opened the first time."""
    from dispatch import jobs
    from dispatch.jobs.watch import Outlet
    from dispatch.world import Disk

    outlet = Outlet(Disk(), file, wanted(view), force=view.force)
    closed = [file]

    def make(world: "Recaller") -> Seen:
        found, problems = jobs.paged(world, file, view.engine)
        outlet.put(found)
        if view.viewer:
            target = jobs.viewable(Disk(), found, file, view.pdf)
            problems += _opened(target) if closed else ()
            closed.clear()
        return Seen(_preview(world, file, view, found), made_by(found), problems)

    return make


def _opened(target: str) -> Sequence[Problem]:
    """Open the viewer; one that is missing does not end the watching."""
    from dispatch.preview.viewer import opened

    try:
        opened(target)
    except Refused as refusal:
        return refusal.problems
    return ()


def _preview(world: "Recaller", file: str, view: View, found: "Pictured") -> str:
    """Return what a terminal shows of a letter; there is nothing to look at where there is none."""
    if view.pictures:
        return pictured(found, view)
    return drawn(world, file, view)[0] if sys.stdout.isatty() else ""


class Screen:
    """A terminal whose last good preview stays while something is wrong; elsewhere, a line for each round."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.preview = ""

    def __call__(self, told: "Round[Seen]") -> None:
        """Show what came of a round; a file that may not be written over ends the watching."""
        if any(problem.code == EXISTS.code for problem in told.problems):
            raise Refused(told.problems)
        if told.made:
            self.preview = told.made.preview
        if sys.stdout.isatty():
            click.echo(CLEAR + self.preview, nl=False)
        show(told.made.problems if told.made else told.problems)
        say_what = TOOK if told.made else FAILED if self.preview else NOTHING_YET
        by = told.made.made_by if told.made else ""
        click.echo(say()(say_what).format(clock=time.strftime("%H:%M:%S"), seconds=told.seconds, made_by=by))
        click.echo(say()(WAITING).format(file=self.file))
