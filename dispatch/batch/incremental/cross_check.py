"""Hold the fast way against the slow one, in every batch: a letter of it is what it would be alone.

The first letter and one chosen by chance are also read, checked, composed and drawn whole, as
`build` would do it. What differs is our mistake and nobody else's: both files are kept, and the
batch ends.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

from dispatch import letter
from dispatch.batch.incremental.maker import LetterMaker
from dispatch.building.load import all_problems
from dispatch.building.pictures import load_pictures
from dispatch.building.render import template_name
from dispatch.building.source import source_members
from dispatch.model import validation
from dispatch.problem import Problem, Refused
from dispatch.recipients.row import Row
from dispatch.word.package.integrity import differing_parts
from dispatch.word.render import render_letter


class BatchDiffersError(RuntimeError):
    """A letter of a batch is not what it would be alone.

    The message says what differs and where both are kept.
    """


class LetterAlone(NamedTuple):
    """A letter of a batch made by itself: its Word file, and what is to be said of it."""

    data: bytes
    problems: list[Problem]


def choose_rows_to_check(rows: Sequence[int]) -> frozenset[int]:
    """Return the first row and one chosen by chance, of those that are to be made."""
    return frozenset({rows[0], random.choice(rows)}) if rows else frozenset()  # noqa: S311 - no secret


def cross_check(maker: LetterMaker, row: Row, data: bytes) -> None:
    """Make one letter of a batch alone, and hold every part of its file and all problems against the other.

    Raises BatchDiffersError with what differs and the folder that holds both files.
    """
    try:
        alone = make_alone(maker, row)
    except Refused as refusal:
        raise BatchDiffersError(f"{row.place}: {[problem.code for problem in refusal.problems]}") from refusal
    differing = differing_parts(data, alone.data)
    if maker.reader.understand(row).problems != alone.problems:
        differing.append("problems")
    if differing:
        raise BatchDiffersError(f"{row.place}: {', '.join(differing)}; {_keep_both(data, alone.data)}")


def make_alone(maker: LetterMaker, row: Row) -> LetterAlone:
    """Return the letter of one row, nothing of it remembered from another.

    Refuse what `build` would refuse.
    """
    loaded, request = maker.reader.read(row), maker.request
    letter_data = validation.validate_letter(loaded.root)
    problems = all_problems(letter_data, loaded.root)
    composed = letter.compose(letter_data)
    pictures = load_pictures(maker.world, composed, loaded, request.file)
    name = template_name(letter_data, request.template)
    members = () if maker.bare else source_members(loaded, pictures)
    return LetterAlone(render_letter(composed, maker.templates[name], pictures, name, members), problems)


def _keep_both(data: bytes, alone: bytes) -> str:
    """Leave both files where they can be looked at; return their folder."""
    import tempfile
    from pathlib import Path

    folder = Path(tempfile.mkdtemp(prefix="congvan-batch-"))
    (folder / "batch.docx").write_bytes(data)
    (folder / "alone.docx").write_bytes(alone)
    return str(folder)
