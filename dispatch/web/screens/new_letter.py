"""A new letter: three questions, or a letter that it follows: one of the folder, or a file that is sent."""

import re
from pathlib import PurePath

from dispatch import decree
from dispatch.building.foreign import is_foreign
from dispatch.configs import SUFFIX
from dispatch.drafting import TypedAnswers
from dispatch.jobs import draft
from dispatch.jobs.complete_agency import complete_agency
from dispatch.jobs.edit_letter import fingerprint
from dispatch.jobs.read import ReadFile, read_file
from dispatch.problem import N_, Fault, Problem, Refused, in_reading_order
from dispatch.web.rendering import data, page, told_problems
from dispatch.web.site import Answer, Asked, Origin, Site, Upload
from dispatch.world import TEMPLATE_MOST, Outputs, SourceWorld, write_to_cache
from dispatch.world.overlay import OverlayWorld
from dispatch.yaml_tree import fold

NOT_OURS = Fault(
    "S015",
    N_("không đọc tệp '{name}'"),
    N_("gửi tệp Word, PDF, .txt, hoặc .yaml"),
)
KNOWN = (".yaml", ".docx", ".doc", ".pdf", ".txt")
ABOVE, LIKE = "above", "like"
FIELDS = ("agency", "kind", "subject", "to", "deadline")
LETTERS_OF_NAME = 60


def show_new(site: Site, asked: Asked) -> Answer:
    """Show the questions."""
    return _page(site, asked, ())


def offer_agencies(site: Site, asked: Asked) -> Answer:
    """Return the agencies that answer what somebody has typed so far."""
    return data({"names": complete_agency(site.world, asked.query.get("q", ""), _place(site, "x"))})


def _page(site: Site, asked: Asked, problems: "tuple[Problem, ...]", status: int = 200) -> Answer:
    return page(
        site,
        asked,
        "new.html",
        status,
        typed={name: asked.said(name) for name in (*FIELDS, "other", "way")},
        kinds=[name.lower() for name, _ in decree.TYPES.values()],
        letters=site.world.names(site.folder, SUFFIX),
        problems=told_problems(in_reading_order(problems), asked.language),
    )


def begin_letter(site: Site, asked: Asked) -> Answer:
    """Write a new letter beside the others and open it; what was answered stays where it means nothing."""
    try:
        other = _other(site, asked)
        with site.writing:
            file = _free_file(site, asked.said("subject") or PurePath(other.name).stem)
            begun = _begun(site, asked, file, other)
            Outputs(site.world, SourceWorld(site.world)).write({file: begun.text.encode()})
    except Refused as refusal:
        return _page(site, asked, tuple(refusal.problems), 422)
    if asked.sent("file"):
        site.origins[PurePath(file).name] = other._replace(problems=begun.problems)
    return Answer(goal=f"/letters/{PurePath(file).name}")


def _begun(site: Site, asked: Asked, file: str, other: Origin) -> ReadFile:
    """Return a new letter: from answers, from the letter above, after another, or as it was read."""
    said = {name: asked.said(name).strip() for name in ("agency", "kind", "subject", "deadline")}
    to = tuple(line.strip() for line in asked.text("to").split("\n") if line.strip())
    if not other.file or asked.said("way") == ABOVE:
        deadline = "" if other.file else said["deadline"]
        typed = TypedAnswers(said["agency"], said["kind"], said["subject"], to, (), deadline)
        return ReadFile(draft.draft_letter(site.world, typed, file, other.file).text, ())
    if is_foreign(site.world, other.file):
        data = site.world.read(other.file, TEMPLATE_MOST)
        return read_file(OverlayWorld(site.world, other.name, data), other.name, file)
    typed = TypedAnswers(said["agency"], "", said["subject"], to)
    return ReadFile(draft.draft_like(site.world, typed, file, other.file).text, ())


def _other(site: Site, asked: Asked) -> Origin:
    """Return the file that the new letter follows; nothing where it follows none."""
    if sent := next(iter(asked.sent("file")), None):
        return Origin(_kept(site, sent), _bare_name(sent), fingerprint(sent.data))
    name = asked.said("other")
    return Origin(site.file_of(name), name) if name else Origin()


def _kept(site: Site, sent: Upload) -> str:
    """Keep a file that was sent where its pages can be looked at again."""
    name = _bare_name(sent)
    if PurePath(name).suffix.lower() not in KNOWN:
        raise Refused([NOT_OURS.at(name=sent.name)])
    return write_to_cache(site.world, f"gui-len-{name}", sent.data)


def _bare_name(sent: Upload) -> str:
    return PurePath(sent.name.replace("\\", "/")).name


def _free_file(site: Site, subject: str) -> str:
    """Return a name for a letter about a subject that nothing in the folder has."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(subject)).strip("-")
    stem = words[:LETTERS_OF_NAME].strip("-") or "cong-van"
    names = [
        stem,
        *(f"{stem}-{number}" for number in range(2, len(site.world.names(site.folder, SUFFIX)) + 3)),
    ]
    return next(file for name in names if not site.world.exists(file := _place(site, name)))


def _place(site: Site, stem: str) -> str:
    return str(PurePath(site.folder) / f"{stem}{SUFFIX}")
