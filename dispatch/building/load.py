"""Read a letter with its configs, check it, compose it."""

from typing import NamedTuple

from dispatch import configs, letter, rules, yaml_tree
from dispatch.letter import Letter
from dispatch.model import CongVan, validation
from dispatch.model.typed_marks import marks_typed_too
from dispatch.problem import Problem, Refused, errors, in_reading_order
from dispatch.world import LETTER_MOST, TEMPLATE_MOST, Reader
from dispatch.world.recording import RecordingWorld
from dispatch.yaml_tree import Node


class LoadedLetter(NamedTuple):
    """A file as it was understood.

    Its tree, what it means, what is to be said of it, what was read for it.
    """

    root: Node
    letter_data: CongVan
    problems: list[Problem]
    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def source(self) -> bytes:
        """The letter's own text, as it was typed."""
        return self.files[0][1]


def load_letter(world: Reader, file: str) -> LoadedLetter:
    """Read one letter with its configs and check it against the decree, or refuse it."""
    noting = RecordingWorld(world)
    text = yaml_tree.decode(noting.read(file, LETTER_MOST), file)
    root, unknown = configs.resolve_configs(noting, yaml_tree.parse(text, file), file)
    if unknown:
        validation.refuse_with(unknown, root)
    letter_data = validation.validate_letter(root)
    return LoadedLetter(root, letter_data, all_problems(letter_data, root), tuple(noting.files.items()))


def all_problems(letter_data: CongVan, root: Node) -> list[Problem]:
    """Return all that is to be said of a letter that was understood, in the order of its file."""
    found = (
        *yaml_tree.unseen_letters(root),
        *marks_typed_too(letter_data, root),
        *rules.check(letter_data),
    )
    return in_reading_order(yaml_tree.with_place(problem, root) for problem in found)


def is_word(file: str) -> bool:
    """Say whether a file is a finished Word file, by its name."""
    return file.lower().endswith(".docx")


def measure_file(world: Reader, file: str) -> list[Problem]:
    """Return what the decree says against a finished Word file."""
    from dispatch.rules.paper import check_paper
    from dispatch.word.measure import measure

    measures = measure(world.read(file, TEMPLATE_MOST), file)
    return in_reading_order(check_paper(measures))


def compose_file(world: Reader, file: str) -> tuple[Letter, LoadedLetter]:
    """Return the letter that a file describes, or refuse it."""
    loaded = load_letter(world, file)
    if errors(loaded.problems):
        raise Refused(loaded.problems)
    return letter.compose(loaded.letter_data), loaded
