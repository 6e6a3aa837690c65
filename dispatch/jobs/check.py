"""Tell everything that is wrong with a letter, or with a finished Word file."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from dispatch import letter
from dispatch.building.load import LoadedLetter, is_word, load_letter, measure_file
from dispatch.building.pictures import load_pictures
from dispatch.letter import Letter
from dispatch.problem import N_, Fault, Place, Problem, Refused, errors, in_reading_order
from dispatch.world import TEMPLATE_MOST, CachingReader, World

NO_FILES = Fault(
    "D290",
    N_("thư mục không có tệp .yaml hay .docx nào"),
    N_("đưa thư mục chứa các công văn, hoặc tên từng tệp"),
)
NOT_MEASURED = Fault(
    "D291",
    N_("chỉ đo được tệp Word .docx, tệp này là dạng khác"),
    N_("mở bằng Word rồi lưu lại dạng .docx; congvan read vẫn đọc được chữ trong tệp .doc, .pdf"),
)
OTHERS = (".doc", ".dot", ".rtf", ".odt", ".pdf")
ZIP = b"PK"
SUFFIXES = (".docx", ".yaml", ".yml")
OPEN_IN_WORD = "~$"


class CheckedFile(NamedTuple):
    """A file and all that is wrong with it; whether it was named by its folder only."""

    file: str
    problems: tuple[Problem, ...]
    of_folder: bool = False


def check_files(world: World, names: Iterable[str]) -> Iterator[CheckedFile]:
    """Yield the files that are named, and those of folders that are, each with its problems."""
    for name in names:
        if world.is_folder(name):
            for file in _files_in(world, name):
                yield CheckedFile(file, tuple(check_file(world, file)), of_folder=True)
        else:
            yield CheckedFile(name, tuple(check_file(world, name)))


def _files_in(world: World, folder: str) -> list[str]:
    """Return the letters and Word files of a folder; what Word leaves beside an open file is none."""
    found = [name for suffix in SUFFIXES for name in world.names(folder, suffix)]
    files = sorted(str(PurePath(folder) / name) for name in found if not name.startswith(OPEN_IN_WORD))
    if not files:
        raise Refused([NO_FILES.at(Place(folder))])
    return files


def check_file(world: CachingReader, file: str) -> list[Problem]:
    """Return every problem of one file.

    Of a letter as it is described, or of a Word file as it is measured.
    """
    try:
        if is_word(file) or _is_word_by_another_name(world, file):
            return measure_file(world, file)
        return _letter(world, file)
    except Refused as refusal:
        return in_reading_order(refusal.problems)


def _is_word_by_another_name(world: CachingReader, file: str) -> bool:
    """Say whether a file named as an older or another one is of Word all the same, or refuse it."""
    if not file.lower().endswith(OTHERS):
        return False
    if world.read(file, TEMPLATE_MOST).startswith(ZIP):
        return True
    raise Refused([NOT_MEASURED.at(Place(file))])


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
