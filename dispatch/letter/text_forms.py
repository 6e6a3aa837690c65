"""A form of text: its sentences as they are printed, and its blanks as a table of one row."""

from dispatch.forms import Table
from dispatch.forms.grid import leaf_of
from dispatch.forms.text_blanks import mark_blanks
from dispatch.letter.body import keep_openings
from dispatch.letter.body_tree import tree
from dispatch.letter.page import Paragraph
from dispatch.model import BieuMau
from dispatch.model.shares import Assignments


def text_form(form: BieuMau) -> tuple[tuple[Paragraph, ...], Table]:
    """Return the sentences of a form of text with their blanks marked, and the table of these."""
    typed = [block for block in tree(form.noi_dung, Assignments()) if isinstance(block, Paragraph)]
    described = {column.khoa: leaf_of(column) for column in form.o_dien}
    marked = mark_blanks([block.text for block in typed], described)
    blocks = keep_openings(
        [block._replace(text=text) for block, text in zip(typed, marked.texts, strict=True)]
    )
    return tuple(block for block in blocks if isinstance(block, Paragraph)), marked.table
