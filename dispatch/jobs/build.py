"""Make files from letters: all of a letter's files or none, each reported as soon as it is done."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from dispatch.building.products import Products, letter_products, make_forms
from dispatch.problem import N_, Fault, Place, Problem, Refused, in_reading_order
from dispatch.world import Outputs, SourceWorld, World

TWICE = Fault("W005", N_("hai công văn cùng ghi vào một tệp"), N_("đặt tên tệp YAML khác nhau"))
SEVERAL_TO_ONE = Fault("W006", N_("nhiều tệp không thể ghi vào một tệp"), N_("cho -o là một thư mục"))


class BuiltFile(NamedTuple):
    """What became of one file: where its products were written, and what was noticed."""

    file: str
    targets: tuple[str, ...]
    problems: Sequence[Problem]
    written: bool


def build_letters(  # noqa: PLR0913 - each is an option of the command
    world: World,
    files: Sequence[str],
    output: str | None = None,
    *,
    template: str | None = None,
    split: bool = False,
    bare: bool = False,
    force: bool = False,
    dry: bool = False,
    done: Callable[[BuiltFile], None],
) -> bool:
    """Make the letters of some files; say whether all were."""
    reading = SourceWorld(world)
    reading.sources.update([*files, *([template] if template else [])])

    def make(file: str) -> Products:
        return letter_products(reading, file, template, split=split, bare=bare)

    targets = Targets(Outputs(world, reading, force=force), output)
    return _make_each(files, make, targets, dry=dry, done=done)


def hand_out_forms(
    world: World,
    files: Sequence[str],
    output: str | None = None,
    *,
    unit: str = "",
    force: bool = False,
    done: Callable[[BuiltFile], None],
) -> bool:
    """Make the forms of some letters, each alone and to be filled, for Word and for Excel."""
    reading = SourceWorld(world)
    reading.sources.update(files)

    def make(file: str) -> Products:
        return make_forms(reading, file, unit)

    targets = Targets(Outputs(world, reading, force=force), output)
    return _make_each(files, make, targets, dry=False, done=done)


def _make_each(
    files: Iterable[str],
    make: Callable[[str], Products],
    targets: "Targets",
    *,
    dry: bool,
    done: Callable[[BuiltFile], None],
) -> bool:
    """Make the products of each file; one that is refused does not stop the others."""
    good = True
    for file in files:
        try:
            products, problems = make(file)
            goals = {targets.target_of(file, product.suffix): product.data for product in products}
            targets.refuse(file, goals, problems)
            if not dry:
                targets.outputs.write(goals)
            done(BuiltFile(file, tuple(goals), problems, written=not dry))
        except Refused as refusal:
            good = False
            done(BuiltFile(file, (), in_reading_order(refusal.problems), written=False))
    return good


class Targets:
    """Where the products of a run go: to a named file, into a folder, or each beside its YAML."""

    def __init__(self, outputs: Outputs, output: str | None) -> None:
        self.outputs = outputs
        self.output = output
        self.taken: set[str] = set()

    def target_of(self, file: str, suffix: str = ".docx") -> str:
        """Return where a product of a file goes."""
        name = PurePath(file).stem + suffix
        if self.output is None:
            return str(PurePath(file).parent / name)
        if self._is_folder(self.output):
            return str(PurePath(self.output) / name)
        named = PurePath(self.output)
        return self.output if suffix == ".docx" else str(named.with_name(named.stem + suffix))

    def refuse(self, file: str, goals: Iterable[str], problems: Sequence[Problem]) -> None:
        """Refuse to write where another letter of this run has written, or where nothing may be written."""
        refused: list[Problem] = []
        for goal in goals:
            if goal.casefold() in self.taken:
                refused.append(self._twice(file))
            elif problem := self.outputs.problem(goal):
                refused.append(problem)
            self.taken.add(goal.casefold())
        if refused:
            raise Refused([*problems, *refused])

    def _twice(self, file: str) -> Problem:
        named = self.output is not None and not self._is_folder(self.output)
        return (SEVERAL_TO_ONE if named else TWICE).at(Place(file))

    def _is_folder(self, output: str) -> bool:
        if output.endswith(("/", "\\")) or PurePath(output).suffix.lower() != ".docx":
            return True
        return self.outputs.world.is_folder(output)
