"""Which engines there are, and which of them makes a picture."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dispatch.preview.engines import libreoffice, word2pdf_engine
from dispatch.preview.engines.engine import Engine, unusable_engine
from dispatch.problem import N_, Fault, Refused

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "congvan.engines"
UNKNOWN = Fault("X001", N_("không có bộ dựng trang '{name}'"), N_("các bộ biết đến: {names}"))
UNUSABLE = Fault("X002", N_("không dùng được bộ dựng trang {name}: {why}"), N_("xem congvan doctor"))
NONE_HERE = Fault("X003", N_("máy này không có bộ dựng trang nào dùng được"), N_("xem congvan doctor"))
NO_ENGINE = N_("không phải bộ dựng trang")


def known_engines() -> Iterator[Engine]:
    """Yield every engine that is known of, those that need no looking for first."""
    yield word2pdf_engine.engine()
    yield libreoffice.engine()
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP):
        yield _engine_of_entry_point(point)


def choose_engine(name: str | None, available: Iterable[Engine]) -> Engine:
    """Return the engine of that name, or the first that may be used unasked; or refuse."""
    if name is None:
        first = next(unasked_engines(available), None)
        if first is None:
            raise Refused([NONE_HERE.at()])
        return first
    known = list(available)
    found = next((engine for engine in known if engine.name == name), None)
    if found is None:
        raise Refused([UNKNOWN.at(name=name, names=", ".join(engine.name for engine in known))])
    if found.trouble:
        raise Refused([UNUSABLE.at(name=name, why=found.trouble)])
    return found


def unasked_engines(available: Iterable[Engine]) -> Iterator[Engine]:
    """Yield the engines that may be used without being asked for."""
    return (engine for engine in available if not engine.trouble and not engine.caution)


def _engine_of_entry_point(point: "EntryPoint") -> Engine:
    """Return an engine that another package offers; one that is broken says so."""
    try:
        offered = point.load()()
    except Exception as error:  # noqa: BLE001 - a stranger's code: whatever it raises is why it cannot be used
        return unusable_engine(point.name, f"{type(error).__name__}: {error}")
    return (
        offered._replace(name=point.name)
        if isinstance(offered, Engine)
        else unusable_engine(point.name, NO_ENGINE)
    )
