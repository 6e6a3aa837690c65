"""`congvan preview --watch`: the screen stays, and shows the last good pages with what is wrong since."""

import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from dispatch.cli.pages import ViewOptions, describe_pages, letter_lines, page_outputs, pages_as_graphics
from dispatch.cli.screen import write_drawing, write_problems, write_wording
from dispatch.problem import N_, Problem, Refused

if TYPE_CHECKING:
    from dispatch.jobs.render_pages import RenderedPages
    from dispatch.jobs.watch import WatchRound
    from dispatch.world import CachingReader

TOOK = N_("{clock}: {seconds:.2f} giây; {made_by}")
FAILED = N_("{clock}: {seconds:.2f} giây; chưa làm lại được, trên đây là bản tốt gần nhất")
NOTHING_YET = N_("{clock}: {seconds:.2f} giây; chưa làm được")
WAITING = N_("đang theo dõi {file}; Ctrl-C để dừng")
CLEAR = "\x1b[H\x1b[2J\x1b[3J"


class ShownRound(NamedTuple):
    """What a round shows: the preview, who made its pages, and what was noticed."""

    preview: str
    made_by: str
    problems: list[Problem]


def watch_file(file: str, view: ViewOptions) -> NoReturn:
    """Show a file again each time it, or what it is made from, is saved."""
    from dispatch.jobs.watch import Clock, watch
    from dispatch.world import Disk

    watch(Disk(), _maker(file, view), Clock(time.monotonic, time.sleep), Screen(file))


def _maker(file: str, view: ViewOptions) -> "Callable[[CachingReader], ShownRound]":
    """Return how a file is made once: written, drawn, and opened the first time."""
    from dispatch.jobs.preview import file_to_view, preview_pages
    from dispatch.jobs.watch import PageOutlet
    from dispatch.world import Disk, SourceWorld

    outlet = PageOutlet(Disk(), file, page_outputs(view), force=view.force)
    closed = [file]

    def make(world: "CachingReader") -> ShownRound:
        reading = SourceWorld(world)
        pages, problems = preview_pages(reading, file, view.engine)
        outlet.put(pages, reading.sources)
        if view.viewer:
            target = file_to_view(Disk(), pages, file, view.pdf)
            problems += _open_viewer(target) if closed else ()
            closed.clear()
        return ShownRound(_preview(reading, file, view, pages), describe_pages(pages), problems)

    return make


def _open_viewer(target: str) -> Sequence[Problem]:
    """Open the viewer; one that is missing does not end the watching."""
    from dispatch.preview.viewer import open_file

    try:
        open_file(target)
    except Refused as refusal:
        return refusal.problems
    return ()


def _preview(world: "CachingReader", file: str, view: ViewOptions, pages: "RenderedPages") -> str:
    """Return what a terminal shows of a letter; there is nothing to look at where there is none."""
    if view.pictures:
        return pages_as_graphics(pages, view)
    return letter_lines(world, file, view)[0] if sys.stdout.isatty() else ""


class Screen:
    """A terminal whose last good preview stays while something is wrong; elsewhere, a line for each round."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.preview = ""

    def __call__(self, watched: "WatchRound[ShownRound]") -> None:
        """Show what came of a round; a file that may not be written over ends the watching."""
        from dispatch.world import NEVER_OVER

        if any(problem.code in NEVER_OVER for problem in watched.problems):
            raise Refused(watched.problems)
        if watched.made:
            self.preview = watched.made.preview
        if sys.stdout.isatty():
            write_drawing(CLEAR + self.preview)
        write_problems(watched.made.problems if watched.made else watched.problems)
        say_what = TOOK if watched.made else FAILED if self.preview else NOTHING_YET
        by = watched.made.made_by if watched.made else ""
        write_wording(say_what, clock=time.strftime("%H:%M:%S"), seconds=watched.seconds, made_by=by)
        write_wording(WAITING, file=self.file)
