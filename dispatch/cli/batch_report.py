"""What a batch looks like: a few letters before all are written, and the pages of each afterwards."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from dispatch.cli.base import WROTE
from dispatch.cli.pages import describe_engine
from dispatch.cli.screen import worded, write_drawing, write_line, write_problems, write_wording
from dispatch.problem import N_, Problem, Refused, errors

if TYPE_CHECKING:
    from dispatch.batch.collect import Gathering
    from dispatch.batch.plan import BatchPlan, CheckedRows
    from dispatch.jobs.render_pages import Printout, RenderedPages
    from dispatch.preview.overflow import Overflow

ALL_WITH, THESE_WITH = N_("{pages} trang: {count} công văn"), N_("{pages} trang: {count} công văn: {names}")
SPILLED = N_("tràn trang: {name}: {lines} dòng sang trang {page}")
LIKE_IT = N_("  (và {count} công văn khác cũng vậy)")
ALL_BY = N_("{count} công văn {maker}")


def show_samples(planned: "BatchPlan", checked: "CheckedRows", count: int) -> None:
    """Show a few letters of a batch."""
    import shutil

    from dispatch.batch.sample import draw_samples
    from dispatch.preview.terminal import draw

    write = draw.as_styled if sys.stdout.isatty() else draw.as_plain
    for name, lines in draw_samples(planned, checked, count, shutil.get_terminal_size().columns):
        write_line(f"==> {name} <==")
        write_drawing(f"{write(lines)}\n")


def show_pages(letters: Iterable[tuple[str, bytes]], how: dict[str, Any]) -> int:
    """Print letters only to tell how many pages each has; return how many could not be printed."""
    from dispatch.jobs.render_pages import render_all

    report = PagesReport()
    for printout in render_all(letters, how["engine"], how["jobs"]):
        report.add(printout)
    report.tell(pages=True)
    return report.failed


def print_pack(gathering: "Gathering", target: str, how: dict[str, Any]) -> None:
    """Print letters into one PDF; one that cannot be printed forbids it, for it would be missed on paper."""
    from dispatch.batch.collect import write_pdf_pack, written_letters
    from dispatch.jobs.render_pages import pack_pdfs, render_all

    report = PagesReport()
    printouts = render_all(written_letters(gathering), how["engine"], how["jobs"])
    write_pdf_pack(gathering, pack_pdfs(report.rendered(printouts)), target)
    report.tell(pages=how["pages"])
    write_wording(WROTE, target=target)


class PagesReport:
    """What is to be told of many letters: their pages, what runs over, what the pages lack, who made them."""

    def __init__(self) -> None:
        self.names: defaultdict[int, list[str]] = defaultdict(list)
        self.spilled: list[tuple[str, Overflow]] = []
        self.notes: Counter[Problem] = Counter()
        self.makers: Counter[str] = Counter()
        self.failed = 0

    def add(self, printout: "Printout") -> None:
        """Take down one letter."""
        from dispatch.preview.overflow import find_overflows

        for problem in printout.problems:
            alike = next((note for note in self.notes if note.code == problem.code), problem)
            self.notes[alike] += 1
        if printout.made is None:
            self.failed += 1
            return
        name = PurePath(printout.file).stem
        self.names[len(printout.made.pages)].append(name)
        self.spilled += [(name, spill) for spill in find_overflows(printout.made.pages)]
        self.makers[describe_engine(printout.made)] += 1

    def rendered(self, printouts: "Iterable[Printout]") -> "Iterator[RenderedPages]":
        """Yield the pages of each letter, and take it down."""
        for printout in printouts:
            if printout.made is None:
                raise Refused(errors(printout.problems))
            self.add(printout)
            yield printout.made

    def tell(self, *, pages: bool) -> None:
        """Write what was taken down; what many letters lack alike is told once and counted."""
        for note, count in self.notes.items():
            write_problems([note])
            if count > 1:
                write_wording(LIKE_IT, count=count - 1, err=True)
        for line in [*self._lines(), *self._spilled()] if pages else []:
            write_line(line)
        for by, count in self.makers.most_common():
            write_wording(ALL_BY, count=count, maker=by)

    def _lines(self) -> Iterator[str]:
        """Yield how many letters have so many pages; all but the most are named."""
        most = max(self.names, key=lambda pages: len(self.names[pages]), default=0)
        for pages, names in sorted(self.names.items()):
            wording = ALL_WITH if pages == most else THESE_WITH
            yield worded(wording, pages=pages, count=len(names), names=", ".join(names))

    def _spilled(self) -> Iterator[str]:
        for name, spill in self.spilled:
            yield worded(SPILLED, name=name, **spill._asdict())
