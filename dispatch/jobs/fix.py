"""Write a copy of a Word file whose looks are as the decree asks; its words are what they were."""

from typing import NamedTuple

from dispatch.problem import N_, Fault, Place, Problem, Refused, in_reading_order
from dispatch.world import TEMPLATE_MOST, Outputs, SourceWorld, World

UNREADABLE = Fault(
    "D292", N_("không phải tệp Word (.docx) sửa được: {why}"), N_("mở bằng Word rồi lưu lại dạng .docx")
)
SIGNED = Fault(
    "D293",
    N_("tệp đã ký số: sửa thì chữ ký không còn giá trị, nên không sửa"),
    N_("sửa bản chưa ký rồi ký lại"),
)


class FixedFile(NamedTuple):
    """What was told of a file and is mended, and what is told of the copy still."""

    mended: tuple[Problem, ...]
    left: tuple[Problem, ...]


def write_fixed(world: World, file: str, output: str, *, force: bool = False) -> FixedFile:
    """Write the copy, over nothing that was read for it; a file that is refused leaves none."""
    from dispatch.word.mending import SignedFileError, mend_word_file
    from dispatch.word.package.opening import Unreadable

    reading = SourceWorld(world)
    outputs = Outputs(world, reading, force=force)
    reading.sources.add(file)
    outputs.refuse([output])
    try:
        found = mend_word_file(reading.read(file, TEMPLATE_MOST), file)
    except SignedFileError as error:
        raise Refused([SIGNED.at(Place(file))]) from error
    except Unreadable as error:
        raise Refused([UNREADABLE.at(Place(file), why=error.why)]) from error
    outputs.write({output: found.data})
    return FixedFile(tuple(in_reading_order(found.mended)), tuple(in_reading_order(found.left)))
