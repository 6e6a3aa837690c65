"""One process, many letters: our rendering against docxtpl's own loop on the same template and context."""

import io
import sys

from clock import Measured, side_by_side
from docxtpl import DocxTemplate
from lxml import etree

from dispatch.building.load import compose_file
from dispatch.building.render import open_template, shipped_template
from dispatch.letter import Letter
from dispatch.word.draw.blocks import BlockWriter
from dispatch.word.package.opening import open_package as unzipped
from dispatch.word.render import render_letter
from dispatch.word.template.compiled import Context, Template, environment
from dispatch.word.template.prepare import with_section_variables
from dispatch.word.template.variables import letter_variables
from dispatch.world import TEMPLATE_MOST, Disk


class Pair:
    """The two sides: one letter's template, as we keep it and as docxtpl opens it."""

    def __init__(self, file: str) -> None:
        world = Disk()
        self.letter, _ = compose_file(world, file)
        name = shipped_template("cong-van", self.letter.co_chu)
        self.template: Template = open_template(world, name)
        self.word = with_section_variables(unzipped(world.read(name, TEMPLATE_MOST)))

    def context(self, letter: Letter) -> Context:
        """Return what docxtpl is given; making it is not timed, which favours docxtpl."""
        layout = self.template.layout
        return letter_variables(letter, layout, BlockWriter(layout.text_width, layout.landscape_width), {})

    def ours(self, letter: Letter) -> bytes:
        return render_letter(letter, self.template)

    def theirs(self, context: Context) -> bytes:
        made = DocxTemplate(io.BytesIO(self.word))
        made.render(context, environment(), autoescape=True)
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def alike(letter: Letter, rounds: int, size: int) -> list[Letter]:
    """Return the same letter again and again."""
    return [letter] * (rounds * size)


def addressed(letter: Letter, rounds: int, size: int) -> list[Letter]:
    """Return letters to as many addressees, so that nothing kept from one letter makes the next."""
    return [letter._replace(kinh_gui=(f"Ủy ban nhân dân xã số {at}",)) for at in range(rounds * size)]


def measured(pair: Pair, letters: list[Letter], rounds: int) -> Measured:
    """Return the seconds a letter takes on both sides; leave if the two do not say the same."""
    size = len(letters) // rounds
    contexts = [pair.context(letter) for letter in letters]
    for at in range(0, len(letters), size):
        refuse_difference(pair.ours(letters[at]), pair.theirs(contexts[at]))

    def ours(at: int) -> None:
        for letter in letters[at * size : (at + 1) * size]:
            pair.ours(letter)

    def theirs(at: int) -> None:
        for context in contexts[at * size : (at + 1) * size]:
            pair.theirs(context)

    return side_by_side(ours, theirs, rounds).each(size)


def refuse_difference(ours: bytes, theirs: bytes) -> None:
    if _canonical(ours) != _canonical(theirs):
        sys.exit("the two Word files do not say the same: no ratio would mean anything")


def _canonical(docx: bytes) -> dict[str, bytes]:
    """Return text, headers, footers, footnotes and styles, each in its canonical form (C14N)."""
    parts = {name: data for name, data in unzipped(docx).items() if name.startswith("word/")}
    return {name: etree.tostring(etree.fromstring(data), method="c14n") for name, data in parts.items()}
