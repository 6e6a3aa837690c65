"""The báo cáo to the level above: how many have reported by when, the summary, and who has not. Pure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dispatch import decree
from dispatch.drafting.commented_yaml import Value, commented_yaml
from dispatch.forms import Structure
from dispatch.forms.grid import LeafColumn
from dispatch.problem import Problem
from dispatch.returns.ledger import Ledger
from dispatch.returns.reminder import as_yaml_value
from dispatch.returns.status import COUNTED, State, UnitStatus, share_of
from dispatch.returns.summary import Summary
from dispatch.returns.summary_lines import Shown, SummaryLine
from dispatch.returns.summary_ways import ADDED
from dispatch.text import wording
from dispatch.text.marks import typed_plainly
from dispatch.text.numbers import write_number

HEAD = "# Báo cáo, làm từ số liệu tổng hợp đến ngày {day}; xem lại rồi làm: congvan build\n\n"
SUMMARY_TITLE, MISSING_TITLE = "TỔNG HỢP SỐ LIỆU", "DANH SÁCH ĐƠN VỊ CHƯA BÁO CÁO"
ON_ITS_SIDE_FROM = 7  # columns


def report_yaml(ledger: Ledger, summaries: Sequence[Summary], day: date, to: Sequence[str]) -> str:
    """Return the report as YAML, its figures and its appendices from one ledger."""
    letter, statuses = ledger.expected.rounds[-1].letter, ledger.status(day)
    owing = [status for status in statuses if status.state not in (*COUNTED, State.EXCUSED)]
    said: dict[str, Value] = {
        "co_quan": as_yaml_value(letter["co_quan"]),
        "loai": "báo cáo",
        "don_vi_soan": letter["don_vi_soan"],
        "ngay": str(day.year),
        "trich_yeu": f"Tổng hợp {typed_plainly(letter['trich_yeu'])}",
        "kinh_gui": tuple(to),
        "noi_dung": tuple(_body(letter["cua"], statuses, day, _names(len(summaries) + bool(owing)))),
        "phu_luc": (*map(_appendix, summaries), *([_missing(owing)] if owing else [])),
        "nguoi_ky": as_yaml_value(letter["nguoi_ky"]),
        "noi_nhan": as_yaml_value(letter["noi_nhan"]),
    }
    head = HEAD.format(day=wording.short_date(day))
    return head + commented_yaml({key: value for key, value in said.items() if value})


def _names(count: int) -> list[str]:
    """Return how the appendices are called: in Roman figures where there are several (PL I.III.1)."""
    numbers = [f" {wording.roman(number)}" for number in range(1, count + 1)] if count > 1 else [""]
    return [f"{decree.PHU_LUC}{number}" for number in numbers]


def _body(agency: str, statuses: Sequence[UnitStatus], day: date, names: Sequence[str]) -> list[str]:
    """Return what the report says: the counts, and in which appendix the figures and the others stand."""
    share = share_of(statuses)
    late, silent = share.sent - share.in_time, share.units - share.sent
    told = f"Tính đến ngày {wording.short_date(day)} có {share.sent}/{share.units} đơn vị báo cáo"
    told += f", trong đó {late} đơn vị gửi muộn" if late else ""
    told += f"; {silent} đơn vị chưa báo cáo hoặc phải gửi lại (danh sách tại {names[-1]})" if silent else ""
    figures = ", ".join(names[:-1] if silent else names)
    return [f"{agency} báo cáo kết quả như sau:", f"{told}.", f"Số liệu tổng hợp tại {figures} kèm theo."]


def _appendix(summary: Summary) -> Value:
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


def _missing(owing: Sequence[UnitStatus]) -> Value:
    rows = tuple(
        (str(number), typed_plainly(status.unit.name), _state(status))
        for number, status in enumerate(owing, 1)
    )
    columns = (
        {"ten": "TT", "rong": "1"},
        {"ten": "Đơn vị", "rong": "6"},
        {"ten": "Tình hình", "rong": "8"},
    )
    return {"ten": MISSING_TITLE, "noi_dung": ({"bang": {"cot": columns, "dong": rows}},)}


def _state(status: UnitStatus) -> str:
    reason = status.reason.text() if isinstance(status.reason, Problem) else status.reason
    return f"{status.state.value}: {typed_plainly(reason)}" if reason else status.state.value
