"""Công văn: official Vietnamese dispatches, from a YAML file to a Word document.

The names in `__all__` are the library: what they do and raise stays as it is documented in
docs/library.md. Everything else is the inside of the house and may move.
"""

from typing import TYPE_CHECKING

from dispatch.version import __version__ as __version__

if TYPE_CHECKING:
    from dispatch.library import Document, build, build_batch, check, make_pages, measure
    from dispatch.problem import Place, Problem, Refused, Severity
    from dispatch.world.disk import Disk
    from dispatch.world.memory import MemoryWorld

__all__ = [
    "Disk",
    "Document",
    "MemoryWorld",
    "Place",
    "Problem",
    "Refused",
    "Severity",
    "build",
    "build_batch",
    "check",
    "make_pages",
    "measure",
]
_HOMES = {
    "Disk": "dispatch.world.disk",
    "MemoryWorld": "dispatch.world.memory",
    "Place": "dispatch.problem",
    "Problem": "dispatch.problem",
    "Refused": "dispatch.problem",
    "Severity": "dispatch.problem",
}


def __getattr__(name: str) -> object:
    """Bring in the library when it is first asked for.

    A command that only shows its help needs none of it.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES.get(name, "dispatch.library")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return what the library offers."""
    return sorted([*globals(), *__all__])
