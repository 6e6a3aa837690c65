"""Make files from letters: all of a letter's files or none, each reported as soon as it is done."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from dispatch.building.products import Products, letter_products, make_forms
from dispatch.problem import N_, Fault, Place, Problem, Refused, in_reading_order
from dispatch.world import EXISTS, SOURCE, World, canonical_path

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

    def make(file: str) -> Products:
        return letter_products(world, file, template, split=split, bare=bare)

    sources = [*files, *([template] if template else [])]
    return _each(world, files, output, make, sources=sources, force=force, dry=dry, done=done)


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

    def make(file: str) -> Products:
        return make_forms(world, file, unit)

    return _each(world, files, output, make, sources=files, force=force, dry=False, done=done)


def target_of(world: World, file: str, output: str | None, suffix: str = ".docx") -> str:
    """Return where a product goes: to a named file, into a folder, or beside its YAML."""
    name = PurePath(file).stem + suffix
    if output is None:
        return str(PurePath(file).parent / name)
    if _is_folder(world, output):
        return str(PurePath(output) / name)
    named = PurePath(output)
    return output if suffix == ".docx" else str(named.with_name(named.stem + suffix))


def _is_folder(world: World, output: str) -> bool:
    return world.is_folder(output) or output.endswith(("/", "\\")) or PurePath(output).suffix.lower() != ".docx"


def _each(
    world: World,
    files: Sequence[str],
    output: str | None,
    make: Callable[[str], Products],
    *,
    sources: Sequence[str],
    force: bool,
    dry: bool,
    done: Callable[[BuiltFile], None],
) -> bool:
    taken: set[str] = set()
    kept = {canonical_path(source) for source in sources}
    good = True
    for file in files:
        try:
            products, problems = make(file)
            goals = tuple(target_of(world, file, output, product.suffix) for product in products)
            _refuse_sources(goals, kept, problems)
            _refuse_taken(world, goals, taken, file, output, force=force, problems=problems)
            for place, product in zip(goals, products, strict=True) if not dry else ():
                world.write(place, product.data)
            done(BuiltFile(file, goals, problems, written=not dry))
        except Refused as refusal:
            good = False
            done(BuiltFile(file, (), in_reading_order(refusal.problems), written=False))
    return good


def _refuse_sources(goals: tuple[str, ...], kept: set[str], problems: list[Problem]) -> None:
    """Refuse to write over what a letter is made of, whatever is asked."""
    found = [SOURCE.at(Place(place)) for place in goals if canonical_path(place) in kept]
    if found:
        raise Refused([*problems, *found])


def _refuse_taken(
    world: World,
    goals: tuple[str, ...],
    taken: set[str],
    file: str,
    output: str | None,
    *,
    force: bool,
    problems: list[Problem],
) -> None:
    """Refuse to write where another letter of this run has written, or over what was there before."""
    found = [*problems]
    for place in goals:
        if place.casefold() in taken:
            named = output is not None and not _is_folder(world, output)
            found.append((SEVERAL_TO_ONE if named else TWICE).at(Place(file)))
        elif world.exists(place) and not force:
            found.append(EXISTS.at(Place(place)))
        taken.add(place.casefold())
    if len(found) > len(problems):
        raise Refused(found)
