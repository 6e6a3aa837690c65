"""Worlds without a disk: files held in memory, alone or beside what comes with the program."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePath

from dispatch.problem import Place, Refused
from dispatch.world.io_errors import NO_FILE, UNREADABLE, refuse_large
from dispatch.world.paths import shipped_folder


class MemoryFiles:
    """A world of files that are held in memory, and no others."""

    def __init__(self, files: Mapping[str, bytes], day: date) -> None:
        self.day = day
        self.files = {str(PurePath(name)): data for name, data in files.items()}

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, or refuse."""
        if (data := self.files.get(str(PurePath(name)))) is None:
            raise Refused([UNREADABLE.at(Place(name), why=NO_FILE)])
        return refuse_large(data, name, most)

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder, sorted."""
        inside = (PurePath(name) for name in self.files)
        return sorted(
            file.name for file in inside if file.parent == PurePath(folder) and file.suffix == suffix
        )

    def today(self) -> date:
        """Return the day on which the files were put together."""
        return self.day


class MemoryWorld:
    """The whole outside in memory, with the templates and configs that come with the program.

    It may be used from several threads, as long as each letter has files of its own.
    """

    def __init__(
        self,
        files: Mapping[str, bytes | str] | None = None,
        today: date | None = None,
        texts: dict[str, str] | None = None,
    ) -> None:
        given = (files or {}).items()
        self.files = {_key(name): data.encode() if isinstance(data, str) else data for name, data in given}
        self.day = today
        self.texts = {} if texts is None else texts

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, or refuse."""
        data = self.files.get(_key(name))
        if data is None:
            data = _read_shipped(name)
        if data is None:
            raise Refused([UNREADABLE.at(Place(name), why=NO_FILE)])
        return refuse_large(data, name, most)

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder, sorted."""
        inside = {PurePath(name) for name in self.files} | set(_shipped_in(folder))
        return sorted(
            file.name for file in inside if file.parent == PurePath(folder) and file.name.endswith(suffix)
        )

    def today(self) -> date:
        """Return the day that was given, or today."""
        return self.day or date.today()  # noqa: DTZ011 - the clerk's own day

    def recall(self, key: str) -> str:
        """Return what was left under a key, or nothing."""
        return self.texts.get(key, "")

    def remember(self, key: str, text: str) -> None:
        """Leave something for the next letter."""
        self.texts[key] = text

    def stamp(self, name: str) -> object:
        """Return which file it is; nothing if it is not there."""
        return _key(name) if _key(name) in self.files else None

    def write(self, name: str, data: bytes) -> None:
        """Keep the bytes of a file."""
        self.files[_key(name)] = data

    def stream(self, name: str, pieces: Iterable[bytes]) -> None:
        """Keep a file that comes piece by piece."""
        self.write(name, b"".join(pieces))

    def put(self, name: str, data: bytes) -> None:
        """Keep the bytes of a file."""
        self.write(name, data)

    def place(self, draft: str, name: str) -> None:
        """Keep a draft under its own name."""
        self.write(name, self.files.pop(_key(draft)))

    def sweep(self, folder: str) -> None:
        """Leave everything: nothing here outlives its process."""

    def settle(self) -> None:
        """Wait for nothing."""

    def exists(self, name: str) -> bool:
        """Say whether something of that name is there."""
        return _key(name) in self.files or self.is_folder(name)

    def is_folder(self, name: str) -> bool:
        """Say whether the name is a folder."""
        return any(PurePath(name) in PurePath(file).parents for file in self.files)

    def files_below(self, folder: str) -> list[str]:
        """Return the names of all files in a folder and in those below it, sorted."""
        return sorted(name for name in self.files if PurePath(folder) in PurePath(name).parents)

    def is_link(self, name: str) -> bool:  # noqa: ARG002 - memory has no links
        """Say whether the name leads to something else."""
        return False

    def append(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file."""
        self.write(name, self.files.get(_key(name), b"") + data)

    @contextmanager
    def claimed(self, name: str) -> Iterator[bool]:  # noqa: ARG002 - nobody else is here
        """Hold a lock."""
        yield True

    def discard(self, name: str) -> None:
        """Take a file away, if it is there."""
        self.files.pop(_key(name), None)


def _key(name: str) -> str:
    return str(PurePath(name))


def _is_shipped(name: str) -> bool:
    return any(PurePath(shipped_folder(kind)) in PurePath(name).parents for kind in ("templates", "configs"))


def _read_shipped(name: str) -> bytes | None:
    """Return a file that comes with the program."""
    if ".." in PurePath(name).parts or not _is_shipped(name):
        return None
    file = Path(name)
    return file.read_bytes() if file.is_file() else None


def _shipped_in(folder: str) -> list[PurePath]:
    """Return the files of a folder that comes with the program."""
    place = Path(folder)
    known = ".." not in place.parts and _is_shipped(str(place / "x")) and place.is_dir()
    return [PurePath(file) for file in place.iterdir()] if known else []
