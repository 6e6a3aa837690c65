"""Mend a Word file: measure it, mend what is told of its looks, and measure again."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from dispatch.problem import Problem
from dispatch.rules.measures import MeasuredLine, Measures
from dispatch.rules.paper import PAPER_BOOK
from dispatch.word.measure import measure
from dispatch.word.measure.paragraphs import printing_paragraphs
from dispatch.word.mending import letters, paragraphs, rules
from dispatch.word.mending.places import LinePlaces
from dispatch.word.mending.sheet import mend_sheets
from dispatch.word.package.archive import pack, write_archive
from dispatch.word.package.names import DOCUMENT
from dispatch.word.package.opening import read_package
from dispatch.word.package.relations import as_part

Mend = Callable[[LinePlaces, MeasuredLine, Measures, Problem], None]
MENDS: Mapping[str, Mend] = {
    "D203": letters.mend_font,
    "D204": letters.mend_size,
    "D205": letters.mend_head_sizes,
    "D210": letters.mend_weight,
    "D214": letters.mend_colour,
    "D222": letters.mend_shade,
    "D223": letters.mend_size,
    "D224": letters.mend_upright,
    "D225": letters.mend_capitals,
    "D227": letters.mend_underline,
    "D208": rules.mend_rule,
    "D209": rules.mend_rule,
    "D213": paragraphs.mend_text,
    "D226": paragraphs.mend_place,
    "D228": rules.mend_rule,
    "D230": paragraphs.mend_spacing_of_names,
    "D231": paragraphs.mend_subject_gap,
    "D236": paragraphs.mend_dashes,
    "D248": rules.mend_rule,
}
OF_SHEETS = frozenset(("D201", "D202"))
MENDED = frozenset((*MENDS, *OF_SHEETS))
LETTERS_FIRST = frozenset(("D203", "D204", "D205", "D223", "D210", "D224", "D225"))
ROUNDS_MOST = 3  # letters of another width need another rule, and a rule another place
SIGNATURES = "_xmlsignatures/"


class SignedFileError(Exception):
    """A file that was signed: whatever is changed in it breaks the signature."""


class MendedFile(NamedTuple):
    """A file whose looks were mended, what was told of it before and is no more, and what is told still."""

    data: bytes
    mended: tuple[Problem, ...]
    left: tuple[Problem, ...]


def mend_word_file(data: bytes, name: str) -> MendedFile:
    """Return a Word file with its looks mended.

    Raises:
        Unreadable: for what is no Word file.
        SignedFileError: for one that was signed.
        Refused: for one that cannot be measured.
    """
    if any(part.startswith(SIGNATURES) for part in read_package(data).parts):
        raise SignedFileError
    before = [*_problems(measure(data, name))]
    data = _mended_once(data, name, LETTERS_FIRST)
    for _ in range(ROUNDS_MOST):
        mended = _mended_once(data, name, MENDED)
        if mended == data:
            break
        data = mended
    left = [*_problems(measure(data, name))]
    still = {(problem.code, problem.place) for problem in left}
    gone = [problem for problem in before if (problem.code, problem.place) not in still]
    return MendedFile(data, tuple(gone), tuple(left))


def _problems(measures: Measures) -> Iterator[Problem]:
    """Yield all that is told of a file, each kind as often as it is there."""
    for entry in PAPER_BOOK:
        for problem in entry.test(measures, entry.fault):
            yield problem if problem.place else problem._replace(place=measures.place)


def _mended_once(data: bytes, name: str, codes: frozenset[str]) -> bytes:
    """Return a file in which some mends were tried at the places where something is told."""
    measures = measure(data, name)
    told = [problem for problem in _problems(measures) if problem.code in codes]
    if not told:
        return data
    package = read_package(data)
    document = package.trees[DOCUMENT]
    places = LinePlaces(measures, printing_paragraphs(package.trees))
    for problem in told:
        for line in places.by_place.get(problem.place, ()) if problem.place and problem.code in MENDS else ():
            MENDS[problem.code](places, line, measures, problem)
    if any(problem.code in OF_SHEETS for problem in told):
        mend_sheets(document)
    parts = {**package.parts, DOCUMENT: as_part(document)}
    return write_archive([pack(part, said) for part, said in parts.items()])
