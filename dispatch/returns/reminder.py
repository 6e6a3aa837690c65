"""The công văn that urges those who owe a report: what it cites, counts, and asks of whom. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dispatch.drafting.commented_yaml import Value, commented_yaml
from dispatch.problem import Problem, errors, shorten
from dispatch.returns.status import OWING, State, UnitStatus, share_of
from dispatch.text import wording
from dispatch.text.marks import typed_plainly

NAMED_MOST = 5  # addressees that stand above the letter; more stand in the list behind it
FAULTS_MOST = 5
BLANK = "…"
ORDER = (
    *("co_quan", "don_vi_soan", "ngay", "trich_yeu", "kinh_gui", "can_cu", "noi_dung", "phu_luc"),
    *("nguoi_ky", "noi_nhan"),
)
LIST_TITLE = "DANH SÁCH CÁC ĐƠN VỊ CHƯA GỬI BÁO CÁO HOẶC PHẢI GỬI LẠI"
EVERYBODY = "Các đơn vị có tên trong danh sách kèm theo"
HEAD = "# Công văn đôn đốc, làm từ tình hình nộp đến ngày {day}; xem lại rồi làm: congvan build\n\n"
COLUMNS = (
    {"khoa": "tt", "ten": "TT", "rong": "1"},
    {"khoa": "don_vi", "ten": "Đơn vị", "rong": "4"},
    {"khoa": "tinh_hinh", "ten": "Tình hình", "rong": "3"},
    {"khoa": "can_lam", "ten": "Việc cần làm", "rong": "8"},
)
STILL_TO_SEND = "Gửi báo cáo theo biểu mẫu đã phát"
RIGHT_FILE = "Đã nhận {file}; gửi lại tệp Excel hoặc Word của biểu mẫu đã phát"
SEND_AGAIN = "Sửa và gửi lại biểu:"


class Reminder(NamedTuple):
    """What a reminder says: the letter that asked first, those who owe, until when, for which time."""

    letter: Mapping[str, Any]
    statuses: Sequence[UnitStatus]
    day: date
    deadline: date
    times: int = 1
    before: Mapping[str, str] = {}
    """How the reminder before this one is cited."""

    @property
    def owing(self) -> dict[str, list[UnitStatus]]:
        """What each unit owes, in the order of the table; only those that owe something."""
        found: dict[str, list[UnitStatus]] = {}
        for status in self.statuses:
            if status.state in OWING:
                found.setdefault(status.unit.code, []).append(status)
        return found

    @property
    def subject(self) -> str:
        """The subject, which says the how manieth reminder it is from the second on."""
        again = f" (lần {self.times})" if self.times > 1 else ""
        return f"đôn đốc gửi báo cáo{again}"


def reminder_yaml(reminder: Reminder) -> str:
    """Return the letter as YAML, which a clerk may change before it is built."""
    head = HEAD.format(day=wording.short_date(reminder.day))
    return head + commented_yaml({key: value for key, value in _keys(reminder).items() if value})


def unit_reminder_yaml(reminder: Reminder, code: str) -> str:
    """Return the letter to one unit alone, with all that it is to do."""
    each = reminder.owing[code]
    lines = [line for status in each for line in to_do_lines(status)]
    said: dict[str, Value] = {
        **_frame(reminder, (_addressee(each),), _how_it_stands(each)),
        "noi_dung": (*lines, _asking(reminder, "đơn vị")),
    }
    return commented_yaml({key: said[key] for key in ORDER if said.get(key)})


def _keys(reminder: Reminder) -> dict[str, Value]:
    owing = reminder.owing
    names = tuple(_addressee(each) for each in owing.values())
    said: dict[str, Value] = {
        **_frame(reminder, names if len(names) <= NAMED_MOST else (EVERYBODY,), _counts(reminder)),
        "noi_dung": (_asking(reminder, "các đơn vị có tên trong danh sách"),),
        "phu_luc": ({"ten": LIST_TITLE, "noi_dung": ({"bang": _table(owing)},)},),
    }
    return {key: said[key] for key in ORDER if key in said}


def _addressee(each: Sequence[UnitStatus]) -> str:
    """Return the name of a unit as a line that it begins: with a capital."""
    name = typed_plainly(each[0].unit.name)
    return name[:1].upper() + name[1:]


def _frame(reminder: Reminder, to: tuple[str, ...], found: str) -> dict[str, Value]:
    """Return what every reminder has: its head, whom it is for, what it goes on from, who signs."""
    return {
        "co_quan": as_yaml_value(reminder.letter["co_quan"]),
        "don_vi_soan": reminder.letter["don_vi_soan"],
        "ngay": str(reminder.day.year),
        "trich_yeu": reminder.subject,
        "kinh_gui": to,
        "can_cu": {"loi_dan": "Tiếp theo", "van_ban": tuple(_acts(reminder)), "ket": ",", "tiep": found},
        "nguoi_ky": as_yaml_value(reminder.letter["nguoi_ky"]),
        "noi_nhan": as_yaml_value(reminder.letter["noi_nhan"]),
    }


def as_yaml_value(value: Any) -> Value:
    """Return plain values as a letter types them."""
    if isinstance(value, Mapping):
        return {key: as_yaml_value(below) for key, below in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(as_yaml_value(item) for item in value)
    return {True: "có", False: "không"}[value] if isinstance(value, bool) else str(value)


def _acts(reminder: Reminder) -> list[Value]:
    """Return the first letter in full, and the reminder before this one."""
    first = reminder.letter
    number = f"{wording.number(first['so']) if first['so'] else BLANK}/{first['ky_hieu']}"
    act = {"loai": first["loai"], "so": number, "ngay": first["ngay"], "cua": first["cua"]}
    act["ve"] = typed_plainly(first["trich_yeu"])
    acts = [act, *([dict(reminder.before)] if reminder.before else [])]
    return [{key: said for key, said in each.items() if said} for each in acts]


def _counts(reminder: Reminder) -> str:
    """Return how many have sent, how many of these not as they should, how many nothing."""
    share, owing = share_of(reminder.statuses), reminder.owing
    wrong = sum(any(each.state is not State.MISSING for each in every) for every in owing.values())
    silent = len(owing) - wrong
    day, came = wording.short_date(reminder.day), share.sent + wrong
    told = f"tính đến ngày {day} có {came}/{share.units} đơn vị gửi báo cáo"
    told += f", trong đó {wrong} đơn vị gửi chưa đúng yêu cầu" if wrong else ""
    told += f"; còn {silent} đơn vị chưa gửi báo cáo" if silent else ""
    return f"{told} (danh sách tại Phụ lục kèm theo)."


def _how_it_stands(each: Sequence[UnitStatus]) -> str:
    came = [status.received for status in each if status.received and status.state is not State.MISSING]
    if not came:
        return "đến nay chưa nhận được báo cáo của đơn vị."
    return f"báo cáo của đơn vị nhận ngày {wording.short_date(max(came))} chưa đúng yêu cầu."


def _asking(reminder: Reminder, whom: str) -> str:
    """Return what is asked for: a report of those who sent none, a right one of the others."""
    states = {each.state for every in reminder.owing.values() for each in every}
    send = ["khẩn trương gửi báo cáo"] if State.MISSING in states else []
    again = ["gửi lại biểu đúng yêu cầu"] if states - {State.MISSING} else []
    asked = ", ".join((*send, *again)) if whom != "đơn vị" else "khẩn trương thực hiện"
    deadline = wording.short_date(reminder.deadline)
    return f"{reminder.letter['cua']} đề nghị {whom} {asked}, chậm nhất ngày {deadline}."


def _table(owing: Mapping[str, Sequence[UnitStatus]]) -> Value:
    rows = tuple(
        (str(number), typed_plainly(each[0].unit.name), _states(each), _to_do(each))
        for number, each in enumerate(owing.values(), 1)
    )
    return {"cot": COLUMNS, "dong": rows}


def _states(each: Sequence[UnitStatus]) -> str:
    return "\n".join(dict.fromkeys(status.state.value for status in each))


def _to_do(each: Sequence[UnitStatus]) -> str:
    """Return what a unit is to do: only a right file is asked for where something came."""
    return "\n".join(dict.fromkeys(line for status in each for line in to_do_lines(status)))


def to_do_lines(status: UnitStatus) -> list[str]:
    """Return what a unit is to do about one form, each thing on its line."""
    if status.state is State.MISSING:
        return [STILL_TO_SEND]
    if status.state is State.INSTEAD:
        return [RIGHT_FILE.format(file=typed_plainly(shorten(status.file)))]
    wrong = errors(status.problems) or ([status.reason] if isinstance(status.reason, Problem) else [])
    told = [f"- {typed_plainly(problem.text())}" for problem in wrong[:FAULTS_MOST]]
    more = [f"- và {len(wrong) - FAULTS_MOST} lỗi khác"] if len(wrong) > FAULTS_MOST else []
    return [SEND_AGAIN, *told, *more]
