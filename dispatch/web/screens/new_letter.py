"""A new letter: three questions, or a letter that it follows: one of the folder, or a file that is sent."""

import re
from pathlib import PurePath

from dispatch import decree
from dispatch.configs import SUFFIX
from dispatch.drafting import TypedAnswers
from dispatch.jobs import draft
from dispatch.jobs.draft_questions import known_answers
from dispatch.problem import N_, Fault, Problem, Refused, in_reading_order
from dispatch.web.rendering import page, told_problems
from dispatch.web.site import Answer, Asked, Site, Upload
from dispatch.world import write_to_cache
from dispatch.yaml_tree import fold

NOT_OURS = Fault(
    "S015",
    N_("chưa đọc được tệp '{name}'"),
    N_("gửi tệp .yaml, hoặc tệp .docx do chương trình này làm ra"),
)
OURS = (".yaml", ".docx")
ABOVE, LIKE = "above", "like"
FIELDS = ("agency", "kind", "subject", "to", "deadline")
LETTERS_OF_NAME = 60


def show_new(site: Site, asked: Asked) -> Answer:
    """Show the questions."""
    return _page(site, asked, ())


def _page(site: Site, asked: Asked, problems: "tuple[Problem, ...]", status: int = 200) -> Answer:
    return page(
        site,
        asked,
        "new.html",
        status,
        typed={name: asked.said(name) for name in (*FIELDS, "other", "way")},
        kinds=[name.lower() for name, _ in decree.TYPES.values()],
        agencies=known_answers(site.world, "agency", _place(site, "x")),
        letters=site.world.names(site.folder, SUFFIX),
        problems=told_problems(in_reading_order(problems), asked.language),
    )


def begin_letter(site: Site, asked: Asked) -> Answer:
    """Write a new letter beside the others and open it; what was answered stays where it means nothing."""
    try:
        other = _other(site, asked)
        with site.writing:
            file = _free_file(site, asked.said("subject") or PurePath(other).stem)
            begun = _begun(site, asked, file, other)
            draft.write_draft(draft.draft_outputs(site.world, other), begun)
    except Refused as refusal:
        return _page(site, asked, tuple(refusal.problems), 422)
    return Answer(goal=f"/letters/{PurePath(file).name}")


def _begun(site: Site, asked: Asked, file: str, other: str) -> draft.DraftLetter:
    to = tuple(line.strip() for line in asked.text("to").split("\n") if line.strip())
    said = {name: asked.said(name).strip() for name in ("agency", "kind", "subject", "deadline")}
    if other and asked.said("way") != ABOVE:
        return draft.draft_like(
            site.world, TypedAnswers(said["agency"], "", said["subject"], to), file, other
        )
    deadline = "" if other else said["deadline"]
    typed = TypedAnswers(said["agency"], said["kind"], said["subject"], to, (), deadline)
    return draft.draft_letter(site.world, typed, file, other)


def _other(site: Site, asked: Asked) -> str:
    """Return the letter that the new one follows; nothing where it follows none."""
    if sent := next(iter(asked.sent("file")), None):
        return _kept(site, sent)
    return site.file_of(asked.said("other")) if asked.said("other") else ""


def _kept(site: Site, sent: Upload) -> str:
    suffix = PurePath(sent.name).suffix.lower()
    if suffix not in OURS:
        raise Refused([NOT_OURS.at(name=sent.name)])
    return write_to_cache(site.world, f"gui-len{suffix}", sent.data)


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
