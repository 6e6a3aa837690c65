"""Pages that were drawn lately, for a browser to fetch as pictures."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable

from dispatch.problem import N_, Fault, Refused
from dispatch.web.page_source import DrawnPages, PageSource

KEPT_MOST = 60
GONE = Fault("S008", N_("trang này không còn giữ nữa"), N_("sửa một chữ, hoặc tải lại trang"))


class DrawnLately:
    """The last pages, by what they were drawn of."""

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self._kept: OrderedDict[str, DrawnPages] = OrderedDict()
        self._lock = threading.Lock()

    def draw(self, file: str, text: str) -> str:
        """Return the key of a letter's pages, drawn now if they are not there; or refuse."""
        key = hashlib.sha256(f"{file}\0{text}".encode()).hexdigest()
        return self._kept_or_drawn(key, lambda: self._source.draw(file, text))

    def draw_file(self, file: str, mark: str) -> str:
        """Return the key of the pages of a finished file, drawn now if they are not there; or refuse.

        The mark tells the contents of a file from what stood there before.
        """
        key = hashlib.sha256(f"{file}\0\0{mark}".encode()).hexdigest()
        return self._kept_or_drawn(key, lambda: self._source.draw_file(file))

    def _kept_or_drawn(self, key: str, draw: Callable[[], DrawnPages]) -> str:
        if key not in self._kept:
            drawn = draw()
            with self._lock:
                self._kept[key] = drawn
                while len(self._kept) > KEPT_MOST:
                    self._kept.popitem(last=False)
        return key

    def pages(self, key: str) -> DrawnPages:
        """Return pages by their key, or refuse."""
        drawn = self._kept.get(key)
        if drawn is None:
            raise Refused([GONE.at()])
        return drawn
