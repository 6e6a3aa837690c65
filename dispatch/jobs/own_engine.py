"""Our own engine: it lays a Word file out itself, and shows all of it or refuses it."""

from collections.abc import Iterator, Sequence

from dispatch.pages.layout import lay_out
from dispatch.pages.letters import AS_DRAWN
from dispatch.pages.manuscript import CannotLayOut
from dispatch.pages.pages import Page, Pages, text_rows
from dispatch.pages.pdf.file import pdf_file
from dispatch.pages.pdf.pictures import refuse_undrawable
from dispatch.pages.truetype import face_name, read_face
from dispatch.preview.engines.engine import Engine, Printed
from dispatch.preview.engines.registry import known_engines
from dispatch.preview.pdf_pages import PdfPage
from dispatch.version import __version__
from dispatch.word.manuscript.document import read_manuscript
from dispatch.word.package.opening import Unreadable, read_package

NAME = "congvan"


def page_engines() -> Iterator[Engine]:
    """Yield every engine that is known of, ours before those of others."""
    yield Engine(NAME, __version__, print_files)
    yield from known_engines()


def lay_out_word(docx: bytes) -> Pages:
    """Return a Word file as pages; CannotLayOut or Unreadable where it is none that is laid out here."""
    return lay_out(read_manuscript(read_package(docx)))


def print_files(files: Sequence[bytes], _: int = 1) -> list[Printed]:
    """Return a PDF of each file."""
    return [
        printed._replace(pdf=pdf_file(printed.laid)) if printed.laid else printed
        for printed in lay_out_files(files)
    ]


def lay_out_files(files: Sequence[bytes]) -> list[Printed]:
    """Return the pages of each file; one after the other, for another process would take longer to begin."""
    return [_laid_out(docx) for docx in files]


def _laid_out(docx: bytes) -> Printed:
    try:
        pages = lay_out_word(docx)
        refuse_undrawable(pages)
    except CannotLayOut as error:
        return Printed(why=error.why, detail=error.detail)
    except Unreadable as error:
        return Printed(why=error.why)
    return Printed(laid=pages)


def pages_as_read(pages: Pages) -> tuple[PdfPage, ...]:
    """Return pages as a reader of their PDF would find them."""
    return tuple([_as_read(page) for page in pages.pages])


def _as_read(page: Page) -> PdfPage:
    faces = {face_name(run.look) for line in page.lines for run in line.runs}
    return PdfPage(
        width=page.width,
        height=page.height,
        letters="\n".join(text_rows(page)).translate(AS_DRAWN),
        pictures=len(page.pictures),
        strokes=tuple([(rule.box.width, rule.box.height) for rule in page.rules]),
        fonts=frozenset(read_face(face).name for face in faces),
    )
