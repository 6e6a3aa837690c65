"""Tell everything that is wrong with a letter, or with a finished Word file."""

from dispatch import letter
from dispatch.building.load import is_word, load_letter, measure_file
from dispatch.building.pictures import load_pictures
from dispatch.problem import Problem, Refused, errors, in_reading_order
from dispatch.world import CachingReader


def check_file(world: CachingReader, file: str) -> list[Problem]:
    """Return every problem of one file.

    Of a letter as it is described, or of a Word file as it is measured.
    """
    try:
        return measure_file(world, file) if is_word(file) else _letter(world, file)
    except Refused as refusal:
        return in_reading_order(refusal.problems)


def _letter(world: CachingReader, file: str) -> list[Problem]:
    """Check a letter, its pictures too if it can be composed."""
    loaded = load_letter(world, file)
    if errors(loaded.problems):
        return loaded.problems
    try:
        load_pictures(world, letter.compose(loaded.letter_data), loaded, file)
    except Refused as refusal:
        return in_reading_order([*loaded.problems, *refusal.problems])
    return loaded.problems
