"""Drafts: written beside their targets and moved over them, so that a file is there whole or not at all."""

import contextlib
import errno
import os
from collections.abc import Iterable
from pathlib import Path

from dispatch.problem import Place, Refused
from dispatch.world.io_errors import UNWRITABLE, reason_of

DRAFT, DRAFT_END = ".congvan-", ".tmp"
NO_WAIT_FOR_FOLDERS = frozenset(  # what file systems answer that cannot, or may not, wait for a folder
    {errno.EACCES, errno.EBADF, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
)


def replace_file(name: str, pieces: Iterable[bytes], *, wait: bool) -> None:
    """Write a draft beside the target and move it over; whatever happens, no draft is left."""
    folder = os.path.dirname(name)  # noqa: PTH120 - a batch comes here a hundred thousand times
    draft = new_draft(folder)
    try:
        _write_draft(draft, folder, pieces, wait=wait)
        os.replace(draft, name)  # noqa: PTH105
        if wait:
            _wait_for_folder(folder)
    except BaseException as error:
        with contextlib.suppress(OSError, ValueError):
            os.unlink(draft)  # noqa: PTH108
        if isinstance(error, (OSError, ValueError)):
            raise Refused([UNWRITABLE.at(Place(name), why=reason_of(error))]) from error
        raise


def new_draft(folder: str) -> str:
    """Return the name of a draft that is not there yet."""
    return os.path.join(folder, f"{DRAFT}{os.urandom(6).hex()}{DRAFT_END}")  # noqa: PTH118


def clear_draft(draft: Path) -> None:
    """Take away a draft, or a folder of drafts under another name.

    Whoever still writes to it must not find it.
    """
    with contextlib.suppress(OSError):
        if not draft.is_dir() or draft.is_symlink():
            draft.unlink()
            return
        import shutil

        gone = Path(new_draft(str(draft.parent)))
        draft.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _write_draft(draft: str, folder: str, pieces: Iterable[bytes], *, wait: bool) -> None:
    """Write a draft, its folder made if it is missing."""
    try:
        number = begin_draft(draft)
    except FileNotFoundError:
        _make_folder(Path(folder), wait=wait)
        number = begin_draft(draft)
    fill_draft(number, pieces, wait=wait)


def _make_folder(folder: Path, *, wait: bool) -> None:
    """Make a folder, and those above it that are missing.

    To wait for one is to wait for the one that holds it.
    """
    missing = [one for one in (folder, *folder.parents) if wait and not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        _wait_for_folder(str(one.parent))


def _wait_for_folder(folder: str) -> None:
    """Wait until the disk knows what a folder holds, where a system can.

    Without it a file may lose its name.
    """
    if os.name == "nt":
        return
    try:
        number = os.open(folder or os.curdir, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
    except OSError as error:
        if error.errno not in NO_WAIT_FOR_FOLDERS:
            raise


def begin_draft(name: str) -> int:
    """Open a file that must not be there yet."""
    return os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)


def fill_draft(number: int, pieces: Iterable[bytes], *, wait: bool) -> None:
    """Write an open file and close it."""
    try:
        for piece in pieces:
            left = memoryview(piece)
            while left:
                left = left[os.write(number, left) :]
        if wait:
            os.fsync(number)
    finally:
        os.close(number)
