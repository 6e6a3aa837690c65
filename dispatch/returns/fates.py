"""What becomes of each file that came back: it ends in exactly one class, and what counts of each unit.

Pure: the same receipts, readings and decisions give the same fates, in whatever order the files came.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from dispatch.forms import Identity
from dispatch.forms.filled_values import FilledValue
from dispatch.forms.identity import NAMES
from dispatch.problem import N_, Fault, Problem, Severity, errors, shorten
from dispatch.returns.decisions import Decisions, Due
from dispatch.returns.expected import Expected, Unit
from dispatch.returns.journal import Receipt
from dispatch.returns.reading import Kind, Reading

INFO = Severity.INFO
SAME_FILE = Fault("R010", N_("giống hệt tệp '{other}'"), severity=INFO)
REPLACED = Fault("R011", N_("đã có bản mới hơn: '{other}'{changes}"), severity=INFO)
OTHER_ROUND = Fault("R012", N_("biểu của đợt khác: {what} '{found}', đợt này là '{expected}'"), severity=INFO)
OTHER_UNIT = Fault("R013", N_("đơn vị '{unit}' không có trong danh sách của đợt này"), severity=INFO)
OTHER_FORM = Fault("R014", N_("biểu '{form}' không phải của đợt này"), severity=INFO)
NOT_FILLED = Fault(
    "R015", N_("biểu của {unit} chưa điền ô nào"), N_("không có số liệu thì ghi 'không phát sinh'")
)
WHICH = Fault(
    "R020",
    N_("{unit} gửi hai bản đều đạt mà số liệu khác nhau, không rõ bản nào mới hơn: '{other}'{changes}"),
    N_("chọn một bản (--pin)"),
)
PIN_OVER = Fault("R021", N_("người tổng hợp chọn bản '{other}': {reason}"), severity=INFO)
CHANGES_MOST, VALUE_SHOWN = 3, 20  # cells that a message lists, letters of each


class Fate(Enum):
    """The class in which a file ends, and how it is called."""

    COUNTED = N_("đạt")
    TO_MEND = N_("cần sửa")
    DUPLICATE = N_("trùng tệp")
    REPLACED = N_("bản cũ đã thay")
    OUTSIDE = N_("ngoài đợt")
    INSTEAD = N_("đã gửi, chưa tổng hợp được")
    STRANGER = N_("không phải của ta")


class FileFate(NamedTuple):
    """A received file, its class, why, and what is to be said of it."""

    receipt: Receipt
    fate: Fate
    reason: Problem | None = None
    unit: Unit | None = None
    form: str = ""
    reading: Reading = Reading(Kind.STRANGER)
    remarks: tuple[Problem, ...] = ()
    """What is unlikely about its figures, and those that no cell takes any more."""

    @property
    def problems(self) -> list[Problem]:
        """All that is to be said of it, why it does not count first, each thing once."""
        said = [*([self.reason] if self.reason else []), *self.reading.problems, *self.remarks]
        return list({(problem.code, problem.text()): problem for problem in said}.values())


class Fates(NamedTuple):
    """The fates of all files, and for each unit and form the file that counts."""

    files: tuple[FileFate, ...]
    counted: Mapping[Due, FileFate]


NO_FATES = Fates((), {})


def decide_fates(
    expected: Expected, receipts: Sequence[Receipt], readings: Mapping[str, Reading], decisions: Decisions
) -> Fates:
    """Return what becomes of every file."""
    firsts: dict[str, Receipt] = {}
    duplicates: list[FileFate] = []
    for receipt in receipts:
        first = firsts.setdefault(receipt.sha256, receipt)
        if first is not receipt:
            duplicates.append(FileFate(receipt, Fate.DUPLICATE, SAME_FILE.at(other=first.name)))
    dated = [first._replace(day=decisions.received(first.sha256, first.day)) for first in firsts.values()]
    sorted_out = [_look(expected, receipt, readings[receipt.sha256], decisions) for receipt in dated]
    chosen = list(_choose_all(sorted_out, decisions))
    files = sorted([*chosen, *duplicates], key=lambda file: (file.receipt.name, file.receipt.sha256))
    counted = {
        (file.unit.code, file.form): file for file in chosen if file.fate is Fate.COUNTED and file.unit
    }
    return Fates(tuple(files), counted)


def _look(expected: Expected, receipt: Receipt, reading: Reading, decisions: Decisions) -> FileFate:
    """Return the fate of a file by itself; that others of its unit may be better is for later."""
    identity = _identity(receipt, reading, expected, decisions)
    unit = expected.unit(identity.unit) if identity else None
    file = FileFate(receipt, Fate.STRANGER, None, unit, identity.form if identity else "", reading)
    if reading.kind is not Kind.FORM:
        fate = Fate.INSTEAD if reading.kind is Kind.INSTEAD else Fate.STRANGER
        return file._replace(fate=fate, reason=next(iter(reading.problems), None))
    if identity and (outside := _why_outside(expected, identity)):
        return file._replace(fate=Fate.OUTSIDE, reason=outside)
    if not reading.good:
        wrong = errors(reading.problems)
        blank = NOT_FILLED.at(unit=unit.name if unit else "")
        return file._replace(fate=Fate.TO_MEND, reason=wrong[0] if wrong else blank)
    return file._replace(fate=Fate.COUNTED)


def _identity(
    receipt: Receipt, reading: Reading, expected: Expected, decisions: Decisions
) -> Identity | None:
    """Return whose a file is: as it says, or as the clerk says of one that does not say it."""
    named = decisions.named.get(receipt.sha256)
    if reading.kind is Kind.FORM or not named:
        return reading.identity
    form = named.facts.get("form") or next(iter(expected.forms), "")
    return Identity(form, "", unit=named.facts["unit"])


def _why_outside(expected: Expected, identity: Identity) -> Problem | None:
    now = expected.forms.get(identity.form)
    if now is None:
        return OTHER_FORM.at(form=shorten(identity.form))
    if expected.round_of(identity) is None:
        return _other_round(identity, now.identity)
    if expected.unit(identity.unit) is None:
        return OTHER_UNIT.at(unit=shorten(identity.unit_name or identity.unit))
    return None


def _other_round(found: Identity, now: Identity) -> Problem:
    """Return that a form is of another round, by the first thing that people see of it."""
    names = ("period", "symbol", "version") if found.round else ("period", "symbol", "version", "round")
    differing = [name for name in names if getattr(found, name) != getattr(now, name)]
    name = next(iter(differing), "round")
    one, other = shorten(getattr(found, name)), shorten(getattr(now, name))
    return OTHER_ROUND.at(what=NAMES[name], found=one, expected=other)


def _choose_all(files: Iterable[FileFate], decisions: Decisions) -> Iterable[FileFate]:
    """Yield all files, of each unit and form one that counts."""
    rivals: dict[Due, list[FileFate]] = defaultdict(list)
    for file in files:
        if file.fate in (Fate.COUNTED, Fate.TO_MEND) and file.unit:
            rivals[file.unit.code, file.form].append(file)
        else:
            yield file
    for due, each in rivals.items():
        pin = decisions.pinned.get(due)
        yield from _choose(each, pin.facts["sha256"] if pin else "", pin.reason if pin else "")


def _choose(rivals: Sequence[FileFate], pinned: str, reason: str) -> Iterable[FileFate]:
    """Yield the files of one unit: the newest good one counts, or the one that was pinned."""
    good = [file for file in rivals if file.fate is Fate.COUNTED]
    yours = next((file for file in good if file.receipt.sha256 == pinned), None)
    newest = max(good, key=_age, default=None)
    best = yours or newest
    tied = [file for file in good if best and not yours and _age(file)[:2] == _age(best)[:2]]
    if len(tied) > 1 and len({_answers(file) for file in tied}) > 1:
        yield from _undecided(rivals, tied)
        return
    for file in rivals:
        if best is None or file is best:
            yield file
        elif yours and file.fate is Fate.COUNTED:
            yield _set_aside(file, PIN_OVER.at(other=best.receipt.name, reason=reason))
        elif file.fate is Fate.COUNTED or _age(file) < _age(best):
            changes = differences(file.reading.values, best.reading.values)
            yield _set_aside(file, REPLACED.at(other=best.receipt.name, changes=changes))
        else:
            yield file


def _set_aside(file: FileFate, reason: Problem) -> FileFate:
    return file._replace(fate=Fate.REPLACED, reason=reason)


def _undecided(rivals: Sequence[FileFate], tied: Sequence[FileFate]) -> Iterable[FileFate]:
    """Yield the files of a unit of which nobody can say which is the newest: none of these counts."""
    for file in rivals:
        if file not in tied:
            older = file.fate is Fate.COUNTED
            yield _set_aside(file, REPLACED.at(other=tied[0].receipt.name, changes="")) if older else file
            continue
        other = next(each for each in tied if each is not file and _answers(each) != _answers(file))
        changes = differences(file.reading.values, other.reading.values)
        name = file.unit.name if file.unit else ""
        yield file._replace(
            fate=Fate.TO_MEND, reason=WHICH.at(unit=name, other=other.receipt.name, changes=changes)
        )


def _age(file: FileFate) -> tuple[str, str, str]:
    """Return what tells which file is newer: its day, when it was saved; the hash only settles equal ones."""
    return file.receipt.day.isoformat(), file.reading.saved, file.receipt.sha256


def _answers(file: FileFate) -> frozenset[tuple[int, str, str]]:
    return frozenset((one.row, one.key, str(one.value)) for one in file.reading.values)


def differences(old: Sequence[FilledValue], new: Sequence[FilledValue]) -> str:
    """Return the first cells in which two forms differ, as a message tells them; nothing if in none."""
    before = {(one.row, one.key): str(one.value) for one in old}
    after = {(one.row, one.key): str(one.value) for one in new}
    changed = [at for at in sorted(before | after) if before.get(at) != after.get(at)]
    told = [
        f"d{row + 1}.{key} {_shown(before, (row, key))} → {_shown(after, (row, key))}"
        for row, key in changed[:CHANGES_MOST]
    ]
    rest = f"; +{len(changed) - CHANGES_MOST}" if len(changed) > CHANGES_MOST else ""
    return f" ({'; '.join(told)}{rest})" if told else ""


def _shown(values: Mapping[tuple[int, str], str], at: tuple[int, str]) -> str:
    return shorten(values.get(at, "…"), VALUE_SHOWN)
