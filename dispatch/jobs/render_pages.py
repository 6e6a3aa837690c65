"""Make pages of a Word file, and tell what they fail to show."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from dispatch import decree
from dispatch.jobs import own_engine
from dispatch.pages.pages import Pages
from dispatch.pages.pdf.file import pdf_file, pdf_pack
from dispatch.preview import losses
from dispatch.preview.engines.engine import Engine, Printed
from dispatch.preview.engines.registry import choose_engine, unasked_engines
from dispatch.preview.pdf_pages import PdfPage, read_pages
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity

if TYPE_CHECKING:
    from dispatch.word.expected_content import ExpectedContent

NOT_WORD = Fault("X011", N_("không phải tệp Word (.docx) đọc được: {why}"))
NO_PDF = Fault(
    "X012", N_("{engine} không làm được PDF: {why}{detail}"), N_("thử bộ dựng khác, hoặc mở tệp bằng Word")
)
ON_REQUEST = Fault(
    "X013", N_("{engine}: {why}"), N_("bỏ --engine, hoặc cài LibreOffice mới hơn"), Severity.WARNING
)
BY_OTHERS = Fault(
    "X024",
    N_("trang do {engine} dựng, vì congvan không tự dàn được tệp này: {why}{detail}"),
    N_("ngắt dòng, ngắt trang có thể khác Word đôi chút"),
    Severity.INFO,
)
AT_ONCE = 50  # files for each worker; their pages wait in memory
UNREADABLE = N_("PDF làm ra không mở được")


class RenderedPages(NamedTuple):
    """A Word file as pages: who made them, in which fonts, and what they lack.

    `drawn` is a PDF, or pages that we laid out ourselves.
    """

    drawn: bytes | Pages
    pages: tuple[PdfPage, ...]
    engine: Engine
    fonts: tuple[str, ...]
    problems: tuple[Problem, ...]
    families: tuple[str, ...]
    replaced: tuple[str, ...]

    @property
    def pdf(self) -> bytes:
        """The pages as a PDF."""
        return self.drawn if isinstance(self.drawn, bytes) else pdf_file(self.drawn)


def pack_pdfs(rendered: Iterable[RenderedPages]) -> Iterator[bytes]:
    """Yield PDFs with the pages of several files in their order; of those we laid out, as few as can be."""
    for ours, together in groupby(rendered, key=lambda pages: isinstance(pages.drawn, Pages)):
        if ours:
            yield pdf_pack(pages.drawn for pages in together if isinstance(pages.drawn, Pages))
        else:
            yield from (pages.pdf for pages in together)


def render_pages(docx: bytes, file: str, name: str | None = None) -> RenderedPages:
    """Return a Word file as pages: made by the engine of that name, or by the first that shows all of it."""
    made: list[RenderedPages] = []
    failed: list[Problem] = []
    ours = Printed()
    for engine in _candidates(name):
        [printed] = _print(engine, [docx], 1)
        if engine.name == own_engine.NAME:
            ours = printed
        said = _said(printed, docx, file)
        try:
            made.append(_judge_pages(engine, printed, said, file))
        except Refused as refusal:
            failed += refusal.problems
        if made and not _lacks(made[-1]):
            break
    if not made:
        raise Refused(failed)
    return _with_reason(min(made, key=_lacks), ours, file)


def _with_reason(pages: RenderedPages, ours: Printed, file: str) -> RenderedPages:
    """Return pages; where another engine had to make them, with the reason."""
    if not ours.why:
        return pages
    told = BY_OTHERS.at(Place(file), engine=pages.engine.name, why=ours.why, detail=_in_brackets(ours.detail))
    return pages._replace(problems=(told, *pages.problems))


class Printout(NamedTuple):
    """One of many files as pages, or why it has none."""

    file: str
    made: RenderedPages | None
    problems: Sequence[Problem]


def render_all(
    files: Iterable[tuple[str, bytes]], name: str | None = None, workers: int = 1
) -> Iterator[Printout]:
    """Yield many Word files as pages, in their order; only some are in memory at a time."""
    engine = choose_engine(name, own_engine.page_engines())
    waiting = iter(files)
    while some := list(islice(waiting, AT_ONCE * workers)):
        made = _print(engine, [docx for _, docx in some], workers)
        for (file, docx), printed in zip(some, made, strict=True):
            yield _printout(engine, printed, docx, file, name)


def _printout(engine: Engine, printed: Printed, docx: bytes, file: str, name: str | None) -> Printout:
    """Return what an engine made of one of many; where it lacks something, other engines may be asked."""
    try:
        made = (
            _judge_pages(engine, printed, _said(printed, docx, file), file)
            if printed.pdf or printed.laid or name
            else render_pages(docx, file)
        )
        if _lacks(made) and name is None:
            made = render_pages(docx, file)
    except Refused as refusal:
        return Printout(file, None, refusal.problems)
    return Printout(file, made, made.problems)


def _print(engine: Engine, files: Sequence[bytes], workers: int) -> list[Printed]:
    """Return what an engine makes of some files; of ours no PDF before one is asked for."""
    return own_engine.lay_out_files(files) if engine.name == own_engine.NAME else engine.pdf(files, workers)


def _said(printed: Printed, docx: bytes, file: str) -> "ExpectedContent | None":
    """Return what a file says, for pages that it is to be looked for on."""
    return None if printed.laid else _expected_content_of(docx, file)


def _expected_content_of(docx: bytes, file: str) -> "ExpectedContent":
    """Return what a Word file says, or refuse what is none."""
    from dispatch.word.expected_content import expected_content
    from dispatch.word.package.opening import Unreadable

    try:
        return expected_content(docx)
    except Unreadable as error:
        raise Refused([NOT_WORD.at(Place(file), why=error.why)]) from error


def _candidates(name: str | None) -> Iterator[Engine]:
    """Yield the engines to try: the one that was asked for, or one after the other."""
    available = own_engine.page_engines()
    yield choose_engine(name, available)
    if name is None:
        yield from unasked_engines(available)


def _judge_pages(
    engine: Engine, printed: Printed, said: "ExpectedContent | None", file: str
) -> RenderedPages:
    """Return what one engine made and what that lacks, or refuse.

    Ours shows all of a file or refuses it: what the file says need not be looked for on its pages.
    """
    if said is not None:
        return _judge_printed(engine, printed, said, file)
    laid = printed.laid or Pages((), "", "")
    return _rendered(engine, laid, own_engine.pages_as_read(laid), frozenset({decree.FONT}), ())


def _judge_printed(engine: Engine, printed: Printed, said: "ExpectedContent", file: str) -> RenderedPages:
    """Return what is on the pages of a PDF and what they lack, or refuse."""
    pages = read_pages(printed.pdf)
    if not pages:
        why, detail = printed.why or UNREADABLE, _in_brackets(printed.detail)
        raise Refused([NO_PDF.at(Place(file), engine=engine.name, why=why, detail=detail)])
    problems = [*_cautions(engine), *losses.find_losses(said, pages)]
    placed = tuple(problem._replace(place=Place(file)) for problem in problems)
    return _rendered(engine, printed.pdf, pages, said.fonts, placed)


def _rendered(
    engine: Engine,
    drawn: bytes | Pages,
    pages: tuple[PdfPage, ...],
    asked: frozenset[str],
    problems: tuple[Problem, ...],
) -> RenderedPages:
    fonts = tuple(sorted({font for page in pages for font in page.fonts}))
    families, replaced = losses.font_families(pages), losses.replaced_fonts(asked, pages)
    return RenderedPages(drawn, pages, engine, fonts, problems, tuple(families), tuple(replaced))


def _in_brackets(detail: str) -> str:
    return f" ({detail})" if detail else ""


def _cautions(engine: Engine) -> Iterator[Problem]:
    if engine.caution:
        yield ON_REQUEST.at(engine=f"{engine.name} {engine.version}", why=engine.caution)


def _lacks(pages: RenderedPages) -> int:
    """Return how much a picture lacks: how many kinds of things a picture lacks."""
    return sum(problem.severity is Severity.WARNING for problem in pages.problems)
