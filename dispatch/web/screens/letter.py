"""The letter: a form beside its page, the YAML behind it, saved over what was seen and over nothing else."""

from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from dispatch.jobs.edit_letter import CHANGED, look_at, read_text, save_text
from dispatch.jobs.history import APART, keep_version
from dispatch.jobs.mend import make_change
from dispatch.model.form_fields import letter_fields
from dispatch.problem import N_, Fault, Refused
from dispatch.web.form_state import blank_row, letter_state, shown_kind
from dispatch.web.outline import part_kinds
from dispatch.web.page_source import MARKUP
from dispatch.web.rendering import data, page, told_problems
from dispatch.web.screens.approval import approval_of
from dispatch.web.site import Answer, Asked, Site
from dispatch.web.typed_letter import AS_FORM, AS_YAML, needed_keys, sections, told_at_fields, typed_text
from dispatch.world import LETTER_MOST

NO_PAGE = Fault("S013", N_("công văn này không có trang '{number}'"))
NO_KIND = Fault("S014", N_("không tải được dạng '{kind}'"), N_("chọn Word, PDF hoặc YAML"))
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "yaml": "text/plain; charset=utf-8",
}


def show_letter(site: Site, asked: Asked) -> Answer:
    """Show a letter as a form, or as YAML if that is asked for or all that can be shown."""
    file = site.file_of(asked.path["name"])
    text, seen = read_text(site.world, file)
    return _page(site, asked, text, seen)


def _page(site: Site, asked: Asked, text: str, seen: str) -> Answer:
    name = asked.path["name"]
    letter = look_at(site.world, site.file_of(name), text)
    view = AS_YAML if letter.root is None or asked.query.get("view") == AS_YAML else AS_FORM
    shown: dict[str, Any] = {"sections": [], "states": {}, "needed": frozenset()}
    if letter.root and view == AS_FORM:
        states = letter_state(letter_fields(), letter.root, text)
        made = sections(letter.root, states)
        shown = {"sections": made, "states": states, "needed": needed_keys(letter.root)}
    told = told_at_fields(asked, letter.problems, letter.root, text, site.file_of(name))
    return page(
        site,
        asked,
        "letter.html",
        name=name,
        text=text,
        breaks="crlf" if "\r\n" in text else "lf",
        seen=seen,
        view=view,
        problems=told,
        problems_at=_by_field(told),
        pages=_pages(site, site.file_of(name), text),
        origin=_origin(site, asked),
        shown_kind=shown_kind,
        blank_row=blank_row,
        part_kinds=part_kinds(asked.say),
        approval=approval_of(site, name, seen, asked.say),
        **shown,
    )


def _by_field(told: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    fields: dict[str, list[dict[str, Any]]] = {}
    for problem in told:
        fields.setdefault(problem["field"], []).append(problem)
    return fields


def shown_pages(site: Site, key: str) -> dict[str, list[str]]:
    """Return pages as they are put beside a form: markup that the browser draws, or addresses of pictures."""
    drawn = site.drawn.pages(key)
    if drawn.kind == MARKUP:
        return {"markups": [markup.decode() for markup in drawn.pictures], "pictures": []}
    return {"markups": [], "pictures": [f"/pages/{key}/{at}" for at in range(len(drawn.pictures))]}


def _pages(site: Site, file: str, text: str) -> dict[str, list[str]]:
    """Return the pages of a letter; none where there are none yet."""
    try:
        return shown_pages(site, site.drawn.draw(file, text))
    except Refused:
        return {"markups": [], "pictures": []}


def _origin(site: Site, asked: Asked) -> dict[str, Any]:
    """Return the pages of the file that a letter was made from, and what was said of it, if of one."""
    origin = site.origins.get(asked.path["name"])
    if origin is None:
        return {}
    try:
        pictures = shown_pages(site, site.drawn.draw_file(origin.file, origin.mark))["pictures"]
    except Refused:  # a text has no pages
        pictures = []
    return {
        "name": origin.name,
        "pictures": pictures,
        "problems": told_problems(origin.problems, asked.language),
    }


def save_letter(site: Site, asked: Asked) -> Answer:
    """Write what was typed; where somebody else has written meanwhile, show both and write nothing."""
    return save_over(site, asked, typed_text(asked, asked.path["name"]), APART)


def save_over(site: Site, asked: Asked, text: str, apart: timedelta) -> Answer:
    """Write a text over the state that was seen, which stays in the history."""
    name = asked.path["name"]
    file = site.file_of(name)
    try:
        with site.writing:
            before, stood = read_text(site.world, file)
            seen = save_text(site.world, file, text, asked.said("seen"))
        if seen != stood:
            _keep(site, file, before, apart)
    except Refused as refusal:
        if refusal.problems[0].code != CHANGED.code:
            raise
        return _both(site, asked, text, refusal)
    if asked.wants_json:
        return data({"seen": seen, "text": text})
    view = f"?view={AS_YAML}" if asked.said("view") == AS_YAML else ""
    return Answer(goal=f"/letters/{quote(name)}{view}")


def _keep(site: Site, file: str, before: str, apart: timedelta) -> None:
    """Keep what was written over; where that cannot be, the letter is saved all the same."""
    try:
        with site.writing:
            keep_version(site.world, file, before, datetime.now(), apart)  # noqa: DTZ005 - the clerk's clock
    except Refused as refusal:
        site.log(f"{refusal.problems[0].code} history")


def _both(site: Site, asked: Asked, mine: str, refusal: Refused) -> Answer:
    """Show the text that was typed beside the one that stands in the file."""
    told = told_problems(refusal.problems, asked.language)
    if asked.wants_json:
        return data({"problems": told}, 409)
    name = asked.path["name"]
    theirs, seen = read_text(site.world, site.file_of(name))
    return page(site, asked, "both.html", 409, name=name, mine=mine, theirs=theirs, seen=seen, problems=told)


def check_letter(site: Site, asked: Asked) -> Answer:
    """Say everything that is wrong with what was typed, each at its field."""
    file, text = site.file_of(asked.path["name"]), typed_text(asked, asked.path["name"])
    letter = look_at(site.world, file, text)
    return data({"problems": told_at_fields(asked, letter.problems, letter.root, text, file), "text": text})


def change_letter(site: Site, asked: Asked) -> Answer:
    """Save what was typed with the change that somebody chose for a problem."""
    file, text = site.file_of(asked.path["name"]), typed_text(asked, asked.path["name"])
    return save_over(site, asked, make_change(site.world, file, text, asked.said("change")), timedelta())


def draw_letter(site: Site, asked: Asked) -> Answer:
    """Return the addresses of the pages of what was typed, and what they fail to show."""
    file = site.file_of(asked.path["name"])
    key = site.drawn.draw(file, typed_text(asked, asked.path["name"]))
    told = told_problems(site.drawn.pages(key).problems, asked.language)
    return data({**shown_pages(site, key), "problems": told})


def one_page(site: Site, asked: Asked) -> Answer:
    """Return the picture of one page."""
    drawn = site.drawn.pages(asked.path["key"])
    number = asked.path["number"]
    known = {str(at): picture for at, picture in enumerate(drawn.pictures)}
    if number not in known:
        raise Refused([NO_PAGE.at(number=number)])
    return Answer(known[number], drawn.kind)


def seen_state(site: Site, asked: Asked) -> Answer:
    """Return the fingerprint of a letter's file, for a page that is open to notice a change."""
    return data({"seen": read_text(site.world, site.file_of(asked.path["name"]))[1]})


def download(site: Site, asked: Asked) -> Answer:
    """Return a letter as Word, PDF or YAML."""
    name, kind = asked.path["name"], asked.path["kind"]
    file = site.file_of(name)
    makers = {"docx": _as_word, "pdf": _as_pdf, "yaml": _as_yaml}
    if kind not in makers:
        raise Refused([NO_KIND.at(kind=kind)])
    return Answer(makers[kind](site, file), KINDS[kind], file_name=f"{PurePath(name).stem}.{kind}")


def _as_word(site: Site, file: str) -> bytes:
    from dispatch.building.products import build_letter

    return build_letter(site.world, file)[0]


def _as_pdf(site: Site, file: str) -> bytes:
    from dispatch.jobs.preview import preview_pages

    with site.writing:  # an engine is made for one thread
        return preview_pages(site.world, file).pages.pdf


def _as_yaml(site: Site, file: str) -> bytes:
    return site.world.read(file, LETTER_MOST)
