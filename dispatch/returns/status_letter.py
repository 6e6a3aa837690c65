"""How rounds stand, as a table of a letter of ours: what is drawn as a picture to be passed on. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dispatch import decree
from dispatch.drafting.commented_yaml import Value, commented_yaml
from dispatch.returns.reminder import as_yaml_value
from dispatch.returns.status import UnitStatus, share_of
from dispatch.text import wording
from dispatch.text.marks import typed_plainly

TITLE = "TÌNH HÌNH NỘP BÁO CÁO"
UNTIL = "Tính đến ngày {day}{deadline}: {sent}/{units} đơn vị đã báo cáo, đúng hạn {percent} %"
ONE_ROUND = (
    {"ten": "TT", "rong": "1", "can": "giữa"},
    {"ten": "Đơn vị", "rong": "6"},
    {"ten": "Tình hình", "rong": "5"},
    {"ten": "Ngày nhận", "rong": "2.5", "can": "giữa"},
    {"ten": "Muộn (ngày)", "rong": "2.5", "can": "giữa"},
)
BLANK = "{không điền}"


class RoundTable(NamedTuple):
    """What the table says of a round: its period, the day of which it tells, its deadline, every unit."""

    period: str
    day: date
    deadline: date | None
    units: Sequence[UnitStatus]


def status_yaml(letter: Mapping[str, Any], rounds: Sequence[RoundTable]) -> str:
    """Return a letter whose appendix is the table; of several rounds each has a column."""
    table = _one_round(rounds[0]) if len(rounds) == 1 else _side_by_side(rounds)
    said: dict[str, Value] = {
        "co_quan": as_yaml_value(letter["co_quan"]),
        "loai": "báo cáo",
        "don_vi_soan": letter["don_vi_soan"],
        "ngay": str(rounds[0].day.year),
        "trich_yeu": TITLE.lower(),
        "noi_dung": (TITLE.lower(),),
        "phu_luc": (
            {
                "ten": (TITLE,),
                "noi_dung": (*map(_until, rounds), {"bang": table}),
                "dau_ket": "",
            },
        ),
        "nguoi_ky": as_yaml_value(letter["nguoi_ky"]),
        "noi_nhan": as_yaml_value(letter["noi_nhan"]),
    }
    return commented_yaml({key: value for key, value in said.items() if value})


def _until(each: RoundTable) -> str:
    deadline = f", hạn {wording.short_date(each.deadline)}" if each.deadline else ""
    said = UNTIL.format(
        day=wording.short_date(each.day),
        deadline=deadline,
        percent=share_of(each.units).percent,
        **share_of(each.units)._asdict(),
    )
    period = typed_plainly(each.period)
    return f"{decree.KY_BAO_CAO} {period}. {said}." if period else f"{said}."


def _one_round(only: RoundTable) -> Value:
    several = len({status.form for status in only.units}) > 1
    rows = (
        (
            str(number),
            typed_plainly(f"{status.unit.name} ({status.form})" if several else status.unit.name),
            status.state.value,
            wording.short_date(status.received) if status.received else BLANK,
            str(status.days_late or BLANK),
        )
        for number, status in enumerate(only.units, 1)
    )
    return {"cot": ONE_ROUND, "dong": tuple(rows)}


def _side_by_side(rounds: Sequence[RoundTable]) -> Value:
    names = {status.unit.code: status.unit.name for each in rounds for status in each.units}
    titles = (each.period or wording.short_date(each.day) for each in rounds)
    columns = ({"ten": "TT", "rong": "1", "can": "giữa"}, {"ten": "Đơn vị", "rong": "5"})
    rows = (
        (str(number), typed_plainly(name), *_states(code, rounds))
        for number, (code, name) in enumerate(names.items(), 1)
    )
    periods = ({"ten": typed_plainly(title), "rong": "4"} for title in titles)
    return {"cot": (*columns, *periods), "dong": tuple(rows)}


def _states(code: str, rounds: Sequence[RoundTable]) -> Iterator[str]:
    for each in rounds:
        states = (status.state.value for status in each.units if status.unit.code == code)
        yield ", ".join(dict.fromkeys(states)) or BLANK
