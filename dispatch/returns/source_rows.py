"""The rows of the sheet of sources: drawn at once, for a province has half a million of them.

What is the same for all values of a form, or for all forms in a cell, is drawn once.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dispatch.excel.look import DAY
from dispatch.excel.written_sheets import SheetWriter, WrittenCell
from dispatch.forms import LeafColumn
from dispatch.forms.filled_values import Answer, FilledValue
from dispatch.returns.sheet_looks import LINKED, NUMBER, TEXT, mark_of, shown_cell, value_look
from dispatch.returns.summary import Summary
from dispatch.returns.summary_lines import CountedForm

KEPT_MOST = 50_000  # values that are drawn already


class CellPieces(NamedTuple):
    """What is drawn of a cell for all forms that have it: its row, its names, where it stands."""

    row: str
    label: str
    column: str
    place: str
    mark: str
    leaf: LeafColumn


class FormPieces(NamedTuple):
    """What is drawn of a form for all its values: whose it is, its file, when it came, who decided."""

    unit: str
    code: str
    file: str
    received: str
    sha256: str
    decided: str


class SourceRows:
    """Draws a row for each value of each form that counts."""

    def __init__(self, summary: Summary, links: Mapping[str, str], writer: SheetWriter) -> None:
        self._summary, self._links, self._writer = summary, links, writer
        self._lines = {line.row: at for at, line in enumerate(summary.lines) if line.row is not None}
        self._columns = {leaf.key: at for at, leaf in enumerate(summary.round.structure.leaves)}
        self._cells: dict[tuple[int, str, str, str], CellPieces] = {}
        self._values: dict[tuple[str, type, Answer], str] = {}

    def rows(self, number: int) -> Iterator[str]:
        """Yield the rows, from a number on."""
        for form in self._summary.sources.forms:
            of_form, labels = self._form(form), form.labels
            link = self._links.get(form.unit.code, "")
            for one in form.values:
                if one.key not in self._columns:
                    continue
                if link:
                    self._writer.links.append((f"G{number}", link))
                    link = ""  # once a file: Excel takes 65,530 links in a sheet
                label = labels[one.row] if one.row < len(labels) else ""
                yield self._row(number, of_form, self._cell(one, label), one.value)
                number += 1

    def _row(self, n: int, form: FormPieces, cell: CellPieces, answer: Answer) -> str:
        value = self._value(cell.leaf, answer)
        return (
            f'<row r="{n}"><c r="A{n}{form.unit}<c r="B{n}{form.code}<c r="C{n}{cell.row}'
            f'<c r="D{n}{cell.label}<c r="E{n}{cell.column}<c r="F{n}{value}<c r="G{n}{form.file}'
            f'<c r="H{n}{cell.place}<c r="I{n}{form.received}<c r="J{n}{form.sha256}<c r="K{n}{form.decided}'
            f'<c r="L{n}{cell.mark}</row>'
        )

    def _form(self, form: CountedForm) -> FormPieces:
        draw = self._writer.shared
        received = self._writer.held(WrittenCell(form.received, TEXT._replace(format=DAY)))
        return FormPieces(
            draw(form.unit.name, TEXT),
            draw(form.unit.code, TEXT),
            draw(form.file, LINKED),
            received,
            draw(form.sha256, TEXT),
            draw(form.decided, TEXT),
        )

    def _cell(self, one: FilledValue, label: str) -> CellPieces:
        key = one.row, one.key, one.place, label
        found = self._cells.get(key)
        return found or self._cells.setdefault(key, self._draw_cell(one, label))

    def _draw_cell(self, one: FilledValue, label: str) -> CellPieces:
        draw, column = self._writer.shared, self._columns[one.key]
        line = self._lines.get((one.row, label))
        leaf = self._summary.round.structure.leaves[column]
        return CellPieces(
            self._writer.held(WrittenCell(one.row + 1, NUMBER)),
            draw(label, TEXT),
            draw(leaf.title, TEXT),
            draw(one.place, TEXT),
            draw(mark_of(line, column) if line is not None else "", TEXT),
            leaf,
        )

    def _value(self, leaf: LeafColumn, answer: Answer) -> str:
        key = leaf.key, type(answer), answer
        drawn = self._values.get(key)
        if drawn is None:
            if len(self._values) >= KEPT_MOST:
                self._values.clear()
            drawn = self._writer.held(shown_cell(answer, value_look(leaf, strong=False)))
            self._values[key] = drawn
        return drawn
