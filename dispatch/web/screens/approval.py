"""A leader approves a letter as it stands; whoever changes it later sees that this is another one."""

from typing import NamedTuple

from dispatch.jobs.edit_letter import CHANGED, fingerprint
from dispatch.problem import N_, Place, Refused, Say
from dispatch.web.events import APPROVED
from dispatch.web.site import Answer, Asked, Site
from dispatch.world import LETTER_MOST

NOT_YET = N_("Chưa ai duyệt")
AS_IT_STANDS = N_("{name} đã duyệt bản này, {time}")
ANOTHER = N_("Đã sửa sau khi {name} duyệt ({time})")


class Approval(NamedTuple):
    """What is told of a letter's approval."""

    sign: str
    text: str


def approval_of(site: Site, name: str, seen: str, say: Say) -> Approval | None:
    """Return who approved a letter, and whether it still is the same; nothing where there are no accounts."""
    if not site.access.way_in:
        return None
    event = site.events.approval(name)
    if event is None:
        return Approval("open", say(NOT_YET))
    is_this = event.sha256 == seen
    text = say(AS_IT_STANDS if is_this else ANOTHER)
    return Approval("approved" if is_this else "changed", text.format(name=event.by, time=event.when))


def approve(site: Site, asked: Asked) -> Answer:
    """Approve a letter as it was seen; one that was changed meanwhile is not."""
    name = asked.path["name"]
    file = site.file_of(name)
    now = fingerprint(site.world.read(file, LETTER_MOST))
    if now != asked.said("seen"):
        raise Refused([CHANGED.at(Place(file))])
    site.events.note(asked.visit.name, APPROVED, name, now)
    return Answer(goal=f"/letters/{asked.path_of('name')}")
