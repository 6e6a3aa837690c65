"""What a clerk answers when a letter is begun, and how each typed answer is read; nothing is guessed."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from dispatch import decree
from dispatch.agencies import Agency
from dispatch.document_types import document_types
from dispatch.model.value_faults import CHOICE, NOT_DAY
from dispatch.problem import N_, Fault, Problem, Refused, shorten
from dispatch.text import wording
from dispatch.yaml_tree import fold, unprintable
from dispatch.yaml_tree.parser import CONTROL

NO_AGENCY = Fault(
    "L001", N_("chưa nói cơ quan nào ban hành"), N_("ví dụ: --agency 'UBND xã Hoài Ân, tỉnh Gia Lai'")
)
NO_SUBJECT = Fault("L002", N_("chưa có trích yếu"), N_("cụm từ nói công văn về việc gì, không gồm chữ 'V/v'"))
NO_BASIS = Fault(
    "L003",
    N_("không đọc được căn cứ '{text}': {why}"),
    N_("số ký hiệu; ngày; cơ quan; về việc – ví dụ '1717/STTTT-BCVT; 19/9/2024; Sở Y tế; tuyên truyền'"),
)
FEW, MANY = N_("cần ít nhất số ký hiệu; ngày; cơ quan ban hành"), N_("nhiều hơn bốn phần")
ODD_SYMBOL, ODD_DAY = N_("phần đầu không phải số và ký hiệu"), N_("phần thứ hai không phải ngày, tháng, năm")
LAWS = {
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
}  # acts that are no letters of Điều 7
PARTS_LEAST, PARTS_MOST = 3, 4
T = TypeVar("T")


class TypedAnswers(NamedTuple):
    """Every answer as it was typed; what is empty was not answered."""

    agency: str = ""
    kind: str = ""
    subject: str = ""
    to: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    deadline: str = ""
    forms: tuple[str, ...] = ()
    day: str = ""
    drafter: str = ""
    title: str = ""
    signer: str = ""


class Basis(NamedTuple):
    """An act that a letter rests on; what is empty is not known."""

    kind: str
    symbol: str
    day: str
    issuer: str
    subject: str = ""
    remark: str = ""


class DraftTask(NamedTuple):
    """What is to be done, until when, and what of it is still to be looked at."""

    what: str
    deadline: str = ""
    remark: str = ""


class Share(NamedTuple):
    """Who is to do what."""

    unit: str
    tasks: tuple[DraftTask, ...]
    remark: str = ""


class AttachedForm(NamedTuple):
    """A form to be attached: a config by its name, or all that it says."""

    name: str
    deadline: str = ""
    remark: str = ""
    whole: Mapping[str, Any] | None = None


class Answers(NamedTuple):
    """Everything a new letter is written from."""

    agency: str
    block: Agency
    day: str
    kind: str
    subject: str
    to: tuple[str, ...]
    bases: tuple[Basis, ...]
    shares: tuple[Share, ...]
    forms: tuple[AttachedForm, ...]
    drafter: str
    title: tuple[str, ...]
    signer: str


def read_line(text: str) -> str:
    """Return a text on one line, or refuse what no letter can hold."""
    flat = " ".join(text.split())
    strange = unprintable(flat)
    if strange:
        raise Refused([CONTROL.at(character=f"U+{ord(character):04X}") for character in strange])
    return flat


def read_agency(text: str) -> str:
    """Read the name of an agency."""
    if not read_line(text):
        raise Refused([NO_AGENCY.at()])
    return read_line(text)


def read_kind(text: str) -> str:
    """Read a type of document: its name, its key or its abbreviation."""
    kind = read_line(text)
    short = {short: key for key, (_, short) in decree.TYPES.items() if short}
    name = short.get(kind, fold(kind)) or decree.CONG_VAN
    if name not in decree.TYPES:
        known = ", ".join(full for full, _ in decree.TYPES.values())
        raise Refused([CHOICE.at(text=shorten(kind), key="loai", known=known)])
    return name


def read_subject(text: str, kind: str = decree.CONG_VAN) -> str:
    """Read a subject.

    Without the words that are printed before it and the mark that does not belong behind it.
    """
    subject = re.sub(r"(?i)^(v/v|về việc)[\s:]+", "", read_line(text)).rstrip(" .;,")
    if not subject and "trich_yeu" in document_types()[kind].needs:
        raise Refused([NO_SUBJECT.at()])
    return subject if kind == decree.CONG_VAN else subject[:1].upper() + subject[1:]


def read_addressees(texts: Iterable[str]) -> tuple[str, ...]:
    """Read whom a letter goes to: several in one answer stand between semicolons."""
    names = (read_line(name).lstrip("-+ ").rstrip(" .") for text in texts for name in text.split(";"))
    return tuple(name for name in names if name)


def read_day(text: str) -> str:
    """Read the letter's own day, as far as it is known."""
    day = read_line(text)
    try:
        wording.day_parts(day)
    except ValueError as error:
        raise Refused([NOT_DAY.at(text=day)]) from error
    return day


def read_basis(text: str) -> Basis:
    """Read an act: symbol; day; issuer; and, where it is known, its subject."""
    parts = [read_line(part) for part in text.split(";")]
    found = re.fullmatch(r"(?i)(?P<kind>[^\d/]*?)\s*(?:số\s*)?(?P<symbol>\d[^\s/]*(?:/[^\s/]+)+)", parts[0])
    if len(parts) > PARTS_MOST:
        raise Refused([NO_BASIS.at(text=shorten(text), why=MANY)])
    if len(parts) < PARTS_LEAST or not all(parts[:PARTS_LEAST]):
        raise Refused([NO_BASIS.at(text=shorten(text), why=FEW)])
    if not found:
        raise Refused([NO_BASIS.at(text=shorten(text), why=ODD_SYMBOL)])
    if not _whole_day(parts[1]):
        raise Refused([NO_BASIS.at(text=shorten(text), why=ODD_DAY)])
    about = read_subject(parts[PARTS_LEAST]) if any(parts[PARTS_LEAST:]) else ""
    day = re.sub(r"(?i)^ngày\s+", "", parts[1])
    return Basis(found["kind"] or kind_of_symbol(found["symbol"]), found["symbol"], day, parts[2], about)


def kind_of_symbol(symbol: str) -> str:
    """Return the type of a document as its symbol tells it; a symbol that tells none is a letter's."""
    known = LAWS | {short: full for full, short in decree.TYPES.values() if short}
    return known.get(re.split(r"[/-]", symbol.split("/", 1)[1].removeprefix(_year(symbol)))[0], "Công văn")


def _year(symbol: str) -> str:
    found = re.match(r"\d+/(\d{4}/)", symbol)
    return found[1] if found else ""


def _whole_day(text: str) -> bool:
    try:
        return wording.day_parts(re.sub(r"(?i)^ngày\s+(?=\d+[/.-])", "", text))[0] is not None
    except ValueError:
        return False


def read_titles(text: str, block: Agency) -> tuple[str, ...]:
    """Read in whose place and as what somebody signs; unanswered, as the head of the agency."""
    titles = tuple(filter(None, (read_line(part).upper() for part in text.split(";"))))
    return titles or _head(" ".join(block.ten).upper())


HEADS = {"SỞ": "GIÁM ĐỐC", "BỘ": "BỘ TRƯỞNG"}


def _head(name: str) -> tuple[str, ...]:
    """Return how the head of an agency signs; of other bodies it is not known."""
    for body in decree.COMMITTEES.values():
        if name.startswith(body.upper()):
            return f"TM. {body.upper()}", "CHỦ TỊCH"
    return (HEADS.get(name.split(maxsplit=1)[0], "…………"),)


def understand_answers(
    typed: TypedAnswers, block: Agency, forms: tuple[AttachedForm, ...], today: str
) -> Answers:
    """Return what the answers mean, or refuse every one that means nothing."""
    problems: list[Problem] = []
    said = _read_or_note(lambda: read_kind(typed.kind), decree.CONG_VAN, problems)
    answers = Answers(
        agency=_read_or_note(lambda: read_agency(typed.agency), "", problems),
        block=block,
        day=_read_or_note(lambda: read_day(typed.day or today), "", problems),
        kind=said,
        subject=_read_or_note(lambda: read_subject(typed.subject, said), "", problems),
        to=_read_or_note(lambda: read_addressees(typed.to), (), problems),
        bases=tuple(_each(read_basis, typed.bases, problems)),
        shares=(),
        forms=tuple(form._replace(deadline=typed.deadline) for form in forms),
        drafter=_read_or_note(lambda: read_line(typed.drafter), "", problems),
        title=_read_or_note(lambda: read_titles(typed.title, block), (), problems),
        signer=_read_or_note(lambda: read_line(typed.signer), "", problems),
    )
    deadline = _read_or_note(lambda: read_line(typed.deadline), "", problems)
    if problems:
        raise Refused(problems)
    return answers._replace(shares=(Share(", ".join(answers.to), (DraftTask("", deadline),)),))


def _each(read: Callable[[str], T], texts: Sequence[str], problems: list[Problem]) -> Iterable[T]:
    values = (_read_or_note(lambda text=text: read(text), None, problems) for text in texts)  # type: ignore[misc]
    return [value for value in values if value is not None]


def _read_or_note(read: Callable[[], T], otherwise: T, problems: list[Problem]) -> T:
    """Return what is read, or note why it cannot be."""
    try:
        return read()
    except Refused as refusal:
        problems += refusal.problems
        return otherwise
