"""What a person decides about returns, as an event of the journal: each with its reason, or it is refused."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dispatch.problem import N_, Fault, Refused, shorten
from dispatch.returns.entries import entered_values
from dispatch.returns.fates import FileFate
from dispatch.returns.journal import DATED, ENTERED, EXCUSED, NAMED, PINNED, Event
from dispatch.returns.ledger import Ledger
from dispatch.text.wording import day_parts
from dispatch.units import name_key

NO_REASON = Fault("R030", N_("chưa ghi lý do"), N_("ghi lý do (--reason), để sau này còn biết"))
NO_UNIT = Fault(
    "R031", N_("không có đơn vị '{name}' trong đợt này"), N_("ghi mã hoặc tên như trong manifest.csv")
)
NO_FILE = Fault("R032", N_("chưa nhận tệp '{name}'"), N_("ghi tên như 'congvan collect' đã in ra"))
NO_PIN = Fault(
    "R033", N_("tệp '{name}' không đạt, không chọn được"), N_("sửa tệp, hoặc nhập số liệu (--enter)")
)
NO_VALUE = Fault(
    "R034",
    N_("'{at}' không phải ô cần điền, hoặc giá trị không đúng kiểu"),
    N_("viết như d2.nguoi=25: dòng 2 của bảng, cột nguoi"),
)
NO_DAY = Fault("R035", N_("'{text}' không phải ngày"), N_("viết như 12/6/2026"))
NO_FORM = Fault("R036", N_("đợt này có nhiều biểu: {known}"), N_("chọn một biểu (--form)"))
KNOWN_MOST = 10


class Decision(NamedTuple):
    """What somebody decides: of which kind, about which file or unit, what is said, why, by whom."""

    kind: str
    about: str
    said: str = ""
    values: Sequence[str] = ()
    form: str = ""
    reason: str = ""
    by: str = ""


def event_of(decision: Decision, ledger: Ledger, today: date) -> Event:
    """Return a decision as an event, or refuse it."""
    if not decision.reason.strip():
        raise Refused([NO_REASON.at()])
    facts = FACTS[decision.kind](decision, ledger)
    return Event(decision.kind, today, facts, decision.reason.strip(), decision.by.strip())


def _pinned(decision: Decision, ledger: Ledger) -> Mapping[str, str]:
    file = _file(decision.about, ledger)
    if not (file.reading.good and file.unit and file.form in ledger.expected.forms):
        raise Refused([NO_PIN.at(name=file.receipt.name)])
    return {"unit": file.unit.code, "form": file.form, "sha256": file.receipt.sha256}


def _excused(decision: Decision, ledger: Ledger) -> Mapping[str, str]:
    return {"unit": _unit(decision.about, ledger)}


def _dated(decision: Decision, ledger: Ledger) -> Mapping[str, str]:
    day = read_day(decision.said)
    return {"sha256": _file(decision.about, ledger).receipt.sha256, "received": day.isoformat()}


def _named(decision: Decision, ledger: Ledger) -> Mapping[str, str]:
    sha256 = _file(decision.about, ledger).receipt.sha256
    return {"sha256": sha256, "unit": _unit(decision.said, ledger), "form": _form(decision, ledger)}


def _entered(decision: Decision, ledger: Ledger) -> Mapping[str, object]:
    form = _form(decision, ledger)
    typed = dict(text.partition("=")[::2] for text in decision.values)
    try:
        values = entered_values(ledger.expected.forms[form], typed)
    except ValueError as error:
        raise Refused([NO_VALUE.at(at=shorten(str(error)))]) from error
    if not values:
        raise Refused([NO_VALUE.at(at="")])
    return {"unit": _unit(decision.about, ledger), "form": form, "values": typed}


FACTS: Mapping[str, Callable[[Decision, Ledger], Mapping[str, object]]] = {
    PINNED: _pinned,
    EXCUSED: _excused,
    DATED: _dated,
    NAMED: _named,
    ENTERED: _entered,
}


def read_day(text: str) -> date:
    """Return the day that was typed, or refuse it."""
    try:
        day, month, year = day_parts(text)
        return date(year, month or 0, day or 0)
    except (ValueError, TypeError) as error:
        raise Refused([NO_DAY.at(text=shorten(text))]) from error


def _unit(name: str, ledger: Ledger) -> str:
    """Return the code of a unit by its code or its name; one that means none or several is refused."""
    units = ledger.expected.units
    found = [unit for unit in units if unit.code == name] or [
        unit for unit in units if name_key(unit.name) == name_key(name)
    ]
    if len(found) != 1:
        raise Refused([NO_UNIT.at(name=shorten(name))])
    return found[0].code


def _file(name: str, ledger: Ledger) -> FileFate:
    """Return a file by the name it came under, or by its hash."""
    found = [file for file in ledger.fates.files if name in (file.receipt.name, file.receipt.sha256)]
    if not found:
        raise Refused([NO_FILE.at(name=shorten(name))])
    return max(found, key=lambda file: (file.reading.good, file.receipt.day, file.receipt.sha256))


def _form(decision: Decision, ledger: Ledger) -> str:
    forms = ledger.expected.forms
    asked = decision.form or (next(iter(forms)) if len(forms) == 1 else "")
    if asked not in forms:
        raise Refused([NO_FORM.at(known=", ".join([*forms][:KNOWN_MOST]))])
    return asked
