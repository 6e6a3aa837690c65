"""The fixed part of a form: what it looked like when it went out, by which a returned one is judged."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from dispatch.forms.carried import (
    STRUCTURE_MOST,
    Heading,
    Merge,
    Row,
    body_row,
    carried_count,
    carried_text,
    heading_cell,
    leaf_column,
    merges_of,
)
from dispatch.forms.grid import GROUP, GridRow, LeafColumn, Table
from dispatch.identity_cache import identity_cache
from dispatch.text.marks import bare


class Structure(NamedTuple):
    """The fixed part of a form: heading cells with their spans, columns, and the texts of its rows."""

    heading: tuple[Heading, ...]
    heading_rows: int
    leaves: tuple[LeafColumn, ...]
    rows: tuple[Row, ...]
    repeats: bool = False
    """Whether rows may be added to those that are blank; only a form that says so carries it."""
    merges: tuple[Merge, ...] = ()
    """The merged cells of its rows: row and column, how many rows and columns; a covered cell is blank."""
    words: tuple[str, ...] = ()
    """Of a form of text: what is fixed around its blanks."""

    def kept(self) -> str:
        """Return this value as text, to be carried inside the form."""
        kept = 7 if self.words else 6 if self.merges else 5 if self.repeats else 4
        carried = self[:kept]
        return json.dumps(carried, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def recalled(cls, text: str) -> "Structure":
        """Return the value that `kept` wrote; ValueError if it is none."""
        if len(text) > STRUCTURE_MOST:
            raise ValueError(text[:40])
        try:
            heading, count, leaves, rows, *more = json.loads(text)
            return cls(
                tuple(heading_cell(fields) for fields in heading),
                carried_count(count),
                tuple(leaf_column(fields) for fields in leaves),
                tuple(body_row(kind, texts, len(leaves)) for kind, texts in rows),
                *_further(more, len(rows), len(leaves)),
            )
        except (TypeError, RecursionError, json.JSONDecodeError) as error:
            raise ValueError(text[:40]) from error

    @property
    def version(self) -> str:
        """A short hash of the structure; another form has another version."""
        plain: list[object] = [
            self.heading,
            [(n.key, n.title, n.kind, n.choices) for n in self.leaves],
            self.rows,
        ]
        plain += ["lap"] if self.repeats else []
        plain += [self.merges] if self.merges else []
        plain += [self.words] if self.words else []
        return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:12]

    def layout(self, row: int) -> tuple[tuple[int, int, bool], ...]:
        """Return the cells of a row: where each begins, how wide it is, whether it goes on from above."""
        wide = len(self.leaves)
        if self.rows[row][0] == GROUP:
            return ((0, wide, False),)
        here = [merge for merge in self.merges if merge[0] <= row < merge[0] + merge[2]]
        merged = {column: (across, top < row) for top, column, _, across in here}
        covered = {at for _, column, _, across in here for at in range(column + 1, column + across)}
        return tuple((at, *merged.get(at, (1, False))) for at in range(wide) if at not in covered)

    def texts_as_read(self, row: int) -> tuple[str | None, ...]:
        """Return the fixed texts of a row as one reads them: a cell that goes on from above says the same."""
        texts = list(self.rows[row][1])
        for top, column, tall, _ in self.merges:
            if top < row < top + tall:
                texts[column] = self.rows[top][1][column] or ""
        return tuple(texts)

    def with_rows(self, count: int) -> "Structure":
        """Return the structure with as many rows as a form has now, if blank ones may be added or go."""
        blank = [at for at, (kind, texts) in enumerate(self.rows) if kind == "o" and not any(texts)]
        wanted = len(blank) + count - len(self.rows)
        if not (self.repeats and blank and wanted >= 0):
            return self
        first, last = blank[0], blank[-1] + 1
        return self._replace(rows=(*self.rows[:first], *[self.rows[first]] * wanted, *self.rows[last:]))


def _further(more: Sequence[Any], rows: int, columns: int) -> tuple[bool, tuple[Merge, ...], tuple[str, ...]]:
    """Return what only some forms carry: whether rows may be added, merged cells, the words of a text."""
    match more:
        case []:
            return False, (), ()
        case [True]:
            return True, (), ()
        case [False, [*merged]] if merged:
            return False, merges_of(merged, rows, columns), ()
        case [False, [], [*words]] if len(words) == columns + 1 and rows == 1:
            return False, (), tuple(map(carried_text, words))
        case _:
            raise ValueError(more)


def structure_of(table: Table) -> Structure:
    """Return the fixed part of a table: None stands where something is to be filled in."""
    return Structure(
        heading=tuple((bare(c.text), c.row, c.column, c.rows, c.columns) for c in table.heading),
        heading_rows=table.heading_rows,
        leaves=table.leaves,
        rows=tuple((row.kind, _fixed_texts(row, table.columns)) for row in table.body),
        repeats=table.repeats,
        merges=tuple(
            (cell.row, cell.column, cell.rows, cell.columns)
            for row in table.body
            for cell in row.cells
            if row.kind != GROUP and cell.rows * cell.columns > 1
        ),
        words=table.words,
    )


def _fixed_texts(row: GridRow, columns: int) -> tuple[str | None, ...]:
    """Return the text of each cell of a row, None where it is to be filled; what is covered is blank."""
    texts: list[str | None] = [""] * (1 if row.kind == GROUP else columns)
    for cell in row.cells:
        texts[cell.column] = None if cell.fill else bare(cell.text)
    return tuple(texts)


@identity_cache
def version_of(table: Table) -> str:
    """Return the version of a table's structure; it is reckoned once for all units of a batch."""
    return structure_of(table).version
