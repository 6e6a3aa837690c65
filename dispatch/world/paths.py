"""Where things are kept: what comes with the program, what is the user's own, what is only remembered."""

import functools
import os
from pathlib import Path


def cache_folder() -> Path | None:
    """Return the folder of this user's caches, or nothing where the system knows no home."""
    return _own_folder(os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA"), ".cache")


def user_folder() -> str:
    """Return the folder of what this user keeps, or nothing where the system knows no home."""
    own = os.environ.get("CONGVAN_HOME")
    if own:
        return own
    base = os.environ.get("APPDATA") if os.name == "nt" else os.environ.get("XDG_CONFIG_HOME")
    return str(_own_folder(base, ".config") or "")


def _own_folder(base: str | None, in_home: str) -> Path | None:
    """Return our folder where this user's are said to be, or else in the home.

    A nameless user may have none.
    """
    try:
        return Path(base or Path.home() / in_home) / "congvan"
    except RuntimeError:
        return None


@functools.cache
def shipped_folder(kind: str) -> str:
    """Return the folder of the templates or configs that come with the program."""
    room = Path(__file__).parent.parent
    inside = room / "shipped" / kind
    return str(inside if inside.is_dir() else room.parent / kind)


def canonical_path(name: str) -> str:
    """Return where a name leads, the same however it is written."""
    return os.path.normcase(os.path.realpath(name))
