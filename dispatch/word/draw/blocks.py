"""The pen that draws the pieces of one letter, and remembers its footnotes and pictures."""

from collections.abc import Sequence

from dispatch.forms import LeafColumn, Table
from dispatch.identity_cache import identity_cache
from dispatch.letter import Block, Figure, Paragraph, Sheet
from dispatch.text.marks import Run, Text
from dispatch.text.nonbreaking import keep_runs_together
from dispatch.word.draw.fragments import (
    Fragment,
    ends_with_room,
    joined,
    led_to_margin_xml,
    margin_tab_xml,
    paragraph_xml,
    run_xml,
)
from dispatch.word.draw.tables import control_xml, signatures_xml, table_xml

EMU_PER_MM = 36000
FIRST_PICTURE = 1000
Sizes = dict[str, tuple[float, float]]
LED = "<w:r><w:tab/></w:r>"


FIRST_NOTE = 1000  # above the footnotes that a template may have of its own


class BlockWriter:
    """Draws blocks; `fillable` makes the blank cells of its tables content controls."""

    def __init__(
        self,
        text_width: float,
        landscape_width: float,
        *,
        fillable: bool = False,
        blanks: Sequence[LeafColumn] = (),
    ) -> None:
        self.text_width = text_width
        self.landscape_width = landscape_width
        self.fillable = fillable
        self.blanks = {leaf.key: (at, leaf) for at, leaf in enumerate(blanks)}
        self.notes: list[Text] = []
        self.pictures: list[str] = []

    def runs(self, text: Text) -> Fragment:
        """Return runs, one after the other; no line parts a number, a day, a symbol."""
        return self.cell_runs(keep_runs_together(text))

    def sentence(self, block: Paragraph) -> Fragment:
        """Return a paragraph of a form of text, each of its blanks a control to write in."""
        hold = "<w:keepNext/>" if block.keep else ""
        *before, last = block.text
        is_led = ends_with_room(block.text)
        tabs = margin_tab_xml(last.text, self.text_width) if is_led else ""
        inside = [self._written(run) for run in before]
        inside.append(control_xml(self.blanks[last.blank], LED) if is_led else self._written(last))
        style = f'<w:pStyle w:val="{block.role}"/>{hold}{tabs}'
        return Fragment(f"<w:p><w:pPr>{style}</w:pPr>{''.join(inside)}</w:p>")

    def _written(self, run: Run) -> str:
        return control_xml(self.blanks[run.blank], run_xml(run)) if run.blank else self.runs((run,))

    def cell_runs(self, text: Text) -> Fragment:
        """Return the runs of a cell, which is often too narrow to keep anything together."""
        return Fragment("".join([self._noted(run) if run.note else run_xml(run) for run in text]))

    def _noted(self, run: Run) -> str:
        self.notes.append(run.note)
        mark = f'<w:footnoteReference w:id="{FIRST_NOTE + len(self.notes)}"/>'
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{mark}</w:r>'

    def paragraph(self, role: str, text: Text, *, keep: bool = False) -> Fragment:
        """Return a paragraph in one of the template's styles."""
        for run in text:
            if run.note:
                hold = "<w:keepNext/>" if keep else ""
                return Fragment(
                    f'<w:p><w:pPr><w:pStyle w:val="{role}"/>{hold}</w:pPr>{self.runs(text)}</w:p>'
                )
        return paragraph_xml(role, text, keep=keep)

    def block(self, block: Block, sizes: Sizes) -> Fragment:
        """Return one block of a body."""
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Figure):
            return self._figure(block, sizes[block.file])
        room = self.landscape_width if block.landscape else self.text_width
        if not isinstance(block, Sheet):
            return signatures_xml(block, room)
        if _has_footnote(block.table):
            return table_xml(block.table, room, self.cell_runs, fillable=self.fillable, keep=block.keep)
        return _plain_table(block.table, room, fillable=self.fillable, keep=block.keep)

    def _paragraph(self, block: Paragraph) -> Fragment:
        if self.blanks and any(run.blank for run in block.text):
            return self.sentence(block)
        if ends_with_room(block.text) and not any(run.note for run in block.text):
            return led_to_margin_xml(block.role, block.text, self.text_width, keep=block.keep)
        return self.paragraph(block.role, block.text, keep=block.keep)

    def footnotes(self) -> str:
        """Return the notes gathered so far, as the footnotes part holds them."""
        return "".join(
            f'<w:footnote w:id="{index}"><w:p><w:pPr><w:pStyle w:val="ChuThich"/></w:pPr>'
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{self.runs(note)}</w:p></w:footnote>'
            for index, note in enumerate(tuple(self.notes), FIRST_NOTE + 1)
        )

    def _figure(self, figure: Figure, size: tuple[float, float]) -> Fragment:
        self.pictures.append(figure.file)
        index = len(self.pictures)
        cx = round(figure.width * EMU_PER_MM)
        cy = round(cx * size[1] / size[0])
        return Fragment(
            '<w:p><w:pPr><w:pStyle w:val="Hinh"/></w:pPr><w:r><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
            f'<wp:docPr id="{FIRST_PICTURE + index}" name="Hình {index}"/>'
            '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:nvPicPr><pic:cNvPr id="{index}" name="Hình {index}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{picture_id(index)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )


@identity_cache
def _has_footnote(table: Table) -> bool:
    """Say whether a cell holds a footnote."""
    cells = (*table.heading, *(cell for row in table.body for cell in row.cells))
    return any(run.note for cell in cells for run in cell.text)


@identity_cache
def _plain_table(table: Table, room: float, *, fillable: bool, keep: bool) -> Fragment:
    """Return a table without footnotes; the same form goes to every unit of a batch."""
    return table_xml(
        table, room, lambda text: Fragment("".join(map(run_xml, text))), fillable=fillable, keep=keep
    )


def draw_blocks(blocks: tuple[Block, ...], pen: BlockWriter, sizes: Sizes) -> tuple[Fragment, ...]:
    """Return blocks one below the other; what nothing is numbered in is drawn once for a whole batch."""
    shared = (
        None
        if pen.blanks
        else _unnumbered(blocks, pen.text_width, pen.landscape_width, fillable=pen.fillable)
    )
    return joined([pen.block(block, sizes) for block in blocks]) if shared is None else shared


@identity_cache
def _unnumbered(
    blocks: tuple[Block, ...], text_width: float, landscape_width: float, *, fillable: bool
) -> tuple[Fragment, ...] | None:
    """Return blocks as they are drawn in any letter, if they hold no picture and no footnote."""
    if any(isinstance(block, Figure) for block in blocks):
        return None
    pen = BlockWriter(text_width, landscape_width, fillable=fillable)
    drawn = joined([pen.block(block, {}) for block in blocks])
    return None if pen.notes else drawn


def picture_id(index: int) -> str:
    """Return the relationship id of the n-th picture of a letter."""
    return f"rIdHinh{index}"
