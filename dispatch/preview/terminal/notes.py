"""Footnotes: numbered in reading order, so that they can stand where the letter ends."""

from collections.abc import Iterable

from dispatch.forms import GridCell, Table
from dispatch.letter import Block, Paragraph, Sheet
from dispatch.text.marks import Run, Text


def number_notes(text: Text, notes: list[Text]) -> Text:
    """Return a text with a raised number for each of its notes, which join the others."""
    if not any(run.note for run in text):
        return text
    runs: list[Run] = []
    for run in text:
        if run.note:
            notes.append(run.note)
            runs.append(Run(str(len(notes)), "^"))
        else:
            runs.append(run)
    return tuple(runs)


def number_block_notes(blocks: Iterable[Block], notes: list[Text]) -> tuple[Block, ...]:
    """Return blocks with numbers for their notes."""
    return tuple(_number_block(block, notes) for block in blocks)


def _number_block(block: Block, notes: list[Text]) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(text=number_notes(block.text, notes))
    return block._replace(table=_table(block.table, notes)) if isinstance(block, Sheet) else block


def _table(table: Table, notes: list[Text]) -> Table:
    heading = sorted(table.heading, key=lambda cell: (cell.row, cell.column))
    return table._replace(
        heading=_cells(heading, notes),
        body=tuple(row._replace(cells=_cells(row.cells, notes)) for row in table.body),
    )


def _cells(cells: Iterable[GridCell], notes: list[Text]) -> tuple[GridCell, ...]:
    return tuple(cell._replace(text=number_notes(cell.text, notes)) for cell in cells)
