"""Tell everything that is wrong with a letter, or with a finished Word file."""

from dispatch import letter
from dispatch.building.load import is_word, load, measured
from dispatch.building.render import pictures_of
from dispatch.problem import Problem, Refused, errors, in_reading_order
from dispatch.world import World


def check(world: World, file: str) -> list[Problem]:
    """Return every problem of one file: of a letter as it is described, or of a Word file as it is measured."""
    try:
        return measured(world, file) if is_word(file) else _letter(world, file)
    except Refused as refusal:
        return in_reading_order(refusal.problems)


def _letter(world: World, file: str) -> list[Problem]:
    """Check a letter, its pictures too if it can be composed."""
    loaded = load(world, file)
    if errors(loaded.problems):
        return loaded.problems
    try:
        pictures_of(world, letter.compose(loaded.said), loaded, file)
    except Refused as refusal:
        return in_reading_order([*loaded.problems, *refusal.problems])
    return loaded.problems
