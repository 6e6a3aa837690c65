"""Who a form was made for and what it looked like: what makes a returned form safe to consolidate."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from dispatch.forms.grid import GridRow, LeafColumn, Table
from dispatch.identity_cache import identity_cache
from dispatch.model.column_kinds import COLUMN_KINDS
from dispatch.problem import N_
from dispatch.text.marks import bare

NAMES = {
    "form": N_("Mã biểu"),
    "version": N_("Phiên bản"),
    "symbol": N_("Kèm theo"),
    "period": N_("Kỳ"),
    "deadline": N_("Hạn"),
    "unit": N_("Mã đơn vị"),
    "unit_name": N_("Đơn vị"),
}


class Identity(NamedTuple):
    """What a form carries so that it is recognised when it returns, whatever its file is called."""

    form: str
    version: str
    symbol: str = ""
    period: str = ""
    deadline: str = ""
    unit: str = ""
    unit_name: str = ""

    @property
    def line(self) -> str:
        """The small print at the foot of a form."""
        parts = (f"{NAMES[name]}: {value}" for name, value in self._asdict().items() if value)
        return " · ".join(parts)


class Structure(NamedTuple):
    """The fixed part of a form: heading cells with their spans, columns, and the texts of its rows."""

    heading: tuple[tuple[str, int, int, int, int], ...]
    heading_rows: int
    leaves: tuple[LeafColumn, ...]
    rows: tuple[tuple[str, tuple[str | None, ...]], ...]

    def kept(self) -> str:
        """Return this value as text, to be carried inside the form."""
        return json.dumps(self, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def recalled(cls, text: str) -> "Structure":
        """Return the value that `kept` wrote; ValueError if it is none."""
        try:
            heading, count, leaves, rows = json.loads(text)
            return cls(
                tuple((str(t), int(a), int(b), int(c), int(d)) for t, a, b, c, d in heading),
                int(count),
                tuple(_leaf(fields) for fields in leaves),
                tuple((str(kind), tuple(texts)) for kind, texts in rows),
            )
        except (TypeError, json.JSONDecodeError) as error:
            raise ValueError(text[:40]) from error

    @property
    def version(self) -> str:
        """A short hash of the structure; another form has another version."""
        plain = [self.heading, [(n.key, n.title, n.kind, n.choices) for n in self.leaves], self.rows]
        return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:12]


def _leaf(fields: Sequence[Any]) -> LeafColumn:
    """Return a column from the fields that `kept` wrote; a kind that nobody knows is never read as text."""
    key, title, kind, choices, totals, weight = fields
    if kind not in COLUMN_KINDS:
        raise ValueError(kind)
    return LeafColumn(key, title, kind, tuple(choices), totals, weight)


def structure_of(table: Table) -> Structure:
    """Return the fixed part of a table: None stands where something is to be filled in."""
    return Structure(
        heading=tuple((bare(c.text), c.row, c.column, c.rows, c.columns) for c in table.heading),
        heading_rows=table.heading_rows,
        leaves=table.leaves,
        rows=tuple((row.kind, _fixed_texts(row)) for row in table.body),
    )


def _fixed_texts(row: GridRow) -> tuple[str | None, ...]:
    return tuple(None if cell.fill else bare(cell.text) for cell in row.cells)


@identity_cache
def version_of(table: Table) -> str:
    """Return the version of a table's structure; it is reckoned once for all units of a batch."""
    return structure_of(table).version
