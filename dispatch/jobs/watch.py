"""Make pages again whenever what they were made from is saved, until someone stops it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Generic, NamedTuple, NoReturn, TypeVar

from dispatch.jobs.preview import PageOutputs, page_products
from dispatch.jobs.render_pages import RenderedPages
from dispatch.problem import Problem, Refused, in_reading_order
from dispatch.world import CachingReader, Outputs, WatchingReader, World

T = TypeVar("T")
EVERY, SETTLING = 0.04, 0.05  # seconds between looks; and for an editor to finish what it has begun to write


class Clock(NamedTuple):
    """What time it is, and how to let some pass."""

    now: Callable[[], float]
    sleep: Callable[[float], None]


class WatchRound(NamedTuple, Generic[T]):
    """What came of making something once: it, or why not; and how long it took."""

    made: T | None
    problems: Sequence[Problem]
    seconds: float


class WatchedWorld:
    """A world that notes what is asked of it, and what that was like just before.

    So that it is seen to change.
    """

    def __init__(self, world: WatchingReader) -> None:
        self.world = world
        self.files: dict[str, object] = {}
        self.folders: dict[tuple[str, str], list[str]] = {}

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file, or refuse; one that is not there is waited for."""
        self.files[name] = self.world.stamp(name)
        return self.world.read(name, most)

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the files in a folder."""
        self.folders[folder, suffix] = self.world.names(folder, suffix)
        return self.folders[folder, suffix]

    def today(self) -> date:
        """Return the day on the calendar."""
        return self.world.today()

    def recall(self, key: str) -> str:
        """Return what an earlier run left under a key, or nothing."""
        return self.world.recall(key)

    def remember(self, key: str, text: str) -> None:
        """Leave something for a later run."""
        self.world.remember(key, text)

    def changed(self) -> bool:
        """Say whether anything is no longer what it was."""
        files = any(self.world.stamp(name) != stamp for name, stamp in self.files.items())
        return files or any(self.world.names(*asked) != names for asked, names in self.folders.items())


def watch(
    world: WatchingReader,
    make: Callable[[CachingReader], T],
    clock: Clock,
    tell: Callable[[WatchRound[T]], None],
) -> NoReturn:
    """Make something, tell of it, and do so again after each change.

    What is refused is told and waited over.
    """
    while True:
        seen = WatchedWorld(world)
        tell(_round(seen, make, clock))
        while not seen.changed():
            clock.sleep(EVERY)
        clock.sleep(SETTLING)


def _round(seen: CachingReader, make: Callable[[CachingReader], T], clock: Clock) -> WatchRound[T]:
    began = clock.now()
    try:
        shown, problems = make(seen), ()
    except Refused as refusal:
        return WatchRound(None, in_reading_order(refusal.problems), clock.now() - began)
    return WatchRound(shown, problems, clock.now() - began)


class PageOutlet:
    """Where the pages of one file go again and again.

    Over what we wrote ourselves, over nothing else unless asked.
    """

    def __init__(self, world: World, file: str, wanted: PageOutputs, *, force: bool) -> None:
        self.file = file
        self.wanted = wanted
        self.sources = {file}
        self.outputs = Outputs(world, self, force=force)

    def put(self, pages: RenderedPages, sources: Iterable[str]) -> None:
        """Write the pages that were made of some sources; a page that is no more is taken away."""
        self.sources.update(sources)
        files = page_products(pages, self.file, self.wanted)
        self.outputs.write(files)
        for name in self.outputs.ours.keys() - files.keys():
            self.outputs.discard(name)
