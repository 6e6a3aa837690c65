"""Pages as they will be printed: made by an engine in a process of its own, which has it loaded."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from dispatch.jobs.preview import preview_pages
from dispatch.pages.pages import Pages
from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.web.page_markup import page_markups
from dispatch.web.page_source import MARKUP, DrawnPages
from dispatch.world import TEMPLATE_MOST, Disk
from dispatch.world.overlay import OverlayWorld
from dispatch.world.signals import end_with_parent, ignore_interrupts

CRASH = Fault("S012", N_("chương trình dựng trang dừng giữa chừng"), N_("thử lại; trang soạn vẫn dùng được"))
DPI = 110
PNG = "image/png"
PDF = b"%PDF-"
SCREEN, PAGES_MOST = (900, 1_300), 20  # dots of a page of somebody else's, which may be of any size


class PrintedPages:
    """Pages drawn by a process that stays: engines are made for one thread, and are slow to load."""

    def __init__(self) -> None:
        self._pool = _begin_pool()

    def draw(self, file: str, text: str) -> DrawnPages:
        """Return the pages of a letter that would stand in a file, or refuse."""
        return self._made(file, draw_printed, file, text)

    def draw_file(self, file: str) -> DrawnPages:
        """Return the pages of somebody else's file, or refuse one that has none."""
        return self._made(file, draw_foreign, file)

    def _made(self, file: str, draw: Callable[..., DrawnPages], *asked: str) -> DrawnPages:
        work: Future[DrawnPages | tuple[Problem, ...]] = self._pool.submit(_drawn_or_why_not, draw, *asked)
        try:
            made = work.result()
        except BrokenExecutor as error:
            self._pool = _begin_pool()
            raise Refused([CRASH.at(Place(file))]) from error
        if isinstance(made, DrawnPages):
            return made
        raise Refused(made)

    def close(self) -> None:
        """End the process."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def draw_printed(file: str, text: str) -> DrawnPages:
    """Return the pages of a letter as an engine of this process makes them, or refuse."""
    pages = preview_pages(OverlayWorld(Disk(), file, text.encode()), file).pages
    markups = page_markups(pages.drawn) if isinstance(pages.drawn, Pages) else None
    if markups is not None:
        return DrawnPages(markups, MARKUP, pages.problems)
    from dispatch.preview.pdf_pages import page_pngs

    return DrawnPages(page_pngs(pages.pdf, DPI), PNG, pages.problems)


def draw_foreign(file: str) -> DrawnPages:
    """Return the first pages of a PDF or a Word file of another office, none of them larger than a screen."""
    from dispatch.preview.pdf_pages import encode_png, page_pixels

    data = Disk().read(file, TEMPLATE_MOST)
    pdf = data if data.startswith(PDF) else preview_pages(Disk(), file).pages.pdf
    pages = islice(page_pixels(pdf, *SCREEN), PAGES_MOST)
    return DrawnPages([encode_png(page) for page in pages], PNG, ())


def _begin_pool() -> ProcessPoolExecutor:
    pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=_begin_process)
    pool.submit(_warm_up)
    return pool


def _begin_process() -> None:
    """Leave interrupts to the server, and end when it ends, however that is."""
    ignore_interrupts()
    end_with_parent()


def _drawn_or_why_not(draw: Callable[..., DrawnPages], *asked: str) -> DrawnPages | tuple[Problem, ...]:
    """Return what was drawn, or the problems of a refusal, which does not travel between processes."""
    try:
        return draw(*asked)
    except Refused as refusal:
        return tuple(refusal.problems)


def _warm_up() -> None:
    """Do nothing: to find this, the process begins and imports all that draws."""
