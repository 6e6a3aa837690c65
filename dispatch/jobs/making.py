"""Make files from letters: all of a letter's files or none, each reported as soon as it is done."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from dispatch import letter
from dispatch.building.load import composed
from dispatch.building.render import drawn, drawn_appendices, drawn_form
from dispatch.building.source import emptied, light
from dispatch.letter import Form, Letter
from dispatch.problem import N_, Fault, Place, Problem, Refused, in_reading_order
from dispatch.world import EXISTS, SOURCE, Recaller, World, spot

TWICE = Fault("W005", N_("hai công văn cùng ghi vào một tệp"), N_("đặt tên tệp YAML khác nhau"))
SEVERAL_TO_ONE = Fault("W006", N_("nhiều tệp không thể ghi vào một tệp"), N_("cho -o là một thư mục"))
NO_FORM = Fault("W007", N_("công văn không có biểu mẫu"), N_("thêm mục 'bieu_mau:'"))


class Built(NamedTuple):
    """What became of one file: where its products were written, and what was noticed."""

    file: str
    targets: tuple[str, ...]
    problems: Sequence[Problem]
    written: bool


class Product(NamedTuple):
    """A file to be written: what comes after the name of its letter, and its bytes."""

    suffix: str
    data: bytes


Made = tuple[list[Product], list[Problem]]


def build(  # noqa: PLR0913 - each is an option of the command
    world: World,
    files: Sequence[str],
    output: str | None = None,
    *,
    template: str | None = None,
    split: bool = False,
    bare: bool = False,
    force: bool = False,
    dry: bool = False,
    done: Callable[[Built], None],
) -> bool:
    """Make the letters of some files; say whether all were."""

    def make(file: str) -> Made:
        return letters(world, file, template, split=split, bare=bare)

    sources = [*files, *([template] if template else [])]
    return _each(world, files, output, make, sources=sources, force=force, dry=dry, done=done)


def hand_out(
    world: World,
    files: Sequence[str],
    output: str | None = None,
    *,
    unit: str = "",
    force: bool = False,
    done: Callable[[Built], None],
) -> bool:
    """Make the forms of some letters, each alone and to be filled, for Word and for Excel."""

    def make(file: str) -> Made:
        return forms(world, file, unit)

    return _each(world, files, output, make, sources=files, force=force, dry=False, done=done)


def made(world: Recaller, file: str, template: str | None = None, *, bare: bool = False) -> tuple[bytes, list[Problem]]:
    """Return the Word file of one letter, and what was noticed on the way."""
    products, problems = letters(world, file, template, split=False, bare=bare)
    return products[0].data, problems


def letters(world: Recaller, file: str, template: str | None, *, split: bool, bare: bool = False) -> Made:
    """Return a letter's file, and its appendices' if they are to be files of their own."""
    whole, loaded = composed(world, file)
    loaded = emptied(loaded) if bare else light(loaded, file)
    if not split:
        return [Product(".docx", drawn(world, whole, loaded, file, template))], loaded.problems
    alone = drawn(world, whole._replace(phu_luc=()), loaded, file, template)
    parts = [Product(f"{name}.docx", data) for name, data in drawn_appendices(world, whole, loaded, file)]
    return [Product(".docx", alone), *parts], loaded.problems


def forms(world: Recaller, file: str, unit: str = "") -> Made:
    """Return each form of a letter twice: for Word and for Excel."""
    whole, loaded = composed(world, file)
    handed = letter.forms_of(loaded.said)
    if not handed:
        raise Refused([NO_FORM.at(Place(file))])
    asked = [one.handed_to(unit) if unit else one for one in handed]
    return list(form_products(world, asked, whole)), loaded.problems


def form_products(world: Recaller, handed: Iterable[Form], whole: Letter) -> Iterator[Product]:
    """Yield each form to be handed out twice: for Word and for Excel."""
    from dispatch.excel.form_workbook import written

    for form in handed:
        yield Product(f"-{form.identity.form}.docx", drawn_form(world, form, whole))
        yield Product(f"-{form.identity.form}.xlsx", written(form))


def goal(world: World, file: str, output: str | None, suffix: str = ".docx") -> str:
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
    make: Callable[[str], Made],
    *,
    sources: Sequence[str],
    force: bool,
    dry: bool,
    done: Callable[[Built], None],
) -> bool:
    taken: set[str] = set()
    kept = {spot(source) for source in sources}
    good = True
    for file in files:
        try:
            products, problems = make(file)
            goals = tuple(goal(world, file, output, product.suffix) for product in products)
            _refuse_sources(goals, kept, problems)
            _refuse_taken(world, goals, taken, file, output, force=force, problems=problems)
            for place, product in zip(goals, products, strict=True) if not dry else ():
                world.write(place, product.data)
            done(Built(file, goals, problems, written=not dry))
        except Refused as refusal:
            good = False
            done(Built(file, (), in_reading_order(refusal.problems), written=False))
    return good


def _refuse_sources(goals: tuple[str, ...], kept: set[str], problems: list[Problem]) -> None:
    """Refuse to write over what a letter is made of, whatever is asked."""
    found = [SOURCE.at(Place(place)) for place in goals if spot(place) in kept]
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
