"""Tell what this machine has, and try each engine rather than believe it."""

import platform
from collections.abc import Iterator
from typing import NamedTuple

from dispatch.jobs.own_engine import page_engines
from dispatch.jobs.render_pages import UNREADABLE
from dispatch.jobs.templates import list_templates
from dispatch.preview.engines import libreoffice
from dispatch.preview.engines.engine import Engine
from dispatch.preview.pdf_pages import read_pages
from dispatch.problem import N_
from dispatch.version import __version__
from dispatch.world import TEMPLATE_MOST, World

TIMES = "TimesNewRoman"
GET_OFFICE = N_("cài LibreOffice từ 24.2: hình có cả nét vẽ, ngắt dòng như Word, và để so với bộ dựng đi kèm")
GET_TIMES = N_("cài phông Times New Roman: hình dùng đúng phông của tệp; phông Tinos đi kèm chỉ rộng bằng nó")


class TriedEngine(NamedTuple):
    """An engine after a trial: the fonts it drew Times New Roman in, or why it cannot be used."""

    engine: Engine
    fonts: tuple[str, ...]
    why: str


class Diagnosis(NamedTuple):
    """What there is, and what to install for more."""

    congvan: str
    python: str
    system: str
    engines: tuple[TriedEngine, ...]
    advice: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Say whether pages can be made without asking for a certain engine."""
        return any(not (tried.why or tried.engine.caution) for tried in self.engines)


def diagnose(world: World) -> Diagnosis:
    """Return what this machine has for making pages."""
    page = world.read(list_templates(world)[0], TEMPLATE_MOST)
    tried = tuple(_try_engine(engine, page) for engine in page_engines())
    return Diagnosis(
        __version__, platform.python_version(), platform.platform(), tried, tuple(_advice(tried))
    )


def _try_engine(engine: Engine, page: bytes) -> TriedEngine:
    [printed] = engine.pdf([page], 1)
    pages = read_pages(printed.pdf) if printed.pdf else ()
    fonts = tuple(sorted({font for page in pages for font in page.fonts}))
    return TriedEngine(engine, fonts, "" if pages else printed.why or UNREADABLE)


def _advice(tried: tuple[TriedEngine, ...]) -> Iterator[str]:
    if any(trial.engine.name == libreoffice.NAME and (trial.why or trial.engine.caution) for trial in tried):
        yield GET_OFFICE
    if not any(font.startswith(TIMES) for trial in tried for font in trial.fonts):
        yield GET_TIMES
