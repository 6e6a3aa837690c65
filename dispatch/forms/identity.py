"""Who a form was made for and what it looked like: what makes a returned form safe to consolidate."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dispatch.forms.grid import GROUP, GROUPS, GridRow, LeafColumn, Table
from dispatch.identity_cache import identity_cache
from dispatch.model.column_kinds import COLUMN_KINDS
from dispatch.patterns import lazy_pattern
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
    "round": N_("Mã đợt"),
}
SINCE_LATER = frozenset(("round",))  # what forms that were handed out earlier do not carry

ROW_KINDS = frozenset(("o", *GROUPS, "vi_du", "tong"))
STRUCTURE_MOST = 2_000_000  # letters; a form of 1,000 rows and 60 columns has a fifth of it
COUNT_MOST = 1_000_000  # of rows and columns, more than any program has
STEERING = lazy_pattern(  # controls but for tabs and breaks, signs that turn the writing, no letters at all
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Identity(NamedTuple):
    """What a form carries so that it is recognised when it returns, whatever its file is called."""

    form: str
    version: str
    symbol: str = ""
    period: str = ""
    deadline: str = ""
    unit: str = ""
    unit_name: str = ""
    round: str = ""

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
    repeats: bool = False
    """Whether rows may be added to those that are blank; only a form that says so carries it."""

    def kept(self) -> str:
        """Return this value as text, to be carried inside the form."""
        carried = self if self.repeats else self[:4]
        return json.dumps(carried, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def recalled(cls, text: str) -> "Structure":
        """Return the value that `kept` wrote; ValueError if it is none."""
        if len(text) > STRUCTURE_MOST:
            raise ValueError(text[:40])
        try:
            heading, count, leaves, rows, *more = json.loads(text)
            return cls(
                tuple(_heading_cell(fields) for fields in heading),
                _count(count),
                tuple(_leaf(fields) for fields in leaves),
                tuple(_row(kind, texts, len(leaves)) for kind, texts in rows),
                _repeats(more),
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
        return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:12]

    def with_rows(self, count: int) -> "Structure":
        """Return the structure with as many rows as a form has now, if blank ones may be added or go."""
        blank = [at for at, (kind, texts) in enumerate(self.rows) if kind == "o" and not any(texts)]
        wanted = len(blank) + count - len(self.rows)
        if not (self.repeats and blank and wanted >= 0):
            return self
        first, last = blank[0], blank[-1] + 1
        return self._replace(rows=(*self.rows[:first], *[self.rows[first]] * wanted, *self.rows[last:]))


def _repeats(more: Sequence[object]) -> bool:
    if more not in ([], [True]):
        raise ValueError(more)
    return bool(more)


def _heading_cell(fields: Sequence[Any]) -> tuple[str, int, int, int, int]:
    text, row, column, rows, columns = fields
    return _text(text), _count(row), _count(column), _count(rows), _count(columns)


def _leaf(fields: Sequence[Any]) -> LeafColumn:
    """Return a column from the fields that `kept` wrote; a kind that nobody knows is never read as text."""
    key, title, kind, choices, totals, weight = fields
    if kind not in COLUMN_KINDS or not isinstance(totals, bool) or not isinstance(weight, int | float):
        raise ValueError(kind)
    return LeafColumn(_text(key), _text(title), kind, tuple(map(_text, choices)), totals, weight)


def _row(kind: object, texts: object, columns: int) -> tuple[str, tuple[str | None, ...]]:
    """Return the fixed texts of a row: one for the name of a group, else one for each column."""
    if (
        kind not in ROW_KINDS
        or not isinstance(texts, list)
        or len(texts) != (1 if kind == GROUP else columns)
    ):
        raise ValueError(kind)
    return str(kind), tuple(None if text is None else _text(text) for text in texts)


def _text(value: object) -> str:
    """Return a text of a form; what steers a screen or turns the writing was never in one."""
    if not isinstance(value, str) or STEERING.search(value):
        raise ValueError(value)
    return value


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value <= COUNT_MOST:
        raise ValueError(value)
    return value


def identity_of(values: Mapping[str, str]) -> Identity:
    """Return the identity that a form carries as texts by name; KeyError or ValueError if it is none."""
    carried = (name for name in Identity._fields if name in values or name not in SINCE_LATER)
    return Identity(**{name: _text(values[name]) for name in carried})


def identity_in_line(text: str) -> Identity | None:
    """Return the identity that a line of small print tells, or None if it is no such line.

    It is the last witness of a form whose hidden parts were lost when it was copied.
    """
    said = dict(part.partition(": ")[::2] for part in " ".join(text.split()).split(" · "))
    if not {NAMES["form"], NAMES["version"]} <= said.keys():
        return None
    return Identity(**{name: said.get(title, "") for name, title in NAMES.items()})


def round_of(letter: bytes, form: str, period: str) -> str:
    """Return what tells the forms of one letter and period from all others: a short hash, always the same.

    Last month's form of the same unit looks the same where nobody typed a period.
    """
    parts = [hashlib.sha256(letter).hexdigest(), form, period]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:8]


def structure_of(table: Table) -> Structure:
    """Return the fixed part of a table: None stands where something is to be filled in."""
    return Structure(
        heading=tuple((bare(c.text), c.row, c.column, c.rows, c.columns) for c in table.heading),
        heading_rows=table.heading_rows,
        leaves=table.leaves,
        rows=tuple((row.kind, _fixed_texts(row)) for row in table.body),
        repeats=table.repeats,
    )


def _fixed_texts(row: GridRow) -> tuple[str | None, ...]:
    return tuple(None if cell.fill else bare(cell.text) for cell in row.cells)


@identity_cache
def version_of(table: Table) -> str:
    """Return the version of a table's structure; it is reckoned once for all units of a batch."""
    return structure_of(table).version
