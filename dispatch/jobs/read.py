"""Read a letter of another office as a letter of ours, every word of it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dispatch.building.foreign import read_document
from dispatch.building.load import load_letter
from dispatch.foreign.document import LeftOut
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity, shorten
from dispatch.world import CachingReader, Outputs, SourceWorld, World
from dispatch.world.overlay import OverlayWorld

LEFT_OUT = Fault(
    "G010", N_("{where}: bỏ ra ngoài '{text}' ({why})"), N_("cần thì chép thêm vào tệp YAML"), Severity.INFO
)
LEFT_OUT_AGAIN = Fault(
    "G011", N_("{where} và {count} chỗ khác: bỏ ra ngoài '{text}' ({why})"), "", Severity.INFO
)


NO_TABLE = Fault(
    "G012", N_("trong tệp không có bảng nào"), N_("biểu mẫu phải là bảng trong tệp Word hoặc PDF")
)


class ReadFile(NamedTuple):
    """A file of another office as YAML of ours, and what is to be said of it."""

    text: str
    problems: tuple[Problem, ...]


def read_file(world: CachingReader, file: str, output: str = "") -> ReadFile:
    """Return a file of another office as YAML, or refuse it.

    What was left out is told, and what a letter of ours could not say.
    """
    from dispatch.drafting.foreign_letter import foreign_letter_yaml
    from dispatch.foreign.reading import read_letter

    found = read_letter(read_document(world, file), world.today())
    text = foreign_letter_yaml(found, file)
    told = [*left_out_problems(found.left_out, file), *_unsayable(world, text, output or f"{file}.yaml")]
    return ReadFile(text, tuple(told))


def read_form(world: World, file: str, _: str = "") -> ReadFile:
    """Return the table of a file that is a form, as the YAML of a form, or refuse a file without tables."""
    from dispatch.drafting.foreign_form import find_form, foreign_form_yaml

    found = find_form(read_document(world, file))
    if found is None:
        raise Refused([NO_TABLE.at(Place(file))])
    return ReadFile(foreign_form_yaml(found, file), ())


Read = Callable[[World, str, str], ReadFile]


def write_read_file(
    world: World, file: str, output: str, read: Read = read_file, *, force: bool = False
) -> ReadFile:
    """Write what a file of another office is read as, over nothing that was read for it."""
    reading = SourceWorld(world)
    outputs = Outputs(world, reading, force=force)
    reading.sources.add(file)
    outputs.refuse([output])
    found = read(world, file, output)
    outputs.write({output: found.text.encode()})
    return found


def left_out_problems(left_out: Iterable[LeftOut], file: str) -> list[Problem]:
    """Return what was left out, the same in several places told once."""
    places: dict[tuple[str, str], list[str]] = {}
    for one in left_out:
        places.setdefault((one.text, one.why), []).append(str(one.spot))
    return [
        (LEFT_OUT_AGAIN if len(where) > 1 else LEFT_OUT).at(
            Place(file), where=where[0], count=len(where) - 1, text=shorten(text), why=why
        )
        for (text, why), where in places.items()
    ]


def _unsayable(world: CachingReader, text: str, output: str) -> list[Problem]:
    """Return why a letter of ours could not be read from the YAML, if so."""
    try:
        load_letter(OverlayWorld(world, output, text.encode()), output)
    except Refused as refusal:
        return list(refusal.problems)
    return []
