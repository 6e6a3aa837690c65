"""Signs that turn the direction of writing: unseen, and refused in letters of ours; left out."""

from collections.abc import Sequence

from dispatch.foreign.document import Block, Cell, Document, LeftOut, every_block
from dispatch.problem import N_
from dispatch.text.invisible import TURNING, turning_letters
from dispatch.text.marks import Run, Text

TURNED = N_("ký tự đổi chiều viết, không nhìn thấy")


def without_turning_signs(document: Document) -> Document:
    """Return a document without these signs, and say for each block which it had."""
    left_out = [
        LeftOut(block.spot, ", ".join(f"U+{ord(sign):04X}" for sign in signs), TURNED)
        for block in every_block(document.blocks)
        if (signs := turning_letters("".join(run.text for run in block.text)))
    ]
    if not left_out:
        return document
    return document._replace(blocks=_cleared(document.blocks), left_out=(*document.left_out, *left_out))


def _cleared(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(_block(block) for block in blocks)


def _block(block: Block) -> Block:
    if block.table is None:
        return block._replace(text=_text(block.text))
    rows = tuple(tuple(_cell(cell) for cell in row) for row in block.table.rows)
    return block._replace(text=_text(block.text), table=block.table._replace(rows=rows))


def _cell(cell: Cell) -> Cell:
    return cell._replace(blocks=_cleared(cell.blocks))


def _text(text: Text) -> Text:
    return tuple(_run(run) for run in text)


def _run(run: Run) -> Run:
    return run._replace(text=TURNING.sub("", run.text), note=_text(run.note))
