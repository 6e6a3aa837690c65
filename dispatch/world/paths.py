"""Where things are kept: what comes with the program, what is the user's own, what is only remembered."""

import functools
import os
from pathlib import Path


def cache_folder() -> Path:
    """Return the folder of this user's caches."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(base) / "congvan"


def user_folder() -> str:
    """Return the folder of what this user keeps, or nothing where the system knows no home."""
    own = os.environ.get("CONGVAN_HOME")
    if own:
        return own
    base = os.environ.get("APPDATA") if os.name == "nt" else os.environ.get("XDG_CONFIG_HOME")
    try:
        return str(Path(base or Path.home() / ".config") / "congvan")
    except RuntimeError:
        return ""


@functools.cache
def shipped_folder(kind: str) -> str:
    """Return the folder of the templates or configs that come with the program."""
    room = Path(__file__).parent.parent
    inside = room / "shipped" / kind
    return str(inside if inside.is_dir() else room.parent / kind)


def canonical_path(name: str) -> str:
    """Return where a name leads, the same however it is written."""
    return os.path.normcase(os.path.realpath(name))
