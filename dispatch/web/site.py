"""What every screen shares, and what one request asks."""

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from dispatch.configs import SUFFIX
from dispatch.jobs.send_many import CheckedBatch
from dispatch.problem import N_, Fault, Problem, Refused, Say
from dispatch.web.access import Access
from dispatch.web.batch_runs import BatchRuns
from dispatch.web.drawn import DrawnLately
from dispatch.web.events import EventLog
from dispatch.web.page_source import PageSource
from dispatch.web.rights import NOBODY, Visit
from dispatch.world import World

NO_LETTER = Fault("S004", N_("thư mục này không có công văn '{name}'"), N_("xem danh sách ở bàn làm việc"))


class Site(NamedTuple):
    """What every screen shares: the outside, the folder of letters, who may enter, pages, a lock to write."""

    world: World
    folder: str
    access: Access
    drawn: DrawnLately
    writing: threading.Lock
    tables: dict[str, str]
    """The table of recipients that was sent for each letter."""
    origins: "dict[str, Origin]"
    """What each letter of this session was read from."""
    checked: dict[str, CheckedBatch]
    """The last batch of each letter whose rows were looked at."""
    runs: BatchRuns
    """The batches that are being written."""
    events: EventLog
    """Who changed what, in an office."""
    log: Callable[[str], None]
    """Takes a line for whoever looks after the server; no word of a letter is in it."""

    @staticmethod
    def at(
        world: World, folder: str, access: Access, pages: PageSource, log: Callable[[str], None]
    ) -> "Site":
        """Return what the screens of a folder share."""
        return Site(
            world=world,
            folder=folder,
            access=access,
            drawn=DrawnLately(pages),
            writing=threading.Lock(),
            tables={},
            origins={},
            checked={},
            runs=BatchRuns(log),
            events=EventLog(world, folder),
            log=log,
        )

    def file_of(self, name: str) -> str:
        """Return the file of a letter, or refuse a name that the folder does not have.

        A name is looked for in the folder's own list, so that none leads out of it.
        """
        if name not in self.world.names(self.folder, SUFFIX):
            raise Refused([NO_LETTER.at(name=name)])
        return str(PurePath(self.folder) / name)


class Origin(NamedTuple):
    """The file that a letter was made from: where it is kept, its name, its hash, what was said of it."""

    file: str = ""
    name: str = ""
    mark: str = ""
    problems: Sequence[Problem] = ()


class Upload(NamedTuple):
    """A file that came with a form."""

    name: str
    data: bytes


class Asked(NamedTuple):
    """One request: the values in its path and query, the pairs and the files of its form, its language."""

    path: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    pairs: Sequence[tuple[str, str]] = ()
    uploads: Sequence[tuple[str, Upload]] = ()
    language: str = "vi"
    wants_json: bool = False
    say: Say = str
    visit: Visit = NOBODY
    cookies: Mapping[str, str] = {}

    def said(self, name: str) -> str:
        """Return what a form says under a name; nothing where it does not."""
        return next((value for key, value in self.pairs if key == name), "")

    def sent(self, name: str) -> list[Upload]:
        """Return the files that came under a name; a field in which no file was chosen sends none."""
        return [upload for key, upload in self.uploads if key == name and upload.name]

    def path_of(self, name: str) -> str:
        """Return a value of the path as it stands in an address."""
        return quote(self.path[name], safe="")

    def text(self, name: str) -> str:
        """Return a text of several lines, its line ends as in files."""
        return self.said(name).replace("\r\n", "\n")


class Answer(NamedTuple):
    """What goes back: its bytes and type, or where to go next."""

    data: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    goal: str = ""
    file_name: str = ""
    cookies: Mapping[str, str] = {}
    stays: bool = False
    """Whether a browser may keep it: fonts never change."""


Handler = Callable[[Site, Asked], Answer]
