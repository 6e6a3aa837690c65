"""Whose a Word form was that cannot be read as one: its properties, or the small print at its foot."""

from dispatch.forms import Identity
from dispatch.forms.identity import NAMES, identity_in_line, identity_of
from dispatch.word.package.names import W
from dispatch.word.package.opening import Unreadable, read_package
from dispatch.word.returned_form import PROPERTIES


def document_witness(data: bytes, file: str) -> Identity | None:  # noqa: ARG001 - as other witnesses are asked
    """Return whose form a .docx was, or None where nothing tells it, or two things tell it otherwise."""
    try:
        trees = read_package(data).trees
    except Unreadable:
        return None
    named = {p.get("name", ""): "".join(map(str, p.itertext())) for p in trees.get(PROPERTIES, ())}
    try:
        return identity_of({name.removeprefix("congvan."): text for name, text in named.items()})
    except (KeyError, ValueError):
        paragraphs = (p for tree in trees.values() for p in tree.iter(f"{W}p"))
        lines = {"".join(t.text or "" for t in p.iter(f"{W}t")) for p in paragraphs}
        told = {identity for line in lines if NAMES["form"] in line and (identity := identity_in_line(line))}
        return told.pop() if len(told) == 1 else None
