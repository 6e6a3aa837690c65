"""Tell everything that is wrong with a letter, or with a finished Word file."""

from dispatch import letter
from dispatch.building.load import LoadedLetter, is_word, load_letter, measure_file
from dispatch.building.pictures import load_pictures
from dispatch.letter import Letter
from dispatch.problem import Place, Problem, Refused, errors, in_reading_order
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
        whole = letter.compose(loaded.letter_data)
        load_pictures(world, whole, loaded, file)
        told = _of_pages(world, whole, loaded, file)
    except Refused as refusal:
        return in_reading_order([*loaded.problems, *refusal.problems])
    return in_reading_order([*loaded.problems, *told])


def _of_pages(world: CachingReader, whole: Letter, loaded: LoadedLetter, file: str) -> list[Problem]:
    """Return what is to be told of the pages of a letter, if they are laid out here and are more than one."""
    from dispatch.building.render import render_loaded
    from dispatch.jobs.own_engine import lay_out_word
    from dispatch.pages.manuscript import CannotLayOut
    from dispatch.preview.page_faults import find_page_faults

    try:
        pages = lay_out_word(render_loaded(world, whole, loaded, file, None))
    except CannotLayOut:
        return []
    return [problem._replace(place=Place(file)) for problem in find_page_faults(pages)]
