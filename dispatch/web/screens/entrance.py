"""The way in, the files that every page brings along, the choice of the language."""

from pathlib import Path
from typing import cast

from dispatch.language import LANGUAGES
from dispatch.pages.truetype import FONTS
from dispatch.problem import N_, Fault, Refused
from dispatch.web.access import NO_SESSION, OwnMachine
from dispatch.web.site import Answer, Asked, Site

STATIC = Path(__file__).parent.parent / "static"
KINDS = {
    ".ttf": "font/ttf",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
NO_FILE = Fault("S007", N_("trang không có tệp '{name}'"))


def enter(site: Site, asked: Asked) -> Answer:
    """Let in whoever brings the token, once."""
    session = cast("OwnMachine", site.access).enter(asked.query.get("token", ""))
    if not session:
        raise Refused([NO_SESSION.at()])
    return Answer(goal="/", cookies={site.access.cookie: session})


def static_file(site: Site, asked: Asked) -> Answer:  # noqa: ARG001 - every screen is asked alike
    """Return a style sheet, a script, a sign: one of those that come along."""
    return static_answer(asked.path["file"])


def static_answer(name: str) -> Answer:
    """Return a file that comes along, or refuse a name that is none."""
    known = {file.name: file for file in (*STATIC.iterdir(), *FONTS.iterdir()) if file.suffix in KINDS}
    if name not in known:
        raise Refused([NO_FILE.at(name=name)])
    return Answer(known[name].read_bytes(), KINDS[known[name].suffix], stays=known[name].suffix == ".ttf")


def choose_language(site: Site, asked: Asked) -> Answer:  # noqa: ARG001 - every screen is asked alike
    """Remember in which language somebody reads."""
    chosen = asked.said("language")
    return Answer(goal="/", cookies={"language": chosen} if chosen in LANGUAGES else {})
