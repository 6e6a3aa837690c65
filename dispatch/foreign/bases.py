"""The legal bases that stand line by line before everything else in a body."""

from collections.abc import Sequence

from dispatch.foreign.items import PARAGRAPH, Item
from dispatch.foreign.signs import BASIS
from dispatch.text.citation import has_lead

ENDED = (";", ".", ",")


def bases_of(items: Sequence[Item]) -> list[Item]:
    """Return the bases that a body begins with: a block of them, or lines in italics."""
    found: list[Item] = []
    for item in items:
        letters = item.letters
        plain = item.kind == PARAGRAPH and has_lead(letters) and bool(BASIS.match(letters))
        if not plain or not letters.endswith(ENDED) or any(run.note for run in item.text):
            break
        found.append(item)
    in_a_block = len(found) > 1 and all(item.letters.endswith(";") for item in found[:-1])
    return found if in_a_block or (found and all(item.italic for item in found)) else []
