"""The body of a letter: bases, assignments, the free tree, and the mark that ends it."""

from collections.abc import Mapping, Sequence

from dispatch import decree
from dispatch.forms import GridCell, Table
from dispatch.letter.assignments import assignments
from dispatch.letter.bases import bases, short_citations, spell_out
from dispatch.letter.body_tree import tree
from dispatch.letter.form_lines import form_lines, type_of, without_repeated_titles
from dispatch.letter.page import Block, Paragraph, Sheet
from dispatch.model import CongVan
from dispatch.model.shares import manner_of
from dispatch.text import wording
from dispatch.text.marks import Run, Text, bare, runs


def body(letter_data: CongVan) -> tuple[Block, ...]:
    """Return every block between Kính gửi and the signature."""
    form = type_of(letter_data)
    blocks: list[Block] = [*form_lines(form.opening, letter_data)]
    blocks += [Paragraph("NoiDung", runs(text)) for text in letter_data.mo_dau]
    blocks += bases(letter_data.can_cu, in_block=form.bases_in_block)
    blocks += [Paragraph("NoiDung", runs(text)) for text in letter_data.dan_nhap]
    blocks += form_lines(form.resolution, letter_data)
    manner = manner_of(letter_data)
    blocks += tree(letter_data.noi_dung, manner)
    blocks += assignments(manner._replace(shares=letter_data.phan_cong))
    blocks += [Paragraph("NoiDung", runs(text)) for text in letter_data.ghi_chu]
    blocks += form_lines(form.closing, letter_data)
    blocks += [Paragraph("NoiDung", runs(text)) for text in letter_data.ket_thuc]
    blocks = without_repeated_titles(blocks)
    blocks = _keep_with_signature(keep_openings(end_with_mark(blocks, letter_data.dau_ket)))
    citations = short_citations(letter_data.can_cu)
    return line_up([cite_in_block(block, citations) for block in blocks])


def cite_in_block(block: Block, citations: Mapping[str, str]) -> Block:
    """Return a block in which the short names of bases are their short citations, in cells too."""
    if citations and isinstance(block, Paragraph):
        return block._replace(text=_cited(block.text, citations))
    if citations and isinstance(block, Sheet):
        return block._replace(table=_cite_in_table(block.table, citations))
    return block


def _cited(text: Text, citations: Mapping[str, str]) -> Text:
    return tuple(run._replace(text=spell_out(run.text, citations)) for run in text)


def _cite_in_table(table: Table, citations: Mapping[str, str]) -> Table:
    rows = (row._replace(cells=_cite_in_cells(row.cells, citations)) for row in table.body)
    return table._replace(heading=_cite_in_cells(table.heading, citations), body=tuple(rows))


def _cite_in_cells(cells: Sequence[GridCell], citations: Mapping[str, str]) -> tuple[GridCell, ...]:
    return tuple(cell._replace(text=_cited(cell.text, citations)) for cell in cells)


def line_up(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with tables of the same columns in line: what one of them needs, all get."""
    by_columns: dict[object, list[Table]] = {}
    for block in blocks:
        if isinstance(block, Sheet):
            by_columns.setdefault(_columns(block.table), []).append(block.table)
    return tuple(
        block._replace(table=block.table._replace(beside=tuple(by_columns[_columns(block.table)])))
        if isinstance(block, Sheet) and len(by_columns[_columns(block.table)]) > 1
        else block
        for block in blocks
    )


def _columns(table: Table) -> object:
    """Return what makes the columns of two tables equal: their titles, and how wide they are asked to be."""
    return tuple((leaf.title, leaf.weight) for leaf in table.leaves), table.exact


def end_with_mark(blocks: list[Block], mark: str) -> list[Block]:
    """End the last text with the mark, unless a paragraph was typed with it; under a table stands none."""
    texts = [bare(block.text).rstrip() for block in blocks if isinstance(block, Paragraph)]
    typed = any(text.endswith(mark) for text in (texts if decree.END in mark else texts[-1:]))
    last = blocks[-1] if blocks else None
    if mark and not typed and isinstance(last, Paragraph) and last.text:
        blocks[-1] = last._replace(text=_end_text(last.text, mark))
    return blocks


def _end_text(text: Text, mark: str) -> Text:
    """Return a text with the mark in place of its full stop, outside of links, notes and dress."""
    *before, run = text
    if run.link or run.note:
        return (*before, run, Run(mark))
    if run.dress:
        return (*before, run._replace(text=wording.end_with(run.text, "")), Run(mark))
    return (*before, run._replace(text=wording.end_with(run.text, mark)))


def keep_openings(blocks: Sequence[Block]) -> list[Block]:
    """Keep what ends with a colon on the page of what it announces."""
    return [
        block._replace(keep=True) if isinstance(block, Paragraph) and _announces(block) else block
        for block in blocks
    ]


def _announces(block: Paragraph) -> bool:
    return bool(block.text) and block.text[-1].text.endswith(":")


def _keep_with_signature(blocks: list[Block]) -> list[Block]:
    """Keep the end of the text on the page of the signature, which never stands alone."""
    for at in (-1, -2):
        block = blocks[at] if len(blocks) >= -at else None
        if isinstance(block, (Paragraph, Sheet)) and (at == -1 or isinstance(block, Sheet)):
            blocks[at] = block._replace(keep=True)
    return blocks
