"""Edit a letter's text: look at it as it would be, and write it unless somebody else has meanwhile."""

import hashlib
from typing import NamedTuple

from dispatch import yaml_tree
from dispatch.drafting.remarks import open_remarks
from dispatch.jobs.check import check_file
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity, in_reading_order
from dispatch.world import LETTER_MOST, CachingReader, Outputs, Reader, SourceWorld, World, refuse_large
from dispatch.world.overlay import OverlayWorld
from dispatch.yaml_tree import Node

CHANGED = Fault(
    "L010",
    N_("công văn này đã được sửa ở nơi khác sau khi mở ở đây; chưa ghi gì"),
    N_("so hai bản, chọn bản giữ lại"),
)

LOOK_AGAIN = Fault("S027", N_("xem lại: {what}"), N_("đúng rồi thì bấm Đã xem, sai thì sửa"), Severity.INFO)


class EditedLetter(NamedTuple):
    """A letter's text: what it says of keys, if it can be read, and all that is to be said of it."""

    text: str
    root: Node | None
    problems: list[Problem]


def fingerprint(data: bytes) -> str:
    """Return what differs between two states of a file."""
    return hashlib.sha256(data).hexdigest()


def read_text(world: Reader, file: str) -> tuple[str, str]:
    """Return a letter's text and the fingerprint of its file; refuse what is no text."""
    data = world.read(file, LETTER_MOST)
    return yaml_tree.decode(data, file), fingerprint(data)


def look_at(world: CachingReader, file: str, text: str) -> EditedLetter:
    """Return a letter as it would be with this text; raises nothing, for a problem is an answer."""
    problems = check_file(OverlayWorld(world, file, text.encode()), file)
    try:
        root = yaml_tree.parse(text, file)
    except Refused:
        return EditedLetter(text, None, in_reading_order(problems))
    asked = [
        LOOK_AGAIN.at(Place(file, remark.line), remark.path, what=remark.words or "…")
        for remark in open_remarks(text, root)
    ]
    return EditedLetter(text, root, in_reading_order([*problems, *asked]))


def save_text(world: World, file: str, text: str, seen: str) -> str:
    """Write a letter's text over the state that was seen, and return the fingerprint of the new one.

    Raises Refused where the file is no longer what was seen, unless it says the same as what is written.
    """
    data = refuse_large(text.encode(), file, LETTER_MOST)
    outputs = Outputs(world, SourceWorld(world), ours={file: seen})
    now = fingerprint(data)
    if not outputs.holds(file, now):
        if not outputs.is_ours(file):
            raise Refused([CHANGED.at(Place(file))])
        outputs.write({file: data})
    return now
