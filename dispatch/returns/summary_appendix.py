"""A summary as an appendix of a letter, in the heading of the form: YAML that can be changed. Pure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dispatch.drafting.commented_yaml import Value, commented_yaml
from dispatch.forms import Structure
from dispatch.forms.grid import LeafColumn
from dispatch.returns.summary import Summary
from dispatch.returns.summary_lines import Shown, SummaryLine
from dispatch.returns.summary_ways import ADDED
from dispatch.text import wording
from dispatch.text.marks import typed_plainly
from dispatch.text.numbers import write_number

HEAD = "# Số liệu tổng hợp đến ngày {day}: chép mục phu_luc vào văn bản, sửa được như mọi phụ lục\n\n"
SUMMARY_TITLE = "TỔNG HỢP SỐ LIỆU"
ON_ITS_SIDE_FROM = 7  # columns


def appendices_yaml(summaries: Sequence[Summary], day: date) -> str:
    """Return the summaries as the appendices of a letter that is still to be written around them."""
    head = HEAD.format(day=wording.short_date(day))
    return head + commented_yaml({"phu_luc": tuple(map(summary_appendix, summaries))})


def summary_appendix(summary: Summary) -> Value:
    """Return a summary as an appendix: its table has the heading of the form."""
    structure, named = summary.round.structure, summary.way != ADDED
    columns = (*_named_columns(structure), *_columns(structure)) if named else tuple(_columns(structure))
    table = {"cot": columns, "dong": tuple(_row(line, named=named) for line in summary.lines)}
    turned = len(structure.leaves) + 2 * named >= ON_ITS_SIDE_FROM
    titles = tuple(typed_plainly(title).upper() for title in summary.round.title) or (SUMMARY_TITLE,)
    appendix: dict[str, Value] = {"ten": titles, "noi_dung": ({"bang": table},)}
    return appendix | ({"huong": "ngang"} if turned else {})


def _named_columns(structure: Structure) -> tuple[Value, ...]:
    return ({"ten": "TT"}, {"ten": "Đơn vị"}) if structure.heading_rows else ()


def _columns(structure: Structure, row: int = 0, first: int = 0, last: int | None = None) -> list[Value]:
    """Return the columns that a heading shows, each with those below it."""
    end = len(structure.leaves) if last is None else last
    found: list[Value] = []
    for text, top, column, rows, columns in sorted(structure.heading, key=lambda cell: cell[2]):
        if top == row and first <= column < end:
            below = _columns(structure, row + rows, column, column + columns)
            own: dict[str, Value] = {"ten": typed_plainly(text)}
            found.append(own | ({"con": tuple(below)} if below else _kind(structure.leaves[column])))
    return found


def _kind(leaf: LeafColumn) -> dict[str, Value]:
    return {"can": "giữa"} if leaf.align == "center" else {}


def _row(line: SummaryLine, *, named: bool) -> tuple[str, ...]:
    """Return a line as cells; one that has only a name stands with it in its first column."""
    values = [_shown(value) for value in line.values]
    if named:
        return line.number or BLANK, typed_plainly(line.name) or BLANK, *values
    return (typed_plainly(line.name) if line.name else values[0], *values[1:])


BLANK = "{không điền}"


def _shown(value: Shown) -> str:
    if value is None or value == "":
        return BLANK
    if isinstance(value, int | Decimal):
        return write_number(Decimal(value))
    return wording.short_date(value) if isinstance(value, date) else typed_plainly(str(value))
