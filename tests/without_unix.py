"""A system without what only Unix has, as far as the files of this project can tell.

Calls are gone for everybody. Modules are hidden from imports that stand in our own files and from nobody else:
a package that needs one where it is there, and asks first, is none of our business.
"""

import builtins
import os
import signal
from pathlib import Path

ROOT = Path(__file__).parent.parent
OURS = tuple(f"{ROOT / room}{os.sep}" for room in ("dispatch", "tests"))
MODULES = {"fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}
CALLS = (
    "fork",
    "forkpty",
    "geteuid",
    "killpg",
    "mkfifo",
    "openpty",
    "register_at_fork",
    "seteuid",
    "setsid",
    "sync",
)
SIGNALS = ("SIGHUP", "SIGKILL")


def hide():
    """Take away the calls for good, and the modules from whatever of ours is imported from now on."""
    for owner, names in ((os, CALLS), (signal, SIGNALS)):
        for name in names:
            if hasattr(owner, name):
                delattr(owner, name)
    there = builtins.__import__

    def find(name, globals=None, locals=None, fromlist=(), level=0):  # noqa: A002 - as Python calls them
        asking = (globals or {}).get("__file__") or ""
        if not level and name.split(".")[0] in MODULES and asking.startswith(OURS):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return there(name, globals, locals, fromlist, level)

    builtins.__import__ = find
