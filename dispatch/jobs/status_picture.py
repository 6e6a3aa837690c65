"""Draw how rounds stand as pictures of pages: to be shown or passed on where nobody opens a table."""

from collections.abc import Sequence
from pathlib import PurePath

from dispatch.jobs.status import RoundStatus
from dispatch.returns.status_letter import RoundTable, status_yaml
from dispatch.returns.store import read_expected
from dispatch.world import Outputs, SourceWorld, World
from dispatch.world.overlay import OverlayWorld

NAME, DPI = "tinh-hinh", 110


def write_status_pictures(
    world: World, rounds: Sequence[RoundStatus], output: str, *, force: bool = False
) -> tuple[str, ...]:
    """Write a picture a page into a folder, and return their names.

    Raises:
        Refused: where nothing may be written.
    """
    from dispatch.jobs.render_pages import render_pages
    from dispatch.preview.pdf_pages import page_pngs

    data = _as_word_file(world, rounds)
    drawings = page_pngs(render_pages(data, f"{NAME}.docx").pdf, DPI)
    digits = len(str(len(drawings)))
    names = (f"{NAME}-{number:0{digits}}.png" for number in range(1, len(drawings) + 1))
    files = {str(PurePath(output, name)): drawn for name, drawn in zip(names, drawings, strict=True)}
    return Outputs(world, SourceWorld(world), force=force).write(files)


def _as_word_file(world: World, rounds: Sequence[RoundStatus]) -> bytes:
    """Return the table alone, without what says that it is the appendix of a letter."""
    from dispatch.building.load import compose_file
    from dispatch.building.render import open_template, shipped_template
    from dispatch.word.render import render_appendix

    (*_, last) = read_expected(world, rounds[-1].folder).rounds
    tables = [RoundTable(each.period, each.day, each.deadline, each.units) for each in rounds]
    file = f"{NAME}.yaml"
    letter, _ = compose_file(OverlayWorld(world, file, status_yaml(last.letter, tables).encode()), file)
    part = letter.phu_luc[0]._replace(heading="", reference=())
    template = open_template(world, shipped_template("phu-luc", letter.co_chu))
    return render_appendix(part, letter, template, {})
