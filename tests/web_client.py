"""A browser without a screen: asks the pages as a browser of the clerk would, over a folder in memory."""

from html.parser import HTMLParser

from conftest import Memory, png
from starlette.testclient import TestClient

from dispatch.problem import Fault, Place, Refused
from dispatch.web.access import OwnMachine
from dispatch.web.app import create_app
from dispatch.web.page_source import DrawnPages
from dispatch.web.site import Site

PORT = 8700
ORIGIN = f"http://127.0.0.1:{PORT}"
NO_PAGES = Fault("X999", "không dựng được")


class OnePage:
    """Draws every letter as one white page, and refuses one that says so."""

    def draw(self, file, text):
        if "không dựng" in text:
            raise Refused([NO_PAGES.at(Place(file))])
        return DrawnPages([png(7, 10)], "image/png", ())

    def draw_file(self, file):
        if file.endswith(".txt"):
            raise Refused([NO_PAGES.at(Place(file))])
        return DrawnPages([png(7, 10), png(7, 10)], "image/png", ())

    def close(self):
        pass


class Visitor:
    """A browser at the pages of a folder; it has come in unless it is a stranger."""

    def __init__(self, files=(), *, inside=True, world=None, folder="cv"):
        self.world = world or Memory({f"{folder}/{name}": data for name, data in dict(files).items()})
        self.log = []
        self.site = Site.at(self.world, folder, OwnMachine(PORT), OnePage(), self.log.append)
        self.site.runs.patience = 600  # a test sees what came of it
        self.client = TestClient(create_app(self.site), base_url=ORIGIN, follow_redirects=False)
        if inside:
            self.get("/enter", params={"token": self.site.access.token})

    def get(self, path, **how):
        return self.client.get(path, **how)

    def post(self, path, pairs=(), **how):
        data = {"csrf": self.site.access.csrf, **dict(pairs)}
        return self.client.post(path, data=data, **{"headers": {"origin": ORIGIN}, **how})


class _Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def elements(html, tag):
    """Return the attributes of every element of a kind, as a browser would see them."""
    parser = _Elements()
    parser.feed(html)
    return [attributes for name, attributes in parser.found if name == tag]
