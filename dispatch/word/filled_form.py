"""A form with answers in its fields, as a person at Word writes them."""

from collections.abc import Mapping

from lxml import etree

from dispatch.word.package.archive import pack, write_archive
from dispatch.word.package.names import DOCUMENT, W
from dispatch.word.package.opening import read_package


def fill_form(data: bytes, answers: Mapping[str, str]) -> bytes:
    """Return a form with answers in it, by the places of its cells: `d2.nguoi` is row 2, column `nguoi`."""
    parts, trees = read_package(data)
    for control in trees[DOCUMENT].iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        place = tag.get(f"{W}val", "") if tag is not None else ""
        if place in answers:
            next(control.iter(f"{W}t")).text = answers[place]
    written = {**parts, DOCUMENT: etree.tostring(trees[DOCUMENT], encoding="UTF-8", xml_declaration=True)}
    return write_archive([pack(name, part) for name, part in written.items()])
