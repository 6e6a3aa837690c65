"""The báo cáo to the level above: how many have reported by when, the summary, and who has not. Pure."""

from collections.abc import Sequence
from datetime import date

from dispatch import decree
from dispatch.drafting.commented_yaml import Value, commented_yaml
from dispatch.problem import Problem
from dispatch.returns.amendments import ChangedTotal, changed_totals, report_before
from dispatch.returns.ledger import Ledger
from dispatch.returns.reminder import as_yaml_value
from dispatch.returns.status import COUNTED, State, UnitStatus, share_of
from dispatch.returns.summary import Summary
from dispatch.returns.summary_appendix import summary_appendix
from dispatch.text import wording
from dispatch.text.marks import typed_plainly
from dispatch.text.numbers import write_number

HEAD = "# Báo cáo, làm từ số liệu tổng hợp đến ngày {day}; xem lại rồi làm: congvan build\n\n"
AMENDED = "Số liệu bổ sung, chỉnh lý so với báo cáo ngày {day}: {totals}."
MISSING_TITLE = "DANH SÁCH ĐƠN VỊ CHƯA BÁO CÁO"


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
        "noi_dung": (
            *_body(letter["cua"], statuses, day, _names(len(summaries) + bool(owing))),
            *_amended(ledger, summaries),
        ),
        "phu_luc": (*map(summary_appendix, summaries), *([_missing(owing)] if owing else [])),
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


def _amended(ledger: Ledger, summaries: Sequence[Summary]) -> list[str]:
    """Return what the report says of an earlier one whose totals were others."""
    before = report_before(ledger.events, summaries)
    if before is None:
        return []
    totals = "; ".join(map(_amended_total, changed_totals(before, summaries)))
    return [AMENDED.format(day=wording.short_date(before.day), totals=totals)]


def _amended_total(each: ChangedTotal) -> str:
    then, now = write_number(each.then), write_number(each.now)
    return f"{typed_plainly(each.column)}: {then}, nay là {now} ({each.change})"


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
