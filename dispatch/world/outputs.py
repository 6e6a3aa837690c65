"""May a file be written? The one place that decides it, for every command there is and will be.

What a run has read is never written over, whatever is asked. What was there before is written
over only when that is asked for. What we wrote ourselves and nobody has touched since may be
renewed; what somebody has changed since is named and left, unless it is asked for.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import NamedTuple, Protocol

from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.world.io_errors import UNWRITABLE, reason_of
from dispatch.world.paths import cache_folder, canonical_path
from dispatch.world.ports import World

SOURCE = Fault("W008", N_("đó là tệp nguồn của chính công văn, không ghi đè"), N_("chọn tên khác"))
EXISTS = Fault("W004", N_("tệp đã có, không ghi đè"), N_("thêm --force nếu muốn ghi đè"))
EDITED = Fault(
    "W009",
    N_("tệp do công cụ này làm, nhưng đã có người sửa sau đó: giữ nguyên"),
    N_("đổi tên tệp đó, hoặc thêm --force nếu muốn ghi đè"),
)
LINK = Fault(
    "W010",
    N_("'{name}' là liên kết (link) trỏ sang chỗ khác, không ghi và không đọc qua nó"),
    N_("xóa liên kết đó, hoặc chọn thư mục khác"),
)
NEVER_OVER = frozenset({SOURCE.code, EXISTS.code, EDITED.code, LINK.code})
READ_MOST = 500_000_000  # what is larger cannot be compared with what we wrote, and counts as changed


class Sources(Protocol):
    """Whatever knows the names of all that a run has read."""

    @property
    def sources(self) -> Iterable[str]:
        """The names of the files that were read."""


class Output(NamedTuple):
    """A file to be written.

    Its name, its bytes or the draft that holds them, and their hash where it is known.
    """

    target: str
    data: bytes
    draft: str = ""
    sha256: str = ""


class Outputs:
    """Everything that a run may write; what it wrote itself it may renew."""

    def __init__(
        self, world: World, reading: Sources, *, force: bool = False, ours: Mapping[str, str] | None = None
    ) -> None:
        self.world = world
        self.reading = reading
        self.force = force
        self.ours = dict(ours or {})
        self._sources: tuple[int, frozenset[str], frozenset[object]] = (-1, frozenset(), frozenset())

    def problem(self, target: str) -> Problem | None:
        """Return why a file may not be written, if there is a reason."""
        if not self.world.exists(target):
            return None
        if self._is_source(target):
            return SOURCE.at(Place(target))
        if self.world.is_link(target):
            return link_problem(target)
        if self.force:
            return None
        if target not in self.ours:
            return EXISTS.at(Place(target))
        return None if self.is_ours(target) else EDITED.at(Place(target))

    def is_ours(self, target: str) -> bool:
        """Say whether a file is there and still what we wrote."""
        return target in self.ours and self.holds(target, self.ours[target])

    def holds(self, target: str, sha256: str) -> bool:
        """Say whether a file is there and has these contents; what a link leads to is not it."""
        if not self.world.exists(target) or self.world.is_folder(target) or self.world.is_link(target):
            return False
        try:
            return hashlib.sha256(self.world.read(target, READ_MOST)).hexdigest() == sha256
        except Refused:
            return False

    def refuse(self, targets: Iterable[str]) -> None:
        """Refuse every file that may not be written, all of them at once."""
        problems = [problem for target in targets if (problem := self.problem(target))]
        if problems:
            raise Refused(problems)

    def write(self, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """Write files, all of them or, where one may not be written, none; return their names."""
        self.refuse(files)
        for target, data in files.items():
            self.world.write(target, data)
            self.ours[target] = hashlib.sha256(data).hexdigest()
        return tuple(files)

    def stream(self, target: str, pieces: Iterable[bytes]) -> None:
        """Write one file piece by piece, whole or not at all."""
        self.refuse([target])
        digest = hashlib.sha256()
        self.world.stream(target, _sum_up(pieces, digest))
        self.ours[target] = digest.hexdigest()

    def put(self, files: Iterable[Output]) -> None:
        """Put files that were looked at already in their places; safe once the world has settled."""
        for file in files:
            if file.draft:
                self.world.place(file.draft, file.target)
            else:
                self.world.put(file.target, file.data)
            self.ours[file.target] = file.sha256

    def discard(self, target: str) -> None:
        """Take a file away that we wrote and nobody has touched since."""
        if self.is_ours(target):
            self.world.discard(target)
        self.ours.pop(target, None)

    def _is_source(self, target: str) -> bool:
        names = set(self.reading.sources)
        if len(names) != self._sources[0]:
            stamps = (self.world.stamp(name) for name in names)
            places = frozenset(canonical_path(name) for name in names)
            self._sources = (len(names), places, frozenset(stamp for stamp in stamps if stamp is not None))
        _, places, stamps_of_sources = self._sources
        return canonical_path(target) in places or self.world.stamp(target) in stamps_of_sources


def link_problem(target: str) -> Problem:
    """Return that something is a link, which nothing of ours goes through."""
    return LINK.at(Place(target), name=PurePath(target).name)


def write_to_cache(world: World, name: str, data: bytes) -> str:
    """Write what only a viewer needs among the user's caches, where nothing is anybody's; return where it is.

    Who has no home, or none that may be written to, is given a folder of the system's for what is temporary.
    """
    folder = cache_folder()
    if folder:
        with contextlib.suppress(Refused):
            return _write_into(world, folder, name, data)
    return _write_into(world, _temporary_folder(), name, data)


def _write_into(world: World, folder: Path, name: str, data: bytes) -> str:
    target = str(folder / PurePath(name).name)
    world.write(target, data)
    return target


def _temporary_folder() -> Path:
    """Make a folder that nobody else may enter."""
    from tempfile import mkdtemp

    try:
        return Path(mkdtemp(prefix="congvan-"))
    except OSError as error:
        raise Refused([UNWRITABLE.at(Place(error.filename or "."), why=reason_of(error))]) from error


def _sum_up(pieces: Iterable[bytes], digest: "hashlib._Hash") -> Iterable[bytes]:
    """Yield pieces and sum them up on their way."""
    for piece in pieces:
        digest.update(piece)
        yield piece
