"""What a person can ask for, each job a few lines over the pure rooms."""

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from dispatch import __version__, configs, letter, reading, rules, source
from dispatch.letter import Figure, Letter
from dispatch.model import CongVan
from dispatch.problem import N_, Fault, Place, Problem, Refused, errors, in_reading_order
from dispatch.source import Node
from dispatch.world import EXISTS, LETTER_MOST, TEMPLATE_MOST, World, shipped

if TYPE_CHECKING:
    from dispatch.word.rendering import Picture
    from dispatch.word.template import Template

NO_PICTURE = Fault(
    "H001", N_("không mở được hình '{file}'"), N_("dùng tệp .png hoặc .jpg, đường dẫn tính từ chỗ tệp YAML")
)
TWICE = Fault(
    "W005", N_("hai công văn cùng ghi vào một tệp"), N_("dùng -o với một thư mục, và đặt tên tệp YAML khác nhau")
)
SEVERAL_TO_ONE = Fault("W006", N_("nhiều công văn không thể ghi vào một tệp"), N_("cho -o là một thư mục"))
PICTURE_MOST = 20_000_000


class Loaded(NamedTuple):
    """A file as it was understood: its tree, what it means, and what is to be said of it."""

    root: Node
    said: CongVan
    problems: list[Problem]


class Built(NamedTuple):
    """What became of one file: where it was written, and what was noticed."""

    file: str
    target: str
    problems: Sequence[Problem]
    written: bool


def load(world: World, file: str) -> Loaded:
    """Read one letter with its configs and check it against the decree, or refuse it."""
    text = source.decoded(world.read(file, LETTER_MOST), file)
    root, unknown = configs.resolved(world, source.parse(text, file), file)
    try:
        said = reading.read(root)
    except Refused as refusal:
        raise Refused([*unknown, *refusal.problems]) from refusal
    if unknown:
        raise Refused(unknown)
    problems = in_reading_order(source.placed(problem, root) for problem in rules.check(said))
    return Loaded(root, said, problems)


def check(world: World, file: str) -> list[Problem]:
    """Return every problem of one file: of a letter as it is described, or of a Word file as it is measured."""
    try:
        return measured(world, file) if file.lower().endswith(".docx") else load(world, file).problems
    except Refused as refusal:
        return in_reading_order(refusal.problems)


def measured(world: World, file: str) -> list[Problem]:
    """Return what the decree says against a finished Word file."""
    from dispatch.rules.paper import check_paper
    from dispatch.word.measuring import measure

    found = measure(world.read(file, TEMPLATE_MOST), file)
    return in_reading_order(problem._replace(place=Place(file)) for problem in check_paper(found))


def composed(world: World, file: str) -> tuple[Letter, Loaded]:
    """Return the letter that a file describes, or refuse it."""
    loaded = load(world, file)
    if errors(loaded.problems):
        raise Refused(loaded.problems)
    return letter.compose(loaded.said), loaded


def target(world: World, file: str, output: str | None, suffix: str = ".docx") -> str:
    """Return where the letter of a file goes: a named file, a folder, or beside its YAML."""
    name = PurePath(file).stem + suffix
    if output is None:
        return str(PurePath(file).parent / name)
    folder = world.is_folder(output) or output.endswith(("/", "\\")) or not PurePath(output).suffix
    return str(PurePath(output) / name) if folder else output


def build(
    world: World,
    files: Sequence[str],
    output: str | None = None,
    *,
    template: str | None = None,
    force: bool = False,
    dry: bool = False,
    done: Callable[[Built], None],
) -> bool:
    """Make the letters of some files, each reported as soon as it is done; say whether all were."""
    targets = [target(world, file, output) for file in files]
    good = True
    for index, (file, goal) in enumerate(zip(files, targets, strict=True)):
        try:
            _refuse_shared(targets, index, files, output)
            data, problems = made(world, file, template)
            _refuse_overwriting(world, goal, problems, force=force)
            if not dry:
                world.write(goal, data)
            done(Built(file, goal, problems, written=not dry))
        except Refused as refusal:
            good = False
            done(Built(file, "", in_reading_order(refusal.problems), written=False))
    return good


def _refuse_shared(targets: list[str], index: int, files: Sequence[str], output: str | None) -> None:
    if targets[index].casefold() in (goal.casefold() for goal in targets[:index]):
        fault = SEVERAL_TO_ONE if output == targets[index] else TWICE
        raise Refused([fault.at(Place(files[index]))])


def _refuse_overwriting(world: World, goal: str, problems: list[Problem], *, force: bool) -> None:
    if world.exists(goal) and not force:
        raise Refused([*problems, EXISTS.at(Place(goal))])


def made(world: World, file: str, template: str | None = None) -> tuple[bytes, list[Problem]]:
    """Return the Word file of one letter, and what was noticed on the way."""
    whole, loaded = composed(world, file)
    return drawn(world, whole, loaded, file, template), loaded.problems


def drawn(world: World, whole: Letter, loaded: Loaded, file: str, template: str | None) -> bytes:
    """Return the Word file of a letter that has been composed."""
    from dispatch.word.rendering import render

    name = template or template_for(whole)
    pictures = {
        block.file: _picture(world, block, _said_at(loaded.root, block.file), file)
        for block in whole.noi_dung
        if isinstance(block, Figure)
    }
    return render(whole, opened(world, name), pictures, name)


def template_for(whole: Letter) -> str:
    """Return the shipped template for a letter: by its kind and its sizes."""
    name = "van-ban-ten-loai" if whole.ten_loai else "cong-van"
    return str(PurePath(shipped("templates")) / "docx" / f"{name}-{whole.co_chu}.docx")


def opened(world: World, name: str) -> "Template":
    """Return a template ready to be filled; its preparation is remembered between runs."""
    from dispatch.word.template import FORMAT, Prepared, Template

    data = world.read(name, TEMPLATE_MOST)
    key = hashlib.sha256(f"{__version__} {FORMAT} ".encode() + data).hexdigest()
    kept = world.recall(key)
    with contextlib.suppress(ValueError, TypeError):
        return Template(Prepared.recalled(kept))
    from dispatch.word.preparing import prepare

    prepared = prepare(data, name)
    world.remember(key, prepared.kept())
    return Template(prepared)


def _said_at(root: Node, text: str) -> Place:
    """Return where a text was typed."""
    return next((node.place for node in source.scalars(root) if node.value == text), root.place)


def _picture(world: World, figure: Figure, place: Place, file: str) -> "Picture":
    from dispatch.word.pictures import picture

    where = str(PurePath(file).parent / figure.file)
    try:
        return picture(world.read(where, PICTURE_MOST))
    except (Refused, ValueError) as error:
        raise Refused([NO_PICTURE.at(place, file=figure.file)]) from error


def agencies(world: World) -> list[tuple[str, str, str]]:
    """Return the agencies that a letter here may name: name, title, file."""
    rows = []
    for name, file in sorted(configs.listed(world, "thu.yaml", "co-quan").items()):
        node = source.parse(source.decoded(world.read(file, LETTER_MOST), file), file)
        title = source.child(node, "ten_goi") or source.child(node, "ten")
        rows.append((name, " ".join(str(n.value) for n in source.scalars(title)) if title else "", file))
    return rows


def templates(world: World) -> list[str]:
    """Return the Word templates that come with the program."""
    folder = PurePath(shipped("templates")) / "docx"
    return [str(folder / name) for name in world.names(str(folder), ".docx")]
