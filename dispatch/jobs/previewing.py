"""Show a letter before it goes out."""

from dispatch.jobs.drawing import pictures_of
from dispatch.jobs.loading import composed
from dispatch.preview.lines import Line
from dispatch.preview.terminal import drawn
from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.world import World

NO_LETTER = Fault("W011", N_("đây là tệp Word, không phải tệp YAML của công văn"), N_("đưa tệp .yaml đã làm ra nó"))


def previewed(world: World, file: str, width: int) -> tuple[tuple[Line, ...], list[Problem]]:
    """Return a letter as a terminal of a width shows it, and what was noticed; what `build` refuses is refused."""
    if file.lower().endswith(".docx"):
        raise Refused([NO_LETTER.at(Place(file))])
    whole, loaded = composed(world, file)
    pictures_of(world, whole, loaded, file)
    return drawn(whole, width), loaded.problems
